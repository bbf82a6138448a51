// The faults of the sandbox, on the wire: each is broken in just the way that it says.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { auth, newKey, pathOf, runSandbox, scenario, until } from "../support/sandbox.mjs";

const service = runSandbox();

describe("faults on the wire", () => {
  test("a stalled answer stops after its half, and the record says when the client leaves", async () => {
    for (const name of ["never", "stalled-head", "stalled-body", "stalled-end", "byte-by-byte"]) {
      const controller = new AbortController();
      const call = service.ask(name, { signal: controller.signal }).then(async (response) => {
        const reader = response.body?.getReader();
        for (;;) if ((await reader?.read())?.done) return;
      });
      call.catch(() => {});
      await until(() => service.sandbox.requests.at(-1)?.scenario === name, `${name} is asked`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(service.lastRequest().ended, "open", name);
      controller.abort();
      await assert.rejects(call, { name: "AbortError" });
      await until(() => service.lastRequest().aborted, `${name} sees that the client left`);
      assert.equal(service.lastRequest().ended, "aborted");
      assert.equal(service.lastRequest().status, name === "never" ? undefined : 200);
    }
  });

  for (const name of ["reset", "closed", "not-http"]) {
    test(`"${name}" gives no answer`, async () => {
      await assert.rejects(service.ask(name), TypeError);
      await until(() => service.lastRequest().ended === "broken", "the record says that the sandbox broke it off");
      assert.equal(service.lastRequest().aborted, false);
    });
  }

  for (const name of ["reset-in-body", "closed-in-body", "closed-in-chunks", "body-reset"]) {
    test(`"${name}" gives a head and a body that breaks off`, async () => {
      const response = await service.ask(name);
      await assert.rejects(response.text(), TypeError);
    });
  }

  test("the answers around the limit have exactly the bytes that they say, and are right but for that", async () => {
    for (const [name, bytes] of /** @type {const} */ ([
      ["size-under", 1_048_575],
      ["size-exact", 1_048_576],
      ["size-over", 1_048_577],
      ["size-exact-space", 1_048_576],
      ["size-over-space", 1_048_577],
      ["chunked-exact", 1_048_576],
      ["chunked-over", 1_048_577],
      ["gzip-exact", 1_048_576],
      ["gzip-over", 1_048_577],
      ["gzip-bomb", 16_777_216],
    ])) {
      const response = await service.ask(name);
      const text = await response.text();
      assert.equal(Buffer.byteLength(text), bytes, name);
      assert.equal(JSON.parse(text).network_distance, "FIRST_DEGREE", name);
      assert.equal(response.headers.has("content-length"), !name.startsWith("chunked"), name);
      if (name.startsWith("gzip")) assert.ok(Number(response.headers.get("content-length")) < 20_000, name);
    }
  });

  test("an endless answer stops when the client leaves, and at 64 MiB for one that stays", async () => {
    const controller = new AbortController();
    const reader = (await service.ask("endless", { signal: controller.signal })).body?.getReader();
    await reader?.read();
    controller.abort();
    await until(() => service.lastRequest().aborted, "the sandbox stops");
    let bytes = 0;
    for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (
      /** @type {unknown} */ ((await service.ask("endless-text")).body)
    )) {
      bytes += chunk.length;
    }
    assert.ok(bytes >= 64 * 1_048_576 && bytes < 65 * 1_048_576, `${bytes} bytes`);
  });

  test("bytes that are no UTF-8, marks and compression arrive as they are said to", async () => {
    const bytesOf = async (/** @type {string} */ name) => new Uint8Array(await (await service.ask(name)).arrayBuffer());
    const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    for (const name of ["utf8-invalid", "utf8-cut", "utf8-overlong", "utf8-surrogate", "latin1"]) {
      const bytes = await bytesOf(name);
      assert.throws(() => strict.decode(bytes), TypeError, name);
      assert.equal(JSON.parse(new TextDecoder().decode(bytes)).is_connected, true, `${name} is right but for that`);
    }
    assert.deepEqual([...(await bytesOf("mark-only"))], [0xef, 0xbb, 0xbf]);
    assert.deepEqual([...(await bytesOf("byte-order-mark")).slice(0, 4)], [0xef, 0xbb, 0xbf, 0x7b]);
    assert.equal(JSON.parse(gunzipSync(await bytesOf("gzip-unsaid")).toString()).is_connected, true);
    const zipped = await service.ask("gzip");
    assert.equal(zipped.headers.get("content-encoding"), "gzip");
    assert.equal((await zipped.json()).is_connected, true);
    await assert.rejects((await service.ask("gzip-lie")).text(), TypeError);
  });

  test("content that is no answer is just that: valid JSON where JSON is said to come, and not where not", async () => {
    const isJson = async (/** @type {string} */ name) => {
      try {
        JSON.parse(await (await service.ask(name)).text());
        return true;
      } catch {
        return false;
      }
    };
    for (const name of ["json-null", "json-array", "answer-in-data", "proto-keys", "deep", "doubled", "huge-numbers"]) {
      assert.equal(await isJson(name), true, name);
    }
    const broken = ["html", "empty", "white-space", "text", "truncated", "trailing-text", "two-answers", "deep-open"];
    broken.push("trailing-comma", "comment", "single-quotes", "not-a-number", "anti-hijacking", "control-characters");
    for (const name of broken) assert.equal(await isJson(name), false, name);
  });

  test("a wrong field is the only thing wrong in an otherwise right answer", async () => {
    const right = { success: true, is_connected: true, connection_level: 1, network_distance: "FIRST_DEGREE" };
    const level = await (await service.ask("connection-level-string")).json();
    assert.deepEqual(level, { ...right, connection_level: "1", checked_with_account_id: 42 });
    const missing = await (await service.ask("checked-with-account-id-missing")).json();
    assert.deepEqual(missing, right);
    const id = await (await service.ask("id-null", { vendor: "connectsafely" })).json();
    assert.deepEqual([id.id, id.status], [null, "AVAILABLE"]);
    const path = `${pathOf(scenario("other-account"), "seleqt")}?account_id=7`;
    const other = await (await service.get(path, { headers: auth("seleqt", "k") })).json();
    assert.equal(other.checked_with_account_id, 8);
  });

  test("a server that echoes the key does so where it says", async () => {
    const key = newKey();
    const text = async (/** @type {string} */ name) => (await service.ask(name, { key })).text();
    assert.equal(JSON.parse(await text("echo-plain")).error, key);
    assert.equal(JSON.parse(await text("echo-middle")).error.length, 2_000);
    assert.equal(JSON.parse(await text("echo-middle")).error.slice(1_000, 1_000 + key.length), key);
    assert.equal(JSON.parse(await text("echo-twice")).error.split(key).length, 3);
    assert.ok(JSON.parse(await text("echo-at-the-cut")).error.indexOf(key) < 1_000);
    assert.ok((await text("echo-html")).includes(key));
    const escaped = await text("echo-escaped");
    assert.equal(escaped.includes(key), false);
    assert.ok(JSON.parse(escaped).error.includes(key));
    assert.equal((await service.ask("echo-request-id", { key })).headers.get("x-request-id"), key);
    assert.equal((await service.ask("echo-reason", { key })).statusText, key);
    assert.equal((await service.ask("echo-wrong-type", { key }).then((response) => response.json())).is_connected, key);
  });
});
