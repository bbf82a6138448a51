// Ducks whose body comes in pieces of every kind.

import { hostile, hostileObject, fail, encoder, text, bytes, stream, duck, realm, gives } from "./tools.mjs";
/** @typedef {import("./tools.mjs").Case} Case */

/** Bodies that come in pieces. @type {Case[]} */
export const BODIES = [
  {
    name: "a stream of bytes",
    fetch: gives((vendor) => duck({ body: stream([bytes(vendor).slice(0, 9), bytes(vendor).slice(9)]) })),
    ends: "answer",
  },
  {
    name: "a stream of Buffers",
    fetch: gives((vendor) => duck({ body: stream([Buffer.from(text(vendor))]) })),
    ends: "answer",
  },
  {
    name: "a stream of ArrayBuffers",
    fetch: gives((vendor) => duck({ body: stream([bytes(vendor).buffer]) })),
    ends: "answer",
  },
  {
    name: "a stream of DataViews",
    fetch: gives((vendor) => duck({ body: stream([new DataView(bytes(vendor).buffer)]) })),
    ends: "answer",
  },
  {
    name: "a stream of views into the middle of a buffer",
    fetch: gives((vendor) => {
      const whole = encoder.encode(`###${text(vendor)}###`);
      return duck({ body: stream([new DataView(whole.buffer, 3, whole.length - 6)]) });
    }),
    ends: "answer",
  },
  {
    name: "a stream of strings that cut an emoji in two",
    fetch: gives((vendor) => {
      const whole = `${text(vendor).slice(0, -1)},"n":"🦀"}`;
      const at = whole.indexOf("🦀");
      return duck({ body: stream([whole.slice(0, at), whole.slice(at)]) });
    }),
    ends: "answer",
  },
  {
    name: "a stream of another realm's bytes",
    fetch: gives((vendor) => {
      const view = new realm.Uint8Array(bytes(vendor).length);
      view.set(bytes(vendor));
      return duck({ body: stream([view]) });
    }),
    ends: "answer",
  },
  {
    name: "a stream of another realm's ArrayBuffers",
    fetch: gives((vendor) => {
      const view = new realm.Uint8Array(bytes(vendor).length);
      view.set(bytes(vendor));
      return duck({ body: stream([view.buffer]) });
    }),
    ends: "answer",
  },
  {
    name: "a stream of shared memory",
    fetch: gives((vendor) => {
      const view = new Uint8Array(new SharedArrayBuffer(bytes(vendor).length));
      view.set(bytes(vendor));
      return duck({ body: stream([view]) });
    }),
    ends: "answer",
  },
  {
    name: "a stream of one byte each",
    fetch: gives((vendor) => duck({ body: stream(Array.from(bytes(vendor), (one) => Uint8Array.of(one))) })),
    ends: "answer",
  },
  {
    name: "a stream with empty pieces",
    fetch: gives((vendor) => duck({ body: stream([new Uint8Array(0), bytes(vendor), new Uint8Array(0)]) })),
    ends: "answer",
  },
  {
    name: "a stream of numbers",
    fetch: gives(() => duck({ body: stream([1, 2]) })),
    ends: "network",
    status: 200,
  },
  {
    name: "a stream of objects",
    fetch: gives(() => duck({ body: stream([{}, []]) })),
    ends: "network",
    status: 200,
  },
  {
    name: "a stream of null",
    fetch: gives(() => duck({ body: stream([null]) })),
    ends: "network",
    status: 200,
  },
  {
    name: "a stream of revoked proxies",
    fetch: gives(() => duck({ body: stream([hostileObject()]) })),
    ends: "network",
    status: 200,
  },
  {
    name: "a revoked proxy",
    fetch: gives(() => duck({ body: hostileObject() })),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a stream of hostile pieces",
    fetch: gives(() => duck({ body: stream([hostile()]) })),
    ends: "network",
    status: 200,
  },
  {
    name: "a stream of Proxies of bytes",
    fetch: gives((vendor) => duck({ body: stream([new Proxy(bytes(vendor), {})]) })),
    ends: "network",
    status: 200,
  },
  {
    name: "a stream of things that say they are an ArrayBuffer",
    fetch: gives(() =>
      duck({ body: stream([{ [Symbol.toStringTag]: "ArrayBuffer", byteLength: 2 ** 40, length: 2 ** 40 }]) }),
    ),
    ends: "network",
    status: 200,
  },
  {
    name: "a stream of bytes that lie about their length",
    fetch: gives((vendor) =>
      duck({
        body: stream([
          Object.defineProperties(bytes(vendor), { length: { value: 2 ** 30 }, byteLength: { value: 2 ** 30 } }),
        ]),
      }),
    ),
    ends: ["network", "invalid_response"],
    status: 200,
  },
  {
    name: "a stream of bytes whose buffer cannot be read",
    fetch: gives((vendor) =>
      duck({ body: stream([Object.defineProperty(bytes(vendor), "buffer", { get: () => fail("buffer") })]) }),
    ),
    ends: "network",
    status: 200,
  },
  {
    name: "a stream of bytes that were given away",
    fetch: gives((vendor) => {
      const view = bytes(vendor);
      structuredClone(view.buffer, { transfer: [view.buffer] });
      return duck({ body: stream([view]) });
    }),
    ends: ["network", "invalid_response"],
    status: 200,
  },
];
