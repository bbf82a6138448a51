// The examples of the pages and of the types' documentation, as files that a compiler can check. Blocks that name a file belong to
// recipes, which tests run.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { allBlocks, blocks } from "./markdown.mjs";
import { ROOT } from "./places.mjs";

/**
 * @typedef {object} Example
 * @property {string} name of its file, by where it stands
 * @property {"js" | "ts"} language
 * @property {boolean} commonJs
 * @property {string} code
 */

/** Of a page's example: where the reader serves the file is up to the reader. */
const SERVED = /"\/[\w/-]*linkedin-status\/[\w/]*index\.js"/g;

/** @returns {Promise<Example[]>} */
export async function examples() {
  const shown = (await allBlocks()).filter(({ file }) => file === "").flatMap(example);
  const files = (await readdir(join(ROOT, "pkg/types"))).filter((file) => file !== "wasm.d.ts");
  const types = await Promise.all(
    files.map(async (file) =>
      blocks(`pkg/types/${file}`, uncommented(await readFile(join(ROOT, "pkg/types", file), "utf8"))).flatMap(example),
    ),
  );
  const names = await exportedNames();
  // Documentation leaves the import out where it stands beside the function itself; a page is copied from.
  const documented = types.flat().map((one) => ({ ...one, code: withImports(one, names) }));
  return [...shown, ...documented];
}

/** JavaScript, TypeScript, and module scripts in HTML. @param {import("./markdown.mjs").Block} block @returns {Example[]} */
function example({ page, line, language: fence, code: body }) {
  const script = fence === "html" ? /<script type="module">\n(.*?)<\/script>/s.exec(body)?.[1] : undefined;
  if (fence !== "js" && fence !== "ts" && !script) return [];
  const code = (script ?? body).replaceAll(SERVED, '"linkedin-status"');
  const name = `${page.replaceAll(/[^\w]+/g, "-")}-line-${line}`;
  return [{ name, language: fence === "ts" ? "ts" : "js", commonJs: /\brequire\(/.test(code), code }];
}

/** What stands in documentation, without the stars. @param {string} text */
const uncommented = (text) => text.replaceAll(/^ *\* ?/gm, "");

/** @typedef {{ values: Set<string>, types: Set<string> }} Names what "linkedin-status" exports */

/** @returns {Promise<Names>} */
async function exportedNames() {
  const files = (await readdir(join(ROOT, "pkg/types"))).filter((file) => !/^(wasm|slim|sandbox)\./.test(file));
  const text = (await Promise.all(files.map((file) => readFile(join(ROOT, "pkg/types", file), "utf8")))).join("\n");
  const named = (/** @type {RegExp} */ kind) => new Set([...text.matchAll(kind)].map(([, name = ""]) => name));
  return {
    values: named(/^export (?:function|class|const) (\w+)/gm),
    types: named(/^export (?:type|interface) (\w+)/gm),
  };
}

/** @param {Example} example @param {Names} names */
function withImports({ code, language }, { values, types }) {
  const imports = [...code.matchAll(/^import .*$/gm)].join("\n");
  const missing = [...values, ...(language === "ts" ? types : [])].filter((name) => {
    const word = new RegExp(`\\b${name}\\b`);
    return word.test(code) && !word.test(imports);
  });
  if (missing.length === 0) return code;
  const list = missing.map((name) => (types.has(name) ? `type ${name}` : name)).join(", ");
  return `import { ${list} } from "linkedin-status";\n${code}`;
}
