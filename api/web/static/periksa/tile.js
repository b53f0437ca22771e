/**
 * Tiles: a log as static files of 256 hashes, and bundles of 256 entries.
 *
 *     tile/0/x001/234        256 leaf hashes
 *     tile/1/004.p/17        the first 17 roots of complete 256-leaf subtrees
 *     tile/entries/x001/234  the 256 entries themselves
 *
 * Source: https://c2sp.org/tlog-tiles
 */

import { FormatError } from "../errors.js";
import { HASH_BYTES } from "../text.js";

export const WIDTH = 256;

/** The level under which entry bundles are filed. */
export const ENTRIES = -1;

/** @typedef {{level: number, index: number, width: number}} Tile */

/** @param {Tile} tile @returns {string} */
export function tilePath({ level, index, width }) {
  const partial = width === WIDTH ? "" : `.p/${width}`;
  return `tile/${level === ENTRIES ? "entries" : level}/${groupsOf(index)}${partial}`;
}

/** @param {number} number @returns {string} the path of a file of kept checkpoints */
export function seriesPath(number) {
  return `checkpoints/${groupsOf(number)}`;
}

/**
 * @param {number} size of the log
 * @returns {Tile[]} its entry bundles
 */
export function bundlesOf(size) {
  return row(ENTRIES, size);
}

/**
 * @param {number} size of the log
 * @returns {Tile[]} its hash tiles, full before partial, level by level
 */
export function tilesOf(size) {
  /** @type {Tile[]} */
  const found = [];
  for (let [level, complete] = [0, size]; complete > 0; level += 1) {
    found.push(...row(level, complete));
    complete = Math.floor(complete / WIDTH);
  }
  return found;
}

/**
 * Read the entries of a bundle.
 * @param {Uint8Array} raw
 * @param {number} width
 * @returns {Uint8Array[]}
 * @throws {FormatError} cut short, longer than its entries, or of another number of them
 */
export function splitBundle(raw, width) {
  /** @type {Uint8Array[]} */
  const entries = [];
  let offset = 0;
  while (offset < raw.length) {
    const length = 256 * (raw[offset] ?? 0) + (raw[offset + 1] ?? 0);
    entries.push(raw.subarray(offset + 2, offset + 2 + length));
    offset += 2 + length;
  }
  if (offset !== raw.length || entries.length !== width) {
    throw new FormatError("entry bundle", `does not hold exactly ${width} whole entries`);
  }
  return entries;
}

/**
 * @param {Uint8Array} raw
 * @param {number} width
 * @returns {Uint8Array[]}
 * @throws {FormatError} not exactly that many hashes
 */
export function splitHashes(raw, width) {
  if (raw.length !== width * HASH_BYTES) {
    throw new FormatError("tile", `${raw.length} bytes are not ${width} hashes`);
  }
  return Array.from({ length: width }, (_, place) => (
    raw.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)));
}

/** @type {(level: number, complete: number) => Tile[]} */
function row(level, complete) {
  const full = Math.floor(complete / WIDTH);
  const found = Array.from({ length: full }, (_, index) => ({ level, index, width: WIDTH }));
  const rest = complete % WIDTH;
  return rest === 0 ? found : [...found, { level, index: full, width: rest }];
}

/** @param {number} number */
function groupsOf(number) {
  const three = (/** @type {number} */ part) => String(part % 1000).padStart(3, "0");
  let groups = three(number);
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups = `x${three(rest)}/${groups}`;
  }
  return groups;
}
