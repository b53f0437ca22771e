/**
 * Canonical JSON: the one spelling of a value, so that a body means the same to every reader.
 *
 * One line, no floats, integers below 2^53, depth at most 16, object keys of the form
 * `[a-z][a-z0-9_]*` (a script reorders keys that look like integers), no lone surrogates, and
 * writing what was read gives the same text.
 */

import { FormatError } from "./errors.js";

/** Objects and arrays within each other, the outermost counted. */
export const DEPTH_MAX = 16;

const FIELD_NAME = /^[a-z][a-z0-9_]*$/;

/**
 * Read canonical JSON.
 * @param {string} text
 * @returns {unknown}
 * @throws {FormatError}
 */
export function parseCanonical(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FormatError("body", "not JSON");
  }
  if (!isFormed(value, DEPTH_MAX) || JSON.stringify(value) !== text) {
    throw new FormatError("body", "JSON is not canonical");
  }
  return value;
}

/**
 * Write a value as canonical JSON.
 * @param {unknown} value
 * @returns {string}
 * @throws {FormatError} it holds what canonical JSON cannot say
 */
export function serialiseCanonical(value) {
  if (!isFormed(value, DEPTH_MAX)) throw new FormatError("body", "JSON is not canonical");
  return JSON.stringify(value);
}

/**
 * @param {unknown} value
 * @param {number} levels how many more objects and arrays may be opened
 * @returns {boolean} whether canonical JSON can say it
 */
function isFormed(value, levels) {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value === "number") return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (value === null || typeof value === "boolean") return true;
  if (typeof value !== "object" || levels === 0) return false;
  return Object.entries(value).every(([key, item]) => (
    (Array.isArray(value) || FIELD_NAME.test(key)) && isFormed(item, levels - 1)));
}
