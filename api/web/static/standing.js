/**
 * Standing: whether the log took notice of the note that enrolled this phone.
 *
 * A journal that the log does not know may be known tomorrow, when its enroller has found a
 * network. But if the enrolling note is in the log and the journal still is not, then its line had
 * no effect, and waiting would never end: so it is told, with the way out.
 */

import { isWaiting, wordOf } from "./outbox.js";
import { parseEntry } from "./register.js";
import { toBase64 } from "./text.js";

/** @typedef {import("./witness.js").Problem} Problem */

/**
 * Let be sent again what was refused before a supervisor let this journal go on: the log may have
 * refused it once more, as the supervisor's note, which we carry, came after it.
 * @param {import("./journal.js").Journal} journal
 */
export async function rearm(journal) {
  const { resumed = Infinity } = (await journal.device()) ?? {};
  const entries = await journal.entries();
  await journal.settle(...entries
    .filter(({ sequence, state }) => sequence >= resumed && state === "refused")
    .map(({ sequence, leaf }) => ({ sequence, leaf, state: /** @type {const} */ ("signed"), problem: null })));
}

/**
 * Say of an unknown journal that it will stay unknown, if so.
 * @param {import("./journal.js").Journal} journal
 * @param {Problem | null} problem of our own delivery
 * @returns {Promise<Problem | null>} the same, or that the enrolment is void
 */
export async function heed(journal, problem) {
  if (wordOf(problem) !== "unknown-journal") return problem;
  const entries = await journal.entries();
  const [first] = entries;
  if (first === undefined || first.sequence !== 0) return problem;
  const enrolling = toBase64(parseEntry(first.note).previous);
  const isLogged = (await journal.carried())
    .some(({ leaf, state }) => leaf === enrolling && state === "received");
  if (!isLogged) return problem;
  const told = /** @type {Problem} */ ({ type: "void-enrolment", retry: "never" });
  await journal.settle(...entries.filter(isWaiting)
    .map(({ sequence, leaf }) => ({ sequence, leaf, state: /** @type {const} */ ("refused"), problem: told })));
  return told;
}
