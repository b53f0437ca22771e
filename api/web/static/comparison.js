/**
 * The page of the log: an old checkpoint and today's are compared in the reader's browser.
 *
 * Three answers, as everywhere: it holds, it fails, or nothing is decided. A server that gives a
 * proof which does not hold has proven nothing; only two signed checkpoints that cannot both be
 * true are evidence against the log.
 */

import { EMPTY_ROOT, openCheckpoint } from "./checkpoint.js";
import { SegelError } from "./errors.js";
import { isTexts } from "./form.js";
import { parseVerifierKey } from "./note.js";
import { isEqual, parseHash, toUtf8 } from "./text.js";
import { verifyConsistency } from "./tree.js";
import { at, fetched, show } from "./verdict.js";

/** @typedef {import("./checkpoint.js").Checkpoint} Checkpoint */
/** @typedef {"holds" | "fails" | "shrank" | "unsigned" | "unproven" | "foreign" | "unreached"} Word */
/** @typedef {{word: Word, old?: Checkpoint, new?: Checkpoint, kept?: string}} Verdict `kept` is today's */

/** @type {Record<Word, import("./verdict.js").State>} */
const STATES = {
  holds: "holds",
  fails: "fails",
  shrank: "fails",
  unsigned: "undecided",
  unproven: "undecided",
  foreign: "undecided",
  unreached: "undecided",
};

const [form, old] = [at("#compare"), at("#old")];

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (old instanceof HTMLTextAreaElement) tell(await compare(old.value));
});

/**
 * @param {string} pasted
 * @returns {Promise<Verdict>}
 */
async function compare(pasted) {
  const log = await parseVerifierKey(form.dataset.key ?? "");
  const text = `${pasted.replaceAll("\r\n", "\n").trim()}\n`;
  const older = await opened(text, log);
  if (older === null) return { word: "foreign" };
  const answer = await fetched("/log/checkpoint");
  if (answer === null) return { word: "unreached" };
  const newer = await opened(answer, log);
  if (newer === null) return { word: "unsigned", kept: answer };
  const both = { old: older, new: newer, kept: answer };
  if (newer.size < older.size) return { word: "shrank", ...both };
  if (newer.size === older.size) {
    return { word: isEqual(older.root, newer.root) ? "holds" : "fails", ...both };
  }
  return { word: await grown(older, newer), ...both };
}

/**
 * @param {Checkpoint} older
 * @param {Checkpoint} newer
 * @returns {Promise<Word>}
 */
async function grown(older, newer) {
  if (older.size === 0n) return isEqual(older.root, EMPTY_ROOT) ? "holds" : "fails";
  const answer = await fetched(`/consistency.json?from=${older.size}&to=${newer.size}`);
  if (answer === null) return "unreached";
  try {
    const { consistency } = JSON.parse(answer);
    if (!isTexts(consistency)) return "unproven";
    const hashes = consistency.map((one) => parseHash(one, "consistency"));
    await verifyConsistency(older, newer, hashes);
    return "holds";
  } catch (error) {
    if (error instanceof SegelError || error instanceof SyntaxError) return "unproven";
    throw error;
  }
}

/**
 * @param {string} text
 * @param {import("./note.js").VerifierKey} log
 * @returns {Promise<Checkpoint | null>} null: not one that this log has signed
 */
async function opened(text, log) {
  try {
    return await openCheckpoint(toUtf8(text), log);
  } catch (error) {
    if (error instanceof SegelError) return null;
    throw error;
  }
}

/** @param {Verdict} verdict */
function tell({ word, old: older, new: newer, kept }) {
  show(STATES[word], form.dataset[word] ?? "", { old: older?.size, new: newer?.size });
  const keep = at("#keep");
  keep.hidden = kept === undefined || word === "holds";
  if (kept !== undefined && keep instanceof HTMLAnchorElement) {
    keep.href = URL.createObjectURL(new Blob([kept], { type: "text/plain" }));
  }
}
