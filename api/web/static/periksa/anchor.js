/**
 * Anchors: witnessed checkpoints that the clerk has written back into the log, and what the
 * witnesses under a checkpoint say. The rules of `ledger/anchor.py` and `tools/witness.py`.
 *
 * A browser has no ML-DSA-44: a witness of that kind is neither counted nor found wrong here.
 */

import { openCheckpoint, parseCheckpointText } from "../checkpoint.js";
import { cosignedAt } from "../cosignature.js";
import { FormatError, PolicyError, SegelError } from "../errors.js";
import { COSIGNATURE, parseNote } from "../note.js";
import { isMetBy } from "../policy.js";
import { isEqual, parseBase64 } from "../text.js";

const CHECKPOINT_WORD = "checkpoint";
const CHECKPOINT_BYTES_MAX = 32 * 1024;

/** @typedef {import("../checkpoint.js").Checkpoint} Checkpoint */
/** @typedef {import("../note.js").Note} Note */
/** @typedef {import("../note.js").VerifierKey} Key */
/** @typedef {import("../policy.js").Policy} Policy */

/**
 * @typedef {object} Anchored a checkpoint that a quorum has seen
 * @property {Checkpoint} checkpoint
 * @property {bigint | null} earliest of the witnesses' times, if a quorum tells one
 * @property {bigint | null} latest
 */

/**
 * Read the line of an anchor note behind its header.
 * @param {string} body
 * @returns {{note: Uint8Array, checkpoint: Checkpoint}}
 * @throws {FormatError}
 */
export function parseAnchor(body) {
  const space = body.indexOf(" ");
  const encoded = body.slice(space + 1);
  if (body.slice(0, space) !== CHECKPOINT_WORD || space < 0 || encoded === "") {
    throw new FormatError("anchor", "out of form");
  }
  const note = parseBase64(encoded, "anchor");
  if (note.length > CHECKPOINT_BYTES_MAX) throw new FormatError("anchor", "too large");
  return { note, checkpoint: parseCheckpointText(parseNote(note).text) };
}

/**
 * Check a cosigned checkpoint against a log's key and a policy of witnesses.
 * @param {Uint8Array} raw
 * @param {Key} log
 * @param {Policy} policy
 * @returns {Promise<Anchored>}
 * @throws {SegelError} a line of the log or of a witness does not hold; a `PolicyError` where they
 *   are no quorum
 */
export async function openAnchored(raw, log, policy) {
  const checkpoint = await openCheckpoint(raw, log);
  const note = parseNote(raw);
  /** @type {[string, bigint][]} */
  const vouched = [];
  for (const { name, key } of policy.witnesses) {
    const time = await witnessedAt(note, checkpoint, key);
    if (time !== null) vouched.push([name, time]);
  }
  if (vouched.length === 0 || !isMetBy(policy, vouched.map(([name]) => name))) {
    throw new PolicyError("no quorum of witnesses");
  }
  const timed = vouched.filter(([, time]) => time > 0n);
  const isTimed = timed.length > 0 && isMetBy(policy, timed.map(([name]) => name));
  const times = timed.map(([, time]) => time);
  const [first = 0n] = times;
  return {
    checkpoint,
    earliest: isTimed ? times.reduce((one, other) => (other < one ? other : one), first) : null,
    latest: isTimed ? times.reduce((one, other) => (other > one ? other : one), first) : null,
  };
}

/**
 * Count a policy's witnesses under a checkpoint note.
 * @param {Policy} policy
 * @param {Note} note
 * @returns {Promise<{valid: string[], broken: string[], unread: string[]}>} names in the policy
 */
export async function countWitnesses(policy, note) {
  const checkpoint = parseCheckpointText(note.text);
  /** @type {{valid: string[], broken: string[], unread: string[]}} */
  const found = { valid: [], broken: [], unread: [] };
  for (const { name, key } of policy.witnesses) {
    const lines = linesOf(note, key);
    if (lines.length > 0 && key.type !== COSIGNATURE) found.unread.push(name);
    try {
      if ((await witnessedAt(note, checkpoint, key)) !== null) found.valid.push(name);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      found.broken.push(name);
    }
  }
  return found;
}

/**
 * Find when a witness has seen a checkpoint: the newest of its lines counts, and each must hold.
 * @param {Note} note
 * @param {Checkpoint} checkpoint
 * @param {Key} key
 * @returns {Promise<bigint | null>} seconds since 1970 UTC
 */
async function witnessedAt(note, checkpoint, key) {
  let newest = null;
  for (const { id, signature } of linesOf(note, key)) {
    const marked = { checkpoint, marks: [{ id, value: signature }] };
    const time = await cosignedAt(marked, key);
    if (time !== null && (newest === null || time > newest)) newest = time;
  }
  return newest;
}

/** @type {(note: Note, key: Key) => import("../note.js").SignatureLine[]} */
function linesOf({ signatures }, key) {
  return signatures.filter(({ name, id }) => name === key.name && isEqual(id, key.id));
}
