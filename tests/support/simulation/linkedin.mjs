// LinkedIn as both services see it: people, one sending account, and the rule that the account is disconnected by the look-up
// that is one too many in 24 hours.

const DAY_MS = 86_400_000;

/** A fixed number from 0 up to 1 for each prospect. @param {number} id @param {number} salt */
function share(id, salt) {
  let mixed = Math.imul(id ^ salt, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}

/** What is true of a prospect: gone from Seleqt, without a profile, or how far away. @param {number} id */
export function truthOf(id) {
  const fate = share(id, 1);
  if (fate < 0.002) return "gone";
  if (fate < 0.004) return "no_profile";
  const distance = share(id, 2);
  return distance < 0.7 ? "FIRST_DEGREE" : distance < 0.9 ? "SECOND_DEGREE" : "THIRD_DEGREE";
}

export class LinkedIn {
  /** Look-ups a day that the account bears. */
  #bears;
  /** When profiles were looked up, in their order: Unix ms. @type {number[]} */
  lookUps = [];
  /** The look-up by which the account was disconnected. @type {{ at: number, within: number } | undefined} */
  disconnected;

  /** @param {number} bears */
  constructor(bears) {
    this.#bears = bears;
  }

  /** Answers overtake each other, so look-ups may be told out of their order. @param {number} at */
  lookUp(at) {
    let place = this.lookUps.length;
    while (place > 0 && (this.lookUps[place - 1] ?? 0) > at) place--;
    this.lookUps.splice(place, 0, at);
    for (let last = place; last < this.lookUps.length; last++) {
      const within = (this.lookUps[last] ?? 0) - (this.lookUps[last - this.#bears] ?? -Infinity);
      if (within < DAY_MS) this.disconnected ??= { at, within };
    }
  }

  /** The most look-ups of any 24 hours. */
  get most() {
    let first = 0;
    return this.lookUps.reduce((most, at, last) => {
      while (at - (this.lookUps[first] ?? 0) >= DAY_MS) first++;
      return Math.max(most, last - first + 1);
    }, 0);
  }
}
