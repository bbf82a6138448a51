// What a long list costs: time for each id, and memory as the run goes on, against a service that is stubbed in this process.
//
//   node --expose-gc tests/bench/list.mjs [ids] [concurrency] [connections | invites]
//
// 100,000 ids, a concurrency of 10 and checkConnections, unless told.
import { checkConnections, checkInvites } from "../../pkg/dist/index.js";

const count = Number(process.argv[2] ?? 100_000);
const concurrency = Number(process.argv[3] ?? 10);
const asksInvites = process.argv[4] === "invites";

const account = JSON.stringify({ id: "a1", status: "AVAILABLE", enabled: true, hasTokens: true });
const body = JSON.stringify({
  success: true,
  is_connected: false,
  connection_level: 2,
  network_distance: "SECOND_DEGREE",
  checked_with_account_id: 42,
});
const headers = { "Content-Type": "application/json" };
const fetch = async (url = "") => new Response(url.includes("/account/") ? account : body, { headers });

function* ids() {
  for (let id = 1; id <= count; id++) yield id;
}

/** @param {number} bytes */
const mb = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`.padStart(9);

function memory() {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return `heap ${mb(heapUsed)}   external ${mb(external)}   resident ${mb(rss)}`;
}

/**
 * Milliseconds that the stub alone takes for each id, read as any client must read it.
 *
 * @param {number} times
 */
async function bare(times) {
  const started = performance.now();
  for (let at = 0; at < times; at++) await (await fetch()).json();
  return (performance.now() - started) / times;
}

await bare(2_000);
const name = asksInvites ? "checkInvites" : "checkConnections";
console.log(`${name}: ${count.toLocaleString("en")} ids, ${concurrency} at once, Node ${process.version}`);
console.log(`${"before".padStart(9)}   ${memory()}`);
const pace = { prospectIds: ids(), concurrency, perMinute: 1_000_000_000, perDay: Infinity, fetch };
const list = asksInvites
  ? checkInvites({ account: { apiKey: "bench.key" }, connection: { apiKey: "bench.key" }, ...pace })
  : checkConnections({ apiKey: "bench.key", ...pace });
const marks = new Set([1_000, 10_000, 100_000, 500_000, 1_000_000, count]);
let done = 0;
let spent = 0;
let since = performance.now();
for await (const result of list) {
  if (!result.ok) throw result.error;
  if (!marks.has(++done)) continue;
  // Measuring is not counted.
  spent += performance.now() - since;
  const each = ((1_000 * spent) / done).toFixed(0);
  console.log(`${done.toLocaleString("en").padStart(9)}   ${memory()}   ${each} µs for each id`);
  since = performance.now();
}
console.log(`bare fetch and json() against the same stub: ${(1_000 * (await bare(20_000))).toFixed(0)} µs for each id`);
