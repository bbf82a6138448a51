// Valid answers of Seleqt: each distance, documented or reported, and answers whose fields contradict each other.
import { answers, inGroup, ok, SELEQT } from "./build.js";

/**
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {NonNullable<import("./build.js").ExpectedAnswer["verdict"]>} verdict
 * @param {boolean} is_connected
 * @param {number | null | undefined} connection_level
 * @param {string | null | undefined} network_distance
 * @returns {import("./build.js").Draft}
 */
const connection = (id, name, says, verdict, is_connected, connection_level, network_distance) => ({
  id,
  name,
  says,
  vendors: SELEQT,
  expect: ok({ verdict }),
  play: answers({ is_connected, connection_level, network_distance }),
});

export const seleqtAnswers = inGroup("answers", [
  connection(91101, "first-degree", "Connected: the documented example", "connected", true, 1, "FIRST_DEGREE"),
  connection(91102, "second-degree", "Not connected, SECOND_DEGREE", "not_connected", false, 2, "SECOND_DEGREE"),
  connection(91103, "third-degree", "Not connected, THIRD_DEGREE", "not_connected", false, 3, "THIRD_DEGREE"),
  connection(91104, "out-of-network", "OUT_OF_NETWORK, level null", "not_connected", false, null, "OUT_OF_NETWORK"),
  connection(91105, "no-distance", "Not connected; level and distance null", "unknown", false, null, null),
  connection(91106, "self", "SELF: the account's own profile", "self", false, null, "SELF"),
  connection(91107, "distance-1", "Connected, in the provider's words DISTANCE_1", "connected", true, 1, "DISTANCE_1"),
  connection(91108, "distance-2", "DISTANCE_2", "not_connected", false, 2, "DISTANCE_2"),
  connection(91109, "distance-3", "DISTANCE_3", "not_connected", false, 3, "DISTANCE_3"),
  connection(
    91110,
    "third-degree-and-beyond",
    "THIRD_DEGREE_AND_BEYOND, level 3",
    "not_connected",
    false,
    3,
    "THIRD_DEGREE_AND_BEYOND",
  ),
  connection(91111, "connected-bare", "Connected; level and distance null", "connected", true, null, null),
  connection(91112, "connected-fields-missing", "Connected; both missing", "connected", true, undefined, undefined),
  connection(91113, "fields-missing", "Not connected; both missing", "unknown", false, undefined, undefined),
  connection(91114, "level-only", "Not connected, level 2, no distance", "not_connected", false, 2, null),
  connection(91115, "distance-only", "Not connected, distance, no level", "not_connected", false, null, "THIRD_DEGREE"),
  connection(91116, "connected-level-2", "Contradiction: connected at level 2", "unknown", true, 2, "SECOND_DEGREE"),
  connection(
    91117,
    "connected-outside",
    "Contradiction: connected, OUT_OF_NETWORK",
    "unknown",
    true,
    null,
    "OUT_OF_NETWORK",
  ),
  connection(91118, "connected-self", "Contradiction: connected to oneself", "unknown", true, null, "SELF"),
  connection(
    91119,
    "connected-mixed",
    "Contradiction: connected, level 1, THIRD_DEGREE",
    "unknown",
    true,
    1,
    "THIRD_DEGREE",
  ),
  connection(
    91120,
    "not-connected-level-1",
    "Contradiction: level 1, not connected",
    "unknown",
    false,
    1,
    "FIRST_DEGREE",
  ),
  connection(
    91121,
    "not-connected-first",
    "Contradiction: FIRST_DEGREE, not connected",
    "unknown",
    false,
    null,
    "FIRST_DEGREE",
  ),
  connection(91122, "not-connected-mixed", "Contradiction: level 2, FIRST_DEGREE", "unknown", false, 2, "FIRST_DEGREE"),
  connection(91123, "self-level-2", "Contradiction: SELF at level 2", "unknown", false, 2, "SELF"),
  connection(
    91124,
    "unknown-distance",
    "An undocumented distance: FOURTH_DEGREE",
    "unknown",
    false,
    null,
    "FOURTH_DEGREE",
  ),
  connection(91125, "connected-unknown-distance", "Connected, FOURTH_DEGREE", "connected", true, null, "FOURTH_DEGREE"),
  connection(
    91126,
    "lower-case-distance",
    "second_degree: not the documented value",
    "unknown",
    false,
    null,
    "second_degree",
  ),
  connection(91127, "level-4", "An undocumented level: 4", "unknown", false, 4, null),
  connection(91128, "level-0", "An undocumented level: 0", "unknown", false, 0, null),
  connection(91129, "level-negative", "An undocumented level: -1", "unknown", false, -1, null),
]);
