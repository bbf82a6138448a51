// Where the ids of a list come from: every kind of iterable, pulled as needed, and never held up or hurt by.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Readable } from "node:stream";
import { checkConnections } from "../../pkg/dist/index.js";
import { collect, failure, farther, settle, silence, stubService, until } from "../support/stub-service.mjs";

/** @typedef {import("../../pkg/types/index.js").ListProgress} ListProgress */
/** @typedef {import("../../pkg/types/index.js").ConnectionCheck} ConnectionCheck */

/** @param {{ fetch: typeof fetch }} service @param {Record<string, unknown>} more */
const run = (service, more) =>
  checkConnections(
    /** @type {any} */ ({ apiKey: "a.key", fetch: service.fetch, perMinute: 1e6, perDay: Infinity, ...more }),
  );
const turns = async (/** @type {number} */ count) => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

/** @param {readonly ConnectionCheck[]} results */
const idsOf = (results) => results.map(({ prospectId }) => prospectId);

/** Ids without end that note how far they were pulled, and whether they were closed. */
function endless(isAsync = false) {
  const input = { pulled: 0, returned: 0, atOnce: 0, most: 0 };
  const iterator = {
    next: isAsync
      ? async () => {
          input.most = Math.max(input.most, ++input.atOnce);
          await new Promise((resolve) => setTimeout(resolve, 1));
          input.atOnce--;
          return { done: false, value: ++input.pulled };
        }
      : () => ({ done: false, value: ++input.pulled }),
    return() {
      input.returned++;
      return { done: true, value: undefined };
    },
  };
  return Object.assign(input, { [isAsync ? Symbol.asyncIterator : Symbol.iterator]: () => iterator });
}

test("an id that comes just as an answer does is counted before another is asked for", async () => {
  for (let count = 0; count < 40; count++) {
    /** @type {Record<"id" | "answer", () => void>} */
    const release = { id: () => {}, answer: () => {} };
    let pulled = 0;
    let pulledAfterTheLast = 0;
    const prospectIds = {
      [Symbol.asyncIterator]: () => ({
        async next() {
          const id = ++pulled;
          if (id > 9) pulledAfterTheLast++;
          if (id === 2) await new Promise((resolve) => (release.id = () => resolve(undefined)));
          return { done: id > 8, value: id };
        },
      }),
    };
    const service = stubService(async ({ id }) => {
      await new Promise((resolve) => (id === 1 ? (release.answer = () => resolve(undefined)) : setImmediate(resolve)));
      return farther();
    });
    setImmediate(async () => {
      release.answer();
      await turns(count);
      release.id();
    });
    const results = await collect(run(service, { prospectIds, concurrency: 2 }));
    assert.equal(results.length, 8);
    assert.deepEqual([service.most, pulledAfterTheLast], [2, 0], `${count} turns after the answer`);
  }
});

describe("every kind of iterable", () => {
  class Odd {
    *[Symbol.iterator]() {
      yield* [1, 2, 3];
    }
  }
  class Countdown extends Array {
    /** @override @returns {ArrayIterator<number>} */
    *[Symbol.iterator]() {
      for (let at = this.length; at > 0; at--) yield this[at - 1];
    }
  }
  const kinds = /** @type {Record<string, [() => unknown, number | undefined]>} */ ({
    "an array": [() => [1, 2, 3], 3],
    "a frozen array": [() => Object.freeze([1, 2, 3]), 3],
    "a set": [() => new Set([1, 2, 3]), 3],
    "a typed array": [() => Uint32Array.of(1, 2, 3), 3],
    floats: [() => Float64Array.of(1, 2, 3), 3],
    "a map's keys": [() => new Map([[1, 0], [2, 0], [3, 0]]).keys(), undefined], // prettier-ignore
    arguments: [
      (/** @type {unknown[]} */ ..._) =>
        (function () {
          return arguments;
        })(.../** @type {[]} */ (/** @type {unknown} */ ([1, 2, 3]))),
      3,
    ],
    "a generator": [() => [1, 2, 3].values(), undefined],
    "an async generator": [
      async function* () {
        yield* [1, 2, 3];
      },
      undefined,
    ],
    "an instance of a class": [() => new Odd(), undefined],
    "a function": [() => Object.assign(() => {}, { [Symbol.iterator]: () => [1, 2, 3].values() }), undefined],
    "one that tells its size": [() => Object.assign(new Odd(), { size: 3 }), 3],
    "one that tells its length": [() => Object.assign(new Odd(), { length: 3 }), 3],
    "one that tells nonsense": [() => Object.assign(new Odd(), { length: -1, size: NaN }), undefined],
    "an array that iterates in its own way": [() => Countdown.of(3, 2, 1), 3],
    "both, of which the async one counts": [
      () => ({
        [Symbol.iterator]: () => [9].values(),
        async *[Symbol.asyncIterator]() {
          yield* [1, 2, 3];
        },
      }),
      undefined,
    ],
    "an async iterable that answers at once": [() => ({ [Symbol.asyncIterator]: () => [1, 2, 3].values() }), undefined],
    "a stream of Node": [() => Readable.from([1, 2, 3]), undefined],
    "a stream of the web": [() => /** @type {any} */ (ReadableStream).from([1, 2, 3]), undefined],
  });
  for (const [kind, [make, total]] of Object.entries(kinds)) {
    for (const concurrency of [1, 2, 5]) {
      test(`${kind}, ${concurrency} at once`, async () => {
        /** @type {ListProgress[]} */
        const told = [];
        const onProgress = (/** @type {ListProgress} */ progress) => told.push(progress);
        const results = await collect(run(stubService(), { prospectIds: make(), concurrency, onProgress }));
        assert.deepEqual(
          idsOf(results).sort((a, b) => a - b),
          [1, 2, 3],
        );
        assert.deepEqual(
          told.map((progress) => [progress.done, progress.total, "total" in progress]),
          [1, 2, 3].map((done) => [done, total, total !== undefined]),
        );
      });
    }
  }

  test("a map is iterable, but gives no ids", async () => {
    const error = await failure(collect(run(stubService(), { prospectIds: new Map([[1, 2]]) })));
    assert.deepEqual([error.code, error.option], ["invalid_options", "prospectIds"]);
  });

  test("what is done to an array, a set or a typed array after the call changes nothing", async () => {
    const array = [1, 2];
    const set = new Set([1, 2]);
    const typed = Uint16Array.of(1, 2);
    const runs = [array, set, typed].map((prospectIds) => run(stubService(), { prospectIds }));
    array.fill(9);
    set.clear();
    typed.fill(9);
    for (const results of runs) assert.deepEqual(idsOf(await collect(results)), [1, 2]);
  });
});

describe("what gives no ids is refused", () => {
  for (const [what, prospectIds] of Object.entries({
    "a text": "123",
    "an iterator without next": { [Symbol.iterator]: () => ({}) },
    "an iterator whose next is no function": { [Symbol.iterator]: () => ({ next: 5 }) },
    "a method that throws": {
      [Symbol.iterator]() {
        throw new Error("mine");
      },
    },
    "a getter that throws": {
      get [Symbol.iterator]() {
        throw new Error("mine");
      },
    },
  })) {
    test(what, async () => {
      const error = await failure(collect(run(stubService(), { prospectIds })));
      assert.deepEqual([error.code, error.option], ["invalid_options", "prospectIds"]);
      assert.match(error.message, /^prospectIds must be an iterable of prospect ids/);
    });
  }
});

describe("input is pulled as needed", () => {
  test("an array that iterates in its own way is not asked before the first next()", async () => {
    let asked = 0;
    class Own extends Array {
      /** @override @returns {ArrayIterator<number>} */
      [Symbol.iterator]() {
        asked++;
        return [1][Symbol.iterator]();
      }
    }
    const results = run(stubService(), { prospectIds: new Own() });
    await settle();
    assert.equal(asked, 0);
    await collect(results);
    assert.equal(asked, 1);
  });

  for (const isAsync of [false, true]) {
    const kind = isAsync ? "async" : "sync";
    for (const concurrency of [1, 4]) {
      test(`${kind}: nothing before the first next(), then ${concurrency} ahead at most`, async () => {
        const input = endless(isAsync);
        const results = run(stubService(), { prospectIds: input, concurrency });
        await settle();
        assert.equal(input.pulled, 0);
        for (let taken = 1; taken <= 30; taken++) {
          await results.next();
          // A consumer that takes its time.
          await settle();
          assert.ok(input.pulled <= taken - 1 + concurrency, `${input.pulled} after ${taken}`);
        }
        assert.equal(input.returned, 0);
        await results.return();
        assert.equal(input.returned, 1);
        if (isAsync) assert.equal(input.most, 1, "one at a time is asked for");
      });
    }

    test(`${kind}: what cannot be answered holds the pulling up`, async () => {
      const input = endless(isAsync);
      const service = stubService(silence);
      const results = run(service, { prospectIds: input, concurrency: 3 });
      const pending = results.next();
      await until(() => service.open === 3, "three are open");
      await settle();
      assert.equal(input.pulled, 3);
      await results.return();
      assert.equal((await pending).done, true);
      assert.equal(input.pulled, 3);
    });
  }

  test("return() is not called on an input that came to its end", async () => {
    let returned = 0;
    const ids = [1, 2].values();
    const iterator = { next: () => ids.next(), return: () => returned++ };
    await collect(run(stubService(), { prospectIds: { [Symbol.iterator]: () => iterator } }));
    assert.equal(returned, 0);
  });

  test("what an idle input cleans up is waited for", async () => {
    let isClean = false;
    const prospectIds = (async function* () {
      try {
        yield 1;
      } finally {
        await settle();
        isClean = true;
      }
    })();
    const results = run(stubService(), { prospectIds });
    await results.next();
    await results.return();
    assert.ok(isClean);
  });
});

describe("an input that fails", () => {
  const mine = new Error("the input's own");
  const broken = /** @type {Record<string, () => unknown>} */ ({
    throws: () => {
      throw mine;
    },
    rejects: () => Promise.reject(mine),
    "has a getter that throws": () => ({
      get done() {
        throw mine;
      },
    }),
  });
  for (const [how, fail] of Object.entries(broken)) {
    for (const isAsync of [false, true]) {
      if (how === "rejects" && !isAsync) continue;
      test(`${isAsync ? "async" : "sync"}, ${how}: the run ends with that very error`, async () => {
        let pulled = 0;
        let returned = 0;
        const iterator = {
          next: () => (++pulled <= 2 ? { done: false, value: pulled } : fail()),
          return: () => returned++,
        };
        const service = stubService();
        const prospectIds = { [isAsync ? Symbol.asyncIterator : Symbol.iterator]: () => iterator };
        /** @type {ConnectionCheck[]} */
        const results = [];
        assert.equal(await failure(collect(run(service, { prospectIds }), results)), mine);
        assert.deepEqual(idsOf(results), [1, 2]);
        assert.equal(pulled, 3);
        assert.equal(returned, 0, "as in a for loop: what threw needs no closing");
      });
    }
  }

  test("cancels what is open", async () => {
    const service = stubService(silence);
    const prospectIds = (async function* () {
      yield 1;
      await until(() => service.open === 1, "the first is open");
      throw mine;
    })();
    assert.equal(await failure(collect(run(service, { prospectIds, concurrency: 2 }))), mine);
    assert.equal(service.sent[0]?.aborted, true);
  });

  for (const step of [undefined, null, 5]) {
    test(`gives ${step} in place of a step: a TypeError`, async () => {
      const prospectIds = { [Symbol.iterator]: () => ({ next: () => step }) };
      const error = await failure(collect(run(stubService(), { prospectIds })));
      assert.ok(error instanceof TypeError);
      assert.match(error.message, /^prospectIds /);
    });
  }

  test("what its return() throws or rejects with changes nothing", async () => {
    for (const close of [() => Promise.reject(mine), broken.throws]) {
      const iterator = { next: () => ({ done: false, value: 1 }), return: close };
      for (const how of [Symbol.asyncIterator, Symbol.iterator]) {
        const results = run(stubService(), { prospectIds: { [how]: () => iterator } });
        await results.next();
        assert.deepEqual(await results.return(), { done: true, value: undefined });
      }
    }
  });
});

describe("an input that never gives its next id", () => {
  /** @param {{ returned: number }} input */
  const stuck = (input) => {
    let pulled = 0;
    const iterator = {
      next: () => (++pulled === 1 ? Promise.resolve({ done: false, value: 1 }) : silence()),
      return: () => {
        input.returned++;
        return silence();
      },
    };
    return { [Symbol.asyncIterator]: () => iterator };
  };

  test("does not hold up the results that are there", async () => {
    const input = { returned: 0 };
    const results = run(stubService(), { prospectIds: stuck(input), concurrency: 3 });
    assert.equal((await results.next()).value?.prospectId, 1);
    const pending = results.next();
    await settle();
    assert.deepEqual(await results.return(), { done: true, value: undefined });
    assert.equal((await pending).done, true);
    assert.equal(input.returned, 1);
  });

  test("does not hold up an abort, nor an error that ends the run", async () => {
    const controller = new AbortController();
    const aborted = run(stubService(), { prospectIds: stuck({ returned: 0 }), signal: controller.signal });
    await aborted.next();
    const pending = failure(aborted.next());
    await settle();
    controller.abort("now");
    assert.equal(await pending, "now");

    const service = stubService(() => Response.json({ error: "no" }, { status: 401 }));
    const error = await failure(collect(run(service, { prospectIds: stuck({ returned: 0 }), concurrency: 2 })));
    assert.equal(error.code, "unauthorized");
  });

  test("does not come back to a run that is over, nor to calls beside it, when it gives one after all", async () => {
    /** @type {((step: unknown) => void)[]} */
    const give = [];
    const next = () => new Promise((resolve) => give.push(resolve));
    const prospectIds = { [Symbol.asyncIterator]: () => ({ next }) };
    const service = stubService();
    const results = run(service, { prospectIds });
    const pending = results.next();
    await settle();
    await results.return();
    await pending;
    const beside = stubService(async () => {
      give.forEach((resolve) => resolve({ done: false, value: 1 }));
      await settle();
      return farther();
    });
    assert.equal((await collect(run(beside, { prospectIds: [7] })))[0]?.ok, true);
    assert.equal(give.length, 1);
    assert.equal(service.sent.length, 0);
  });

  test("an async generator that is busy is left to itself", async () => {
    const prospectIds = (async function* () {
      yield 1;
      await silence();
    })();
    const results = run(stubService(), { prospectIds, concurrency: 2 });
    await results.next();
    const pending = results.next();
    await settle();
    assert.equal((await results.return()).done, true);
    assert.equal((await pending).done, true);
  });
});

test("callbacks that throw or reject change nothing", async () => {
  const onProgress = [
    () => {
      throw new Error("x");
    },
    () => Promise.reject(new Error("x")),
    () => ({
      then() {
        throw new Error("x");
      },
    }),
  ];
  /** @type {unknown[]} */
  const unhandled = [];
  const note = (/** @type {unknown} */ reason) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  for (const callback of onProgress) {
    let failed = 0;
    const service = stubService(() => (failed++ % 2 ? farther() : Response.json({}, { status: 502 })));
    const results = await collect(run(service, { prospectIds: [1, 2], onProgress: callback, onRetry: callback }));
    assert.ok(results.length === 2 && results.every(({ ok }) => ok));
  }
  await settle();
  process.off("unhandledRejection", note);
  assert.deepEqual(unhandled, []);
});

describe("callbacks may end the run themselves", () => {
  const busy = () => Response.json({}, { status: 429, headers: { "Retry-After": "600" } });
  for (const callback of ["onProgress", "onRetry"]) {
    test(`${callback} aborts, in the middle of an answer`, async () => {
      const controller = new AbortController();
      const service = stubService(({ id }) => (id === 2 ? busy() : farther()));
      const more = { [callback]: () => (service.ids.includes(2) ? controller.abort("mine") : undefined) };
      const results = run(service, { prospectIds: [1, 2, 3], concurrency: 2, signal: controller.signal, ...more });
      assert.equal(await failure(collect(results)), "mine");
      assert.equal(service.open, 0);
    });

    test(`${callback} leaves it, and starts another`, async () => {
      const service = stubService(({ id }) => (id === 2 ? busy() : farther()));
      /** @type {Promise<ConnectionCheck[]>[]} */
      const others = [];
      const results = run(service, {
        prospectIds: [2],
        [callback]: () => {
          void results.return();
          others.push(collect(run(service, { prospectIds: [7, 8], concurrency: 2 })));
        },
      });
      assert.deepEqual(await collect(results), []);
      for (const other of others) assert.deepEqual(idsOf(await other), [7, 8]);
      assert.ok(others.length > 0);
    });
  }

  test("an input that leaves the run while it is asked sends nothing", async () => {
    const service = stubService();
    const prospectIds = {
      *[Symbol.iterator]() {
        void results.return();
        yield 1;
      },
    };
    const results = run(service, { prospectIds });
    assert.deepEqual(await collect(results), []);
    assert.equal(service.sent.length, 0);
  });
});
