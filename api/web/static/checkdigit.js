/**
 * The check character of numbers that people type: one wrong or two swapped characters are told at
 * once. It is printed behind a dash (`16.08.05.2003-TPS007-GUB-9`); dots, dashes and case do not
 * count. The same as `domain/checkdigit.py`.
 *
 * Source: ISO/IEC 7064, MOD 37,36.
 */

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const PRINTED = /^(.*[0-9A-Z].*)-([0-9A-Z])$/is;

/**
 * @param {string} text
 * @returns {string} what counts of it: digits and capital letters
 */
export function bare(text) {
  return text.toUpperCase().replace(/[^0-9A-Z]/g, "");
}

/**
 * @param {string} text
 * @returns {string} one character
 */
export function checkCharacter(text) {
  let product = 36;
  for (const character of bare(text)) {
    product = (((product + ALPHABET.indexOf(character)) % 36 || 36) * 2) % 37;
  }
  return ALPHABET.charAt((37 - product) % 36);
}

/**
 * @param {string} text as printed or typed
 * @returns {string | null} the number, or null if its check character is wrong or missing
 */
export function unprinted(text) {
  const [, number, check = ""] = PRINTED.exec(text.trim()) ?? [];
  return number !== undefined && checkCharacter(number) === check.toUpperCase() ? number : null;
}
