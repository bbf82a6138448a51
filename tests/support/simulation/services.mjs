// ConnectSafely and Seleqt before the simulated LinkedIn: one HTTP server in this process, on a time line that only goes forward.
// What it answers, how long that takes and what goes wrong is drawn at random.

import { once } from "node:events";
import { createServer } from "node:http";
import { KEYS } from "../cli.mjs";
import { truthOf } from "./linkedin.mjs";

const MINUTE_MS = 60_000;
/** Of one key, by any 60 seconds. */
const PER_MINUTE = 50;
/** Longer than the command waits. */
const HANGS_MS = 60_000;

/**
 * @typedef {"answered" | "failed" | "refused" | "lost"} End `failed` and `lost`: LinkedIn was asked, but for those lost on their way to the service
 * @typedef {object} Asked
 * @property {number} id
 * @property {number} at when the request came: Unix ms
 * @property {End} end
 *
 * @typedef {object} Reply
 * @property {number} status
 * @property {object} body
 * @property {Record<string, string>} [headers]
 */

export class Services {
  /** When the latest request came. */
  now;
  /** What each request about a prospect came to. @type {Asked[]} */
  asked = [];
  /** Of the account: until when it is something else than AVAILABLE. */
  mood = { status: "AVAILABLE", until: -Infinity };
  /** Called for each request about a prospect once it is counted, before its answer is sent. @type {() => Promise<unknown> | void} */
  beforeAnswer = () => {};
  /** Called when an answer about a prospect is on its way. */
  afterAnswer = () => {};
  /** @type {import("./linkedin.mjs").LinkedIn} */
  linkedin;
  #random;
  #trouble;
  /** Requests to Seleqt in the latest minute. @type {number[]} */
  #minute = [];
  #server = createServer((request, response) => void this.#serve(request, response));

  /**
   * @param {import("./linkedin.mjs").LinkedIn} linkedin
   * @param {() => number} random
   * @param {{ from: number, trouble?: number }} how `trouble`: how often something goes wrong, 1 being as often as is usual here
   */
  constructor(linkedin, random, { from, trouble = 1 }) {
    this.linkedin = linkedin;
    this.#random = random;
    this.#trouble = trouble;
    this.now = from;
  }

  /** @param {{ after: (then: () => Promise<void>) => void }} test @returns the environment of the command */
  async start(test) {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    test.after(async () => {
      this.#server.closeAllConnections();
      this.#server.close();
      await once(this.#server, "close");
    });
    const address = this.#server.address();
    if (typeof address !== "object" || !address) throw new Error("no address");
    const url = `http://127.0.0.1:${address.port}`;
    return { ...KEYS, CONNECTSAFELY_BASE_URL: url, SELEQT_BASE_URL: url };
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  async #serve(request, response) {
    this.now = Math.max(this.now, Number(request.headers["x-simulated-time"]));
    const id = Number(/\/prospects\/(\d+)\/connection-status\/$/.exec(request.url ?? "")?.[1] ?? 0);
    const arrived = this.now + this.#between(20, 300);
    const took = this.#chance(0.02) ? this.#between(8_000, 12_000) : this.#between(200, 2_500);
    if (id === 0) return this.#send(response, this.#account(), arrived + took);
    const { end, reply, ms = took } = this.#prospect(id, arrived, took);
    this.asked.push({ id, at: arrived, end });
    await this.beforeAnswer();
    if (reply) this.#send(response, reply, arrived + ms);
    else response.destroy();
    this.afterAnswer();
  }

  /** @param {import("node:http").ServerResponse} response @param {Reply} reply @param {number} at */
  #send(response, { status, body, headers }, at) {
    const own = { "Content-Type": "application/json", Date: new Date(at).toUTCString(), "x-simulated-time": `${at}` };
    response.writeHead(status, { ...own, ...headers }).end(JSON.stringify(body));
  }

  /** @returns {Reply} */
  #account() {
    if (this.#chance(0.01)) return { status: 503, body: { error: "Service Unavailable" } };
    const hasTokens = this.linkedin.disconnected === undefined;
    const status = this.now < this.mood.until ? this.mood.status : hasTokens ? "AVAILABLE" : "ERROR";
    return { status: 200, body: { id: "a1", status, enabled: true, hasTokens } };
  }

  /**
   * @param {number} id
   * @param {number} arrived
   * @param {number} took
   * @returns {{ end: End, reply?: Reply, ms?: number }} without a reply the connection is lost
   */
  #prospect(id, arrived, took) {
    const limit = this.#throttle(arrived);
    if ("reply" in limit) return { end: "refused", ...limit };
    const error = (/** @type {number} */ status, /** @type {string} */ text) => ({
      status,
      body: { error: text },
      ...limit,
    });
    if (this.linkedin.disconnected) {
      const text = "No active LinkedIn account is connected to this workspace";
      return { end: "refused", reply: error(400, text) };
    }
    const truth = truthOf(id);
    if (truth === "gone") return { end: "refused", reply: error(404, "Prospect not found") };
    if (truth === "no_profile") {
      return { end: "refused", reply: error(400, "Prospect has no LinkedIn profile URL to check against") };
    }
    if (this.#chance(0.005)) return { end: "lost" };
    const hangs = this.#chance(0.006);
    // At some moment between question and answer; a service that hangs may ask LinkedIn late.
    this.linkedin.lookUp(arrived + this.#between(0, hangs ? 20_000 : took));
    if (hangs) return { end: "failed", reply: error(502, "too late"), ms: HANGS_MS };
    if (this.#chance(0.005)) return { end: "failed" };
    if (this.#chance(0.02)) {
      return { end: "failed", reply: error(502, "Failed to fetch prospect profile from LinkedIn provider") };
    }
    const level = { FIRST_DEGREE: 1, SECOND_DEGREE: 2, THIRD_DEGREE: 3 }[truth];
    const answer = { is_connected: level === 1, connection_level: level, network_distance: truth };
    return {
      end: "answered",
      reply: { status: 200, body: { success: true, ...answer, checked_with_account_id: 42 }, ...limit },
    };
  }

  /** Seleqt's limit of requests; now and then others have used it up. @param {number} arrived */
  #throttle(arrived) {
    this.#minute = [...this.#minute.filter((at) => at > arrived - MINUTE_MS), arrived].sort((a, b) => a - b);
    const used = this.#minute.length;
    const anew = (this.#minute[0] ?? arrived) + MINUTE_MS;
    const seconds = Math.ceil((anew - arrived) / 1_000);
    if (used <= PER_MINUTE && !this.#chance(0.005)) {
      return {
        headers: {
          "X-RateLimit-Limit": `${PER_MINUTE}`,
          "X-RateLimit-Remaining": `${PER_MINUTE - used}`,
          "X-RateLimit-Reset": `${Math.ceil(anew / 1_000)}`,
        },
      };
    }
    /** @type {Record<string, string>[]} */
    const ways = [{ "Retry-After": `${seconds}` }, { "X-RateLimit-Reset": new Date(anew).toISOString() }, {}];
    const headers = ways[Math.floor(this.#random() * ways.length)] ?? {};
    return { reply: { status: 429, body: { error: "Rate limit exceeded" }, headers } };
  }

  /** @param {number} share */
  #chance(share) {
    return this.#random() < share * this.#trouble;
  }

  /** @param {number} least @param {number} most */
  #between(least, most) {
    return Math.round(least + this.#random() * (most - least));
  }
}
