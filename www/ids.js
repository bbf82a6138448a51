// Reads a list of prospect ids as people write or paste it: lines, commas, ranges, a column of a spreadsheet.

/** What this page takes: it keeps every result. A list without end is for the command line. */
export const MOST = 10_000;

/**
 * @typedef {{ ids: number[], doubles: number, problem?: undefined }} Ids
 * @typedef {{ problem: string }} Problem
 */

/**
 * @param {string} text
 * @returns {Ids | Problem}
 */
export function parseIds(text) {
  /** @type {Set<number>} */
  const ids = new Set();
  let named = 0;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const words = line.replace(/(\d)\s*[-–]\s*(?=\d)/g, "$1-").split(/[\s,;"']+/);
    for (const word of words) {
      // The head of a pasted column.
      if (word === "" || (named === 0 && /^prospect[_ ]?ids?$/i.test(word))) continue;
      const range = readRange(word);
      const where = `Line ${index + 1}: “${word.slice(0, 40)}”`;
      if (range === undefined) return { problem: `${where} is neither a number nor a range such as 95000-95099.` };
      const [first, last] = range;
      if (first < 1) return { problem: `${where}: prospect ids begin at 1.` };
      if (!Number.isSafeInteger(last)) return { problem: `${where} is too large for an id.` };
      if (last < first) return { problem: `${where} runs backwards: the smaller number comes first.` };
      named += last - first + 1;
      if (ids.size + last - first + 1 > MOST) return { problem: tooMany(index + 1) };
      for (let id = first; id <= last; id++) ids.add(id);
    }
  }
  if (ids.size === 0) return { problem: "There is no id yet: type or paste at least one." };
  return { ids: [...ids], doubles: named - ids.size };
}

/**
 * @param {string} word
 * @returns {[first: number, last: number] | undefined}
 */
function readRange(word) {
  const match = /^(\d+)(?:-(\d+))?$/.exec(word);
  if (match === null) return undefined;
  const first = Number(match[1]);
  return [first, match[2] === undefined ? first : Number(match[2])];
}

/** @param {number} line */
function tooMany(line) {
  const most = MOST.toLocaleString("en");
  return `Line ${line}: that is more than the ${most} that this page keeps. For longer lists: npx linkedin-status connections`;
}
