// What `cargo xtask check` says of links in Markdown files.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { brokenLinks, markdownFiles } from "../../xtask/js/links.mjs";

/** @type {string} */
let root;

before(async () => {
  root = await mkdtemp(path.join(tmpdir(), "linkedin-status-links-"));
  await mkdir(path.join(root, "docs"));
  await mkdir(path.join(root, "node_modules"));
  await writeFile(path.join(root, "node_modules/other.md"), "[not ours](nowhere.md)\n");
  await writeFile(
    path.join(root, "docs/page.md"),
    '# `one()` and *two*\n\n## Same\n\n## Same\n\n<a id="by-hand"></a>\n\n[up](../README.md#a-heading)\n',
  );
  await writeFile(
    path.join(root, "README.md"),
    `# A heading

[file](docs/page.md) [folder](docs) [own](#a-heading) [code](docs/page.md#one-and-two) [second](docs/page.md#same-1)
[by hand](docs/page.md#by-hand) [elsewhere](https://example.com/nothing) \`[no](link.md)\`
[gone](docs/gone.md) [no heading](docs/page.md#same-2) ![no picture](docs/none.svg) [reference][ref] [outside](../..)
<img src="docs/lost.png">

[ref]: lost.md
`,
  );
});

after(() => rm(root, { recursive: true, force: true }));

test("names each link to what is not there, and no other", async () => {
  const files = await markdownFiles(root);
  assert.deepEqual(files, ["README.md", path.join("docs", "page.md")]);
  assert.deepEqual(await brokenLinks(root, files), [
    "README.md: docs/gone.md: there is no such file",
    "README.md: docs/page.md#same-2: there is no such heading",
    "README.md: docs/none.svg: there is no such file",
    "README.md: lost.md: there is no such file",
    "README.md: ../..: leads out of the project",
    "README.md: docs/lost.png: there is no such file",
  ]);
});
