/**
 * A published log, as `segel publish` and `segel mirror` write it: immutable files under one
 * checkpoint. It hands out bytes and believes nothing (`tools/tile.py`).
 */

import { parseCheckpointText } from "../checkpoint.js";
import { SegelError } from "../errors.js";
import { parseNote } from "../note.js";
import { isEqual, parseBase64, parseUtf8 } from "../text.js";
import { WIDTH, bundlesOf, seriesPath, splitBundle, splitHashes } from "./tile.js";
import { tilePath, tilesOf } from "./tile.js";

/** More is for `segel verify`, which needs little memory. */
const PAGE_ENTRIES_MAX = 250_000;

/** What stands there is not what a log's owner would have written. */
export class DamagedError extends SegelError {}

/** Something cannot be had here; it says nothing about the log. */
export class MissingError extends SegelError {}

/** @typedef {(path: string) => Promise<Uint8Array | null>} Fetch null: there is no such file */
/** @typedef {import("./tile.js").Tile} Tile */
/** @typedef {{size: bigint, raw: Uint8Array}} Kept */

export class PublishedLog {
  #fetch;
  #checkpoint;

  /**
   * @param {Fetch} fetch
   * @param {Uint8Array} checkpoint
   * @param {number} entries
   */
  constructor(fetch, checkpoint, entries) {
    this.#fetch = fetch;
    this.#checkpoint = checkpoint;
    this.entries = entries;
  }

  /**
   * Read the checkpoint; the tree's size is what it says.
   * @param {Fetch} fetch
   * @returns {Promise<PublishedLog>}
   * @throws {DamagedError} the checkpoint is none
   * @throws {MissingError} there is none, or the log is larger than a page can hold
   */
  static async opened(fetch) {
    const checked = named(fetch);
    const raw = await checked("checkpoint");
    if (raw === null) throw new MissingError("checkpoint: no such file");
    const size = sizeIn("checkpoint", raw);
    if (size > BigInt(PAGE_ENTRIES_MAX)) {
      throw new MissingError(`${size} entries are too many for a page; use segel verify`);
    }
    return new PublishedLog(checked, raw, Number(size));
  }

  /** @returns {AsyncGenerator<{notes: Uint8Array[], leaves: Uint8Array[]}>} all entries in order */
  async *pages() {
    for (const bundle of bundlesOf(this.entries)) {
      const leaves = await this.#hashes({ ...bundle, level: 0 });
      yield { notes: await this.#read(bundle, splitBundle), leaves };
    }
  }

  /** @returns {AsyncGenerator<{level: number, position: number, root: Uint8Array}>} stored roots */
  async *subtrees() {
    for (const tile of tilesOf(this.entries).filter(({ level }) => level > 0)) {
      for (const [place, root] of (await this.#hashes(tile)).entries()) {
        yield { level: tile.level, position: tile.index * WIDTH + place, root };
      }
    }
  }

  /** @returns {AsyncGenerator<Kept>} what was kept, what a quorum has seen last, what is published */
  async *checkpoints() {
    const size = BigInt(this.entries);
    let last = -1n;
    for (let number = 0; last < size; number += 1) {
      const path = seriesPath(number);
      const kept = await this.#series(path);
      for (const raw of kept) {
        const own = sizeIn(path, raw);
        if (own <= last) throw new DamagedError(`${path}: ${own} stands behind ${last}`);
        if (own <= size && !isEqual(raw, this.#checkpoint)) yield { size: own, raw };
        last = own;
      }
      if (kept.length < WIDTH) break;
    }
    const witnessed = await this.#fetch("witnessed");
    const seen = witnessed === null ? size : sizeIn("witnessed", witnessed);
    if (witnessed !== null && last < seen && seen < size) yield { size: seen, raw: witnessed };
    yield { size, raw: this.#checkpoint };
  }

  /** @param {string} path */
  async #series(path) {
    const raw = await this.#fetch(path);
    if (raw === null) return [];
    try {
      const lines = parseUtf8(raw, "series").split("\n");
      if (lines.pop() !== "" || lines.length < 1 || lines.length > WIDTH) {
        throw new DamagedError(`want 1 to ${WIDTH} lines`);
      }
      return lines.map((line) => parseBase64(line, "checkpoint"));
    } catch (error) {
      throw damaged(path, error);
    }
  }

  /** @param {Tile} tile */
  async #hashes(tile) {
    return this.#read(tile, splitHashes);
  }

  /**
   * Read a tile; a full one where the partial one has gone.
   * @type {(tile: Tile, split: (raw: Uint8Array, width: number) => Uint8Array[]) =>
   *   Promise<Uint8Array[]>}
   */
  async #read(tile, split) {
    const path = tilePath(tile);
    const exact = await this.#fetch(path);
    const full = tilePath({ ...tile, width: WIDTH });
    const raw = exact ?? (await this.#fetch(full));
    if (raw === null) throw new MissingError(`${full}: no such file`);
    try {
      return split(raw, exact === null ? WIDTH : tile.width).slice(0, tile.width);
    } catch (error) {
      throw damaged(path, error);
    }
  }
}

/** @type {(path: string, raw: Uint8Array) => bigint} */
function sizeIn(path, raw) {
  try {
    return parseCheckpointText(parseNote(raw).text).size;
  } catch (error) {
    throw damaged(path, error);
  }
}

/** @type {(path: string, error: unknown) => unknown} what to throw instead */
function damaged(path, error) {
  return error instanceof SegelError ? new DamagedError(`${path}: ${error.message}`) : error;
}

/** @param {Fetch} fetch @returns {Fetch} what cannot be unpacked is damaged, and named */
function named(fetch) {
  return async (path) => {
    try {
      return await fetch(path);
    } catch (error) {
      throw damaged(path, error);
    }
  };
}
