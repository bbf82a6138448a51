// Checks what the Markdown files link to within the project: files, folders and headings. Run by `cargo xtask check`.

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import GithubSlugger from "github-slugger";
import { marked } from "marked";

/** The links and the anchors of a page. Code is not read: what stands there is no link. @param {string} text */
export function readPage(text) {
  const slugger = new GithubSlugger();
  /** @type {string[]} */
  const links = [];
  /** @type {Set<string>} */
  const anchors = new Set();
  // With a function that returns nothing, there is nothing to wait for.
  void marked.walkTokens(marked.lexer(text), (token) => {
    if (token.type === "link" || token.type === "image") links.push(token.href);
    if (token.type === "heading") anchors.add(slugger.slug(plain(token)));
    if (token.type !== "html") return;
    for (const [, name, value] of token.text.matchAll(/\b(href|src|id|name)="([^"]*)"/g)) {
      if (name === "href" || name === "src") links.push(value);
      else anchors.add(value);
    }
  });
  return { links, anchors };
}

/** The text of a heading without its marks. @param {import("marked").Token} token @returns {string} */
function plain(token) {
  const parts = "tokens" in token ? token.tokens : undefined;
  return parts ? parts.map(plain).join("") : "text" in token ? String(token.text) : "";
}

/**
 * @param {string} root of the project
 * @param {readonly string[]} files Markdown files, relative to it
 * @returns {Promise<string[]>} what is wrong, a line each
 */
export async function brokenLinks(root, files) {
  const broken = [];
  for (const file of files) {
    for (const link of readPage(await readFile(path.join(root, file), "utf8")).links) {
      const why = await wrong(root, file, link);
      if (why) broken.push(`${file}: ${link}: ${why}`);
    }
  }
  return broken;
}

/** @param {string} root @param {string} file @param {string} link */
async function wrong(root, file, link) {
  // Another host's pages are not asked for: the check runs without network.
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
  const [to = "", anchor] = link.split("#");
  const target = to === "" ? path.join(root, file) : path.resolve(root, path.dirname(file), decodeURIComponent(to));
  if (path.relative(root, target).startsWith("..")) return "leads out of the project";
  const found = await stat(target).catch(() => undefined);
  if (!found) return "there is no such file";
  if (anchor === undefined || !target.endsWith(".md")) return undefined;
  const { anchors } = readPage(await readFile(target, "utf8"));
  return anchors.has(decodeURIComponent(anchor)) ? undefined : "there is no such heading";
}

const SKIPPED = new Set([".git", "node_modules", "target"]);

/** @param {string} root @param {string} [folder] @returns {Promise<string[]>} relative to the root, in order */
export async function markdownFiles(root, folder = "") {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const found = entries.map(async (entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : markdownFiles(root, file);
    return entry.name.endsWith(".md") ? [file] : [];
  });
  return (await Promise.all(found)).flat().sort();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const files = await markdownFiles(root);
  const broken = await brokenLinks(root, files);
  for (const line of broken) console.error(line);
  console.log(`${files.length} Markdown files, ${broken.length} broken links`);
  if (broken.length > 0 || files.length === 0) process.exitCode = 1;
}
