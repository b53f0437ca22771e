/**
 * The post: what this phone knows of its own place, folded from what it has said and heard.
 */

/**
 * @param {object} heard
 * @param {import("../journal.js").Entry[]} heard.entries
 * @returns {{entries: import("../journal.js").Entry[], names: Map<string, string>}}
 */
export function foldPost({ entries }) {
  return { entries, names: new Map() };
}
