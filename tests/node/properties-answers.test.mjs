// What holds for all answers, tried on many that no server would think of. FC_RUNS makes it more, LINKEDIN_STATUS_SEED others.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import * as arbitrary from "../support/arbitraries.mjs";
import { SERVICES, stubFetch } from "../support/calls.mjs";
import { endOf } from "../support/ends.mjs";

const { RUNS } = arbitrary;

for (const { name, call, valid, answer } of SERVICES) {
  describe(`${name}, whatever it is answered`, () => {
    const once = { ...valid, maxRetries: 0 };

    test("settles on any status, headers and bytes", async () => {
      await fc.assert(
        fc.asyncProperty(
          arbitrary.responses,
          async (make) => void (await endOf(call({ ...once, fetch: stubFetch(make) }))),
        ),
        { numRuns: RUNS * 3 },
      );
    });

    test("settles on any JSON, and takes only what is of the right shape", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(arbitrary.nearlyAnswers(answer), fc.jsonValue()),
          fc.constantFrom(200, 400, 429, 500),
          async (body, status) => {
            const text = JSON.stringify(body);
            const end = await endOf(call({ ...once, fetch: stubFetch(() => new Response(text, { status })) }));
            if (end.error) return;
            assert.equal(status, 200);
            assert.deepEqual(end.answer, JSON.parse(text));
            for (const [field, right] of Object.entries(answer)) {
              const found = /** @type {Record<string, unknown>} */ (end.answer)[field];
              assert.ok(typeof found === typeof right || found === null || found === undefined);
            }
          },
        ),
        { numRuns: RUNS * 3 },
      );
    });

    test("hands on a right answer deeply equal, undocumented fields and all", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.dictionary(
            fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "then", "toJSON")),
            fc.jsonValue(),
          ),
          async (others) => {
            const body = Object.create(null);
            for (const [field, value] of [...Object.entries(others), ...Object.entries(answer)]) body[field] = value;
            const text = JSON.stringify({ ...body });
            const polluting = text.replace(
              /}$/,
              ',"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
            );
            for (const sent of [text, polluting, `\ufeff${polluting}`]) {
              const end = await endOf(call({ ...once, fetch: stubFetch(() => new Response(sent)) }));
              assert.equal(end.error, undefined);
              assert.deepEqual(end.answer, JSON.parse(sent.replace("\ufeff", "")));
            }
          },
        ),
        { numRuns: RUNS },
      );
    });

    test("settles on whatever a fetch resolves to or rejects with", async () => {
      const any = fc.oneof(arbitrary.ducks, arbitrary.anything.map((value) => () => value), arbitrary.hostile); // prettier-ignore
      await fc.assert(
        fc.asyncProperty(any, fc.constantFrom("resolve", "reject", "throw", "return"), async (make, how) => {
          const fetch = () => {
            if (how === "throw") throw make();
            if (how === "return") return make();
            return how === "resolve" ? Promise.resolve(make()) : Promise.reject(make());
          };
          await endOf(call({ ...once, timeoutMs: 300, fetch }));
        }),
        { numRuns: RUNS * 3 },
      );
    });

    test("settles on a body in any chunks, which may be no bytes at all", async () => {
      const text = new TextEncoder().encode(JSON.stringify({ ...answer, other: "é\u{1f600}" }));
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(text.length), { maxLength: 9 }),
          fc.option(arbitrary.anything),
          async (cuts, odd) => {
            const at = [0, ...cuts.sort((a, b) => a - b), text.length];
            const chunks = at.slice(1).map((end, piece) => text.slice(at[piece], end));
            const body = (/** @type {unknown[]} */ parts) =>
              new ReadableStream({
                start: (stream) => (parts.forEach((part) => stream.enqueue(part)), stream.close()),
              });
            const whole = await endOf(call({ ...once, fetch: stubFetch(() => new Response(body(chunks))) }));
            assert.deepEqual(whole.answer, JSON.parse(new TextDecoder().decode(text)));
            await endOf(call({ ...once, fetch: stubFetch(() => new Response(body([...chunks, odd]))) }));
          },
        ),
        { numRuns: RUNS },
      );
    });
  });
}
