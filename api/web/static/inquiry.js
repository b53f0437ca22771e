/**
 * Questions to the server. No answer, or no good one, is `null`: out of reach is no failure.
 */

import { FormatError } from "./errors.js";
import { parseHash } from "./text.js";

const PATIENCE_MS = 20_000;

/** @typedef {{fetch: typeof fetch}} Asked */

/** @returns {{signal: AbortSignal}} the patience that one request is given */
export function within() {
  return { signal: AbortSignal.timeout(PATIENCE_MS) };
}

/**
 * @param {Asked} ledger
 * @param {string} address
 * @returns {Promise<string | null>}
 */
export async function ask({ fetch }, address) {
  try {
    const response = await fetch(address, { cache: "no-store", ...within() });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @returns {any} `null` if it is no JSON
 */
export function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {Asked} ledger
 * @param {bigint} from
 * @param {bigint} to
 * @returns {Promise<Uint8Array[] | null>} what the server has to show for its growth
 * @throws {FormatError} no hashes
 */
export async function growthProof(ledger, from, to) {
  if (from === 0n || from === to) return [];
  const text = await ask(ledger, `/consistency?from=${from}&to=${to}`);
  if (text === null) return null;
  const hashes = readJson(text)?.consistency;
  if (!Array.isArray(hashes)) throw new FormatError("consistency proof", "out of form");
  return hashes.map((hash) => parseHash(String(hash), "consistency hash"));
}
