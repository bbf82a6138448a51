// Cloudflare's runtime itself, with a worker of a few modules and leave to reach the sandbox.

import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { workerdProgram } from "./programs.mjs";
import { run, serve } from "./run.mjs";

/**
 * @template T
 * @param {string} folder
 * @param {readonly string[]} modules file names, the main one first
 * @param {(url: string, version: string) => Promise<T>} then
 * @param {Record<string, string>} [secrets] what the worker finds in its `env`
 * @returns {Promise<T>}
 */
export async function withWorkerd(folder, modules, then, secrets = {}) {
  const program = await workerdProgram();
  const listed = modules.map(
    (name) => `(name = "${name}", ${name.endsWith(".wasm") ? "wasm" : "esModule"} = embed "${name}")`,
  );
  const bindings = Object.entries(secrets).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`);
  const port = await freePort();
  await writeFile(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [${listed.join(", ")}], bindings = [${bindings.join(", ")}], compatibilityDate = "2026-07-01")),
    (name = "internet", network = (allow = ["local", "public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`,
  );
  const version = (await run(program, ["--version"], { cwd: folder })).trim().split(" ").at(-1) ?? "";
  const args = ["serve", "--control-fd=1", "config.capnp"];
  const server = await serve(program, args, { cwd: folder, ready: /"event":"listen"/ });
  try {
    return await then(`http://127.0.0.1:${port}/`, version);
  } catch (error) {
    throw new Error(`the worker failed; workerd said:\n${server.output()}`, { cause: error });
  } finally {
    await server.stop();
  }
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
