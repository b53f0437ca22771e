/**
 * What the registrars say together: a quorum of their signatures, under the charter whose hash is
 * pinned. Whoever hands their notes over is trusted for nothing; one who was revoked since counts
 * here all the same, as only the log tells who is in office.
 */

import { openCharter } from "./charter.js";
import { ProofError, SegelError } from "./errors.js";
import { parseNote, verifyNote } from "./note.js";
import { REGISTER } from "./register.js";
import { parseNumber, toBase64, toUtf8 } from "./text.js";
import { leafHash } from "./tree.js";

/** @typedef {{log: import("./note.js").VerifierKey, charter: string}} Pinned */

/**
 * Open the charter that was pinned by its hash.
 * @param {string} text the signed charter
 * @param {Pinned} ledger
 * @returns {Promise<import("./charter.js").Charter>}
 * @throws {SegelError} another charter
 */
export async function foundedBy(text, { log, charter }) {
  const bytes = toUtf8(text);
  if (toBase64(await leafHash(bytes)) !== charter) throw new ProofError("another charter");
  const founded = await openCharter(bytes);
  if (founded.origin !== log.name) throw new ProofError("the charter of another log");
  return founded;
}

/**
 * Find who says a line; notes that do not say so, or are not a registrar's, count for nothing.
 * @param {string[]} notes
 * @param {import("./charter.js").Charter} charter
 * @param {string} line
 * @param {string} [tree] size and root that the note must cite
 * @returns {Promise<Map<string, bigint>>} the newest number under which each registrar said it
 */
export async function sayers(notes, { origin, registrars }, line, tree) {
  /** @type {Map<string, bigint>} */
  const said = new Map();
  for (const text of notes) {
    try {
      const note = parseNote(toUtf8(text));
      const [topic, log, place = "", , seen, ...lines] = note.text.split("\n");
      const [name = "", number = ""] = place.split(" ");
      const key = registrars.find((one) => one.name === name);
      const isRegister = topic === REGISTER && log === origin && note.signatures.length === 1;
      const isSaid = lines.includes(line) && (tree === undefined || seen === tree);
      if (key === undefined || !isRegister || !isSaid) continue;
      await verifyNote(note, [key]);
      const sequence = parseNumber(number, "sequence number");
      if (sequence >= (said.get(name) ?? 0n)) said.set(name, sequence);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
    }
  }
  return said;
}
