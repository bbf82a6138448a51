// Right use of `fetch` with other clients' own types, beside those of the platform.

import ky from "ky";
import nodeFetch from "node-fetch";
import { Agent, fetch as undiciFetch, MockAgent, type RequestInit as UndiciInit } from "undici";
import { getAccountStatus, type FetchLike } from "linkedin-status";

const ask = (given: FetchLike) => getAccountStatus({ apiKey: "k", fetch: given });

export async function clients(): Promise<void> {
  await ask(undiciFetch);
  const dispatcher = new Agent();
  await ask((url, init) => undiciFetch(url, { ...init, dispatcher }));
  await ask((url: string, init: UndiciInit) => undiciFetch(url, { ...init, dispatcher: new MockAgent() }));
  await ask(nodeFetch);
  await ask((url, init) => nodeFetch(url, init));
  await ask(ky);
  await ask(ky.create({ retry: 0, throwHttpErrors: false }));
  await ask((url, init) => ky(url, { ...init, throwHttpErrors: false }));
}
