// linkedin-status account: is the sending account fit to send?

import { getAccountStatus } from "../../index.js";
import { accountCall } from "../call-options.js";
import { accountFacts, accountName, showCard } from "../card.js";
import { EXIT } from "../exit-codes.js";
import { stdout } from "../output.js";
import { toJson } from "../text.js";
import { decideAccount, REASONS } from "../verdict.js";

const HEADLINES = /** @type {const} */ ({
  send: ["yes", "fit to send"],
  wait: ["wait", "not now"],
  fix: ["bad", "not fit to send"],
  unknown: ["unknown", "not known to be fit"],
  skip: ["unknown", "not known to be fit"],
});

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export async function account({ options }, run) {
  const answer = await getAccountStatus(accountCall(options, run));
  if (options.json) {
    await stdout.write(`${toJson(answer, 2)}\n`);
    return EXIT.done;
  }
  const { decision, reasons } = await decideAccount(answer);
  const [mark, about] = HEADLINES[decision];
  const lines = reasons.filter((one) => one.startsWith("account_") || one === "automation_disabled");
  await showCard({
    mark,
    title: accountName(answer),
    about,
    lines: lines.map((reason) => REASONS[reason]),
    facts: accountFacts(answer),
  });
  return EXIT.done;
}
