/**
 * Statements: what a device says, five header lines for the ledger and one body line of meaning.
 *
 *     segel/statement/v1
 *     segel.example/latihan/16.08/pilkada-2024
 *     16.08/kpu/gudang-03 0
 *     gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
 *     0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
 *     {"kind":"VisitorReported","at":"2024-11-25T08:01:02.345+07:00"}
 *
 *     — 16.08/kpu/gudang-03 ...
 *
 * The leaf of the log is this note, byte for byte: its hash is known on the device, offline.
 */

import { parseCanonical, serialiseCanonical } from "./canonical.js";
import { EMPTY_ROOT } from "./checkpoint.js";
import { FormatError } from "./errors.js";
import { NAME_BYTES_MAX, parseNote, signNote } from "./note.js";
import { isEqual, parseHash, parseNumber, toBase64 } from "./text.js";
import { leafHash } from "./tree.js";

export const STATEMENT = "segel/statement/v1";

const JOURNAL = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/** Largest note that can be sent; so none larger is signed. */
export const NOTE_BYTES_MAX = 32 * 1024;

/**
 * @typedef {object} Header
 * @property {string} origin of the log
 * @property {string} journal name of the device's journal
 * @property {bigint} sequence from 0
 * @property {Uint8Array} previous leaf hash of the journal's previous note, or of its enrolment
 * @property {{size: bigint, root: Uint8Array}} cited newest checkpoint the device has verified
 */

/**
 * @typedef {Header & {body: string}} Statement the body is one line, understood or not
 */

/**
 * Read the text of a statement note.
 * @param {string} text
 * @returns {Statement}
 * @throws {FormatError}
 */
export function parseStatementText(text) {
  const lines = text.split("\n");
  const [, , , , , body = "", end] = lines;
  if (lines.length !== 7 || end !== "" || body === "") {
    throw new FormatError("statement", "out of form");
  }
  return { ...parseHeader(lines, STATEMENT), body };
}

/**
 * Read the five lines in front of what a note of a journal says.
 * @param {string[]} lines five, or more that are left alone
 * @param {string} topic the first of them
 * @returns {Header}
 * @throws {FormatError}
 */
export function parseHeader(lines, topic) {
  const [format, origin = "", place = "", previous = "", seen = ""] = lines;
  const [journal, sequence] = parsePair(place);
  const [size, root] = parsePair(seen);
  const cited = { size: parseNumber(size, "cited size"), root: parseHash(root, "cited root") };
  const isOther = cited.size === 0n && !isEqual(cited.root, EMPTY_ROOT);
  if (format !== topic || origin === "" || !isJournal(journal) || isOther) {
    throw new FormatError("header", "out of form");
  }
  return {
    origin,
    journal,
    sequence: parseNumber(sequence, "sequence number"),
    previous: parseHash(previous, "previous leaf hash"),
    cited,
  };
}

/**
 * Write the five lines in front of what a note of a journal says.
 * @param {string} topic the first of them
 * @param {Header} header
 * @returns {string} with its last newline
 */
export function serialiseHeader(topic, { origin, journal, sequence, previous, cited }) {
  const seen = `${cited.size} ${toBase64(cited.root)}`;
  return `${[topic, origin, `${journal} ${sequence}`, toBase64(previous), seen].join("\n")}\n`;
}

/**
 * Write the text of a statement note.
 * @param {Statement} statement
 * @returns {string}
 */
export function serialiseStatementText({ body, ...header }) {
  return `${serialiseHeader(STATEMENT, header)}${body}\n`;
}

/**
 * Read a statement note: six lines and exactly one signature. Whether its key speaks for the
 * journal is the register's to say, and whether the log ever had the cited root is the log's.
 * @param {Uint8Array} bytes
 * @returns {Statement}
 * @throws {FormatError}
 */
export function parseStatement(bytes) {
  return parseStatementText(parseSigned(bytes));
}

/**
 * Read a note that can be sent, of one signature.
 * @param {Uint8Array} bytes
 * @returns {string} what is signed
 * @throws {FormatError}
 */
export function parseSigned(bytes) {
  if (bytes.length > NOTE_BYTES_MAX) throw new FormatError("note", "too large");
  const { text, signatures } = parseNote(bytes);
  if (signatures.length !== 1) throw new FormatError("note", "out of form");
  return text;
}

/**
 * Tell whether a text can name a journal: segments of ASCII letters, digits and `._-` between
 * slashes. Narrower than a key's name, because people compare these by eye.
 * @param {string} name
 * @returns {boolean}
 */
export function isJournal(name) {
  return JOURNAL.test(name) && name.length <= NAME_BYTES_MAX;
}

/**
 * Tell why a body would not be understood, or `null` if it is canonical.
 * @param {string} body
 * @returns {string | null}
 */
export function notUnderstood(body) {
  try {
    const value = parseCanonical(body);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? null : "body: not an object";
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
}

/**
 * Sign a statement. It is read back first: what can be signed can be sent and understood.
 * @param {Header} header
 * @param {object} body
 * @param {{key: import("./note.js").VerifierKey, privateKey: import("./note.js").Secret}} signer
 * @returns {Promise<{note: Uint8Array, leaf: Uint8Array}>} the note and its leaf hash
 */
export async function signStatement(header, body, { key, privateKey }) {
  if (key.name !== header.journal) throw new FormatError("note", "another journal's key");
  const text = serialiseStatementText({ ...header, body: serialiseCanonical(body) });
  const reason = notUnderstood(parseStatementText(text).body);
  if (reason !== null) throw new FormatError("statement", reason);
  const note = await signNote(text, key, privateKey);
  parseStatement(note);
  return { note, leaf: await leafHash(note) };
}

/**
 * @param {string} line
 * @returns {[string, string]}
 */
function parsePair(line) {
  const parts = line.split(" ");
  if (parts.length !== 2 || parts.includes("")) throw new FormatError("header", "out of form");
  return /** @type {[string, string]} */ (parts);
}
