/**
 * The mandate: which witnesses count, by the word of a quorum of the charter's registrars.
 *
 * The charter gives the first policy. A later one is taken with the registrars' signatures, kept,
 * and never given up for an older one: two quorums share a registrar, and each registrar numbers
 * what they say. Words that were taken back before they acted cannot be told from others without
 * the whole log; `segel verify` does that.
 */

import { ProofError, SegelError } from "./errors.js";
import { isTexts } from "./form.js";
import { ask, readJson } from "./inquiry.js";
import { parsePolicy } from "./policy.js";
import { foundedBy, sayers } from "./registrar.js";
import { toBase64, toUtf8 } from "./text.js";

const MANDATE = "mandate";

/** @typedef {{policy: string, charter: string, notes: string[]}} MandateJson as `/policy` tells */

/**
 * @typedef {object} Mandate
 * @property {import("./policy.js").Policy} policy
 * @property {Map<string, bigint>} said by whom and under which number; empty for the charter's own
 * @property {MandateJson} words all that it takes to see so
 */

/**
 * Check a policy and the words behind it.
 * @param {any} words
 * @param {import("./registrar.js").Pinned} ledger
 * @returns {Promise<Mandate>}
 * @throws {SegelError}
 */
export async function openMandate(words, ledger) {
  const { policy: text, charter, notes } = words ?? {};
  if (!isTexts([text, charter]) || !isTexts(notes)) throw new ProofError("no policy");
  const founded = await foundedBy(charter, ledger);
  const policy = await parsePolicy(text);
  if (policy.canonical !== text) throw new ProofError("not canonical");
  const said = await sayers(notes, founded, `policy ${toBase64(toUtf8(text))}`);
  if (said.size === 0 && text === founded.policy.canonical) return { policy, said, words };
  if (BigInt(said.size) < founded.quorum) {
    throw new ProofError(`${said.size} of ${founded.quorum} registrars have said it`);
  }
  return { policy, said, words };
}

/**
 * Tell whether one mandate came after another.
 * @param {Mandate} mandate
 * @param {Mandate} before
 * @returns {boolean}
 */
export function isLater({ said }, before) {
  if (before.said.size === 0) return said.size > 0;
  const shared = [...said].filter(([name]) => before.said.has(name));
  return shared.length > 0
    && shared.every(([name, number]) => number > (before.said.get(name) ?? 0n));
}

/**
 * @param {import("./journal.js").Journal} journal
 * @param {import("./registrar.js").Pinned} ledger
 * @returns {Promise<Mandate | null>} the newest that this phone has checked
 */
export async function heldMandate(journal, ledger) {
  const words = await journal.memo(MANDATE);
  return words === undefined ? null : openMandate(words, ledger);
}

/**
 * Ask which policy is in force, and keep it if it came after the one that is held.
 * @param {import("./journal.js").Journal} journal
 * @param {import("./witness.js").Ledger} ledger
 * @returns {Promise<{mandate: Mandate | null, problem: import("./witness.js").Problem | null}>}
 */
export async function learnMandate(journal, ledger) {
  const held = await heldMandate(journal, ledger);
  const text = await ask(ledger, "/policy");
  if (text === null) return { mandate: held, problem: null };
  try {
    const told = await openMandate(readJson(text), ledger);
    if (held !== null && !isLater(told, held)) return { mandate: held, problem: null };
    await journal.remember(MANDATE, told.words);
    return { mandate: told, problem: null };
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    const problem = { type: "false-policy", retry: "same-bytes", detail: error.message };
    return { mandate: held, problem: /** @type {import("./witness.js").Problem} */ (problem) };
  }
}
