/**
 * Bytes as the 45 characters that QR codes store densest: every decoder returns them intact.
 * One spelling only: writing what was read gives the same text.
 *
 * Source: RFC 9285
 */

import { FormatError } from "./errors.js";

/** Those of QR codes, in their order. */
export const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const BASE = DIGITS.length;

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function toBase45(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += 2) {
    const pair = bytes.subarray(start, start + 2);
    let rest = pair.reduce((number, byte) => number * 256 + byte, 0);
    for (let digit = 0; digit <= pair.length; digit += 1) {
      text += DIGITS[rest % BASE];
      rest = Math.floor(rest / BASE);
    }
  }
  return text;
}

/**
 * @param {string} text
 * @returns {Uint8Array}
 * @throws {FormatError} out of form, a length or a number that cannot be
 */
export function parseBase45(text) {
  const bytes = [];
  for (let start = 0; start < text.length; start += 3) {
    const digits = Array.from(text.slice(start, start + 3), (one) => DIGITS.indexOf(one));
    if (digits.includes(-1)) throw new FormatError("base45", "out of form");
    const number = digits.reduceRight((sum, digit) => sum * BASE + digit, 0);
    const width = digits.length - 1;
    if (width < 1 || number >= 256 ** width) {
      throw new FormatError("base45", "out of form");
    }
    if (width === 2) bytes.push(number >> 8);
    bytes.push(number & 255);
  }
  return Uint8Array.from(bytes);
}
