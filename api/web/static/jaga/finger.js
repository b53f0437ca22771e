/**
 * Sidik jari: which statements deserve the finger of whoever holds the phone, and what is done when
 * it is not recognised. An entry is never lost for want of it: the guard may sign without, having
 * been told so, and every reader sees which of the two keys has signed.
 */

import { UnrecognisedError, hardwareSigner, hasHardware, makeHardwareKey } from "../hardware.js";
import { html, nothing } from "../markup.js";
import { parseVerifierKey } from "../note.js";
import { signStatement } from "../statement.js";
import { parseUtf8 } from "../text.js";
import { t } from "./language.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../author.js").Sign} Sign */

/** Boxes and watches change hands, a seal is broken, the record is put right. */
const STRONG = new Set([
  "HandoverOffered", "HandoverAccepted", "HandoverRefused", "ShiftHandedOver", "ShiftAccepted",
  "SealBroken", "BoxOpened", "CorrectionDeclared", "AnnulmentDeclared",
]);

/**
 * Write a statement, with the finger where it deserves that and the phone has a key for it.
 * @template T
 * @param {Desk} desk
 * @param {string} kind
 * @param {(strong: Sign | undefined) => Promise<T>} write
 * @returns {Promise<T>}
 */
export async function signing(desk, kind, write) {
  const isStrong = STRONG.has(kind) && desk.device?.hardware?.isEnrolled;
  for (let strong = isStrong ? byHardware : undefined; ;) {
    try {
      return await write(strong);
    } catch (error) {
      if (!(error instanceof UnrecognisedError) || strong === undefined) throw error;
      if (!(await isAgain(desk))) strong = undefined;
    }
  }
}

/** @type {Sign} */
async function byHardware(header, body, { hardware }) {
  if (hardware === undefined) throw new UnrecognisedError("no hardware key");
  return signStatement(header, body, await hardwareSigner(hardware));
}

/**
 * Ask whether to try again. Who walks away has been told, and signs without.
 * @param {Desk} desk
 * @returns {Promise<boolean>}
 */
function isAgain(desk) {
  return desk.ask((answer) => html`<p>${t("Sidik jari tidak terbaca.", "The fingerprint was not read.")}
      ${t("Tanpa itu catatan tetap sah, tetapi terlihat bedanya.",
        "The entry counts without it, but it shows.")}</p>
    <button class="go" @click=${() => answer(true)}>${t("Coba lagi", "Try again")}</button>
    <button @click=${() => answer(false)}>
      ${t("Tanpa sidik jari", "Without")}</button>`);
}

/**
 * Offer a hardware key to a phone that has just made its own, before it asks to be enrolled.
 * @param {Desk} desk
 * @param {() => Promise<void>} next
 * @returns {Promise<{view: () => unknown} | null>} nothing, where the phone has no such thing
 */
export async function offering(desk, next) {
  if (desk.device == null || desk.device.hardware || !(await hasHardware())) return null;
  const make = desk.act(async () => {
    await strengthen(desk);
    await next();
  });
  return { view: () => html`<h2>${t("Pakai sidik jari?", "Use your fingerprint?")}</h2>
    <p>${t("Untuk serah terima, buka segel dan ralat; tetap di ponsel ini.",
      "For handovers, opened seals and corrections. It stays on the phone.")}</p>
    <p class="soft">${t("Ponsel bertanya dua kali.", "The phone asks twice.")}</p>
    <button class="go" @click=${make}>${t("Pakai sidik jari", "Use fingerprint")}</button>
    <button @click=${desk.act(next)}>${t("Tanpa sidik jari", "Without")}</button>` };
}

/** @param {Desk} desk */
async function strengthen(desk) {
  const { vkey, keys, line } = /** @type {import("../journal.js").Device} */ (desk.device);
  const signer = { key: await parseVerifierKey(vkey), privateKey: keys.privateKey };
  const hardware = await makeHardwareKey(desk.ledger.origin, signer);
  await desk.journal.change(() => ({ hardware, lines: [line, hardware.line] }));
  await desk.changed();
}

/**
 * Tell whether this phone, enrolled as it is, could be given a finger too.
 * @param {Desk} desk
 * @returns {Promise<boolean>}
 */
export async function isOffered({ device, isEnrolled }) {
  if (!isEnrolled || device?.hardware?.isEnrolled) return false;
  return device?.hardware !== undefined || hasHardware();
}

/**
 * Note down that a hardware key is enrolled, if this says so.
 * @param {import("../journal.js").Device} device
 * @param {{notes?: {note: Uint8Array}[], vkey?: string | null}} told register notes, or the
 *   register's own word
 * @returns {object} what changes in the device's record
 */
export function strengthened({ hardware }, { notes = [], vkey }) {
  if (hardware === undefined) return {};
  const lines = notes.flatMap(({ note }) => parseUtf8(note, "note").split("\n"));
  const isEnrolled = vkey === hardware.vkey || lines.includes(hardware.line);
  return isEnrolled ? { hardware: { ...hardware, isEnrolled } } : {};
}

/**
 * Say which keys this phone signs with.
 * @param {Desk} desk
 */
export function tierOf({ device }) {
  return device?.hardware?.isEnrolled ? t("perangkat lunak dan sidik jari", "software and fingerprint")
    : t("perangkat lunak", "software");
}
