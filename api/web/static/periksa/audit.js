/**
 * Verification of a published log, recomputed from its entries' bytes in the page: the same checks
 * as `tools/verify.py` makes of a folder of tiles.
 *
 * Nothing that is stored beside the entries is believed: leaf hashes, subtree roots and checkpoints
 * are compared with what the entries hash to; the register is folded again; every signature, every
 * chain and every citation is checked.
 */

import { openCharter } from "../charter.js";
import { SegelError } from "../errors.js";
import { fingerprintWords } from "../fingerprint.js";
import { isEqual, toBase64 } from "../text.js";
import { checkBelieved } from "./credence.js";
import { Findings, alike, leafSpan, said, twice, worstOf } from "./finding.js";
import { Promises } from "./promise.js";
import { DamagedError, MissingError, PublishedLog } from "./published.js";
import { Recount } from "./recount.js";
import { Scrutiny } from "./scrutiny.js";
import { checkSignatures } from "./signature.js";

const NAMES_OF_LOG = {
  source: twice("Berkas terbaca", "Files can be read"),
  trust: twice("Piagam cocok dengan sidik jari tepercaya", "Charter is the one that is trusted"),
  charter: twice("Piagam ditandatangani semua pendiri", "Charter signed by every founder"),
  checkpoints: twice("Log menandatangani pohon", "The log signed the tree"),
  root: twice("Akar pohon dihitung ulang dari catatan", "Root recomputed from the entries"),
  leaves: twice("Hash daun yang tersimpan", "Stored leaf hashes"),
  subtrees: twice("Akar subpohon yang tersimpan", "Stored subtree roots"),
  witnesses: twice("Saksi", "Witnesses"),
};
const LATER_CHARTER = /^segel\/charter\/(?!v1$)/;

/** Levels of the tree in one tile. */
const HEIGHT = 8;

/** @typedef {import("../inspection.js").Trust} Trust */

/**
 * @typedef {object} Means
 * @property {(read: number) => void} progress told how many entries were read, now and then
 * @property {import("./signature.js").Check} check of signatures
 */

/** @type {Means} */
const ALONE = { progress: () => {}, check: checkSignatures };

/**
 * @typedef {object} Audited
 * @property {import("./finding.js").State} state
 * @property {import("./finding.js").Finding[]} checks
 * @property {string} words the charter's hash as eight words, "" where nothing can be read
 * @property {number} entries
 * @property {Uint8Array[]} notes
 */

/**
 * Judge a published log.
 * @param {import("./published.js").Fetch} fetch
 * @param {Trust} trust from where trust starts
 * @param {Means} [means]
 * @returns {Promise<Audited>}
 */
export async function auditLog(fetch, trust, means = ALONE) {
  const findings = new Findings(NAMES_OF_LOG);
  try {
    const log = await PublishedLog.opened(fetch);
    return await new Audit(log, trust, findings).audited(means);
  } catch (error) {
    blame(findings, error);
    const checks = findings.all();
    const state = worstOf(checks.map((one) => one.state));
    return { state, checks, words: "", entries: 0, notes: [] };
  }
}

/** One run over one log. */
class Audit {
  #tree = new Recount();
  /** @type {Uint8Array[]} */
  #notes = [];
  /** @type {Scrutiny | null} */
  #scrutiny = null;
  #log;
  #trust;
  #findings;

  /**
   * @param {PublishedLog} log
   * @param {Trust} trust
   * @param {Findings} findings
   */
  constructor(log, trust, findings) {
    this.#log = log;
    this.#trust = trust;
    this.#findings = findings;
  }

  /** @param {Means} means @returns {Promise<Audited>} */
  async audited({ progress, check }) {
    const fault = await this.#readEntries(progress);
    const charter = this.#notes.length > 0 ? await this.#openCharter() : null;
    if (charter !== null) {
      const noteAt = (/** @type {bigint} */ index) => this.#notes[Number(index)];
      this.#scrutiny = new Scrutiny(charter, this.#tree, noteAt, check);
      await this.#scrutiny.takeAll(this.#notes);
    }
    try {
      if (fault !== null) throw fault;
      await this.#checkStored(charter);
    } catch (error) {
      blame(this.#findings, error);
    }
    this.#scrutiny?.close();
    const checks = [...this.#findings.all(), ...(this.#scrutiny?.findings.all() ?? [])];
    return {
      state: worstOf(checks.map(({ state }) => state)),
      checks,
      words: this.#tree.size > 0 ? fingerprintWords(this.#tree.leaf(0)) : "",
      entries: this.#tree.size,
      notes: this.#notes,
    };
  }

  /**
   * @param {(read: number) => void} progress
   * @returns {Promise<unknown>} why not all of them could be read, or null
   */
  async #readEntries(progress) {
    try {
      for await (const { notes, leaves } of this.#log.pages()) {
        await this.#tree.push(notes);
        for (const [place, stored] of leaves.entries()) {
          const index = this.#notes.length + place;
          if (!isEqual(stored, this.#tree.leaf(index))) {
            this.#findings.of("leaves").fail(twice(
              "catatan tidak lagi menghasilkan hash di sampingnya",
              "the entry does not hash to what stands beside it",
            ), leafSpan(BigInt(index)));
          }
        }
        this.#notes.push(...notes);
        progress(this.#notes.length);
      }
      return null;
    } catch (error) {
      return error;
    }
  }

  async #openCharter() {
    const check = this.#findings.of("charter");
    const [first = new Uint8Array()] = this.#notes;
    check.pieces.push({ name: twice("Piagam", "The charter"), bytes: first });
    try {
      const charter = await openCharter(first);
      const { operation, registrars: { length }, quorum } = charter;
      check.summary = twice(`${operation}: ${length} pendiri, kuorum ${quorum}`,
        `${operation}: ${length} founders, quorum ${quorum}`);
      const own = this.#tree.leaf(0);
      checkBelieved(this.#findings.of("trust"), own, charter.log, this.#trust, leafSpan(0n));
      return charter;
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      const [topic = ""] = new TextDecoder().decode(first).split("\n");
      const text = twice(`bukan piagam yang sah: ${said(error.message).id}`,
        `not a valid charter: ${error.message}`);
      if (LATER_CHARTER.test(topic)) check.doubt(text, leafSpan(0n));
      else check.fail(text, leafSpan(0n));
      return null;
    }
  }

  /**
   * Compare what is stored beside the entries with the recomputed tree.
   * @param {import("../charter.js").Charter | null} charter
   */
  async #checkStored(charter) {
    if (this.#tree.size === 0) throw new DamagedError("the log is empty, without a charter");
    this.#findings.of("leaves").summary = alike(this.#tree.size);
    await this.#checkSubtrees();
    if (charter === null || this.#scrutiny === null) return;
    const promises = new Promises(charter, this.#tree);
    await promises.checkCheckpoints(this.#findings.of("checkpoints"), this.#log.checkpoints());
    const [check, root] = [this.#findings.of("root"), await this.#tree.root(promises.agreed)];
    check.summary = alike(toBase64(root));
    check.pieces.push({ name: twice("Akar pohon", "The tree's root"), bytes: root });
    const policy = this.#trust.policy ?? this.#scrutiny.roster.policy;
    await promises.checkWitnesses(this.#findings.of("witnesses"), policy);
  }

  async #checkSubtrees() {
    const check = this.#findings.of("subtrees");
    let count = 0;
    for await (const { level, position, root } of this.#log.subtrees()) {
      count += 1;
      if (!isEqual(root, this.#tree.node(HEIGHT * level, position))) {
        const width = 1n << BigInt(HEIGHT * level);
        const first = BigInt(position) * width;
        check.fail(twice(`akar subpohon ${position} (${level}) lain dari catatannya`,
          `subtree ${position} (${level}) is not that of its entries`),
        { first, end: first + width });
      }
    }
    check.summary = alike(count);
  }
}

/** @type {(findings: Findings, error: unknown) => void} what kept a log from being read */
function blame(findings, error) {
  if (error instanceof DamagedError) findings.of("source").fail(said(error.message));
  else if (error instanceof MissingError) findings.of("source").doubt(said(error.message));
  else throw error;
}
