// Which rows of a list need a request. An id that occurs more than once is requested once, and its answer is written for
// all of its rows.

/** @typedef {import("./formats.js").Answer} Answer */
/** @typedef {import("./read-list.js").Row} Row */

/** Limit of rows that wait for an open request. When it is reached, no more of the list is read until an answer arrives. */
export const MAX_WAITING_ROWS = 100;

/**
 * @param {object} given
 * @param {() => AsyncIterable<Row>} given.rows the list, in its order
 * @param {{ has: (id: number) => boolean }} given.repeats ids that may occur more than once
 * @param {(position: number) => boolean} given.isAnswered whether an earlier run has answered the row
 * @param {(row: Row, answer: Answer) => Promise<void>} given.write
 * @param {() => Promise<void>} given.beforeRequest
 */
export function askOnce({ rows, repeats, isAnswered, write, beforeRequest }) {
  /** Answers to ids that may occur again further down. @type {Map<number, Answer>} */
  const known = new Map();
  /** Rows by the id whose request is open. @type {Map<number, Row[]>} */
  const open = new Map();
  /** Number of rows in `open`, without the first one of each id. */
  let waiting = 0;
  let stopped = false;
  let wake = () => {};

  /** @param {number} id @param {Answer} answer */
  const remember = (id, answer) => {
    if (repeats.has(id)) known.set(id, answer);
  };

  /** Ends `requests`, also while it waits for an answer. */
  const stop = () => {
    stopped = true;
    wake();
  };

  return {
    remember,
    stop,

    /** The ids to request; rows that need no request are written on the way. @returns {AsyncGenerator<number, void, undefined>} */
    async *requests() {
      for await (const row of rows()) {
        if (stopped) return;
        const { id } = row;
        if (isAnswered(row.position)) continue;
        const answer = known.get(id);
        const others = open.get(id);
        if (answer) {
          await write(row, answer);
        } else if (others) {
          others.push(row);
          waiting++;
          while (waiting >= MAX_WAITING_ROWS && !stopped) {
            await new Promise((/** @type {(value?: unknown) => void} */ resolve) => (wake = resolve));
          }
        } else {
          open.set(id, [row]);
          await beforeRequest();
          if (stopped) return;
          yield id;
        }
      }
    },

    /**
     * Writes all rows that were read while the request was open.
     *
     * @param {number} id
     * @param {Answer} answer
     */
    async answered(id, answer) {
      const waited = open.get(id) ?? [];
      open.delete(id);
      remember(id, answer);
      try {
        for (const row of waited) await write(row, answer);
      } catch (error) {
        // The list run closes `requests` before it rethrows: it must not wait there.
        stop();
        throw error;
      }
      waiting -= Math.max(0, waited.length - 1);
      wake();
    },
  };
}
