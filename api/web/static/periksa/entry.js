/**
 * Any note of a journal, taken apart: statements, register notes, and what the clerk writes. What
 * it says is left as it is; the same rules as `ledger/journal.py`.
 */

import { FormatError } from "../errors.js";
import { parseNote } from "../note.js";
import { REGISTER } from "../register.js";
import { NOTE_BYTES_MAX, STATEMENT, parseHeader } from "../statement.js";
import { leafHash } from "../tree.js";

export const EVIDENCE = "segel/evidence/v1";
export const ANCHOR = "segel/anchor/v1";

/** What stands in the clerk's journal and in no other. */
export const CLERK_KINDS = [EVIDENCE, ANCHOR];

/** Largest note of the clerk. */
export const CLERK_BYTES_MAX = 48 * 1024;

const TOPICS = [STATEMENT, REGISTER, ...CLERK_KINDS];
const HEAD_LINES = 5;

/**
 * @typedef {object} Entry
 * @property {Uint8Array} raw
 * @property {string} topic
 * @property {import("../statement.js").Header} header
 * @property {string} body the lines after the header, without the last line feed
 * @property {string} text what the signature covers
 * @property {import("../note.js").SignatureLine} signature
 * @property {Uint8Array} leaf leaf hash of `raw`
 */

/**
 * Read a note of a journal: five header lines, a body, exactly one signature.
 * @param {Uint8Array} raw
 * @param {Uint8Array} [leaf] its leaf hash, where it is known
 * @returns {Promise<Entry>}
 * @throws {FormatError} not such a note, too large, or not in its only spelling
 */
export async function readEntry(raw, leaf) {
  const read = parseEntryNote(raw);
  return { ...read, leaf: leaf ?? (await leafHash(raw)) };
}

/**
 * The same without its leaf hash.
 * @param {Uint8Array} raw
 * @returns {Omit<Entry, "leaf">}
 */
export function parseEntryNote(raw) {
  const start = String.fromCharCode(...raw.subarray(0, EVIDENCE.length + 1)).split("\n")[0] ?? "";
  const limit = CLERK_KINDS.includes(start) ? CLERK_BYTES_MAX : NOTE_BYTES_MAX;
  if (raw.length > limit) throw new FormatError("note", "too large");
  const { text, signatures: [signature, ...more] } = parseNote(raw);
  const lines = text.split("\n");
  const topic = lines[0] ?? "";
  if (!TOPICS.includes(topic)) throw new FormatError("header", "out of form");
  const header = parseHeader(lines, topic);
  const body = lines.slice(HEAD_LINES, -1).join("\n");
  const isOneLine = topic !== STATEMENT || lines.length === HEAD_LINES + 2;
  if (signature === undefined || more.length > 0 || body === "" || !isOneLine) {
    throw new FormatError("note", "out of form");
  }
  return { raw, topic, header, body, text, signature };
}
