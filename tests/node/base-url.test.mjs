// baseUrl: where the key may go, and where never.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { BAD, GOOD, LOOPBACK_SPELLINGS, NEARLY_LOOPBACK, ODD_HOSTS, PLAIN } from "../support/base-urls.mjs";
import { isRefused, refusal, SERVICES, stubFetch } from "../support/calls.mjs";

for (const { name, call, valid, answer, path } of SERVICES) {
  describe(`baseUrl of ${name}`, () => {
    for (const [given, base] of GOOD) {
      test(`${given} is good`, async () => {
        const fetch = stubFetch(() => answer);
        assert.deepEqual(await call({ ...valid, fetch, baseUrl: given }), answer);
        assert.equal(fetch.calls[0]?.url, `${base}${path}`);
      });
    }

    for (const [given = "", host] of LOOPBACK_SPELLINGS) {
      test(`${given} is good, and is sent to ${host}`, async () => {
        assert.equal(new URL(given).host, host, "so says the platform");
        assert.equal(await hostOfRequest(given), host);
      });
    }

    test("with any host that the platform takes is good over https, and is sent there", async () => {
      for (const given of ODD_HOSTS) assert.equal(await hostOfRequest(given), new URL(given).host);
    });

    for (const [what, urls] of BAD) {
      test(`with ${what} is refused, http allowed or not`, async () => {
        for (const baseUrl of urls) await refuses({ ...valid, baseUrl }, baseUrl);
        for (const baseUrl of urls) await refuses({ ...valid, baseUrl, allowInsecureHttp: true }, baseUrl);
      });
    }

    test("of plain http to anything but loopback is refused", async () => {
      for (const baseUrl of [...PLAIN, ...NEARLY_LOOPBACK]) {
        await refuses({ ...valid, baseUrl }, baseUrl);
        await refuses({ ...valid, baseUrl, allowInsecureHttp: false }, baseUrl);
        await refuses({ ...valid, baseUrl, allowInsecureHttp: undefined }, baseUrl);
      }
    });

    test("of plain http is good where allowInsecureHttp says so", async () => {
      for (const baseUrl of PLAIN) {
        const fetch = stubFetch(() => answer);
        assert.deepEqual(await call({ ...valid, fetch, baseUrl, allowInsecureHttp: true }), answer, baseUrl);
        assert.equal(new URL(fetch.calls[0]?.url ?? "").host, new URL(baseUrl).host);
      }
    });

    test("left out is the production host, over https", async () => {
      const fetch = stubFetch(() => answer);
      await call({ ...valid, fetch });
      const base = name === "getAccountStatus" ? "https://api.connectsafely.ai/linkedin" : "https://api.seleqt.ai";
      assert.equal(fetch.calls[0]?.url, `${base}${path}`);
    });
  });

  /** @param {string} baseUrl */
  async function hostOfRequest(baseUrl) {
    const fetch = stubFetch(() => answer);
    assert.deepEqual(await call({ ...valid, fetch, baseUrl }), answer, baseUrl);
    const { url = "" } = fetch.calls[0] ?? {};
    const { href, host } = new URL(url);
    assert.equal(url, href, "what is sent leaves nothing to read in another way");
    return host;
  }

  /** @param {object} options @param {string} baseUrl */
  async function refuses(options, baseUrl) {
    const fetch = stubFetch(() => answer);
    const error = await refusal(
      call({ ...options, fetch }).then((value) => assert.fail(`${inspect(baseUrl)} was taken, for ${inspect(value)}`)),
    ).catch((fault) => assert.fail(`${inspect(baseUrl)}: ${fault.message}`));
    isRefused(error, "baseUrl");
    assert.equal(fetch.calls.length, 0);
    assert.ok(!inspect(error).includes("secret"), "no part of the URL is quoted");
  }
}
