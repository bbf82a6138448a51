// How `cargo xtask coverage js` reports (monocart-coverage-reports).

import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";

export default {
  outputDir: "target/coverage",
  reports: ["console-details"],
  // Some tests import modules of pkg/src as they are.
  entryFilter: { "**/pkg/dist/*js": true, "**/pkg/src/**": true },
  sourceFilter: "**/pkg/src/**",

  /**
   * Some tests kill the command line, perhaps while it writes what it covered: such a file is cut off, and is left out.
   *
   * @param {unknown} _report
   * @param {string} folder of the files that V8 wrote
   */
  async onReady(_report, folder) {
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name);
      try {
        JSON.parse(await readFile(file, "utf8"));
      } catch {
        await rm(file);
      }
    }
  },
};
