// The folder as it lies in git, loaded without being built: its worker cannot start, and its pages say so.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { BROWSERS } from "../support/browsers.mjs";
import { ROOT } from "../package/support/places.mjs";
import { DRIVE } from "./support/browsers.mjs";

for (const name of BROWSERS) {
  test(`in ${name} the pages of a folder that is not built say how to build it`, { timeout: 120_000 }, async () => {
    const driven = await DRIVE[name]({ isBuilt: false });
    try {
      await driven.open("popup.html");
      const page = await driven.pageOf("popup.html");
      // Chrome never answers for such a worker: what the page waits for then takes a thousandth of the time.
      await page.evaluate(`{
        const real = setTimeout;
        window.setTimeout = (then, ms, ...rest) => real(then, ms / 1_000, ...rest);
        document.querySelector("[name=prospectId]").value = "91102";
        document.querySelector("form button").click();
      }`);
      await page.waitForFunction(`document.querySelector("output").className === "unknown"`);
      const text = String(await page.evaluate(`document.querySelector("output").textContent`));
      assert.match(text, /^The extension's worker was stopped Nothing was learned\. Check again\..*README\.md/);
    } finally {
      await driven.end();
    }
  });
}

test("the folder says how to build it", async () => {
  const text = await readFile(join(ROOT, "www/extension/README.md"), "utf8");
  assert.match(text, /`cargo xtask extension`[^]*Chrome:[^]*Load unpacked[^]*Firefox:[^]*Load Temporary Add-on/);
});
