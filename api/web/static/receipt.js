/**
 * Receipts: the log's signed word that it holds a note. The server's answer is believed only after
 * its checkpoint, our leaf's way to the root and the way from the checkpoint we cited were checked.
 */

import { openCheckpoint } from "./checkpoint.js";
import { FormatError, ProofError } from "./errors.js";
import { isTexts } from "./form.js";
import { checkRecovery } from "./recovery.js";
import { isEqual, parseHash, toBase64, toUtf8 } from "./text.js";
import { verifyConsistency, verifyInclusion } from "./tree.js";

/** @typedef {{size: bigint, root: Uint8Array}} Tree */

/**
 * @typedef {object} ReceiptJson as `POST /entries` answers it
 * @property {number} leaf_index
 * @property {string} leaf_hash base64
 * @property {string} checkpoint signed note
 * @property {string[]} inclusion base64 hashes, sibling first
 * @property {string[]} consistency base64 hashes, from the cited size
 * @property {import("./recovery.js").RecoveryJson} [recovery] where the log has lost entries since:
 *   `consistency` then begins at this tree, if it is smaller than the cited one
 */

/**
 * Check a receipt.
 * @param {ReceiptJson} receipt
 * @param {{leaf: Uint8Array, cited: {size: bigint, root: Uint8Array}}} statement what we signed
 * @param {{log: import("./note.js").VerifierKey, charter: string}} ledger pinned
 * @param {Map<string, Promise<any>>} [done] what was checked for others of the same answer: a
 *   hundred receipts share one checkpoint and one proof of growth
 * @returns {Promise<{checkpoint: import("./checkpoint.js").Checkpoint, base: Tree | null}>} the
 *   receipt's checkpoint, now verified, and the tree from which the log was recovered
 * @throws {import("./errors.js").SegelError}
 */
export async function checkReceipt(receipt, { leaf, cited }, ledger, done = new Map()) {
  checkForm(receipt);
  if (!isEqual(parseHash(receipt.leaf_hash, "receipt leaf hash"), leaf)) {
    throw new ProofError("the receipt is for another note");
  }
  const { checkpoint: text, consistency, recovery } = receipt;
  const checkpoint = await once(done, text, () => openCheckpoint(toUtf8(text), ledger.log));
  const index = BigInt(receipt.leaf_index);
  await verifyInclusion({ index, leaf }, checkpoint, parseHashes(receipt.inclusion));
  const base = recovery === undefined ? null : await checkRecovery(recovery, ledger);
  const older = base !== null && base.size < cited.size ? base : cited;
  const way = [older.size, toBase64(older.root), text, ...consistency].join(" ");
  await once(done, way, () => checkGrowth(older, checkpoint, parseHashes(consistency)));
  return { checkpoint, base };
}

/**
 * @template T
 * @param {Map<string, Promise<any>>} done
 * @param {string} key
 * @param {() => Promise<T>} check
 * @returns {Promise<T>}
 */
function once(done, key, check) {
  const promise = done.get(key) ?? check();
  done.set(key, promise);
  return promise;
}

/**
 * Check that one checkpoint grew out of an older one; everything grows out of the empty tree.
 * @param {{size: bigint, root: Uint8Array}} older
 * @param {{size: bigint, root: Uint8Array}} newer
 * @param {Uint8Array[]} proof
 * @throws {ProofError}
 */
export async function checkGrowth(older, newer, proof) {
  if (older.size === 0n) {
    if (proof.length > 0) throw new ProofError("the proof is too long");
    return;
  }
  await verifyConsistency(older, newer, proof);
}

/** @param {ReceiptJson | null | undefined} receipt of that form, it is claimed */
function checkForm(receipt) {
  const told = receipt ?? /** @type {Partial<ReceiptJson>} */ ({});
  const { leaf_index: index, leaf_hash: leaf, checkpoint, inclusion, consistency } = told;
  const isFormed = Number.isSafeInteger(index) && isTexts([leaf, checkpoint]);
  if (!isFormed || !isTexts(inclusion) || !isTexts(consistency)) {
    throw new FormatError("receipt", "out of form");
  }
}

/** @param {string[]} hashes */
function parseHashes(hashes) {
  return hashes.map((hash) => parseHash(hash, "receipt hash"));
}
