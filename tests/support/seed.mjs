// The one source of random test data. Every run draws the same data, unless LINKEDIN_STATUS_SEED says otherwise; a run
// that fails says which seed it had.

const VARIABLE = "LINKEDIN_STATUS_SEED";
const DEFAULT_SEED = 1;

/** A whole number from 0 to 2^31 - 1, for fast-check too. */
export const SEED = readSeed(process.env[VARIABLE]);

/** @param {string | undefined} text */
function readSeed(text) {
  if (text === undefined || text === "") return DEFAULT_SEED;
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31) return seed;
  throw new RangeError(`${VARIABLE} must be a whole number from 0 to ${2 ** 31 - 1}, not "${text}".`);
}

/**
 * A generator of numbers from 0 up to 1, to be used like `Math.random` (mulberry32). Each name has a sequence of its
 * own, so that a test draws the same numbers whichever tests run before it.
 *
 * @param {string} name
 * @returns {() => number}
 */
export function seededRandom(name) {
  let state = SEED;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

process.on("exit", (code) => {
  if (code !== 0) process.stderr.write(`The random data of ${process.argv[1]} came from ${VARIABLE}=${SEED}.\n`);
});
