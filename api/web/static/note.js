/**
 * Signed notes: readable text, a blank line, signature lines.
 *
 *     If you think cryptography is the answer to your problem,
 *     then you don't know what your problem is.
 *
 *     — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcE...
 *
 * One strict reader: `serialiseNote(parseNote(x))` is `x`, byte for byte, or `x` is refused.
 *
 * Source: https://c2sp.org/signed-note@v1.0.0
 */

import { checkPublic, verify } from "./ed25519.js";
import { FormatError, KeyFormatError, SignatureError } from "./errors.js";
import { concat, isEqual, parseBase64, parseUtf8, sha256 } from "./text.js";
import { toBase64, toHex, toUtf8 } from "./text.js";
import { parseHardwarePublic, verifyAssertion } from "./webauthn.js";

/** Signature type bytes: a plain Ed25519 note, and cosignatures by Ed25519 and ML-DSA-44. */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;
export const COSIGNATURE_MLDSA44 = 0x06;

/** Type byte of keys that hardware keeps; an identifier follows it (webauthn.js). */
export const HARDWARE = 0xff;

/** Longest key name, in bytes of UTF-8. */
export const NAME_BYTES_MAX = 128;

/** Most signature lines that are read; the specification asks for at least 16. */
export const SIGNATURES_MAX = 100;

const KEY_BYTES = new Map([
  [ED25519, 32],
  [COSIGNATURE, 32],
  [COSIGNATURE_MLDSA44, 1312],
]);

/**
 * @typedef {object} SignatureLine
 * @property {string} name key name
 * @property {Uint8Array} id key id, 4 bytes
 * @property {Uint8Array} signature what follows the key id
 */

/**
 * @typedef {object} Note
 * @property {string} text with its last newline
 * @property {SignatureLine[]} signatures in the order of the note
 */

/**
 * @typedef {object} VerifierKey
 * @property {string} name
 * @property {Uint8Array} id 4 bytes
 * @property {number} type
 * @property {Uint8Array} publicKey
 */

/**
 * Read a note.
 * @param {Uint8Array} bytes
 * @returns {Note}
 * @throws {FormatError}
 */
export function parseNote(bytes) {
  const whole = parseUtf8(bytes, "note");
  const split = whole.lastIndexOf("\n\n");
  const block = whole.slice(split + 2);
  const lines = block.slice(0, -1).split("\n");
  const hasControl = /[\u0000-\u0009\u000b-\u001f]/.test(whole);
  if (hasControl || split < 0 || !block.endsWith("\n") || lines.length > SIGNATURES_MAX) {
    throw new FormatError("note", "out of form");
  }
  return { text: whole.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

/**
 * Write a note.
 * @param {Note} note
 * @returns {Uint8Array}
 */
export function serialiseNote({ text, signatures }) {
  const lines = signatures.map(
    ({ name, id, signature }) => `— ${name} ${toBase64(concat(id, signature))}\n`,
  );
  return toUtf8(`${text}\n${lines.join("")}`);
}

/**
 * Check the signatures of known keys. Lines of unknown keys are ignored; a known key whose line
 * fails condemns the whole note.
 * @param {Note} note
 * @param {VerifierKey[]} keys of type `ED25519` or `HARDWARE`
 * @returns {Promise<VerifierKey[]>} the keys that signed, in the order of their lines
 * @throws {SignatureError} a known key's line fails, or no known key signed
 */
export async function verifyNote(note, keys) {
  /** @type {VerifierKey[]} */
  const signers = [];
  for (const line of note.signatures) {
    const key = keys.find(({ name, id }) => name === line.name && isEqual(id, line.id));
    if (key === undefined) continue;
    if (key.type !== ED25519 && key.type !== HARDWARE) {
      throw new SignatureError(`${key.name}: not a key for notes`);
    }
    const check = key.type === HARDWARE ? verifyAssertion : verify;
    await check(key.publicKey, line.signature, toUtf8(note.text));
    if (!signers.includes(key)) signers.push(key);
  }
  if (signers.length === 0) throw new SignatureError("not signed by a known key");
  return signers;
}

/**
 * The private half of a key: Ed25519, or what asks the phone's hardware.
 * @typedef {CryptoKey | ((message: Uint8Array) => Promise<Uint8Array>)} Secret
 */

/**
 * Sign a text as a note with one signature line.
 * @param {string} text ends with a newline
 * @param {VerifierKey} key
 * @param {Secret} secret its private half
 * @returns {Promise<Uint8Array>} the note; it was read back before it is returned
 */
export async function signNote(text, key, secret) {
  const signature = await signMessage(toUtf8(text), secret);
  const bytes = serialiseNote({ text, signatures: [{ name: key.name, id: key.id, signature }] });
  const note = parseNote(bytes);
  if (note.text !== text) throw new FormatError("note", "out of form");
  await verifyNote(note, [key]);
  return bytes;
}

/**
 * @param {Uint8Array} message
 * @param {Secret} secret
 * @returns {Promise<Uint8Array>}
 */
export async function signMessage(message, secret) {
  if (typeof secret === "function") return secret(message);
  return new Uint8Array(await crypto.subtle.sign("Ed25519", secret, message));
}

/**
 * @param {string} name
 * @param {number} type
 * @param {Uint8Array} publicKey
 * @returns {Promise<Uint8Array>} the first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ public key)
 */
export async function keyId(name, type, publicKey) {
  const hash = await sha256(concat(toUtf8(`${name}\n`), Uint8Array.of(type), publicKey));
  return hash.slice(0, 4);
}

/**
 * Make the verifier key of an Ed25519 public key.
 * @param {string} name
 * @param {Uint8Array} publicKey 32 bytes
 * @returns {Promise<VerifierKey>}
 */
export async function verifierKey(name, publicKey) {
  checkName(name);
  checkPublic(publicKey);
  return { name, type: ED25519, publicKey, id: await keyId(name, ED25519, publicKey) };
}

/**
 * Read `name+hex(key id)+base64(type ‖ public key)`.
 * @param {string} text
 * @returns {Promise<VerifierKey>}
 * @throws {KeyFormatError}
 */
export async function parseVerifierKey(text) {
  const parts = text.split("+");
  const [name = "", hex] = parts;
  if (parts.length < 3) throw new KeyFormatError("verifier key", "out of form");
  checkName(name);
  const material = keyMaterial(parts.slice(2).join("+"));
  const [type = 0] = material;
  const key = { name, type, publicKey: material.slice(1) };
  const { length: whole } = key.publicKey;
  if (type === HARDWARE) parseHardwarePublic(key.publicKey);
  const length = type === HARDWARE ? whole : KEY_BYTES.get(type);
  const id = await keyId(name, type, key.publicKey);
  if (length !== whole || toHex(id) !== hex) throw new KeyFormatError("verifier key", "out of form");
  return { ...key, id };
}

/**
 * Refuse a key on whose signatures libraries could disagree. Hardware keys are none of those that
 * sign for a log, a founder or a witness: `checkHardwarePublic` looks at them.
 * @param {VerifierKey} key
 * @throws {KeyFormatError}
 */
export function checkStrong(key) {
  if (key.type !== COSIGNATURE_MLDSA44) checkPublic(key.publicKey);
}

/**
 * @param {VerifierKey} key
 * @returns {string}
 */
export function formatVerifierKey({ name, id, type, publicKey }) {
  return `${name}+${toHex(id)}+${toBase64(concat(Uint8Array.of(type), publicKey))}`;
}

/**
 * Tell whether a text can be a key name: 1 to 128 bytes, no Unicode space, no plus, no control.
 * @param {string} name
 * @returns {boolean}
 */
export function isName(name) {
  if (!name.isWellFormed() || toUtf8(name).length > NAME_BYTES_MAX) return false;
  return name !== "" && !/[\p{White_Space}+\u0000-\u001f\u007f]/u.test(name);
}

/** @param {string} name */
function checkName(name) {
  if (!isName(name)) throw new KeyFormatError("verifier key", "out of form");
}

/** @param {string} text */
function keyMaterial(text) {
  try {
    return parseBase64(text, "verifier key");
  } catch (error) {
    if (error instanceof FormatError) throw new KeyFormatError(error.thing, error.reason);
    throw error;
  }
}

/**
 * @param {string} line without its newline
 * @returns {SignatureLine}
 */
function parseSignatureLine(line) {
  const parts = line.split(" ");
  const [dash, name = "", encoded = ""] = parts;
  const raw = parseBase64(encoded, "note");
  if (parts.length !== 3 || dash !== "—" || !isName(name) || raw.length < 5) {
    throw new FormatError("note", "out of form");
  }
  return { name, id: raw.slice(0, 4), signature: raw.slice(4) };
}
