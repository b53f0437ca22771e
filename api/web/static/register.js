/**
 * Register notes: what a registrar or a delegate says about keys. A phone signs them in its own
 * journal, under its own numbers, like statements.
 *
 *     segel/register/v1
 *     segel.example/latihan/16.08/pilkada-2024
 *     16.08/polri/danru-01 7
 *     gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
 *     12 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
 *     enrol 16.08/polri/gudang-03+a1b2c3d4+AZ... <base64 possession>
 *
 *     — 16.08/polri/danru-01 ...
 *
 * What a line does is the log's to say, by ledger/register.py. Here it is only kept to its form, so
 * that nothing is signed that could never act.
 */

import { FormatError } from "./errors.js";
import { signNote } from "./note.js";
import { STATEMENT, isJournal, parseHeader, parseSigned } from "./statement.js";
import { parseStatement, serialiseHeader } from "./statement.js";
import { toBase64, toUtf8 } from "./text.js";
import { leafHash } from "./tree.js";

export const REGISTER = "segel/register/v1";

/** Lines of one note that can act. */
export const LINES_MAX = 100;

const HEADER_LINES = 5;

/** @typedef {import("./statement.js").Header} Header */

/**
 * Read a register note: five header lines, at least one more, exactly one signature.
 * @param {Uint8Array} bytes
 * @returns {Header & {lines: string[]}}
 * @throws {FormatError}
 */
export function parseRegister(bytes) {
  const all = parseSigned(bytes).slice(0, -1).split("\n");
  const lines = all.slice(HEADER_LINES);
  if (lines.join("\n") === "") throw new FormatError("note", "out of form");
  return { ...parseHeader(all, REGISTER), lines };
}

/**
 * Read the header of whatever stands in a phone's journal, a statement or a register note.
 * @param {Uint8Array} bytes
 * @returns {Header}
 * @throws {FormatError}
 */
export function parseEntry(bytes) {
  const start = toUtf8(`${STATEMENT}\n`);
  const isStatement = start.every((byte, index) => bytes[index] === byte);
  return isStatement ? parseStatement(bytes) : parseRegister(bytes);
}

/**
 * Tell whether a line enrols a key beside a journal's own, whose type byte 0xff is written `/`.
 * @param {string} line
 * @returns {boolean}
 */
export function isOfHardware(line) {
  return /^enrol [^+ ]*\+[0-9a-f]{8}\+\//.test(line);
}

/**
 * Sign a register note. It is read back first: what can be signed can be sent.
 * @param {Header} header
 * @param {string[]} lines
 * @param {{key: import("./note.js").VerifierKey, privateKey: import("./note.js").Secret}} signer
 * @returns {Promise<{note: Uint8Array, leaf: Uint8Array}>} the note and its leaf hash
 */
export async function signRegister(header, lines, { key, privateKey }) {
  if (key.name !== header.journal) throw new FormatError("note", "another journal's key");
  const isFormed = lines.length <= LINES_MAX && lines.every((line) => /^[a-z]+ [^\n]+$/.test(line));
  if (!isFormed) throw new FormatError("note", "out of form");
  const text = `${serialiseHeader(REGISTER, header)}${lines.map((line) => `${line}\n`).join("")}`;
  const note = await signNote(text, key, privateKey);
  parseRegister(note);
  return { note, leaf: await leafHash(note) };
}

/**
 * @param {string} journal
 * @param {number} number of its next note
 * @param {Uint8Array} previous leaf hash that this note will name
 * @returns {string} the line that lets a journal go on
 */
export function resumeLine(journal, number, previous) {
  checkPlace(journal, number);
  return `resume ${journal} at ${number} after ${toBase64(previous)}`;
}

/**
 * @param {string} journal
 * @param {number} number
 */
export function checkPlace(journal, number) {
  if (!isJournal(journal) || !Number.isSafeInteger(number) || number < 0) {
    throw new FormatError("number", "out of form");
  }
}
