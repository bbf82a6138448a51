// What a call takes of the platform, described by itself: neither the DOM library nor a runtime's types are needed.

/** What ends a call: the platform's `AbortSignal`, also one of another realm or of a polyfill. */
export interface AbortSignalLike {
  /** It has been aborted. */
  readonly aborted: boolean;
  /** What the call then rejects with. */
  readonly reason?: unknown;
  /** Listens for `abort`. */
  addEventListener(type: "abort", listener: () => void): void;
  /** Takes the listener back. */
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * `AbortSignal` as the compiler knows it: from lib `dom` or `webworker`, or from the types of Node or another runtime. Some
 * runtimes declare it as a class, which `globalThis` does not show; it is then read off their `fetch`.
 */
export type PlatformAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : typeof globalThis extends { fetch: (url: string, init: { signal?: infer Signal }) => unknown }
    ? NonNullable<Signal>
    : AbortSignalLike;

/** What a `fetch` of the caller's is given beside the URL: plain options, which any `fetch` takes. */
export interface FetchInit {
  /** Always `GET`. */
  method: "GET";
  /** `Accept` and the header that holds the key. Do not log it. */
  headers: Record<string, string>;
  /** Always `manual`: a redirect would take the key elsewhere. */
  redirect: "manual";
  /** Ends this request, at the deadline too. Left out for a `fetch` that refuses the platform's own signal. */
  signal?: PlatformAbortSignal;
  /** Left out where the runtime does not know it, as the next two. */
  credentials?: "omit";
  /** No answer is kept. */
  cache?: "no-store";
  /** The page's address stays out of the request. */
  referrerPolicy?: "no-referrer";
}

/** How the body of an answer is read: `body` if it can be iterated or has a reader, else the first method that is there. */
export interface ResponseContent {
  /** A `ReadableStream`, or a stream of Node's. */
  readonly body?: unknown;
  /** A `Headers`, a `Map`, a list of pairs or an object. Without it no header is read. */
  readonly headers?: object;
  /** The bytes of the body. */
  arrayBuffer?(): ArrayBuffer | PromiseLike<ArrayBuffer>;
  /** The text of the body. */
  text?(): string | PromiseLike<string>;
  /** The value of the body. */
  json?(): unknown;
}

/**
 * What a `fetch` of the caller's resolves to: a `Response` of any implementation, or an object that has as much of one as is
 * read. Without `status`, `ok: true` stands for 200.
 */
export type ResponseLike = ResponseContent & ({ readonly status: number } | { readonly ok: boolean });

/**
 * A `fetch` of the caller's: the platform's, undici's, node-fetch's, a wrapper around one of them, or a stub in a test.
 *
 * @example A proxy for these calls alone, in Node
 * ```ts
 * import { fetch, ProxyAgent } from "undici";
 *
 * const dispatcher = new ProxyAgent("http://proxy.example:3128");
 * await getAccountStatus({
 *   apiKey: process.env.CONNECTSAFELY_API_KEY,
 *   fetch: (url, init) => fetch(url, { ...init, dispatcher }),
 * });
 * ```
 * @example A stub
 * ```ts
 * const stub = async () => ({ status: 200, json: async () => ({ id: "1", status: "AVAILABLE" }) });
 * await getAccountStatus({ apiKey: "any", fetch: stub });
 * ```
 */
export type FetchLike = (url: string, init: FetchInit) => PromiseLike<ResponseLike>;
