/**
 * Time brackets: between which two moments a statement was signed, proven by witnesses
 * (`ledger/bracket.py`).
 *
 * Not before: the earliest time in the newest anchor whose leaf index is below the size that the
 * statement cites. Not after: the latest time in the first anchor whose checkpoint is larger than
 * the statement's leaf index. A missing end stays open.
 */

import { ProofError } from "../errors.js";

/** @typedef {{notBefore: bigint | null, notAfter: bigint | null}} Bracket seconds since 1970 UTC */

export class Timeline {
  /** @type {{place: bigint, earliest: bigint}[]} */
  #anchors = [];
  /** @type {{size: bigint, latest: bigint}[]} of those whose checkpoint is larger than all before */
  #grown = [];

  /**
   * Take the anchor at a leaf, which stands behind all that were taken.
   * @param {bigint} index
   * @param {import("./anchor.js").Anchored} anchored
   * @throws {ProofError} it is of a tree that holds the anchor itself
   */
  take(index, { checkpoint: { size }, earliest, latest }) {
    if (size > index) {
      throw new ProofError(`the anchor at leaf ${index} is of a tree of ${size} leaves`);
    }
    if (earliest === null || latest === null) return;
    this.#anchors.push({ place: index, earliest });
    const last = this.#grown.at(-1);
    if (last === undefined || size > last.size) this.#grown.push({ size, latest });
  }

  /**
   * @param {bigint} index of a statement
   * @param {bigint} cited the tree size in its header
   * @returns {Bracket}
   */
  bracket(index, cited) {
    const before = this.#anchors.findLast(({ place }) => place < cited);
    const after = this.#grown.find(({ size }) => size > index);
    return { notBefore: before?.earliest ?? null, notAfter: after?.latest ?? null };
  }
}
