/**
 * A verdict on what a server shows: a mark, and a sentence that stands in the page beforehand.
 *
 * Three answers, as everywhere: it holds, it fails, or nothing is decided.
 */

/** @typedef {"holds" | "fails" | "undecided"} State */

/** @type {Record<State, [string, string, string]>} */
const MARKS = {
  holds: ["LULUS", "PROVEN", "good"],
  fails: ["GAGAL", "FAILED", "bad"],
  undecided: ["BELUM DAPAT DIPUTUSKAN", "UNDECIDED", "warn"],
};

/** @param {string} selector @returns {HTMLElement} */
export function at(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new TypeError(`this page has no ${selector}`);
  return found;
}

/**
 * Show a verdict in its place.
 * @param {State} state
 * @param {string} sentence with `{name}` for each number
 * @param {Record<string, bigint | undefined>} numbers
 */
export function show(state, sentence, numbers) {
  const [id, en, tone] = MARKS[state];
  const section = at("#verdict");
  section.className = tone;
  at("#verdict b").textContent = document.documentElement.lang === "en" ? en : id;
  at("#verdict p").textContent = sentence.replace(/\{(\w+)\}/g, (_, name) => String(numbers[name]));
  section.hidden = false;
}

/**
 * Ask the server.
 * @param {string} address
 * @param {string} accept the media type that is wanted
 * @returns {Promise<string | null>} null: no answer
 */
export async function fetched(address, accept = "*/*") {
  try {
    const answer = await fetch(address, { cache: "no-store", headers: { Accept: accept } });
    return answer.ok ? await answer.text() : null;
  } catch (error) {
    if (error instanceof TypeError) return null; // no network
    throw error;
  }
}
