/**
 * Daftarkan: a supervisor's phone reads what another phone asks, makes sure that it is that phone,
 * signs what was asked for, and shows the answer. No network is needed for any of it.
 */

import { register } from "../author.js";
import { spell } from "../fingerprint.js";
import { ANSWER, NOTES_MAX, REQUEST, serialiseLetter } from "../letter.js";
import { html, nothing } from "../markup.js";
import { isOfHardware } from "../register.js";
import { openRequest } from "../request.js";
import { parseUtf8 } from "../text.js";
import { declare } from "./body.js";
import { heard, shown } from "./exchange.js";
import { Told, standing } from "./keyring.js";
import { t } from "./language.js";
import { grantedBy, roleName } from "./role.js";
import { Steps } from "./steps.js";
import { linesOf, phonesOf, seatsOf } from "./supervisor.js";

/** More than this nobody holds a camera still for: then each phone delivers its own notes. */
const CARRIED_BYTES = 8000;

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../request.js").Request} Request */
/** @typedef {import("../letter.js").Seat} Seat */

/**
 * @param {Desk} desk
 * @param {string} [again] whose answer is to be shown again
 * @returns {import("./desk.js").Screen}
 */
export function openAdmission(desk, again) {
  const flow = new Steps(desk, () => t("Daftarkan ponsel", "Enrol a phone"));

  function scan() {
    const part = heard(desk, REQUEST, async (bytes) => {
      const request = await openRequest(bytes, desk.ledger);
      await check(desk, request);
      compare(request);
    });
    flow.turn({ close: part.close, view: () => html`
      <h2>${t("Pindai ponsel penjaga", "Scan the guard's phone")}</h2>${part.view()}` });
  }

  /** Let the holder hear which phone it is. @param {Request} request */
  function compare(request) {
    const /** @type {string[]} */ chosen = [];
    const differ = () => {
      scan();
      throw new Told("wrong-words");
    };
    const settle = desk.act(async () => {
      if (request.words.some((word, row) => word !== chosen[row])) differ();
      if (request.type === "enrol-request") await seating(request);
      else await sign(request, {}, []);
    });
    flow.turn({ view: () => html`<form @submit=${settle}>
      <h2>${t("Dengarkan empat kata", "Listen to four words")}</h2>
      <p>${t("Penjaga membacakannya. Pilih yang Anda dengar.",
        "The guard reads them out. Choose what you hear.")}</p>
      ${request.choices.map((choices, row) => html`<fieldset>
        <legend>${t(`Kata ke-${row + 1}`, `Word ${row + 1}`)}</legend>
        <div class="chips four">${choices.map((word) => html`<label>
          <input type="radio" name="word${row}" required @change=${() => { chosen[row] = word; }}>
          <span>${word}</span></label>`)}</div></fieldset>`)}
      <button class="go">${t("Keempat kata sama", "All four are the same")}</button>
      <button type="button" @click=${desk.act(differ)}>
        ${t("Ada kata yang lain", "A word differs")}</button>
      </form>` });
  }

  /** Say where the phone works and who holds it. @param {Request} request */
  async function seating(request) {
    const told = /** @type {any} */ ((await desk.journal.known()).post?.value ?? {});
    const places = choicesOf(desk.place, told.places);
    const units = choicesOf(desk.unit, told.units);
    const roles = grantedBy(desk.seat?.role);
    const submit = desk.submit(({ place = "", unit = "", team, role, who }) => {
      const person = role ? pseudonym() : "";
      const names = [place, unit].filter((id) => id && desk.name(id) !== id)
        .map((id) => [id, desk.name(id)]);
      if (person && who) names.push([person, who]);
      return sign(request, filled({ place, unit, person, team, role }), names);
    });
    /** @type {(label: string, name: string, ids: string[], chosen: string) => unknown} */
    const select = (label, name, ids, chosen) => (ids.length === 0 ? nothing : html`
      <label>${label}<select name=${name}>${ids.map((id) => html`
        <option value=${id} ?selected=${id === chosen}>${desk.name(id)}</option>`)}</select></label>`);
    flow.turn({ view: () => html`<form @submit=${submit}>
      <h2>${request.journal}</h2>
      ${select(t("Pos", "Post"), "place", places, desk.place)}
      ${select(t("Satuan", "Unit"), "unit", units, desk.unit)}
      <label>${t("Regu", "Team")}<input name="team" maxlength="60" autocomplete="off"
        .value=${desk.seat?.team ?? ""}></label>
      ${roles.length ? html`<label>${t("Pemegang ponsel", "Holder of the phone")}
        <input name="who" maxlength="120" autocomplete="off"
          placeholder=${t("Pangkat dan nama, disegel", "Rank and name, sealed")} required></label>
        <fieldset><legend>${t("Peran", "Role")}</legend><div class="chips">
        ${roles.map((role, at) => html`<label><input type="radio" name="role" value=${role}
          ?checked=${at === 0}><span>${roleName(role)}</span></label>`)}</div></fieldset>`
        : html`<p class="soft">${t("Pemegang dan perannya dicatat registrar.",
          "A registrar records holder and role.")}</p>`}
      <button class="go">${t("Tanda tangani", "Sign")}</button></form>` });
  }

  /**
   * @param {Request} request
   * @param {Seat} seat
   * @param {string[][]} names
   */
  async function sign({ journal, lines, type }, seat, names) {
    const isNew = type === "enrol-request";
    const seats = await seatsOf(desk);
    if (isNew) await desk.journal.remember("seats", { ...seats, [journal]: { seat, names } });
    await register(desk.journal, desk.ledger, lines);
    const { person, unit, role, place } = seat;
    if (isNew && person && unit && role) {
      const called = names.find(([id]) => id === person)?.[1];
      await declare(desk, "PersonEnrolled",
        { person, unit, journals: [journal], identity: called && { nama: called } });
      await declare(desk, "RoleGranted", { person, role, unit, scope: place ?? unit });
    }
    await answer(journal, lines[0]);
    await desk.changed();
    desk.courier?.ring();
  }

  /**
   * Show the answer, the first time or again.
   * @param {string} journal
   * @param {string} [line] that was signed; of the enrolment if it is not given
   */
  async function answer(journal, line) {
    const { held, vkey } = /** @type {import("../journal.js").Device} */ (desk.device);
    const { seat = {}, names = [] } = (await seatsOf(desk))[journal] ?? {};
    const isNew = line === undefined || line.startsWith("enrol ");
    const letter = serialiseLetter({
      type: isNew ? "enrol-answer" : "resume-answer",
      charter: desk.ledger.charter,
      address: location.origin,
      checkpoint: held,
      enroller: vkey,
      notes: await notesFor(desk, journal, line),
      ...(isNew && { seat, names }),
    });
    const slide = shown(desk, letter, ANSWER);
    flow.turn({ close: slide.close, view: () => html`
      <h2>${t("Tunjukkan kepada penjaga", "Show this to the guard")}</h2>
      ${slide.view()}
      <p>${t("Penjaga menekan “Pindai jawaban”.", "The guard taps “Scan the answer”.")}</p>
      <button class="go" @click=${() => desk.go("pengawas")}>${t("Selesai", "Done")}</button>` });
  }

  if (again === undefined) scan();
  else void answer(again);
  return flow;
}

/**
 * Refuse at once what could have no effect.
 * @param {Desk} desk
 * @param {Request} request
 */
async function check(desk, { type, journal }) {
  if (!journal.startsWith(`${desk.device?.delegate}/`)) throw new Told("beyond-prefix");
  if (type !== "enrol-request") return;
  const isOurs = phonesOf(await desk.journal.entries()).some((one) => one.journal === journal);
  const told = await standing(desk, journal);
  if (isOurs || told?.enrolled_by_leaf) throw new Told("used-name");
}

/**
 * Choose what the other phone carries to the log: the note that concerns it, and what the log may
 * need before it: how this phone was enrolled, and what this phone has not sent yet.
 * @param {Desk} desk
 * @param {string} journal
 * @param {string} [line]
 * @returns {Promise<string[]>}
 */
async function notesFor({ journal: ours }, journal, line) {
  const entries = await ours.entries();
  const isIt = (/** @type {Uint8Array} */ note) => linesOf(note).some((one) => (
    line === undefined ? one.startsWith(`enrol ${journal}+`) && !isOfHardware(one) : one === line));
  const at = entries.findLastIndex(({ note }) => isIt(note));
  const waiting = entries.filter(({ state }, index) => state === "signed" || index === at);
  const own = (await ours.carried())
    .filter(({ note, state }) => state !== "received" && linesOf(note).length > 0);
  const all = [...own, ...waiting].map(({ note }) => note);
  const isMuch = all.length > NOTES_MAX
    || all.reduce((length, note) => length + note.length, 0) > CARRIED_BYTES;
  const { note } = /** @type {import("../journal.js").Entry} */ (entries[at]);
  return (isMuch ? [note] : all).map((one) => parseUtf8(one, "note"));
}

/**
 * @param {string} own
 * @param {Record<string, string>} [known] names by id
 * @returns {string[]}
 */
function choicesOf(own, known = {}) {
  return [...new Set([own, ...Object.keys(known)])].filter(Boolean);
}

/** @param {Record<string, string | undefined>} fields */
function filled(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
}

/** @returns {string} a name for a person that tells nothing about them */
function pseudonym() {
  return `p-${spell(crypto.getRandomValues(new Uint8Array(4))).join("-")}`;
}
