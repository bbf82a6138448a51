// What holds for all options, tried on many that nobody would think of. FC_RUNS makes it more, LINKEDIN_STATUS_SEED others.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import * as arbitrary from "../support/arbitraries.mjs";
import { SERVICES, stubFetch } from "../support/calls.mjs";
import { endOf } from "../support/ends.mjs";
import { isValid } from "../support/options-model.mjs";

const { RUNS } = arbitrary;
const KNOWN = "apiKey accountId prospectId jwt baseUrl timeoutMs maxRetries signal onRetry allowInsecureHttp".split(
  " ",
);
const MARKS = ["", " ", "\t", "\n", ..."@ \\ ? # %40 %2f : // [ ] . \u3002 \uff20 ⓛ \u00ad".split(" ")];
const HOSTS = "localhost LOCALHOST 127.0.0.1 [::1] evil.example 127.1 10.0.0.1 0x7f.1 a.localhost".split(" ");
const SCHEMES = "http:// https:// http:/ http:\\\\ HTTP:// https: // ws://".split(" ");

for (const { name, call, valid, answer, vendor } of SERVICES) {
  const required = vendor === "seleqt" ? ["apiKey", "prospectId"] : ["apiKey"];

  describe(`${name}, whatever it is given`, () => {
    /** @param {Record<string, unknown>} options */
    const callWith = async (options) => {
      const fetch = stubFetch(() => ({ ...answer, checked_with_account_id: options["accountId"] ?? 42 }));
      const { error } = await endOf(call({ ...options, fetch }));
      return { error, sent: fetch.calls.length };
    };
    const any = arbitrary.options(required);

    test("resolves with good options", async () => {
      await fc.assert(
        fc.asyncProperty(arbitrary.goodOptions(vendor), async (options) => {
          assert.ok(isValid(vendor, options), "the model of the options agrees");
          const { error, sent } = await callWith(options);
          assert.equal(error, undefined, error?.message);
          assert.equal(sent, 1);
        }),
        { numRuns: RUNS },
      );
    });

    test("refuses bad options before anything is sent", async () => {
      const bad = any.filter((options) => !isValid(vendor, options));
      await fc.assert(
        fc.asyncProperty(bad, async (options) => {
          const { error, sent } = await callWith(options);
          assert.equal(error?.code, "invalid_options");
          assert.equal(error.attempts, 0);
          assert.ok(error.option);
          assert.equal(sent, 0);
        }),
        { numRuns: RUNS * 2 },
      );
    });

    test("refuses options that are good but for one", async () => {
      const one = any.chain((options) =>
        fc.constantFrom(...KNOWN, "x").map((name) => ({ name, value: options[name] })),
      );
      const spoilt = fc
        .tuple(arbitrary.goodOptions(vendor), one)
        .map(([options, { name, value }]) => ({ ...options, [name]: value }))
        .filter((options) => !isValid(vendor, options));
      await fc.assert(
        fc.asyncProperty(spoilt, async (options) => {
          const { error, sent } = await callWith(options);
          assert.equal(error?.code, "invalid_options");
          assert.equal(error.attempts, 0);
          assert.ok(error.option);
          assert.equal(sent, 0);
        }),
        { numRuns: RUNS },
      );
    });

    test("takes good options with a deadline that may be too short for an answer", async () => {
      const short = fc.tuple(arbitrary.goodOptions(vendor), fc.double({ min: Number.MIN_VALUE, max: 5, noNaN: true }));
      await fc.assert(
        fc.asyncProperty(short, async ([options, timeoutMs]) => {
          const { error } = await callWith({ ...options, timeoutMs });
          assert.ok(error === undefined || error.code === "timeout", error?.message);
        }),
        { numRuns: RUNS },
      );
    });

    test("refuses whatever stands in the place of the options, or of one of them", async () => {
      const any = fc.oneof(arbitrary.anything.map((value) => () => value), arbitrary.hostile); // prettier-ignore
      const names = fc.constantFrom(...KNOWN, "x");
      await fc.assert(
        fc.asyncProperty(any, names, async (make, option) => {
          const value = make();
          const fetch = stubFetch(() => ({ ...answer, checked_with_account_id: value }));
          const { error } = await endOf(call(value));
          assert.equal(error?.code, "invalid_options");
          await endOf(call({ ...valid, fetch, maxRetries: 0, [option]: value }));
          await endOf(call(Object.create({ ...valid, fetch, maxRetries: 0, [option]: value })));
        }),
        { numRuns: RUNS },
      );
    });

    test("sends the key to the host that baseUrl names, over https or to loopback, or refuses", async () => {
      const marks = fc.constantFrom(...MARKS);
      const hosts = fc.constantFrom(...HOSTS);
      const schemes = fc.constantFrom(...SCHEMES);
      const url = fc
        .tuple(schemes, marks, hosts, marks, hosts, marks, fc.constantFrom("", "/", "/a", ":80", ":8080/x"))
        .map((parts) => parts.join(""));
      /** @param {string} baseUrl @param {boolean} mayRefuse */
      const check = async (baseUrl, mayRefuse) => {
        const fetch = stubFetch(() => answer);
        const { error } = await endOf(call({ ...valid, fetch, baseUrl }));
        if (mayRefuse && error) return assert.equal(error.option, "baseUrl");
        assert.equal(error, undefined, error?.message);
        const { protocol, hostname, username, password, search, hash, pathname } = new URL(fetch.calls[0]?.url ?? "");
        const loopback = hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
        assert.ok(protocol === "https:" || (protocol === "http:" && loopback), fetch.calls[0]?.url);
        assert.deepEqual([username, password, search, hash], ["", "", "", ""]);
        assert.equal(hostname, new URL(baseUrl).hostname);
        assert.ok(pathname.endsWith(vendor === "seleqt" ? "/connection-status/" : "/account/status"));
      };
      await fc.assert(
        fc.asyncProperty(arbitrary.goodUrls, (baseUrl) => check(baseUrl, false)),
        { numRuns: RUNS },
      );
      await fc.assert(
        fc.asyncProperty(fc.oneof(url, fc.webUrl()), (baseUrl) => check(baseUrl, true)),
        {
          numRuns: RUNS * 4,
        },
      );
    });
  });
}
