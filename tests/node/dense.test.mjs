// The module inside the default entry, from bytes to text and back.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decode } from "../../pkg/src/dense.js";
import { encode } from "../../xtask/js/dense.mjs";

test("bytes come back from text as they were", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const { text, common } = encode(bytes);
      assert.deepEqual(decode(text, common), new Uint8Array(bytes));
    }),
  );
});

test("every byte has its text, also where all are equally common", () => {
  const bytes = Uint8Array.from({ length: 1_024 }, (_, at) => at * 7);
  const { text, common } = encode(bytes);
  assert.deepEqual(decode(text, common), bytes);
});

test("the text needs no escape in any string literal and ends no script element", () => {
  const { text } = encode(Uint8Array.from({ length: 256 }, (_, at) => at));
  assert.match(text, /^[ -~]*$/);
  assert.doesNotMatch(text, /["'`\\$<]/);
});
