/** Regu jaga: a team begins its watch, hands it over with what is there, or ends it. */

import { wallClock } from "../moment.js";
import { html, nothing } from "../markup.js";
import { declare } from "./body.js";
import { clock, moment } from "./clock.js";
import { chips, line, say, ticks } from "./field.js";
import { nameOf } from "./home.js";
import { t } from "./language.js";
import { keep, wipe } from "./recent.js";
import { hearing, showing } from "./relief.js";

/** @typedef {import("./field.js").Word} Word */
/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./post.js").Body} Body */

/** @type {readonly Word[]} */
const INVENTORY = [
  ["kunci", "Kunci", "Keys"],
  ["ht", "HT (radio)", "Radios"],
  ["apar", "APAR (pemadam)", "Extinguishers"],
  ["buku", "Buku jaga", "Log books"],
  ["kotak", "Kotak suara", "Ballot boxes"],
];
/** @type {readonly Word[]} */
const CONDITION = [
  ["gerbang", "Gerbang", "Gate"],
  ["gedung", "Gedung dan atap", "Building and roof"],
  ["gembok", "Pintu dan gembok", "Doors and locks"],
  ["penerangan", "Penerangan", "Lighting"],
];
/** @type {readonly Word[]} */
const RATINGS = [
  ["baik", "Baik", "Good"],
  ["kurang", "Kurang", "Poor"],
  ["rusak", "Rusak", "Broken"],
];
/** @type {readonly Word[]} */
const CCTV = [
  ["baik", "Baik", "All on"],
  ["sebagian", "Sebagian", "Some"],
  ["mati", "Mati", "Off"],
  ["tidak_ada", "Tidak ada", "None"],
];
/** @type {readonly Word[]} */
const OPEN_ITEMS = [
  ["kiriman_ditunggu", "Kiriman ditunggu", "Delivery expected"],
  ["selisih_segel", "Selisih segel", "Seal difference"],
  ["kejadian_terbuka", "Kejadian belum selesai", "Incident going on"],
  ["cuaca", "Cuaca buruk", "Bad weather"],
];
/** @type {readonly Word[]} */
const ENDINGS = [
  ["selesai", "Selesai", "Finished"],
  ["ditarik", "Ditarik", "Called back"],
  ["darurat", "Darurat", "Emergency"],
];
const KEPT = "watch";

/**
 * @param {Desk} desk
 * @param {string} [step]
 * @returns {import("./desk.js").Screen}
 */
export function openWatch(desk, step) {
  /** @type {Record<string, (desk: Desk) => import("./desk.js").Screen>} */
  const steps = { mulai: starting, serah: handing, akhir: ending, terima: takingOver, tunjuk: showing };
  return (steps[step ?? ""] ?? onWatch)(desk);
}

/** Who has the watch, and what can be done about it. @param {Desk} desk */
function onWatch(desk) {
  const go = (/** @type {string} */ step) => () => desk.go("regu", step);
  const title = () => t("Regu jaga", "The watch");
  return { title, view: () => {
    const { teams = [], handovers = [] } = desk.post ?? {};
    const isOurs = teams.some(({ team }) => team === desk.seat?.team);
    const waiting = handovers.at(-1);
    return html`<ul class="list">${teams.map((one) => html`<li class="good"><b>${one.team}</b>
        <span class="soft">${desk.name(one.unit)} · ${t("sejak", "since")} ${clock(one.since)}${
          one.present === null ? "" : t(` · ${one.present} orang`, ` · ${one.present} people`)}
        </span></li>`)}</ul>
      ${teams.length > 0 ? nothing
        : html`<p>${t("Belum ada regu yang berjaga.", "Nobody is on watch yet.")}</p>`}
      ${waiting ? html`<p class="note">${t(`Serah terima menunggu ${waiting.body.to}.`,
        `The handover waits for ${waiting.body.to}.`)}</p>` : nothing}
      ${what(waiting !== undefined, isOurs).map(([step, id, en], place) => html`
        <button class=${place === 0 ? "go" : ""} @click=${go(step)}>${t(id, en)}</button>`)}`;
  } };
}

/** @type {(isWaiting: boolean, isOurs: boolean) => Word[]} what can be done, and its step */
function what(isWaiting, isOurs) {
  if (isWaiting) {
    return [["tunjuk", "Tunjukkan kode", "Show the code"],
      ["terima", "Terima di ponsel ini", "Take over on this phone"]];
  }
  if (isOurs) {
    return [["serah", "Serah terima jaga", "Hand over the watch"],
      ["akhir", "Akhiri jaga", "End the watch"]];
  }
  return [["mulai", "Mulai jaga", "Start the watch"],
    ["terima", "Terima dari regu lain", "Take over from another team"]];
}

/**
 * What is counted at every change of the watch.
 * @param {Desk} desk
 * @param {Partial<Record<string, number>>} counts changed as the guard types
 */
function inventory(desk, counts) {
  return html`<fieldset><legend>${t("Inventaris", "Inventory")}</legend><div class="tiles">
    ${INVENTORY.map(([item]) => line(say(INVENTORY, item), counts[item], (value) => {
      counts[item] = number(value);
    }, { isNumber: true }))}</div></fieldset>`;
}

/** @param {string} text */
function number(text) {
  const value = Number.parseInt(text, 10);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** @param {Partial<Record<string, number>>} counts */
function tallies(counts) {
  return INVENTORY.map(([item]) => ({ item, count: counts[item] }))
    .filter(({ count }) => count !== undefined);
}

/**
 * @param {Desk} desk
 * @returns {Partial<Record<string, number>>} boxes that are known to be here
 */
function boxesHere(desk) {
  const here = [...(desk.post?.boxes.values() ?? [])].filter(({ place }) => place === desk.place);
  return here.length > 0 ? { kotak: here.length } : {};
}

/** @param {Desk} desk @returns {import("./desk.js").Screen} */
function starting(desk) {
  const when = moment();
  let team = desk.seat?.team ?? "regu-1";
  let present = "2";
  const counts = boxesHere(desk);
  void desk.journal.memo(KEPT).then((kept) => {
    present = kept?.present ?? present;
    Object.assign(counts, { ...kept?.counts, ...boxesHere(desk) });
    desk.draw();
  });
  const save = desk.act(async () => {
    await declare(desk, "ShiftStarted", { at: when.at(), post: desk.place,
      team: team.trim(), unit: desk.unit, present: number(present) ?? 0,
      inventory: tallies(counts) });
    await begun(desk, team.trim(), present, counts);
  });
  return {
    title: () => t("Mulai jaga", "Start the watch"),
    view: () => html`<form @submit=${save}>
      ${line(t("Nama regu", "Team"), team, (value) => { team = value; },
        { isRequired: true, length: 64 })}
      ${line(t("Jumlah yang hadir", "How many are present"), present,
        (value) => { present = value; }, { isNumber: true, isRequired: true })}
      ${inventory(desk, counts)}${when.view()}
      <button class="go">${t("Mulai jaga", "Start the watch")}</button></form>`,
  };
}

/**
 * Remember whose watch it is on this phone.
 * @param {Desk} desk
 * @param {string} team
 * @param {string} present
 * @param {Partial<Record<string, number>>} counts
 */
async function begun(desk, team, present, counts) {
  await desk.journal.remember("seat", { ...desk.seat, team });
  await desk.journal.remember(KEPT, { present, counts });
  await desk.changed();
  desk.go("jaga");
}

/** @param {Desk} desk @returns {import("./desk.js").Screen} */
function handing(desk) {
  const when = moment();
  const /** @type {Record<string, string>} */ results = {};
  const counts = boxesHere(desk);
  let to = "";
  let cctv = "baik";
  let doors = "";
  let note = "";
  let /** @type {string[]} */ items = [];
  let inside = desk.post?.inside ?? [];
  void desk.journal.memo(KEPT).then((kept) => {
    Object.assign(counts, { ...kept?.counts, ...boxesHere(desk) });
    desk.draw();
  });
  const save = desk.act(async () => {
    inside = desk.post?.inside ?? [];
    await declare(desk, "ShiftHandedOver", {
      at: when.at(), post: desk.place, from: desk.seat?.team, to: to.trim(), unit: desk.unit,
      condition: CONDITION.map(([item]) => ({ item, result: results[item] ?? "baik" })),
      inventory: tallies(counts), inside: inside.map(({ visit }) => visit), doors: sealsOf(doors),
      open_items: items, cctv, note });
    desk.go("regu", "tunjuk");
  });
  return {
    title: () => t("Serah terima jaga", "Hand over the watch"),
    view: () => html`<form @submit=${save}>
      ${line(t("Regu penerima", "Team that takes over"), to, (value) => { to = value; },
        { isRequired: true, length: 64 })}
      ${CONDITION.map(([item]) => chips(say(CONDITION, item), RATINGS, results[item] ?? "baik",
        (result) => { results[item] = result; desk.draw(); }))}
      ${chips(t("Kamera CCTV", "Cameras"), CCTV, cctv, (code) => { cctv = code; desk.draw(); })}
      ${inventory(desk, counts)}
      ${line(t("Nomor segel pintu, dipisah koma", "Door seals, with commas"), doors,
        (value) => { doors = value; })}
      <h2>${t("Masih di dalam", "Still inside")} (${desk.post?.inside.length ?? 0})</h2>
      <ul class="list">${desk.post?.inside.map((one) => html`<li><b>${nameOf(one)}</b>
        <span class="soft">${clock(one.at)}</span></li>`)}</ul>
      ${ticks(t("Belum selesai", "Open items"), OPEN_ITEMS, items, (codes) => {
        items = codes;
        desk.draw();
      })}
      ${line(t("Catatan (tertutup)", "Note (sealed)"), note, (value) => { note = value; },
        { length: 500 })}
      ${when.view()}
      <button class="go">${t("Serahkan", "Hand over")}</button></form>`,
  };
}

/** @param {string} text @returns {string[]} seals as they are named; a bare number is a tie's */
function sealsOf(text) {
  return text.split(",").map((one) => one.trim()).filter((one) => one !== "")
    .map((one) => (/[:@]/.test(one) ? one : `kabel_ties:${one}`));
}

/** Take over: what the other phone shows, or what was said on this one. @param {Desk} desk */
function takingOver(desk) {
  const when = moment();
  let present = "2";
  let /** @type {Partial<Record<string, number>>} */ counts = {};
  let note = "";
  let /** @type {string | null} */ chosen = null;
  const other = hearing(desk, (leaf) => choose(leaf));
  const own = desk.post?.handovers.findLast(({ entry }) => entry !== undefined);
  if (own !== undefined) choose(own.leaf);

  /** @param {string} leaf */
  function choose(leaf) {
    chosen = leaf;
    const stated = desk.post?.said.find((one) => one.leaf === leaf)?.body.inventory ?? [];
    counts = Object.fromEntries(stated.map((/** @type {{item: string, count: number}} */ one) => (
      [one.item, one.count])));
    desk.draw();
  }

  const save = desk.act(async () => {
    const handed = desk.post?.said.find(({ leaf }) => leaf === chosen)?.body;
    if (handed === undefined || chosen === null) return;
    const { post, from, to, inside = [], doors } = handed;
    await declare(desk, "ShiftAccepted", { at: when.at(), of: chosen, post,
      from, to, unit: desk.unit, present: number(present) ?? 0, inventory: tallies(counts), inside,
      doors, note });
    const kept = wallClock(new Date()); // the names go on under the new watch
    const names = Object.entries(desk.recent ?? {}).filter(([visit]) => inside.includes(visit));
    await keep(desk.journal,
      Object.fromEntries(names.map(([visit, name]) => [visit, { ...name, kept }])));
    await begun(desk, to, present, counts);
  });

  const form = (/** @type {Body} */ handed) => html`<form @submit=${save}>
    <p><b>${handed.from} → ${handed.to}</b><br>${clock(handed.at)}</p>${other.verdict()}
    ${own?.leaf === chosen ? html`<p class="note">${t(
      "Dua regu, satu tanda tangan: lebih baik di ponsel regu baru.",
      "Two teams, one signature: better on the new team's phone.",
    )}</p>` : nothing}
    <ul class="list">${(handed.condition ?? []).map((/** @type {any} */ { item, result }) => html`
      <li class=${result === "baik" ? "good" : "wait"}>${say(CONDITION, item)}:
      ${say(RATINGS, result)}</li>`)}</ul>
    <p>${t("Kamera CCTV", "Cameras")}: ${say(CCTV, handed.cctv)}</p>
    ${(handed.open_items ?? []).map((/** @type {string} */ one) => html`
      <p class="note">${say(OPEN_ITEMS, one)}</p>`)}
    <p>${t("Masih di dalam", "Still inside")}: ${handed.inside?.length ?? 0}</p>
    <p>${t("Hitung sendiri, lalu ubah yang berbeda.",
      "Count yourself; change what differs.")}</p>
    ${line(t("Jumlah yang hadir", "How many are present"), present,
      (value) => { present = value; }, { isNumber: true, isRequired: true })}
    ${inventory(desk, counts)}
    ${line(t("Catatan (tertutup)", "Note (sealed)"), note, (value) => { note = value; },
      { length: 500 })}
    ${when.view()}<button class="go">${t("Terima jaga", "Take over the watch")}</button></form>`;

  return {
    title: () => t("Terima jaga", "Take over the watch"),
    view: () => {
      const handed = desk.post?.said.find(({ leaf }) => leaf === chosen)?.body;
      return handed === undefined ? other.view() : form(handed);
    },
    close: other.close,
  };
}

/** @param {Desk} desk @returns {import("./desk.js").Screen} */
function ending(desk) {
  const when = moment();
  let reason = "selesai";
  const save = desk.act(async () => {
    await declare(desk, "ShiftEnded", { at: when.at(), post: desk.place,
      team: desk.seat?.team, unit: desk.unit, reason });
    if (desk.post && (await wipe(desk.journal, desk.post, desk.seat?.team))) await desk.changed();
    desk.go("jaga");
  });
  return {
    title: () => t("Akhiri jaga", "End the watch"),
    view: () => html`<form @submit=${save}>
      <p class="note">${t("Pos akan kosong. Ada pengganti? Pakai serah terima jaga.",
        "The post will be empty. Another team? Hand over.")}</p>
      ${chips(t("Alasan", "Reason"), ENDINGS, reason, (code) => { reason = code; desk.draw(); })}
      ${when.view()}
      <p class="soft">${t("Nama tamu dihapus dari ponsel ini.",
        "Visitors' names are wiped from this phone.")}</p>
      <button class="go">${t("Akhiri jaga", "End the watch")}</button></form>`,
  };
}
