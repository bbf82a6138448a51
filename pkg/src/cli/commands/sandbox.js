// linkedin-status sandbox: a local server that answers like both services, until Ctrl-C.

import { EXIT } from "../exit-codes.js";
import { stderr, stdout } from "../output.js";
import { startSandbox } from "../../sandbox/index.js";
import { clean, toJson } from "../text.js";
import { usageError } from "../usage.js";

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export async function sandbox({ options }, { env, signal }) {
  const server = await startSandbox({ port: options.port, log: (line) => stderr.line(clean(line)) }).catch((error) => {
    // The sandbox's message on a port that it cannot listen at names its own option.
    throw "code" in error ? usageError(error.message.replace('"port"', "--port"), "port") : error;
  });
  try {
    const { url, port, baseUrls } = server;
    await stdout.write(options.json ? `${toJson({ url, port, baseUrls }, 2)}\n` : instructions(url, baseUrls, env));
    stderr.line("Ctrl-C stops it. Requests are listed below.");
    await new Promise((resolve) => {
      if (signal.aborted) resolve(undefined);
      else signal.addEventListener("abort", resolve, { once: true });
    });
  } finally {
    await server.close();
  }
  stderr.line("The sandbox has stopped.");
  return EXIT.interrupted;
}

/**
 * @param {string} url
 * @param {{ connectsafely: string, seleqt: string }} baseUrls
 * @param {NodeJS.ProcessEnv} env
 */
function instructions(url, baseUrls, env) {
  const { paint } = stdout;
  const set = process.platform === "win32" ? (/** @type {string} */ name) => `$env:${name} = ` : exported;
  const quote = process.platform === "win32" ? '"' : "";
  const variables = {
    CONNECTSAFELY_BASE_URL: baseUrls.connectsafely,
    SELEQT_BASE_URL: baseUrls.seleqt,
    CONNECTSAFELY_API_KEY: "sandbox",
    SELEQT_API_KEY: "sandbox",
  };
  return [
    `The sandbox listens at ${paint("bold", url)}`,
    `  ConnectSafely  ${baseUrls.connectsafely}`,
    `  Seleqt         ${baseUrls.seleqt}`,
    "",
    "Paste this into another terminal (any key will do there):",
    "",
    ...Object.entries(variables).map(([name, value]) => paint("cyan", `${set(name)}${quote}${value}${quote}`)),
    ...(env.SELEQT_JWT && process.platform !== "win32" ? [paint("cyan", "unset SELEQT_JWT")] : []),
    "",
    `Then: linkedin-status invite 91102. All ids and what they answer: ${url}/`,
    "",
  ].join("\n");
}

/** @param {string} name */
const exported = (name) => `export ${name}=`;
