/**
 * A hash that two people can compare aloud: eight words of five letters, each 16 bits as consonant
 * and vowel in turn (`lusab babad`), the same words as `segel` prints.
 *
 * Source: D. S. Wilkerson, "A proposal for proquints", arXiv:0901.4016.
 */

const CONSONANTS = "bdfghjklmnprstvz";
const VOWELS = "aiou";
const FINGERPRINT_WORDS = 8;

/**
 * @param {Uint8Array} hash at least 16 bytes
 * @returns {string} its first 16 bytes as eight words
 */
export function fingerprintWords(hash) {
  return spell(hash.slice(0, 2 * FINGERPRINT_WORDS)).join(" ");
}

/**
 * @param {Uint8Array} bytes an even number of them
 * @returns {string[]} each two as a word
 */
export function spell(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Array.from({ length: bytes.length / 2 }, (_, i) => wordFor(view.getUint16(2 * i)));
}

/** @param {number} number 16 bits */
function wordFor(number) {
  /** @param {number} shift */
  const consonant = (shift) => CONSONANTS.charAt((number >> shift) & 15);
  /** @param {number} shift */
  const vowel = (shift) => VOWELS.charAt((number >> shift) & 3);
  return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}
