// Memory of one process that asks a stub again and again.  node --expose-gc memory-child.mjs <client> <calls>
import { CLIENTS, stubFetch } from "./clients.mjs";
const [name = "", calls = "0"] = process.argv.slice(2);
const ask = await CLIENTS[name]?.("https://api.example.com", stubFetch);
const marks = [1_000, Number(calls)];
const found = [];
for (let done = 1; done <= Number(calls); done++) {
  await ask?.();
  if (!marks.includes(done)) continue;
  // What finalizers free is free a turn later.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    globalThis.gc?.();
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  found.push({ calls: done, heap: heapUsed, external: external + arrayBuffers });
}
console.log(JSON.stringify(found));
