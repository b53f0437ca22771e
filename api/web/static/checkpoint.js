/**
 * Checkpoints: what the log says of itself, its size and root, as a signed note.
 *
 *     segel.example/latihan/16.08/pilkada-2024
 *     8
 *     Xcnaeacgx5m...
 *
 *     — segel.example/latihan/16.08/pilkada-2024 nz4xoq...
 *
 * No extension lines: newer cosignatures do not cover them, so what matters stands in leaves.
 *
 * Source: https://c2sp.org/tlog-checkpoint@v1.0.0
 */

import { FormatError } from "./errors.js";
import { parseNote, verifyNote } from "./note.js";
import { isEqual, parseHash, parseHex, parseNumber, toBase64 } from "./text.js";

/** The root of the empty tree: SHA-256 of nothing. */
export const EMPTY_ROOT = parseHex(
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "root",
);

/**
 * @typedef {object} Checkpoint
 * @property {string} origin
 * @property {bigint} size
 * @property {Uint8Array} root 32 bytes
 */

/**
 * Read the text of a checkpoint (not its signatures).
 * @param {string} text
 * @returns {Checkpoint}
 * @throws {FormatError}
 */
export function parseCheckpointText(text) {
  const lines = text.split("\n");
  const [origin = "", number = "", hash = "", end] = lines;
  if (lines.length !== 4 || end !== "" || origin === "") {
    throw new FormatError("checkpoint", "out of form");
  }
  const size = parseNumber(number, "checkpoint size");
  const root = parseHash(hash, "checkpoint root");
  if (size === 0n && !isEqual(root, EMPTY_ROOT)) {
    throw new FormatError("checkpoint", "size 0 has another root");
  }
  return { origin, size, root };
}

/**
 * Write the text of a checkpoint.
 * @param {Checkpoint} checkpoint
 * @returns {string}
 */
export function serialiseCheckpointText({ origin, size, root }) {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Read a signed checkpoint and check that this log signed it under its own name.
 * @param {Uint8Array} bytes
 * @param {import("./note.js").VerifierKey} log
 * @returns {Promise<Checkpoint>}
 * @throws {import("./errors.js").SegelError}
 */
export async function openCheckpoint(bytes, log) {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpointText(note.text);
  if (checkpoint.origin !== log.name) {
    throw new FormatError("checkpoint", "another origin");
  }
  await verifyNote(note, [log]);
  return checkpoint;
}
