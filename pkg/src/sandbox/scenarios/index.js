// All scenarios, by number or name, and as data without their functions.
import { connectSafelyAnswers } from "./answers-connectsafely.js";
import { seleqtAnswers } from "./answers-seleqt.js";
import { wireAnswers } from "./answers-wire.js";
import { errorBodies } from "./errors-bodies.js";
import { documentedErrors } from "./errors-documented.js";
import { bareStatuses } from "./errors-statuses.js";
import { connectionFaults } from "./faults-connection.js";
import { contentFaults } from "./faults-content.js";
import { encodingFaults } from "./faults-encoding.js";
import { fieldFaults } from "./faults-fields.js";
import { sizeFaults } from "./faults-size.js";
import { redirects } from "./redirects.js";
import { retries } from "./retries.js";
import { secrets } from "./secrets.js";

const ALL = [
  ...connectSafelyAnswers,
  ...seleqtAnswers,
  ...wireAnswers,
  ...documentedErrors,
  ...errorBodies,
  ...bareStatuses,
  ...secrets,
  ...redirects,
  ...retries,
  ...connectionFaults,
  ...contentFaults,
  ...fieldFaults,
  ...encodingFaults,
  ...sizeFaults,
];

const byKey = new Map(ALL.flatMap((scenario) => [[String(scenario.id), scenario], [scenario.name, scenario]])); // prettier-ignore

/**
 * @param {string} key a scenario's number or name
 * @returns {import("./build.js").Scenario | undefined}
 */
export const findScenario = (key) => byKey.get(key);

/** @type {readonly import("./build.js").SandboxScenario[]} */
export const SCENARIOS = ALL.map(({ play, cors, ...data }) => data);
