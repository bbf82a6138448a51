// Errors of the operating system: files, folders, streams. They are the machine's or the user's to mend, never a fault of this
// program, and are told with their code and what to do.

import { getSystemErrorMap } from "node:util";
import { usageError } from "./usage.js";

const CHOOSE = "choose another place";

/** What it means, and what to do. @type {Record<string, readonly [why: string, advice: string]>} */
const REASONS = {
  ENOENT: ["its directory does not exist", "check the path"],
  ENOTDIR: ["its directory does not exist", "check the path: what stands before a slash is no directory"],
  EISDIR: ["it is a directory", "name a file in it"],
  EACCES: ["this user may not do that there", `change the permissions, or ${CHOOSE}`],
  EPERM: ["this user may not do that there", `change the permissions, or ${CHOOSE}`],
  EROFS: ["the file system is read-only", CHOOSE],
  ENOSPC: ["the disk is full", `make room, or ${CHOOSE}`],
  EDQUOT: ["the disk quota is used up", `make room, or ${CHOOSE}`],
  EFBIG: ["the file may not grow any further", `raise the limit (ulimit -f), or ${CHOOSE}`],
  EMFILE: ["too many files are open", "raise the limit (ulimit -n)"],
  ENFILE: ["too many files are open on this machine", "close some programs"],
  ENAMETOOLONG: ["its name is too long", "use a shorter one"],
  ELOOP: ["its links lead in a circle", "name the file itself"],
  EIO: ["the device reports an error", `check it, or ${CHOOSE}`],
  ENXIO: ["nothing is at the other end of it", "choose a file"],
  EPIPE: ["what reads it has gone", "start that again"],
  EBUSY: ["another program uses it", "close that one"],
  ETXTBSY: ["another program uses it", "close that one"],
  ESTALE: ["the network drive has lost it", "connect the drive again"],
  EEXIST: ["it appeared just now", "see whether another run is writing it"],
  EXDEV: ["it spans two file systems", "choose a place on one of them"],
  EINVAL: ["it is nothing that can be used so", "check the name"],
};

/**
 * @param {unknown} error
 * @returns {error is NodeJS.ErrnoException & { code: string }}
 */
export const isSystemError = (error) =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  ("errno" in error || "syscall" in error) &&
  /^E[A-Z0-9]+$/.test(error.code);

/** Such as `ENOSPC: no space left on device`. @param {unknown} error */
export function systemReason(error) {
  const errno = error instanceof Error && "errno" in error ? Number(error.errno) : Number.NaN;
  return getSystemErrorMap().get(errno)?.join(": ") ?? String(error instanceof Error ? error.message : error);
}

/**
 * An error of the system as one that the user can correct (exit code 2); any other error as it is.
 *
 * @param {unknown} error
 * @param {string} what such as `list.csv cannot be read`
 * @param {string} [option]
 * @param {string} [advice] in the place of the general one
 */
export function asSystemUsage(error, what, option, advice) {
  if (!isSystemError(error)) return error;
  const [why, next] = REASONS[error.code] ?? [
    "the system refuses it",
    "put that right, or choose another file or place",
  ];
  return usageError(`${what}: ${why} (${systemReason(error)}). What to do: ${advice ?? next}; then run again.`, option);
}
