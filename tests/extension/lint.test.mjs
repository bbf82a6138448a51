// The built extension, as Mozilla's linter and Chromium's loader see it.

import assert from "node:assert/strict";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { buildExtension } from "../../xtask/js/extension.mjs";
import { ROOT, tools, WORK } from "../package/support/places.mjs";
import { run } from "../package/support/run.mjs";

const FOLDER = join(WORK, "extension-lint");

for (const kind of /** @type {const} */ (["chrome", "firefox"])) {
  test(`the folder for ${kind} holds all that its files name, and nothing else`, async () => {
    await buildExtension(kind, FOLDER);
    const files = (await readdir(FOLDER, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const names = files.map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(FOLDER.length + 1)
        .replaceAll("\\", "/"),
    );
    const texts = await Promise.all(
      names.filter((name) => !name.endsWith(".png")).map((name) => readFile(join(FOLDER, name), "utf8")),
    );
    const all = texts.join("\n");
    for (const name of names) {
      if (name !== "manifest.json") assert.ok(all.includes(name), `nothing names ${name}`);
    }
    const source = texts.filter((_, index) => !/linkedin-status|words/.test(names[index] ?? "")).join("\n");
    for (const [, name = ""] of source.matchAll(/(?:from |href=|src=)"(?:\.\/)?([a-z-]+\.[a-z]+)"/g)) {
      assert.ok(names.includes(name), `${name} is missing`);
    }
    await rm(FOLDER, { recursive: true });
  });
}

test("each icon has the size that the manifest states", async () => {
  const folder = join(ROOT, "www/extension");
  const { icons, action } = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  const all = [...Object.entries(icons), ...Object.entries(action.default_icon)];
  assert.deepEqual(Object.keys(icons), ["16", "32", "48", "128"]);
  for (const [size, file] of all) {
    const png = await readFile(join(folder, String(file)));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [Number(size), Number(size)], String(file));
  }
});

test("it may reach the two services, others only when asked, and LinkedIn's pages never", async () => {
  const manifest = JSON.parse(await readFile(join(ROOT, "www/extension/manifest.json"), "utf8"));
  assert.deepEqual(manifest.host_permissions, ["https://api.connectsafely.ai/*", "https://api.seleqt.ai/*"]);
  assert.deepEqual(manifest.permissions, ["alarms", "storage"]);
  assert.deepEqual(
    manifest.content_scripts.map((/** @type {{ matches: string[] }} */ { matches }) => matches),
    [["http://localhost/extension/crm/*"]],
  );
  assert.equal(manifest.externally_connectable, undefined);
  assert.equal(manifest.web_accessible_resources, undefined);
});

test("the source is small enough to read in ten minutes", async () => {
  const folder = join(ROOT, "www/extension");
  const names = (await readdir(folder)).filter((name) => /\.(js|html|css)$/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const lines = texts.map((text) => text.split("\n").length - 1).reduce((sum, count) => sum + count, 0);
  assert.ok(lines <= 700, `${lines} lines`);
});

test("web-ext lint has no error and no warning", { timeout: 900_000 }, async () => {
  const installed = await tools("extension");
  await buildExtension("firefox", FOLDER);
  const script = join(installed, "node_modules/web-ext/bin/web-ext.js");
  const args = [script, "lint", "--source-dir", FOLDER, "--output", "json", "--no-config-discovery"];
  const { summary, warnings, errors } = JSON.parse(await run(process.execPath, args, { cwd: installed }));
  assert.deepEqual(
    { errors: summary.errors, warnings: summary.warnings },
    { errors: 0, warnings: 0 },
    JSON.stringify([errors, warnings]),
  );
});
