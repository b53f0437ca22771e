/**
 * Is what the server wrote about notes true? (`tools/clerk.py`)
 *
 * Evidence against a device is no fault of the log. A filed note that cites another tree is
 * testimony that the log has forked: nobody can decide it from this log alone.
 */

import { openCheckpoint } from "../checkpoint.js";
import { FormatError, PolicyError, SegelError } from "../errors.js";
import { isEqual, parseBase64, toUtf8 } from "../text.js";
import { openAnchored, parseAnchor } from "./anchor.js";
import { EVIDENCE, readEntry } from "./entry.js";
import { leafSpan, said, twice } from "./finding.js";
import { verifyUnder } from "./member.js";
import { BadSignatureError, RefusedError } from "./refusal.js";

const FILED_AS = ["equivocation", "revoked", "disputed", "chain"];

/** @typedef {import("./entry.js").Entry} Entry */

export class ClerkReader {
  /** Whether a later version's word came before: the register may lack what the clerk knew. */
  isPartial = false;
  #check;
  #roster;
  #places;
  #tree;
  #noteAt;

  /**
   * @param {import("./finding.js").Finding} check takes what is found
   * @param {import("./roster.js").Roster} roster
   * @param {import("./recount.js").Places} places
   * @param {import("./recount.js").Recount} tree
   * @param {(index: bigint) => Uint8Array | undefined} noteAt
   */
  constructor(check, roster, places, tree, noteAt) {
    this.#check = check;
    this.#roster = roster;
    this.#places = places;
    this.#tree = tree;
    this.#noteAt = noteAt;
  }

  /**
   * Judge the evidence note or anchor at a leaf, signed by the clerk's key.
   * @param {bigint} index
   * @param {Entry} entry
   */
  async take(index, { topic, body }) {
    try {
      if (topic === EVIDENCE) await this.#weigh(index, body);
      else await this.#readAnchor(index, body);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      if (error instanceof RefusedError) this.#miss(index, error.message);
      else this.#fail(index, error.message);
    }
  }

  /** @type {(index: bigint, body: string) => Promise<void>} */
  async #weigh(index, body) {
    const { reason, note } = parseEvidence(body);
    const filed = await this.#filed(note);
    const { journal, sequence } = filed.header;
    if (reason === "disputed") {
      await this.#weighTestimony(index, filed);
    } else if (await this.#shows(reason, filed)) {
      this.#check.remark(twice(`${journal} nomor ${sequence} ditolak: ${reason}`,
        `${journal} number ${sequence} was refused: ${reason}`), leafSpan(index));
    } else {
      this.#miss(index, `number ${sequence} of ${journal} was filed as ${reason}, which it does not `
        + "show");
    }
  }

  /** @param {Uint8Array} note */
  async #filed(note) {
    const filed = await readFiled(note);
    const key = this.#roster.signer(filed);
    try {
      await verifyUnder(key, filed.signature.signature, toUtf8(filed.text));
    } catch (error) {
      if (error instanceof SegelError) throw new BadSignatureError(error.message);
      throw error;
    }
    return filed;
  }

  /** @type {(reason: string, filed: Entry) => Promise<boolean>} */
  async #shows(reason, { header: { journal, sequence, previous }, text }) {
    const { revokedAfter, chain } = this.#roster.member(journal);
    if (reason === "revoked") return revokedAfter !== null && sequence > revokedAfter;
    const kept = this.#places.find(journal, sequence);
    if (reason === "equivocation") {
      const note = kept === undefined ? undefined : this.#noteAt(kept);
      return note !== undefined && (await readFiled(note)).text !== text;
    }
    // resumed beyond it: lost, and found too late
    if (sequence < chain.expected) return kept === undefined;
    return sequence === chain.expected && !isEqual(previous, chain.head);
  }

  /** @type {(index: bigint, filed: Entry) => Promise<void>} */
  async #weighTestimony(index, { header: { journal, sequence, cited } }) {
    const root = cited.size <= index ? await this.#tree.root(cited.size) : null;
    if (root !== null && isEqual(root, cited.root)) {
      this.#fail(index, `filed as disputed, but ${cited.size} was this log's root`);
      return;
    }
    this.#check.doubt(twice(
      `${journal} nomor ${sequence} mengaku melihat pohon lain berukuran ${cited.size}`,
      `${journal} number ${sequence} says it saw another tree of size ${cited.size}`,
    ), leafSpan(index));
  }

  /** @type {(index: bigint, body: string) => Promise<void>} */
  async #readAnchor(index, body) {
    const { log } = this.#roster.charter;
    const { note } = parseAnchor(body);
    const { size, root } = await openCheckpoint(note, log);
    if (size > index || !isEqual(await this.#tree.root(size), root)) {
      this.#fail(index, `the log signed another root of size ${size}`);
      return;
    }
    try {
      await openAnchored(note, log, this.#roster.policy);
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      this.#miss(index, "the cosignatures under this anchor are no quorum");
    }
  }

  /** @type {(index: bigint, reason: string) => void} what does not fit, as far as one can know */
  #miss(index, reason) {
    if (this.isPartial) this.#check.doubt(said(reason), leafSpan(index));
    else this.#fail(index, reason);
  }

  /** @type {(index: bigint, reason: string) => void} */
  #fail(index, reason) {
    this.#check.fail(twice(`catatan panitera tidak benar: ${said(reason).id}`,
      `the clerk's note is untrue: ${reason}`), leafSpan(index));
  }
}

/** @param {Uint8Array} note */
async function readFiled(note) {
  try {
    return await readEntry(note);
  } catch (error) {
    if (error instanceof SegelError) throw new RefusedError(error.message);
    throw error;
  }
}

/**
 * @param {string} body
 * @returns {{reason: string, note: Uint8Array}}
 */
function parseEvidence(body) {
  const [reason = "", ...rest] = body.split("\n");
  const [word, ...encoded] = rest.join("\n").split(" ");
  const text = encoded.join(" ");
  if (word !== "note" || text === "" || !FILED_AS.includes(reason)) {
    throw new FormatError("evidence", "out of form");
  }
  return { reason, note: parseBase64(text, "evidence") };
}
