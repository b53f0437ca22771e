/**
 * Accusation: a file of equivocation as somebody hands it over. What it claims is judged by
 * equivocation.js, and never before its form is.
 */

import { EQUIVOCATION } from "./equivocation.js";
import { FormatError } from "./errors.js";
import { parseBase64, parseHash, parseUtf8 } from "./text.js";

/** A charter has 32 KiB at most, a checkpoint less than one, and there are 64 hashes at most. */
export const FILE_BYTES_MAX = 1 << 17;

const HASHES_MAX = 64;
const PROOF_LINES_MIN = 4;

/**
 * Read such a file.
 * @param {Uint8Array} bytes
 * @returns {import("./equivocation.js").Equivocation}
 * @throws {FormatError}
 */
export function parseEquivocation(bytes) {
  if (bytes.length > FILE_BYTES_MAX) throw new FormatError("equivocation", "too large");
  const text = parseUtf8(bytes, "equivocation");
  const lines = text.split("\n");
  if (lines.length <= PROOF_LINES_MIN || lines[0] !== EQUIVOCATION || lines.at(-1) !== "") {
    throw new FormatError("equivocation", "out of form");
  }
  /** @type {(place: number, word: string) => Uint8Array} */
  const read = (place, word) => parseBase64(valueOf(lines[place], word), `equivocation ${word}`);
  const [charter, smaller] = [read(1, "charter"), read(2, "checkpoint")];
  const larger = read(3, "checkpoint");
  const hashes = lines
    .slice(PROOF_LINES_MIN, -1)
    .map((line) => parseHash(valueOf(line, "hash"), "equivocation hash"));
  if (hashes.length > HASHES_MAX) throw new FormatError("equivocation", "too many hashes");
  return { charter, smaller, larger, hashes };
}

/**
 * @param {string | undefined} line
 * @param {string} word
 */
function valueOf(line, word) {
  if (!line?.startsWith(`${word} `) || line.length === word.length + 1) {
    throw new FormatError("equivocation", `want a line ${word}`);
  }
  return line.slice(word.length + 1);
}
