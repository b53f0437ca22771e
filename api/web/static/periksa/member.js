/**
 * A member of the register: one journal, its keys, and where it stands (`ledger/member.py`).
 */

import { SIGNATURE_BYTES, verify } from "../ed25519.js";
import { isEqual } from "../text.js";
import { verifyAssertion } from "../webauthn.js";
import { BadSignatureError, UnknownJournalError } from "./refusal.js";

/** @typedef {import("../note.js").VerifierKey} Key */

export class Member {
  /** @type {string | null} a delegate acts only on names under it */
  prefix = null;
  /** @type {bigint | null} */
  revokedAfter = null;
  /** @type {Key | null} the key that the phone's hardware keeps */
  hardware = null;

  /**
   * @param {Key} key
   * @param {string} registrar the founder from whom it descends; itself, for a registrar
   * @param {Uint8Array} enrolledBy leaf hash of the note that enrolled it
   */
  constructor(key, registrar, enrolledBy) {
    this.key = key;
    this.registrar = registrar;
    /** What its next note must be. */
    this.chain = { expected: 0n, head: enrolledBy };
  }

  /** Whether the charter names it as a founder. */
  get isRegistrar() {
    return this.registrar === this.key.name;
  }

  /**
   * Find the key by which a signature is checked.
   * @param {import("../note.js").SignatureLine} line
   * @returns {Key}
   * @throws {BadSignatureError} the line names no key of this journal
   * @throws {UnknownJournalError} perhaps it names a hardware key that nobody has enrolled so far
   */
  keyOf({ id, signature }) {
    if (isEqual(id, this.key.id)) return this.key;
    if (this.hardware !== null && isEqual(id, this.hardware.id)) return this.hardware;
    if (this.hardware === null && signature.length > SIGNATURE_BYTES) {
      throw new UnknownJournalError(`no note has enrolled a hardware key of ${this.key.name} yet`);
    }
    throw new BadSignatureError(`no key of ${this.key.name} signed this`);
  }
}

/**
 * Check a signature under a journal's own key or its hardware key.
 * @param {Pick<Key, "publicKey">} key
 * @param {Uint8Array} signature
 * @param {Uint8Array} message
 * @throws {import("../errors.js").SignatureError}
 */
export async function verifyUnder({ publicKey }, signature, message) {
  const check = publicKey.length > 32 ? verifyAssertion : verify;
  await check(publicKey, signature, message);
}
