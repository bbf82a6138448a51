// The service of the loopback figures, in a process of its own, so that its work is not counted as a client's. Ends with its
// standard input. Answers every path alike; with BENCH_FILES it serves the page of the cold start, too.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { ANSWER } from "./clients.mjs";
import { place } from "./places.mjs";

const length = Buffer.byteLength(ANSWER);

/** @param {string} call how the page asks, as the body of a function */
const page = (call) => `<!doctype html><title>cold start</title><script type="module">
const began = performance.now();
${call}
globalThis.took = performance.now() - began;
</script>`;

/** @type {Record<string, [type: string, body: string]>} */
const files = {
  "/bare.html": [
    "text/html",
    page(
      'await (await fetch("/api/v1/public/prospects/7/connection-status/", { headers: { "X-API-Key": "k" } })).json();',
    ),
  ],
  "/ours.html": [
    "text/html",
    page(
      'const { getConnectionStatus } = await import("/index.js");\nawait getConnectionStatus({ apiKey: "k", prospectId: 7, baseUrl: location.origin });',
    ),
  ],
  "/index.js": ["text/javascript", readFileSync(place("pkg/dist/index.js"), "utf8")],
};

const server = createServer((request, response) => {
  const file = files[request.url ?? ""];
  if (file) response.writeHead(200, { "Content-Type": `${file[0]}; charset=utf-8` }).end(file[1]);
  else response.writeHead(200, { "Content-Type": "application/json", "Content-Length": length }).end(ANSWER);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}`);
});
process.stdin.resume().on("end", () => process.exit(0));
