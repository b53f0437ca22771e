/**
 * Equivocation: proof that a log has signed two histories, in one file that needs no other.
 *
 *     segel/equivocation/v1
 *     charter <base64 of the signed charter>
 *     checkpoint <base64 of the smaller checkpoint, signed by the log alone>
 *     checkpoint <base64 of the larger one>
 *     hash <base64>                            none if the sizes are equal
 *
 * Equal sizes with two roots cannot both be true. Of unequal sizes, the hashes lead to the larger
 * root as signed, and to a root of its first leaves that is not the smaller one as signed.
 */

import { openCharter } from "./charter.js";
import { openCheckpoint } from "./checkpoint.js";
import { FormatError, ProofError } from "./errors.js";
import { parseNote } from "./note.js";
import { isEqual, toBase64, toHex, toUtf8 } from "./text.js";
import { prefixRoots } from "./tree.js";

export const EQUIVOCATION = "segel/equivocation/v1";

/** @typedef {import("./checkpoint.js").Checkpoint} Checkpoint */

/**
 * @typedef {object} Equivocation
 * @property {Uint8Array} charter the signed charter, byte for byte
 * @property {Uint8Array} smaller signed checkpoint
 * @property {Uint8Array} larger
 * @property {Uint8Array[]} hashes
 */

/**
 * Write such a file.
 * @param {Equivocation} equivocation
 * @returns {Uint8Array}
 */
export function serialiseEquivocation({ charter, smaller, larger, hashes }) {
  const lines = [EQUIVOCATION, `charter ${toBase64(charter)}`];
  lines.push(`checkpoint ${toBase64(smaller)}`, `checkpoint ${toBase64(larger)}`);
  lines.push(...hashes.map((hash) => `hash ${toBase64(hash)}`), "");
  return toUtf8(lines.join("\n"));
}

/**
 * Check the whole claim; whether the charter is the trusted one is for the reader to say.
 * @param {Equivocation} equivocation
 * @returns {Promise<{charter: import("./charter.js").Charter,
 *   smaller: Checkpoint, larger: Checkpoint, implied: Uint8Array}>} what the log signed, and the root that its larger checkpoint implies
 * @throws {import("./errors.js").SegelError} it proves nothing
 */
export async function proveEquivocation(equivocation) {
  const charter = await openCharter(equivocation.charter);
  const smaller = await openedAlone(equivocation.smaller, charter.log);
  const larger = await openedAlone(equivocation.larger, charter.log);
  const isWrongWay = smaller.size === larger.size
    ? toHex(smaller.root) > toHex(larger.root)
    : smaller.size > larger.size;
  if (isWrongWay) throw new FormatError("equivocation", "out of form");
  const implied = await impliedRoot(smaller, larger, equivocation.hashes);
  return { charter, smaller, larger, implied };
}

/**
 * @param {Checkpoint} smaller
 * @param {Checkpoint} larger
 * @param {Uint8Array[]} hashes
 */
async function impliedRoot(smaller, larger, hashes) {
  let implied = larger.root;
  if (smaller.size !== larger.size || hashes.length > 0) {
    const [was, now] = await prefixRoots(smaller.size, larger.size, hashes);
    if (!isEqual(now, larger.root)) {
      throw new ProofError("the hashes do not lead to the root");
    }
    implied = was;
  }
  if (isEqual(implied, smaller.root)) throw new ProofError("both checkpoints can be true");
  return implied;
}

/** @type {(bytes: Uint8Array, log: import("./note.js").VerifierKey) => Promise<Checkpoint>} */
async function openedAlone(bytes, log) {
  const checkpoint = await openCheckpoint(bytes, log);
  if (parseNote(bytes).signatures.length !== 1) {
    throw new FormatError("equivocation", "want one signature line");
  }
  return checkpoint;
}
