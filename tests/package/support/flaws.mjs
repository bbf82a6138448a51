// @ts-nocheck: the TypeScript of this repository, 7, ships no types of the compiler's programming interface, and that of 5, which
// this file is given, stands in a folder made by the tests.
//
// What is wrong with the types that ship: an `any`, written or inferred, or a name without a word about it.

/**
 * @param {object} ts TypeScript 5's programming interface
 * @param {readonly string[]} files
 * @returns {string[]}
 */
export function flaws(ts, files) {
  const module = ts.ModuleKind.NodeNext;
  const options = { strict: true, module, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], types: [], noEmit: true };
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const found = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  for (const file of files) {
    const source = program.getSourceFile(file);
    const where = file.split(/[\\/]/).at(-1);
    const visit = (node) => {
      const typed = ts.isTypeNode(node) || ts.isPropertySignature(node) || ts.isParameter(node);
      if (typed && (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) !== 0) {
        found.push(`any: ${where}: ${node.getText()}`);
      }
      const named = ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node);
      // Small types on one line explain themselves.
      if (named && node.parent.getText().includes("\n") && ts.getJSDocCommentsAndTags(node).length === 0) {
        found.push(`undocumented: ${where}: ${node.getText()}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    for (const one of checker.getExportsOfModule(checker.getSymbolAtLocation(source))) {
      const told = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one;
      if (told.getDocumentationComment(checker).length === 0) found.push(`undocumented: ${where}: ${one.name}`);
    }
  }
  return found;
}
