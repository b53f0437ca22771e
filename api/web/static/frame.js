/**
 * Frames: a message from screen to camera, as texts that QR codes store densest.
 *
 *     SG1:OFFER:0F3A55C1D2E94B77:2/5:<base45>
 *
 * The message is deflated (a list of 300 boxes shrinks to a tenth) and cut into pieces that a cheap
 * camera reads from 360 px. The id is the beginning of the message's SHA-256: frames of different
 * messages never mix, whatever order they come in, and what was put together is what was meant.
 */

import { parseBase45, toBase45 } from "./base45.js";
import { FormatError } from "./errors.js";
import { concat, sha256, toHex } from "./text.js";

/** Deflated bytes of one frame, frames of one message, and bytes of a whole message. */
export const FRAME_BYTES_MAX = 500;
export const FRAMES_MAX = 200;
export const MESSAGE_BYTES_MAX = 1024 * 1024;

/** How every frame begins. */
export const FRAME_START = "SG1:";

const FRAME = /^SG1:([A-Z]{1,16}):([0-9A-F]{16}):([1-9]\d{0,2})\/([1-9]\d{0,2}):(.+)$/;

/**
 * @typedef {object} Frame
 * @property {string} kind
 * @property {string} id of the message
 * @property {number} index from 1
 * @property {number} count
 * @property {Uint8Array} piece
 */

/**
 * Cut a message into frames.
 * @param {Uint8Array} bytes
 * @param {string} kind capital letters, such as `OFFER`
 * @returns {Promise<string[]>}
 * @throws {FormatError} too large for any camera's patience
 */
export async function framesOf(bytes, kind) {
  const small = await through(bytes, new CompressionStream("deflate-raw"));
  const count = Math.max(1, Math.ceil(small.length / FRAME_BYTES_MAX));
  if (count > FRAMES_MAX || bytes.length > MESSAGE_BYTES_MAX) {
    throw new FormatError("frame", "the message is too large");
  }
  const size = Math.ceil(small.length / count); // pieces of one size give codes of one size
  const id = await messageId(bytes);
  return Array.from({ length: count }, (_, i) => {
    const piece = toBase45(small.subarray(i * size, (i + 1) * size));
    return `${FRAME_START}${kind}:${id}:${i + 1}/${count}:${piece}`;
  });
}

/**
 * Read one frame.
 * @param {string} text
 * @returns {Frame | null} null where it is none of ours
 * @throws {FormatError} it is ours, and out of form
 */
export function readFrame(text) {
  if (!text.startsWith(FRAME_START)) return null;
  const [, kind = "", id = "", index, count, piece = ""] = FRAME.exec(text) ?? [];
  const frame = { kind, id, index: Number(index), count: Number(count) };
  if (kind === "" || frame.index > frame.count || frame.count > FRAMES_MAX) {
    throw new FormatError("frame", "out of form");
  }
  return { ...frame, piece: parseBase45(piece) };
}

/** Puts the frames of one message together. A frame of another message starts anew. */
export class Collector {
  /** @param {string} kind frames of other kinds are passed over */
  constructor(kind) {
    this.kind = kind;
    this.id = "";
    this.count = 0;
    /** @type {Map<number, Uint8Array>} */
    this.pieces = new Map();
  }

  /** How many frames are here. */
  get have() {
    return this.pieces.size;
  }

  /**
   * Take the text of one code.
   * @param {string} text
   * @returns {Promise<Uint8Array | null>} the message, once it is whole
   * @throws {FormatError} it is ours and out of form, or the whole is not what was sent
   */
  async take(text) {
    const frame = readFrame(text);
    if (frame === null || frame.kind !== this.kind) return null;
    if (frame.id !== this.id || frame.count !== this.count) {
      Object.assign(this, { id: frame.id, count: frame.count, pieces: new Map() });
    }
    this.pieces.set(frame.index, frame.piece);
    if (this.pieces.size < this.count) return null;
    const pieces = Array.from({ length: this.count }, (_, i) => this.pieces.get(i + 1));
    this.pieces = new Map();
    return assembled(/** @type {Uint8Array[]} */ (pieces), frame.id);
  }
}

/**
 * @param {Uint8Array[]} pieces
 * @param {string} id
 */
async function assembled(pieces, id) {
  let bytes;
  try {
    bytes = await through(concat(...pieces), new DecompressionStream("deflate-raw"));
  } catch (error) {
    if (error instanceof FormatError || !(error instanceof TypeError)) throw error;
    throw new FormatError("frame", "cannot be unpacked");
  }
  if ((await messageId(bytes)) !== id) throw new FormatError("frame", "not what was sent");
  return bytes;
}

/** @param {Uint8Array} bytes */
async function messageId(bytes) {
  return toHex((await sha256(bytes)).subarray(0, 8)).toUpperCase();
}

/**
 * @param {Uint8Array} bytes
 * @param {GenericTransformStream} transform
 * @throws {FormatError} it swells beyond all measure
 */
async function through(bytes, transform) {
  const reader = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(transform).getReader();
  const parts = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return concat(...parts);
    size += value.length;
    if (size > MESSAGE_BYTES_MAX) {
      await reader.cancel();
      throw new FormatError("frame", "the message is too large");
    }
    parts.push(value);
  }
}
