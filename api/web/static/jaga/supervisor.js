/**
 * Pengawas: the phones that this phone has enrolled, and what becomes of one that is lost.
 *
 * The list is folded from this journal's own register notes: nothing else is kept about them but
 * what they are called.
 */

import { register } from "../author.js";
import { html, nothing } from "../markup.js";
import { isOfHardware, parseRegister } from "../register.js";
import { revokeLine } from "../request.js";
import { standing } from "./keyring.js";
import { t } from "./language.js";

const AGAIN_MS = 3000;

/** @typedef {import("./desk.js").Desk} Desk */

/**
 * @typedef {object} Phone
 * @property {string} journal
 * @property {string} key verifier key
 * @property {import("../journal.js").Entry} entry that enrolled it
 * @property {number | null} revoked after which number
 */

/**
 * Fold what this journal has said about phones.
 * @param {import("../journal.js").Entry[]} entries own, in order
 * @returns {Phone[]} the newest first
 */
export function phonesOf(entries) {
  const /** @type {Map<string, Phone>} */ phones = new Map();
  for (const entry of entries) {
    for (const line of linesOf(entry.note)) {
      const [verb, key = "", , number] = line.split(" ");
      const journal = key.split("+")[0] ?? "";
      const phone = phones.get(journal);
      const isOwn = verb === "enrol" && !isOfHardware(line); // a finger joins a phone, it is none
      if (isOwn && !phone) phones.set(journal, { journal, key, entry, revoked: null });
      if (verb === "revoke" && phone) phone.revoked = Number(number);
    }
  }
  return [...phones.values()].reverse();
}

/** @param {Uint8Array} note @returns {string[]} what it says of keys */
export function linesOf(note) {
  try {
    return parseRegister(note).lines;
  } catch {
    return []; // a statement: most entries are
  }
}

/** @typedef {import("../letter.js").Seat} Seat */
/** @typedef {Record<string, {seat: Seat, names: string[][]}>} Seats */

/**
 * @param {Desk} desk
 * @returns {Promise<Seats>} what this phone has told others about themselves, by journal
 */
export async function seatsOf(desk) {
  return (await desk.journal.memo("seats")) ?? {};
}

/**
 * @param {{journal: string}} phone
 * @param {Seats} seats
 */
function phoneName({ journal }, seats) {
  const { seat = {}, names = [] } = seats[journal] ?? {};
  const called = new Map(/** @type {[string, string][]} */ (names));
  return called.get(seat.person ?? "") ?? seat.team ?? journal;
}

/** @param {Desk} desk @returns {import("./desk.js").Screen} */
export function openSupervisor(desk) {
  const phones = () => phonesOf(desk.post?.entries ?? []);
  /** @type {Seats} */
  let seats = {};
  /** @type {unknown} */
  let drawn = null;
  const /** @type {Map<string, boolean>} */ taken = new Map(); // as the log has it, once asked
  let timer = 0;

  async function gather() {
    seats = await seatsOf(desk);
    desk.draw();
    for (const { journal, key, entry } of phones()) {
      if (entry.state !== "received" || taken.has(journal)) continue;
      const told = await standing(desk, journal);
      if (told !== null) taken.set(journal, told.key === key);
      else again(); // the network came and went
    }
    desk.draw();
  }

  function again() {
    clearTimeout(timer);
    timer = setTimeout(gather, AGAIN_MS);
  }

  /** @param {Phone} phone */
  const state = ({ journal, entry, revoked }) => {
    if (revoked !== null) {
      return ["bad", t(`Dicabut setelah nomor ${revoked}`, `Revoked after number ${revoked}`)];
    }
    if (taken.get(journal) === false) {
      return ["bad", t("Tidak berlaku: daftarkan dengan nama lain",
        "No effect: enrol it under another name")];
    }
    return entry.state === "received" ? ["good", t("✓✓ diterima", "✓✓ received")]
      : ["wait", t("✓ di ponsel ini", "✓ on this phone")];
  };

  /** @param {Phone} phone */
  const item = (phone) => {
    const [look, word] = state(phone);
    const { journal, revoked } = phone;
    const name = phoneName(phone, seats);
    const go = (/** @type {string} */ word) => () => desk.go(word, journal);
    return html`<li class=${look}><b>${name}</b>
      ${name === journal ? nothing : html`<span class="soft">${journal}</span><br>`}
      <span>${word}</span>
      ${revoked !== null ? nothing : html`<div class="row">
        <button @click=${go("hilang")}>${t("Hilang", "Lost")}</button>
        <button @click=${go("daftarkan")}>${t("Jawaban", "Answer")}</button></div>`}</li>`;
  };

  return {
    title: () => t("Ponsel pos jaga", "Phones of the posts"),
    close: () => clearTimeout(timer),
    view: () => {
      if (drawn !== desk.post) void gather();
      drawn = desk.post;
      return desk.device?.delegate ? html`
      <button class="go" @click=${() => desk.go("daftarkan")}>
        ${t("Daftarkan atau lanjutkan ponsel", "Enrol or resume a phone")}</button>
      <h2>${t("Didaftarkan dari sini", "Enrolled from here")}</h2>
      ${phones().length > 0 ? html`<ul class="list">${phones().map(item)}</ul>`
        : html`<p class="soft">${t("Belum ada.", "None yet.")}</p>`}`
      : html`<p class="note">${t("Ponsel ini tidak berwenang mendaftarkan ponsel lain.",
        "This phone may not enrol others.")}</p>`;
    },
  };
}

/**
 * Ponsel hilang: end a journal after its last known number.
 * @param {Desk} desk
 * @param {string} journal
 * @returns {import("./desk.js").Screen}
 */
export function openLoss(desk, journal) {
  let last = Math.max(0, ...(desk.post?.said ?? []).filter((one) => one.journal === journal)
    .map(({ sequence }) => sequence));
  let isKnown = false;
  let isDone = false;
  let name = journal;
  void seatsOf(desk).then((seats) => {
    name = phoneName({ journal }, seats);
    desk.draw();
  });
  void standing(desk, journal).then((told) => {
    if (told?.expected === undefined) return;
    isKnown = true;
    last = Math.max(last, told.expected - 1);
    desk.draw();
  });
  const revoke = desk.act(async () => {
    await register(desk.journal, desk.ledger, [revokeLine(journal, last)]);
    isDone = true;
    await desk.changed();
    desk.courier?.ring();
  });
  const typed = (/** @type {InputEvent} */ event) => {
    last = Math.max(0, Math.trunc(Number(/** @type {HTMLInputElement} */ (event.target).value)));
    desk.draw();
  };
  return {
    title: () => t("Ponsel hilang", "A phone is lost"),
    view: () => (isDone ? html`
      <p class="verdict good">✓ ${t("Kuncinya dicabut", "Its key is revoked")}</p>
      <p>${t("Berlaku begitu sampai di server.", "It acts once the server has it.")}</p>
      <button class="go" @click=${() => desk.go("daftarkan")}>
        ${t("Daftarkan ponsel pengganti", "Enrol its replacement")}</button>`
      : html`<h2>${name}</h2>
      <p>${t(`Catatan sampai nomor ${last} tetap berlaku.`,
        `Entries up to number ${last} stand.`)}
        ${t("Yang sesudahnya ditolak atau diragukan.",
        "Later ones are refused or doubted.")}</p>
      <p class="soft">${isKnown
        ? t("Nomor terakhir menurut server.", "The last number, by the server.")
        : t("Nomor terakhir menurut ponsel ini.", "The last number, by this phone.")}</p>
      <button class="go" @click=${revoke}>
        ${t("Cabut kuncinya", "Revoke its key")}</button>
      <details><summary>${t("Ubah nomor", "Change the number")}</summary>
      <label>${t("Nomor terakhir", "Last number")}
      <input type="number" inputmode="numeric" min="0" .value=${String(last)} @change=${typed}>
      </label></details>`),
  };
}
