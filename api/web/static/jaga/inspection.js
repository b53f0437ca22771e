/** Inspeksi: a checklist answered on the spot; what nobody looked at is said so. */

import { html, nothing } from "../markup.js";
import { declare } from "./body.js";
import { chips, line, say } from "./field.js";
import { t } from "./language.js";
import { photographs } from "./photo.js";

/** @typedef {import("./field.js").Word} Word */

/** What is looked at. @type {Record<string, [id: string, en: string, items: readonly Word[]]>} */
const LISTS = {
  hujan: ["Hujan", "Rain", [
    ["atap", "Atap", "Roof"],
    ["talang", "Talang dan selokan", "Gutters"],
    ["lantai", "Lantai", "Floor"],
    ["palet", "Kotak di atas palet", "Boxes on pallets"],
    ["terpal", "Terpal", "Tarpaulin"],
  ]],
  api_listrik: ["Api dan listrik", "Fire and power", [
    ["apar", "Alat pemadam (APAR)", "Extinguisher"],
    ["kabel", "Kabel dan stopkontak", "Cables and sockets"],
    ["sumber_api", "Rokok, kompor, lilin", "Smoking, stoves, candles"],
    ["jalan_keluar", "Jalan keluar", "Way out"],
  ]],
  cctv: ["CCTV", "Cameras", [
    ["kamera", "Kamera", "Cameras"],
    ["rekaman", "Rekaman", "Recordings"],
    ["jam", "Jam di rekaman", "Clock of the recorder"],
    ["daya", "Daya cadangan", "Backup power"],
  ]],
  kunci: ["Kunci dan pintu", "Locks and doors", [
    ["pintu", "Pintu utama", "Main door"],
    ["pintu_lain", "Pintu lain dan jendela", "Other doors and windows"],
    ["gembok", "Gembok", "Padlocks"],
    ["anak_kunci", "Anak kunci", "Keys"],
  ]],
};
/** @type {readonly Word[]} */
const FINDINGS = [
  ["baik", "Baik", "Good"],
  ["kurang", "Tidak baik", "Not good"],
  ["tidak_diperiksa", "Tidak diperiksa", "Not checked"],
];

/**
 * @param {import("./desk.js").Desk} desk
 * @param {string} [template] which list; none asks
 * @returns {import("./desk.js").Screen}
 */
export function openInspection(desk, template = "") {
  const list = LISTS[template];
  if (list === undefined) {
    return { title: () => t("Inspeksi", "Inspection"), view: () => listChoice(desk) };
  }
  const [id, en, items] = list;
  /** @type {Record<string, {result: string, note: string}>} */
  const answers = {};
  const photos = photographs(desk, { label: () => t("Foto yang tidak baik", "Photo of it") });

  /** @param {string} item @param {object} change */
  function set(item, change) {
    answers[item] = { result: "", note: "", ...answers[item], ...change };
    desk.draw();
  }

  async function save() {
    await declare(desk, "InspectionRecorded", {
      place: desk.place,
      template,
      items: items.map(([item]) => {
        const { result = "tidak_diperiksa", note = "" } = answers[item] ?? {};
        return { item, result, note: note.trim() };
      }),
      photos: photos.hashes,
    }, { photos: photos.taken });
    desk.go("jaga");
  }

  /** @param {Word} item */
  const answer = ([item]) => html`
    ${chips(say(items, item), FINDINGS, answers[item]?.result, (result) => set(item, { result }))}
    ${answers[item]?.result !== "kurang" ? nothing : line(
      t("Apa yang kurang (tertutup)", "What is wrong (sealed)"),
      answers[item]?.note, (note) => set(item, { note }))}`;

  return {
    title: () => t(id, en),
    view: () => {
      const given = Object.values(answers).map(({ result }) => result);
      const left = items.length - given.length;
      return html`${items.map(answer)}
        ${given.includes("kurang") || photos.taken.length > 0 ? html`<p class="soft">
          ${t("Foto terbit untuk umum. Jangan memotret orang.",
            "The photo is public. Do not photograph people.")}</p>${photos.view()}` : nothing}
        <p class="soft" role="status">${left === 0 ? t("Semua terjawab.", "All answered.")
          : t(`${left} belum dijawab: tercatat tidak diperiksa.`, `${left} open: recorded as not checked.`)}</p>
        <button class="go" ?disabled=${given.length === 0} @click=${desk.act(save)}>
          ${t("Simpan", "Save")}</button>`;
    },
  };
}

/** Which list. @param {import("./desk.js").Desk} desk */
function listChoice(desk) {
  return html`<div class="tiles">${Object.entries(LISTS).map(([word, [id, en]]) => html`
    <button class="button" @click=${() => desk.go("inspeksi", word)}>${t(id, en)}</button>`)}</div>`;
}
