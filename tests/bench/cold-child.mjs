// One process of the cold start: imports a client, asks once, ends.  node cold-child.mjs <client> <base URL>
import { CLIENTS } from "./clients.mjs";
const [name = "", baseUrl = ""] = process.argv.slice(2);
const ask = await CLIENTS[name]?.(baseUrl);
await ask?.();
process.exit(0);
