/** Boxes as people read them: which one a code means, and counting them against a list. */

import { bare } from "../checkdigit.js";
import { FRAME_START } from "../frame.js";
import { html, nothing } from "../markup.js";
import { t } from "./language.js";
import { scanner } from "./scanner.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** Why a box is not taken. @type {import("./field.js").Word[]} */
export const REFUSALS = [
  ["segel_rusak", "segel rusak", "seal damaged"],
  ["segel_beda", "segel berbeda", "another seal"],
  ["basah", "basah", "wet"],
  ["salah_tujuan", "salah tujuan", "wrong destination"],
  ["tidak_ada", "tidak ada", "not there"],
  ["bukan_kotak_ini", "di luar daftar", "not on the list"],
];

/**
 * Find the box that a code or a typed number means: by its own number, or by the code that another
 * system put on it. What nobody knows is kept as it was read.
 * @param {Desk} desk
 * @param {string} text
 * @param {Iterable<string>} [beside] boxes that are known from elsewhere
 * @returns {string}
 */
export function boxOf(desk, text, beside = []) {
  const boxes = desk.post?.boxes ?? new Map();
  if (boxes.has(text)) return text;
  const wanted = bare(text);
  for (const { box, alias } of boxes.values()) {
    if (alias === text || bare(box) === wanted) return box;
  }
  for (const box of beside) {
    if (bare(box) === wanted) return box;
  }
  return text;
}

/**
 * List boxes by name, behind a line that can be opened.
 * @param {Desk} desk
 * @param {string} title
 * @param {string[]} boxes
 * @param {boolean} [isOpen]
 */
export function boxList(desk, title, boxes, isOpen = false) {
  if (boxes.length === 0) return nothing;
  return html`<details ?open=${isOpen}><summary>${title} (${boxes.length})</summary>
    <ul class="list">${boxes.map((box) => html`<li>${desk.name(box)}</li>`)}</ul></details>`;
}

/**
 * Count boxes one by one against those that are expected. What was counted survives a closed app.
 * @param {Desk} desk
 * @param {string} key of the draft
 * @param {string[]} expected
 */
export function tally(desk, key, expected) {
  const /** @type {Set<string>} */ found = new Set();
  const wanted = new Set(expected);
  const draft = `hitung ${key}`;
  void desk.journal.memo(draft).then((/** @type {string[] | undefined} */ before) => {
    before?.forEach((box) => found.add(box));
    desk.draw();
  });
  const missing = () => expected.filter((box) => !found.has(box));
  const surplus = () => [...found].filter((box) => !wanted.has(box));
  const have = () => expected.length - missing().length;

  const scan = scanner(desk, {
    hint: () => t("Pindai tiap kotak.", "Scan each box."),
    typed: { label: () => t("Nomor kotak", "Box number"), hasCheck: true },
    onText: async (text) => {
      if (text.startsWith(FRAME_START)) return { bad: t("Ini bukan kotak", "This is no box") };
      const box = boxOf(desk, text, expected);
      const isNew = !found.has(box);
      found.add(box);
      if (isNew) await desk.journal.remember(draft, [...found]);
      if (expected.length === 0) return `${found.size}`;
      if (!wanted.has(box)) return { bad: t("Di luar daftar", "Not on the list") };
      return `${have()}/${expected.length}${isNew ? "" : ` ${t("sudah", "already")}`}`;
    },
  });
  const total = () => (expected.length === 0 ? `${found.size}` : `${have()}/${expected.length}`);

  return {
    found: () => [...found],
    taken: () => expected.filter((box) => found.has(box)),
    missing,
    surplus,
    close: scan.close,
    forget: () => desk.journal.remember(draft, undefined),
    /** @param {string} box */
    drop(box) {
      found.delete(box);
    },
    view: () => html`<p class="count" role="status" aria-label=${t("Terhitung", "Counted")}>${
      total()}</p>${scan.view()}
      ${boxList(desk, t("Belum terpindai", "Not scanned yet"), missing(), missing().length < 6)}
      ${boxList(desk, expected.length === 0 ? t("Terpindai", "Scanned")
        : t("Di luar daftar", "Not on the list"), surplus(), true)}`,
  };
}
