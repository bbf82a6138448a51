// The recipes of docs/recipes, as the files that their blocks of code name, and what lets them run against the sandbox as they are.

import { blocks, read } from "./markdown.mjs";

/** @typedef {import("../../../pkg/types/sandbox.js").Sandbox} Sandbox */

/**
 * The files of a recipe, by name.
 *
 * @param {string} name of the page in docs/recipes
 */
export async function recipe(name) {
  const page = `docs/recipes/${name}.md`;
  const files = blocks(page, await read(page)).filter(({ file }) => file !== "");
  if (files.length === 0) throw new Error(`${page} names no file`);
  return Object.fromEntries(files.map(({ file, code }) => [file, code]));
}

/** Environment of the command line, and of recipes that read the same variables. @param {Sandbox} sandbox */
export const sandboxEnvironment = ({ baseUrls }) => ({
  CONNECTSAFELY_BASE_URL: baseUrls.connectsafely,
  SELEQT_BASE_URL: baseUrls.seleqt,
  CONNECTSAFELY_API_KEY: "test.key",
  SELEQT_API_KEY: "test.key",
});

/**
 * A module that sends to the sandbox what the platform's `fetch` is to send to the services. The recipes show the services' own
 * addresses; the package looks `fetch` up at each call.
 *
 * @param {Sandbox} sandbox
 */
export const toSandbox = ({ baseUrls, url }) => `
const own = globalThis.fetch;
globalThis.fetch = (target, init) => {
  const wanted = String(target?.url ?? target);
  const found = wanted
    .replace("https://api.connectsafely.ai/linkedin", ${JSON.stringify(baseUrls.connectsafely)})
    .replace("https://api.seleqt.ai", ${JSON.stringify(baseUrls.seleqt)});
  if (/^https:/.test(found)) throw new Error("not for the sandbox at ${url}: " + found);
  return own.call(globalThis, found === wanted ? target : found, init);
};
`;
