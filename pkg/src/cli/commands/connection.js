// linkedin-status connection: are we connected with this prospect?

import { getConnectionStatus } from "../../index.js";
import { connectionCall } from "../call-options.js";
import { connectionFacts, showCard } from "../card.js";
import { EXIT } from "../exit-codes.js";
import { prospectIdArgument } from "../options.js";
import { stdout } from "../output.js";
import { toJson } from "../text.js";
import { connectionVerdict, REASONS } from "../verdict.js";

const HEADLINES = /** @type {const} */ ({
  connected: ["yes", "Connected"],
  not_connected: ["no", "Not connected"],
  self: ["no", "Own profile"],
  unknown: ["unknown", "Not known"],
});

const LINES = {
  connected: [],
  not_connected: [REASONS.may_be_pending],
  self: [REASONS.own_profile],
  unknown: [REASONS.connection_unknown],
};

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export async function connection({ options, positional }, run) {
  const prospectId = prospectIdArgument(positional);
  const answer = await getConnectionStatus({ ...connectionCall(options, run), prospectId });
  if (options.json) {
    await stdout.write(`${toJson(answer, 2)}\n`);
    return EXIT.done;
  }
  const verdict = await connectionVerdict(answer);
  const [mark, title] = HEADLINES[verdict];
  await showCard({
    mark,
    title,
    about: `prospect ${prospectId}`,
    lines: LINES[verdict],
    facts: connectionFacts(answer),
  });
  return EXIT.done;
}
