// Makes the JavaScript that wasm-bindgen wrote (its "glue") a function, and renames in it what wasm-opt renamed in the module.

import { build } from "esbuild";

/**
 * As a function, so that each instance of the module has a glue with state of its own, and a trapped one can be dropped; and
 * because some of the glue looks for TextDecoder at once, which not every runtime has while the package is imported.
 *
 * @param {string} file
 * @param {ReadonlyMap<string, string>} names the short names by the long ones
 * @param {readonly string[]} scope the globals that the caller of the function gives
 * @param {import("esbuild").BuildOptions} options
 * @returns {Promise<string>} a module that exports `createGlue`
 */
export async function createGlueModule(file, names, scope, options) {
  const { code, exports } = await renamed(file, names, options);
  const wanted = exports.filter((name) => name !== "default").join(", ");
  const result = await build({
    ...options,
    // Assigned rather than exported: esbuild's exports from a function bring helpers.
    stdin: { contents: `import { ${wanted} } from "renamed:glue"; glue = { ${wanted} };` },
    plugins: [
      {
        name: "renamed-glue",
        setup(builder) {
          builder.onResolve({ filter: /^renamed:/ }, ({ path }) => ({ path, namespace: "renamed" }));
          builder.onLoad({ filter: /.*/, namespace: "renamed" }, () => ({ contents: code, loader: "js" }));
        },
      },
    ],
    bundle: true,
    format: "iife",
    banner: { js: `export function createGlue({ ${scope.join(", ")} }) {\nlet glue;` },
    footer: { js: "return glue;\n}" },
    write: false,
  });
  const text = result.outputFiles[0]?.text;
  if (!text) throw new Error("esbuild wrote no glue");
  return text;
}

/**
 * esbuild renames every property of such a name, whatever it is a property of: no method that Rust calls may have the name of
 * something that Rust exports.
 *
 * @param {string} file
 * @param {ReadonlyMap<string, string>} names
 * @param {import("esbuild").BuildOptions} options
 */
async function renamed(file, names, options) {
  const escaped = [...names.keys()].map((name) => name.replaceAll(/[^\w]/g, "\\$&"));
  const result = await build({
    ...options,
    bundle: false,
    entryPoints: [file],
    format: "esm",
    // js-sys asks for all of the first three, in turn; globalThis, asked for before, is everywhere. Nobody disposes of a `Run` by `using`.
    define: { self: "undefined", window: "undefined", global: "undefined", "Symbol.dispose": "undefined" },
    // A warning about arguments that `pkg/src/instance.js` does not use.
    drop: ["console"],
    minifySyntax: true,
    // And what the glue's own objects have.
    mangleProps: new RegExp(`^(?:${escaped.join("|")}|_+(?:wbg|destroy)_\\w+)$`),
    // The name of the imported module is a quoted key.
    mangleQuoted: true,
    mangleCache: Object.fromEntries(names),
    metafile: true,
    write: false,
  });
  const code = result.outputFiles[0]?.text ?? "";
  const exports = Object.values(result.metafile.outputs)[0]?.exports ?? [];
  return { code, exports };
}
