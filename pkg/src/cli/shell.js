// Commands to be pasted into a shell.

/** @typedef {{ argv: readonly string[], env: NodeJS.ProcessEnv }} Invocation */

/**
 * An argument as the shell of this system takes it.
 *
 * @param {string} argument
 * @param {NodeJS.Platform} [platform]
 */
export function shellQuote(argument, platform = process.platform) {
  if (/^(?!=)[\w@%+=:,./-]+$/.test(argument)) return argument;
  if (platform === "win32") return `"${argument.replaceAll('"', '\\"')}"`;
  // Line breaks and control characters would not survive a terminal, and some cannot be seen.
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(argument)) return `$'${Array.from(argument, ansiEscape).join("")}'`;
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

/** One character of an ANSI-C string (`$'…'`). @param {string} character */
function ansiEscape(character) {
  if (character === "'" || character === "\\") return `\\${character}`;
  if (!/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(character)) return character;
  return Array.from(Buffer.from(character), (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
}

/**
 * This command once more, with further options. They stand before a `--`, which ends the options.
 *
 * @param {Invocation} invocation
 * @param {readonly string[]} more options; one that is there already is not added
 */
export function commandWith({ argv, env }, more) {
  const end = argv.includes("--") ? argv.indexOf("--") : argv.length;
  const options = argv.slice(0, end);
  const all = [...options, ...more.filter((one) => !options.includes(one)), ...argv.slice(end)];
  const program = env.npm_command === "exec" ? "npx linkedin-status" : "linkedin-status";
  return [program, ...all.map((one) => shellQuote(one))].join(" ");
}

/** An option with its value, also where that begins with a dash. @param {string} flag @param {string} value */
export const optionWithValue = (flag, value) =>
  value.startsWith("-") ? shellQuote(`${flag}=${value}`) : `${flag} ${shellQuote(value)}`;
