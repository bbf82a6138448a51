// `cargo xtask bench`: what a call costs, beside bare fetch and other clients, everything in one run.
//
//   node tests/bench/bench.mjs [--json] [--quick]      (--quick: a minute, for a first look)

import { cpus } from "node:os";
import { SEED } from "../support/seed.mjs";
import { BARE, OURS } from "./clients.mjs";
import { limits } from "./limits.mjs";
import { coldPage, coldStart, lists, memory, sequential, startServer, stubbed, throughput, watched } from "./parts.mjs";
import { installPeers, versions } from "./places.mjs";
import { printLimits, printLists, printMemory, printOnResponse, printTable } from "./table.mjs";

const words = new Set(process.argv.slice(2));
for (const word of words) {
  if (word !== "--json" && word !== "--quick") {
    console.error(`bench does not know ${word}. It takes --json and --quick.`);
    process.exit(2);
  }
}
const quick = words.has("--quick");
const say = words.has("--json") ? () => {} : console.log;

installPeers();
const machine = `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"})`;
say(
  `${machine}\nMedians, quartiles in brackets; ratios to ${BARE} in the same round, whose order is drawn from seed ${SEED}.`,
);
const server = await startServer();
try {
  const { baseUrl } = server;
  // Short batches and many rounds: what else the machine does hits single rounds, and medians leave those out.
  const loopback = await sequential({ baseUrl, calls: 10, rounds: quick ? 25 : 125 });
  if (!words.has("--json")) printTable("Over loopback, one call after the other", "µs/call", loopback, { over: "µs" });
  const stub = await stubbed({ calls: 100, rounds: quick ? 10 : 40 });
  if (!words.has("--json"))
    printTable("Against a stubbed fetch: the client's own work", "µs/call", stub, { over: "µs" });
  const onResponse = await watched({ calls: 50, rounds: quick ? 50 : 250, processes: quick ? 3 : 21 });
  if (!words.has("--json")) printOnResponse(onResponse);
  const open = 64;
  const many = await throughput({ baseUrl, calls: 640, rounds: quick ? 5 : 25, open });
  if (!words.has("--json")) printTable(`Over loopback, ${open} calls open at once`, "calls/s", many);
  const cold = await coldStart({ baseUrl, rounds: quick ? 5 : 61 });
  if (!words.has("--json")) printTable("A new process: import, one call, end", "ms", cold, { over: "ms" });
  const page = await coldPage({ baseUrl, rounds: quick ? 5 : 21 });
  if (!words.has("--json"))
    printTable("Chromium, from a page's script to the first answer", "ms", page, { over: "ms" });
  const memories = await memory(quick ? 10_000 : 100_000);
  if (!words.has("--json")) printMemory(memories);
  const runs = await lists(quick ? [100, 1_000, 10_000] : [100, 1_000, 10_000, 100_000]);
  if (!words.has("--json")) printLists(runs);
  const held = limits({ loopback, stub, memory: memories, lists: runs, onResponse });
  if (!words.has("--json")) printLimits(held);
  if (words.has("--json")) {
    const result = {
      machine,
      versions: versions(),
      ours: OURS,
      loopback,
      stub,
      onResponse,
      throughput: many,
      cold,
      page,
    };
    console.log(JSON.stringify({ ...result, memory: memories, lists: runs, limits: held }, undefined, 2));
  }
} finally {
  server.stop();
}
