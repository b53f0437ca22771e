/**
 * Recovery: the registrars' word that the log goes on after it has lost entries for good.
 *
 * What this phone has verified may then be gone: the checkpoint it holds is of entries that nobody
 * has any more. It is given up for nothing less than the signatures of a quorum of the registrars
 * of the charter that the guard has compared; the server's own word is not enough.
 */

import { openCharter } from "./charter.js";
import { FormatError, ProofError, SegelError } from "./errors.js";
import { parseNote, verifyNote } from "./note.js";
import { parseHash, toBase64, toUtf8 } from "./text.js";
import { leafHash } from "./tree.js";

const REGISTER = "segel/register/v1";

/**
 * @typedef {object} RecoveryJson as a receipt bears it
 * @property {number} size how many entries the log went on from
 * @property {string} root base64
 * @property {string[]} notes the charter, then the registrars' notes
 */

/**
 * Check a recovery.
 * @param {RecoveryJson} recovery
 * @param {{log: import("./note.js").VerifierKey, charter: string}} ledger pinned: the log's key and
 *   the charter's leaf hash in base64
 * @returns {Promise<{size: bigint, root: Uint8Array}>} the tree from which the log went on
 * @throws {SegelError}
 */
export async function checkRecovery(recovery, { log, charter }) {
  const { size, root, notes } = recovery ?? {};
  const isFormed = Number.isSafeInteger(size) && size > 0 && typeof root === "string";
  if (!isFormed || !Array.isArray(notes) || notes.some((text) => typeof text !== "string")) {
    throw new FormatError("recovery", "out of form");
  }
  const base = { size: BigInt(size), root: parseHash(root, "recovered root") };
  const [first, ...words] = notes.map(toUtf8);
  if (first === undefined || toBase64(await leafHash(first)) !== charter) {
    throw new ProofError("the recovery is of another charter");
  }
  const founded = await openCharter(first);
  if (founded.origin !== log.name) throw new ProofError("the recovery is of another log");
  const said = new Set();
  for (const word of words) said.add(await sayer(word, founded, `${size} ${root}`));
  said.delete(null);
  if (BigInt(said.size) < founded.quorum) {
    throw new ProofError(`${said.size} of ${founded.quorum} registrars have recovered the log`);
  }
  return base;
}

/**
 * @param {Uint8Array} bytes
 * @param {import("./charter.js").Charter} charter
 * @param {string} tree
 * @returns {Promise<string | null>} which registrar says in this note that the log goes on
 */
async function sayer(bytes, { origin, registrars }, tree) {
  try {
    const note = parseNote(bytes);
    const [topic, log, place = "", , seen, ...lines] = note.text.split("\n");
    const key = registrars.find(({ name }) => name === place.split(" ")[0]);
    const isRegister = topic === REGISTER && log === origin && note.signatures.length === 1;
    const isSaid = seen === tree && lines.includes(`recover ${tree}`);
    if (key === undefined || !isRegister || !isSaid) return null;
    await verifyNote(note, [key]);
    return key.name;
  } catch (error) {
    if (error instanceof SegelError) return null;
    throw error;
  }
}
