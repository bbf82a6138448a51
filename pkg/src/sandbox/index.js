// The sandbox: a local server that plays both services, with documented answers and the failures that an application meets.
// It is for users' tests and the demo, and listens on 127.0.0.1 only.
import { createScenarios, SHIPPED } from "./scenarios/index.js";
import { startWith } from "./start.js";

const scenarios = createScenarios(SHIPPED);

export const SCENARIOS = scenarios.data;

/** @type {typeof import("../../types/sandbox.js").startSandbox} */
export const startSandbox = (options) => startWith(scenarios, options);
