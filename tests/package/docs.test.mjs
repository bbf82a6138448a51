// The pages: what they name exists, what they tell to type works, and every piece of code in them is run or compiled somewhere.

import assert from "node:assert/strict";
import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { EXIT_CODES } from "../../pkg/src/cli/exit-codes.js";
import { packageReadme } from "../../xtask/js/readme.mjs";
import { allBlocks, pages, read } from "./support/markdown.mjs";
import { installedPackage, ROOT } from "./support/places.mjs";

test("the README has at most 150 lines, and is the package's, too, with links that hold elsewhere", async () => {
  const text = await read("README.md");
  assert.ok(text.trimEnd().split("\n").length <= 150);
  const folder = await installedPackage();
  const packed = await readFile(join(folder, "README.md"), "utf8");
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  assert.equal(packed, packageReadme(text, manifest));
  const targets = [...packed.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  assert.ok(targets.length > 20);
  for (const target of targets) assert.match(target, /^https:\/\//);
  // Nothing but links differs.
  const bare = (/** @type {string} */ page) => page.replaceAll(/\]\([^)]*\)/g, "]");
  assert.equal(bare(packed), bare(text));
  assert.ok(text.includes(`linkedin-status-${manifest.version}.tgz`));
});

test("files that the pages name exist", async () => {
  for (const page of await pages()) {
    if (page === "CHANGELOG.md") continue;
    const names = (await read(page)).match(/(?<=`)(?:tests|src|pkg\/src|pkg\/types|xtask|www|docs)\/[\w./*-]+(?=`)/g);
    for (const name of names ?? []) {
      const [before = "", after] = name.split("*");
      const there =
        after === undefined
          ? await access(join(ROOT, name)).then(
              () => true,
              () => false,
            )
          : (await readdir(join(ROOT, before, ".."))).some((one) => one.endsWith(after));
      assert.ok(there, `${page} names ${name}`);
    }
  }
});

/** Languages, and what holds their blocks. */
const HELD = {
  js: "compiled by examples.test.mjs, or run by a recipe's test",
  jsx: "run by a recipe's test",
  ts: "compiled by examples.test.mjs",
  html: "its script is compiled by examples.test.mjs",
  sh: "run by commands.test.mjs",
  json: "parsed below",
  csv: "read by a recipe's test",
  http: "a header's line",
  mermaid: "a drawing",
};

test("every block of code is of a language that a test looks at, and JSON is JSON", async () => {
  const found = await allBlocks();
  assert.ok(found.length > 20);
  for (const { page, line, language, file, code } of found) {
    assert.ok(Object.hasOwn(HELD, language), `${page}:${line} is ${language || "of no language"}`);
    if (language === "json") assert.doesNotThrow(() => JSON.parse(code), `${page}:${line}`);
    if (language === "jsx" || language === "csv") assert.ok(file, `${page}:${line} names no file`);
    if (file) assert.match(page, /^docs\/recipes\//, `${page}:${line} names a file, but no recipe's test runs it`);
  }
});

test("every recipe with files is run by a test", async () => {
  const folder = join(ROOT, "tests/package");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".test.mjs"));
  const sources = (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
  const recipes = new Set((await allBlocks()).filter(({ file }) => file).map(({ page }) => page));
  assert.ok(recipes.size >= 12);
  for (const page of recipes) {
    const name = page.replace(/^docs\/recipes\/(.*)\.md$/, "$1");
    assert.match(sources, new RegExp(`(?:recipe|prepare)\\((?:\\w+, |await tools\\("\\w+"\\), )?"${name}"`), page);
  }
});

test("the exit codes of docs/terminal.md are those of the program", async () => {
  const rows = [...(await read("docs/terminal.md")).matchAll(/^\| (\d.*?) \| (.*?) \|$/gm)];
  const said = rows.map(([, code, meaning = ""]) => [code, meaning.replaceAll("`", "")]);
  assert.deepEqual(
    said,
    EXIT_CODES.map(([code, meaning]) => [code, meaning]),
  );
});
