/**
 * The third tick: a quorum of witnesses has seen a tree that holds our entry.
 *
 * One witnessed checkpoint shows it for many entries. It counts under a policy that this phone has
 * checked itself, and only if it is of the same history as what this phone holds.
 */

import { checkWitnessed } from "./attendance.js";
import { doubt } from "./conflict.js";
import { FormatError, PolicyError, ProofError, SegelError } from "./errors.js";
import { ask, growthProof, readJson } from "./inquiry.js";
import { heldMandate, learnMandate } from "./mandate.js";
import { checkGrowth } from "./receipt.js";
import { parseHash, toUtf8 } from "./text.js";
import { verifyInclusion } from "./tree.js";
import { seen } from "./witness.js";

/** Entries in one question. */
const LEAVES_MAX = 300;

/** @typedef {import("./journal.js").Journal} Journal */
/** @typedef {import("./witness.js").Ledger} Ledger */
/** @typedef {import("./witness.js").Problem} Problem */
/** How many entries got their tick. @typedef {{witnessed: number, problem: Problem | null}} Ticked */

/** @type {Ticked} */
const NOTHING = { witnessed: 0, problem: null };

/**
 * Ask who has seen what was received, and note it down.
 * @param {Journal} journal
 * @param {Ledger} ledger
 * @returns {Promise<Ticked>}
 */
export async function tick(journal, ledger) {
  const waiting = (await journal.entries()).filter(isUnwitnessed).slice(0, LEAVES_MAX);
  if (waiting.length === 0) return NOTHING;
  const leaves = waiting.map(({ receipt }) => `leaf=${receipt?.leaf_index}`);
  const text = await ask(ledger, `/proofs?under=witnessed&${leaves.join("&")}`);
  if (text === null) return NOTHING;
  const told = { answer: readJson(text), waiting };
  try {
    const held = await heldMandate(journal, ledger);
    return await witnessedBy(journal, ledger, held, told);
  } catch (error) {
    if (!(error instanceof PolicyError)) return failed(error);
  }
  const { mandate, problem } = await learnMandate(journal, ledger); // ours may be of yesterday
  if (problem !== null) return { witnessed: 0, problem };
  try {
    return await witnessedBy(journal, ledger, mandate, told);
  } catch (error) {
    return failed(error);
  }
}

/**
 * Tell whether an entry still waits for its third tick.
 * @param {import("./journal.js").Entry} entry
 * @returns {boolean}
 */
export function isUnwitnessed({ state, witnessed }) {
  return state === "received" && !witnessed;
}

/**
 * @param {Journal} journal
 * @param {Ledger} ledger
 * @param {import("./mandate.js").Mandate | null} mandate
 * @param {{answer: any, waiting: import("./journal.js").Entry[]}} told
 * @returns {Promise<Ticked>}
 */
async function witnessedBy(journal, ledger, mandate, { answer, waiting }) {
  if (mandate === null) throw new PolicyError("no policy was checked yet");
  const { checkpoint: text, proofs } = answer ?? {};
  if (typeof text !== "string" || !Array.isArray(proofs)) {
    throw new FormatError("proofs", "out of form");
  }
  const { checkpoint, seen: by } = await checkWitnessed(toUtf8(text), ledger.log, mandate.policy);
  if (!(await isOurs(journal, ledger, checkpoint, text))) return NOTHING;
  const times = by.map(({ time }) => Number(time)).filter(Boolean).sort((one, two) => one - two);
  const time = times[(times.length - 1) >> 1] ?? 0;
  const witnessed = { size: Number(checkpoint.size), names: by.map(({ name }) => name), time };
  const shown = waiting.filter(({ receipt }) => (receipt?.leaf_index ?? 0) < witnessed.size);
  await Promise.all(shown.map(async ({ leaf, receipt }) => {
    const proof = proofs.find((one) => one?.leaf_index === receipt?.leaf_index);
    if (!Array.isArray(proof?.inclusion)) throw new ProofError("a leaf is left out");
    const /** @type {unknown[]} */ hashes = proof.inclusion;
    const path = hashes.map((hash) => parseHash(String(hash), "way"));
    await verifyInclusion({ index: BigInt(proof.leaf_index), leaf }, checkpoint, path);
  }));
  await journal.settle(...shown.map(({ sequence, leaf }) => ({ sequence, leaf, witnessed })));
  return { witnessed: shown.length, problem: null };
}

/**
 * Check that what the witnesses have seen and what this phone holds are one history.
 * @param {Journal} journal
 * @param {Ledger} ledger
 * @param {import("./checkpoint.js").Checkpoint} theirs
 * @param {string} text theirs, as signed
 * @returns {Promise<boolean>} whether there was a proof to be had
 * @throws {ProofError} they are not
 */
async function isOurs(journal, ledger, theirs, text) {
  const ours = await seen(await journal.device(), ledger.log);
  const [older, newer] = ours.size <= theirs.size ? [ours, theirs] : [theirs, ours];
  const path = await growthProof(ledger, older.size, newer.size);
  try {
    if (path !== null) await checkGrowth(older, newer, path);
  } catch (error) {
    await doubt(journal, ledger, text);
    throw error;
  }
  return path !== null;
}

/**
 * @param {unknown} error
 * @returns {Ticked}
 */
function failed(error) {
  if (!(error instanceof SegelError)) throw error;
  const type = error instanceof PolicyError ? "no-quorum" : "false-tick";
  return { witnessed: 0, problem: { type, retry: "same-bytes", detail: error.message } };
}
