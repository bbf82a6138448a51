// Which rows of a list need a request. An id that occurs more than once is requested once, and its answer is written for
// all of its rows.

/** @typedef {import("./formats.js").Answer} Answer */
/** @typedef {import("./read-list.js").Row} Row */

/** So many rows may wait for a request that is open. Then no more of the list is read until an answer is there. */
export const MAX_WAITING_ROWS = 100;

/**
 * @param {object} given
 * @param {() => AsyncIterable<Row>} given.rows the list, in its order
 * @param {import("./ids.js").IdTable} given.ids
 * @param {(row: Row, answer: Answer) => Promise<void>} given.write
 */
export function askOnce({ rows, ids, write }) {
  /** Answers to ids that occur again further down. @type {Map<number, Answer>} */
  const known = new Map();
  /** Rows by the id whose request is open. @type {Map<number, Row[]>} */
  const open = new Map();
  /** Rows of `open` beyond the first one of each id. */
  let waiting = 0;
  let stopped = false;
  let wake = () => {};

  /** @param {number} id @param {Answer} answer */
  const remember = (id, answer) => {
    if (ids.left(id) > 0) known.set(id, answer);
  };

  /** Ends `requests`, also where it waits for an answer that will not come. */
  const stop = () => {
    stopped = true;
    wake();
  };

  return {
    remember,
    stop,

    /** The ids to request. @returns {AsyncGenerator<number, void, undefined>} */
    async *requests() {
      for await (const row of rows()) {
        if (stopped) return;
        const { id } = row;
        if (ids.take(id)) continue;
        const answer = known.get(id);
        const others = open.get(id);
        if (answer) {
          if (ids.left(id) === 0) known.delete(id);
          await write(row, answer);
        } else if (others) {
          others.push(row);
          waiting++;
          while (waiting >= MAX_WAITING_ROWS && !stopped) {
            await new Promise((/** @type {(value?: unknown) => void} */ resolve) => (wake = resolve));
          }
        } else {
          open.set(id, [row]);
          yield id;
        }
      }
    },

    /**
     * Writes the rows that waited for this answer.
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
        // Whoever leaves the loop over the answers waits until `requests` has ended.
        stop();
        throw error;
      }
      waiting -= Math.max(0, waited.length - 1);
      wake();
    },
  };
}
