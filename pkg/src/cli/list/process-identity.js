// Whether a process that once wrote down its identity is still running. A number alone is not enough: numbers are given out
// again, and each container and each start of the machine counts anew.

import { readFileSync, readlinkSync } from "node:fs";

/**
 * @typedef {object} Identity
 * @property {number} pid
 * @property {string} started when it began, as the system counts; "" where that cannot be told
 * @property {string} machine this start of the machine, and the container; "" where that cannot be told
 */

/** @param {() => string} read */
function orNothing(read) {
  try {
    return read();
  } catch {
    return "";
  }
}

/**
 * State and start of a process (in clock ticks since boot): the 3rd and the 22nd field, counted behind the name, which may
 * hold spaces. Empty where the system does not tell.
 */
const statusOf = (/** @type {number | "self"} */ pid) => {
  const text = orNothing(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", started: fields[19] ?? "" };
};

const machine = () =>
  orNothing(() => {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  });

/** @returns {Identity} */
export const thisProcess = () => ({ pid: process.pid, started: statusOf("self").started, machine: machine() });

/**
 * @param {Identity} identity written on a machine of the same name
 * @returns {"yes" | "no" | "unknown"}
 */
export function isRunning(identity) {
  const here = machine();
  const [boot = "", container] = identity.machine.split(" ");
  const [bootHere = "", containerHere] = here.split(" ");
  // The machine has been started anew since; nothing of before runs.
  if (boot !== "" && bootHere !== "" && boot !== bootHere) return "no";
  // Another container: its processes have other numbers there.
  if (container !== containerHere) return "unknown";
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return "no";
  }
  const { state, started } = statusOf(identity.pid);
  // It has ended, and its parent has not asked for its exit code yet.
  if (state === "Z" || state === "X") return "no";
  // Where the system does not tell when it began, the number may have been given to another process since.
  if (started === "" || identity.started === "") return "unknown";
  return started === identity.started ? "yes" : "no";
}
