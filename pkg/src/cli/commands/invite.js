// linkedin-status invite: should the invitation go out now? The exit code is the decision.

import { checkInvite } from "../api.js";
import { accountCall, connectionCall } from "../call-options.js";
import { accountFacts, accountName, connectionFacts, reasonLines, showCard } from "../card.js";
import { EXIT_OF_DECISION } from "../exit-codes.js";
import { prospectIdArgument } from "../options.js";
import { stdout } from "../output.js";
import { toJson } from "../text.js";
import { DECISIONS } from "../../words.js";

const MARKS = /** @type {const} */ ({ send: "yes", skip: "no", wait: "wait", fix: "bad", unknown: "unknown" });

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export async function invite({ options, positional }, run) {
  const prospectId = prospectIdArgument(positional);
  const account = accountCall(options, run);
  const connection = { ...connectionCall(options, run), prospectId };
  const check = await checkInvite({ account, connection });
  if (options.json) {
    await stdout.write(`${toJson(check, 2)}\n`);
    return EXIT_OF_DECISION[check.decision];
  }
  await showCard({
    mark: MARKS[check.decision],
    title: DECISIONS[check.decision].title,
    about: `prospect ${prospectId}, ${accountName(check.account)}`,
    lines: reasonLines(check.reasons),
    facts: [...accountFacts(check.account), ["", ""], ...connectionFacts(check.connection)],
  });
  return EXIT_OF_DECISION[check.decision];
}
