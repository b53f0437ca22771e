/**
 * QR codes of frames: capital letters and digits (alphanumeric mode), in versions 1 to 16.
 *
 * Of the eight masks the first is always taken: what is deflated has no pattern to be broken up,
 * and readers find the mask in the code itself.
 *
 * Source: ISO/IEC 18004:2024
 */

import { DIGITS } from "./base45.js";
import { FormatError } from "./errors.js";

/** Codewords that repair a block, and blocks, by version; level L repairs 7 %, level M 15 %. */
const LOW = {
  bits: 1,
  repair: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24],
  blocks: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6],
};
const MEDIUM = {
  bits: 0,
  repair: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28],
  blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10],
};
/** A longer text has less repair, which keeps its dots large. */
const LONG = 200;

/** @typedef {typeof LOW} Level */
/** @typedef {{version: number, total: number, repair: number, blocks: number}} Shape codewords */
/** @typedef {(boolean | undefined)[][]} Cells dark or not, by row */

/**
 * Write a text as the smallest code that holds it, with as much repair as there is room for.
 * @param {string} text of base45's characters
 * @returns {boolean[][]} dark or not, by row
 * @throws {FormatError} longer than any frame
 */
export function qrCode(text) {
  const least = text.length > LONG ? LOW : MEDIUM;
  const version = 1 + least.repair.findIndex((_, place) => fits(text, shapeOf(least, place + 1)));
  if (version === 0) throw new FormatError("QR code", "the text is too long");
  const level = fits(text, shapeOf(MEDIUM, version)) ? MEDIUM : LOW;
  const rows = frameOf(version, level.bits);
  fill(rows, codewords(bitsOf(text, version), shapeOf(level, version)));
  return /** @type {boolean[][]} */ (rows);
}

/** @type {(level: Level, version: number) => Shape} */
function shapeOf({ repair, blocks }, version) {
  const marks = alignments(version).length;
  const modules = (16 * version + 128) * version + 64
    - (marks && (25 * marks - 10) * marks - 55) - (version < 7 ? 0 : 36);
  const [perBlock = 0, count = 0] = [repair[version - 1], blocks[version - 1]];
  return { version, total: modules >> 3, repair: perBlock, blocks: count };
}

/** @type {(text: string, shape: Shape) => boolean} */
function fits(text, { version, total, repair, blocks }) {
  return bitsOf(text, version).length <= 8 * (total - repair * blocks);
}

/** @type {(text: string, version: number) => string} */
function bitsOf(text, version) {
  const pairs = (text.match(/..?/gs) ?? []).map((pair) => {
    const [first = 0, second] = Array.from(pair, (one) => DIGITS.indexOf(one));
    return second === undefined ? binary(first, 6) : binary(first * 45 + second, 11);
  });
  return ["0010", binary(text.length, version < 10 ? 9 : 11), ...pairs].join("");
}

/** @type {(number: number, width: number) => string} */
function binary(number, width) {
  return number.toString(2).padStart(width, "0");
}

/**
 * Divide what is said among blocks, each with its repair, and write them in turn.
 * @param {string} bits
 * @param {Shape} shape
 * @returns {number[]}
 */
function codewords(bits, { total, repair, blocks }) {
  const room = total - repair * blocks;
  const ended = `${bits}0000`.slice(0, 8 * room);
  const data = (ended.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad);
  const parts = Array.from({ length: blocks }, (_, place) => {
    const isLonger = place >= blocks - (room % blocks);
    return data.splice(0, Math.floor(room / blocks) + Number(isLonger));
  });
  return [...inTurn(parts), ...inTurn(parts.map((part) => repairOf(part, repair)))];
}

/** @type {(parts: number[][]) => number[]} the first of each, the second of each, and so on */
function inTurn(parts) {
  const longest = /** @type {number[]} */ (parts.at(-1));
  return longest.flatMap((_, place) => parts.flatMap((part) => part.slice(place, place + 1)));
}

/**
 * @param {number[]} data
 * @param {number} count
 * @returns {number[]} the Reed-Solomon codewords of a block
 */
function repairOf(data, count) {
  const divisor = Array(count).fill(0);
  divisor[count - 1] = 1;
  for (let power = 0, root = 1; power < count; power += 1, root = times(root, 2)) {
    for (const place of divisor.keys()) {
      divisor[place] = times(divisor[place], root) ^ (divisor[place + 1] ?? 0);
    }
  }
  let rest = Array(count).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest[0];
    rest = divisor.map((one, place) => (rest[place + 1] ?? 0) ^ times(one, factor));
  }
  return rest;
}

/** @type {(one: number, other: number) => number} in the field of 256 elements */
function times(one, other) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((other >> bit) & 1) * one);
  }
  return product;
}

/** @type {(version: number) => number[]} where the small marks stand */
function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  return Array.from({ length: count }, (_, place) => (
    place === 0 ? 6 : 4 * version + 10 - step * (count - 1 - place)));
}

/**
 * Draw what every code of a version and level has.
 * @param {number} version
 * @param {number} level
 * @returns {Cells} what is left open holds the text
 */
function frameOf(version, level) {
  const size = 4 * version + 17;
  const /** @type {Cells} */ rows = Array.from({ length: size }, () => Array(size).fill(undefined));
  /** @type {(x: number, y: number, isDark: boolean) => void} */
  const set = (x, y, isDark) => {
    const row = rows[y];
    if (row !== undefined && x in row) row[x] = isDark;
  };
  for (const place of rows.keys()) {
    set(6, place, place % 2 === 0);
    set(place, 6, place % 2 === 0);
  }
  for (const x of alignments(version)) {
    for (const y of alignments(version)) {
      const isFree = Math.min(x, y) > 6 || (x !== y && Math.max(x, y) < size - 7);
      if (isFree) rings(set, [x, y], 2, [1]);
    }
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(set, [x, y], 4, [2, 4]);
  const format = withCheck(level << 3, 0x537, 10) ^ 0x5412;
  for (let bit = 0; bit < 15; bit += 1) {
    const isDark = (format >> bit) % 2 === 1;
    set(8, bit < 8 ? bit + Number(bit > 5) : size - 15 + bit, isDark);
    set(bit < 8 ? size - 1 - bit : 14 - bit + Number(bit === 8), 8, isDark);
  }
  set(8, size - 8, true);
  const number = withCheck(version, 0x1f25, 12);
  for (let bit = 0; version >= 7 && bit < 18; bit += 1) {
    const [far, near] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
    set(far, near, (number >> bit) % 2 === 1);
    set(near, far, (number >> bit) % 2 === 1);
  }
  return rows;
}

/**
 * @param {(x: number, y: number, isDark: boolean) => void} set
 * @param {(number | undefined)[]} middle
 * @param {number} reach
 * @param {number[]} light which rings round the middle are not dark
 */
function rings(set, [x = 0, y = 0], reach, light) {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }
}

/** @type {(data: number, divisor: number, width: number) => number} data and what checks it */
function withCheck(data, divisor, width) {
  let rest = data;
  for (let bit = 0; bit < width; bit += 1) rest = (rest << 1) ^ ((rest >> (width - 1)) * divisor);
  return (data << width) | rest;
}

/**
 * Write codewords up and down in columns of two, from the right, under the mask.
 * @param {Cells} rows
 * @param {number[]} words
 */
function fill(rows, words) {
  const bits = words.map((word) => binary(word, 8)).join("");
  const way = [...rows.entries()].reverse();
  let place = 0;
  for (let right = rows.length - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (const [y, row] of way) {
      for (const x of [right, right - 1]) {
        if (row[x] !== undefined) continue;
        row[x] = (bits[place] === "1") !== ((x + y) % 2 === 0);
        place += 1;
      }
    }
    way.reverse();
  }
}
