/**
 * Delivery: everything that waits on the phone goes to the log, and only a checked receipt counts.
 *
 * Sending twice is harmless: the same note gets the same receipt. Nothing waits for the network
 * inside a transaction, and nothing is deleted, whatever the answer is.
 */

import { SegelError } from "./errors.js";
import { isProblem } from "./form.js";
import { within } from "./inquiry.js";
import { checkReceipt } from "./receipt.js";
import { sealed } from "./record.js";
import { parseEntry } from "./register.js";
import { parseUtf8 } from "./text.js";
import { advance, show } from "./witness.js";

/** Notes in the first request, and in any; the server takes 1,000 and 4 MiB. */
export const BATCH_NOTES = 300;
const BATCH_NOTES_MAX = 400;

/** Characters of notes and openings as JSON in one request, unless one entry alone has more. */
export const BATCH_LENGTH = 1_000_000;

/** Characters of a request from which compressing it is worth the while. */
const PACKED_LENGTH = 16_384;
const UNSUPPORTED = 415;

/** @typedef {import("./witness.js").Ledger} Ledger */
/** @typedef {import("./witness.js").Problem} Problem */

/**
 * @typedef {object} Delivery
 * @property {number} received how many notes got a good receipt
 * @property {Problem | null} problem why the rest still waits
 */

/** @typedef {{most: number}} Pace notes in one request; it learns what the network bears */

/** @typedef {import("./journal.js").Journal} Journal */
/** @typedef {import("./journal.js").Entry} Entry */
/** @typedef {import("./journal.js").Outcome} Outcome */

/**
 * Send what waits, oldest first, until all is received or something stands in the way.
 *
 * A log that misses what it once had says which number it expects. It gets the old entries again
 * from there, one by one: each cites a tree that holds the one before, and in one request they
 * would look like a dispute. Each such answer must expect more than the last, so this ends.
 * @param {Journal} journal
 * @param {Ledger} ledger
 * @param {Pace} [pace]
 * @returns {Promise<Delivery>}
 */
export async function deliver(journal, ledger, pace = { most: BATCH_NOTES }) {
  let received = 0;
  /** @type {number | null} */
  let again = null;
  let reached = -1;
  for (;;) {
    const entries = await journal.entries();
    const waiting = entries.filter(isWaiting);
    const first = firstOf(waiting);
    if (first === null) return { received, problem: null };
    if (again !== null && again >= first) again = null;
    const [start, most] = again === null ? [first, pace.most] : [again, 1];
    const batch = batchOf(entries.filter(({ sequence }) => sequence >= start), most);
    const last = batch.at(-1)?.sequence ?? first;
    const left = waiting.filter(({ sequence }) => sequence > last).length;
    const { received: taken, problem } = await deliverBatch(journal, ledger, batch, left);
    pace.most = paced(pace.most, problem);
    if (again === null) received += taken;
    const expected = problem?.expected ?? -1;
    if (problem === null) {
      if (again !== null) again += 1;
    } else if (expected < start && expected > reached) {
      again = reached = expected;
    } else {
      return { received, problem };
    }
  }
}

/**
 * @param {number} most
 * @param {Problem | null} problem
 */
export function paced(most, problem) {
  if (problem === null) return Math.min(most * 2, BATCH_NOTES_MAX);
  return problem.isSlow ? Math.max(most >> 2, 1) : most;
}

/**
 * Tell whether an entry still has to be taken by the log. One whose number the journal was resumed
 * beyond never will be, and holds nothing up.
 * @param {Pick<Entry, "state" | "problem">} entry
 * @returns {boolean}
 */
export function isWaiting({ state, problem }) {
  return state !== "received" && !isPassed({ state, problem });
}

/** @param {Partial<Pick<Entry, "state" | "problem">>} entry */
function isPassed({ state, problem = null }) {
  return state === "refused" && wordOf(problem) === "passed-number";
}

/**
 * Say which problem it is, in one word.
 * @param {{type?: string} | null} problem
 * @returns {string}
 */
export function wordOf(problem) {
  return (problem?.type ?? "").split("/").at(-1) ?? "";
}

/**
 * A refused entry is tried again only where nothing else waits: the log may say it expects it.
 * @param {Entry[]} waiting
 */
function firstOf(waiting) {
  const entry = waiting.find(({ state }) => state === "signed") ?? waiting[0];
  return entry?.sequence ?? null;
}

/**
 * Take as many entries as one request may hold: at least one, so that every entry gets its answer.
 * An urgent one ends the request, so that its answer is not waited for longer than need be.
 * @template {Pick<Entry, "note" | "openings" | "urgent">} T
 * @param {T[]} entries oldest first
 * @param {number} [most]
 * @returns {T[]}
 */
export function batchOf(entries, most = BATCH_NOTES) {
  let length = 0;
  const end = entries.findIndex(({ note, openings }, index) => {
    length += JSON.stringify([parseUtf8(note, "note"), openings]).length;
    const isFull = index === most || (index > 0 && length > BATCH_LENGTH);
    return isFull || entries[index - 1]?.urgent;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

/**
 * @param {Journal} journal
 * @param {Ledger} ledger
 * @param {Entry[]} batch
 * @param {number} waiting how many more will not have been sent
 * @returns {Promise<Delivery>}
 */
async function deliverBatch(journal, ledger, batch, waiting) {
  const notes = batch.map(({ note }) => parseUtf8(note, "note"));
  const openings = batch.flatMap((entry) => entry.openings.filter(isSendable));
  const answer = await post(ledger, { notes, openings, waiting });
  if (!("results" in answer)) return { received: 0, problem: answer };
  const outcomes = await judgedBatch(journal, ledger, batch, answer.results);
  wipeOpened(batch, outcomes, answer.openings ?? []);
  await journal.settle(...outcomes);
  const stands = outcomes.filter(({ problem }) => problem);
  const problem = stands.find((one) => !isPassed(one))?.problem ?? null;
  if (wordOf(problem) === "log-disputed") await show(ledger, citedBy(batch));
  return { received: outcomes.length - stands.length, problem };
}

/** @param {import("./journal.js").Enclosure} opening */
export function isSendable({ salt, refused }) {
  return salt !== undefined && refused === undefined;
}

/**
 * Judge the answers one by one, up to the first that stands in the way of those behind it.
 * @param {Journal} journal
 * @param {Ledger} ledger
 * @param {Entry[]} batch
 * @param {any[]} answers
 * @returns {Promise<Outcome[]>}
 */
async function judgedBatch(journal, ledger, batch, answers) {
  const done = new Map();
  const outcomes = [];
  for (const [place, entry] of batch.entries()) {
    const outcome = await judge(journal, ledger, { entry, answer: answers[place] }, done);
    outcomes.push(outcome);
    if (outcome.problem && !isPassed(outcome)) break;
  }
  return outcomes;
}

/**
 * Take away what opens a commitment where the server has it, or two have erased it; what it refuses
 * stays, and is told.
 * @param {Pick<Entry, "openings">[]} batch
 * @param {{state?: string, openings?: import("./journal.js").Enclosure[]}[]} outcomes of the first
 * @param {unknown[]} answers `null` or why not, for each opening that was sent
 */
export function wipeOpened(batch, outcomes, answers) {
  let place = 0;
  for (const [index, { openings }] of batch.entries()) {
    const outcome = outcomes[index];
    const kept = openings.map((opening) => {
      if (!isSendable(opening)) return opening;
      const answer = answers[place];
      place += 1;
      if (answer === null || answer === "erased") return sealed(opening);
      return typeof answer === "string" ? { ...opening, refused: answer } : opening;
    });
    if (outcome?.state === "received") outcome.openings = kept;
  }
}

/**
 * @param {Entry[]} batch
 * @returns {string[]} the signed checkpoints behind what these entries cite
 */
function citedBy(batch) {
  return [...new Set(batch.map(({ cited }) => cited).filter((signed) => signed !== null))];
}

/**
 * Compress what is long: notes share much of their text, and sending is slower than receiving.
 * @param {string} text
 */
async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const headers = { "Content-Type": "application/json", "Content-Encoding": "gzip" };
  return { method: "POST", headers, body: await new Response(stream).arrayBuffer() };
}

/**
 * Hand something in.
 * @param {Ledger} ledger
 * @param {{notes: string[], openings: object[], waiting?: number}} outbox
 * @returns {Promise<{results: any[], openings?: unknown[]} | Problem>} an answer for each note, or
 *   the problem of the whole
 */
export async function post({ fetch }, outbox) {
  const text = JSON.stringify(outbox);
  let /** @type {Response | undefined} */ response;
  let patience = within();
  try {
    if (text.length > PACKED_LENGTH && "CompressionStream" in globalThis) {
      response = await fetch("/entries", { ...await packed(text), ...patience });
    }
    if (response === undefined || response.status === UNSUPPORTED) { // by a server older than that
      const headers = { "Content-Type": "application/json" };
      patience = within();
      response = await fetch("/entries", { method: "POST", headers, body: text, ...patience });
    }
  } catch {
    return { type: "unreachable", retry: "same-bytes", isSlow: patience.signal.aborted };
  }
  let answer = null;
  try {
    answer = await response.json();
  } catch {
    if (patience.signal.aborted) return { type: "unreachable", retry: "same-bytes", isSlow: true };
  }
  const { results, ...told } = answer ?? {};
  if (Array.isArray(results) && results.length === outbox.notes.length) return answer;
  return { status: response.status, ...problemIn(told) };
}

/**
 * @param {any} answer that is no receipt, whatever it is
 * @returns {Problem}
 */
export function problemIn(answer) {
  return { type: "unreadable", retry: "same-bytes", ...(isProblem(answer) && answer) };
}

/**
 * Believe, or do not believe, one answer.
 * @param {Journal} journal
 * @param {Ledger} ledger
 * @param {{entry: Entry, answer: any}} told
 * @param {Map<string, Promise<any>>} done
 * @returns {Promise<Outcome>}
 */
async function judge(journal, ledger, { entry, answer }, done) {
  const { sequence, leaf } = entry;
  const receipt = answer?.receipt;
  if (receipt === undefined || receipt === null) {
    const problem = problemIn(answer);
    return { sequence, leaf, state: problem.retry === "never" ? "refused" : "signed", problem };
  }
  const { cited } = parseEntry(entry.note);
  try {
    const checked = await checkReceipt(receipt, { leaf, cited }, ledger, done);
    const told = { ...checked, text: receipt.checkpoint };
    const step = `advance ${cited.size} ${told.text}`;
    if (checked.base !== null || !done.has(step)) {
      const problem = await advance(journal, ledger, { sequence, cited }, told);
      if (problem !== null) return { sequence, leaf, problem };
    }
    done.set(step, Promise.resolve());
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    const { message: detail } = error;
    const problem = { type: "false-receipt", retry: "same-bytes", detail, receipt };
    return { sequence, leaf, problem: /** @type {Problem} */ (problem) };
  }
  const understood = { understood: answer.understood ?? null, reason: answer.reason ?? null };
  const held = { ...receipt, ...understood };
  return { sequence, leaf, state: "received", receipt: held, problem: null };
}
