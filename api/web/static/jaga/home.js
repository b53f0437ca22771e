/** Jaga: the home of the guard on watch; four things to do, and who is inside now. */

import { html, nothing } from "../markup.js";
import { clock } from "./clock.js";
import { say } from "./field.js";
import { learn, sourceWord } from "./known.js";
import { t } from "./language.js";
import { wipe } from "./recent.js";
import { headline, progress } from "./saying.js";
import { PURPOSES, ZONES } from "./visitor.js";

const TICK_MS = 5_000;
const LAST_SHOWN = 5;

/**
 * @param {import("./desk.js").Desk} desk
 * @returns {import("./desk.js").Screen}
 */
export function openHome(desk) {
  async function tend() {
    await learn(desk);
    const { journal, post, seat } = desk;
    if (post !== undefined && (await wipe(journal, post, seat?.team))) await desk.changed();
  }
  const timer = setInterval(tend, TICK_MS);
  addEventListener("online", tend);
  void tend();
  return {
    title: () => t("Jaga", "On watch"),
    view: () => html`${who(desk)}${toDo(desk)}${inside(desk)}${last(desk)}${sourceWord(desk)}`,
    close() {
      clearInterval(timer);
      removeEventListener("online", tend);
    },
  };
}

/** @param {import("./desk.js").Desk} desk */
function who(desk) {
  const { post, seat = {}, place } = desk;
  const waiting = post?.entries.filter(({ state }) => state === "signed").length ?? 0;
  const net = navigator.onLine ? t("Daring", "Online") : t("Luring", "Offline");
  const queue = waiting > 0 ? t(` · ${waiting} antre`, ` · ${waiting} waiting`) : "";
  return html`<p><b>${place === "" ? t("Tempat belum diisi", "No place yet") : desk.name(place)}</b>
      ${seat.unit ? html`<br>${desk.name(seat.unit)}` : nothing}
      ${seat.team ? html`<span class="soft"> · ${seat.team}</span>` : nothing}</p>
    <p><span class=${`pill ${navigator.onLine && waiting === 0 ? "" : "off"}`} id="net"
      role="status">${net}${queue}</span></p>
    ${watch(desk)}`;
}

/** @param {import("./desk.js").Desk} desk */
function watch({ post }) {
  if (post === undefined) return nothing;
  const { shift, handovers } = post;
  if (handovers.length > 0) {
    const to = handovers.at(-1)?.body.to;
    return html`<p class="note">${t(`Serah terima jaga menunggu ${to}.`,
      `The handover waits for ${to}.`)} ${link("regu", t("Lihat", "Look"))}</p>`;
  }
  if (shift === null) {
    return html`<p class="note">${t("Belum ada regu yang berjaga.", "Nobody is on watch.")}
      ${link("regu", t("Mulai jaga", "Start the watch"))}</p>`;
  }
  return html`<p>${t(`Berjaga: ${shift.team} sejak ${clock(shift.since)}`,
    `On watch: ${shift.team} since ${clock(shift.since)}`)}</p>`;
}

/** @type {(address: string, words: string) => unknown} */
function link(address, words) {
  return html`<a class="button plain" href=${`#/${address}`}>${words}</a>`;
}

/** @type {(desk: import("./desk.js").Desk, address: string) => boolean} */
function mayShow({ device, post }, address) {
  return (address !== "pengawas" || Boolean(device?.delegate))
    && (address !== "sahkan" || Boolean(post?.pending.length));
}

/** @param {import("./desk.js").Desk} desk */
function toDo(desk) {
  /** @type {(words: [string, string, string][]) => unknown} */
  const tiles = (words) => words.filter(([address]) => mayShow(desk, address))
    .map(([address, id, en]) => html`<a class="button ${address === "masuk" ? "go" : ""}"
      href=${`#/${address}`}>${t(id, en)}</a>`);
  return html`<nav class="tiles" aria-label=${t("Catat", "Record")}>${tiles([
    ["masuk", "Orang masuk", "Somebody comes in"],
    ["pindah", "Pindah kotak", "Move boxes"],
    ["segel", "Periksa segel", "Check seals"],
    ["kejadian", "Laporkan kejadian", "Report an incident"],
  ])}</nav><nav class="tiles small" aria-label=${t("Lainnya", "More")}>${tiles([
    ["serah", "Serah terima", "Hand over"],
    ["regu", "Regu jaga", "The watch"],
    ["inspeksi", "Inspeksi", "Inspect"],
    ["antrean", "Antrean", "Queue"],
    ["sahkan", "Sahkan", "Endorse"],
    ["pengawas", "Pengawas", "Supervisor"],
    ["saya", "Saya", "Me"],
  ])}</nav>`;
}

/** @param {import("./desk.js").Desk} desk */
function inside(desk) {
  const { inside: visits = [], asking = [] } = desk.post ?? {};
  return html`<h2 id="inside">${t("Di dalam sekarang", "Inside now")} (${visits.length})</h2>
    ${asking.map(({ leaf, body, entry }) => html`<p class="note">
      ${headline(desk, { leaf, body, entry })}, ${clock(body.at)}:
      ${t("belum dijawab.", "not answered yet.")}
      ${link(`masuk/${encodeURIComponent(leaf)}`, t("Jawab", "Answer"))}</p>`)}
    ${visits.length === 0 ? html`<p class="soft">${t("Tidak ada tamu.", "Nobody.")}</p>` : nothing}
    <ul class="list">${visits.map((one) => html`<li class=${one.isPending ? "wait" : ""}>
      <b>${nameOf(one)}</b>
      <span class="soft">${[one.who?.organisation, say(PURPOSES, one.purpose),
        say(ZONES, one.zone), clock(one.at)].filter(Boolean).join(" · ")}</span>
      ${one.isPending ? html`<p>${t("Menunggu pengesahan pemberi izin.",
        "Waits for whoever may allow it.")}</p>` : nothing}
      <a class="button" href=${`#/keluar/${encodeURIComponent(one.visit)}`}
        aria-label=${`${t("Keluar", "Out")}: ${nameOf(one)}`}>${t("Keluar", "Out")}</a></li>`)}</ul>
    <p class="soft">${t("Nama hanya di ponsel ini, selama tamu di dalam dan jaga berjalan.",
      "Names stay on this phone, during the visit and the watch.")}</p>`;
}

/**
 * @param {import("./post.js").Visit} visit
 * @returns {string}
 */
export function nameOf({ who: visitor, persons }) {
  const name = visitor?.name
    ?? t("Tamu, nama tidak di ponsel ini", "Visitor, name not on this phone");
  return persons !== undefined && persons > 1 ? `${name} (${persons})` : name;
}

/** @param {import("./desk.js").Desk} desk */
function last(desk) {
  const { said = [] } = desk.post ?? {};
  const answered = new Set(said.map(({ body }) => body.of));
  const own = said.filter(({ leaf, body, entry }) => (
    entry !== undefined && !(body.kind === "VisitorReported" && answered.has(leaf))));
  const newest = own.sort((a, b) => (b.entry?.sequence ?? 0) - (a.entry?.sequence ?? 0));
  if (newest.length === 0) return nothing;
  return html`<h2>${t("Catatan terakhir", "Last entries")}</h2><ul class="list" id="entries">
    ${newest.slice(0, LAST_SHOWN).map(({ leaf, body, entry }) => {
      if (entry === undefined) return nothing;
      const { words, tone } = progress(entry);
      return html`<li class=${tone}><b>${headline(desk, { leaf, body, entry })}</b>
        <span class="soft">${clock(body.at)} · ${words}</span>
        ${link(`ralat/${encodeURIComponent(leaf)}`, t("Ralat", "Correct"))}</li>`;
    })}</ul>`;
}
