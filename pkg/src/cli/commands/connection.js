// linkedin-status connection: are we connected with this prospect?

import { connectionVerdict, getConnectionStatus } from "../api.js";
import { connectionCall } from "../call-options.js";
import { connectionFacts, reasonLines, showCard } from "../card.js";
import { EXIT } from "../exit-codes.js";
import { prospectIdArgument } from "../options.js";
import { stdout } from "../output.js";
import { toJson } from "../text.js";
import { CONNECTION } from "../../words.js";

const MARKS = /** @type {const} */ ({ connected: "yes", not_connected: "no", self: "no", unknown: "unknown" });

/** What to know beside each verdict, in the words of an invite's reasons. */
const REASON = /** @type {const} */ ({
  connected: undefined,
  not_connected: "may_be_pending",
  self: "own_profile",
  unknown: "connection_unknown",
});

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export async function connection({ options, positional }, run) {
  const prospectId = prospectIdArgument(positional);
  const answer = await getConnectionStatus({ ...connectionCall(options, run), prospectId });
  const checkedAt = new Date().toISOString();
  const verdict = await connectionVerdict(answer);
  if (options.json) {
    await stdout.write(`${toJson({ prospectId, ok: true, verdict, connection: answer, checkedAt }, 2)}\n`);
    return EXIT.done;
  }
  const reason = REASON[verdict];
  await showCard({
    mark: MARKS[verdict],
    title: CONNECTION[verdict].title,
    about: `prospect ${prospectId}`,
    lines: reason ? reasonLines([reason]) : [],
    facts: connectionFacts(answer),
  });
  return EXIT.done;
}
