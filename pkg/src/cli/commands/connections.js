// linkedin-status connections: a list of prospects. Written row by row, so that a run can be stopped and resumed.

import { checkConnections } from "../api.js";
import { connectionCall } from "../call-options.js";
import { CONNECTIONS } from "../list/kinds.js";
import { listCommand } from "../list/list-command.js";

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export function connections({ options, positional }, run) {
  const { concurrency, perMinute, perDay, pauseBetweenMs } = options;
  const call = { ...connectionCall(options, run), concurrency, perMinute, perDay, pauseBetweenMs };
  return listCommand(CONNECTIONS, checkConnections, call, { options, positional }, run);
}
