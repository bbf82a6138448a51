// The ids of a list in typed arrays: 20 bytes for each row of the list.

export class IdTable {
  /** @type {Float64Array} sorted, each id once */
  #ids;
  /** How many rows of the list each id has. */
  #rows;
  /** How many of these rows an earlier run has answered; counted down as the rows are read. */
  #answered;
  /** How many of these rows have not been read yet. */
  #left;

  /** @param {Float64Array} ids in any order; sorted in place */
  constructor(ids) {
    ids.sort();
    let distinct = 0;
    const rows = new Uint32Array(ids.length);
    for (const id of ids) {
      if (distinct === 0 || ids[distinct - 1] !== id) ids[distinct++] = id;
      rows[distinct - 1] = (rows[distinct - 1] ?? 0) + 1;
    }
    this.#ids = ids.subarray(0, distinct);
    this.#rows = rows.subarray(0, distinct);
    this.#answered = new Uint32Array(distinct);
    this.#left = this.#rows.slice();
  }

  get distinct() {
    return this.#ids.length;
  }

  /** @param {number} id */
  has(id) {
    return this.#at(id) >= 0;
  }

  /**
   * An earlier run has answered a row with this id.
   *
   * @param {number} id
   * @returns {boolean} false if the list has no further row with this id
   */
  answer(id) {
    const at = this.#at(id);
    const answered = this.#answered[at];
    if (answered === undefined || answered >= (this.#rows[at] ?? 0)) return false;
    this.#answered[at] = answered + 1;
    return true;
  }

  /**
   * Call for each row of the list as it is read.
   *
   * @param {number} id
   * @returns {boolean} whether an earlier run has answered the row
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
   * Rows with this id that have not been read yet.
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

/** A growing array of numbers that takes 8 bytes for each. */
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
