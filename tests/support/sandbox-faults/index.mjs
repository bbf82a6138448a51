// The sandbox with every scenario that the tests of this package need: those that ship, and the faults of this folder. It is
// the same server; `linkedin-status/sandbox` starts it with the shipped scenarios alone.
import { createScenarios, SHIPPED } from "../../../pkg/src/sandbox/scenarios/index.js";
import { startWith } from "../../../pkg/src/sandbox/start.js";
import { connectSafelyAnswers } from "./answers-connectsafely.mjs";
import { seleqtAnswers } from "./answers-seleqt.mjs";
import { wireAnswers } from "./answers-wire.mjs";
import { errorBodies } from "./errors-bodies.mjs";
import { bareStatuses } from "./errors-statuses.mjs";
import { connectionFaults } from "./faults-connection.mjs";
import { contentFaults } from "./faults-content.mjs";
import { encodingFaults } from "./faults-encoding.mjs";
import { fieldFaults } from "./faults-fields.mjs";
import { sizeFaults } from "./faults-size.mjs";
import { redirects } from "./redirects.mjs";
import { retries } from "./retries.mjs";
import { secrets } from "./secrets.mjs";

const scenarios = createScenarios([
  ...SHIPPED,
  ...connectSafelyAnswers,
  ...seleqtAnswers,
  ...wireAnswers,
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
]);

export const SCENARIOS = scenarios.data;

/** @type {typeof import("../../../pkg/types/sandbox.js").startSandbox} */
export const startSandbox = (options) => startWith(scenarios, options);
