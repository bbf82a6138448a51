// What holds for all options, tried on many that nobody would think of. FC_RUNS makes it more.

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
    test("resolves with good options, and refuses bad ones before anything is sent", async () => {
      let good = 0;
      await fc.assert(
        fc.asyncProperty(arbitrary.options(required), async (options) => {
          const fetch = stubFetch(() => ({ ...answer, checked_with_account_id: options["accountId"] ?? 42 }));
          const { error } = await endOf(call({ ...options, fetch }));
          if (isValid(vendor, options)) {
            good++;
            // A deadline may be too short for anything.
            assert.ok(error === undefined || error.code === "timeout", error?.message);
          } else {
            assert.equal(error?.code, "invalid_options");
            assert.equal(error.attempts, 0);
            assert.ok(error.option);
            assert.equal(fetch.calls.length, 0);
          }
        }),
        { numRuns: RUNS * 3 },
      );
      assert.ok(good > RUNS / 10, `${good} of them were good, so that both sides were tried`);
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
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(fc.oneof(url, fc.webUrl()), async (baseUrl) => {
          const fetch = stubFetch(() => answer);
          const { error } = await endOf(call({ ...valid, fetch, baseUrl }));
          if (error) return assert.equal(error.option, "baseUrl");
          sent++;
          const { protocol, hostname, username, password, search, hash, pathname } = new URL(fetch.calls[0]?.url ?? "");
          const loopback = hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
          assert.ok(protocol === "https:" || (protocol === "http:" && loopback), fetch.calls[0]?.url);
          assert.deepEqual([username, password, search, hash], ["", "", "", ""]);
          assert.equal(hostname, new URL(baseUrl).hostname);
          assert.ok(pathname.endsWith(vendor === "seleqt" ? "/connection-status/" : "/account/status"));
        }),
        { numRuns: RUNS * 5 },
      );
      assert.ok(sent > RUNS / 4, `${sent} were sent`);
    });
  });
}
