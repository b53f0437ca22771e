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
  checkValue(value, DEPTH_MAX);
  if (JSON.stringify(value) !== text) throw new FormatError("body", "JSON is not canonical");
  return value;
}

/**
 * Write a value as canonical JSON.
 * @param {unknown} value
 * @returns {string}
 * @throws {FormatError} it holds what canonical JSON cannot say
 */
export function serialiseCanonical(value) {
  checkValue(value, DEPTH_MAX);
  return JSON.stringify(value);
}

/**
 * @param {unknown} value
 * @param {number} levels how many more objects and arrays may be opened
 */
function checkValue(value, levels) {
  if (typeof value === "string") return checkText(value);
  if (typeof value === "number") return checkNumber(value);
  if (value === null || typeof value === "boolean") return undefined;
  if (typeof value !== "object") throw new FormatError("body", `no ${typeof value} in JSON`);
  if (levels === 0) throw new FormatError("body", `deeper than ${DEPTH_MAX}`);
  if (Array.isArray(value)) return value.forEach((item) => checkValue(item, levels - 1));
  return Object.entries(value).forEach(([key, item]) => {
    if (!FIELD_NAME.test(key)) throw new FormatError("body", `key ${JSON.stringify(key)} is out of form`);
    checkValue(item, levels - 1);
  });
}

/** @param {string} text */
function checkText(text) {
  if (!text.isWellFormed()) throw new FormatError("body", "a lone surrogate");
}

/** @param {number} number */
function checkNumber(number) {
  if (!Number.isSafeInteger(number) || Object.is(number, -0)) {
    throw new FormatError("body", "not an integer below 2^53");
  }
}
