// What breaks on the way, what is no valid answer, a redirect, and an error that repeats the caller's key.
import { asJson, answers, fails, HTML, htmlPage, inGroup, onlyAborts, replies, SELEQT } from "./build.js";

/** @typedef {import("./build.js").Draft} Draft */

/**
 * An error that repeats the key: no error of the package may contain it. The sandbox neither stores nor logs the key.
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {(key: string) => import("../exchange.js").Body} body
 * @param {import("../exchange.js").Headers} [headers]
 * @returns {Draft}
 */
export const echo = (id, name, says, body, headers) => ({
  id,
  name,
  says: `The key ${says}`,
  statuses: [401],
  expect: fails("unauthorized"),
  play: ({ send, key }) => send(401, body(key), headers),
});

/** The number is 92300 + status - 300, and 10 more for the same origin. @type {(status: number, where: "elsewhere" | "here") => Draft} */
export const redirect = (status, where) => ({
  id: 92_300 + (status - 300) + (where === "here" ? 10 : 0),
  name: `redirect-${status}-${where}`,
  says: `${status} to ${where === "here" ? "another path of the same origin" : "another origin"}`,
  statuses: [status],
  expect: fails("redirected"),
  play: ({ send, targets }) => send(status, undefined, { Location: targets[where] }),
});

const invalid = fails("invalid_response");

export const secrets = inGroup("secrets", [
  {
    ...echo(92102, "echo-sentence", "inside a sentence", (key) => ({ error: `The key ${key} is not known here.` })),
    title: "echoed key",
  },
]);

export const redirects = inGroup("redirects", [{ ...redirect(302, "elsewhere"), title: "redirect" }]);

export const faults = inGroup("faults", [
  {
    id: 94001,
    name: "never",
    title: "never answers",
    says: "No answer, ever",
    statuses: [null],
    expect: onlyAborts,
    play: () => {},
  },
  {
    id: 94011,
    name: "reset",
    title: "connection broken",
    says: "The connection is reset before any answer",
    statuses: [null],
    expect: fails("network"),
    play: ({ reset }) => reset(),
  },
  {
    id: 94101,
    name: "html",
    title: "web page instead of JSON",
    says: "An HTML page with status 200, as captive portals and proxies send it",
    expect: invalid,
    play: replies(200, htmlPage("Sign in to the network"), HTML),
  },
  {
    id: 94106,
    name: "truncated",
    title: "damaged JSON",
    says: "JSON that is cut in the middle, although the response is complete",
    expect: invalid,
    play: ({ send, answer }) => send(200, asJson(JSON.stringify(answer).slice(0, -1))),
  },
  {
    id: 94343,
    name: "other-account",
    title: "answer from another account",
    says: "The answer names another account than the request (send accountId 7; without one, any account is accepted)",
    vendors: SELEQT,
    expect: invalid,
    options: { accountId: 7 },
    play: answers({ checked_with_account_id: 8 }),
  },
]);
