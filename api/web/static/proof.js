/**
 * A proof on one page: an entry's index, its way to the root, and the checkpoint with that root.
 *
 *     c2sp.org/tlog-proof@v1
 *     index 5
 *     vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
 *
 *     <checkpoint>
 *
 * Source: https://c2sp.org/tlog-proof
 */

import { openCheckpoint, parseCheckpointText } from "./checkpoint.js";
import { FormatError } from "./errors.js";
import { parseNote } from "./note.js";
import { concat, parseBase64, parseHash, parseNumber, parseUtf8 } from "./text.js";
import { toBase64, toUtf8 } from "./text.js";
import { verifyInclusion } from "./tree.js";

const HEADER = "c2sp.org/tlog-proof@v1";

/** Longest way to the root of any tree that can be named. */
const HASHES_MAX = 63;

/**
 * @typedef {object} Proof
 * @property {Uint8Array | null} extra signed by nobody
 * @property {bigint} index
 * @property {Uint8Array[]} hashes sibling first
 * @property {Uint8Array} checkpoint the signed note, byte for byte
 */

/**
 * Read a proof.
 * @param {Uint8Array} bytes
 * @returns {Proof}
 * @throws {FormatError}
 */
export function parseProof(bytes) {
  const whole = parseUtf8(bytes, "proof");
  const split = whole.indexOf("\n\n");
  if (split < 0) throw new FormatError("proof", "no empty line before the checkpoint");
  const [header, ...lines] = whole.slice(0, split).split("\n");
  if (header !== HEADER) throw new FormatError("proof", `want ${HEADER}`);
  let extra = null;
  let indexLine = lines.shift();
  if (indexLine?.startsWith("extra ")) {
    extra = parseBase64(indexLine.slice("extra ".length), "proof extra");
    indexLine = lines.shift();
  }
  if (!indexLine?.startsWith("index ")) throw new FormatError("proof", "no index line");
  if (lines.length > HASHES_MAX) throw new FormatError("proof", "too many hashes");
  const checkpoint = toUtf8(whole.slice(split + 2));
  parseCheckpointText(parseNote(checkpoint).text);
  return {
    extra,
    index: parseNumber(indexLine.slice("index ".length), "proof index"),
    hashes: lines.map((line) => parseHash(line, "proof hash")),
    checkpoint,
  };
}

/**
 * Write a proof.
 * @param {Proof} proof
 * @returns {Uint8Array}
 */
export function serialiseProof({ extra, index, hashes, checkpoint }) {
  const lines = [HEADER];
  if (extra !== null) lines.push(`extra ${toBase64(extra)}`);
  lines.push(`index ${index}`, ...hashes.map(toBase64), "", "");
  return concat(toUtf8(lines.join("\n")), checkpoint);
}

/**
 * Check that a leaf is in the log, at the proof's index.
 * @param {Proof} proof
 * @param {Uint8Array} leaf leaf hash
 * @param {import("./note.js").VerifierKey} log
 * @returns {Promise<import("./checkpoint.js").Checkpoint>}
 */
export async function verifyProof(proof, leaf, log) {
  const checkpoint = await openCheckpoint(proof.checkpoint, log);
  await verifyInclusion({ index: proof.index, leaf }, checkpoint, proof.hashes);
  return checkpoint;
}
