// Fetches that throw, reject or never settle.

import assert from "node:assert/strict";
import { pause } from "../harness.mjs";
import { DEADLINE_MS, hostile, hostileObject, fail, realm, odd, oddObject } from "./tools.mjs";

/** @typedef {import("./tools.mjs").Case} Case */

/** @type {Case[]} */
export const THROWS = [
  {
    name: "throws at once",
    fetch: () => () => {
      throw odd;
    },
    ends: "network",
    check: ({ cause }) => assert.equal(cause, odd),
  },
  {
    name: "throws undefined at once",
    fetch: () => () => {
      throw undefined;
    },
    ends: "network",
  },
  {
    name: "throws a string at once",
    fetch: () => () => {
      throw "mine";
    },
    ends: "network",
    check: ({ cause }) => assert.equal(cause, "mine"),
  },
  {
    name: "throws something hostile",
    fetch: () => () => {
      throw hostile();
    },
    ends: "network",
  },
  {
    name: "throws a revoked proxy",
    fetch: () => () => {
      throw hostileObject();
    },
    ends: "network",
  },
  {
    name: "rejects with an Error",
    fetch: () => () => Promise.reject(odd),
    ends: "network",
    check: ({ cause }) => assert.equal(cause, odd),
  },
  {
    name: "rejects with an Error of another realm",
    fetch: () => () => Promise.reject(new realm.TypeError("mine")),
    ends: "network",
    check: ({ cause }) => assert.equal(cause.message, "mine"),
  },
  {
    name: "rejects with a string",
    fetch: () => () => Promise.reject("mine"),
    ends: "network",
    check: ({ cause }) => assert.equal(cause, "mine"),
  },
  {
    name: "rejects with nothing",
    fetch: () => () => Promise.reject(),
    ends: "network",
    check: (error) => assert.equal(error.cause, undefined),
  },
  {
    name: "rejects with null",
    fetch: () => () => Promise.reject(null),
    ends: "network",
    check: ({ cause }) => assert.equal(cause, null),
  },
  {
    name: "rejects with a number",
    fetch: () => () => Promise.reject(404),
    ends: "network",
    check: ({ cause }) => assert.equal(cause, 404),
  },
  {
    name: "rejects with false",
    fetch: () => () => Promise.reject(false),
    ends: "network",
    check: ({ cause }) => assert.equal(cause, false),
  },
  { name: "rejects with a symbol", fetch: () => () => Promise.reject(Symbol("mine")), ends: "network" },
  {
    name: "rejects with a BigInt",
    fetch: () => () => Promise.reject(5n),
    ends: "network",
    check: ({ cause }) => assert.equal(cause, 5n),
  },
  {
    name: "rejects with a plain object",
    fetch: () => () => Promise.reject(oddObject),
    ends: "network",
    check: ({ cause }) => assert.equal(cause, oddObject),
  },
  { name: "rejects with a function", fetch: () => () => Promise.reject(() => {}), ends: "network" },
  { name: "rejects with something hostile", fetch: () => () => Promise.reject(hostile()), ends: "network" },
  {
    name: "rejects with an AbortError although nobody aborted",
    fetch: () => () => Promise.reject(new DOMException("mine", "AbortError")),
    ends: "network",
  },
  {
    name: "rejects with an object that looks like an error of ours",
    fetch: () => () => Promise.reject({ code: "unauthorized", message: "no", attempts: 9, retryable: false }),
    ends: "network",
  },
  {
    name: "rejects with an Error that is its own cause",
    fetch: () => () => {
      const error = new Error("round");
      error.cause = error;
      return Promise.reject(error);
    },
    ends: "network",
  },
  {
    name: "rejects with an Error whose message cannot be read",
    fetch: () => () => Promise.reject(Object.defineProperty(new Error("x"), "message", { get: () => fail("message") })),
    ends: "network",
  },
  {
    name: "rejects after the deadline",
    fetch: () => () => pause(DEADLINE_MS * 4).then(() => Promise.reject(odd)),
    ends: "timeout",
  },
  { name: "never settles and ignores the signal", fetch: () => () => new Promise(() => {}), ends: "timeout" },
  {
    name: "never settles, but rejects when it is told to stop",
    fetch:
      () =>
      (_, { signal }) =>
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
    ends: "timeout",
  },
  {
    name: "throws in a listener of its own on the signal",
    fetch:
      () =>
      (_, { signal }) =>
        new Promise(() => {
          if (signal) signal.onabort = () => {};
        }),
    ends: "timeout",
  },
];
