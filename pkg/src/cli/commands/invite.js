// linkedin-status invite: should the invitation go out now? The exit code is the decision.

import { checkInvite } from "../../index.js";
import { accountCall, connectionCall } from "../call-options.js";
import { accountFacts, accountName, connectionFacts, showCard } from "../card.js";
import { EXIT_OF_DECISION } from "../exit-codes.js";
import { prospectIdArgument } from "../options.js";
import { stdout } from "../output.js";
import { toJson } from "../text.js";
import { REASONS } from "../verdict.js";

const HEADLINES = /** @type {const} */ ({
  send: ["yes", "Send the invitation"],
  skip: ["no", "Skip: no invitation needed"],
  wait: ["wait", "Wait"],
  fix: ["bad", "Fix the account first"],
  unknown: ["unknown", "Not known: look before you send"],
});

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export async function invite({ options, positional }, run) {
  const prospectId = prospectIdArgument(positional);
  const { signal, ...account } = accountCall(options, run);
  const { signal: _, ...connection } = connectionCall(options, run);
  const check = await checkInvite({ account, connection: { ...connection, prospectId }, signal });
  if (options.json) {
    await stdout.write(`${toJson(check, 2)}\n`);
    return EXIT_OF_DECISION[check.decision];
  }
  const [mark, title] = HEADLINES[check.decision];
  await showCard({
    mark,
    title,
    about: `prospect ${prospectId}, ${accountName(check.account)}`,
    lines: check.reasons.map((reason) => REASONS[reason]),
    facts: [...accountFacts(check.account), ["", ""], ...connectionFacts(check.connection)],
  });
  return EXIT_OF_DECISION[check.decision];
}
