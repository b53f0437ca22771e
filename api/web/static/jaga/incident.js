/** Kejadian: something out of the ordinary, said in three taps; it is sent before all photographs. */

import { html, nothing } from "../markup.js";
import { wallClock } from "../moment.js";
import { declare } from "./body.js";
import { chips, ticks, time, valued } from "./field.js";
import { t } from "./language.js";
import { photographs } from "./photo.js";

const DRAFT = "draft kejadian";

/** @typedef {import("./field.js").Word} Word */

/** @type {readonly Word[]} */
const INCIDENTS = [
  ["hujan", "Hujan masuk", "Rain came in"],
  ["kebakaran", "Api atau asap", "Fire or smoke"],
  ["pintu", "Pintu, jendela", "Door, window"],
  ["orang_tak_dikenal", "Orang tak dikenal", "Stranger"],
  ["banjir", "Banjir", "Flood"],
  ["listrik_padam", "Listrik padam", "Power cut"],
  ["pencurian", "Barang hilang", "Something missing"],
  ["ancaman", "Ancaman", "Threat"],
  ["kecelakaan", "Kecelakaan", "Accident"],
  ["lain", "Lain-lain", "Something else"],
];
/** @type {readonly Word[]} */
const ACTIONS = [
  ["ditutup", "Ditutup", "Covered, closed"],
  ["dipadamkan", "Dipadamkan", "Put out"],
  ["dipindahkan", "Kotak dipindahkan", "Boxes moved"],
  ["lapor_atasan", "Atasan diberi tahu", "Superior told"],
];
/** @type {readonly Word[]} */
const TRAITS = [
  ["isGrave", "Kejadian menonjol", "Serious"],
  ["hasPeople", "Ada orang di foto", "People in the photo"],
];
/** Kinds that the police would call `menonjol`. */
const GRAVE = ["kebakaran", "banjir", "pencurian", "ancaman", "kecelakaan"];
/** Kinds that are about people: their photographs are never for everybody. */
const OF_PEOPLE = ["orang_tak_dikenal", "ancaman", "kecelakaan"];

/**
 * @param {import("./desk.js").Desk} desk
 * @returns {import("./desk.js").Screen}
 */
export function openIncident(desk) {
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

  /** @param {string} kind */
  function choose(kind) {
    const hasPeople = draft.hasPeople || OF_PEOPLE.includes(kind);
    set({ kind, isGrave: GRAVE.includes(kind), hasPeople });
  }

  async function save() {
    const { kind, isGrave, hasPeople, note, occurred, observed, actions } = draft;
    const { hashes } = photos;
    await declare(desk, "IncidentReported", {
      place: desk.place,
      incident_kind: kind,
      severity: isGrave ? "menonjol" : "biasa",
      occurred: occurred && wallClock(new Date(occurred)),
      observed: wallClock(observed ? new Date(observed) : seen),
      actions,
      photos: hasPeople ? [] : hashes,
      persons: hasPeople && hashes.length > 0 ? { photos: hashes } : null,
      note: note.trim(),
    }, { photos: photos.taken, urgent: true });
    await desk.journal.remember(DRAFT, undefined);
    desk.go("jaga");
  }

  /** @param {"observed" | "occurred"} field @param {string} label */
  const when = (field, label) => time(label, draft[field], (value) => set({ [field]: value }),
    localTime(new Date()));

  const details = () => html`
    ${ticks(t("Tindakan", "What was done"), ACTIONS, draft.actions, (actions) => set({ actions }))}
    <label>${t("Catatan (tertutup)", "Note (sealed)")}
      <textarea rows="3" .value=${draft.note}
        @change=${valued((note) => set({ note }))}></textarea></label>
    ${when("observed", t("Terlihat", "Seen"))}
    ${when("occurred", t("Terjadi (bila tahu)", "Happened (if known)"))}`;

  const traits = () => html`${ticks("", TRAITS,
    [draft.isGrave ? "isGrave" : "", draft.hasPeople ? "hasPeople" : ""], (are) => set({
      isGrave: are.includes("isGrave"), hasPeople: are.includes("hasPeople") }))}
    <p class="soft">${draft.hasPeople
      ? t("Foto tidak terbit.", "The photo is not public.")
      : t("Foto terbit untuk umum. Jangan memotret orang.",
        "The photo is public. Do not photograph people.")}</p>`;

  return {
    title: () => t("Kejadian", "Incident"),
    view: () => html`
      ${chips(t("Apa yang terjadi?", "What happened?"), INCIDENTS, draft.kind, choose)}
      ${draft.kind === "" ? nothing : traits()}
      ${photos.view()}
      <details><summary>${t("Waktu dan rincian", "Times and details")}</summary>${details()}</details>
      <button class="go" ?disabled=${draft.kind === ""} @click=${desk.act(save)}>
        ${t("Simpan", "Save")}</button>`,
  };
}

/** @param {Date} date @returns {string} as the field for a time wants it, to the minute */
function localTime(date) {
  return wallClock(date).slice(0, 16);
}
