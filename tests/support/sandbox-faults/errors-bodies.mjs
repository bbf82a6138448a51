// Error bodies in all known shapes: where the vendor's message is found, and bodies that have none.
import { asJson, fails, HTML, htmlPage, inGroup, replies } from "../../../pkg/src/sandbox/scenarios/build.js";

const TEXT = "The workspace is locked";

/**
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {string | null} vendorMessage
 * @param {import("../../../pkg/src/sandbox/exchange.js").Body} body
 * @param {import("../../../pkg/src/sandbox/exchange.js").Headers} [headers]
 * @returns {import("../../../pkg/src/sandbox/scenarios/build.js").Draft}
 */
const forbidden = (id, name, says, vendorMessage, body, headers) => ({
  id,
  name,
  says,
  statuses: [403],
  expect: fails("forbidden", { vendorMessage }),
  play: replies(403, body, headers),
});

const issues = { success: false, error: { issues: [{ message: TEXT }, { message: "And another one" }] } };
const long = "All work and no play makes a long message. ".repeat(120);
const crabs = "🦀".repeat(1_500);

export const errorBodies = inGroup("errors", [
  forbidden(92021, "body-error", "{ error } with a text", TEXT, { error: TEXT }),
  forbidden(92022, "body-code-message", "{ success, code, message }", TEXT, {
    success: false,
    code: "LOCKED",
    message: TEXT,
  }),
  forbidden(92023, "body-issues", "{ success, error: { issues: [{ message }] } }", TEXT, issues),
  forbidden(92024, "body-error-message", "{ error: { message } }", TEXT, { error: { message: TEXT } }),
  forbidden(92025, "body-detail", "{ detail }", TEXT, { detail: TEXT }),
  forbidden(92026, "body-error-and-message", "{ error, message }: error is used", TEXT, {
    message: "A longer explanation",
    error: TEXT,
  }),
  forbidden(92027, "body-text", "Plain text", TEXT, TEXT),
  forbidden(92028, "body-html", "An HTML page, as proxies send it: no message", null, htmlPage("Forbidden"), HTML),
  forbidden(92029, "body-html-as-json", "An HTML page with a JSON Content-Type", null, asJson(htmlPage("Forbidden"))),
  forbidden(92030, "body-html-as-text", "An HTML page with the Content-Type text/plain", null, htmlPage("Forbidden")),
  forbidden(92031, "body-empty", "An empty body", null, undefined),
  forbidden(92032, "body-null", "JSON null", null, asJson("null")),
  forbidden(92033, "body-no-text", "An object without any text", null, { error: { code: 17 }, ok: false }),
  forbidden(92034, "body-numbers", "Numbers instead of strings", null, { error: 5, message: 6, detail: [7] }),
  forbidden(92035, "body-long", "A text of 5,000 characters: cut at 1,000", long.slice(0, 1_000), { error: long }),
  forbidden(92036, "body-emoji", "1,500 emoji: cut after 1,000, none of them split", "🦀".repeat(1_000), {
    error: crabs,
  }),
  {
    id: 92037,
    name: "body-huge",
    says: "A text of 2 MiB, which must not be read to its end",
    statuses: [403],
    expect: fails("forbidden"),
    play: ({ send }) => send(403, { error: "x".repeat(2 * 1024 * 1024) }),
  },
  {
    id: 92038,
    name: "body-invalid-utf8",
    says: "Bytes that are not valid UTF-8",
    statuses: [403],
    expect: fails("forbidden"),
    play: replies(403, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22])),
  },
  {
    id: 92039,
    name: "body-stalled",
    says: "403, then the body never comes",
    statuses: [403],
    expect: fails("timeout", { onlyAborts: true, orCode: "forbidden" }),
    play: ({ head, res }) => {
      head(403, 1_000);
      res.write('{"error": "The work');
    },
  },
  {
    id: 92040,
    name: "body-reset",
    says: "403, then the connection breaks in the body",
    statuses: [403],
    expect: fails("network", { orCode: "forbidden" }),
    play: ({ head, later, res, reset }) => {
      head(403, 1_000);
      res.write('{"error": "The work', () => later(50, reset));
    },
  },
  {
    id: 92041,
    name: "request-id",
    says: "An X-Request-Id in a format of its own",
    statuses: [403],
    expect: fails("forbidden", { vendorMessage: TEXT, requestId: "req_0123456789abcdef" }),
    play: replies(403, { error: TEXT }, { "X-Request-Id": "req_0123456789abcdef" }),
  },
  {
    id: 92042,
    name: "request-id-missing",
    says: "An error without X-Request-Id",
    statuses: [403],
    expect: fails("forbidden", { vendorMessage: TEXT, requestId: null }),
    play: ({ res, send }) => {
      res.removeHeader("X-Request-Id");
      send(403, { error: TEXT });
    },
  },
]);
