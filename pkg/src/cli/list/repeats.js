// Which ids of a list may stand there more than once, in memory that does not grow with the list: a Bloom filter of at most
// 32 MiB. An id that is not among them is there once. One that is among them may still be there once (about 2 of 1,000 with
// 10 million ids); that costs its answer's memory, nothing else.

const LEAST_BITS = 2 ** 16;
const MOST_BITS = 2 ** 28;

export class Repeats {
  /** @type {Uint32Array} */
  #bits;
  #mask;
  /** Sorted up to `#sorted`, without repetitions there. */
  #ids = new Float64Array(64);
  #length = 0;
  #sorted = 0;

  /** @param {number} bytes size of the list; a row has two at least */
  constructor(bytes) {
    let bits = LEAST_BITS;
    while (bits < bytes * 8 && bits < MOST_BITS) bits *= 2;
    this.#bits = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
  }

  /** @param {number} id */
  add(id) {
    const low = id >>> 0;
    const high = Math.floor(id / 2 ** 32);
    const one = this.#test(mix(low ^ Math.imul(high, 0x9e3779b1)));
    const other = this.#test(mix(Math.imul(low, 0x85ebca6b) + high + 1));
    if (one && other) this.#push(id);
  }

  /** Whether the list may hold the id more than once. Call after the last `add`. @param {number} id */
  has(id) {
    this.#seal();
    let low = 0;
    let high = this.#length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#ids[middle] ?? 0;
      if (found === id) return true;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  /** How many ids may be repeated. */
  get size() {
    this.#seal();
    return this.#length;
  }

  #seal() {
    if (this.#bits.length > 0) this.#bits = new Uint32Array(0);
    if (this.#sorted < this.#length) this.#compact();
  }

  /** Sets a bit. @param {number} hash @returns {boolean} whether it was set */
  #test(hash) {
    const bit = hash & this.#mask;
    const word = bit >>> 5;
    const before = this.#bits[word] ?? 0;
    this.#bits[word] = before | (1 << (bit & 31));
    return (before & (1 << (bit & 31))) !== 0;
  }

  /** @param {number} id */
  #push(id) {
    if (this.#length === this.#ids.length) {
      this.#compact();
      if (this.#length * 2 > this.#ids.length) {
        const larger = new Float64Array(this.#ids.length * 2);
        larger.set(this.#ids);
        this.#ids = larger;
      }
    }
    this.#ids[this.#length++] = id;
  }

  /** Sorts the ids and takes out repetitions. */
  #compact() {
    const ids = this.#ids.subarray(0, this.#length).sort();
    let kept = 0;
    for (const id of ids) if (kept === 0 || ids[kept - 1] !== id) ids[kept++] = id;
    this.#length = kept;
    this.#sorted = kept;
  }
}

/** The finalizer of MurmurHash3. @param {number} value */
function mix(value) {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
