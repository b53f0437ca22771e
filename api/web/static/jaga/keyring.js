/**
 * The keyring: this phone's key, from its making to what supervisors and the server say of it.
 */

import { enrolLine } from "../enrolment.js";
import { formatVerifierKey, verifierKey } from "../note.js";
import { isWaiting } from "../outbox.js";
import { parseEntry } from "../register.js";
import { rearm } from "../standing.js";
import { strengthened } from "./finger.js";

/** Nobody waits longer for a server that may not be there. */
const STANDING_MS = 3000;

/** @typedef {import("./desk.js").Desk} Desk */

/** A refusal that words.js has words for. */
export class Told extends Error {
  /** @param {string} type */
  constructor(type) {
    super(type);
    this.type = type;
  }
}

/**
 * Make this phone's key. Nobody else ever sees it, not even the page.
 * @param {Desk} desk
 * @param {string} name
 * @param {boolean} isNext the old journal is kept beside
 * @returns {Promise<boolean>} whether the browser promised never to clear it
 */
export async function makeKey(desk, name, isNext) {
  const { journal, ledger } = desk;
  let keys;
  try {
    keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  } catch {
    throw new Told("no-ed25519");
  }
  const isKept = (await navigator.storage?.persist?.()) ?? false;
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  const key = await verifierKey(name, raw);
  const line = await enrolLine(ledger.origin, { key, privateKey: keys.privateKey });
  const device = { name, vkey: formatVerifierKey(key), keys, line };
  await (isNext ? journal.renew(device) : journal.begin(device));
  await desk.changed();
  return isKept;
}

/**
 * Take what a supervisor's phone has answered. Where it is cut off, the answer is read once more.
 * @param {Desk} desk
 * @param {import("../letter.js").Answer} answer
 * @param {number} [resumedAt] number from which refused notes are to be sent again
 */
export async function admit(desk, answer, resumedAt) {
  const { leaf, checkpoint, delegate, enroller, enrollerKey, seat } = answer;
  const names = answer.names.filter(([id = ""]) => Object.values(seat).includes(id)); // and no others
  await desk.journal.carry(answer.notes);
  await desk.journal.change((self) => strengthened(self, answer));
  if (resumedAt === undefined) {
    const held = { ...seat, names: { ...desk.seat?.names, ...Object.fromEntries(names) } };
    await desk.journal.remember("seat", held);
    await desk.journal.change((self) => (self.previous !== null ? {} : {
      previous: leaf, delegate, enroller, enrollerKey, held: self.held ?? checkpoint }));
  } else {
    await desk.journal.change(({ next }) => (
      { resumed: resumedAt, next: Math.max(next, resumedAt) }));
    const passed = /** @type {import("../witness.js").Problem} */ (
      { type: "passed-number", retry: "never" });
    const entries = await desk.journal.entries();
    await desk.journal.settle(...entries
      .filter(({ sequence, state }) => sequence < resumedAt && state === "refused")
      .map(({ sequence, leaf }) => ({ sequence, leaf, problem: passed })));
    await rearm(desk.journal);
  }
  await desk.changed();
  desk.courier?.ring();
}

/**
 * Ask where a journal stands.
 * @param {Desk} desk
 * @param {string} journal
 * @returns {Promise<any>} as `/register` tells it; `null` where nothing is known
 */
export async function standing(desk, journal) {
  try {
    const address = `/register?${new URLSearchParams({ journal })}`;
    const response = await desk.ledger.fetch(address, { signal: AbortSignal.timeout(STANDING_MS) });
    return response.ok || response.status === 404 ? await response.json() : null;
  } catch {
    return null; // no network: the answer by code is enough
  }
}

/**
 * Find where this journal should go on: at the first note that was refused, or where the log
 * stands if that is further on.
 * @param {Desk} desk
 * @returns {Promise<{number: number, previous: Uint8Array}>}
 */
export async function placeToGoOn(desk) {
  const { next, name, ...device } = /** @type {import("../journal.js").Device} */ (desk.device);
  const entries = await desk.journal.entries();
  const told = await standing(desk, name);
  const first = entries.find((one) => one.state === "refused" && isWaiting(one))?.sequence ?? next;
  const number = Math.max(first, told?.expected ?? 0);
  const entry = entries.find(({ sequence }) => sequence === number);
  const previous = entry ? parseEntry(entry.note).previous : device.previous;
  return { number, previous: /** @type {Uint8Array} */ (previous) };
}

/** @param {string} name @returns {string} the next of a name that was used: `pos-1.2` */
export function following(name) {
  const [, stem = name, number = "1"] = /^(.*?)(?:\.(\d+))?$/.exec(name) ?? [];
  return `${stem}.${Number(number) + 1}`;
}
