/**
 * Recovery: the registrars' word that the log goes on after it has lost entries for good.
 *
 * What this phone has verified may then be gone: the checkpoint it holds is of entries that nobody
 * has any more. It is given up for nothing less than the signatures of a quorum of the registrars
 * of the charter that the guard has compared; the server's own word is not enough.
 */

import { FormatError, ProofError } from "./errors.js";
import { isTexts } from "./form.js";
import { foundedBy, sayers } from "./registrar.js";
import { parseHash } from "./text.js";

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
 * @throws {import("./errors.js").SegelError}
 */
export async function checkRecovery(recovery, { log, charter }) {
  const { size, root, notes } = recovery ?? {};
  if (!Number.isSafeInteger(size) || size <= 0 || !isTexts([root]) || !isTexts(notes)) {
    throw new FormatError("recovery", "out of form");
  }
  const base = { size: BigInt(size), root: parseHash(root, "recovered root") };
  const [first = "", ...words] = notes;
  const founded = await foundedBy(first, { log, charter });
  const tree = `${size} ${root}`;
  const said = await sayers(words, founded, `recover ${tree}`, tree);
  if (BigInt(said.size) < founded.quorum) {
    throw new ProofError(`${said.size} of ${founded.quorum} registrars have said it`);
  }
  return base;
}
