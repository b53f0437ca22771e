/**
 * A published log as somebody has it: a folder that was chosen, or one zip file of it.
 *
 * Source for zip: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16; files are stored or
 * deflated, and the browser inflates them.
 */

import { FormatError } from "../errors.js";
import { parseUtf8 } from "../text.js";

/** First bytes of a zip file. */
export const ZIP = "PK\u0003\u0004";

/** No file of a log is larger: a bundle of 256 entries of 64 KiB each. */
const FILE_MAX = 256 * (2 + 65_535);
const END_BYTES = 22;
const COMMENT_MAX = 65_535;
const END_MARK = 0x06054b50;
const CENTRAL_MARK = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** @typedef {import("./published.js").Fetch} Fetch */
/** @typedef {{method: number, packed: number, size: number, start: number}} Member */

/**
 * @param {Iterable<File>} files of a folder that was chosen
 * @returns {Map<string, File>} by path
 */
export function chosenFiles(files) {
  return new Map(Array.from(files, (file) => [file.webkitRelativePath, file]));
}

/**
 * @param {FileSystemEntry} entry a folder that was dropped, or what lies in it
 * @returns {Promise<Map<string, File>>} by path
 * @throws {DOMException} one of them cannot be read
 */
export async function droppedFiles(entry) {
  const path = entry.fullPath.slice(1);
  if (entry.isFile) {
    const file = /** @type {FileSystemFileEntry} */ (entry);
    return new Map([[path, await new Promise((resolve, reject) => file.file(resolve, reject))]]);
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {Map<string, File>} */
  const found = new Map();
  for (;;) { // it tells a hundred at a time
    /** @type {FileSystemEntry[]} */
    const below = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (below.length === 0) return found;
    for (const one of below) {
      for (const [name, file] of await droppedFiles(one)) found.set(name, file);
    }
  }
}

/**
 * @param {Map<string, File>} files of a folder, by path
 * @returns {Fetch} reads below where the checkpoint stands
 */
export function folderFetch(files) {
  const root = rootOf([...files.keys()]);
  return async (path) => {
    const file = files.get(`${root}${path}`);
    return file === undefined ? null : bytesOf(file, path);
  };
}

/**
 * @param {Blob} file a zip
 * @returns {Promise<Fetch>}
 * @throws {FormatError} it has no list of its files, or one of another form
 */
export async function zipFetch(file) {
  const members = await membersOf(file);
  const root = rootOf([...members.keys()]);
  return async (path) => {
    const member = members.get(`${root}${path}`);
    return member === undefined ? null : inflated(file, member, path);
  };
}

/**
 * @param {string[]} paths
 * @returns {string} the folder that holds the checkpoint, with its slash
 */
function rootOf(paths) {
  const found = paths.filter((path) => path === "checkpoint" || path.endsWith("/checkpoint"));
  const [first = "checkpoint"] = found.sort((one, other) => one.length - other.length);
  return first.slice(0, -"checkpoint".length);
}

/** @type {(file: Blob, path: string) => Promise<Uint8Array>} */
async function bytesOf(file, path) {
  if (file.size > FILE_MAX) throw new FormatError(path, "larger than any file of a log");
  return new Uint8Array(await file.arrayBuffer());
}

/** @param {Blob} file @returns {Promise<Map<string, Member>>} by path */
async function membersOf(file) {
  const tail = await viewOf(file, Math.max(0, file.size - END_BYTES - COMMENT_MAX), file.size);
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== END_MARK) end -= 1;
  if (end < 0) throw new FormatError("zip", "no list of its files");
  const [count, length] = [tail.getUint16(end + 10, true), tail.getUint32(end + 12, true)];
  const start = tail.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) throw new FormatError("zip", "zip64; use a folder");
  const list = await viewOf(file, start, start + length);
  /** @type {Map<string, Member>} */
  const members = new Map();
  for (let [number, at] = [0, 0]; number < count; number += 1) {
    if (at + 46 > list.byteLength || list.getUint32(at, true) !== CENTRAL_MARK) {
      throw new FormatError("zip", "its list of files is cut short");
    }
    const name = list.getUint16(at + 28, true);
    const more = list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
    const bytes = new Uint8Array(list.buffer, list.byteOffset + at + 46, name);
    members.set(parseUtf8(bytes, "zip"), {
      method: list.getUint16(at + 10, true),
      packed: list.getUint32(at + 20, true),
      size: list.getUint32(at + 24, true),
      start: list.getUint32(at + 42, true),
    });
    at += 46 + name + more;
  }
  return members;
}

/** @type {(file: Blob, member: Member, path: string) => Promise<Uint8Array>} */
async function inflated(file, { method, packed, size, start }, path) {
  if (size > FILE_MAX) throw new FormatError(path, "larger than any file of a log");
  const head = await viewOf(file, start, start + 30);
  const begin = start + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const data = file.slice(begin, begin + packed);
  if (method !== STORED && method !== DEFLATED) throw new FormatError(path, "packed in another way");
  const stream = method === STORED ? data
    : new Response(data.stream().pipeThrough(new DecompressionStream("deflate-raw")));
  try {
    const bytes = new Uint8Array(await stream.arrayBuffer());
    if (bytes.length === size) return bytes;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // what cannot be inflated
  }
  throw new FormatError(path, "cannot be unpacked");
}

/** @type {(file: Blob, start: number, end: number) => Promise<DataView<ArrayBuffer>>} */
async function viewOf(file, start, end) {
  const bytes = await file.slice(start, end).arrayBuffer();
  if (bytes.byteLength !== end - start) throw new FormatError("zip", "cut short");
  return new DataView(bytes);
}
