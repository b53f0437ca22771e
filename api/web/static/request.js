/**
 * Requests as a supervisor's phone reads them: whose key, held by whom, and which words to listen
 * for. What signs nothing for others needs none of this.
 */

import { SIGNATURE_BYTES, verify } from "./ed25519.js";
import { possessionMessage } from "./enrolment.js";
import { FormatError, KeyFormatError } from "./errors.js";
import { isTexts } from "./form.js";
import { LetterError, WORDS, isLabel, parseLetter, reasonOf } from "./letter.js";
import { spellRequest } from "./letter.js";
import { ED25519, HARDWARE, checkStrong, parseVerifierKey } from "./note.js";
import { checkPlace } from "./register.js";
import { isJournal } from "./statement.js";
import { parseBase64, parseHash, parseNumber } from "./text.js";
import { checkHardwarePublic, verifyAssertion } from "./webauthn.js";

const CHOICES = 4;

/**
 * @typedef {object} Request
 * @property {"enrol-request" | "resume-request" | "join-request"} type
 * @property {string} journal that asks
 * @property {string[]} lines what the answer's note is to say
 * @property {string} post what its holder calls it, or nothing
 * @property {string[]} words to be read out
 * @property {string[][]} choices for each word, it and three false ones
 */

/**
 * Read what another phone asks.
 * @param {Uint8Array} bytes
 * @param {import("./letter.js").Pinned} ledger
 * @returns {Promise<Request>}
 * @throws {LetterError}
 */
export async function openRequest(bytes, ledger) {
  const types = ["enrol-request", "resume-request", "join-request"];
  const letter = parseLetter(bytes, types, ledger);
  const { type, lines, post = "", own } = letter;
  // a new key may bring a hardware key along; whoever signs is told of nothing else
  const most = type === "enrol-request" ? 2 : 1;
  const isFormed = isTexts(lines) && lines.length > 0 && lines.length <= most && isLabel(post);
  if (!isFormed) throw new LetterError("bad-letter");
  const isEnrol = type !== "resume-request";
  let journal;
  try {
    const [first = "", beside] = lines;
    if (type === "enrol-request") journal = await newcomer(first, ledger.origin);
    else if (isEnrol) journal = (await parseJoinLine(first, ledger.origin, String(own))).name;
    else ({ journal } = parseResumeLine(first));
    if (beside !== undefined) {
      await parseJoinLine(beside, ledger.origin, first.split(" ")[1] ?? "");
    }
  } catch (error) {
    throw new LetterError(isEnrol ? "bad-possession" : "bad-letter", reasonOf(error));
  }
  return { type, journal, lines, post, ...(await spelled(bytes)) };
}

/**
 * Put each word among false ones. They follow from the request: scanning again shows the same, so
 * nobody learns the true one by repetition.
 * @param {Uint8Array} bytes of the request
 * @returns {Promise<{words: string[], choices: string[][]}>}
 */
async function spelled(bytes) {
  const all = await spellRequest(bytes);
  const words = all.slice(0, WORDS);
  const choices = words.map((word, row) => {
    const start = WORDS + row * (CHOICES - 1);
    return [...new Set([word, ...all.slice(start, start + CHOICES - 1)])].sort();
  });
  return { words, choices };
}

/**
 * @param {string} line
 * @param {string} origin
 * @returns {Promise<string>} the journal that it would enrol
 */
async function newcomer(line, origin) {
  const { key, delegate } = await parseEnrolLine(line, origin);
  if (delegate !== null) throw new FormatError("request", "out of form");
  return key.name;
}

/**
 * Read an `enrol` line and check its possession.
 * @param {string} line `enrol <verifier key> <base64 possession> [delegate <name prefix>]`
 * @param {string} origin
 * @returns {Promise<{key: import("./note.js").VerifierKey, delegate: string | null}>}
 * @throws {import("./errors.js").SegelError}
 */
export async function parseEnrolLine(line, origin) {
  const [verb, encoded = "", possession = "", word, prefix = "", ...rest] = line.split(" ");
  const isDelegate = word === "delegate" && isJournal(prefix);
  const isFormed = rest.length === 0 && (word === undefined || isDelegate);
  if (verb !== "enrol" || possession === "" || !isFormed) {
    throw new FormatError("enrol line", "out of form");
  }
  const key = await parseVerifierKey(encoded);
  if (key.type !== ED25519 || !isJournal(key.name)) {
    throw new KeyFormatError("enrol line", "out of form");
  }
  checkStrong(key);
  const signature = parseBase64(possession, "possession");
  await verify(key.publicKey, signature, possessionMessage(origin, key));
  return { key, delegate: isDelegate ? prefix : null };
}

/**
 * Read the `enrol` line of a hardware key that joins a journal's own key, and check what both sign.
 * @param {string} line `enrol <hardware key> <base64 possession>`
 * @param {string} origin
 * @param {string} own verifier key of the journal
 * @returns {Promise<import("./note.js").VerifierKey>}
 * @throws {import("./errors.js").SegelError}
 */
export async function parseJoinLine(line, origin, own) {
  const [verb, encoded = "", possession, ...rest] = line.split(" ");
  if (verb !== "enrol" || possession === undefined || rest.length > 0) {
    throw new FormatError("enrol line", "out of form");
  }
  const [key, first] = [await parseVerifierKey(encoded), await parseVerifierKey(own)];
  if (key.type !== HARDWARE || first.type !== ED25519 || key.name !== first.name) {
    throw new KeyFormatError("enrol line", "out of form");
  }
  await checkHardwarePublic(key.publicKey);
  const signatures = parseBase64(possession, "possession");
  const text = possessionMessage(origin, key);
  await verify(first.publicKey, signatures.slice(0, SIGNATURE_BYTES), text);
  await verifyAssertion(key.publicKey, signatures.slice(SIGNATURE_BYTES), text);
  return key;
}

/**
 * Read a `resume` line.
 * @param {string} line
 * @returns {{journal: string, number: number, previous: Uint8Array}}
 * @throws {FormatError}
 */
export function parseResumeLine(line) {
  const [verb, journal = "", at, number = "", after, hash = "", ...rest] = line.split(" ");
  const isFormed = verb === "resume" && at === "at" && after === "after" && rest.length === 0;
  if (!isFormed || !isJournal(journal)) throw new FormatError("resume line", "out of form");
  const previous = parseHash(hash, "leaf hash");
  return { journal, number: Number(parseNumber(number, "number")), previous };
}

/**
 * @param {string} journal
 * @param {number} last number that its rightful holder signed
 * @returns {string} the line that ends a journal
 */
export function revokeLine(journal, last) {
  checkPlace(journal, last);
  return `revoke ${journal} after ${last}`;
}
