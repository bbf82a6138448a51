// More redirects: to another origin (number 92300 + status - 300) and to the same one (92310 + status - 300). Requests that
// follow them are recorded and get a valid answer.
import { fails, inGroup } from "../../../pkg/src/sandbox/scenarios/build.js";
import { redirect } from "../../../pkg/src/sandbox/scenarios/faults.js";

const STATUSES = [300, 301, 302, 303, 304, 305, 307, 308];
const SHIPPED = 302;
const expect = fails("redirected");

/** @type {(id: number, name: string, says: string, location?: string) => import("../../../pkg/src/sandbox/scenarios/build.js").Draft} */
const odd = (id, name, says, location) => ({
  id,
  name,
  says,
  statuses: [302],
  expect,
  play: ({ send }) => send(302, undefined, { Location: location }),
});

export const redirects = inGroup("redirects", [
  ...STATUSES.filter((status) => status !== SHIPPED).map((status) => redirect(status, "elsewhere")),
  ...STATUSES.map((status) => redirect(status, "here")),
  odd(92320, "redirect-nowhere", "302 without a Location"),
  {
    ...odd(
      92321,
      "redirect-malformed",
      "302 with a Location that is no URL (Chromium fails on it first)",
      "http://[broken",
    ),
    expect: fails("redirected", { orCode: "network" }),
  },
  odd(92322, "redirect-other-scheme", "302 to a data: URL", "data:application/json,{}"),
  {
    id: 92323,
    name: "redirect-loop",
    says: "302 to the very same URL",
    statuses: [302],
    expect,
    play: ({ req, send }) => send(302, undefined, { Location: req.url }),
  },
  {
    id: 92324,
    name: "redirect-with-answer",
    says: "302 to another origin, with a valid answer as its body",
    statuses: [302],
    expect,
    play: ({ send, answer, targets }) => send(302, answer, { Location: targets.elsewhere }),
  },
]);
