/**
 * Commitments: a value that is not public stands in the body as a salted hash, and its opening goes
 * beside the note. Every leaf is fit to publish when it is written.
 *
 *     {"sd":"<base64 of a SHA-256>","class":"pribadi"}
 *
 * The hash is over `segel/opening/v1`, a newline, the 32-byte salt and the value's canonical JSON.
 */

import { serialiseCanonical } from "./canonical.js";
import { FormatError } from "./errors.js";
import { concat, parseHash, sha256, toBase64, toUtf8 } from "./text.js";

const OPENING = toUtf8("segel/opening/v1\n");

/** Who may read the opening, and when: later, overseers, the parties named, the person alone. */
export const CLASSES = ["tunda", "pengawas", "tertutup", "pribadi"];

/**
 * @typedef {object} Commitment
 * @property {string} sd
 * @property {string} class
 */

/**
 * @typedef {object} Opening
 * @property {string} salt base64 of 32 bytes
 * @property {unknown} value
 */

/**
 * Seal a value with a fresh salt.
 * @param {unknown} value what canonical JSON can say
 * @param {string} visibility one of `CLASSES`
 * @returns {Promise<{commitment: Commitment, opening: Opening}>}
 */
export async function seal(value, visibility) {
  if (!CLASSES.includes(visibility)) throw new FormatError("commitment", "unknown class");
  const opening = { salt: toBase64(crypto.getRandomValues(new Uint8Array(32))), value };
  return { commitment: { sd: await digest(opening), class: visibility }, opening };
}

/**
 * @param {Opening} opening
 * @returns {Promise<string>} base64
 */
export async function digest({ salt, value }) {
  const json = serialiseCanonical(value);
  return toBase64(await sha256(concat(OPENING, parseHash(salt, "salt"), toUtf8(json))));
}
