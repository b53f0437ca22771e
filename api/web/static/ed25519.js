/**
 * Ed25519 by a rule so strict that every library agrees on it.
 *
 * WebCrypto signs and verifies; before it stands what it leaves open: `S < L`, `R` canonical and
 * not of small order, and public keys that are canonical, on the curve and free of torsion. Point
 * arithmetic is done only on public keys, so it need not hide its timing.
 *
 * Source: RFC 8032, section 5.1; Chalkias et al., "Taming the many EdDSAs".
 */

import { KeyFormatError, SignatureError } from "./errors.js";

export const PUBLIC_BYTES = 32;
export const SIGNATURE_BYTES = 64;

const P = 2n ** 255n - 19n;
const Y_MASK = 2n ** 255n - 1n;

/** L, the order of the prime-order subgroup. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** @type {WeakMap<Uint8Array, CryptoKey>} by the bytes that are held, not by what they say */
const imported = new WeakMap();

/** @typedef {[bigint, bigint, bigint, bigint]} Point in extended coordinates */

/** d of the curve -x² + y² = 1 + d x² y². */
const D = mod(-121665n * power(121666n, P - 2n));

/** A square root of -1. */
const I = power(2n, (P - 1n) / 4n);

/** The y coordinates of the eight points of small order. */
const SMALL_ORDER_Y = new Set([
  0n,
  1n,
  P - 1n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  55188659117513257062467267217118295137698188065244968500265048394206261417927n,
]);

/**
 * Check a signature. The key should have passed `checkPublic`; of a key that did not, only what
 * is not canonical or of small order is refused here, which costs nothing.
 * @param {Uint8Array} publicKey 32 bytes
 * @param {Uint8Array} signature 64 bytes
 * @param {Uint8Array} message
 * @throws {SignatureError} it does not hold, or is not strict
 */
export async function verify(publicKey, signature, message) {
  if (signature.length !== SIGNATURE_BYTES) {
    throw new SignatureError("want 64 bytes");
  }
  if (littleEndian(signature.subarray(32)) >= ORDER || isWeakPoint(signature.subarray(0, 32))) {
    throw new SignatureError("signature not strict");
  }
  const key = await verifyingKey(publicKey);
  if (!(await crypto.subtle.verify("Ed25519", key, signature, message))) {
    throw new SignatureError("the signature does not hold over this text");
  }
}

/**
 * Import a key, once while it is in use: a log has many notes of each.
 * @param {Uint8Array} publicKey never written to
 * @returns {Promise<CryptoKey>}
 * @throws {SignatureError} it is weak
 */
async function verifyingKey(publicKey) {
  const known = imported.get(publicKey);
  if (known !== undefined) return known;
  if (isWeakPoint(publicKey)) throw new SignatureError("the key is weak");
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", true, ["verify"]);
  imported.set(publicKey, key);
  return key;
}

/**
 * Refuse a public key on which libraries could disagree.
 * @param {Uint8Array} publicKey
 * @throws {KeyFormatError} not 32 bytes, not canonical, not on the curve, or with torsion
 */
export function checkPublic(publicKey) {
  if (publicKey.length !== PUBLIC_BYTES) {
    throw new KeyFormatError("Ed25519 key", "out of form");
  }
  const number = littleEndian(publicKey);
  const y = number & Y_MASK;
  const x = isWeakPoint(publicKey) ? null : xOf(y, number >> 255n);
  if (x === null || !isNeutral(multiply(ORDER, [x, y, 1n, mod(x * y)]))) {
    throw new KeyFormatError("Ed25519 key", "weak");
  }
}

/**
 * Tell whether an encoded point is not canonical or of small order.
 * @param {Uint8Array} encoded
 */
function isWeakPoint(encoded) {
  const y = littleEndian(encoded) & Y_MASK;
  return y >= P || SMALL_ORDER_Y.has(y);
}

/**
 * Find x for a y, RFC 8032 section 5.1.3.
 * @param {bigint} y
 * @param {bigint} sign 0 or 1
 * @returns {bigint | null} null where no point of the curve has it
 */
function xOf(y, sign) {
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  let x = mod(u * v ** 3n * power(u * mod(v ** 7n), (P - 5n) / 8n));
  if (mod(v * x * x) === mod(-u)) x = mod(x * I);
  if (mod(v * x * x) !== u) return null;
  return (x & 1n) === sign ? x : P - x;
}

/**
 * Add two points, RFC 8032 section 5.1.4 (complete: also doubles).
 * @type {(one: Point, other: Point) => Point}
 */
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * D * t1 * t2);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

/** @type {(scalar: bigint, point: Point) => Point} */
function multiply(scalar, point) {
  /** @type {Point} */
  let sum = [0n, 1n, 1n, 0n];
  let doubled = point;
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, doubled);
    doubled = add(doubled, doubled);
  }
  return sum;
}

/** @param {Point} point */
function isNeutral([x, y, z]) {
  return x === 0n && y === z;
}

/** @param {bigint} number */
function mod(number) {
  const rest = number % P;
  return rest < 0n ? rest + P : rest;
}

/** @type {(base: bigint, exponent: bigint) => bigint} */
function power(base, exponent) {
  let result = 1n;
  let square = mod(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}

/** @param {Uint8Array} bytes 32 of them: four words are put together sooner than 32 bytes */
function littleEndian(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, PUBLIC_BYTES);
  return view.getBigUint64(0, true) | (view.getBigUint64(8, true) << 64n)
    | (view.getBigUint64(16, true) << 128n) | (view.getBigUint64(24, true) << 192n);
}
