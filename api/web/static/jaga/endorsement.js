/**
 * Sahkan: a second person reads what somebody else has said, and stands by it.
 *
 *     {"v":1,"type":"notes","charter":"…","leaves":["…"],"notes":["segel/statement/v1…"],
 *      "names":[["<visit>","Siti Aminah","Bawaslu","pengawasan"]]}
 *
 * Without a network the first person's phone shows its statement, and the second one carries it:
 * whichever finds a network first hands in both.
 */

import { EARLIER_MAX, openNotes } from "../handover.js";
import { parseLetter } from "../letter.js";
import { html, nothing } from "../markup.js";
import { declare } from "./body.js";
import { clock } from "./clock.js";
import { AMENDABLE, CORRECTION_REASONS } from "./correction.js";
import { heard, shown } from "./exchange.js";
import { finished, say } from "./field.js";
import { t } from "./language.js";
import { saidOf, signature, takeOver } from "./parcel.js";
import { TWO } from "./post.js";
import { keepNames, letterOf } from "./relief.js";
import { headline, kindName } from "./saying.js";
import { PURPOSES, ZONES } from "./visitor.js";

const NOTES = "NOTES";

/** What the signatures that came by code are worth. @type {Map<string, string>} */
const checked = new Map();

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Screen} Screen */
/** @typedef {import("./post.js").Post["pending"][number]} Pending */

/**
 * @param {Desk} desk
 * @param {string} [leaf] of what is endorsed, or of the own entry that is shown; `pindai` reads one
 * @returns {Screen}
 */
export function openEndorsement(desk, leaf) {
  const title = () => t("Sahkan", "Endorse");
  if (leaf === "pindai") return { title, ...reading(desk) };
  if (leaf === undefined) return { title, view: () => list(desk) };
  const { entry } = desk.post?.said.find((one) => one.leaf === leaf) ?? {};
  return { title, ...(entry === undefined ? endorsing(desk, leaf) : presenting(desk, entry)) };
}

/** @param {Desk} desk */
function list(desk) {
  const pending = desk.post?.pending ?? [];
  return html`${pending.length > 0 ? nothing : html`<p>${none()}</p>`}
    <ul class="list">${pending.map((one) => html`<li class="wait"><b>${headline(desk, one)}</b>
      <span class="soft">${[whose(desk, one), clock(one.body.at)].join(" · ")}</span>
      <button @click=${() => desk.go("sahkan", one.leaf)}>${isOwn(desk, one)
        ? t("Tampilkan kode", "Show the code") : t("Baca", "Read")}</button></li>`)}</ul>
    <button class=${pending.every((one) => isOwn(desk, one)) ? "go" : ""}
      @click=${() => desk.go("sahkan", "pindai")}>
      ${t("Pindai ponsel lain", "Scan another phone")}</button>`;
}

/** Read what the first person's phone shows. @param {Desk} desk */
function reading(desk) {
  return heard(desk, NOTES, async (bytes) => {
    const letter = parseLetter(bytes, ["notes"], desk.ledger);
    const message = await openNotes(letter, [...TWO], desk.ledger);
    const [one] = message.said;
    if (one === undefined) return;
    if (!isOwn(desk, one)) {
      checked.set(one.leaf, await takeOver(desk, message));
      await keepNames(desk, letter.names, [one.body.of]);
      await desk.changed();
    }
    desk.go("sahkan", one.leaf);
  });
}

/**
 * @param {Desk} desk
 * @param {string} leaf
 */
function endorsing(desk, leaf) {
  const sign = desk.act(async () => {
    const one = desk.post?.pending.find((some) => some.leaf === leaf);
    if (one !== undefined) await declare(desk, "Endorsed", { of: leaf, of_kind: one.body.kind });
  });
  return { view: () => {
    const one = desk.post?.pending.find((some) => some.leaf === leaf);
    if (one === undefined) {
      const isKnown = desk.post?.said.some(({ leaf: other, body }) => [other, body.of].includes(leaf));
      return html`<p class=${isKnown ? "verdict good" : ""}>${isKnown ? isDone() : none()}</p>${finished(desk)}`;
    }
    if (isOwn(desk, one)) return html`${told(desk, one)}<p>${others()}</p>${finished(desk)}`;
    const { unit } = sayer(desk, one)?.[1] ?? {};
    return html`${told(desk, one)}
      ${unit === desk.unit ? html`<p class="note">${t("Dari instansi Anda sendiri: yang dihitung instansi lain.",
        "Of your own unit: another one counts.")}</p>` : nothing}
      ${checked.has(leaf) ? html`<p class="soft">${signature(checked.get(leaf) ?? "")}</p>` : nothing}
      <p class="soft">${t("Sahkan hanya yang Anda lihat sendiri.",
        "Endorse only what you have seen yourself.")}</p>
      <button class="go" @click=${sign}>${t("Sahkan", "Endorse")}</button>`;
  } };
}

/**
 * Show an own entry to the second person: nobody endorses what was said on the same phone.
 * @param {Desk} desk
 * @param {import("../journal.js").Entry} entry
 */
function presenting(desk, entry) {
  const said = saidOf(desk, entry);
  const visits = (desk.post?.inside ?? []).filter(({ visit }) => visit === said.body.of);
  const slide = shown(desk, letterOf(desk, "notes", entry, visits, EARLIER_MAX), NOTES);
  return {
    close: slide.close,
    view: () => html`${told(desk, { ...said, entry })}
      <p>${desk.post?.pending.some(({ leaf }) => leaf === said.leaf) ? others() : isDone()}</p>
      ${slide.view()}${finished(desk)}`,
  };
}

function isDone() {
  return t("Sudah disahkan.", "It is endorsed.");
}

function none() {
  return t("Tidak ada yang menunggu.", "Nothing waits.");
}

function others() {
  return t("Disahkan di ponsel orang lain: Sahkan, Pindai ponsel lain.",
    "Somebody else endorses it: Endorse, Scan another phone.");
}

/**
 * What was said, by whom and when.
 * @param {Desk} desk
 * @param {Pending} one
 */
function told(desk, one) {
  const { zone, badge, place, from, to, destination, vehicle, reason, boxes = [] } = one.body;
  const { target_kind: kind, changes = {} } = one.body;
  const visit = desk.post?.inside.find((some) => some.visit === one.body.of);
  const named = [place, from, to, destination, vehicle].filter(Boolean);
  return html`<h2>${headline(desk, one)}</h2>
    <p>${t("Dicatat oleh", "Recorded by")} <b>${whose(desk, one)}</b>, ${clock(one.body.at)}</p>
    <ul>${[kind && kindName(kind), say(PURPOSES, visit?.purpose), say(ZONES, zone), badge,
      say(Object.values(CORRECTION_REASONS).flat(), reason), ...named.map((id) => desk.name(id)),
      ...Object.entries(changes).map(([name, value]) => `${say(AMENDABLE, name)}: ${readable(value)}`),
      ...boxes.map((/** @type {any} */ part) => [desk.name(part.box ?? part),
        ...(part.seals ?? [])].join(" · ")),
    ].filter(Boolean).map((words) => html`<li>${words}</li>`)}</ul>`;
}

/** @param {unknown} value of a field as it should read */
function readable(value) {
  return /^\d{4}-\d\d-\d\dT/.test(String(value)) ? clock(String(value)) : [value].join(", ");
}

/**
 * @param {Desk} desk
 * @param {{journal: string}} one
 */
function sayer({ post }, { journal }) {
  return Object.entries(post?.persons ?? {}).find(([, one]) => one.journals.includes(journal));
}

/**
 * @param {Desk} desk
 * @param {{journal: string}} one
 */
function whose(desk, one) {
  if (isOwn(desk, one)) return t("ponsel ini", "this phone");
  const [person] = sayer(desk, one) ?? [];
  return person === undefined ? one.journal : desk.name(person);
}

/**
 * @param {Desk} desk
 * @param {{journal: string}} one
 */
function isOwn({ device }, { journal }) {
  return journal === device?.name;
}
