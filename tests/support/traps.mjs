// Traps in the module that ships, provoked from outside: whoever instantiates WebAssembly here gets its exports through a
// gate that counts entries, and at a chosen one provokes a trap. A copy of the package that is imported afterwards, with a
// query of its own, knows nothing of it, and nothing of it is in the package.

import { readFile } from "node:fs/promises";

/** @typedef {typeof import("../../pkg/dist/index.js")} Package */
/** @typedef {(exports: Record<string, (...args: unknown[]) => unknown>) => void} Provoke */

const real = WebAssembly.Instance;

export const gate = {
  /** Instances made. */
  instances: 0,
  /** Entries into any of them. */
  entries: 0,
  /** The entry that traps. */
  at: Infinity,
  /** How it traps. @type {Provoke} */
  provoke: () => {},
  /** The names of the exports that trapped. @type {string[]} */
  trapped: [],

  install() {
    // @ts-expect-error: a function in the place of a class
    WebAssembly.Instance = function (
      /** @type {WebAssembly.Module} */ module,
      /** @type {WebAssembly.Imports} */ imports,
    ) {
      gate.instances++;
      const { exports } = new real(module, imports);
      const callable = /** @type {Record<string, (...args: unknown[]) => unknown>} */ (exports);
      const gated = Object.entries(callable).map(([name, value]) => [
        name,
        typeof value === "function" ? entry(name) : value,
      ]);
      return { exports: Object.fromEntries(gated) };

      /** @param {string} name */
      function entry(name) {
        return (/** @type {unknown[]} */ ...args) => {
          if (++gate.entries === gate.at) {
            gate.trapped.push(name);
            gate.provoke(callable);
          }
          return callable[name]?.(...args);
        };
      }
    };
  },

  uninstall() {
    WebAssembly.Instance = real;
  },
};

/** The short names of exports by the long ones. @type {Record<string, string>} */
const names = JSON.parse(await readFile(new URL("../../target/wasm-pack/names.json", import.meta.url), "utf8"));
/** @param {Parameters<Provoke>[0]} exports @param {string} name */
const exported = (exports, name) => exports[names[name] ?? name];

/** @type {[string, Provoke][]} */
export const TRAPS = [
  [
    "an allocation that fails, which ends in `unreachable`",
    (exports) => void exported(exports, "__wbindgen_malloc")?.(0xffff_fff0, 1),
  ],
  ["an access out of bounds", (exports) => void exported(exports, "__wbindgen_free")?.(0xffff_ff00, 16, 1)],
  ["an exception that comes through from JavaScript", () => { throw new RangeError("Maximum call stack size exceeded"); }], // prettier-ignore
];

let copies = 0;

/** A copy of the package with no instance yet. @returns {Promise<Package>} */
export const freshCopy = () => import(`../../pkg/dist/index.js?copy=${++copies}`);
