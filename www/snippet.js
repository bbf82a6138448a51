// Writes the code that makes a call, from the very options of that call. The keys are the one thing not shown.

/** @typedef {Record<string, unknown>} Options */

/**
 * @typedef {object} SnippetParts
 * @property {string} call name of the package's function
 * @property {string} result name of the variable for the answer
 * @property {Record<string, string>} keys environment variables that hold the keys, by the option's name
 * @property {string} baseUrlNote what the base URL is
 */

/** Never written out, whatever else goes wrong. */
const SECRETS = new Set(["apiKey", "jwt"]);
const RETRY = "onRetry: (retry) => console.warn(retry),\n";

/**
 * @param {SnippetParts} parts
 * @param {Options} options as given to the package, without signal and onRetry
 */
export function snippet({ call, result, keys, baseUrlNote }, options) {
  const isNested = Object.keys(keys).some((name) => name.includes("."));
  return `import { ${call} } from "linkedin-status";

const controller = new AbortController();

const ${result} = await ${call}({
${lines(options, { keys, baseUrlNote, path: "", indent: "  " })}  // controller.abort() cancels${isNested ? " both" : ""}
  signal: controller.signal,
${isNested ? "" : `  ${RETRY}`}});
`;
}

/**
 * @param {Options} options
 * @param {Pick<SnippetParts, "keys" | "baseUrlNote"> & { path: string, indent: string }} context
 * @returns {string}
 */
function lines(options, { keys, baseUrlNote, path, indent }) {
  const written = Object.entries(options).map(([name, value]) => {
    if (value === undefined) return "";
    if (typeof value === "object" && value !== null) {
      const inner = { keys, baseUrlNote, path: `${path}${name}.`, indent: `${indent}  ` };
      const nested = lines(/** @type {Options} */ (value), inner);
      return `${indent}${name}: {\n${nested}${inner.indent}${RETRY}${indent}},\n`;
    }
    const shown = SECRETS.has(name) ? `process.env.${keys[path + name] ?? "KEY"}` : JSON.stringify(value);
    const note = name === "baseUrl" ? `${indent}// ${baseUrlNote}\n` : "";
    return `${note}${indent}${name}: ${shown},\n`;
  });
  return written.join("");
}

/**
 * @param {Pick<SnippetParts, "keys" | "baseUrlNote">} parts
 * @param {readonly number[]} ids
 * @param {Options} options without the ids
 */
export function listSnippet(parts, ids, options) {
  const { list, needsRange } = idsSource(ids);
  const range = needsRange
    ? "\nconst range = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => first + index);"
    : "";
  return `import { checkConnections } from "linkedin-status";

const controller = new AbortController();${range}
const results = [];

for await (const check of checkConnections({
${lines(options, { ...parts, path: "", indent: "  " })}  prospectIds: ${list},
  // controller.abort() cancels
  signal: controller.signal,
  onProgress: (progress) => console.warn(progress),
  ${RETRY}})) {
  // To pause, just do not come back for more: no further id is pulled until you do.
  results.push(check.ok ? [check.prospectId, check.verdict] : [check.prospectId, check.error.code]);
}
`;
}

const LINE = 100;

/** @param {readonly number[]} ids */
function idsSource(ids) {
  /** @type {Array<[first: number, last: number]>} */
  const runs = [];
  for (const id of ids) {
    const current = runs.at(-1);
    if (current !== undefined && id === current[1] + 1) current[1] = id;
    else runs.push([id, id]);
  }
  const parts = runs.flatMap(([first, last]) => {
    if (last - first > 2) return [`...range(${first}, ${last})`];
    return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  });
  const needsRange = parts.some((part) => part.startsWith("..."));
  if (parts.length === 1 && needsRange) return { list: parts[0]?.slice(3), needsRange };
  const rows = [""];
  for (const part of parts) {
    const row = rows.at(-1) ?? "";
    if (row !== "" && row.length + part.length > LINE) rows.push(part);
    else rows[rows.length - 1] = row === "" ? part : `${row}, ${part}`;
  }
  const list = rows.length === 1 ? `[${rows[0]}]` : `[\n${rows.map((row) => `    ${row},\n`).join("")}  ]`;
  return { list, needsRange };
}
