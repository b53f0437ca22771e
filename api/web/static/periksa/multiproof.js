/**
 * One proof for many leaves and many sizes of one tree: which roots leaves and hashes make.
 *
 * The same walk as `ledger/tlog/multiproof.py`: a part that holds a wanted leaf, or through which a
 * wanted size cuts, is split; any other part is given by its hash, from left to right.
 *
 * Source: RFC 9162, section 2.1, for the tree; the proof's form is our own.
 */

import { ProofError } from "../errors.js";
import { HASH_BYTES } from "../text.js";
import { nodeHash } from "../tree.js";

/**
 * Find the root at each of `sizes` and at `size`. Nothing is compared here.
 * @param {Map<bigint, Uint8Array>} leaves leaf hash by index
 * @param {bigint[]} sizes of earlier trees, from 1 up to `size`
 * @param {bigint} size how many leaves the tree is said to have
 * @param {Uint8Array[]} hashes
 * @returns {Promise<Map<bigint, Uint8Array>>}
 * @throws {ProofError} a hash too few or too many, or a leaf or size that cannot be
 */
export async function rootsOf(leaves, sizes, size, hashes) {
  if ([...leaves.values(), ...hashes].some(({ length }) => length !== HASH_BYTES)) {
    throw new ProofError("not a hash");
  }
  const walk = new Walk(leaves, sizes, hashes);
  const found = new Map([[size, await walk.over(size)]]);
  for (const one of sizes) found.set(one, await walk.root(one));
  return found;
}

/** One walk over a tree, which remembers each complete subtree that it came by. */
class Walk {
  /** @type {Map<string, Promise<Uint8Array>>} */
  #nodes = new Map();
  #given;
  #leaves;
  #places;
  #sizes;

  /**
   * @param {Map<bigint, Uint8Array>} leaves
   * @param {bigint[]} sizes
   * @param {Uint8Array[]} hashes
   */
  constructor(leaves, sizes, hashes) {
    this.#leaves = leaves;
    this.#places = [...leaves.keys()].sort(ascending);
    this.#sizes = [...new Set(sizes)].sort(ascending);
    this.#given = hashes.values();
  }

  /** @param {bigint} size */
  async over(size) {
    const isWithin = size >= 1n && this.#places.every((place) => place >= 0n && place < size);
    if (!isWithin || !this.#sizes.every((one) => one > 0n && one <= size)) {
      throw new ProofError(`a leaf or size that a tree of ${size} does not have`);
    }
    const root = this.#hash(0n, size);
    if (!this.#given.next().done) throw new ProofError("the proof holds too many hashes");
    return root;
  }

  /**
   * @param {bigint} size of an earlier tree, or of this one
   * @returns {Promise<Uint8Array>}
   */
  async root(size) {
    /** @type {Promise<Uint8Array>[]} */
    const parts = [];
    for (let start = 0n; start < size;) {
      const width = powerWithin(size - start);
      const part = this.#nodes.get(`${start} ${width}`);
      if (part === undefined) throw new ProofError(`no way to the root of ${size}`);
      parts.push(part);
      start += width;
    }
    return parts.reduceRight((right, left) => joined(left, right));
  }

  /**
   * Hashes are taken in order before anything is computed, so that WebCrypto works on many at once.
   * @param {bigint} start
   * @param {bigint} end
   * @returns {Promise<Uint8Array>}
   */
  #hash(start, end) {
    const width = end - start;
    let found;
    if (!this.#isOpen(start, end)) {
      found = this.#take(start, end);
    } else if (width === 1n) {
      found = /** @type {Uint8Array} */ (this.#leaves.get(start));
    } else {
      const middle = start + powerWithin(width - 1n);
      const left = this.#hash(start, middle);
      found = joined(left, this.#hash(middle, end));
    }
    const hash = Promise.resolve(found);
    if (powerWithin(width) === width) this.#nodes.set(`${start} ${width}`, hash);
    return hash;
  }

  /** @type {(start: bigint, end: bigint) => Uint8Array} */
  #take(start, end) {
    const { value } = this.#given.next();
    if (value === undefined) {
      throw new ProofError(`the hash over leaves ${start} to ${end - 1n} is missing`);
    }
    return value;
  }

  /** @type {(start: bigint, end: bigint) => boolean} */
  #isOpen(start, end) {
    const leaf = this.#places[firstFrom(this.#places, start)];
    if (leaf !== undefined && leaf < end) return true;
    const cut = this.#sizes[firstFrom(this.#sizes, start + 1n)];
    return cut !== undefined && cut < end;
  }
}

/** @type {(left: Promise<Uint8Array>, right: Promise<Uint8Array>) => Promise<Uint8Array>} */
async function joined(left, right) {
  const [one, other] = await Promise.all([left, right]);
  return nodeHash(one, other);
}

/**
 * @param {bigint} width at least 1
 * @returns {bigint} the largest power of two that is not larger
 */
function powerWithin(width) {
  let power = 1n;
  while (power << 1n <= width) power <<= 1n;
  return power;
}

/**
 * @param {bigint[]} sorted
 * @param {bigint} least
 * @returns {number} where the first one stands that is not smaller
 */
function firstFrom(sorted, least) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {bigint} */ (sorted[middle]) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @type {(one: bigint, other: bigint) => number} */
function ascending(one, other) {
  return one < other ? -1 : Number(one > other);
}
