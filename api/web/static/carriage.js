/**
 * Carriage: what other phones have signed and this one has scanned is handed in here too, and what
 * is left of a journal that this phone has given up for another.
 *
 * Whoever holds a note may deliver it. The log's word that it has one is checked like for our own,
 * noted, and counts for nothing more: the receipt is its signer's.
 */

import { SegelError } from "./errors.js";
import { BATCH_NOTES, batchOf, isSendable, paced, post, problemIn, wipeOpened } from "./outbox.js";
import { checkReceipt } from "./receipt.js";
import { parseEntry } from "./register.js";
import { parseHash, parseUtf8 } from "./text.js";

/** @typedef {import("./journal.js").Carried} Carried */
/** @typedef {import("./witness.js").Ledger} Ledger */

/**
 * Hand in what is carried. Nothing holds up anything else: each note gets its own answer.
 * @param {import("./journal.js").Journal} journal
 * @param {Ledger} ledger
 * @param {import("./outbox.js").Pace} [pace]
 * @returns {Promise<import("./outbox.js").Delivery>}
 */
export async function deliverCarried(journal, ledger, pace = { most: BATCH_NOTES }) {
  const waiting = (await journal.carried()).filter(({ state }) => state === "waiting");
  const notes = waiting.map(readCarried).filter((one) => one !== null);
  notes.sort((one, two) => Number(one.sequence - two.sequence)); // each journal in its own order
  let received = 0;
  for (let rest = notes; rest.length > 0;) {
    const batch = batchOf(rest, pace.most);
    rest = rest.slice(batch.length);
    const answer = await post(ledger, {
      notes: batch.map(({ carried }) => parseUtf8(carried.note, "note")),
      openings: batch.flatMap(({ carried }) => carried.openings.filter(isSendable)),
    });
    if (!("results" in answer)) {
      pace.most = paced(pace.most, answer);
      return { received, problem: answer };
    }
    const done = new Map();
    const outcomes = await Promise.all(batch.map(({ carried, cited }, place) => (
      judgeCarried(ledger, { carried, cited, answer: answer.results[place] }, done))));
    wipeOpened(batch.map(({ carried }) => carried), outcomes, answer.openings ?? []);
    await journal.settleCarried(outcomes);
    received += outcomes.filter(({ state }) => state === "received").length;
  }
  return { received, problem: null };
}

/**
 * @param {Carried} carried
 * @returns {(Pick<Carried, "note" | "openings"> & {carried: Carried, sequence: bigint,
 *   cited: import("./receipt.js").Tree}) | null} null for what no log would take: it stays here and
 *   holds up nothing
 */
function readCarried(carried) {
  try {
    const { sequence, cited } = parseEntry(carried.note);
    const { note, openings } = carried;
    return { carried, note, openings, sequence, cited };
  } catch (error) {
    if (error instanceof SegelError) return null;
    throw error;
  }
}

/**
 * @param {Ledger} ledger
 * @param {{carried: Carried, cited: import("./receipt.js").Tree, answer: any}} told
 * @param {Map<string, Promise<any>>} done
 * @returns {Promise<Partial<Carried> & {leaf: string}>}
 */
async function judgeCarried(ledger, { carried: { leaf }, cited, answer }, done) {
  const receipt = answer?.receipt;
  if (receipt == null) {
    const problem = problemIn(answer);
    const state = problem.retry === "never" ? "refused" : "waiting";
    return { leaf, state, problem };
  }
  try {
    await checkReceipt(receipt, { leaf: parseHash(leaf, "leaf"), cited }, ledger, done);
    return { leaf, state: "received", index: receipt.leaf_index, problem: null };
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    const problem = { type: "false-receipt", retry: "same-bytes", detail: error.message };
    return { leaf, problem: /** @type {import("./witness.js").Problem} */ (problem) };
  }
}
