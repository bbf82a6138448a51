// Texts given as baseUrl: where the key may go, and where never.

/** Given, and what the path is put behind. @type {[string, string][]} */
export const GOOD = [
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

/** Loopback in other spellings, which the platform reads as the host beside it: what counts is where the request goes. */
export const LOOPBACK_SPELLINGS = [
  ["http://127.1", "127.0.0.1"],
  ["http://127.0.0", "127.0.0.0"],
  ["http://2130706433", "127.0.0.1"],
  ["http://0x7f.0.0.1", "127.0.0.1"],
  ["http://0X7F000001/a/", "127.0.0.1"],
  ["http://0177.0.0.1", "127.0.0.1"],
  ["http://127.0.0.1.:8080", "127.0.0.1:8080"],
  ["http://１２７.0.0.1", "127.0.0.1"],
  ["http://127。0。0。1", "127.0.0.1"],
  ["http://127.0.0.%31", "127.0.0.1"],
  ["http://[0::0001]", "[::1]"],
  ["http://loc%61lhost", "localhost"],
  ["http://ⓛocalhost", "localhost"],
  ["http://ＬＯＣＡＬＨＯＳＴ", "localhost"],
];

/** No host that DNS knows, but one that the platform takes. */
export const ODD_HOSTS = [
  "https://h`x",
  "https://{h}",
  'https://"h"',
  "https://h,x",
  "https://h;x:8443/a",
  "https://a..b",
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
NOT_URLS.push("https://a b", "https://<h>", "https://h^x", "https://h|x");
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

export const PLAIN = [
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
/** Near loopback in its spelling, or by a name that the network resolves. */
export const NEARLY_LOOPBACK = [
  "http://0",
  "http://0.0.0.0",
  "http://[::]",
  "http://127",
  "http://0x7e.0.0.1",
  "http://2130706432.0",
  "http://2147483648",
  "http://0200.0.0.1",
  "http://127.0.0.1..",
  "http://127.0.0.1%2eexample",
  "http://[::ffff:127.0.0.1]",
  "http://[::127.0.0.1]",
  "http://a.localhost",
  "http://localhost.",
  "http://localhost.localdomain",
  "http://ip6-localhost",
  "http://loc%61lhost.example",
];

/** @type {[string, string[]][]} */
export const BAD = [
  ["credentials", CREDENTIALS],
  ["a query or a fragment", QUERIES],
  ["white space or control characters", SPACED],
  ["no absolute URL, or one that the platform would have to mend", NOT_URLS],
  ["a backslash", BACKSLASHES],
  ["another scheme", OTHER],
];
