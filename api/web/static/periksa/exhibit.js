/**
 * Examination of an evidence file, in the page: what it holds against what it says, with the same
 * checks and the same words as `tools/exhibit.py`.
 *
 * The same folds as over a whole log, over the few notes that are enclosed. What a whole log shows
 * to be bad is bad here too; what only the missing notes could show is undecided.
 */

import { EMPTY_ROOT, openCheckpoint } from "../checkpoint.js";
import { SIGNATURE_BYTES } from "../ed25519.js";
import { PolicyError, SegelError } from "../errors.js";
import { fingerprintWords } from "../fingerprint.js";
import { parseNote } from "../note.js";
import { NONE, isMetBy } from "../policy.js";
import { STATEMENT } from "../statement.js";
import { isEqual, toBase64 } from "../text.js";
import { openAnchored, parseAnchor } from "./anchor.js";
import { countedWitnesses, weighWitnesses } from "./attestation.js";
import { bundleRoots, openLeaves, parseBundle } from "./bundle.js";
import { Citations } from "./citation.js";
import { charterIn, checkBelieved } from "./credence.js";
import { ANCHOR } from "./entry.js";
import { Findings, NOTHING, alike, leafSpan, said, twice, worstOf } from "./finding.js";
import { BadSignatureError, RevokedError, UnknownJournalError } from "./refusal.js";
import { lacks, proves } from "./reservation.js";
import { RECOVERED, Roster, UNKNOWN } from "./roster.js";
import { Signatures, countedSignatures, unusedIn } from "./signature.js";
import { testimonyOf } from "./testimony.js";
import { Timeline } from "./timeline.js";

const NAMES = {
  seal: twice("Berkas utuh, segelnya cocok", "File is whole, its seal fits"),
  trust: twice("Piagam cocok dengan sidik jari tepercaya", "Charter is the one that is trusted"),
  charter: twice("Piagam ditandatangani semua pendiri", "Charter signed by every founder"),
  checkpoints: twice("Log menandatangani pohon", "The log signed the tree"),
  witnesses: twice("Saksi", "Witnesses"),
  proof: twice("Catatan ada di pohon itu", "The notes are in that tree"),
  form: twice("Bentuk catatan", "Form of the notes"),
  signatures: twice("Tanda tangan", "Signatures"),
  register: twice("Daftar kunci", "Register of keys"),
  journals: twice("Sambungan dalam jurnal", "Links within journals"),
  citations: twice("Checkpoint yang dikutip perangkat", "Checkpoints that devices cite"),
  anchors: twice("Jangkar waktu", "Anchors in time"),
};

/** @typedef {import("../charter.js").Charter} Charter */
/** @typedef {import("../inspection.js").Trust} Trust */
/** @typedef {import("./bundle.js").Bundle} Bundle */
/** @typedef {import("./bundle.js").Opened} Opened */
/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./finding.js").Words} Words */

/**
 * @typedef {object} Dossier
 * @property {import("./finding.js").State} state the worst of all checks
 * @property {import("./finding.js").Finding[]} checks
 * @property {string} words the charter's hash as eight words; "" where the file cannot be read
 * @property {string} asked what its maker says that it is about
 * @property {import("./testimony.js").Testimony[]} statements
 * @property {Words[]} proves
 * @property {Words[]} lacks what is not proven
 * @property {Map<bigint, Uint8Array>} notes by leaf index
 */

/**
 * Judge the bytes of an evidence file.
 * @param {Uint8Array} raw
 * @param {Trust} trust from where trust starts; nothing inside the file ever is that
 * @returns {Promise<Dossier>}
 */
export async function examineBundle(raw, trust) {
  const findings = new Findings(NAMES);
  const seal = findings.of("seal");
  try {
    const bundle = await parseBundle(raw);
    seal.summary = alike(`${raw.length} B`);
    return await new Examination(bundle, trust, findings, await openLeaves(bundle)).dossier();
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    seal.fail(said(error.message));
    const nothing = { words: "", asked: "", statements: [], proves: [], lacks: [] };
    return { ...nothing, state: seal.state, checks: findings.all(), notes: new Map() };
  }
}

/** One file being judged. */
class Examination {
  /** @type {Map<bigint, Uint8Array>} roots by size; none, if they do not lead to the signed one */
  #roots = new Map();
  /** @type {Map<bigint, Entry>} */
  #entries = new Map();
  #timeline = new Timeline();
  #vouched = NOTHING;
  #linked = 0;
  #signed = 0;
  #byHardware = 0;
  #isPartial = false;
  #bundle;
  #trust;
  #findings;
  #opened;
  #first;
  #citations;

  /**
   * @param {Bundle} bundle
   * @param {Trust} trust
   * @param {Findings} findings
   * @param {Opened[]} opened
   */
  constructor(bundle, trust, findings, opened) {
    this.#bundle = bundle;
    this.#trust = trust;
    this.#findings = findings;
    this.#opened = opened;
    this.#first = /** @type {Opened} */ (opened[0]);
    this.#citations = new Citations(findings.of("citations"), (size) => this.#rootAt(size));
  }

  /** @returns {Promise<Dossier>} */
  async dossier() {
    const findings = this.#findings;
    const [check, { origin }] = [findings.of("charter"), this.#bundle.tree];
    const charter = await charterIn(check, this.#first.note, origin);
    await this.#findRoots();
    if (charter !== null) {
      checkBelieved(findings.of("trust"), this.#first.leaf, charter.log, this.#trust);
      await this.#checkLog(charter);
      await this.#fold(charter);
    }
    const checks = findings.all().filter(({ key }) => charter !== null || key !== "citations");
    return {
      state: worstOf(checks.map(({ state }) => state)),
      checks,
      words: fingerprintWords(this.#first.leaf),
      asked: this.#bundle.scope,
      statements: charter === null ? [] : this.#statements(),
      proves: charter === null ? [] : proves(this.#bundle, this.#vouched, this.#linked),
      lacks: charter === null ? [] : lacks(this.#bundle, this.#vouched),
      notes: new Map(this.#opened.map(({ index, note }) => [index, note])),
    };
  }

  async #findRoots() {
    const { leaves, hashes, tree } = this.#bundle;
    const check = this.#findings.of("proof");
    check.summary = twice(`${leaves.length} dari ${tree.size}`, `${leaves.length} of ${tree.size}`);
    check.pieces.push({ name: twice("Akar pohon", "The tree's root"), bytes: tree.root });
    check.pieces.push(...hashes.map((bytes) => ({ name: twice("Hash", "A hash"), bytes })));
    try {
      const roots = await bundleRoots(this.#bundle, this.#opened);
      const own = roots.get(tree.size);
      if (own !== undefined && isEqual(own, tree.root)) {
        this.#roots = roots;
        return;
      }
      check.fail(twice("catatan dan hash tidak menghasilkan akar pohon yang ditandatangani",
        "notes and hashes do not lead to the root that was signed"));
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      check.fail(said(error.message));
    }
  }

  /** @param {Charter} charter */
  async #checkLog({ log }) {
    const check = this.#findings.of("checkpoints");
    const { checkpoint, tree } = this.#bundle;
    check.summary = alike(`${tree.origin}, ${tree.size}`);
    check.pieces.push({ name: twice("Checkpoint", "The checkpoint"), bytes: checkpoint });
    try {
      await openCheckpoint(checkpoint, log);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      check.fail(said(error.message));
    }
  }

  /** @param {bigint} size */
  #rootAt(size) {
    return size === 0n ? EMPTY_ROOT : this.#roots.get(size);
  }

  /** @param {Charter} charter */
  async #fold(charter) {
    const roster = new Roster(charter, this.#first.leaf);
    for (const { index, entry, fault } of this.#opened.slice(1)) {
      if (entry !== null) this.#entries.set(index, entry);
      else this.#findings.of("form").fail(said(fault), leafSpan(index));
    }
    const entries = [...this.#entries.values()];
    const signatures = new Signatures(entries, [charter.clerk, ...charter.registrars]);
    await signatures.learn(entries);
    const unused = unusedIn(entries);
    for (const [index, entry] of this.#entries) {
      await this.#take(roster, index, entry, signatures, unused);
    }
    this.#citations.close();
    await this.#checkWitnesses(charter, roster);
    this.#checkRevoked(roster);
    this.#sumUp(roster);
  }

  /**
   * @param {Roster} roster
   * @param {bigint} index
   * @param {Entry} entry
   * @param {Signatures} signatures
   * @param {Set<string>} unused
   */
  async #take(roster, index, entry, signatures, unused) {
    if (this.#roots.size > 0) this.#citations.take(index, entry, roster);
    try {
      const key = roster.signer(entry);
      const fault = await signatures.fault(entry, key);
      if (fault !== "") throw new BadSignatureError(fault);
      this.#signed += 1;
      if (entry.signature.signature.length > SIGNATURE_BYTES) this.#byHardware += 1;
      roster.checkNotRevoked(entry);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      this.#refuse(index, entry, error);
      if (!(error instanceof RevokedError)) return;
    }
    this.#checkLink(roster, index, entry);
    if (entry.topic === ANCHOR) await this.#takeAnchor(roster, index, entry);
    for (const outcome of await roster.take(index, entry, unused)) {
      this.#readOutcome(index, outcome, roster);
    }
  }

  /** @type {(index: bigint, entry: Entry, error: SegelError) => void} */
  #refuse(index, { header: { journal } }, error) {
    const span = leafSpan(index);
    if (error instanceof UnknownJournalError) {
      this.#findings.of("register").doubt(twice(
        `tidak ada baris di berkas ini yang mendaftarkan ${journal}`,
        `no line in this file has enrolled ${journal}`,
      ), span);
    } else if (error instanceof RevokedError) {
      this.#findings.of("journals").fail(said(error.message), span);
    } else if (this.#isPartial) {
      this.#findings.of("signatures").doubt(said(error.message), span);
    } else {
      this.#findings.of("signatures").fail(said(error.message), span);
    }
  }

  /**
   * Compare a note with the one before it, where that one or its place is in the file.
   * @type {(roster: Roster, index: bigint, entry: Entry) => void}
   */
  #checkLink(roster, index, { header: { journal, sequence, previous } }) {
    const { expected, head } = roster.member(journal).chain;
    if (sequence > expected) return;
    if (sequence === expected && isEqual(previous, head)) {
      this.#linked += 1;
      return;
    }
    const name = `${journal} ${sequence}`;
    this.#findings.of("journals").fail(twice(`${name} tidak menyambung catatan sebelumnya`,
      `${name} does not follow the note before it`), leafSpan(index));
  }

  /** @type {(roster: Roster, index: bigint, entry: Entry) => Promise<void>} */
  async #takeAnchor(roster, index, entry) {
    const [check, policy] = [this.#findings.of("anchors"), this.#trust.policy ?? roster.policy];
    try {
      const { note } = parseAnchor(entry.body);
      const anchored = await openAnchored(note, roster.charter.log, policy);
      const { size, root } = anchored.checkpoint;
      const own = this.#roots.get(size);
      if (this.#roots.size > 0 && (own === undefined || !isEqual(own, root))) {
        check.fail(twice(`log menandatangani pohon lain berukuran ${size}`,
          `the log signed another tree of size ${size}`), leafSpan(index));
        return;
      }
      this.#timeline.take(index, anchored);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      const { message } = error;
      if (error instanceof PolicyError) {
        check.remark(twice(`tidak dipakai: ${said(message).id}`, `not used: ${message}`), leafSpan(index));
      } else {
        check.fail(said(message), leafSpan(index));
      }
    }
  }

  /** @type {(index: bigint, outcome: import("./roster.js").Outcome, roster: Roster) => void} */
  #readOutcome(index, { effect, reason }, roster) {
    if (effect === UNKNOWN) {
      this.#isPartial = true;
      this.#findings.of("register").doubt(said(reason), leafSpan(index));
    } else if (effect === RECOVERED && this.#roots.size > 0) {
      const recovery = roster.recoveries.at(-1);
      if (recovery !== undefined) this.#recover(index, recovery);
    }
  }

  /** @type {(index: bigint, recovery: import("./roster.js").Recovery) => void} */
  #recover(index, recovery) {
    const [check, { size, root }, span] = [this.#findings.of("register"), recovery, leafSpan(index)];
    this.#citations.recover(recovery);
    const own = this.#roots.get(size);
    if (own === undefined || !isEqual(own, root)) {
      const line = `recover ${size} ${toBase64(root)}`;
      check.fail(twice(`\`${line}\` menyebut pohon lain`, `'${line}' names another`), span);
    }
    const enclosed = this.#bundle.leaves.filter((one) => one.index >= size && one.index < index);
    if (BigInt(enclosed.length) !== index - size) {
      check.doubt(twice(
        "apakah pemulihan itu berlaku hanya terlihat bila semua catatan sebelumnya, sejak daun "
          + `${size}, disertakan`,
        `whether that recovery acts can be seen only if all notes before it, from leaf ${size} on, `
          + "are enclosed",
      ), span);
    }
    check.remark(twice(
      `log dipulihkan dari ${size} entri oleh kuorum pendaftar, menurut baris di berkas`,
      `the log was recovered from ${size} entries by a quorum of registrars, by the lines in this `
        + "file",
    ), span);
  }

  /** @type {(charter: Charter, roster: Roster) => Promise<void>} */
  async #checkWitnesses(charter, roster) {
    const [check, policy] = [this.#findings.of("witnesses"), this.#trust.policy ?? roster.policy];
    const note = parseNote(this.#bundle.checkpoint);
    const { valid, isBroken } = await weighWitnesses(check, policy, note);
    check.summary = countedWitnesses(policy, valid, this.#trust.policy !== undefined);
    check.pieces.push({ name: twice("Checkpoint", "The checkpoint"),
      bytes: this.#bundle.checkpoint });
    if (!isMetBy(policy, valid)) {
      check.doubt(twice("kuorum saksi belum tercapai", "the quorum of witnesses is not met"));
    } else if (valid.length > 0 && !isBroken && policy.quorum !== NONE) {
      await this.#takeCheckpoint(charter, policy);
    }
    const isAsked = charter.policy.quorum !== NONE && this.#trust.policy === undefined;
    if (isAsked && policy.quorum === NONE) {
      check.doubt(twice(
        "piagam meminta saksi; bahwa kini tidak diminta lagi hanya terlihat dari seluruh log",
        "the charter asks for witnesses; that none are asked for any more, only the whole log shows",
      ));
    }
  }

  /** @type {(charter: Charter, policy: import("../policy.js").Policy) => Promise<void>} */
  async #takeCheckpoint({ log }, policy) {
    const check = this.#findings.of("witnesses");
    this.#vouched = check.summary;
    try {
      const anchored = await openAnchored(this.#bundle.checkpoint, log, policy);
      this.#timeline.take(this.#bundle.tree.size, anchored);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      check.fail(said(error.message));
    }
  }

  /** @param {Roster} roster */
  #checkRevoked(roster) {
    for (const [index, { header: { journal, sequence } }] of this.#entries) {
      const after = roster.members.get(journal)?.revokedAfter ?? null;
      if (after === null || sequence <= after) continue;
      this.#findings.of("register").remark(twice(
        `diragukan: ${journal} dicabut setelah nomor ${after}`,
        `doubted: ${journal} was revoked after number ${after}`,
      ), leafSpan(index));
    }
  }

  /** @param {Roster} roster */
  #sumUp(roster) {
    const [findings, count] = [this.#findings, this.#bundle.leaves.length - 1];
    const entries = [...this.#entries.values()];
    findings.of("form").summary = alike(count);
    findings.of("signatures").summary = countedSignatures(this.#signed, count, this.#byHardware);
    findings.of("journals").summary = twice(
      `${this.#linked} dari ${count} menyambung catatan di berkas ini`,
      `${this.#linked} of ${count} follow a note in this file`,
    );
    const signers = new Set(entries.map(({ header }) => header.journal));
    const known = [...signers].filter((one) => roster.members.has(one)).length;
    findings.of("register").summary = twice(`${known} jurnal`, `${known} journals`);
    findings.of("anchors").summary = alike(entries.filter(({ topic }) => topic === ANCHOR).length);
  }

  #statements() {
    const leaves = this.#opened.filter(({ index }) => this.#entries.has(index));
    const places = new Map(leaves.map(({ index, leaf }) => [toBase64(leaf), index]));
    return leaves.flatMap(({ index, entry, isChosen }) => {
      if (entry?.topic !== STATEMENT) return [];
      const { size, root } = entry.header.cited;
      const own = size <= index ? this.#rootAt(size) : undefined;
      const seen = own !== undefined && isEqual(own, root) ? size : 0n;
      return [testimonyOf(index, entry, this.#timeline.bracket(index, seen), places, isChosen)];
    });
  }
}
