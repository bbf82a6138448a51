// Writes the code that makes a call, from the very options of that call. The key is the one thing not shown.

/**
 * @typedef {object} SnippetParts
 * @property {string} call name of the package's function
 * @property {string} result name of the variable for the answer
 * @property {string} keyVariable environment variable that holds the key
 * @property {string} baseUrlNote what the base URL is
 */

const SECRETS = new Set(["apiKey", "jwt"]);

/**
 * @param {SnippetParts} parts
 * @param {Record<string, unknown>} options as given to the package, without signal and onRetry
 */
export function snippet(parts, options) {
  const lines = Object.entries(options).map(([name, value]) => {
    if (value === undefined) return "";
    const shown = SECRETS.has(name) ? `process.env.${parts.keyVariable}` : JSON.stringify(value);
    return `${name === "baseUrl" ? `  // ${parts.baseUrlNote}\n` : ""}  ${name}: ${shown},\n`;
  });
  return `import { ${parts.call} } from "linkedin-status";

const controller = new AbortController();

const ${parts.result} = await ${parts.call}({
${lines.join("")}  // controller.abort() cancels
  signal: controller.signal,
  onRetry: (retry) => console.warn(retry),
});
`;
}
