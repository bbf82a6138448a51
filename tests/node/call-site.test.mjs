// An error's stack begins with the line that called us, whichever function it was, however the promise is used and whatever went
// wrong; and an uncaught one shows that line in Node.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { afterEach, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as api from "../../pkg/dist/index.js";
import { account, connection, failure } from "../support/stub-service.mjs";

const fetch = async () => Response.json({}, { status: 401, headers: { "x-request-id": "r1" } });
const broken = async () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error("no"), { code: "ECONNREFUSED" }) });
};
const ofAccount = { apiKey: "a.key" };
const ofConnection = { apiKey: "b.key", prospectId: 1 };
const first = (/** @type {AsyncGenerator<unknown>} */ list) => list.next();

/** Each calls once, on the line that bears its name. @type {Record<string, () => Promise<unknown>>} */
const CALLS = {
  badAccountOption: () => api.getAccountStatus({ ...ofAccount, timeoutMs: -1 }),
  typo: () => api.getAccountStatus(/** @type {any} */ ({ ...ofAccount, timeout: 1 })),
  nothing: () => api.getAccountStatus(/** @type {any} */ (undefined)),
  refusedAccount: () => api.getAccountStatus({ ...ofAccount, fetch }),
  brokenAccount: () => api.getAccountStatus({ ...ofAccount, fetch: broken, maxRetries: 0 }),
  badConnectionOption: () => api.getConnectionStatus({ ...ofConnection, prospectId: 0 }),
  refusedConnection: () => api.getConnectionStatus({ ...ofConnection, fetch }),
  badInvite: () => api.checkInvite({ account: ofAccount, connection: ofConnection, maxRetries: -1 }),
  badHalf: () => api.checkInvite({ account: /** @type {any} */ (null), connection: ofConnection }),
  refusedInvite: () => api.checkInvite({ account: ofAccount, connection: ofConnection, fetch }),
  noAnswer: () => api.decideInvite(/** @type {any} */ (null), /** @type {any} */ (connection())),
  wrongAnswer: () => api.decideInvite(/** @type {any} */ ({}), /** @type {any} */ (connection())),
  noConnection: () => api.connectionVerdict(/** @type {any} */ (account())),
  noAccount: () => api.accountVerdict(/** @type {any} */ (connection())),
  badList: () => first(api.checkConnections({ apiKey: "b.key", prospectIds: [1], perMinute: 0 })),
  noList: () => first(api.checkConnections({ apiKey: "b.key", prospectIds: /** @type {any} */ (5) })),
  refusedList: () => first(api.checkConnections({ apiKey: "b.key", prospectIds: [1], fetch })),
};

/** @param {any} error @param {string} name */
function beginsWith(error, name) {
  const [head, line, ...rest] = String(error.stack).split("\n");
  assert.equal(head, `LinkedInStatusError: ${error.message}`);
  assert.match(String(line), new RegExp(`\\b${name}\\b.*call-site\\.test\\.mjs:`), error.stack);
  assert.ok(!rest.join("\n").includes("pkg/dist"), error.stack);
}

describe("the stack begins with the caller's line", () => {
  for (const [name, call] of Object.entries(CALLS)) {
    test(`${name}, awaited`, async () => beginsWith(await failure(call()), name));
    test(`${name}, by then`, async () => {
      const error = await new Promise((resolve) => {
        setImmediate(() => call().then(undefined, resolve));
      });
      beginsWith(error, name);
    });
  }
});

test("the error of one prospect, and that of onRetry, begin there as well", async () => {
  /** @type {unknown[]} */
  const errors = [];
  const list = function theList() {
    const onRetry = (/** @type {{ error: unknown }} */ { error }) => errors.push(error);
    const options = { apiKey: "b.key", prospectIds: [1, 2], fetch: broken, maxRetries: 1, onRetry };
    return api.checkConnections(options);
  };
  for await (const check of list()) errors.push(/** @type {any} */ (check).error);
  assert.equal(errors.length, 4);
  for (const error of errors) beginsWith(error, "theList");
});

test("the reason of a signal keeps its own stack, even where it is an error of ours", async () => {
  const reason = await failure(api.getAccountStatus({ apiKey: "" }));
  const { stack } = reason;
  assert.equal(await failure(api.getAccountStatus({ ...ofAccount, signal: AbortSignal.abort(reason) })), reason);
  assert.equal(reason.stack, stack);
});

test("the stack may be replaced, as that of any error", async () => {
  const error = await failure(api.getAccountStatus({ apiKey: "" }));
  error.stack = "mine";
  assert.equal(error.stack, "mine");
  Object.defineProperty(error, "stack", { value: "shown", enumerable: true });
  assert.equal({ ...error }.stack, "shown");
});

describe("where the engine cannot capture stacks", () => {
  const { captureStackTrace, prepareStackTrace } = Error;
  const line = (/** @type {NodeJS.CallSite} */ site) =>
    `${site.getFunctionName() ?? ""}@${site.getFileName()}:${site.getLineNumber()}:${site.getColumnNumber()}`;
  beforeEach(() => void Reflect.deleteProperty(Error, "captureStackTrace"));
  afterEach(() => void Object.assign(Error, { captureStackTrace, prepareStackTrace }));

  for (const [name, call] of Object.entries(CALLS)) {
    test(`${name}: a stack as in Firefox begins with the caller's line, too`, async () => {
      Error.prepareStackTrace = (_, sites) => sites.map(line).join("\n");
      const { stack } = await failure(call());
      assert.match(stack, new RegExp(`^\\S*\\b${name}@.*call-site\\.test\\.mjs:\\d+:\\d+(\\n|$)`));
      assert.ok(!stack.includes("pkg/dist"), stack);
    });
  }

  test("an engine without stacks gives the error all the same", async () => {
    Error.prepareStackTrace = () => undefined;
    assert.equal((await failure(api.getAccountStatus({ apiKey: "" }))).code, "invalid_options");
  });
});

test("a limit on stacks, and one that is not formatted as usual, are respected", async () => {
  const { stackTraceLimit, prepareStackTrace } = Error;
  try {
    Error.stackTraceLimit = 0;
    assert.match((await failure(CALLS.typo?.() ?? Promise.resolve())).stack, /^LinkedInStatusError: timeout /);
    Error.stackTraceLimit = 10;
    Error.prepareStackTrace = (_, sites) => sites;
    assert.equal((await failure(CALLS.typo?.() ?? Promise.resolve())).code, "invalid_options");
    Error.prepareStackTrace = () => {
      throw new RangeError("mine");
    };
    assert.equal((await failure(CALLS.typo?.() ?? Promise.resolve())).code, "invalid_options");
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
});

describe("uncaught, Node shows the user's line, the message and the code, and nothing of the bundle", () => {
  const index = new URL("../../pkg/dist/index.js", import.meta.url).href;
  for (const [how, code] of /** @type {const} */ ([
    ["awaited", "await getAccountStatus({ apiKey: 'a.key', timeout: 5 }); // here"],
    ["not awaited", "getAccountStatus({ apiKey: 'a.key', timeout: 5 }); // here"],
    ["by then", "getAccountStatus({ apiKey: 'a.key', timeout: 5 }).then(console.log); // here"],
  ])) {
    test(how, async () => {
      const source = `import { getAccountStatus } from ${JSON.stringify(index)};\n${code}\n`;
      const { stderr, status } = await new Promise((resolve) => {
        const args = ["--input-type=module", "--eval", source];
        execFile(process.execPath, args, { cwd: fileURLToPath(new URL(".", import.meta.url)) }, (error, _, stderr) =>
          resolve({ stderr, status: error?.code }),
        );
      });
      assert.equal(status, 1);
      assert.match(stderr, /timeout is not an option of this call; timeoutMs may be meant/);
      assert.match(stderr, /code: 'invalid_options'/);
      assert.match(stderr, /\[eval1\]:2:\d+/);
      assert.ok(!stderr.includes("pkg/dist"), stderr);
      assert.ok(stderr.length < 2_000, stderr);
    });
  }
});
