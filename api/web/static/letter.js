/**
 * Letters between two phones that may have no network: one asks to be enrolled or to go on, the
 * other answers. Canonical JSON, sent as frames by screen and camera, or as the same text by hand.
 *
 *     {"v":1,"type":"enrol-request","charter":"…","lines":["enrol …"]}
 *     {"v":1,"type":"enrol-answer","charter":"…","address":"https://…","checkpoint":"…",
 *      "enroller":"16.08/polri/danru-01+…","notes":["segel/register/v1\n…"],"seat":{…},
 *      "names":[["16.08/GDG-01","Gudang KPU"]]}
 *
 * Whoever asks reads out four words of the request, 64 bits of its hash. Whoever answers is not
 * shown them but has to find each among three false ones: nobody can nod at what was never heard.
 *
 * An answer holds the note itself, not its leaf hash: the new phone carries it to the log if it
 * gets there first, with the earlier notes of the enroller that the log may not have yet.
 */

import { parseCanonical, serialiseCanonical } from "./canonical.js";
import { openCheckpoint } from "./checkpoint.js";
import { FormatError, SegelError } from "./errors.js";
import { spell } from "./fingerprint.js";
import { isTexts } from "./form.js";
import { parseNote, parseVerifierKey, verifyNote } from "./note.js";
import { parseEntry } from "./register.js";
import { isEqual, parseBase64, parseUtf8, sha256, toBase64, toUtf8 } from "./text.js";
import { leafHash } from "./tree.js";

/** Kinds of frames. */
export const REQUEST = "REQUEST";
export const ANSWER = "ANSWER";

/** Notes that one answer may carry. */
export const NOTES_MAX = 20;

/** Words that are read out. */
export const WORDS = 4;

const SCHEME = "segel:";
const LABEL_MAX = 200;

/**
 * A letter that is not for this phone, or not to be believed. `type` says which, for words.js.
 */
export class LetterError extends SegelError {
  /**
   * @param {"other-ledger" | "other-phone" | "other-letter" | "bad-letter" | "bad-possession" |
   *   "bad-answer" | "bad-checkpoint" | "other-offer" | "own-offer"} type
   * @param {string} [reason]
   */
  constructor(type, reason = type) {
    super(reason);
    this.type = type;
  }
}

/** @typedef {import("./statement.js").Header} Header */
/** @typedef {{origin: string, charter: string, log: import("./note.js").VerifierKey}} Pinned */

/**
 * @typedef {object} Seat where the phone works and for whom: ids, and how they are called
 * @property {string} [place]
 * @property {string} [unit]
 * @property {string} [person]
 * @property {string} [team]
 * @property {string} [role]
 */

/**
 * @typedef {object} Answer
 * @property {"enrol-answer" | "resume-answer"} type
 * @property {string} line of the note that concerns this phone
 * @property {Uint8Array} leaf of the note that says it
 * @property {string | null} checkpoint as signed, verified
 * @property {string | null} delegate the prefix under which this phone may enrol others
 * @property {string} enroller the journal that said it
 * @property {string} enrollerKey its verifier key, under which the note was checked
 * @property {string} address of the server
 * @property {{note: Uint8Array, leaf: Uint8Array}[]} notes to be carried to the log, in this order
 * @property {Seat} seat
 * @property {string[][]} names ids, each with what it is called
 */

/**
 * Write a letter.
 * @param {object} letter
 * @returns {Uint8Array}
 */
export function serialiseLetter(letter) {
  return toUtf8(serialiseCanonical({ v: 1, ...letter }));
}

/**
 * @param {Uint8Array} letter
 * @returns {string} the letter as one text, to be copied by hand
 */
export function letterText(letter) {
  return `${SCHEME}${toBase64(letter)}`;
}

/**
 * Read a letter that was copied by hand; messengers break lines where they like.
 * @param {string} text
 * @returns {Uint8Array | null} `null` where it is none
 */
export function readLetterText(text) {
  const joined = text.replace(/\s+/g, "");
  if (!joined.startsWith(SCHEME)) return null;
  try {
    return parseBase64(joined.slice(SCHEME.length), "letter");
  } catch (error) {
    throw new LetterError("bad-letter", reasonOf(error));
  }
}

/**
 * Spell a request: four words are read out, the others are false ones for whoever listens.
 * @param {Uint8Array} bytes of the request
 * @returns {Promise<string[]>} sixteen words
 */
export async function spellRequest(bytes) {
  return spell(await sha256(bytes));
}

/**
 * Read the answer to what this phone asked. All that it says is checked: that it is of our ledger,
 * that its note says our own line and is signed, that the log signed the checkpoint. Whether the
 * signer may say so is the log's to decide, and the phone hears of it with the first network.
 * @param {Uint8Array} bytes
 * @param {Pinned} ledger
 * @param {string} asked the line that this phone asked for
 * @returns {Promise<Answer>}
 * @throws {LetterError}
 */
export async function openAnswer(bytes, ledger, asked) {
  const letter = parseLetter(bytes, ["enrol-answer", "resume-answer"], ledger);
  const { type, address, checkpoint, enroller, notes, seat = {}, names = [] } = letter;
  const isFormed = isTexts(notes) && notes.length > 0 && notes.length <= NOTES_MAX
    && isLabel(address) && typeof enroller === "string" && isLabels(seat) && isNames(names);
  if (!isFormed) throw new LetterError("bad-letter");
  const carried = await Promise.all(notes.map(toUtf8).map(readNote));
  const isAsked = (/** @type {string} */ one) => (
    one === asked || one.startsWith(`${asked} delegate `));
  const own = carried.findLast(({ lines }) => lines.some(isAsked));
  if (carried.some(({ header }) => header.origin !== ledger.origin)) {
    throw new LetterError("other-ledger");
  }
  if (own === undefined) throw new LetterError("other-phone");
  const { leaf, header, lines } = own;
  const line = /** @type {string} */ (lines.find(isAsked));
  await checkSigned(own.note, header.journal, enroller);
  await checkCheckpoint(checkpoint, header.cited, ledger.log);
  const delegate = line === asked ? null : line.slice(asked.length + " delegate ".length);
  const by = { enroller: header.journal, enrollerKey: enroller };
  const said = { type, line, leaf, checkpoint, delegate, ...by };
  return { ...said, address, notes: carried, seat, names };
}

/**
 * @param {Uint8Array} bytes
 * @param {string[]} types
 * @param {Pinned} ledger
 * @returns {any} the letter; its fields are looked at by whoever asked
 */
export function parseLetter(bytes, types, ledger) {
  let letter;
  try {
    letter = /** @type {any} */ (parseCanonical(parseUtf8(bytes, "letter")));
  } catch (error) {
    throw new LetterError("bad-letter", reasonOf(error));
  }
  if (letter?.v !== 1 || !types.includes(letter.type)) throw new LetterError("other-letter");
  if (letter.charter !== ledger.charter) throw new LetterError("other-ledger");
  return letter;
}

/**
 * @param {Uint8Array} note
 * @returns {Promise<{note: Uint8Array, leaf: Uint8Array, header: Header, lines: string[]}>} a
 *   statement has no lines for us
 */
async function readNote(note) {
  try {
    const header = parseEntry(note);
    const { lines = [] } = /** @type {{lines?: string[]}} */ (header);
    return { note, leaf: await leafHash(note), header, lines };
  } catch (error) {
    throw new LetterError("bad-answer", reasonOf(error));
  }
}

/**
 * @param {Uint8Array} note
 * @param {string} journal in whose numbers it stands
 * @param {string} enroller verifier key
 */
async function checkSigned(note, journal, enroller) {
  try {
    const key = await parseVerifierKey(enroller);
    if (key.name !== journal) throw new FormatError("enroller", "another journal's key");
    await verifyNote(parseNote(note), [key]);
  } catch (error) {
    throw new LetterError("bad-answer", reasonOf(error));
  }
}

/**
 * @param {unknown} signed
 * @param {{size: bigint, root: Uint8Array}} cited by the note
 * @param {import("./note.js").VerifierKey} log
 */
async function checkCheckpoint(signed, cited, log) {
  if (signed === null) return;
  try {
    const checkpoint = await openCheckpoint(toUtf8(String(signed)), log);
    const isOther = checkpoint.size === cited.size && !isEqual(checkpoint.root, cited.root);
    if (isOther) throw new FormatError("checkpoint", "another root");
  } catch (error) {
    throw new LetterError("bad-checkpoint", reasonOf(error));
  }
}

/** @param {unknown} value @returns {value is string} */
export function isLabel(value) {
  return typeof value === "string" && value.length <= LABEL_MAX;
}

/** @param {unknown} value */
function isLabels(value) {
  return typeof value === "object" && value !== null && Object.values(value).every(isLabel);
}

/** @param {unknown} value */
function isNames(value) {
  const isPair = (/** @type {unknown} */ one) => isTexts(one) && one.length === 2;
  return Array.isArray(value) && value.every((one) => isPair(one) && one.every(isLabel));
}

/**
 * @param {unknown} error
 * @returns {string} what is wrong; what is no error of ours goes on
 */
export function reasonOf(error) {
  if (error instanceof SegelError) return error.message;
  throw error;
}
