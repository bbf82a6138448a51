// One list against a stub: time for each id, and memory.  node --expose-gc list-child.mjs <ids>
import { checkConnections } from "../../pkg/dist/index.js";
import { stubFetch } from "./clients.mjs";
const count = Number(process.argv[2]);
async function run(/** @type {number} */ many) {
  const ids = (function* () {
    for (let id = 1; id <= many; id++) yield id;
  })();
  const options = {
    apiKey: "bench.key",
    prospectIds: ids,
    concurrency: 10,
    perMinute: 1_000_000_000,
    perDay: Infinity,
    fetch: stubFetch,
  };
  for await (const result of checkConnections(options)) if (!result.ok) throw result.error;
}
// The compilers of the runtime are warm by then.
await run(2_000);
const began = performance.now();
await run(count);
const time = performance.now() - began;
globalThis.gc?.();
const { heapUsed, external } = process.memoryUsage();
console.log(JSON.stringify({ ids: count, time, heap: heapUsed, external }));
