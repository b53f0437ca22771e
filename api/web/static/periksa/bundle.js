/**
 * The evidence file: some notes of a log and all that it takes to check them, offline.
 *
 *     segel/bundle/v1
 *     segel.example/16.08/pilkada-2024
 *     box 16.08.05.2003-TPS007-GUB
 *     checkpoint 409
 *     <the newest checkpoint with its cosignatures, byte for byte>
 *
 *     leaf 0 needed 1893
 *     <the charter, byte for byte>
 *
 *     hash <base64>
 *     seal <base64>
 *
 * One spelling alone is read, the one of `ledger/bundle.py`.
 */

import { parseCheckpointText } from "../checkpoint.js";
import { FormatError, SegelError } from "../errors.js";
import { parseNote } from "../note.js";
import { concat, isEqual, parseHash, parseNumber, parseUtf8, sha256, toUtf8 } from "../text.js";
import { leafHash } from "../tree.js";
import { parseAnchor } from "./anchor.js";
import { ANCHOR, CLERK_BYTES_MAX, readEntry } from "./entry.js";
import { rootsOf } from "./multiproof.js";

export const BUNDLE = "segel/bundle/v1";

/** Largest file that is read. */
export const BUNDLE_BYTES_MAX = 64 * 1024 * 1024;

const LEAVES_MAX = 50_000;
const SCOPE_BYTES_MAX = 512;
const LINE_BYTES_MAX = SCOPE_BYTES_MAX + 64;
const PROOF_HASHES_MAX = 128 * LEAVES_MAX;
const SEAL_DOMAIN = "segel/bundle-seal/v1\n";
const ASKED = ["box", "place", "seal", "journal", "leaf", "time"];
const LINE_FEED = 10;

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {{index: bigint, isChosen: boolean, note: Uint8Array}} Enclosed */

/**
 * @typedef {object} Bundle
 * @property {string} scope what the file's maker was asked for; nothing vouches for it
 * @property {Uint8Array} checkpoint the signed note, byte for byte
 * @property {import("../checkpoint.js").Checkpoint} tree what it says
 * @property {Enclosed[]} leaves the charter first, then in log order
 * @property {Uint8Array[]} hashes
 */

/** @typedef {Enclosed & {leaf: Uint8Array, entry: Entry | null, fault: string}} Opened */

/**
 * Read an evidence file of which every byte is as specified.
 * @param {Uint8Array} raw
 * @returns {Promise<Bundle>}
 * @throws {FormatError} out of form, torn, or not sealed by its last line
 */
export async function parseBundle(raw) {
  if (raw.length > BUNDLE_BYTES_MAX) throw new FormatError("bundle", "too large");
  const lines = new BundleReader(raw);
  lines.expect(BUNDLE);
  const origin = lines.line();
  const scope = checkedScope(lines.line());
  const [length = ""] = lines.words("checkpoint", 1);
  const checkpoint = lines.block(length, CLERK_BYTES_MAX);
  const tree = parseCheckpointText(parseNote(checkpoint).text);
  if (tree.origin !== origin) throw new FormatError("bundle", "the checkpoint of another log");
  const leaves = lines.leaves(tree.size);
  const hashes = lines.hashes();
  await lines.close();
  return { scope, checkpoint, tree, leaves, hashes };
}

/**
 * Read every enclosed note; one that is none of a journal says why.
 * @param {Bundle} bundle
 * @returns {Promise<Opened[]>}
 */
export async function openLeaves({ leaves }) {
  return Promise.all(leaves.map(async (one) => {
    const leaf = await leafHash(one.note);
    try {
      return { ...one, leaf, entry: await readEntry(one.note, leaf), fault: "" };
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      return { ...one, leaf, entry: null, fault: error.message };
    }
  }));
}

/**
 * Find the root of this tree and of every earlier one that is cited, by size.
 * @param {Bundle} bundle
 * @param {Opened[]} opened
 * @returns {Promise<Map<bigint, Uint8Array>>}
 * @throws {import("../errors.js").ProofError} the hashes are not those that these leaves need
 */
export async function bundleRoots({ tree, hashes }, opened) {
  const leaves = new Map(opened.map(({ index, leaf }) => [index, leaf]));
  const cuts = opened.flatMap(({ index, entry }) => (
    citedIn(entry).filter((size) => size > 0n && size <= index)));
  return rootsOf(leaves, [...new Set(cuts)], tree.size, hashes);
}

/**
 * @param {Entry | null} entry
 * @returns {bigint[]} sizes of the trees that a note cites
 */
function citedIn(entry) {
  if (entry === null) return [];
  const sizes = [entry.header.cited.size];
  if (entry.topic !== ANCHOR) return sizes;
  try {
    return [...sizes, parseAnchor(entry.body).checkpoint.size];
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    return sizes;
  }
}

/** @param {Uint8Array} whole everything before the last line */
async function sealOf(whole) {
  return sha256(concat(toUtf8(SEAL_DOMAIN), whole));
}

/**
 * @param {string} line
 * @returns {string} the same
 */
function checkedScope(line) {
  const space = line.indexOf(" ");
  const [word, text] = [line.slice(0, space), line.slice(space + 1)];
  // what prints: nothing of Unicode's "other" and no separator but the space
  const isPrinted = !/[\p{C}\p{Z}]/u.test(line.replaceAll(" ", ""));
  if (space < 0 || !ASKED.includes(word) || text.trim() === "" || !isPrinted) {
    throw new FormatError("bundle", "does not say what was asked for");
  }
  const isOdd = word === "time" && !/^[^ ]+ [^ ]+$/.test(text);
  if (isOdd || toUtf8(line).length > SCOPE_BYTES_MAX) {
    throw new FormatError("bundle", "what was asked for is out of form");
  }
  return line;
}

/** Reads a file from its first byte to its last. */
class BundleReader {
  #raw;
  #at = 0;

  /** @param {Uint8Array} raw */
  constructor(raw) {
    this.#raw = raw;
  }

  /** @returns {string} */
  line() {
    const rest = this.#raw.subarray(this.#at, this.#at + LINE_BYTES_MAX);
    const length = rest.indexOf(LINE_FEED);
    if (length < 0) throw new FormatError("bundle", `the line at byte ${this.#at} has no end`);
    this.#at += length + 1;
    return parseUtf8(rest.subarray(0, length), "bundle");
  }

  /** @param {string} text */
  expect(text) {
    if (this.line() !== text) throw new FormatError("bundle", `want ${text}`);
  }

  /** @type {(word: string, count: number) => string[]} */
  words(word, count) {
    const [first, ...rest] = this.line().split(" ");
    if (first !== word || rest.length !== count) {
      throw new FormatError("bundle", `want a line ${word} at byte ${this.#at}`);
    }
    return rest;
  }

  /** @param {string} word */
  has(word) {
    const start = toUtf8(`${word} `);
    return isEqual(this.#raw.subarray(this.#at, this.#at + start.length), start);
  }

  /**
   * Read so many bytes and the line feed behind them.
   * @param {string} number
   * @param {number} most
   */
  block(number, most) {
    const length = parseNumber(number, "bundle");
    const end = this.#at + Number(length);
    if (length > BigInt(most) || this.#raw[end] !== LINE_FEED) {
      throw new FormatError("bundle", `no ${length} bytes and a line feed at byte ${this.#at}`);
    }
    const found = this.#raw.subarray(this.#at, end);
    this.#at = end + 1;
    return found;
  }

  /** @param {bigint} size */
  leaves(size) {
    /** @type {Enclosed[]} */
    const found = [];
    for (let last = -1n; this.has("leaf");) {
      const [number = "", word = "", length = ""] = this.words("leaf", 3);
      const index = parseNumber(number, "bundle");
      const isInPlace = index > last && index < size && (found.length === 0) === (index === 0n);
      if (!isInPlace || found.length === LEAVES_MAX || !["chosen", "needed"].includes(word)) {
        throw new FormatError("bundle", `leaf ${index} does not belong here`);
      }
      last = index;
      found.push({ index, isChosen: word === "chosen", note: this.block(length, CLERK_BYTES_MAX) });
    }
    if (found.length === 0) throw new FormatError("bundle", "the charter, leaf 0, is missing");
    return found;
  }

  hashes() {
    /** @type {Uint8Array[]} */
    const found = [];
    while (found.length < PROOF_HASHES_MAX && this.has("hash")) {
      found.push(parseHash(this.words("hash", 1)[0] ?? "", "bundle hash"));
    }
    return found;
  }

  /** Read the seal, and find nothing behind it. */
  async close() {
    const end = this.#at;
    const given = parseHash(this.words("seal", 1)[0] ?? "", "bundle seal");
    if (this.#at !== this.#raw.length) {
      throw new FormatError("bundle", "something stands behind the seal");
    }
    if (!isEqual(given, await sealOf(this.#raw.subarray(0, end)))) {
      throw new FormatError("bundle", "the seal is broken: these are not the bytes it was put on");
    }
  }
}
