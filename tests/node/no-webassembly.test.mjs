// Where the runtime has no WebAssembly: the error says so, and asks for no report of a bug.

import assert from "node:assert/strict";
import { execFile as runFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execFile = promisify(runFile);
const COMMONJS = fileURLToPath(new URL("../../pkg/dist/index.cjs", import.meta.url));

for (const [says, flags, before] of /** @type {[string, string[], string][]} */ ([
  ["switched off", ["--jitless"], ""],
  ["not there", [], "delete globalThis.WebAssembly;"],
])) {
  test(`where WebAssembly is ${says}, the call is internal, names the cause and asks for no report`, async () => {
    const script = `${before}
        const { getAccountStatus, getConnectionStatus } = require(${JSON.stringify(COMMONJS)});
        const sent = [];
        const options = { apiKey: "k", fetch: async (url) => (sent.push(url), Response.json({})) };
        const calls = [getAccountStatus(options), getConnectionStatus({ ...options, prospectId: 1 }), getAccountStatus(options)];
        Promise.all(calls.map((call) => call.catch((error) => error.toJSON()))).then((errors) => {
          console.log(JSON.stringify({ errors, sent }));
        });`;
    const { stdout, stderr } = await execFile(process.execPath, [...flags, "--input-type=commonjs", "-e", script]);
    assert.equal(stderr.replace(/^Warning: disabling flag .*\n/m, ""), "");
    const { errors, sent } = JSON.parse(stdout);
    assert.equal(errors.length, 3);
    for (const error of errors) {
      assert.equal(error.code, "internal");
      assert.deepEqual([error.retryable, error.attempts], [false, 0]);
      assert.match(error.message, /no WebAssembly/);
      assert.doesNotMatch(error.message, /report it|next call tries again/i);
    }
    assert.deepEqual(sent, []);
  });
}
