// The scenarios that ship: what an application meets, for its own tests. Those that only the tests of this package need are
// in tests/support/sandbox-faults.
import { validAnswers } from "./answers.js";
import { documentedErrors } from "./errors.js";
import { faults, redirects, secrets } from "./faults.js";
import { retries } from "./retries.js";

/** @typedef {import("./build.js").Scenario} Scenario */
/** @typedef {import("./build.js").SandboxScenario} SandboxScenario */

/** @type {readonly Scenario[]} */
export const SHIPPED = [...validAnswers, ...documentedErrors, ...secrets, ...redirects, ...retries, ...faults];

/**
 * The scenarios of one sandbox: `data` is what users see of them, `find` takes a number or a name.
 * @typedef {{ data: readonly SandboxScenario[], find: (key: string) => Scenario | undefined }} Scenarios
 * @param {readonly Scenario[]} all
 * @returns {Scenarios}
 */
export function createScenarios(all) {
  const byKey = new Map(all.flatMap((scenario) => [[String(scenario.id), scenario], [scenario.name, scenario]])); // prettier-ignore
  return { data: all.map(({ play, cors, ...data }) => data), find: (key) => byKey.get(key) };
}
