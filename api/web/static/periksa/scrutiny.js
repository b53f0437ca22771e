/**
 * Every note of a log, one after the other: form, signer, order, citation, register
 * (`tools/scrutiny.py`).
 *
 * A word of a later version is no fault; but from there on this reader cannot know the whole
 * register, so what it then misses is undecided instead of bad.
 */

import { SIGNATURE_BYTES } from "../ed25519.js";
import { SegelError } from "../errors.js";
import { REGISTER } from "../register.js";
import { STATEMENT } from "../statement.js";
import { isEqual, toBase64 } from "../text.js";
import { Citations } from "./citation.js";
import { ClerkReader } from "./clerk.js";
import { ANCHOR, CLERK_KINDS, EVIDENCE, parseEntryNote } from "./entry.js";
import { Findings, leafSpan, said, twice } from "./finding.js";
import { Places } from "./recount.js";
import { MisplacedError, WrongOriginError } from "./refusal.js";
import { RECOVERED, Roster, UNKNOWN, VOID } from "./roster.js";
import { countedSignatures, signedBy } from "./signature.js";

const NAMES_OF_NOTES = {
  form: twice("Bentuk catatan", "Form of the notes"),
  signatures: twice("Tanda tangan", "Signatures"),
  journals: twice("Urutan tiap jurnal", "Order of each journal"),
  register: twice("Daftar kunci", "Register of keys"),
  citations: twice("Checkpoint yang dikutip perangkat", "Checkpoints that devices cite"),
  clerk: twice("Catatan panitera (server)", "Notes of the clerk (server)"),
};
const LATER_TOPIC = /^segel\/[a-z-]{1,40}\/v[0-9]{1,6}$/;
const KNOWN_TOPICS = [STATEMENT, REGISTER, EVIDENCE, ANCHOR, "segel/charter/v1"];

/** So many signatures are given away to be checked while the next notes are read. */
const SIGNATURES_AT_ONCE = 1024;

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./member.js").Member} Member */
/** @typedef {Entry | {fault: string}} Parsed */
/**
 * @typedef {object} Claim
 * @property {bigint} index
 * @property {boolean} isByHardware
 * @property {import("./signature.js").Signed} signed
 */

export class Scrutiny {
  findings = new Findings(NAMES_OF_NOTES);
  #places = new Places();
  /** @type {Claim[]} those who are said to have signed, not given away yet */
  #claims = [];
  /** @type {{claims: Claim[], faults: Promise<string[]>}[]} */
  #given = [];
  #signed = 0;
  #held = 0;
  #byHardware = 0;
  #void = 0;
  #isPartial = false;
  #tree;
  #clerk;
  #citations;
  #check;

  /**
   * @param {import("../charter.js").Charter} charter
   * @param {import("./recount.js").Recount} tree of all entries
   * @param {(index: bigint) => Uint8Array | undefined} noteAt
   * @param {import("./signature.js").Check} check
   */
  constructor(charter, tree, noteAt, check) {
    this.#tree = tree;
    this.#check = check;
    this.roster = new Roster(charter, tree.leaf(0));
    for (const key of Object.keys(NAMES_OF_NOTES)) this.findings.of(key);
    this.#clerk = new ClerkReader(this.findings.of("clerk"), this.roster, this.#places, tree, noteAt);
    this.#citations = new Citations(this.findings.of("citations"), (size) => tree.known(size));
  }

  /**
   * Judge the notes behind the charter.
   * @param {Uint8Array[]} notes all of the log
   */
  async takeAll(notes) {
    const read = notes.slice(1).map((raw, place) => parsed(raw, this.#tree.leaf(place + 1)));
    const entries = read.filter((one) => "header" in one);
    await this.#tree.prepare(entries.map(({ header }) => header.cited.size));
    for (const [place, one] of read.entries()) {
      const index = BigInt(place + 1);
      if ("header" in one) await this.#take(index, one);
      else this.#takeUnread(index, notes[place + 1], one.fault);
      if (this.#claims.length === SIGNATURES_AT_ONCE) this.#give();
    }
    this.#give();
    await this.#collect();
  }

  /** Write the summaries, once every note was taken. */
  close() {
    this.#citations.close();
    const { size } = this.roster.members;
    const [id, en] = this.#void === 0 ? ["", ""]
      : [`, ${this.#void} baris tidak berlaku`, `, ${this.#void} void lines`];
    this.findings.of("register").summary = twice(`${size} jurnal${id}`, `${size} journals${en}`);
    const { journals } = this.#places;
    this.findings.of("journals").summary = twice(`${journals} jurnal berisi`,
      `${journals} journals in use`);
    this.findings.of("signatures").summary = countedSignatures(this.#held, this.#signed,
      this.#byHardware);
  }

  /** @type {(index: bigint, entry: Entry) => Promise<void>} */
  async #take(index, entry) {
    const { header, topic } = entry;
    let key;
    try {
      key = this.roster.signer(entry);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      this.#takeUnsigned(index, entry, error);
      return;
    }
    const isByHardware = entry.signature.signature.length > SIGNATURE_BYTES;
    this.#signed += 1;
    this.#claims.push({ index, isByHardware, signed: signedBy(entry, key) });
    this.#checkOrder(index, entry, this.roster.member(header.journal));
    this.#citations.take(index, entry, this.roster);
    if (CLERK_KINDS.includes(topic)) {
      this.#clerk.isPartial = this.#isPartial;
      await this.#clerk.take(index, entry);
    }
    this.#places.put(header.journal, header.sequence, index);
    if (topic === REGISTER) {
      for (const one of await this.roster.take(index, entry)) await this.#readOutcome(index, one);
    } else {
      this.roster.advance(index, entry);
    }
  }

  /** @type {(index: bigint, raw: Uint8Array | undefined, fault: string) => void} */
  #takeUnread(index, raw, fault) {
    const start = new TextDecoder().decode(raw?.subarray(0, 80));
    const topic = start.slice(0, start.indexOf("\n"));
    if (KNOWN_TOPICS.includes(topic) || !LATER_TOPIC.test(topic)) {
      this.#fail("form", index, fault);
      return;
    }
    this.#isPartial = true;
    this.findings.of("form").doubt(said(`${topic} is of a later version`), leafSpan(index));
  }

  /**
   * Judge a note that its journal's key has not even claimed; its lines do not act.
   * @type {(index: bigint, entry: Entry, error: SegelError) => void}
   */
  #takeUnsigned(index, entry, error) {
    const { journal, sequence } = entry.header;
    if (error instanceof WrongOriginError) {
      this.#fail("form", index, error.message);
      return;
    }
    this.#miss(error instanceof MisplacedError ? "clerk" : "signatures", index, error.message);
    const member = this.roster.members.get(journal);
    if (member === undefined) return;
    this.#checkOrder(index, entry, member);
    this.#places.put(journal, sequence, index);
    member.chain = { expected: sequence + 1n, head: entry.leaf };
  }

  /** @type {(index: bigint, entry: Entry, member: Member) => void} */
  #checkOrder(index, { header: { journal, sequence, previous } }, { revokedAfter, chain }) {
    if (revokedAfter !== null && sequence > revokedAfter) {
      this.#miss("journals", index, `${journal} was revoked after number ${revokedAfter}`);
    }
    if (sequence > chain.expected) {
      this.#miss("journals", index, `${journal}: number ${sequence} came before number `
        + `${chain.expected}`);
    } else if (sequence < chain.expected) {
      this.#miss("journals", index, `${journal}: number ${sequence} lies before ${chain.expected}`);
    } else if (!isEqual(previous, chain.head)) {
      this.#miss("journals", index, `${journal}: number ${sequence} does not follow its last note`);
    }
  }

  /** @type {(index: bigint, outcome: import("./roster.js").Outcome) => Promise<void>} */
  async #readOutcome(index, { effect, reason }) {
    const check = this.findings.of("register");
    if (effect === UNKNOWN) {
      this.#isPartial = true;
      check.doubt(said(reason), leafSpan(index));
    } else if (effect === VOID) {
      this.#void += 1;
      check.remark(twice(`baris tidak berlaku: ${said(reason).id}`, `void line: ${reason}`),
        leafSpan(index));
    } else if (effect === RECOVERED) {
      const recovery = this.roster.recoveries.at(-1);
      if (recovery !== undefined) await this.#recover(index, recovery);
    }
  }

  /** @type {(index: bigint, recovery: import("./roster.js").Recovery) => Promise<void>} */
  async #recover(index, recovery) {
    const { size, root } = recovery;
    if (!isEqual(await this.#tree.root(size), root)) {
      this.#fail("register", index, `recover ${size} ${toBase64(root)} names another tree than this `
        + "log's");
    }
    this.findings.of("register").remark(twice(
      `log dipulihkan dari ${size} entri oleh kuorum pendaftar; yang pernah ditandatangani `
        + "sesudahnya hilang, dan hanya perangkat yang dapat mengirim ulang",
      `the log was recovered from ${size} entries by a quorum of registrars; what it had signed `
        + "beyond was lost, and only devices can send it again",
    ), leafSpan(index));
    this.#citations.recover(recovery);
  }

  #give() {
    const claims = this.#claims.splice(0);
    this.#given.push({ claims, faults: this.#check(claims.map(({ signed }) => signed)) });
  }

  async #collect() {
    for (const { claims, faults } of this.#given.splice(0)) {
      const reasons = await faults;
      for (const [place, { index, isByHardware }] of claims.entries()) {
        const reason = /** @type {string} */ (reasons[place]);
        if (reason === "") {
          this.#held += 1;
          this.#byHardware += Number(isByHardware);
        } else {
          const text = twice(`tidak sah: ${said(reason).id}`, reason);
          this.findings.of("signatures").fail(text, leafSpan(index));
        }
      }
    }
  }

  /** @type {(key: string, index: bigint, reason: string) => void} */
  #miss(key, index, reason) {
    if (this.#isPartial) this.findings.of(key).doubt(said(reason), leafSpan(index));
    else this.#fail(key, index, reason);
  }

  /** @type {(key: string, index: bigint, reason: string) => void} */
  #fail(key, index, reason) {
    this.findings.of(key).fail(said(reason), leafSpan(index));
  }
}

/** @type {(raw: Uint8Array, leaf: Uint8Array) => Parsed} */
function parsed(raw, leaf) {
  try {
    return { ...parseEntryNote(raw), leaf };
  } catch (error) {
    if (error instanceof SegelError) return { fault: error.message };
    throw error;
  }
}
