/**
 * The register: which key speaks for which journal, derived from notes of the log alone.
 *
 * A pure fold, line by line the one of `ledger/register.py`: the same notes give every auditor the
 * same register. Effects begin at the next leaf; a line that cannot act is void.
 */

import { SIGNATURE_BYTES, verify } from "../ed25519.js";
import { possessionMessage } from "../enrolment.js";
import { SegelError } from "../errors.js";
import { COSIGNATURE, COSIGNATURE_MLDSA44, ED25519, HARDWARE } from "../note.js";
import { checkStrong, formatVerifierKey, parseVerifierKey } from "../note.js";
import { parsePolicy } from "../policy.js";
import { LINES_MAX, REGISTER } from "../register.js";
import { isJournal } from "../statement.js";
import { isEqual, parseBase64, parseHash, parseNumber, parseUtf8, toHex } from "../text.js";
import { EDDSA, ES256, checkHardwarePublic, verifyAssertion } from "../webauthn.js";
import { CLERK_KINDS } from "./entry.js";
import { Member } from "./member.js";
import { Quorum } from "./quorum.js";
import { BadSignatureError, MisplacedError, RevokedError } from "./refusal.js";
import { UnknownJournalError, VoidError, WrongOriginError } from "./refusal.js";

export const VOID = "void";
export const UNKNOWN = "unknown";
export const RECOVERED = "recovered";
const DONE = "done";
const PENDING = "pending";

const KEY_KINDS = [ED25519, COSIGNATURE, COSIGNATURE_MLDSA44];
const RESERVED = ["registrar", "log"];
const LATER_VERB = /^[a-z]+(?:-[a-z]+)*$/;
const FORMLESS = "the line is out of form";

/** @typedef {import("../charter.js").Charter} Charter */
/** @typedef {import("../note.js").VerifierKey} Key */
/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {{size: bigint, root: Uint8Array, index: bigint}} Recovery */
/** @typedef {{line: string, effect: string, reason: string}} Outcome */
/** @typedef {{text: string, words: string[], index: bigint, entry: Entry, proven: Set<string>}} Line */

export class Roster {
  /** @type {Map<string, Member>} every journal ever enrolled */
  members = new Map();
  /** @type {Recovery[]} from which trees the log went on after entries were lost for good */
  recoveries = [];
  #stranger = 0n;
  #publics;
  #quorum;

  /**
   * Begin as the charter founds it.
   * @param {Charter} charter
   * @param {Uint8Array} leaf its leaf hash
   */
  constructor(charter, leaf) {
    this.charter = charter;
    this.policy = charter.policy;
    this.#quorum = new Quorum(Number(charter.quorum));
    const { log, clerk, registrars } = charter;
    this.#publics = new Set([log, clerk, ...registrars].map(({ publicKey }) => toHex(publicKey)));
    this.members.set(clerk.name, new Member(clerk, charter.origin, leaf));
    for (const key of registrars) this.members.set(key.name, new Member(key, key.name, leaf));
  }

  /**
   * @param {string} journal
   * @returns {Member}
   * @throws {UnknownJournalError} it is not enrolled, so far
   */
  member(journal) {
    const found = this.members.get(journal);
    if (found === undefined) {
      throw new UnknownJournalError(`no note has enrolled ${journal} yet`);
    }
    return found;
  }

  /**
   * Find the key that an entry's signature line names; the signature itself is not checked.
   * @param {Entry} entry
   * @returns {Key}
   * @throws {import("./refusal.js").RefusedError}
   */
  signer({ topic, header, signature }) {
    const { journal, origin } = header;
    if (origin !== this.charter.origin) {
      throw new WrongOriginError(`signed for the log ${origin}`);
    }
    if (CLERK_KINDS.includes(topic) !== (journal === this.charter.clerk.name)) {
      throw new MisplacedError(`${topic} does not belong in ${journal}`);
    }
    if (signature.name !== journal) {
      throw new BadSignatureError(`${signature.name} does not sign for ${journal}`);
    }
    return this.member(journal).keyOf(signature);
  }

  /**
   * @param {Entry} entry
   * @throws {RevokedError}
   */
  checkNotRevoked({ header: { journal, sequence } }) {
    const last = this.member(journal).revokedAfter;
    if (last !== null && sequence > last) {
      throw new RevokedError(`${journal} was revoked after number ${last}`);
    }
  }

  /**
   * Fold the note at a leaf, which is authentic; its lines act one after the other.
   * @param {bigint} index
   * @param {Entry} entry
   * @param {Set<string>} [proven] journals whose key is known to be strong and held
   * @returns {Promise<Outcome[]>}
   */
  async take(index, entry, proven = new Set()) {
    this.advance(index, entry);
    if (entry.topic !== REGISTER) return [];
    const outcomes = [];
    for (const [number, text] of entry.body.split("\n").entries()) {
      const line = { text, words: text.split(" "), index, entry, proven };
      outcomes.push(number < LINES_MAX ? await this.#read(line) : voided(text, "too many lines"));
    }
    return outcomes;
  }

  /**
   * Fold a note of which only its place counts.
   * @param {bigint} index
   * @param {Entry} entry
   */
  advance(index, { header: { journal, sequence }, leaf }) {
    const member = this.member(journal);
    member.chain = { expected: sequence + 1n, head: leaf };
    if (!member.isRegistrar) this.#stranger = index;
  }

  /** @type {(line: Line) => Promise<Outcome>} */
  async #read(line) {
    try {
      const signer = this.#signerOf(line);
      if (!signer.isRegistrar && signer.prefix === null) {
        throw new VoidError(`${signer.key.name} is neither a registrar nor a delegate`);
      }
      return await this.#act(line);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      return voided(line.text, error.message);
    }
  }

  /** @type {(line: Line) => Promise<Outcome>} */
  async #act(line) {
    const [verb = ""] = line.words;
    if (verb === "enrol") return this.#enrol(line);
    if (verb === "resume") return outcome(line, this.#resume(line));
    if (verb === "revoke") return outcome(line, this.#revoke(line));
    if (verb === "policy") return outcome(line, await this.#setPolicy(line));
    if (verb === "recover") return outcome(line, this.#recover(line));
    if (RESERVED.includes(verb)) throw new VoidError(`${verb} is reserved and does nothing yet`);
    if (!LATER_VERB.test(verb)) throw new VoidError(FORMLESS);
    return outcome(line, UNKNOWN, `the verb ${verb.slice(0, 40)} is of a later version`);
  }

  /** @type {(line: Line) => Promise<Outcome>} */
  async #enrol(line) {
    const [, text = "", given = "", word, prefix] = line.words;
    const { length } = line.words;
    if (length !== 3 && !(length === 5 && word === "delegate")) throw new VoidError(FORMLESS);
    if (isLaterKey(text)) {
      this.#authorised(line, text.split("+")[0] ?? "");
      return outcome(line, UNKNOWN, "the key is of a later version");
    }
    const key = await parseVerifierKey(text);
    const signer = this.#authorised(line, key.name);
    const possession = parseBase64(given, "possession");
    if (key.type === HARDWARE) return this.#strengthen(line, key, possession);
    if (key.type !== ED25519 || key.name === this.charter.origin) {
      throw new VoidError("a journal is enrolled with an Ed25519 note key and a name of its own");
    }
    const hex = toHex(key.publicKey);
    if (this.members.has(key.name) || this.#publics.has(hex)) {
      throw new VoidError("this name or this key has been used before");
    }
    if (!isJournal(key.name)) throw new VoidError("no journal's name");
    if (!line.proven.has(key.name)) {
      checkStrong(key);
      await verify(key.publicKey, possession, possessionMessage(this.charter.origin, key));
    }
    const member = new Member(key, signer.registrar, line.entry.leaf);
    if (prefix !== undefined) member.prefix = delegated(prefix, signer);
    this.#publics.add(hex);
    this.members.set(key.name, member);
    return outcome(line, DONE);
  }

  /** @type {(line: Line, key: Key, possession: Uint8Array) => Promise<Outcome>} */
  async #strengthen(line, key, possession) {
    const member = this.#known(key.name);
    if (line.words.length !== 3 || member.isRegistrar) {
      throw new VoidError("a hardware key delegates nothing, and no founder has one");
    }
    if (member.hardware !== null || member.revokedAfter !== null) {
      throw new VoidError("the journal is revoked, or has a hardware key already");
    }
    const hex = toHex(key.publicKey);
    if (this.#publics.has(hex) || isEqual(key.id, member.key.id)) {
      throw new VoidError("this key, or its id under this name, has been used before");
    }
    const message = possessionMessage(this.charter.origin, key);
    await checkHardwarePublic(key.publicKey);
    await verify(member.key.publicKey, possession.slice(0, SIGNATURE_BYTES), message);
    await verifyAssertion(key.publicKey, possession.slice(SIGNATURE_BYTES), message);
    this.#publics.add(hex);
    member.hardware = key;
    return outcome(line, DONE);
  }

  /** @param {Line} line */
  #resume(line) {
    const [, journal = "", at, number = "", after, hash = ""] = line.words;
    if (line.words.length !== 6 || at !== "at" || after !== "after") throw new VoidError(FORMLESS);
    const [expected, head] = [parseNumber(number, "number"), parseHash(hash, "leaf hash")];
    const member = this.#known(journal);
    if (member.revokedAfter !== null) throw new VoidError("a revoked journal does not go on");
    if (expected < member.chain.expected) {
      throw new VoidError(`the journal has its number ${expected} already`);
    }
    if (!this.#mayAct(line, member)) return PENDING;
    member.chain = { expected, head };
    return DONE;
  }

  /** @param {Line} line */
  #revoke(line) {
    const [, journal = "", word, number = ""] = line.words;
    if (line.words.length !== 4 || word !== "after") throw new VoidError(FORMLESS);
    const after = parseNumber(number, "number");
    const member = this.#known(journal);
    if (member.revokedAfter !== null && member.revokedAfter <= after) {
      throw new VoidError(`revoked after number ${member.revokedAfter} already`);
    }
    if (!this.#mayAct(line, member)) return PENDING;
    member.revokedAfter = after;
    this.#quorum.dismiss(journal);
    return DONE;
  }

  /** @param {Line} line */
  async #setPolicy(line) {
    const [, encoded = ""] = line.words;
    if (line.words.length !== 2) throw new VoidError(FORMLESS);
    const text = parseUtf8(parseBase64(encoded, "policy"), "policy");
    const policy = await parsePolicy(text);
    const own = formatVerifierKey(this.charter.log);
    if (policy.canonical !== text || policy.logs.some((key) => formatVerifierKey(key) !== own)) {
      throw new VoidError("not canonical, or the policy of another log");
    }
    if (policy.canonical === this.policy.canonical) {
      throw new VoidError("this policy is in force already");
    }
    if (!this.#isAgreed(line, "policy")) return PENDING;
    this.policy = policy;
    return DONE;
  }

  /** @param {Line} line */
  #recover(line) {
    const [, number = "", hash = ""] = line.words;
    if (line.words.length !== 3) throw new VoidError(FORMLESS);
    const [size, root] = [parseNumber(number, "recovered size"), parseHash(hash, "root")];
    const { cited } = line.entry.header;
    if (cited.size !== size || !isEqual(cited.root, root)) {
      throw new VoidError("the note that says so does not cite this tree itself");
    }
    if (size === 0n || size > line.index) {
      throw new VoidError("a log is recovered from a tree that it has, the charter included");
    }
    if (size <= this.#stranger) {
      throw new VoidError(`the log has gone on from there, with leaf ${this.#stranger}`);
    }
    if (this.recoveries.some(({ index }) => size <= index)) {
      throw new VoidError("the log was recovered from there already");
    }
    if (!this.#isAgreed(line, "recover")) return PENDING;
    this.recoveries.push({ size, root, index: line.index });
    return RECOVERED;
  }

  /** @type {(line: Line, member: Member) => boolean} */
  #mayAct(line, member) {
    if (member.isRegistrar) {
      return this.#isAgreed(line, `${line.words[0]} ${member.key.name}`);
    }
    this.#authorised(line, member.key.name);
    return true;
  }

  /** @type {(line: Line, subject: string) => boolean} */
  #isAgreed(line, subject) {
    const signer = this.#signerOf(line);
    if (!signer.isRegistrar || signer.revokedAfter !== null) {
      throw new VoidError("only registrars in office can say this");
    }
    return this.#quorum.agrees(subject, signer.key.name, line.text);
  }

  /** @param {string} journal */
  #known(journal) {
    const found = this.members.get(journal);
    if (found === undefined || journal === this.charter.clerk.name) {
      throw new VoidError("no such journal, or the server's own");
    }
    return found;
  }

  /** @type {(line: Line, name: string) => Member} */
  #authorised(line, name) {
    const signer = this.#signerOf(line);
    const isUnder = signer.prefix !== null && name.startsWith(`${signer.prefix}/`);
    if (signer.isRegistrar || isUnder) return signer;
    throw new VoidError(`${signer.key.name} may not act on ${name}`);
  }

  /** @param {Line} line */
  #signerOf(line) {
    return this.member(line.entry.header.journal);
  }
}

/** @type {(line: Line, effect: string, reason?: string) => Outcome} */
function outcome({ text }, effect, reason = "") {
  return { line: text, effect, reason };
}

/** @type {(line: string, reason: string) => Outcome} */
function voided(line, reason) {
  return { line, effect: VOID, reason };
}

/** @type {(prefix: string, signer: Member) => string} */
function delegated(prefix, signer) {
  const { prefix: own } = signer;
  if (!isJournal(prefix)) throw new VoidError("no journal's name");
  if (own !== null && own !== prefix && !prefix.startsWith(`${own}/`)) {
    throw new VoidError(`${signer.key.name} may not delegate ${prefix}`);
  }
  return prefix;
}

/**
 * Tell whether this is a verifier key of a type that only a later version knows.
 * @param {string} text
 */
function isLaterKey(text) {
  const value = parseBase64(text.split("+").slice(2).join("+"), "verifier key");
  const [type] = value;
  if (type !== HARDWARE) return type !== undefined && !KEY_KINDS.includes(type);
  return [ES256, EDDSA].every((start) => !isEqual(value.slice(1, start.length + 1), start));
}
