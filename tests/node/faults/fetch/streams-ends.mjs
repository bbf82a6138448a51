// Ducks whose body breaks off, stalls, never ends, or is no stream.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { fail, throwing, text, bytes, stream, duck, realm, gives, odd } from "./tools.mjs";

/** @typedef {import("./tools.mjs").Case} Case */

/** @type {Case[]} */
export const ENDS = [
  {
    name: "a stream that fails after half",
    fetch: gives((vendor) =>
      duck({
        body: new ReadableStream({
          pull(controller) {
            controller.enqueue(bytes(vendor).slice(0, 9));
            controller.error(odd);
          },
        }),
      }),
    ),
    ends: "network",
    status: 200,
    check: ({ cause }) => assert.equal(cause, odd),
  },
  {
    name: "a stream that fails with nothing",
    fetch: gives(() => duck({ body: stream([], { error: undefined }) })),
    ends: "network",
    status: 200,
  },
  {
    name: "a stream that stalls",
    fetch: gives((vendor) => duck({ body: stream([bytes(vendor)], { isOpen: true }) })),
    ends: "timeout",
  },
  {
    name: "a stream of blanks without end",
    fetch: gives(() =>
      duck({
        body: new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(4_096).fill(32)) }),
      }),
    ),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a stream that cannot be cancelled",
    fetch: gives(() =>
      duck({
        body: new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
          cancel: () => fail("cancel"),
        }),
      }),
    ),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a stream whose cancel() rejects",
    fetch: gives(() => duck({ body: new ReadableStream({ cancel: () => Promise.reject(odd) }) })),
    ends: "timeout",
  },
  {
    name: "a stream whose cancel() rejects with another realm's promise",
    fetch: gives(() =>
      duck({
        body: { getReader: () => ({ read: () => new Promise(() => {}), cancel: () => realm.Promise.reject(odd) }) },
      }),
    ),
    ends: "timeout",
  },
  {
    name: "a stream that somebody else reads already",
    fetch: gives((vendor) => {
      const body = stream([bytes(vendor)]);
      body.getReader();
      return duck({ body });
    }),
    ends: "network",
    status: 200,
  },
  {
    name: "a getReader() that throws",
    fetch: gives(() => duck({ body: { getReader: () => fail("getReader") } })),
    ends: "network",
    status: 200,
  },
  {
    name: "a getReader() that gives nothing",
    fetch: gives(() => duck({ body: { getReader: () => undefined } })),
    ends: "network",
    status: 200,
  },
  {
    name: "a read() that throws",
    fetch: gives(() => duck({ body: { getReader: () => ({ read: () => fail("read") }) } })),
    ends: "network",
    status: 200,
  },
  {
    name: "a read() that gives undefined",
    fetch: gives(() => duck({ body: { getReader: () => ({ read: async () => undefined }) } })),
    ends: "network",
    status: 200,
  },
  {
    name: "a read() that gives things that cannot be read",
    fetch: gives(() => duck({ body: { getReader: () => ({ read: async () => throwing({}, "done", "value") }) } })),
    ends: "network",
    status: 200,
  },
  {
    name: "a read() that gives promises whose own then throws",
    fetch: gives(() =>
      duck({
        body: {
          getReader: () => ({
            read: () => Object.assign(Promise.resolve({ done: true }), { then: () => fail("then") }),
          }),
        },
      }),
    ),
    ends: "network",
    status: 200,
  },
  {
    name: "a read() that never comes",
    fetch: gives(() => duck({ body: { getReader: () => ({ read: () => new Promise(() => {}) }) } })),
    ends: "timeout",
  },
  {
    name: "a body as Node's streams have it",
    fetch: gives((vendor) => duck({ body: Readable.from([Buffer.from(text(vendor))]) })),
    ends: "answer",
  },
  {
    name: "a Node stream of strings",
    fetch: gives((vendor) => duck({ body: Readable.from([text(vendor).slice(0, 5), text(vendor).slice(5)]) })),
    ends: "answer",
  },
  {
    name: "a Node stream that breaks off",
    fetch: gives((vendor) =>
      duck({
        body: Readable.from(
          (async function* () {
            yield Buffer.from(text(vendor).slice(0, 9));
            throw odd;
          })(),
        ),
      }),
    ),
    ends: "network",
    status: 200,
    check: ({ cause }) => assert.equal(cause, odd),
  },
  {
    name: "a Node stream that stalls",
    fetch: gives(() => duck({ body: new Readable({ read() {} }) })),
    ends: "timeout",
  },
  {
    name: "a Node stream without end",
    fetch: gives(() =>
      duck({
        body: new Readable({
          read() {
            this.push(Buffer.alloc(65_536, 32));
          },
        }),
      }),
    ),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "an async generator",
    fetch: gives((vendor) =>
      duck({
        body: (async function* () {
          yield bytes(vendor);
        })(),
      }),
    ),
    ends: "answer",
  },
  {
    name: "an async iterator that is none",
    fetch: gives(() => duck({ body: { [Symbol.asyncIterator]: () => 5 } })),
    ends: "network",
    status: 200,
  },
  {
    name: "a body of bytes in place of a stream, and a text()",
    fetch: gives((vendor) => duck({ body: bytes(vendor), text: async () => text(vendor) })),
    ends: "answer",
  },
];

/** Those that keep the runtime busy until they are stopped. @type {Case[]} */
export const BUSY = [
  {
    name: "a stream that always has one more empty piece at hand",
    fetch: gives(() =>
      duck({ body: new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(0)) }) }),
    ),
    ends: "timeout",
  },
  {
    name: "an async generator of empty pieces without end",
    fetch: gives(() =>
      duck({
        body: (async function* () {
          for (;;) yield "";
        })(),
      }),
    ),
    ends: "timeout",
  },
];
