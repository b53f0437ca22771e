/**
 * Segel: looking at the seals of a box, taking them off, putting them on.
 *
 * Green or red comes at once, from what this phone knows; nothing is asked of a server. Red is
 * recorded like green, and a box that nobody knows here as well: what was seen was seen.
 */

import { bare } from "../checkdigit.js";
import { FRAME_START } from "../frame.js";
import { html, nothing } from "../markup.js";
import { wallClock } from "../moment.js";
import { declare } from "./body.js";
import { boxOf } from "./box.js";
import { clock } from "./clock.js";
import { chips, line, say, ticks } from "./field.js";
import { t } from "./language.js";
import { photographs } from "./photo.js";
import { scanner } from "./scanner.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./field.js").Word} Word */

/**
 * @typedef {object} Hand the box in hand
 * @property {Desk} desk
 * @property {string} box
 * @property {readonly string[]} record seals on it, as far as this phone knows
 * @property {Map<string, string>} seen seal -> state
 * @property {ReturnType<typeof photographs>} photos
 * @property {string} note
 *
 * @typedef {object} Said
 * @property {"SealApplied" | "SealVerified" | "SealBroken"} kind
 * @property {object} part of the statement, about this box
 * @property {object} [fields] of the whole
 * @property {string} word for the guard
 * @property {boolean} [isBad]
 *
 * @typedef {object} Task what is done to the boxes
 * @property {() => string} title
 * @property {() => unknown} [beside] shown while there is no box in hand
 * @property {(hand: Hand) => void} [begin]
 * @property {(hand: Hand, seal: string) => boolean} [isStrange]
 * @property {(hand: Hand) => unknown} verdict
 * @property {(hand: Hand) => unknown} fields
 * @property {(hand: Hand) => boolean} [isReady]
 * @property {(hand: Hand) => Said} said
 */

/** @type {readonly Word[]} */
const STATES = [
  ["utuh", "Utuh", "Intact"],
  ["rusak", "Rusak", "Damaged"],
  ["tidak_ada", "Tidak ada", "Not there"],
];
/** @type {readonly Word[]} */
const MAKES = [
  ["tag_qr", "Tag QR", "QR tag"],
  ["kabel_ties", "Pengikat kabel", "Cable tie"],
  ["segel_kertas", "Segel kertas", "Paper seal"],
  ["gembok", "Gembok", "Padlock"],
];
/** @type {readonly Word[]} */
const OPENINGS = [
  ["pembukaan", "Pembukaan resmi", "Official opening"],
  ["penggantian", "Penggantian segel", "Replacement"],
  ["rusak_diperjalanan", "Rusak di perjalanan", "Damaged on the way"],
  ["tidak_diketahui", "Tidak diketahui", "Unknown"],
];
/** @type {readonly Word[]} */
const WHO = [
  ["", "Saya yang melepas", "I took it off"],
  ["found", "Ditemukan sudah terlepas", "Found off already"],
];

/**
 * Compare what was seen with what is on record.
 * @param {readonly string[]} record
 * @param {ReadonlyMap<string, string>} seen seal -> state
 * @returns {{open: number, isWrong: boolean}} how many nobody has looked at yet
 */
export function judged(record, seen) {
  return {
    open: record.filter((seal) => !seen.has(seal)).length,
    isWrong: record.length > 0 && [...seen].some(([seal, state]) => (
      state !== "utuh" || !record.includes(seal))),
  };
}

/**
 * Find the seal that a code or a typed serial means; what is not on record is named by its make.
 * @param {string} text
 * @param {Iterable<string>} record
 * @returns {string}
 */
export function sealOf(text, record) {
  const wanted = bare(text);
  for (const seal of record) {
    if (seal === text || bare(seal.slice(seal.indexOf(":") + 1)) === wanted) return seal;
  }
  if (MAKES.some(([make]) => text.startsWith(`${make}:`) || text.startsWith(`${make}@`))) return text;
  const [known = "kabel_ties:"] = record;
  return `${known.split(/[:@]/)[0]}:${text.toUpperCase()}`;
}

/** @param {string} seal @returns {string} */
export function sealName(seal) {
  const [make = "", number] = seal.split(/[:@](.*)/s);
  return `${say(MAKES, make)} ${(number ?? "").replaceAll("_", " ")}`;
}

/**
 * One box after the other, and the seals of each: what the three screens have in common.
 * @param {Desk} desk
 * @param {Task} task
 * @param {string} [first] a box
 * @returns {import("./desk.js").Screen}
 */
function sealing(desk, task, first = "") {
  let told = () => /** @type {unknown} */ (nothing); // what became of the box before
  let hand = take(first);

  /** @param {string} box @returns {Hand} */
  function take(box) {
    const label = () => t("Foto segel", "Photo of the seals");
    const photos = photographs(desk, { most: 1, label });
    const record = desk.post?.boxes.get(box)?.seals ?? [];
    const taken = { desk, box, record, seen: new Map(), photos, note: "" };
    if (box !== "") task.begin?.(taken);
    return taken;
  }

  /** @param {string} text */
  function hear(text) {
    if (text.startsWith(FRAME_START)) return { bad: t("Ini bukan kotak", "This is no box") };
    const other = boxOf(desk, text);
    if (hand.box === "") {
      hand = take(other);
      return desk.name(other);
    }
    if (other === hand.box) return t("Kotak ini", "This box");
    if (desk.post?.boxes.has(other)) return { bad: t("Simpan dahulu", "Save first") };
    const seal = sealOf(text, hand.record);
    if (!hand.seen.has(seal)) hand.seen.set(seal, "utuh");
    return task.isStrange?.(hand, seal) ? { bad: t("Tidak cocok", "No match") } : sealName(seal);
  }

  async function save() {
    const { box, photos, note } = hand;
    const before = hand;
    const { kind, part, fields } = task.said(hand);
    const boxes = [{ box, ...part, photo: photos.hashes[0] }];
    const at = wallClock(new Date());
    const said = { at, place: desk.place, boxes, ...(note !== "" && { note }), ...fields };
    await declare(desk, kind, said, { photos: photos.taken });
    told = () => {
      const { word, isBad } = task.said(before);
      return html`<p class="verdict ${isBad ? "bad" : "good"}" role="status">${word}</p>
        <p>${desk.name(box)}: ${t("tercatat pukul", "recorded at")} ${clock(at)}.</p>`;
    };
    scan.hush(); // the last word about a seal is not one about the box
    hand = take("");
    scrollTo(0, 0);
  }

  function drop() {
    told = () => nothing;
    hand = take("");
    desk.draw();
  }

  const scan = scanner(desk, {
    onText: hear,
    hint: t("Pindai kotak, lalu segelnya.", "Scan the box, then its seals."),
    typed: { // a seal's serial has no check character of ours
      get label() {
        return hand.box === "" ? t("Nomor kotak", "Box number") : t("Nomor segel", "Seal number");
      },
      get hasCheck() {
        return hand.box === "";
      },
    },
  });
  return {
    title: task.title,
    close: scan.close,
    view: () => (hand.box === "" ? html`${told()}${scan.view()}${task.beside?.()}` : html`
      <h2>${desk.name(hand.box)}</h2>
      ${desk.post?.boxes.has(hand.box) ? nothing : html`<p class="note" role="status">${t(
        "Kotak ini belum dikenal di sini; tetap dicatat.",
        "This box is not known here; recorded all the same.")}</p>`}
      ${task.verdict(hand)}${scan.view()}${task.fields(hand)}
      <button class="go" ?disabled=${!(hand.seen.size > 0 && (task.isReady?.(hand) ?? true))}
        @click=${desk.act(save)}>${t("Simpan", "Save")}</button>
      <button @click=${drop}>${t("Kotak lain", "Another box")}</button>`),
  };
}

/** @param {Hand} hand */
function noted(hand) {
  const label = t("Catatan (tertutup)", "Note (sealed)");
  return line(label, hand.note, (text) => { hand.note = text.trim(); });
}

/** Looking at the seals. @type {Task} */
const LOOKING = {
  title: () => t("Periksa segel", "Check seals"),
  beside: () => html`<a class="button" href="#/buka-segel">${t("Buka segel", "Take seals off")}</a>
    <a class="button" href="#/pasang-segel">${t("Pasang segel", "Put seals on")}</a>`,
  isStrange: ({ record }, seal) => record.length > 0 && !record.includes(seal),
  isReady: ({ record, seen }) => judged(record, seen).open === 0,

  verdict({ desk, box, record, seen }) {
    if (record.length === 0) {
      return desk.post?.boxes.has(box) ? html`<p class="note" role="status">${t(
        "Segelnya belum dikenal di sini; tetap dicatat.",
        "The seals are not known here; recorded all the same.",
      )}</p>` : nothing;
    }
    const { open: left, isWrong } = judged(record, seen);
    if (isWrong) {
      return html`<p class="verdict bad" role="alert">✗ ${t("Tidak cocok, dicatat", "No match, recorded")}</p>`;
    }
    return left > 0 ? html`<p role="status">${t(`${left} segel belum dilihat`, `${left} seals to look at`)}</p>`
      : html`<p class="verdict good" role="status">✓ ${t("Cocok", "They match")}</p>`;
  },

  fields(hand) {
    const { desk, record, seen, photos } = hand;
    return html`${[...new Set([...record, ...seen.keys()])].map((seal) => html`
        ${chips(sealName(seal), STATES, seen.get(seal), (state) => {
          seen.set(seal, state);
          desk.draw();
        })}
        ${record.length === 0 || record.includes(seal) ? nothing : html`<p class="soft">
          ${t("Tidak ada di catatan.", "Not on record.")}</p>
          <button type="button" @click=${() => { seen.delete(seal); desk.draw(); }}>
          ${t("Buang", "Remove")}</button>`}`)}
      ${judged(record, seen).isWrong ? html`${photos.view()}${noted(hand)}` : nothing}`;
  },

  said({ record, seen }) {
    const { isWrong } = judged(record, seen);
    const part = Object.fromEntries(STATES.map(([state]) => (
      [state, [...seen].flatMap(([seal, found]) => (found === state ? [seal] : []))])));
    const word = isWrong ? `✗ ${t("Tidak cocok", "No match")}`
      : `✓ ${record.length > 0 ? t("Cocok", "They match") : t("Tercatat", "Recorded")}`;
    return { kind: "SealVerified", part, word, isBad: isWrong };
  },
};

/** Taking seals off: signed with the finger where the phone can. @returns {Task} */
function breakingTask() {
  let reason = "";
  let how = "";
  let order = "";
  return {
    title: () => t("Buka segel", "Take seals off"),
    begin({ record, seen }) {
      for (const seal of record) seen.set(seal, "utuh");
    },
    isReady: () => reason !== "",
    verdict: () => nothing,
    fields(hand) {
      const { desk, record, seen, photos } = hand;
      const all = [...new Set([...record, ...seen.keys()])];
      const draw = () => desk.draw();
      return html`
        ${all.length === 0 ? nothing : ticks(t("Segel yang lepas", "Seals that are off"),
          all.map((seal) => [seal, sealName(seal), sealName(seal)]), [...seen.keys()], (seals) => {
            seen.clear();
            for (const seal of seals) seen.set(seal, "utuh");
            draw();
          })}
        ${chips(t("Bagaimana", "How"), WHO, how, (word) => { how = word; draw(); })}
        ${chips(t("Sebab", "Reason"), OPENINGS, reason, (word) => { reason = word; draw(); })}
        ${reason !== "pembukaan" ? nothing : line(t("Nomor surat atau berita acara", "Number of the order"),
          order, (text) => { order = text.trim(); })}
        ${photos.view()}${noted(hand)}`;
    },
    said: ({ seen }) => ({
      kind: "SealBroken",
      part: { seals: [...seen.keys()] },
      fields: { reason, found: how === "" ? undefined : true, order: reason === "pembukaan" ? order : "" },
      word: `✓ ${t("Segel lepas", "Seals off")}`,
    }),
  };
}

/** Putting seals on. @type {Task} */
const APPLYING = {
  title: () => t("Pasang segel", "Put seals on"),
  verdict: () => nothing,
  fields: ({ desk, seen, photos }) => html`<ul class="list">${[...seen.keys()].map((seal) => html`
    <li>${sealName(seal)} <button @click=${() => { seen.delete(seal); desk.draw(); }}>
      ${t("Buang", "Remove")}</button></li>`)}</ul>${photos.view()}`,
  said: ({ seen }) => ({
    kind: "SealApplied",
    part: { seals: [...seen.keys()] },
    word: `✓ ${t("Segel terpasang", "Seals on")}`,
  }),
};

/** @param {Desk} desk @param {string} [box] */
export function openSealCheck(desk, box) {
  return sealing(desk, LOOKING, box);
}

/** @param {Desk} desk @param {string} [box] */
export function openSealBreaking(desk, box) {
  return sealing(desk, breakingTask(), box);
}

/** @param {Desk} desk @param {string} [box] */
export function openSealApplying(desk, box) {
  return sealing(desk, APPLYING, box);
}
