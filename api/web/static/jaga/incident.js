/** Kejadian: something out of the ordinary, said in three taps; it is sent before all photographs. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { wallClock } from "../moment.js";
import { stated } from "./body.js";
import { t } from "./language.js";
import { photographs } from "./photo.js";

const DRAFT = "draft kejadian";

/** Word, in Indonesian, in English; behind it, whether the police would call it `menonjol`. */
const KINDS = () => [
  ["hujan", t("Hujan masuk", "Rain came in")],
  ["kebakaran", t("Api atau asap", "Fire or smoke"), true],
  ["pintu", t("Pintu, jendela", "Door, window")],
  ["orang_tak_dikenal", t("Orang tak dikenal", "Stranger")],
  ["banjir", t("Banjir", "Flood"), true],
  ["listrik_padam", t("Listrik padam", "Power cut")],
  ["pencurian", t("Barang hilang", "Something missing"), true],
  ["ancaman", t("Ancaman", "Threat"), true],
  ["kecelakaan", t("Kecelakaan", "Accident"), true],
  ["lain", t("Lain-lain", "Something else")],
];
const ACTIONS = () => [
  ["ditutup", t("Ditutup", "Covered, closed")],
  ["dipadamkan", t("Dipadamkan", "Put out")],
  ["dipindahkan", t("Kotak dipindahkan", "Boxes moved")],
  ["lapor_atasan", t("Atasan diberi tahu", "Superior told")],
];
/** Kinds that are about people: their photographs are never for everybody. */
const OF_PEOPLE = ["orang_tak_dikenal", "ancaman", "kecelakaan"];

/**
 * @param {import("./desk.js").Desk} desk
 * @returns {import("./desk.js").Screen}
 */
export function open(desk) {
  const seen = new Date();
  const fresh = {
    kind: "", isGrave: false, hasPeople: false, note: "", occurred: "", observed: localTime(seen),
    actions: /** @type {string[]} */ ([]), taken: /** @type {import("../album.js").Taken[]} */ ([]),
  };
  let draft = fresh;
  let photos = photographs(desk, { changed: keepDraft });
  void desk.journal.memo(DRAFT).then((kept) => {
    if (kept === undefined) return;
    draft = kept;
    photos = photographs(desk, { taken: kept.taken, changed: keepDraft });
    desk.draw();
  });

  /** The camera's app may push this one out of the phone's memory. */
  async function keepDraft() {
    draft.taken = photos.taken;
    await desk.journal.remember(DRAFT, draft);
  }

  /** @param {Partial<typeof draft>} change */
  function set(change) {
    Object.assign(draft, change);
    void keepDraft().catch((error) => console.warn("draft", error)); // saving will tell
    desk.draw();
  }

  /** @param {string} kind @param {boolean} isGrave */
  function choose(kind, isGrave) {
    set({ kind, isGrave, hasPeople: draft.hasPeople || OF_PEOPLE.includes(kind) });
  }

  async function save() {
    const { kind, isGrave, hasPeople, note, occurred, observed, actions } = draft;
    const { hashes } = photos;
    const { body, openings } = await stated("IncidentReported", {
      place: desk.place,
      incident_kind: kind,
      severity: isGrave ? "menonjol" : "biasa",
      occurred: occurred && wallClock(new Date(occurred)),
      observed: wallClock(observed ? new Date(observed) : seen),
      actions,
      photos: hasPeople ? [] : hashes,
      persons: hasPeople && hashes.length > 0 ? { photos: hashes } : null,
      note: note.trim(),
    });
    await desk.say(body, { openings, photos: photos.taken, urgent: true });
    await desk.journal.remember(DRAFT, undefined);
    desk.go("jaga");
  }

  /** @param {string} field */
  const time = (field, label = "") => html`<label>${label}<input type="datetime-local"
    .value=${/** @type {any} */ (draft)[field]} max=${localTime(new Date())}
    @change=${(/** @type {any} */ event) => set({ [field]: event.target.value })}></label>`;

  const details = () => html`
    <fieldset><legend>${t("Tindakan", "What was done")}</legend><div class="chips">
      ${ACTIONS().map(([word = "", label]) => html`<label><input type="checkbox"
        .checked=${draft.actions.includes(word)}
        @change=${() => set({ actions: toggled(draft.actions, word) })}><span>${label}</span></label>`)}
    </div></fieldset>
    <label>${t("Keterangan (hanya untuk pengawas)", "Remark (for oversight only)")}
      <textarea rows="3" .value=${draft.note}
        @change=${(/** @type {any} */ event) => set({ note: event.target.value })}></textarea></label>
    ${time("observed", t("Terlihat", "Seen"))}
    ${time("occurred", t("Terjadi (kosongkan bila tidak tahu)", "Happened (empty if unknown)"))}`;

  return {
    title: () => t("Kejadian", "Incident"),
    view: () => html`
      <fieldset><legend>${t("Apa yang terjadi?", "What happened?")}</legend><div class="chips">
        ${KINDS().map(([word, label, isGrave]) => html`<label><input type="radio" name="kind"
          .checked=${draft.kind === word}
          @change=${() => choose(String(word), isGrave === true)}><span>${label}</span></label>`)}
      </div></fieldset>
      ${draft.kind === "" ? nothing : html`<fieldset><div class="chips"><label><input type="checkbox"
        .checked=${draft.isGrave} @change=${() => set({ isGrave: !draft.isGrave })}>
        <span>${t("Kejadian menonjol", "Serious")}</span></label>
        <label><input type="checkbox" .checked=${draft.hasPeople}
          @change=${() => set({ hasPeople: !draft.hasPeople })}>
        <span>${t("Ada orang di foto", "People in the photo")}</span></label></div></fieldset>
        <p class="soft">${draft.hasPeople
          ? t("Fotonya tidak terbit; hanya sidiknya yang tercatat, tertutup.",
            "The photo is not published; only its hash is recorded, sealed.")
          : t("Foto terbit untuk umum. Jangan memotret orang.",
            "The photo is public. Do not photograph people.")}</p>`}
      ${photos.view()}
      <details><summary>${t("Waktu dan rincian", "Times and details")}</summary>${details()}</details>
      <button class="go" ?disabled=${draft.kind === ""} @click=${desk.act(save)}>
        ${t("Simpan", "Save")}</button>`,
  };
}

/** @param {string[]} words @param {string} word */
function toggled(words, word) {
  return words.includes(word) ? words.filter((one) => one !== word) : [...words, word];
}

/** @param {Date} date @returns {string} as the field for a time wants it, to the minute */
function localTime(date) {
  return wallClock(date).slice(0, 16);
}
