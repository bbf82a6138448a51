// The ids of a list, packed: 20 bytes for each one, however long the list is.

export class IdTable {
  /** @type {Float64Array} sorted, each id once */
  #ids;
  /** How often each stands in the list. */
  #wanted;
  /** How many of these rows have an answer from an earlier run; counted down as the rows come by. */
  #answered;
  /** How many of these rows have not come by yet. */
  #left;

  /** @param {Float64Array} ids in any order; sorted in place */
  constructor(ids) {
    ids.sort();
    let distinct = 0;
    const wanted = new Uint32Array(ids.length);
    for (const id of ids) {
      if (distinct === 0 || ids[distinct - 1] !== id) ids[distinct++] = id;
      wanted[distinct - 1] = (wanted[distinct - 1] ?? 0) + 1;
    }
    this.#ids = ids.subarray(0, distinct);
    this.#wanted = wanted.subarray(0, distinct);
    this.#answered = new Uint32Array(distinct);
    this.#left = this.#wanted.slice();
  }

  get distinct() {
    return this.#ids.length;
  }

  /** @param {number} id */
  has(id) {
    return this.#at(id) >= 0;
  }

  /**
   * A row of the list with this id has its answer.
   *
   * @param {number} id
   * @returns {boolean} false where the list has no row left that it could belong to
   */
  answer(id) {
    const at = this.#at(id);
    const answered = this.#answered[at];
    if (answered === undefined || answered >= (this.#wanted[at] ?? 0)) return false;
    this.#answered[at] = answered + 1;
    return true;
  }

  /**
   * The next row with this id comes by, in the list's order: was it answered before?
   *
   * @param {number} id
   */
  take(id) {
    const at = this.#at(id);
    this.#left[at] = (this.#left[at] ?? 1) - 1;
    const answered = this.#answered[at];
    if (!answered) return false;
    this.#answered[at] = answered - 1;
    return true;
  }

  /**
   * Rows with this id that have not come by yet.
   *
   * @param {number} id
   */
  left(id) {
    return this.#left[this.#at(id)] ?? 0;
  }

  /** @param {number} id */
  #at(id) {
    let low = 0;
    let high = this.#ids.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = /** @type {number} */ (this.#ids[middle]);
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

/** Collects numbers without a boxed one for each. */
export class Numbers {
  #values = new Float64Array(1_024);
  length = 0;

  /** @param {number} value */
  push(value) {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  toArray() {
    return this.#values.slice(0, this.length);
  }
}
