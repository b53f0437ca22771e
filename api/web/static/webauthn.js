/**
 * WebAuthn assertions as signatures under notes: the key stays in hardware, a finger wakes it.
 *
 *     key        identifier ‖ SHA-256(RP id) ‖ public key (0x04 ‖ x ‖ y, or Ed25519)
 *     signature  authenticatorData (37 bytes) ‖ signature (64 bytes) ‖ clientDataJSON
 *
 * The same rules as `ledger/tlog/webauthn.py`, which says why: one expression reads clientDataJSON,
 * nothing follows the counter, of the two `s` the smaller one counts. WebCrypto verifies.
 *
 * Source: W3C Web Authentication Level 2, sections 5.8.1, 6.1 and 7.2
 */

import { SIGNATURE_BYTES, checkPublic, verify } from "./ed25519.js";
import { FormatError, KeyFormatError, SignatureError } from "./errors.js";
import { HASH_BYTES, concat, isEqual, sha256, toBase64, toUtf8 } from "./text.js";

export const ES256 = toUtf8("segel/webauthn-es256/v1");
export const EDDSA = toUtf8("segel/webauthn-eddsa/v1");

export const POINT_BYTES = 65;
const DATA_BYTES = 37;
const CLIENT_DATA_MAX = 1024;
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTACHED = 0x40 | 0x80;

const CLIENT_DATA = new RegExp(
  String.raw`^\{"type":"webauthn\.get","challenge":"([A-Za-z0-9_-]{43})",`
  + String.raw`"origin":"(?:https://([a-z0-9.-]+)|http://(localhost))(?::[0-9]{1,5})?"`
  + String.raw`(?:,"crossOrigin":false(,[ -\[\]-~]+)?)?\}$`,
);
const REPEATED = /"(?:type|challenge|origin|crossOrigin)"/;

/** @typedef {{isEdDsa: boolean, rpIdHash: Uint8Array, key: Uint8Array}} HardwareKey */

/**
 * Join what a verifier key of type 0xff holds behind that byte.
 * @param {string} rpId the host name for which the phone has made the key
 * @param {Uint8Array} key `0x04 ‖ x ‖ y`, or an Ed25519 key
 * @returns {Promise<Uint8Array>}
 */
export async function hardwarePublic(rpId, key) {
  const identifier = key.length === POINT_BYTES ? ES256 : EDDSA;
  return concat(identifier, await sha256(toUtf8(rpId)), key);
}

/**
 * @param {Uint8Array} value what stands behind the byte 0xff
 * @returns {HardwareKey}
 * @throws {KeyFormatError} another identifier, or a length that it cannot have
 */
export function parseHardwarePublic(value) {
  const start = ES256.length;
  const [identifier, rest] = [value.slice(0, start), value.slice(start + HASH_BYTES)];
  const isEdDsa = isEqual(identifier, EDDSA);
  const length = isEdDsa ? HASH_BYTES : POINT_BYTES;
  if ((!isEdDsa && !isEqual(identifier, ES256)) || rest.length !== length) {
    throw new KeyFormatError("hardware key", "out of form");
  }
  return { isEdDsa, rpIdHash: value.slice(start, start + HASH_BYTES), key: rest };
}

/**
 * Refuse a key that is none, or on whose signatures libraries could disagree.
 * @param {Uint8Array} value
 * @throws {KeyFormatError}
 */
export async function checkHardwarePublic(value) {
  const { isEdDsa, key } = parseHardwarePublic(value);
  if (isEdDsa) checkPublic(key);
  else await importPoint(key);
}

/**
 * Check that the person at the hardware key agreed to exactly this text.
 * @param {Uint8Array} value the key
 * @param {Uint8Array} signature
 * @param {Uint8Array} text
 * @throws {SignatureError}
 */
export async function verifyAssertion(value, signature, text) {
  try {
    await verifyParts(parseHardwarePublic(value), signature, text);
  } catch (error) {
    if (error instanceof FormatError) throw new SignatureError(error.message);
    throw error;
  }
}

/**
 * @param {HardwareKey} hardware
 * @param {Uint8Array} assertion
 * @param {Uint8Array} text
 */
async function verifyParts({ isEdDsa, rpIdHash, key }, assertion, text) {
  const start = DATA_BYTES + SIGNATURE_BYTES;
  if (assertion.length <= start || assertion.length > start + CLIENT_DATA_MAX) {
    throw new FormatError("assertion", "out of form");
  }
  const data = assertion.slice(0, DATA_BYTES);
  const signature = assertion.slice(DATA_BYTES, start);
  const clientData = assertion.slice(start);
  checkData(data, rpIdHash);
  await checkClientData(String.fromCharCode(...clientData), rpIdHash, text);
  const message = concat(data, await sha256(clientData));
  if (isEdDsa) await verify(key, signature, message);
  else await verifyEs256(key, signature, message);
}

/**
 * @param {Uint8Array} data authenticatorData
 * @param {Uint8Array} rpIdHash
 */
function checkData(data, rpIdHash) {
  const flags = data[HASH_BYTES] ?? 0;
  if (!isEqual(data.slice(0, HASH_BYTES), rpIdHash)) {
    throw new SignatureError("for another site than the key's");
  }
  if (!(flags & PRESENT) || !(flags & VERIFIED)) {
    throw new SignatureError("the phone has not recognised the person");
  }
  if (flags & ATTACHED) throw new SignatureError("out of form");
}

/**
 * @param {string} clientData a character for each byte
 * @param {Uint8Array} rpIdHash
 * @param {Uint8Array} text
 */
async function checkClientData(clientData, rpIdHash, text) {
  const [, challenge, secure, local, rest = ""] = CLIENT_DATA.exec(clientData) ?? [];
  const host = secure ?? local;
  if (host === undefined || REPEATED.test(rest)) {
    throw new SignatureError("out of form");
  }
  if (challenge !== toBase64Url(await sha256(text))) {
    throw new SignatureError("over another text");
  }
  const labels = host.split(".");
  for (const at of labels.keys()) {
    if (isEqual(await sha256(toUtf8(labels.slice(at).join("."))), rpIdHash)) return;
  }
  throw new SignatureError("for another site than the key's");
}

/**
 * @param {Uint8Array} point
 * @param {Uint8Array} signature
 * @param {Uint8Array} message
 */
async function verifyEs256(point, signature, message) {
  const [r, s] = [numberOf(signature.slice(0, 32)), numberOf(signature.slice(32))];
  if (r === 0n || r >= P256_ORDER || s === 0n || s > P256_ORDER / 2n) {
    throw new SignatureError("signature not strict: r or s");
  }
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  if (!(await crypto.subtle.verify(algorithm, await importPoint(point), signature, message))) {
    throw new SignatureError("the signature does not hold over this text");
  }
}

/**
 * Write an ECDSA signature as `r ‖ s` with the smaller `s`.
 * @param {Uint8Array} der as authenticators give it
 * @returns {Uint8Array} 64 bytes
 * @throws {FormatError}
 */
export function rawSignature(der) {
  const [r, next] = integerAt(der, 2);
  const [s, end] = integerAt(der, next);
  const isWhole = der[0] === 0x30 && der[1] === der.length - 2 && end === der.length;
  if (!isWhole || s >= P256_ORDER) throw new FormatError("assertion", "out of form");
  return concat(bytesOfNumber(r), bytesOfNumber(s > P256_ORDER / 2n ? P256_ORDER - s : s));
}

/**
 * @param {Uint8Array} der
 * @param {number} at
 * @returns {[bigint, number]} a positive number and where the next thing begins
 */
function integerAt(der, at) {
  const end = at + 2 + (der[at + 1] ?? 0);
  const bytes = der.slice(at + 2, end);
  const [first = 0x80, second = 0x80] = bytes;
  const isStrict = der[at] === 2 && end <= der.length && first < 0x80
    && (first > 0 || second >= 0x80) && bytes.length <= 33;
  if (!isStrict) throw new FormatError("assertion", "out of form");
  return [numberOf(bytes), end];
}

/** @param {Uint8Array} point */
async function importPoint(point) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  try {
    if (point[0] !== 4) throw new DOMException("compressed", "DataError");
    return await crypto.subtle.importKey("raw", /** @type {BufferSource} */ (point), algorithm,
      true, ["verify"]);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new KeyFormatError("hardware key", "out of form");
  }
}

/** @param {Uint8Array} bytes */
function toBase64Url(bytes) {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {Uint8Array} bytes */
function numberOf(bytes) {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

/** @param {bigint} number below 2^256 */
function bytesOfNumber(number) {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((number >> BigInt(8 * (31 - at))) & 255n));
}
