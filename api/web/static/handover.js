/**
 * What two phones tell each other when boxes change hands, both without a network.
 *
 *     {"v":1,"type":"offer","charter":"…","leaves":["…"],"from":"…","to":"…","place":"…",
 *      "consignment":"…","count":12,"list":"<base64 SHA-256>","notes":["segel/statement/v1…"]}
 *     {"v":1,"type":"acceptance","charter":"…","of":["…"],"leaves":["…"],"notes":["…"]}
 *
 * `leaves` are the statements meant, one for each part of a large handover; `notes` holds them, and
 * before them whatever the log may not have yet of what they follow, so that either phone alone can
 * hand all of it in. All that an offer says beside its notes must be what they say.
 */

import { FormatError } from "./errors.js";
import { isBody, isTexts } from "./form.js";
import { parseCanonical } from "./canonical.js";
import { LetterError, parseLetter, serialiseLetter } from "./letter.js";
import { parseNote, parseVerifierKey, verifyNote } from "./note.js";
import { parseEntry } from "./register.js";
import { isEqual, parseUtf8, sha256, toBase64, toUtf8 } from "./text.js";
import { leafHash } from "./tree.js";

/** Kinds of frames. */
export const OFFER = "OFFER";
export const ACCEPTANCE = "ACCEPTANCE";

/** Earlier notes that travel along, boxes in one statement, and bytes of what it says of them. */
export const EARLIER_MAX = 20;
export const BOXES_MAX = 300;
const PART_BYTES_MAX = 20_000;

/** @typedef {{kind: string, at: string, [field: string]: any}} Body */
/** @typedef {{leaf: string, journal: string, note: Uint8Array, body: Body}} Said */
/** @typedef {{origin: string, charter: string, log: import("./note.js").VerifierKey}} Pinned */

/**
 * @typedef {object} Message
 * @property {Said[]} said the statements meant, by part
 * @property {string[]} of what they answer
 * @property {{note: Uint8Array, leaf: Uint8Array}[]} notes all that came, in the log's order
 */

/**
 * @param {string[]} boxes
 * @returns {Promise<string>} one hash for a list, in whatever order its boxes were counted
 */
export async function listHash(boxes) {
  return toBase64(await sha256(toUtf8([...new Set(boxes)].sort().join("\n"))));
}

/**
 * Divide boxes among statements, each small enough to be signed and answered.
 * @param {string[]} boxes
 * @param {(box: string) => string[]} sealsOf what an answer will say of each
 * @returns {string[][]} at least one part
 */
export function partsOf(boxes, sealsOf) {
  const /** @type {string[][]} */ parts = [[]];
  let bytes = 0;
  for (const box of boxes) {
    const size = 40 + toUtf8(box + sealsOf(box).join("....")).length;
    const last = /** @type {string[]} */ (parts.at(-1));
    const isFull = last.length === BOXES_MAX || bytes + size > PART_BYTES_MAX;
    if (isFull) parts.push([box]);
    else last.push(box);
    bytes = isFull ? size : bytes + size;
  }
  return parts;
}

/**
 * @param {number} index of a part, from 0
 * @param {number} count
 * @returns {{part?: number, parts?: number}} what its statement says of that
 */
export function partOf(index, count) {
  return count > 1 ? { part: index + 1, parts: count } : {};
}

/**
 * Write an offer for the receiver's camera.
 * @param {Uint8Array[]} earlier what the log may not have yet
 * @param {Said[]} parts `HandoverOffered`
 * @param {Pinned} ledger
 * @returns {Promise<Uint8Array>}
 */
export async function serialiseOffer(earlier, parts, { charter }) {
  const told = await summary(parts.map(({ body }) => body));
  const notes = textsOf(earlier, parts);
  return serialiseLetter({ type: "offer", charter, leaves: leavesOf(parts), ...told, notes });
}

/**
 * @param {Uint8Array} bytes
 * @param {Pinned} ledger
 * @returns {Promise<Message>}
 * @throws {LetterError}
 */
export async function openOffer(bytes, ledger) {
  const letter = parseLetter(bytes, ["offer"], ledger);
  const message = await openNotes(letter, ["HandoverOffered"], ledger);
  const told = Object.entries(await summary(message.said.map(({ body }) => body)));
  if (told.some(([name, value]) => letter[name] !== value)) {
    throw new LetterError("bad-letter", "the offer does not say what its notes say");
  }
  return message;
}

/**
 * Write an answer for the giver's camera.
 * @param {Uint8Array[]} earlier
 * @param {Said[]} parts `HandoverAccepted` and `HandoverRefused`
 * @param {string[]} of the offer's leaves
 * @param {Pinned} ledger
 * @returns {Uint8Array}
 */
export function serialiseAcceptance(earlier, parts, of, { charter }) {
  const notes = textsOf(earlier, parts);
  return serialiseLetter({ type: "acceptance", charter, of, leaves: leavesOf(parts), notes });
}

/**
 * @param {Uint8Array} bytes
 * @param {Pinned} ledger
 * @returns {Promise<Message>}
 * @throws {LetterError}
 */
export async function openAcceptance(bytes, ledger) {
  const letter = parseLetter(bytes, ["acceptance"], ledger);
  const message = await openNotes(letter, ["HandoverAccepted", "HandoverRefused"], ledger);
  const of = message.said.map(({ body }) => body.of).filter((leaf) => leaf !== undefined);
  if (of.some((leaf) => !letter.of?.includes(leaf))) {
    throw new LetterError("bad-letter", "an answer to another offer");
  }
  return { ...message, of: letter.of };
}

/**
 * Check who signed, as far as this phone can.
 * @param {Uint8Array} note
 * @param {string[]} known verifier keys
 * @returns {Promise<"holds" | "unknown" | "broken">} unknown: by a key that is not among them
 */
export async function checkSigner(note, known) {
  const parsed = parseNote(note);
  const { signatures } = parsed;
  const named = known.filter((text) => signatures.some(({ name }) => text.startsWith(`${name}+`)));
  const read = (/** @type {string} */ text) => (
    parseVerifierKey(text).then((key) => [key], () => [])); // of a later version: not known here
  const all = (await Promise.all(named.map(read))).flat();
  const keys = all.filter((key) => signatures.some(({ name, id }) => (
    name === key.name && isEqual(id, key.id))));
  if (keys.length === 0) return "unknown";
  return verifyNote(parsed, keys).then(() => "holds", () => "broken");
}

/**
 * @param {any} letter
 * @param {string[]} kinds
 * @param {Pinned} ledger
 * @returns {Promise<Message>}
 */
export async function openNotes({ leaves, notes }, kinds, { origin }) {
  const isFormed = isTexts(leaves) && isTexts(notes) && leaves.length > 0;
  if (!isFormed) throw new LetterError("bad-letter");
  const all = await Promise.all(notes.map(async (text) => {
    const note = toUtf8(text);
    return { note, leaf: await leafHash(note) };
  }));
  try {
    if (all.some(({ note }) => parseEntry(note).origin !== origin)) {
      throw new LetterError("other-ledger");
    }
    const meant = leaves.map((/** @type {string} */ leaf) => {
      const one = all.find((some) => toBase64(some.leaf) === leaf);
      if (one === undefined) throw new LetterError("bad-letter");
      const body = said(one.note);
      if (!kinds.includes(body.kind)) throw new LetterError("bad-letter");
      return { leaf, note: one.note, journal: parseEntry(one.note).journal, body };
    });
    return { said: meant, of: [], notes: all };
  } catch (error) {
    if (error instanceof FormatError) throw new LetterError("bad-letter", error.message);
    throw error;
  }
}

/**
 * What an offer says of itself beside its notes.
 * @param {Body[]} bodies
 */
async function summary(bodies) {
  const { from, to, place, consignment } = /** @type {Body} */ (bodies[0]);
  const boxes = bodies.flatMap((body) => body.boxes ?? []);
  const count = bodies.reduce((sum, body) => sum + body.count, 0);
  const list = await listHash(boxes);
  return { from, to, place, ...(consignment && { consignment }), count, list };
}

/**
 * @param {Uint8Array} note
 * @returns {Body}
 */
function said(note) {
  const { body: text } = /** @type {import("./statement.js").Statement} */ (parseEntry(note));
  const body = parseCanonical(text ?? "");
  if (!isBody(body)) throw new FormatError("body", "out of form");
  return /** @type {Body} */ (body);
}

/** @param {Said[]} parts */
function leavesOf(parts) {
  return parts.map(({ leaf }) => leaf);
}

/**
 * @param {Uint8Array[]} earlier
 * @param {Said[]} parts
 */
function textsOf(earlier, parts) {
  return [...earlier, ...parts.map(({ note }) => note)].map((note) => parseUtf8(note, "note"));
}
