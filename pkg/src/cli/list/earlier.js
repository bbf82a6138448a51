// Which rows of the list an earlier run has answered: each row of its file is matched with the row of the list that it stands
// for. Both are read side by side. Rows come in the order of the answers, so a row that does not match at once waits until
// its counterpart comes: memory depends on how far the two orders differ, not on how long they are.

import { clean, plural } from "../text.js";
import { notResumable } from "./earlier-rows.js";

/** @typedef {import("./earlier-rows.js").Entry} Entry */
/** @typedef {import("./formats.js").EarlierRow} EarlierRow */
/** @typedef {import("./read-list.js").List} List */
/** @typedef {import("./read-list.js").Row} Row */
/** @typedef {import("./requests.js").Request} Request */

const DAY_MS = 86_400_000;
/** More requests than this in a day are beyond any budget. */
const MAX_RECENT = 1_000_000;
const MAX_NAMED = 5;

/** Positions in the list, one bit for each row. */
export class Positions {
  #bits;

  /** @param {number} total */
  constructor(total) {
    this.#bits = new Uint32Array(Math.ceil(total / 32));
  }

  /** @param {number} position */
  add(position) {
    this.#bits[position >>> 5] = (this.#bits[position >>> 5] ?? 0) | (1 << (position & 31));
  }

  /** @param {number} position */
  has(position) {
    return ((this.#bits[position >>> 5] ?? 0) & (1 << (position & 31))) !== 0;
  }
}

/**
 * @typedef {object} Earlier
 * @property {Positions} answered
 * @property {Request[]} recent requests of the last 24 hours that rows tell of
 * @property {Request[]} replaced those of rows that are asked again: what comes then takes their place
 * @property {number} undated rows that do not tell when they were asked
 * @property {string | undefined} account the one account that all answers come from
 * @property {string | undefined} sender the one account that all decisions are for, where the rows tell it
 */

/**
 * @param {object} given
 * @param {List} given.list
 * @param {readonly number[]} given.own columns of the list that answers leave alone
 * @param {AsyncIterable<Entry>} given.entries
 * @param {string} given.name of their file
 * @param {string | undefined} given.account the account that this run asks with, where it was given
 * @param {string | undefined} [given.sender] the account that is to send, where it was given
 * @param {string | null | undefined} [given.noted] the account that was named for the rows, where it was noted; null: none was
 * @param {(found: EarlierRow) => void} given.keep called for each row that stays
 * @returns {Promise<Earlier>}
 */
export async function matchEarlier({ list, own, entries, name, account, sender, noted, keep }) {
  const answered = new Positions(list.total);
  /** @type {Request[]} */
  const recent = [];
  /** @type {Request[]} */
  const replaced = [];
  /** @type {Set<string>} */
  const accounts = new Set();
  /** @type {Set<string>} */
  const senders = new Set();
  /** Rows of the list without their counterpart so far. @type {Map<string, { id: number, positions: number[] }>} */
  const rows = new Map();
  /** Rows of the file without theirs. @type {Map<string, Entry[]>} */
  const others = new Map();
  const now = Date.now();
  const yesterday = now - DAY_MS;
  /** Rows whose time cannot be read (a spreadsheet may have rewritten it). They count as asked just now: no day gets more than its limit. */
  let undated = 0;

  /** @param {number} position @param {Entry} entry */
  const match = (position, { found }) => {
    if (found.verdict === undefined) return;
    answered.add(position);
    keep(found);
  };
  /** @param {Entry} entry */
  const notice = ({ found }) => {
    const requests = found.verdict === undefined ? replaced : recent;
    let time = found.checkedAt;
    if (Number.isNaN(time)) {
      time = now;
      undated++;
    }
    if (time >= yesterday) requests.push({ id: String(found.id), time });
    if (requests.length > 2 * MAX_RECENT) requests.splice(0, MAX_RECENT);
    if (found.verdict === undefined) return;
    if (account !== undefined && found.account !== account) throw otherAccount(name, found.account, account);
    // What was named before what rows tell: a service may know an account by another name than it answers with.
    const decidedFor = noted === undefined ? found.sender : noted;
    if (sender !== undefined && decidedFor !== undefined && decidedFor !== sender)
      throw otherSender(name, decidedFor, sender);
    if (sender === undefined && (found.isPinned || typeof noted === "string")) throw namedSender(name);
    if (accounts.size < 2) accounts.add(found.account ?? "");
    if (senders.size < 2 && found.sender !== undefined) senders.add(found.sender);
  };
  /** @param {Entry} entry */
  const addEntry = (entry) => {
    const key = keyOf(entry.found.id, entry.found.own);
    const row = rows.get(key);
    const position = row?.positions.pop();
    if (row?.positions.length === 0) rows.delete(key);
    if (position !== undefined) match(position, entry);
    else push(others, key, entry);
  };
  /** @param {Row} row @param {Set<number>} [wanted] */
  const addRow = ({ position, id, values }, wanted) => {
    const key = keyOf(id, own.map((index) => values[index] ?? "")); // prettier-ignore
    const waiting = others.get(key);
    const entry = waiting?.pop();
    if (waiting?.length === 0) others.delete(key);
    if (entry) match(position, entry);
    else if (!wanted || wanted.has(id)) {
      const same = rows.get(key);
      if (same) same.positions.push(position);
      else rows.set(key, { id, positions: [position] });
    }
  };

  const fromFile = entries[Symbol.asyncIterator]();
  const fromList = list.rows();
  try {
    let row = await fromList.next();
    for (let entry = await fromFile.next(); !entry.done; entry = await fromFile.next()) {
      notice(entry.value);
      if (!row.done && isSame(row.value, entry.value.found, own)) match(row.value.position, entry.value);
      else {
        addEntry(entry.value);
        if (!row.done) addRow(row.value);
      }
      if (!row.done) row = await fromList.next();
    }
    /** @type {Set<number> | undefined} */
    let wanted;
    for (; !row.done && others.size > 0; row = await fromList.next()) {
      wanted ??= new Set(Array.from(others.values(), (waiting) => waiting[0]?.found.id ?? 0));
      addRow(row.value, wanted);
    }
  } finally {
    await fromList.return();
    await fromFile.return?.();
  }
  matchById(rows, others, match, name, list.name);
  const only = (/** @type {Set<string>} */ values) => (values.size === 1 ? [...values][0] : undefined);
  return { answered, recent, replaced, undated, account: only(accounts), sender: only(senders) };
}

/**
 * @template Key, Value
 * @param {Map<Key, Value[]>} map
 * @param {Key} key
 * @param {Value} value
 */
function push(map, key, value) {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** @param {number} id @param {readonly string[]} own */
const keyOf = (id, own) => (own.length === 0 ? String(id) : JSON.stringify([id, ...own]));

/** @param {Row} row @param {EarlierRow} found @param {readonly number[]} own */
const isSame = ({ id, values }, found, own) =>
  id === found.id && found.own.every((value, at) => value === (values[own[at] ?? 0] ?? ""));

/**
 * Rows whose other columns were edited since, in the list or in the file, still answer for their id.
 *
 * @param {ReadonlyMap<string, { id: number, positions: number[] }>} rows
 * @param {ReadonlyMap<string, Entry[]>} others
 * @param {(position: number, entry: Entry) => void} match
 * @param {string} name
 * @param {string} listName
 */
function matchById(rows, others, match, name, listName) {
  if (others.size === 0) return;
  /** @type {Map<number, number[]>} */
  const free = new Map();
  for (const { id, positions } of rows.values()) for (const position of positions) push(free, id, position);
  /** @type {Entry[]} */
  const foreign = [];
  for (const entry of [...others.values()].flat()) {
    const position = free.get(entry.found.id)?.pop();
    if (position !== undefined) match(position, entry);
    else foreign.push(entry);
  }
  if (foreign.length === 0) return;
  const named = foreign.slice(0, MAX_NAMED).map(({ found, line }) => `${found.id} (line ${line})`);
  const more = foreign.length > named.length ? ` and ${foreign.length - named.length} more` : "";
  throw notResumable(
    `${name} has ${plural(foreign.length, "row")} for other ids than ${listName}, or for more rows of them than stand there: ${named.join(", ")}${more}`,
  );
}

/** @param {string} name @param {string | undefined} earlier @param {string} account */
const otherAccount = (name, earlier, account) =>
  notResumable(
    earlier
      ? `${name} holds answers as account ${clean(earlier, 40)} sees them, and this run asks as account ${account}`
      : `${name} does not say which account its answers come from, and this run asks as account ${account}`,
  );

/** @param {string} name @param {string | null} earlier @param {string} sender */
const otherSender = (name, earlier, sender) =>
  notResumable(
    `${name} holds decisions for ${earlier === null ? "the account that the service chose" : `the account ${clean(earlier, 60)}`}, and this run is for ${sender}`,
  );

/** @param {string} name */
const namedSender = (name) =>
  notResumable(`${name} holds decisions for an account that was named with --account-id, and this run names none`);
