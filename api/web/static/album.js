/**
 * The album: photographs are shrunk, named by their hash, and sent in pieces after the notes.
 *
 * A photograph is drawn anew before it is hashed, so nothing of what the camera wrote beside it
 * (place, time, model) leaves the phone. It is kept together with the note that cites it, and stays
 * on the phone at least until the server has confirmed its hash.
 */

import { FormatError } from "./errors.js";
import { problemIn, wordOf } from "./outbox.js";
import { isEqual, parseHash, sha256, toBase64 } from "./text.js";
import { within } from "./inquiry.js";

/** Pixels of the longer side. */
export const SIDE_MAX = 1280;

/** Bytes of a photograph, where it can be helped; the server takes 512 KiB. */
export const BYTES_MAX = 200_000;

const QUALITIES = [0.8, 0.65, 0.5, 0.35];
const PIECE_MAX = 65_536;
const PIECE_MIN = 8_192;

/** @typedef {import("./journal.js").Photo & {problem?: Problem | null}} Photo */
/** @typedef {Pick<Photo, "hash" | "blob" | "type" | "size">} Taken */
/** @typedef {import("./witness.js").Problem & {title?: string, title_en?: string}} Problem */
/** @typedef {Pick<import("./witness.js").Ledger, "fetch">} Gate */
/** @typedef {{bytes: number}} Pace of a piece; it learns what the network bears */

/**
 * Draw a picture anew, small and without anything beside it.
 * @param {Blob} file as the camera or the gallery gives it
 * @returns {Promise<Taken>}
 * @throws {FormatError} it is no picture that this browser can read
 */
export async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    throw new FormatError("photo", "not a picture");
  });
  try {
    const blob = await redrawn(picture);
    const hash = toBase64(await sha256(await bytesOf(blob)));
    return { hash, blob, type: blob.type, size: blob.size };
  } finally {
    picture.close();
  }
}

/** @param {ImageBitmap} picture */
async function redrawn(picture) {
  for (let side = SIDE_MAX; ; side = Math.floor(side * 0.7)) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const [width, height] = [picture.width, picture.height].map((length) => (
      Math.max(1, Math.round(length * scale))));
    const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
      if (blob.size <= BYTES_MAX) return blob;
    }
  }
}

/**
 * Send what waits, urgent ones first, of every note that the log has. What the server has confirmed
 * is asked about no more. A new note goes first: then the rest waits for the next turn.
 * @param {import("./journal.js").Journal} journal
 * @param {Gate} gate
 * @param {Pace} [pace]
 * @returns {Promise<import("./outbox.js").Delivery>}
 */
export async function sendPhotos(journal, gate, pace = { bytes: PIECE_MAX }) {
  const next = (await journal.device())?.next;
  const isCalledAway = async () => (await journal.device())?.next !== next;
  let received = 0;
  /** @type {Problem | null} */
  let problem = null;
  for (const photo of await due(journal)) {
    if (await isCalledAway()) break;
    const found = await send(journal, gate, photo, { pace, isCalledAway });
    if (found === LATER) break;
    if (found === null) received += 1;
    else if (found.retry !== "never") problem = found;
    const change = found === null ? { state: "received", sent: photo.size }
      : found.retry === "never" ? { state: "refused" } : {};
    await settle(journal, photo.hash, { ...change, problem: found });
    if (found !== null && isOfAll(found)) break;
  }
  return { received, problem };
}

/**
 * Return the photographs to be sent: those of urgent notes first, then in the order of signing.
 * @param {import("./journal.js").Journal} journal
 * @returns {Promise<Photo[]>}
 */
async function due(journal) {
  const waiting = (await journal.photos()).filter(({ state }) => state === "waiting");
  if (waiting.length === 0) return [];
  const entries = [...(await journal.former()), ...(await journal.entries())];
  /** @type {Map<string | null, number>} turn of a note that the log has, by leaf */
  const turns = new Map();
  for (const { leaf, state } of await journal.carried()) if (state === "received") turns.set(leaf, 0);
  for (const [place, { leaf, state, urgent }] of entries.entries()) {
    const turn = urgent ? place - entries.length : place;
    if (state === "received" || turns.has(toBase64(leaf))) turns.set(toBase64(leaf), turn);
  }
  const turnOf = (/** @type {Photo} */ { leaf }) => turns.get(leaf) ?? 0;
  return waiting
    .filter(({ leaf }) => turns.has(leaf))
    .sort((one, other) => turnOf(one) - turnOf(other));
}

/**
 * Send one photograph from where the server stands.
 * @param {import("./journal.js").Journal} journal
 * @param {Gate} gate
 * @param {Photo} photo
 * @param {{pace: Pace, isCalledAway: () => Promise<boolean>}} manner
 * @returns {Promise<Problem | null>} why it is not there yet
 */
async function send(journal, gate, photo, { pace, isCalledAway }) {
  const bytes = await intact(photo);
  if (bytes === null) return LOST;
  let answer = await askStore(gate, photo);
  let reached = -1;
  while (isGoingOn(answer) && answer.offset > reached && answer.offset <= bytes.length) {
    if (await isCalledAway()) return LATER;
    reached = answer.offset;
    answer = await askStore(gate, photo, bytes.subarray(reached, reached + pace.bytes), reached);
    if (isGoingOn(answer)) await settle(journal, photo.hash, { sent: answer.offset });
  }
  const { problem, complete } = answer;
  const isReached = problem === null || wordOf(problem) !== "unreachable";
  pace.bytes = isReached ? Math.min(PIECE_MAX, pace.bytes * 2) : Math.max(PIECE_MIN, pace.bytes / 2);
  if (complete || (problem !== null && wordOf(problem) !== "photo-wrong")) return problem;
  // What lies there is not ours, whoever left it: the whole in one piece passes it by.
  const whole = await askStore(gate, photo, bytes);
  return whole.complete ? null : (whole.problem ?? { type: "photo-wrong", retry: "same-bytes" });
}

/** @param {Answer} answer */
function isGoingOn({ problem, complete }) {
  return problem === null && !complete;
}

/** A new note was signed meanwhile. @type {Problem} */
const LATER = { type: "later", retry: "same-bytes" };

/** @type {Problem} */
const LOST = {
  type: "photo-lost",
  retry: "never",
  title: "foto di ponsel ini rusak",
  title_en: "the photograph on this phone is damaged",
};

/**
 * Read a photograph from the phone, and see that it is what was signed.
 * @param {Photo} photo
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>}
 */
async function intact({ blob, hash }) {
  const bytes = await bytesOf(blob).catch(() => null);
  const isSame = bytes !== null && isEqual(await sha256(bytes), parseHash(hash, "photo"));
  return isSame ? bytes : null;
}

/** @typedef {{complete: boolean, offset: number, problem: Problem | null}} Answer offset: bytes */

/**
 * Ask how much the server has, or hand in a piece.
 * @param {Gate} gate
 * @param {Photo} photo
 * @param {Uint8Array<ArrayBuffer>} [body] a piece
 * @param {number} [start] where it belongs
 * @returns {Promise<Answer>}
 */
async function askStore(gate, { hash, size }, body, start = 0) {
  const name = hash.replaceAll("+", "-").replaceAll("/", "_").slice(0, -1);
  const headers = {
    "Content-Type": "application/partial-upload",
    "Upload-Offset": String(start),
    "Upload-Length": String(size),
  };
  const piece = body && { method: "PATCH", headers, body };
  /** @type {(problem: Problem) => Answer} */
  const failed = (problem) => ({ complete: false, offset: 0, problem });
  let response;
  try {
    response = await gate.fetch(`/photos/${name}/upload`, { cache: "no-store", ...piece, ...within() });
  } catch {
    return failed({ type: "unreachable", retry: "same-bytes" });
  }
  const told = (await response.json().catch(() => null)) ?? {};
  const offset = response.ok ? told.offset : told.expected;
  if (!Number.isSafeInteger(offset)) return failed(problemIn(told));
  return { complete: told.complete === true, offset, problem: null };
}

/** @param {Problem} problem @returns {boolean} whether the next photograph would meet it too */
function isOfAll(problem) {
  return ["unreachable", "unreadable", "photos-full", "storage", "timeout"].includes(wordOf(problem));
}

/**
 * @param {import("./journal.js").Journal} journal
 * @param {string} hash
 * @param {object} change
 */
async function settle(journal, hash, change) {
  await journal.transact(["photo"], async ({ photo }) => {
    await photo.put({ ...(await photo.get(hash)), ...change });
  });
}

/** @param {Blob} blob */
async function bytesOf(blob) {
  return new Uint8Array(await blob.arrayBuffer());
}
