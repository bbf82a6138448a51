// A lock beside the output, held for the whole run: `<output>.lock`, created exclusively, with who holds it. It is written out
// here because the usual libraries (proper-lockfile) take a lock over that was not refreshed for some seconds: a laptop that
// slept, or a process that was stopped, would find a second writer when it goes on. Here a lock is taken over only if its
// process is known to be dead.

import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { clean, duration } from "../text.js";
import { usageError } from "../usage.js";
import { isRunning, thisProcess } from "./process-identity.js";

/**
 * @typedef {import("./process-identity.js").Identity & { host: string, since: string, token: string }} Holder
 * @typedef {object} Lock
 * @property {string} temporary a name that nobody can guess, for a file beside the output
 * @property {() => void} verify throws if the lock is not this run's any more
 * @property {() => void} release
 */

// Windows knows only the first: `|` takes what is missing for 0.
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/** A lock without content belongs to a process between two system calls, or to one that was killed there. */
const WRITING_MS = 2_000;
const RETRY_MS = 50;

/**
 * @param {string} output its real path
 * @returns {Promise<Lock>}
 */
export async function lockOutput(output) {
  const file = `${output}.lock`;
  const name = clean(path.basename(output), 200);
  for (;;) {
    const lock = tryLock(file, output, name);
    if (lock) return lock;
    const state = examine(file, output, name);
    if (state === "wait") await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** @param {string} file @param {string} output @param {string} name @returns {Lock | undefined} undefined: there is one */
function tryLock(file, output, name) {
  const token = randomUUID();
  const descriptor = unless("EEXIST", () => openSync(file, "wx", 0o644));
  if (descriptor === undefined) return undefined;
  /** @type {Holder} */
  const holder = { ...thisProcess(), host: hostname(), since: new Date().toISOString(), token };
  try {
    writeSync(descriptor, `${JSON.stringify(holder)}\n`);
  } catch (error) {
    closeSync(descriptor);
    rmSync(file, { force: true });
    throw error;
  }
  // It stays open: no other file can get its number meanwhile.
  const own = fstatSync(descriptor, { bigint: true });
  const isOurs = () => {
    const now = statSync(file, { bigint: true, throwIfNoEntry: false });
    return now !== undefined && now.dev === own.dev && now.ino === own.ino;
  };
  let released = false;
  const release = () => {
    if (released) return;
    released = true;
    process.off("exit", release);
    if (isOurs()) rmSync(file, { force: true });
    closeSync(descriptor);
  };
  // Also where a second Ctrl-C ends the process at once.
  process.on("exit", release);
  return {
    temporary: temporaryName(output, token),
    verify() {
      if (isOurs()) return;
      throw usageError(
        `The lock ${clean(path.basename(file), 200)} was removed or replaced while this run was writing ${name}: another run may write it now. ` +
          "Make sure that no other run does, then go on with --resume.",
        "output",
      );
    },
    release,
  };
}

/** @param {string} output @param {string} token */
const temporaryName = (output, token) => `${output}.${token}.tmp`;

/**
 * Removes the lock of a dead process, and throws where the holder may be alive.
 *
 * @param {string} file
 * @param {string} output
 * @param {string} name
 * @returns {"gone" | "wait"}
 */
function examine(file, output, name) {
  // Neither followed nor waited for: a link to nowhere is there for whoever creates a file, and a pipe blocks whoever opens it.
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile()) throw foreign(file, name);
  const descriptor = unless("ENOENT", () => openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  if (descriptor === undefined) return "gone";
  try {
    const info = fstatSync(descriptor, { bigint: true });
    const text = readFileSync(descriptor, "utf8");
    if (text === "" && Math.abs(Date.now() - Number(info.mtimeMs)) < WRITING_MS) return "wait";
    const holder = text === "" ? undefined : readHolder(text);
    if (text !== "" && !holder) throw foreign(file, name);
    const alive = !holder ? "no" : holder.host === hostname() ? isRunning(holder) : "unknown";
    if (holder && alive !== "no") throw heldBy(holder, alive === "unknown", file, name);
    // Moved aside first, since only one of several runs can do that. What was moved may be the lock of one that was quicker.
    const aside = `${file}.${randomUUID()}`;
    if (unless("ENOENT", () => (renameSync(file, aside), true)) === undefined) return "gone";
    const moved = statSync(aside, { bigint: true });
    if (moved.dev !== info.dev || moved.ino !== info.ino) {
      // If another run has locked meanwhile, one of the two notices before its next write.
      renameSync(aside, file);
      return "wait";
    }
    rmSync(aside, { force: true });
    if (holder) rmSync(temporaryName(output, holder.token), { force: true });
    return "gone";
  } finally {
    closeSync(descriptor);
  }
}

/**
 * @template Result
 * @param {string} code
 * @param {() => Result} action
 * @returns {Result | undefined} undefined where it fails with that code
 */
function unless(code, action) {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === code) return undefined;
    throw error;
  }
}

/** @param {string} text @returns {Holder | undefined} undefined: nothing that this program has written */
function readHolder(text) {
  try {
    const { pid, started, machine, host, since, token } = JSON.parse(text);
    // The token becomes a part of a path.
    if (!Number.isSafeInteger(pid) || typeof host !== "string" || !/^[0-9a-f-]{36}$/.test(String(token)))
      return undefined;
    return { pid, started: String(started), machine: String(machine), host, since: String(since), token };
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {string} name */
const foreign = (file, name) =>
  usageError(
    `${clean(path.basename(file), 200)} is there, where the lock of ${name} belongs, and was not written by this program. ` +
      "Move it away, or choose another --output; nothing was sent.",
    "output",
  );

/** @param {Holder} holder @param {boolean} elsewhere @param {string} file @param {string} name */
function heldBy({ pid, host, since }, elsewhere, file, name) {
  const ms = Date.now() - Date.parse(since);
  const time = Number.isFinite(ms) ? `, since ${clean(since, 40)} (${duration(Math.max(0, ms))} ago)` : "";
  const who = `process ${pid} on ${clean(host, 100)}${time}`;
  const doubt = elsewhere
    ? ` Whether it still runs cannot be seen from here: if it does not, delete ${clean(path.basename(file), 200)}.`
    : "";
  return usageError(
    `${name} is being written by another run: ${who}. Wait until it has ended, or choose another --output; nothing was sent.${doubt}`,
    "output",
  );
}
