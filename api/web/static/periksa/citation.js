/**
 * Checkpoints that devices cite: is each a tree that this log has had? (`tools/citation.py`)
 *
 * If not, somebody has seen another log, and from this one alone nobody can tell which is true:
 * undecided. Unless a quorum of registrars has recovered the log: then it can be of the lost tail.
 */

import { REGISTER } from "../register.js";
import { isEqual } from "../text.js";
import { leafSpan, twice } from "./finding.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./roster.js").Recovery} Recovery */
/** @typedef {import("./roster.js").Roster} Roster */
/** @typedef {import("../statement.js").Header} Header */

export class Citations {
  /** @type {Map<string, bigint>} journal -> largest own tree cited since the first recovery */
  #returned = new Map();
  /** @type {{index: bigint, header: Header}[]} registrars' that do not fit and may be explained */
  #open = [];
  #check;
  #rootAt;

  /**
   * @param {import("./finding.js").Finding} check
   * @param {(size: bigint) => Uint8Array | undefined} rootAt
   */
  constructor(check, rootAt) {
    this.#check = check;
    this.#rootAt = rootAt;
  }

  /**
   * Judge the note at a leaf, before the register takes it.
   * @param {bigint} index
   * @param {Entry} entry
   * @param {Roster} roster
   */
  take(index, entry, roster) {
    const { journal, cited } = entry.header;
    const returned = this.#returned.get(journal) ?? 0n;
    const root = cited.size <= index ? this.#rootAt(cited.size) : undefined;
    if (root !== undefined && isEqual(root, cited.root)) {
      const most = cited.size > returned ? cited.size : returned;
      if (roster.recoveries.length > 0) this.#returned.set(journal, most);
      return;
    }
    const isSaying = entry.topic === REGISTER
      && entry.body.split("\n").some((line) => line.startsWith("recover "));
    const recovery = roster.recoveries.find((one) => excuses(one, cited.size, returned));
    if (recovery !== undefined && !isSaying) {
      this.#excuse(index, entry.header, recovery);
    } else if (roster.members.get(journal)?.isRegistrar === true && !isSaying) {
      this.#open.push({ index, header: entry.header });
    } else {
      this.#doubt(index, entry.header);
    }
  }

  /**
   * Take the registrars' word for a loss, which explains what they cited before it.
   * @param {Recovery} recovery
   */
  recover(recovery) {
    for (const { index, header } of this.#open.splice(0)) {
      const isExcused = recovery.size <= index && excuses(recovery, header.cited.size, 0n);
      if (isExcused) this.#excuse(index, header, recovery);
      else this.#doubt(index, header);
    }
  }

  /** Decide on what nothing has explained. */
  close() {
    for (const { index, header } of this.#open.splice(0)) this.#doubt(index, header);
  }

  /** @type {(index: bigint, header: Header, recovery: Recovery) => void} */
  #excuse(index, { journal, sequence, cited }, recovery) {
    this.#check.remark(twice(
      `${journal} nomor ${sequence} mengutip ekor yang hilang, berukuran ${cited.size}; log `
        + `dipulihkan pada daun ${recovery.index}`,
      `${journal} number ${sequence} cites the lost tail, of size ${cited.size}; the log was `
        + `recovered at leaf ${recovery.index}`,
    ), leafSpan(index));
  }

  /** @type {(index: bigint, header: Header) => void} */
  #doubt(index, { journal, sequence, cited }) {
    this.#check.doubt(twice(
      `${journal} nomor ${sequence} mengutip pohon lain berukuran ${cited.size}`,
      `${journal} number ${sequence} cites another tree of size ${cited.size}`,
    ), leafSpan(index));
  }
}

/** @type {(recovery: Recovery, size: bigint, returned: bigint) => boolean} */
function excuses(recovery, size, returned) {
  return size > recovery.size && returned <= recovery.index;
}
