/**
 * Canonical text for numbers and bytes: exactly one spelling each.
 *
 * A size `+5` or `0005`, or base64 with stray bits, would let two texts mean the same thing, and
 * then a signature over one would speak for the other.
 */

import { FormatError } from "./errors.js";

/** Largest tree size every known reader accepts (Go's int64). */
export const SIZE_MAX = 2n ** 63n - 1n;

/** SHA-256. */
export const HASH_BYTES = 32;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Read a canonical decimal number: ASCII digits, no sign, no leading zero, below 2^63.
 * @param {string} text
 * @param {string} thing named in the error
 * @returns {bigint}
 */
export function parseNumber(text, thing) {
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(text) || BigInt(text) > SIZE_MAX) {
    throw new FormatError(thing, "not canonical");
  }
  return BigInt(text);
}

/**
 * Read standard base64 with padding, refusing every second spelling of the same bytes.
 * @param {string} text
 * @param {string} thing
 * @returns {Uint8Array}
 */
export function parseBase64(text, thing) {
  let binary;
  try {
    binary = atob(text);
  } catch {
    throw new FormatError(thing, "not base64");
  }
  if (btoa(binary) !== text) throw new FormatError(thing, "not canonical");
  const bytes = new Uint8Array(binary.length);
  for (let place = 0; place < bytes.length; place += 1) bytes[place] = binary.charCodeAt(place);
  return bytes;
}

/**
 * Read a base64 SHA-256 hash of 32 bytes.
 * @param {string} text
 * @param {string} thing
 * @returns {Uint8Array}
 */
export function parseHash(text, thing) {
  const hash = parseBase64(text, thing);
  if (hash.length !== HASH_BYTES) {
    throw new FormatError(thing, "not a hash");
  }
  return hash;
}

/**
 * Write standard base64 with padding.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function toBase64(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * Write lower-case hexadecimal.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function toHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/**
 * Read lower-case hexadecimal.
 * @param {string} text
 * @param {string} thing
 * @returns {Uint8Array}
 */
export function parseHex(text, thing) {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new FormatError(thing, "out of form");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/**
 * @param {string} text without lone surrogates
 * @returns {Uint8Array} its UTF-8
 */
export function toUtf8(text) {
  return encoder.encode(text);
}

/**
 * Read UTF-8 so that writing it again gives the same bytes (a byte-order mark is kept).
 * @param {Uint8Array} bytes
 * @param {string} thing
 * @returns {string}
 */
export function parseUtf8(bytes, thing) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new FormatError(thing, "not UTF-8");
  }
}

/**
 * @param {...Uint8Array} parts
 * @returns {Uint8Array}
 */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * Tell whether two public byte strings are equal (nothing here is secret: no constant time).
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @returns {boolean}
 */
export function isEqual(left, right) {
  if (left.length !== right.length) return false;
  for (let place = 0; place < left.length; place += 1) {
    if (left[place] !== right[place]) return false;
  }
  return true;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>} SHA-256, 32 bytes
 */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
