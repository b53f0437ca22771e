/**
 * Delivery: everything that waits on the phone goes to the log, and only a checked receipt counts.
 *
 * Sending twice is harmless: the same note gets the same receipt. Nothing waits for the network
 * inside a transaction, and nothing is deleted, whatever the answer is.
 */

import { SegelError } from "./errors.js";
import { checkReceipt } from "./receipt.js";
import { parseStatement } from "./statement.js";
import { parseUtf8 } from "./text.js";
import { advance, show, within } from "./witness.js";

/** Notes in one request; the server takes 1,000 and 4 MiB. */
export const BATCH_NOTES = 100;

/** Characters of notes and openings as JSON in one request, unless one entry alone has more. */
export const BATCH_LENGTH = 1_000_000;

/** @typedef {import("./witness.js").Ledger} Ledger */
/** @typedef {import("./witness.js").Problem} Problem */

/**
 * @typedef {object} Delivery
 * @property {number} received how many notes got a good receipt
 * @property {Problem | null} problem why the rest still waits
 */

/**
 * Send what waits, oldest first, until all is received or something stands in the way.
 *
 * A log that misses what it once had says which number it expects. It gets the old entries again
 * from there, one by one: each cites a tree that holds the one before, and in one request they
 * would look like a dispute. Each such answer must expect more than the last, so this ends.
 * @param {import("./journal.js").Journal} journal
 * @param {Ledger} ledger
 * @returns {Promise<Delivery>}
 */
export async function deliver(journal, ledger) {
  let [received, again, reached] = [0, null, -1];
  for (;;) {
    const entries = await journal.entries();
    const first = firstOf(entries.filter(isWaiting));
    if (first === null) return { received, problem: null };
    if (again >= first) again = null;
    const [start, most] = again === null ? [first, BATCH_NOTES] : [again, 1];
    const batch = batchOf(entries.filter(({ sequence }) => sequence >= start)).slice(0, most);
    const { received: taken, problem } = await deliverBatch(journal, ledger, batch);
    if (again === null) received += taken;
    if (problem === null) {
      if (again !== null) again += 1;
    } else if (problem.expected < start && problem.expected > reached) {
      again = reached = problem.expected;
    } else {
      return { received, problem };
    }
  }
}

/**
 * Tell whether an entry still has to be taken by the log. One whose number the journal was resumed
 * beyond never will be, and holds nothing up.
 * @param {import("./journal.js").Entry} entry
 * @returns {boolean}
 */
export function isWaiting({ state, problem }) {
  return state !== "received" && !(state === "refused" && wordOf(problem) === "passed-number");
}

/**
 * Say which problem it is, in one word.
 * @param {{type?: string} | null} problem
 * @returns {string}
 */
export function wordOf(problem) {
  return (problem?.type ?? "").split("/").pop();
}

/** A refused entry is tried again only where nothing else waits: the log may say it expects it. */
function firstOf(waiting) {
  const entry = waiting.find(({ state }) => state === "signed") ?? waiting[0];
  return entry?.sequence ?? null;
}

/**
 * Take as many entries as one request may hold: at least one, so that every entry gets its answer.
 * @param {import("./journal.js").Entry[]} entries oldest first
 * @returns {import("./journal.js").Entry[]}
 */
export function batchOf(entries) {
  let length = 0;
  const end = entries.findIndex(({ note, openings }, index) => {
    length += JSON.stringify([parseUtf8(note, "note"), openings]).length;
    return index === BATCH_NOTES || (index > 0 && length > BATCH_LENGTH);
  });
  return end < 0 ? entries : entries.slice(0, end);
}

/**
 * @param {import("./journal.js").Journal} journal
 * @param {Ledger} ledger
 * @param {import("./journal.js").Entry[]} batch
 * @returns {Promise<Delivery>}
 */
async function deliverBatch(journal, ledger, batch) {
  const notes = batch.map(({ note }) => parseUtf8(note, "note"));
  const answers = await post(ledger, { notes, openings: batch.flatMap((one) => one.openings) });
  if (!Array.isArray(answers)) return { received: 0, problem: answers };
  let received = 0;
  for (const [index, entry] of batch.entries()) {
    const problem = await settle(journal, ledger, entry, answers[index]);
    if (problem === null) received += 1;
    else if (wordOf(problem) === "log-disputed") await show(ledger, citedBy(batch));
    if (problem !== null && wordOf(problem) !== "passed-number") return { received, problem };
  }
  return { received, problem: null };
}

/** @returns {string[]} the signed checkpoints behind what these entries cite */
function citedBy(batch) {
  return [...new Set(batch.map(({ cited }) => cited).filter((signed) => signed !== null))];
}

/**
 * @param {Ledger} ledger
 * @param {{notes: string[], openings: object[]}} outbox
 * @returns {Promise<object[] | Problem>} an answer for each note, or the problem of the whole
 */
async function post({ fetch }, outbox) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(outbox);
  let response;
  try {
    response = await fetch("/entries", { method: "POST", headers, body, ...within() });
  } catch {
    return { type: "unreachable", retry: "same-bytes" };
  }
  let answer;
  try {
    answer = await response.json();
  } catch {
    return { type: "unreadable", status: response.status, retry: "same-bytes" };
  }
  const { results } = answer ?? {};
  if (Array.isArray(results) && results.length === outbox.notes.length) return results;
  return { type: "unreadable", status: response.status, retry: "same-bytes", ...answer };
}

/**
 * Believe, or do not believe, one answer.
 * @returns {Promise<Problem | null>} what stands in the way, or `null`
 */
async function settle(journal, ledger, entry, answer) {
  const receipt = answer?.receipt;
  if (receipt === undefined || receipt === null) {
    const problem = { type: "unreadable", retry: "same-bytes", ...answer };
    const state = problem.retry === "never" ? "refused" : "signed";
    await journal.settle(entry.sequence, { state, problem });
    return problem;
  }
  const { cited } = parseStatement(entry.note);
  const { sequence } = entry;
  try {
    const checked = await checkReceipt(receipt, { leaf: entry.leaf, cited }, ledger);
    const told = { ...checked, text: receipt.checkpoint };
    await advance(journal, ledger.log, { sequence, cited }, told);
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    const problem = { type: "false-receipt", retry: "same-bytes", detail: error.message, receipt };
    await journal.settle(entry.sequence, { problem });
    return problem;
  }
  const understood = { understood: answer.understood ?? null, reason: answer.reason ?? null };
  const kept = { ...receipt, ...understood };
  await journal.settle(entry.sequence, { state: "received", receipt: kept, problem: null });
  return null;
}
