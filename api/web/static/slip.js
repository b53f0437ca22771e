/**
 * Slips: the proof of one leaf, small enough for a QR code on paper; `ledger/slip.py` tells the
 * bytes one by one. In a code a slip stands as `SEGEL:` and base45.
 */

import { parseBase45, toBase45 } from "./base45.js";
import { serialiseCheckpointText } from "./checkpoint.js";
import { toBigInt } from "./cosignature.js";
import { FormatError, SignatureError } from "./errors.js";
import { isName, verifyNote } from "./note.js";
import { HASH_BYTES, SIZE_MAX, concat, isEqual, parseUtf8, sha256, toHex, toUtf8 } from "./text.js";
import { verifyInclusion } from "./tree.js";

/** What one code of a proof holds at most, and what the largest code can hold of a note. */
export const SLIP_BYTES_MAX = 1200;
export const CODE_NOTE_BYTES_MAX = 2850;

const PREFIX = "SEGEL:";
const PROOF = Uint8Array.of(1, 1);
const NOTE_CODE = Uint8Array.of(1, 2);
const MARKS_MAX = 16;
const MARK_BYTES = 72;
const SEAL_BYTES = 4;

/**
 * @typedef {object} Slip
 * @property {Uint8Array} charter the charter's leaf hash, as the printer gives it
 * @property {import("./checkpoint.js").Checkpoint} checkpoint
 * @property {bigint} index
 * @property {Uint8Array} leaf leaf hash
 * @property {Uint8Array[]} path leaf's side first
 * @property {Uint8Array} logId 4 bytes
 * @property {Uint8Array} signature the log's, 64 bytes
 * @property {{id: Uint8Array, value: Uint8Array}[]} marks time and signature of witnesses
 */

/**
 * Read the text of a QR code.
 * @param {string} text
 * @returns {Promise<{slip: Slip} | {note: Uint8Array} | null>} null where it is none of ours
 * @throws {FormatError} it is of ours, and out of form
 */
export async function readCode(text) {
  if (!text.startsWith(PREFIX)) return null;
  const bytes = parseBase45(text.slice(PREFIX.length));
  if (!isEqual(bytes.slice(0, 2), NOTE_CODE)) return { slip: await parseSlip(bytes) };
  if (bytes.length > NOTE_CODE.length + CODE_NOTE_BYTES_MAX) {
    throw new FormatError("slip", "too large");
  }
  return { note: bytes.slice(2) };
}

/**
 * Write the text of a QR code.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function writeCode(bytes) {
  return PREFIX + toBase45(bytes);
}

/**
 * Read a slip of which every byte is as specified; nothing is verified here.
 * @param {Uint8Array} bytes
 * @returns {Promise<Slip>}
 * @throws {FormatError}
 */
export async function parseSlip(bytes) {
  if (bytes.length > SLIP_BYTES_MAX) throw new FormatError("slip", "too large");
  const reader = new SlipReader(bytes);
  if (!isEqual(reader.take(2), PROOF)) throw new FormatError("slip", "no proof of version 1");
  const origin = parseUtf8(reader.take(reader.byte()), "slip origin");
  if (!isName(origin)) throw new FormatError("slip", "the origin is no key's name");
  const charter = reader.take(HASH_BYTES);
  const size = reader.number();
  const index = reader.number();
  if (index >= size || size > SIZE_MAX) throw new FormatError("slip", "no such leaf");
  const root = reader.take(HASH_BYTES);
  const leaf = reader.take(HASH_BYTES);
  const path = Array.from({ length: pathLength(index, size) }, () => reader.take(HASH_BYTES));
  const logId = reader.take(4);
  const signature = reader.take(64);
  const count = reader.byte();
  const marks = Array.from({ length: count }, () => ({
    id: reader.take(4),
    value: reader.take(MARK_BYTES),
  }));
  await reader.end();
  const ids = marks.map(({ id }) => toHex(id));
  if (count > MARKS_MAX || ids.some((id, place) => id <= (ids[place - 1] ?? ""))) {
    throw new FormatError("slip", "the cosignatures do not stand once each, in order");
  }
  const checkpoint = { origin, size, root };
  return { charter, checkpoint, index, leaf, path, logId, signature, marks };
}

/**
 * Write a slip.
 * @param {Slip} slip
 * @returns {Promise<Uint8Array>}
 */
export async function serialiseSlip(slip) {
  const { origin, size, root } = slip.checkpoint;
  const name = toUtf8(origin);
  const body = concat(
    PROOF,
    Uint8Array.of(name.length),
    name,
    slip.charter,
    toNumber(size),
    toNumber(slip.index),
    root,
    slip.leaf,
    ...slip.path,
    slip.logId,
    slip.signature,
    Uint8Array.of(slip.marks.length),
    ...slip.marks.flatMap(({ id, value }) => [id, value]),
  );
  return concat(body, (await sha256(body)).slice(0, SEAL_BYTES));
}

/**
 * Check that the log whose key this is signed a tree that holds the leaf at its index.
 * @param {Slip} slip
 * @param {import("./note.js").VerifierKey} log
 * @throws {import("./errors.js").SegelError}
 */
export async function verifySlip(slip, log) {
  await verifySignature(slip, log);
  await verifyPath(slip);
}

/**
 * @param {Slip} slip
 * @param {import("./note.js").VerifierKey} log
 * @throws {SignatureError} another key's slip, or a signature that does not hold
 */
export async function verifySignature({ checkpoint, logId, signature }, log) {
  if (log.name !== checkpoint.origin || !isEqual(log.id, logId)) {
    throw new SignatureError(`signed by another key than ${log.name}+${toHex(log.id)}`);
  }
  const signatures = [{ name: log.name, id: logId, signature }];
  await verifyNote({ text: serialiseCheckpointText(checkpoint), signatures }, [log]);
}

/**
 * @param {Slip} slip
 * @throws {import("./errors.js").ProofError} the leaf leads to another root
 */
export async function verifyPath({ index, leaf, checkpoint, path }) {
  await verifyInclusion({ index, leaf }, checkpoint, path);
}

/** Takes a slip from its front. */
class SlipReader {
  place = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  /** @param {number} count */
  take(count) {
    const found = this.bytes.slice(this.place, this.place + count);
    if (found.length !== count) throw new FormatError("slip", "it ends too early");
    this.place += count;
    return found;
  }

  byte() {
    const [byte = 0] = this.take(1);
    return byte;
  }

  number() {
    return toBigInt(this.take(8));
  }

  async end() {
    const seal = await sha256(this.bytes.slice(0, this.place));
    if (!isEqual(this.take(SEAL_BYTES), seal.slice(0, SEAL_BYTES))) {
      throw new FormatError("slip", "the seal is not that of its bytes");
    }
    if (this.place !== this.bytes.length) throw new FormatError("slip", "bytes behind its end");
  }
}

/** @param {bigint} value */
function toNumber(value) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

/**
 * @param {bigint} index
 * @param {bigint} size
 * @returns {number} how many hashes the way of leaf `index` has in the tree of `size` leaves
 */
function pathLength(index, size) {
  const inner = (index ^ (size - 1n)).toString(2).replace(/^0$/, "").length;
  const outer = (index >> BigInt(inner)).toString(2).replaceAll("0", "").length;
  return inner + outer;
}
