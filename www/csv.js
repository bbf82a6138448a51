// The results of a list as a CSV file, with the columns of `npx linkedin-status connections`.

/** @typedef {import("../pkg/dist/index.js").ConnectionCheck} ConnectionCheck */

const COLUMNS =
  "prospect_id,verdict,connection_level,network_distance,checked_with_account_id,checked_at,error_code".split(",");

/** @param {readonly ConnectionCheck[]} checks */
export function toCsv(checks) {
  const rows = checks.map((check) => {
    const { prospectId, checkedAt } = check;
    if (!check.ok) return [prospectId, "", "", "", "", checkedAt, check.error.code];
    const { connection_level, network_distance, checked_with_account_id } = check.connection;
    return [prospectId, check.verdict, connection_level, network_distance, checked_with_account_id, checkedAt, ""];
  });
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** @param {unknown} value */
function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  // A spreadsheet would take what a service sends for a formula.
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * @param {string} text
 * @param {string} name
 */
export function download(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
