/** What two phones carry for each other, and whose signature this phone could check. */

import { checkSigner } from "../handover.js";
import { LetterError } from "../letter.js";
import { isWaiting } from "../outbox.js";
import { parseUtf8, toBase64 } from "../text.js";
import { declare } from "./body.js";
import { t } from "./language.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../handover.js").Said} Said */

/**
 * @param {Desk} desk
 * @param {import("../journal.js").Entry} entry
 * @returns {Said}
 */
export function saidOf(desk, { leaf, note }) {
  const name = toBase64(leaf);
  const { journal, body } = /** @type {import("./post.js").Said} */ (
    desk.post?.said.find((one) => one.leaf === name));
  return { leaf: name, journal, note, body: /** @type {Said["body"]} */ (body) };
}

/** @typedef {[kind: keyof typeof import("./body.js").FIELDS, fields: Record<string, any>]} Part */

/** What is said of one handover, in as many statements as it takes. */
export class Parts {
  /** @type {Part[]} */
  #rest = [];
  /** @type {Said[]} */
  #said = [];

  /**
   * Sign all of them. Where something fails, the next try goes on from there, with what was settled
   * at the first: no part is signed twice, and none is of another count.
   * @param {Desk} desk
   * @param {Part[]} parts
   * @returns {Promise<Said[]>}
   */
  async say(desk, parts) {
    if (this.#said.length === 0) this.#rest = [...parts];
    while (this.#rest.length > 0) {
      const next = /** @type {Part} */ (this.#rest[0]);
      this.#said.push(saidOf(desk, await declare(desk, ...next)));
      this.#rest.shift();
    }
    return this.#said;
  }
}

/**
 * List what the log may not have yet and wants before the statements that are handed on: what this
 * phone carries, and what it said before.
 * @param {Desk} desk
 * @param {Said[]} statements
 * @param {Set<string>} [there] leaves that the other phone has shown itself
 * @returns {Promise<Uint8Array[]>}
 */
export async function earlierOf({ journal }, statements, there = new Set()) {
  const leaves = new Set(statements.map(({ leaf }) => leaf));
  const [entries, carried] = await Promise.all([journal.entries(), journal.carried()]);
  const first = entries.findIndex(({ leaf }) => leaves.has(toBase64(leaf)));
  const own = entries.slice(0, first).filter(isWaiting);
  const others = carried.filter(({ state, leaf }) => state === "waiting" && !there.has(leaf));
  return [...others, ...own].map(({ note }) => note);
}

/**
 * Keep the other phone's notes, to be handed in from here too.
 * @param {Desk} desk
 * @param {import("../handover.js").Message} message
 * @returns {Promise<"holds" | "unknown">} what its signatures are worth
 * @throws {LetterError} nothing: a signature is false
 */
export async function takeOver(desk, { said, notes }) {
  const known = await knownKeys(desk);
  const verdicts = await Promise.all(said.map(({ note }) => checkSigner(note, known)));
  if (verdicts.includes("broken")) throw new LetterError("bad-answer");
  const marked = await Promise.all(notes.map(async (one) => (
    { ...one, isDoubted: (await checkSigner(one.note, known)) !== "holds" })));
  await desk.journal.carry(marked);
  await desk.changed();
  desk.courier?.ring();
  return verdicts.includes("unknown") ? "unknown" : "holds";
}

/**
 * Say what a signature is worth.
 * @param {string} verdict
 */
export function signature(verdict) {
  if (verdict === "holds") return t("Tanda tangan sah.", "The signature holds.");
  return t(
    "Tanda tangan belum dapat diperiksa: kunci belum dikenal.",
    "The signature cannot be checked yet: unknown key.",
  );
}

/**
 * Gather the keys this phone may go by: those that the server told, those that this phone has
 * enrolled, and those that came in a register note of whoever has enrolled this phone. What anybody
 * else says of keys is for the log to judge.
 * @param {Desk} desk
 * @returns {Promise<string[]>}
 */
async function knownKeys({ journal, device }) {
  const [entries, carried, known] = await Promise.all([
    journal.entries(), journal.carried(), journal.known(),
  ]);
  const enroller = device?.enrollerKey ? [device.enrollerKey] : [];
  const verdicts = await Promise.all(carried.map(({ note }) => checkSigner(note, enroller)));
  const theirs = carried.filter((_, place) => verdicts[place] === "holds");
  const lines = [...theirs, ...entries].map(({ note }) => parseUtf8(note, "note"))
    .filter((text) => text.startsWith("segel/register/")).flatMap((text) => text.split("\n"));
  const enrolled = lines.filter((line) => line.startsWith("enrol "))
    .flatMap((line) => line.split(" ").slice(1, 2));
  const told = Object.values(known.keys?.value ?? {}).flat();
  return [...told.filter((one) => typeof one === "string"), ...enrolled];
}
