/**
 * The charter: leaf 0, signed by every key that it names. Its leaf hash is the ledger's
 * fingerprint, from which all trust starts.
 *
 * The same rules as `ledger/charter.py`: what one language takes for a charter, both do.
 */

import { CharterError, SegelError } from "./errors.js";
import { ED25519, checkStrong, formatVerifierKey, parseNote, parseVerifierKey } from "./note.js";
import { verifyNote } from "./note.js";
import { parsePolicy } from "./policy.js";
import { NOTE_BYTES_MAX, isJournal } from "./statement.js";
import { isEqual, parseBase64, parseNumber, parseUtf8, toBase64, toHex, toUtf8 } from "./text.js";

export const CHARTER = "segel/charter/v1";

const LINES_MIN = 9;
const REGISTRARS_MIN = 2;

/** @typedef {import("./note.js").VerifierKey} Key */

/**
 * @typedef {object} Charter
 * @property {string} origin
 * @property {string} operation for people
 * @property {Key} log
 * @property {Key} clerk
 * @property {Key[]} registrars
 * @property {bigint} quorum
 * @property {import("./policy.js").Policy} policy
 */

/**
 * Read a signed charter and check that exactly the keys it names signed it, in its order.
 * @param {Uint8Array} bytes
 * @returns {Promise<Charter>}
 * @throws {CharterError}
 */
export async function openCharter(bytes) {
  try {
    return await openedCharter(bytes);
  } catch (error) {
    if (error instanceof SegelError) throw new CharterError(error.message);
    throw error;
  }
}

/** @param {Uint8Array} bytes */
async function openedCharter(bytes) {
  if (bytes.length > NOTE_BYTES_MAX) throw new CharterError("too large");
  const note = parseNote(bytes);
  const charter = await parseCharterText(note.text);
  const keys = keysOf(charter);
  const { text, signatures } = note;
  const isInOrder = keys.length === signatures.length
    && signatures.every((line, place) => isOf(line, keys[place]));
  if (!isInOrder) throw new CharterError("not signed once each, in order");
  for (const [place, line] of signatures.entries()) {
    await verifyNote({ text, signatures: [line] }, keys.slice(place, place + 1));
  }
  return charter;
}

/** @type {(line: import("./note.js").SignatureLine, key?: Key) => boolean} */
function isOf(line, key) {
  return key !== undefined && line.name === key.name && isEqual(line.id, key.id);
}

/** @type {(charter: Charter) => Key[]} */
function keysOf({ log, clerk, registrars }) {
  return [log, clerk, ...registrars];
}

/**
 * Read a charter's text.
 * @param {string} text
 * @returns {Promise<Charter>}
 */
async function parseCharterText(text) {
  const lines = text.split("\n");
  if (lines.length < LINES_MIN + 1 || lines.at(-1) !== "") throw new CharterError("too few lines");
  const [topic, origin = "", operation = "", logLine, clerkLine] = lines;
  const registrars = [];
  const log = await keyOf(logLine, "log");
  const clerk = await keyOf(clerkLine, "clerk");
  for (const line of lines.slice(5, -3)) registrars.push(await keyOf(line, "registrar"));
  const quorum = parseNumber(behind(lines.at(-3), "quorum"), "quorum");
  const policyText = parseUtf8(parseBase64(behind(lines.at(-2), "policy"), "policy"), "policy");
  const policy = await parsePolicy(policyText);
  const charter = { origin, operation, log, clerk, registrars, quorum, policy };
  checkCharter(charter);
  if (policy.canonical !== policyText) throw new CharterError("not canonical");
  const written = [topic, origin, operation, `log ${formatVerifierKey(log)}`]
    .concat(`clerk ${formatVerifierKey(clerk)}`)
    .concat(registrars.map((key) => `registrar ${formatVerifierKey(key)}`))
    .concat(`quorum ${quorum}`, `policy ${toBase64(toUtf8(policyText))}`, "");
  if (topic !== CHARTER || written.join("\n") !== text) throw new CharterError("not canonical");
  return charter;
}

/** @param {Charter} charter */
function checkCharter(charter) {
  const { origin, operation, log, registrars, quorum, policy } = charter;
  if (log.name !== origin) throw new CharterError("the log's key is not the origin's");
  if (/^[\p{White_Space}]*$/u.test(operation)) throw new CharterError("no operation");
  const keys = keysOf(charter);
  /** @param {string[]} values */
  const isTwice = (values) => new Set(values).size !== keys.length;
  if (isTwice(keys.map(({ name }) => name))
    || isTwice(keys.map(({ publicKey }) => toHex(publicKey)))) {
    throw new CharterError("a name or a key stands twice");
  }
  for (const key of keys) {
    if (key.type !== ED25519) throw new CharterError(`${key.name} does not sign notes`);
    checkStrong(key);
  }
  if (!keys.slice(1).every(({ name }) => isJournal(name))) {
    throw new CharterError("no journal's name");
  }
  const count = BigInt(registrars.length);
  if (count < REGISTRARS_MIN || 2n * quorum <= count || quorum > count) {
    throw new CharterError("no quorum");
  }
  if (!policy.logs.every((key) => formatVerifierKey(key) === formatVerifierKey(log))) {
    throw new CharterError("the policy of another log");
  }
}

/** @type {(line: string | undefined, word: string) => string} */
function behind(line, word) {
  if (!line?.startsWith(`${word} `)) throw new CharterError(`want a line ${word}`);
  return line.slice(word.length + 1);
}

/** @type {(line: string | undefined, word: string) => Promise<Key>} */
async function keyOf(line, word) {
  return parseVerifierKey(behind(line, word));
}
