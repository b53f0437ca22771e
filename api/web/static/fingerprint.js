/**
 * A hash that two people can compare aloud: eight words of five letters, each 16 bits as consonant
 * and vowel in turn (`lusab babad`), the same words as `segel` prints.
 *
 * Source: D. S. Wilkerson, "A proposal for proquints", arXiv:0901.4016.
 */

const CONSONANTS = "bdfghjklmnprstvz";
const VOWELS = "aiou";
const WORDS = 8;

/**
 * @param {Uint8Array} hash at least 16 bytes
 * @returns {string} its first 16 bytes as eight words
 */
export function fingerprintWords(hash) {
  const pairs = Array.from({ length: WORDS }, (_, i) => (hash[2 * i] << 8) | hash[2 * i + 1]);
  return pairs.map(word).join(" ");
}

/** @param {number} number 16 bits */
function word(number) {
  const consonant = (shift) => CONSONANTS[(number >> shift) & 15];
  const vowel = (shift) => VOWELS[(number >> shift) & 3];
  return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}
