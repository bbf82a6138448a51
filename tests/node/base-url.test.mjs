// baseUrl: where the key may go, and where never.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { isRefused, refusal, SERVICES, stubFetch } from "../support/calls.mjs";

/** Given, and what the path is put behind. @type {[string, string][]} */
const GOOD = [
  ["https://api.example.com", "https://api.example.com"],
  ["https://api.example.com/", "https://api.example.com"],
  ["https://api.example.com/prefix", "https://api.example.com/prefix"],
  ["https://api.example.com/a/b/", "https://api.example.com/a/b"],
  ["https://api.example.com:8443/a", "https://api.example.com:8443/a"],
  ["https://api.example.com:443", "https://api.example.com"],
  ["HTTPS://API.EXAMPLE.COM/Prefix", "https://api.example.com/Prefix"],
  ["https://proxy.example/https%3A%2F%2Fapi.seleqt.ai", "https://proxy.example/https%3A%2F%2Fapi.seleqt.ai"],
  ["https://proxy.example/@team", "https://proxy.example/@team"],
  ["https://a_b.example", "https://a_b.example"],
  ["https://müller.example", "https://xn--mller-kva.example"],
  ["https://10.0.0.1", "https://10.0.0.1"],
  ["https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"],
  ["https://localhost", "https://localhost"],
  ["http://localhost", "http://localhost"],
  ["http://LocalHost:8080/linkedin/", "http://localhost:8080/linkedin"],
  ["http://127.0.0.1", "http://127.0.0.1"],
  ["http://127.0.0.1:65535", "http://127.0.0.1:65535"],
  ["http://127.255.255.254:1234/x", "http://127.255.255.254:1234/x"],
  ["http://127.8.4.2", "http://127.8.4.2"],
  ["http://[::1]", "http://[::1]"],
  ["http://[::1]:3000/x/", "http://[::1]:3000/x"],
  ["http://[0:0:0:0:0:0:0:1]", "http://[::1]"],
];

const CREDENTIALS = [
  "https://user@h.example",
  "https://user:secret@h.example",
  "https://:secret@h.example",
  "https://@h.example",
];
CREDENTIALS.push("http://user:secret@localhost", "https://a%40b@h.example", "https://good.example@evil.example/x");

const QUERIES = [
  "https://h.example?",
  "https://h.example?key=secret",
  "https://h.example/?a",
  "https://h.example/a?b#c",
];
QUERIES.push("https://h.example#", "https://h.example/#secret", "http://localhost?x", "https://h.example/a#");

const SPACES = [
  " ",
  "\t",
  "\n",
  "\r",
  "\v",
  "\f",
  "\u0000",
  "\u0001",
  "\u007f",
  "\u0085",
  "\u00a0",
  "\u1680",
  "\u2003",
];
SPACES.push("\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff", "\u200b");
const SPACED = SPACES.flatMap((space) => [
  `${space}https://h.example`,
  `https://h.example${space}`,
  `https://h.example/${space}`,
  `https://h.exa${space}mple`,
  `https://h.example/a${space}b`,
  `https:${space}//h.example`,
  `https://${space}h.example`,
]);

const NOT_URLS = [
  "",
  "/",
  "//h.example",
  "h.example",
  "h.example/a",
  "api",
  "?",
  "#",
  "https",
  "https:",
  "https:/",
  "https://",
];
NOT_URLS.push(
  "https:h.example",
  "https:/h.example",
  "https:///h.example",
  "://h.example",
  "https//h.example",
  "localhost:80",
);
NOT_URLS.push(
  "https://h.example:port",
  "https://h.example:65536",
  "https://h.example:-1",
  "https://h.example:80:80",
  "https://:80",
);
NOT_URLS.push(
  "https://[::1",
  "https://::1",
  "https://[::g]",
  "https://[::1]x",
  "https://[::1]:x",
  "https://[fe80::1%25eth0]",
);
NOT_URLS.push(
  "https://999.0.0.1",
  "https://1.2.3.4.5",
  "https://256.256.256.256",
  "https://xn--a",
  "https://%",
  "https://%zz.example",
);
NOT_URLS.push(
  "https://a b",
  "https://<h>",
  "https://h^x",
  "https://h|x",
  "https://h`x",
  "https://{h}",
  'https://"h"',
  "https://h,x",
);
NOT_URLS.push("https://\ud800.example", "https://h.example/\udc00", "https://h.example/%zz\ud800");

const BACKSLASHES = [
  "https:\\\\h.example",
  "https://h.example\\a",
  "https://h.example\\@evil.example",
  "https://h.example/a\\b",
];
BACKSLASHES.push(
  "http://localhost\\@evil.example",
  "http://localhost\\.evil.example",
  "https:/\\h.example",
  "\\\\h.example",
);

const SCHEMES = [
  "ftp",
  "ws",
  "wss",
  "file",
  "data",
  "blob",
  "javascript",
  "about",
  "chrome-extension",
  "httpss",
  "xhttps",
  "http+unix",
];
const OTHER = SCHEMES.flatMap((scheme) => [`${scheme}://h.example`, `${scheme}://localhost`, `${scheme}:h.example`]);

const PLAIN = [
  "http://h.example",
  "http://api.seleqt.ai",
  "HTTP://h.example",
  "http://h.example:80/a",
  "http://10.0.0.1",
  "http://192.168.1.1",
];
PLAIN.push(
  "http://126.255.255.255",
  "http://128.0.0.1",
  "http://[::2]",
  "http://[2001:db8::1]",
  "http://[::ffff:10.0.0.1]",
);
PLAIN.push(
  "http://localhost.example",
  "http://127.0.0.1.example",
  "http://xlocalhost",
  "http://local-host",
  "http://localhost1",
);
/** Loopback to some readers of URLs and not to others, or by a name that the network resolves. */
const NEARLY_LOOPBACK = [
  "http://0.0.0.0",
  "http://[::]",
  "http://a.localhost",
  "http://localhost.",
  "http://127.1",
  "http://0",
];
NEARLY_LOOPBACK.push(
  "http://2130706433",
  "http://0x7f.0.0.1",
  "http://0177.0.0.1",
  "http://127.0.0.1.",
  "http://127.0.0",
  "http://127",
);
NEARLY_LOOPBACK.push(
  "http://localhost.localdomain",
  "http://ip6-localhost",
  "http://１２７.0.0.1",
  "http://ⓛocalhost",
  "http://loc%61lhost",
);

/** @type {[string, string[]][]} */
const BAD = [
  ["credentials", CREDENTIALS],
  ["a query or a fragment", QUERIES],
  ["white space or control characters", SPACED],
  ["no absolute URL, or none that all readers agree on", NOT_URLS],
  ["a backslash", BACKSLASHES],
  ["another scheme", OTHER],
];

for (const { name, call, valid, answer, path } of SERVICES) {
  describe(`baseUrl of ${name}`, () => {
    for (const [given, base] of GOOD) {
      test(`${given} is good`, async () => {
        const fetch = stubFetch(() => answer);
        assert.deepEqual(await call({ ...valid, fetch, baseUrl: given }), answer);
        assert.equal(new URL(fetch.calls[0]?.url ?? "").href, `${base}${path}`);
      });
    }

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
