/** Antrean: what has not reached the log, why, and when it is tried again. Nothing is deleted. */

import { pack, share } from "../bag.js";
import { html, nothing } from "../markup.js";
import { isWaiting, wordOf } from "../outbox.js";
import { parseEntry } from "../register.js";
import { toBase64 } from "../text.js";
import { wallClock } from "../moment.js";
import { inWords } from "../words.js";
import { clock } from "./clock.js";
import { t } from "./language.js";
import { headline } from "./saying.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../journal.js").Entry} Entry */

/** What can never be taken as it is, and has two ways out. */
const ENDED = "passed-number";

/**
 * @param {Desk} desk
 * @returns {import("./desk.js").Screen}
 */
export function openQueue(desk) {
  const { journal } = desk;
  const beside = { carried: 0, photos: 0, spoilt: 0, former: 0 };
  /** @type {unknown} */
  let drawn = null;
  const timer = setInterval(() => desk.draw(), 15_000); // the time of the next try moves

  async function load() {
    const [carried, photos, former] = await Promise.all(
      [journal.carried(), journal.photos(), journal.former()],
    );
    const old = new Set(former.map(({ leaf }) => toBase64(leaf)));
    const [ours, others] = [true, false].map((isOurs) => (
      carried.filter(({ leaf }) => old.has(leaf) === isOurs)));
    beside.carried = others?.filter(({ state }) => state === "waiting").length ?? 0;
    beside.former = ours?.filter(({ state }) => state !== "received").length ?? 0;
    beside.photos = photos.filter(({ state }) => state === "waiting").length;
    beside.spoilt = photos.filter(({ state }) => state === "refused").length;
    desk.draw();
  }

  function view() {
    const entries = desk.post?.entries ?? [];
    if (drawn !== desk.post) void load();
    drawn = desk.post;
    const waiting = entries.filter(isWaiting);
    const ended = entries.filter((one) => !isWaiting(one) && one.state === "refused");
    const unopened = entries.filter(({ openings }) => openings.some((one) => one.refused));
    const refused = waiting.find(({ state }) => state === "refused");
    return html`${news(desk, waiting)}
      ${refused === undefined ? nothing : wayOut(refused)}
      <button class=${refused === undefined ? "go" : ""} @click=${() => desk.courier?.ring()}>
        ${t("Kirim sekarang", "Send now")}</button>
      <ul class="list" id="waiting">${waiting.map((one) => row(desk, one))}</ul>
      ${count(beside.photos, t("foto menunggu", "photos wait"))}
      ${count(beside.spoilt, t("foto rusak atau ditolak; sidiknya tetap tercatat",
        "photos damaged or refused; their hashes stay on record"))}
      ${count(beside.carried, t("catatan ponsel lain menunggu", "entries of other phones wait"))}
      ${count(beside.former, t("catatan kunci lama, ada dalam berkas",
        "entries of the old key, in the file"))}
      ${ended.length + unopened.length === 0 ? nothing : html`
        <h2>${t("Tidak dikirim lagi", "Not sent again")}</h2>
        <ul class="list">${[...ended, ...unopened].map((one) => row(desk, one))}</ul>`}
      <button @click=${desk.act(hand)}>${t("Bagikan berkas", "Share as a file")}</button>
      <p class="soft">${t(
        "Juga berisi nama tamu. Siapa pun boleh menyerahkannya.",
        "Names are in it too. Anybody may hand it in.")}</p>`;
  }

  async function hand() {
    const { text } = await pack(journal);
    await share(text, `antrean-${fileName(desk)}.txt`);
  }

  return { title: () => t("Antrean", "Queue"), view, close: () => clearInterval(timer) };
}

/**
 * @param {Desk} desk
 * @returns {string} post and time, as far as files can be named so
 */
export function fileName({ device }) {
  const at = wallClock(new Date()).slice(0, 16).replace(/[^0-9]/g, "");
  return `${(device?.name ?? "ponsel").replace(/[^A-Za-z0-9]+/g, "-")}-${at}`;
}

/**
 * @param {Desk} desk
 * @param {Entry[]} entries that wait
 */
function news({ courier }, entries) {
  const { isSending = false, problem = null, next = null } = courier?.report ?? {};
  const waiting = entries.length;
  const isToldBelow = entries.some((one) => one.problem?.type === problem?.type);
  const again = next === null || (waiting === 0 && problem === null) ? nothing
    : html`<span class="soft">${t("Dicoba lagi", "Next try")}
      ${clock(wallClock(new Date(next)))}</span>`;
  return html`<p role="status"><b>${waiting === 0
    ? t("Semua catatan diterima.", "All entries received.")
    : t(`${waiting} catatan menunggu.`, `${waiting} waiting.`)}</b>
    ${isSending ? t("Sedang dikirim …", "Being sent …") : again}</p>
    ${problem === null || isToldBelow ? nothing
      : html`<p class="note" id="reason">${t(...inWords(problem))}</p>`}`;
}

/**
 * @param {Desk} desk
 * @param {Entry} entry
 */
function row(desk, entry) {
  const { state, problem, openings, sequence } = entry;
  const isBad = state === "refused";
  const shut = openings.some((one) => one.refused);
  return html`<li class=${isBad || shut ? "bad" : "wait"}><b>${titleOf(desk, entry)}</b>
    <span class="soft">${t("nomor", "number")} ${sequence}</span>
    ${problem ? html`<p>${t(...inWords(problem))}</p>` : nothing}
    ${shut ? html`<p>${t("Namanya tidak diterima; tetap di ponsel ini.",
      "Its name was not taken; it stays on this phone.")}</p>` : nothing}
  </li>`;
}

/**
 * @param {Desk} desk
 * @param {Entry} entry
 */
function titleOf(desk, entry) {
  const { body: text = "" } = /** @type {{body?: string}} */ (parseEntry(entry.note));
  if (text === "") return t("Pendaftaran kunci", "About keys");
  const body = JSON.parse(text);
  return html`${headline(desk, { body, leaf: "", entry })} · ${clock(body.at)}`;
}

/** @param {Entry} entry */
function wayOut({ problem }) {
  if (wordOf(problem) === ENDED) return nothing;
  const isRevoked = wordOf(problem) === "revoked";
  const resume = html`<a class="button go" href="#/lanjut">
    ${t("Minta pengawas melanjutkan", "Ask the supervisor to resume")}</a>`;
  return html`<div class="note bad">
    <b>${t("Ada catatan yang ditolak.", "An entry was refused.")}</b>
    ${t("Yang sesudahnya menunggu.", "Later ones wait.")}
    ${isRevoked ? nothing : resume}
    <a class=${isRevoked ? "button go" : "button"} href="#/kunci-baru">
      ${t("Buat kunci baru", "Make a new key")}</a></div>`;
}

/**
 * @param {number} number
 * @param {string} what
 */
function count(number, what) {
  return number === 0 ? nothing : html`<p>${number} ${what}</p>`;
}
