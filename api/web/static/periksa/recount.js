/**
 * What a verifier keeps of a log: its tree, computed from the entries alone, and its journals'
 * places (`tools/recount.py`).
 */

import { EMPTY_ROOT } from "../checkpoint.js";
import { leafHash, nodeHash } from "../tree.js";

/** Hashes under way at a time: WebCrypto works on many at once, and none of them is waited for. */
const HASHED_AT_ONCE = 1024;

/** The tree over leaf hashes that were computed here. */
export class Recount {
  /** @type {Uint8Array[][]} complete subtrees by level, of 1, 2, 4, ... leaves */
  #rows = [[]];
  /** @type {Map<bigint, Uint8Array>} */
  #roots = new Map([[0n, EMPTY_ROOT]]);

  /** How many leaves there are. */
  get size() {
    return this.#leaves.length;
  }

  get #leaves() {
    return /** @type {Uint8Array[]} */ (this.#rows[0]);
  }

  /**
   * Add entries, and every complete subtree that they end.
   * @param {Uint8Array[]} notes
   */
  async push(notes) {
    this.#leaves.push(...(await inBatches(notes, leafHash)));
    for (let level = 0; ; level += 1) {
      const below = /** @type {Uint8Array[]} */ (this.#rows[level]);
      const above = (this.#rows[level + 1] ??= []);
      const places = Array.from({ length: (below.length >> 1) - above.length },
        (_, place) => above.length + place);
      if (places.length === 0 && below.length < 2) return;
      above.push(...(await inBatches(places, (place) => nodeHash(
        /** @type {Uint8Array} */ (below[2 * place]),
        /** @type {Uint8Array} */ (below[2 * place + 1]),
      ))));
    }
  }

  /** @param {number} index @returns {Uint8Array} */
  leaf(index) {
    return this.node(0, index);
  }

  /** @type {(level: number, index: number) => Uint8Array} the root of 2**level leaves */
  node(level, index) {
    const found = this.#rows[level]?.[index];
    if (found === undefined) throw new RangeError(`no subtree ${index} of level ${level}`);
    return found;
  }

  /** @param {number} level @returns {number} how many complete subtrees of 2**level leaves */
  complete(level) {
    return this.#rows[level]?.length ?? 0;
  }

  /**
   * Compute the roots of several beginnings of the log, for `known`.
   * @param {Iterable<bigint>} sizes those of no tree that was here are left out
   */
  async prepare(sizes) {
    const wanted = [...new Set(sizes)].filter((size) => size <= BigInt(this.size));
    await inBatches(wanted, (size) => this.root(size));
  }

  /** @param {bigint} size @returns {Uint8Array | undefined} its root, if it was computed */
  known(size) {
    return this.#roots.get(size);
  }

  /**
   * @param {bigint} size not larger than the tree
   * @returns {Promise<Uint8Array>} the root of the first `size` leaves
   */
  async root(size) {
    const found = this.#roots.get(size);
    if (found !== undefined) return found;
    /** @type {Uint8Array[]} */
    const parts = [];
    for (let [start, rest] = [0, Number(size)]; rest > 0;) {
      const level = 31 - Math.clz32(rest);
      parts.push(this.node(level, start >> level));
      [start, rest] = [start + (1 << level), rest - (1 << level)];
    }
    let root = /** @type {Uint8Array} */ (parts.pop());
    for (const left of parts.reverse()) root = await nodeHash(left, root);
    this.#roots.set(size, root);
    return root;
  }
}

/** Where each journal's notes stand in the log. */
export class Places {
  /** @type {Map<string, Map<bigint, bigint>>} */
  #numbers = new Map();

  /** How many journals have spoken. */
  get journals() {
    return this.#numbers.size;
  }

  /** @type {(journal: string, number: bigint, index: bigint) => void} the first one stays */
  put(journal, number, index) {
    const numbers = this.#numbers.get(journal) ?? new Map();
    this.#numbers.set(journal, numbers);
    if (!numbers.has(number)) numbers.set(number, index);
  }

  /** @type {(journal: string, number: bigint) => bigint | undefined} */
  find(journal, number) {
    return this.#numbers.get(journal)?.get(number);
  }
}

/**
 * @template T, R
 * @param {T[]} things
 * @param {(thing: T) => Promise<R>} act
 * @returns {Promise<R[]>}
 */
async function inBatches(things, act) {
  /** @type {R[]} */
  const found = [];
  for (let start = 0; start < things.length; start += HASHED_AT_ONCE) {
    found.push(...(await Promise.all(things.slice(start, start + HASHED_AT_ONCE).map(act))));
  }
  return found;
}
