// A soak: 100,000 calls in a row and 1,000 at once, against a server on loopback, and what memory they leave.
//
//   node tests/bench/soak.mjs [--calls 100000] [--at-once 1000] [--json]
//
// Prints figures, for docs/promises.md; ends with 1 where memory grew. Every tenth call ends in an error, every hundredth in an abort,
// so that the ways out are under load, too.

import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** So long does the runtime itself take to come to rest: compiled code, pools, caches. */
const WARM_UP = 5_000;

if (process.argv[2] === "serve") serve();
else await soak();

/** The other process, so that its memory is not counted. */
function serve() {
  const account = JSON.stringify({ id: "a", status: "AVAILABLE", enabled: true, hasTokens: true });
  const connection = JSON.stringify({ success: true, is_connected: true, checked_with_account_id: 42 });
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const failing = request.url?.includes("prospects/404/") || request.url?.includes("=404");
    response.writeHead(failing ? 404 : 200, { "Content-Type": "application/json" });
    response.end(failing ? '{"error":"Not found"}' : request.url?.includes("prospects") ? connection : account);
  });
  server.listen({ port: 0, host: "127.0.0.1", backlog: 2_048 }, () => {
    const address = server.address();
    process.send?.(typeof address === "object" && address ? address.port : 0);
  });
  process.once("disconnect", () => process.exit());
}

async function soak() {
  const { values } = parseArgs({
    options: {
      calls: { type: "string", default: "100000" },
      "at-once": { type: "string", default: "1000" },
      json: { type: "boolean", default: false },
    },
  });
  const [calls, atOnce] = [Number(values.calls), Number(values["at-once"])];
  if (!(calls >= 1_000 && atOnce >= 1)) {
    console.error("Give --calls a number of at least 1000, and --at-once one of at least 1.");
    process.exit(2);
  }
  setFlagsFromString("--expose-gc");
  const collect = /** @type {() => void} */ (runInNewContext("gc"));

  // The module's memory and the table of its references, as they are instantiated by the package.
  /** @type {WebAssembly.Exports | undefined} */
  let exports;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args) {
      const instance = Reflect.construct(target, args);
      ({ exports } = instance);
      return instance;
    },
  });
  const { getAccountStatus, getConnectionStatus } = await import("../../pkg/dist/index.js");

  const child = fork(new URL(import.meta.url), ["serve"]);
  const [port] = await once(child, "message");
  const baseUrl = `http://127.0.0.1:${port}`;
  const controller = new AbortController();
  const common = { apiKey: "test.key", baseUrl, timeoutMs: 60_000, signal: controller.signal };
  const outcomes = { answers: 0, errors: 0, aborts: 0, other: 0 };

  /** @param {number} at */
  async function one(at) {
    try {
      if (at % 100 === 50) {
        const aborting = new AbortController();
        const made = getConnectionStatus({ ...common, prospectId: at, signal: aborting.signal });
        setImmediate(() => aborting.abort("enough"));
        await made;
      } else if (at % 10 === 5) {
        await (at % 20 === 5
          ? getAccountStatus({ ...common, accountId: "404" })
          : getConnectionStatus({ ...common, prospectId: 404 }));
      } else {
        await (at % 2 ? getAccountStatus(common) : getConnectionStatus({ ...common, prospectId: at + 1 }));
      }
      outcomes.answers++;
    } catch (error) {
      const { code } = /** @type {{ code?: string }} */ (error);
      if (error === "enough") outcomes.aborts++;
      else if (code === "account_not_found" || code === "prospect_not_found") outcomes.errors++;
      else outcomes.other++;
    }
  }

  /** @param {string} when @param {number} [ms] */
  async function figures(when, ms) {
    // What the platform still does for the last calls must be over, and its finalizers, which hold on to more, must have run.
    for (let round = 0; round < 6; round++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      collect();
    }
    const { heapUsed, external, rss } = process.memoryUsage();
    // By what they are: their names are minified.
    const exported = Object.values(exports ?? {});
    const memory = exported.find((value) => value instanceof WebAssembly.Memory);
    const table = exported.find((value) => value instanceof WebAssembly.Table);
    const mib = (/** @type {number} */ bytes) => Math.round((bytes / 2 ** 20) * 100) / 100;
    const row = { when, heapMiB: mib(heapUsed), externalMiB: mib(external), rssMiB: mib(rss), wasmMiB: mib(memory?.buffer.byteLength ?? 0), references: table?.length ?? 0, usPerCall: ms }; // prettier-ignore
    if (!values.json) {
      console.log(
        `${when.padEnd(22)} heap ${row.heapMiB} MiB, wasm ${row.wasmMiB} MiB, table ${row.references}, rss ${row.rssMiB} MiB${ms === undefined ? "" : `, ${ms} µs a call`}`,
      );
    }
    return row;
  }

  const rows = [];
  let made = 0;
  for (; made < WARM_UP; made++) await one(made);
  rows.push(await figures(`warmed up, ${WARM_UP.toLocaleString("en")}`));
  for (const part of Array(10).keys()) {
    const began = performance.now();
    const until = WARM_UP + Math.round((calls * (part + 1)) / 10);
    const first = made;
    for (; made < until; made++) await one(made);
    rows.push(
      await figures(
        `in a row, ${made.toLocaleString("en")}`,
        Math.round(((performance.now() - began) * 1_000) / (made - first)),
      ),
    );
  }
  for (let round = 1; round <= 3; round++) {
    const began = performance.now();
    await Promise.all(Array.from({ length: atOnce }, (_, at) => one(at)));
    rows.push(
      await figures(
        `${atOnce.toLocaleString("en")} at once, ${round}`,
        Math.round(((performance.now() - began) * 1_000) / atOnce),
      ),
    );
  }
  child.disconnect();

  const [start, end, burst, last] = [rows[0], rows[10], rows[11], rows.at(-1)];
  if (!start || !end || !burst || !last) throw new Error("no figures");
  // A burst may widen the module's memory once; bursts after it must not.
  const flat = end.heapMiB - start.heapMiB < 2 && end.wasmMiB === start.wasmMiB && end.references === start.references && last.wasmMiB === burst.wasmMiB && last.heapMiB - burst.heapMiB < 4; // prettier-ignore
  const total = { node: process.version, flat, outcomes, rows };
  console.log(
    values.json ? JSON.stringify(total, null, 2) : `${flat ? "Flat" : "NOT FLAT"}: ${JSON.stringify(outcomes)}`,
  );
  process.exitCode = flat && outcomes.other === 0 ? 0 : 1;
}
