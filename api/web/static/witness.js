/**
 * Every phone is a witness: what this device has verified of the log, and cites in all it signs.
 *
 * A checkpoint is held only if it was proven to continue the one held before. A log that cannot
 * prove it is shown what it has signed, and the guard is told.
 */

import { EMPTY_ROOT, openCheckpoint } from "./checkpoint.js";
import { doubt } from "./conflict.js";
import { ProofError, SegelError } from "./errors.js";
import { ask, growthProof, within } from "./inquiry.js";
import { checkGrowth } from "./receipt.js";
import { checkRecovery } from "./recovery.js";
import { isEqual, toUtf8 } from "./text.js";

/**
 * @typedef {object} Ledger
 * @property {import("./note.js").VerifierKey} log the pinned key, named like the origin
 * @property {string} charter its pinned leaf hash in base64
 * @property {typeof fetch} fetch
 */

/**
 * @typedef {object} Problem of RFC 9457, or our own
 * @property {string} type ends in one word that says what it is
 * @property {"never" | "same-bytes"} retry
 * @property {number} [expected] the number that the log wants next
 * @property {string} [detail]
 * @property {number} [status]
 * @property {boolean} [isSlow] it took too long
 * @property {unknown} [receipt] that did not hold
 */

/**
 * Open the checkpoint that the device holds; none is the empty tree.
 * @param {{held: string | null} | null} device
 * @param {import("./note.js").VerifierKey} log
 * @returns {Promise<{size: bigint, root: Uint8Array}>}
 */
export async function seen(device, log) {
  const held = device?.held ?? null;
  if (held === null) return { size: 0n, root: EMPTY_ROOT };
  return openCheckpoint(toUtf8(held), log);
}

/**
 * Look at the log: hold its newest checkpoint if it continues what the device has seen. If it does
 * not, both checkpoints are kept.
 * @param {import("./journal.js").Journal} journal
 * @param {Ledger} ledger
 * @returns {Promise<Problem | null>} what is wrong with the log; nothing, if it is out of reach
 */
export async function look(journal, ledger) {
  const device = await journal.device();
  const text = await ask(ledger, "/log/checkpoint");
  if (text === null || device === null) return null;
  const problem = await continued(journal, ledger, device, text);
  return problem?.type === "unreachable" ? null : problem;
}

/**
 * Hold a checkpoint if it continues what the device has seen. If it does not, both are kept.
 * @param {import("./journal.js").Journal} journal
 * @param {Ledger} ledger
 * @param {import("./journal.js").Device} device
 * @param {string} text the checkpoint, as signed
 * @returns {Promise<Problem | null>} what is wrong with it, or that its proof is out of reach
 */
async function continued(journal, ledger, device, text) {
  const ours = await seen(device, ledger.log);
  try {
    const newest = await openCheckpoint(toUtf8(text), ledger.log);
    if (newest.size < ours.size) { // lost, or an old copy on the way; the next note will tell
      await doubt(journal, ledger, text);
      return { type: "shorter", retry: "same-bytes" };
    }
    const path = await growthProof(ledger, ours.size, newest.size);
    if (path === null) return { type: "unreachable", retry: "same-bytes" };
    await checkGrowth(ours, newest, path);
    if (newest.size > ours.size) await journal.hold(device.held, text);
    return null;
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    if (await isRecovered(journal, ledger, device, text)) return null;
    await doubt(journal, ledger, text);
    return { type: "unproven", retry: "same-bytes", detail: error.message };
  }
}

/**
 * Show the log what we hold. If a quorum of registrars has said that it goes on without that, hold
 * its newest checkpoint, and let all be sent again that it has lost.
 * @param {import("./journal.js").Journal} journal
 * @param {Ledger} ledger
 * @param {import("./journal.js").Device} device
 * @param {string} text the newest checkpoint
 * @returns {Promise<boolean>} whether it was said and proven
 */
async function isRecovered(journal, ledger, { held, recovered }, text) {
  if (held === null) return false;
  const [answer] = await show(ledger, [held]);
  if (answer?.recovery === undefined) return false;
  try {
    const base = await checkRecovery(answer.recovery, ledger);
    if (isKnown(base, recovered)) return false;
    const newest = await openCheckpoint(toUtf8(text), ledger.log);
    const path = await growthProof(ledger, base.size, newest.size);
    if (path === null || (await seen({ held }, ledger.log)).size <= base.size) return false;
    await checkGrowth(base, newest, path);
    await journal.follow(held, text, Number(base.size));
    await journal.lose(Number(base.size));
    return true;
  } catch (error) {
    if (error instanceof SegelError) return false;
    throw error;
  }
}

/**
 * Tell whether what we hold has grown from a recovery. The registrars' word lets us give up what we
 * hold once; else whoever has their notes could go back to that tree again and again.
 * @param {{size: bigint}} base
 * @param {import("./journal.js").Device["recovered"]} recovered
 */
function isKnown(base, recovered) {
  return recovered !== undefined && base.size <= BigInt(recovered.size);
}

/**
 * Hold a receipt's checkpoint. It was proven against the one that the note cites; if we hold another
 * by now, it is to be proven against that too: a receipt that nothing ties to what we hold could be
 * forgotten by the log and come back as another. A second root for a size that we hold is the end
 * of all trust in this log.
 * @param {import("./journal.js").Journal} journal
 * @param {Ledger} ledger
 * @param {{sequence: number, cited: {size: bigint, root: Uint8Array}}} entry what the receipt was
 *   proven against, and by which of our notes
 * @param {{checkpoint: import("./checkpoint.js").Checkpoint, text: string,
 *   base: import("./receipt.js").Tree | null}} receipt `base` is set where the log was recovered
 *   after a loss: what we hold may be of that
 * @returns {Promise<Problem | null>} why the receipt does not count yet
 * @throws {import("./errors.js").ProofError} two roots for one size
 */
export async function advance(journal, ledger, { sequence, cited }, { checkpoint, base, text }) {
  const device = await journal.device();
  if (device === null) return null;
  const { next = Infinity } = device.recovered ?? {};
  const isBehind = base !== null && base.size < cited.size && isKnown(base, device.recovered);
  if (isBehind && sequence >= next) {
    throw new ProofError("dropped since its recovery");
  }
  const ours = await seen(device, ledger.log);
  const isProven = ours.size === cited.size && isEqual(ours.root, cited.root);
  const isOther = ours.size === checkpoint.size && !isEqual(ours.root, checkpoint.root);
  const isNews = base !== null && !isKnown(base, device.recovered);
  if (isOther && !isNews) throw new ProofError("two roots for one size");
  if (!isProven && !isNews && checkpoint.size > ours.size) {
    return continued(journal, ledger, device, text);
  }
  const isLost = isNews && (isOther || ours.size > base.size);
  if (isOther || (isProven && (isLost || checkpoint.size > ours.size))) {
    if (base === null) await journal.hold(device.held, text);
    else await journal.follow(device.held, text, Number(base.size));
  }
  return null;
}

/**
 * Show the log what it has signed: if its tree is another now, one of the two cannot be true.
 * @param {Ledger} ledger
 * @param {string[]} checkpoints as signed
 * @returns {Promise<{recovery?: import("./recovery.js").RecoveryJson}[]>} what it says to each
 */
export async function show({ fetch }, checkpoints) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ notes: [], checkpoints });
  try {
    const response = await fetch("/entries", { method: "POST", headers, body, ...within() });
    const { checkpoints: answers } = await response.json();
    return Array.isArray(answers) ? answers : [];
  } catch {
    return []; // offline: it stays here, and is shown again at the next dispute
  }
}
