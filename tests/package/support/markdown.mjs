// The project's pages of Markdown and the code in them.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./places.mjs";

/**
 * @typedef {object} Block
 * @property {string} page
 * @property {number} line of its fence
 * @property {string} language
 * @property {string} file the name after the language: the file that the code is, in recipes
 * @property {string} code
 */

/** Every page that a reader sees, by its path in the repository. @returns {Promise<string[]>} */
export async function pages() {
  const docs = await readdir(join(ROOT, "docs"), { recursive: true });
  const found = docs.filter((name) => name.endsWith(".md")).map((name) => `docs/${name.replaceAll("\\", "/")}`);
  const rest = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "pkg/AGENTS.md", "www/extension/README.md"];
  return [...rest, ...found.sort()];
}

/** @param {string} page */
export const read = async (page) => (await readFile(join(ROOT, page), "utf8")).replaceAll("\r\n", "\n");

/** Fenced blocks. @param {string} page @param {string} text @returns {Block[]} */
export function blocks(page, text) {
  return [...text.matchAll(/^```(\w*) ?([^\n]*)\n(.*?)^```$/gms)].map(
    ({ 1: language = "", 2: file = "", 3: code = "", index }) => {
      const line = text.slice(0, index).split("\n").length;
      return { page, line, language, file: file.trim(), code };
    },
  );
}

/** @returns {Promise<Block[]>} of all pages */
export async function allBlocks() {
  return (await Promise.all((await pages()).map(async (page) => blocks(page, await read(page))))).flat();
}
