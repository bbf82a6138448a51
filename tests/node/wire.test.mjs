// What goes out, as a server and as a custom fetch see it: the documented request, and nothing of ours beside it.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { ACCOUNT, CONNECTION, KEY, SERVICES, stubFetch } from "../support/calls.mjs";
import { getAccountStatus, getConnectionStatus } from "../../pkg/dist/index.js";

/** @type {{ method: string | undefined, url: string, headers: string[], body: string }[]} */
const seen = [];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  seen.push({ method: request.method, url: request.url ?? "", headers: request.rawHeaders, body });
  response.setHeader("Content-Type", "application/json");
  response.setHeader("Set-Cookie", "session=1");
  response.end(JSON.stringify(request.url?.includes("prospects") ? CONNECTION : ACCOUNT));
});
let baseUrl = "";
before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  assert.ok(address && typeof address === "object");
  baseUrl = `http://127.0.0.1:${address.port}/base`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const last = () => {
  const request = seen.at(-1);
  assert.ok(request, "a request arrived");
  return request;
};

/** Header names in lower case, with their values. @param {string[]} raw */
const pairs = (raw) =>
  new Map(Array.from({ length: raw.length / 2 }, (_, at) => [raw[2 * at]?.toLowerCase(), raw[2 * at + 1]]));

/** @type {[string, () => Promise<unknown>, string, Record<string, string>][]} */
const REQUESTS = [
  [
    "ConnectSafely's request",
    () => getAccountStatus({ apiKey: KEY, baseUrl }),
    "/base/account/status",
    { authorization: `Bearer ${KEY}` },
  ],
  [
    "ConnectSafely's request for one account",
    () => getAccountStatus({ apiKey: KEY, baseUrl: `${baseUrl}/`, accountId: "696ce9e780e0483585e4e553" }),
    "/base/account/status?accountId=696ce9e780e0483585e4e553",
    { authorization: `Bearer ${KEY}` },
  ],
  [
    "Seleqt's request with a key",
    () => getConnectionStatus({ apiKey: KEY, baseUrl, prospectId: 123 }),
    "/base/api/v1/public/prospects/123/connection-status/",
    { "x-api-key": KEY },
  ],
  [
    "Seleqt's request with a JWT, from one account, with the largest numbers",
    () => getConnectionStatus({ jwt: "a.b.c", baseUrl, prospectId: Number.MAX_SAFE_INTEGER, accountId: 42 }),
    "/base/api/v1/prospects/9007199254740991/connection-status/?account_id=42",
    { authorization: "Bearer a.b.c" },
  ],
];

describe("at the server", () => {
  for (const [name, make, url, auth] of REQUESTS) {
    test(`${name} is as documented, and holds no header of ours but Accept and the key`, async () => {
      await make();
      assert.equal(last().method, "GET");
      assert.equal(last().url, url);
      assert.equal(last().body, "");
      const ours = pairs(last().headers);
      // Whoever asks the platform not to store an answer gets Pragma and Cache-Control of its making.
      await fetch(baseUrl, { redirect: "manual", cache: "no-store" });
      const platform = pairs(last().headers);
      const added = [...ours].filter(([header, value]) => platform.get(header) !== value);
      assert.deepEqual(Object.fromEntries(added), { accept: "application/json", ...auth });
    });
  }

  test("a cookie that was set is not sent back, and no referrer is sent", async () => {
    for (const [, make] of REQUESTS) {
      await make();
      for (const name of ["cookie", "referer", "origin"]) assert.equal(pairs(last().headers).get(name), undefined);
    }
  });

  const IDS = [
    "a b",
    "a+b",
    "a%20b",
    "a&b=c",
    "a#b",
    "a?b",
    "a/b",
    "../x",
    "a;b",
    "a'b\"c",
    "ü",
    "\u{1f600}",
    "日本",
    "\u2028",
    "!*()~_.-",
  ];
  IDS.push(
    "a\\b",
    "[x]",
    "{x}",
    "<x>",
    "`^|",
    "%",
    "%zz",
    "@:$,",
    "\ufeff",
    "é\u0301",
    "x".repeat(256),
    "\u{1f600}".repeat(256),
    " ",
  );
  for (const accountId of IDS) {
    test(`accountId ${JSON.stringify(accountId.slice(0, 20))} arrives as it is, as one query value`, async () => {
      await getAccountStatus({ apiKey: KEY, baseUrl, accountId });
      const { pathname, search, searchParams } = new URL(last().url, "http://host");
      assert.equal(pathname, "/base/account/status");
      assert.deepEqual([...searchParams], [["accountId", accountId]]);
      assert.equal(decodeURIComponent(search.slice("?accountId=".length)), accountId, "also where + is not a space");
      assert.match(
        search,
        /^\?accountId=(?:[\w.~-]|%[\dA-F]{2})+$/,
        "all but RFC 3986's unreserved characters is encoded",
      );
    });
  }
});

describe("at a custom fetch", () => {
  for (const { name, call, valid, answer, vendor } of SERVICES) {
    test(`${name} gives a URL and plain options that keep cookies, caches, referrers and redirects out`, async () => {
      const fetch = stubFetch(() => answer);
      await call({ ...valid, fetch });
      const { init, url } = fetch.calls[0] ?? assert.fail("nothing was sent");
      const { signal, headers, ...rest } = init;
      assert.ok(!url.includes(KEY) && !url.includes(encodeURIComponent(KEY)));
      assert.ok(signal instanceof AbortSignal && !signal.aborted);
      assert.deepEqual(rest, {
        method: "GET",
        redirect: "manual",
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
      });
      const auth = vendor === "seleqt" ? { "X-API-Key": KEY } : { Authorization: `Bearer ${KEY}` };
      assert.deepEqual({ ...headers }, { Accept: "application/json", ...auth });
    });

    test(`${name} calls fetch as a bare function with two arguments`, async () => {
      /** @type {unknown} */
      let self = "not called";
      let given = 0;
      /** @this {unknown} @param {unknown[]} args */
      async function bare(...args) {
        self = this;
        given = args.length;
        assert.equal(typeof args[0], "string");
        return Response.json(answer);
      }
      await call({ ...valid, fetch: bare });
      assert.equal(self, undefined);
      assert.equal(given, 2);
    });

    test(`${name} sends only what a runtime knows where Request has no credentials`, async (t) => {
      const real = globalThis.Request;
      t.after(() => void (globalThis.Request = real));
      // @ts-expect-error: as in workerd, as far as it goes
      globalThis.Request = class {};
      const fetch = stubFetch(() => answer);
      await call({ ...valid, fetch });
      assert.deepEqual(Object.keys(fetch.calls[0]?.init ?? {}).sort(), ["headers", "method", "redirect", "signal"]);
    });
  }
});
