// The same request through each client, in the way its own documentation shows, with its own defaults: timeouts, retries and
// parsing stay as they are. `fetch` is replaced where a client takes one.

import { pathToFileURL } from "node:url";
import { PEERS } from "./places.mjs";

const path = "/api/v1/public/prospects/7/connection-status/";
const apiKey = "bench.key";
const headers = { "X-API-Key": apiKey, Accept: "application/json" };

/** @typedef {() => Promise<unknown>} Ask One request, up to the parsed answer. */
/** @typedef {(baseUrl: string, fetch?: typeof globalThis.fetch) => Promise<Ask>} Client */

/** @param {string} name */
const peer = async (name) => (await import(pathToFileURL(`${PEERS}/load.mjs`).href)).load(name);

/** @type {Record<string, Client>} */
export const CLIENTS = {
  "fetch + json()":
    async (baseUrl, fetch = globalThis.fetch) =>
    async () => {
      const response = await fetch(baseUrl + path, { headers });
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    },
  "linkedin-status": async (baseUrl, fetch) => {
    const { getConnectionStatus } = await import("../../pkg/dist/index.js");
    return fetch
      ? () => getConnectionStatus({ apiKey, prospectId: 7, baseUrl, fetch })
      : () => getConnectionStatus({ apiKey, prospectId: 7, baseUrl });
  },
  ky: async (prefix, fetch) => {
    const { default: ky } = await peer("ky");
    const client = ky.create({ prefix, headers, ...(fetch && { fetch }) });
    return () => client.get(path.slice(1)).json();
  },
  "openapi-fetch": async (baseUrl, fetch) => {
    const { default: createClient } = await peer("openapi-fetch");
    const client = createClient({ baseUrl, headers, ...(fetch && { fetch }) });
    return async () => {
      const { data, error } = await client.GET(path);
      if (error) throw new Error(String(error));
      return data;
    };
  },
  axios: async (baseURL, fetch) => {
    const { default: axios } = await peer("axios");
    const client = axios.create({ baseURL, headers, adapter: "fetch", ...(fetch && { env: { fetch } }) });
    return async () => (await client.get(path)).data;
  },
  openai: async (baseURL, fetch) => {
    const { default: OpenAI } = await peer("openai");
    const client = new OpenAI({ apiKey, baseURL, ...(fetch && { fetch }) });
    return () => client.get(path, { headers });
  },
  "@octokit/request": async (baseUrl, fetch) => {
    const { request } = await peer("@octokit/request");
    const client = request.defaults({ baseUrl, headers, ...(fetch && { request: { fetch } }) });
    return async () => (await client(`GET ${path}`)).data;
  },
};

/** Ours, told of each answer. @type {Client} */
export const watching = async (baseUrl, fetch) => {
  const { getConnectionStatus } = await import("../../pkg/dist/index.js");
  let answers = 0;
  const onResponse = () => answers++;
  return () => getConnectionStatus({ apiKey, prospectId: 7, baseUrl, ...(fetch && { fetch }), onResponse });
};
export const WATCHING = "linkedin-status with onResponse";

export const BARE = "fetch + json()";
export const OURS = "linkedin-status";

export const ANSWER = JSON.stringify({
  success: true,
  is_connected: false,
  connection_level: 2,
  network_distance: "SECOND_DEGREE",
  checked_with_account_id: 42,
});

/** A service without a network: what is left is the client's own work. @type {typeof globalThis.fetch} */
export const stubFetch = async () => new Response(ANSWER, { headers: { "Content-Type": "application/json" } });
