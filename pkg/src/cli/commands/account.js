// linkedin-status account: is the sending account fit to send? The exit code is the verdict.

import { getAccountStatus, judgeAccount } from "../api.js";
import { accountCall } from "../call-options.js";
import { accountFacts, accountName, reasonLines, showCard } from "../card.js";
import { EXIT_OF_VERDICT } from "../exit-codes.js";
import { stdout } from "../output.js";
import { toJson } from "../text.js";
import { ACCOUNT } from "../../words.js";

const MARKS = /** @type {const} */ ({ fit: "yes", wait: "wait", fix: "bad", unknown: "unknown" });

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export async function account({ options }, run) {
  const answer = await getAccountStatus(accountCall(options, run));
  const checkedAt = new Date().toISOString();
  const { verdict, reasons } = await judgeAccount(answer);
  if (options.json) {
    await stdout.write(`${toJson({ verdict, reasons, account: answer, checkedAt }, 2)}\n`);
    return EXIT_OF_VERDICT[verdict];
  }
  await showCard({
    mark: MARKS[verdict],
    title: accountName(answer),
    about: ACCOUNT[verdict].title,
    lines: reasonLines(reasons),
    facts: accountFacts(answer),
  });
  return EXIT_OF_VERDICT[verdict];
}
