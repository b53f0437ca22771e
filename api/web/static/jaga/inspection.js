/** Inspeksi: a checklist answered on the spot; what nobody looked at is said so. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { stated } from "./body.js";
import { t } from "./language.js";
import { photographs } from "./photo.js";

/** What is looked at: word, in Indonesian and English. */
const LISTS = () => ({
  hujan: [t("Hujan", "Rain"), [
    ["atap", t("Atap", "Roof")],
    ["talang", t("Talang dan selokan", "Gutters")],
    ["lantai", t("Lantai", "Floor")],
    ["palet", t("Kotak di atas palet", "Boxes on pallets")],
    ["terpal", t("Terpal", "Tarpaulin")],
  ]],
  api_listrik: [t("Api dan listrik", "Fire and power"), [
    ["apar", t("Alat pemadam (APAR)", "Extinguisher")],
    ["kabel", t("Kabel dan stopkontak", "Cables and sockets")],
    ["sumber_api", t("Rokok, kompor, lilin", "Smoking, stoves, candles")],
    ["jalan_keluar", t("Jalan keluar", "Way out")],
  ]],
  cctv: [t("CCTV", "Cameras"), [
    ["kamera", t("Kamera", "Cameras")],
    ["rekaman", t("Rekaman", "Recordings")],
    ["jam", t("Jam di rekaman", "Clock of the recorder")],
    ["daya", t("Daya cadangan", "Backup power")],
  ]],
  kunci: [t("Kunci dan pintu", "Locks and doors"), [
    ["pintu", t("Pintu utama", "Main door")],
    ["pintu_lain", t("Pintu lain dan jendela", "Other doors and windows")],
    ["gembok", t("Gembok", "Padlocks")],
    ["anak_kunci", t("Anak kunci", "Keys")],
  ]],
});
const RESULTS = () => [
  ["baik", t("Baik", "Good")],
  ["kurang", t("Tidak baik", "Not good")],
  ["tidak_diperiksa", t("Tidak diperiksa", "Not checked")],
];

/**
 * @param {import("./desk.js").Desk} desk
 * @param {string} [template] which list; none asks
 * @returns {import("./desk.js").Screen}
 */
export function open(desk, template = "") {
  const title = () => t("Inspeksi", "Inspection");
  if (!(template in LISTS())) return { title, view: () => html`<div class="tiles">
    ${Object.entries(LISTS()).map(([word, [label]]) => html`<button class="button"
      @click=${() => desk.go("inspeksi", word)}>${label}</button>`)}</div>` };
  const list = () => /** @type {any} */ (LISTS())[template];
  /** @type {Record<string, {result: string, note: string}>} */
  const answers = {};
  const photos = photographs(desk, { label: () => t("Foto yang tidak baik", "Photo of it") });

  /** @param {string} item @param {object} change */
  function set(item, change) {
    answers[item] = { result: "", note: "", ...answers[item], ...change };
    desk.draw();
  }

  async function save() {
    const { body, openings } = await stated("InspectionRecorded", {
      place: desk.place,
      template,
      items: list()[1].map(([item = ""]) => (
        { item, result: answers[item]?.result ?? "tidak_diperiksa", note: answers[item]?.note })),
      photos: photos.hashes,
    });
    await desk.say(body, { openings, photos: photos.taken });
    desk.go("jaga");
  }

  /** @param {string[]} line */
  const answer = ([item = "", label]) => html`<fieldset><legend>${label}</legend><div class="chips">
      ${RESULTS().map(([word, said]) => html`<label><input type="radio" name=${item}
        .checked=${answers[item]?.result === word}
        @change=${() => set(item, { result: word })}><span>${said}</span></label>`)}</div>
    ${answers[item]?.result !== "kurang" ? nothing : html`<label>
      ${t("Apa yang kurang? (hanya untuk pengawas)", "What is wrong? (for oversight only)")}
      <input autocomplete="off" .value=${answers[item]?.note ?? ""}
        @change=${(/** @type {any} */ event) => set(item, { note: event.target.value.trim() })}></label>`}
    </fieldset>`;

  return {
    title: () => list()[0],
    view: () => {
      const given = Object.values(answers).map(({ result }) => result);
      const left = list()[1].length - given.length;
      return html`${list()[1].map(answer)}
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
