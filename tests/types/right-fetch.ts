// Right use of `fetch` and `signal`, with the types of whatever platform there is: lib `dom`, Node's, or those of an edge worker.

import { getAccountStatus, type AbortSignalLike, type FetchInit, type FetchLike } from "linkedin-status";

const ask = (given: FetchLike | undefined) => getAccountStatus({ apiKey: "k", fetch: given });

export async function platforms(signal: AbortSignal): Promise<void> {
  await ask(undefined);
  await ask(fetch);
  await ask(globalThis.fetch);
  await ask((url, init) => fetch(url, init));
  await ask(async (url, init) => fetch(new URL(url), { ...init, headers: { ...init.headers, "x-trace": "1" } }));
  await getAccountStatus({ apiKey: "k", fetch, signal });
  await getAccountStatus({ apiKey: "k", signal: AbortSignal.timeout(1_000) });
  await getAccountStatus({ apiKey: "k", signal: new AbortController().signal });
}

export async function wrappers(): Promise<void> {
  await ask(async (url: string, init: RequestInit) => new Response(url + String(init.method)));
  await ask(async (url: string, init?: RequestInit) => fetch(url, init));
  await ask(async (url: string | URL, init: RequestInit = {}) => fetch(url, init));
  await ask((url: string) => fetch(url));
  await ask(() => Promise.resolve(new Response("{}", { status: 200 })));
  // As retrying, logging and caching wrappers are typed.
  const logged =
    <Rest extends unknown[]>(inner: (url: string, ...rest: Rest) => Promise<Response>) =>
    (url: string, ...rest: Rest) =>
      inner(url, ...rest);
  await ask(logged((url: string, init: FetchInit) => fetch(url, init)));
  // A request's headers, for a log that leaves the key out.
  await ask((url, { method, headers, ...rest }) => {
    const names: string[] = Object.keys(headers);
    return fetch(url, { method, headers, ...rest, ...(names.length > 2 ? { redirect: "error" } : {}) });
  });
}

/** What is no `Response`, but enough of one. */
export async function mocks(): Promise<void> {
  const body = { id: "1", status: "AVAILABLE" };
  await ask(async () => ({ status: 200, json: async () => body }));
  await ask(async () => ({ ok: true, json: () => body }));
  await ask(async () => ({ ok: false, status: 429, headers: { "retry-after": "5" }, text: async () => "" }));
  await ask(async () => ({ ok: true, status: 200, headers: new Map([["x-request-id", "r"]]), text: () => "{}" }));
  await ask(async () => ({ status: 200, statusText: "OK", url: "", arrayBuffer: async () => new ArrayBuffer(2) }));
  const calls: { url: string; init: FetchInit }[] = [];
  await ask(async (url, init) => {
    calls.push({ url, init });
    const accept: string | undefined = init.headers["Accept"];
    const signal: AbortSignalLike | undefined = init.signal;
    return { status: accept && signal?.aborted === false ? 200 : 500, body: null };
  });
}
