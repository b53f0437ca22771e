/** Pindah kotak: a truck leaves or arrives; its boxes are counted one by one against the list. */

import { partOf, partsOf } from "../handover.js";
import { html, nothing } from "../markup.js";
import { wallClock } from "../moment.js";
import { boxList, tally } from "./box.js";
import { finished } from "./field.js";
import { t } from "./language.js";
import { chooser, fromAndPlace, idOf, whoAndWhere } from "./naming.js";
import { Parts } from "./parcel.js";
import { Steps } from "./steps.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./post.js").Consignment} Consignment */

/** @typedef {ReturnType<typeof tally>} Count */

const COMING = ["ditawarkan", "di_perjalanan"];

/**
 * @param {Desk} desk
 * @param {string} [way] `berangkat`, `tiba`, or the choice between them
 * @param {string} [name] of a consignment
 * @returns {import("./desk.js").Screen}
 */
export function openMovement(desk, way, name = "") {
  const known = desk.post?.consignments.find(({ consignment }) => consignment === name);
  if (way === "berangkat") return moving(desk, false, known);
  return way === "tiba" ? moving(desk, true, known) : wayChoice(desk);
}

/** @param {Desk} desk */
function wayChoice(desk) {
  const coming = () => (desk.post?.consignments ?? []).filter(({ state, destination }) => (
    COMING.includes(state) && destination === desk.place));
  return {
    title: () => t("Pindah kotak", "Moving boxes"),
    view: () => html`
      <button class="go" @click=${() => desk.go("pindah", "tiba")}>${t("Truk tiba", "A truck arrives")}</button>
      <button @click=${() => desk.go("pindah", "berangkat")}>${t("Truk berangkat", "A truck leaves")}</button>
      ${coming().length === 0 ? nothing : html`<h2>${t("Menuju ke sini", "On the way here")}</h2>`}
      <ul class="list">${coming().map(({ consignment, from = "", expected, vehicle }) => html`<li class="wait">
        <b>${expected.length} ${t("kotak", "boxes")}, ${desk.name(from)}</b>${vehicle ? desk.name(vehicle) : consignment}
        <button @click=${() => desk.go("pindah", "tiba", consignment)}>${t("Sudah tiba", "It is here")}</button></li>`)}</ul>`,
  };
}

/**
 * @param {Desk} desk
 * @param {boolean} isArrival
 * @param {Consignment} [chosen]
 */
function moving(desk, isArrival, chosen) {
  const flow = new Steps(desk, () => (
    isArrival ? t("Tiba", "Arrival") : t("Berangkat", "Leaving")));
  const parts = new Parts();
  let known = chosen;
  let sides = { from: desk.unit, place: desk.place };
  let /** @type {Record<string, string>} what a truck's papers say */ papers = {};
  let /** @type {string | undefined} when it was signed: the same for every part */ at;
  const expected = () => known?.expected ?? [];

  function asking() {
    const { units = {}, places = {} } = desk.post ?? {};
    const submit = desk.submit((said) => {
      papers = said;
      sides = fromAndPlace(desk, said);
      known ??= desk.post?.consignments.find((one) => one.consignment === said.consignment);
      counting();
    });
    flow.turn({ view: () => html`
      <p>${t("Langkah 1 dari 3: kirimannya", "Step 1 of 3: the consignment")}</p>
      <form @submit=${submit}>${whoAndWhere(desk)}${isArrival ? html`
      <label>${t("Nomor di surat jalan", "Number on the papers")}
        <input name="consignment" required maxlength="128" autocomplete="off"></label>` : html`
      ${chooser("to", t("Kepada", "To"), units, desk.unit)}
      ${chooser("destination", t("Tujuan", "Destination"), places, desk.place)}
      <label>${t("Nomor polisi kendaraan", "Number plate")}
        <input name="vehicle" required maxlength="12" autocomplete="off" autocapitalize="characters"></label>`}
      <button class="go">${t("Lanjut", "Go on")}</button></form>` });
  }

  function counting() {
    const key = `${isArrival ? "tiba" : "berangkat"} ${known?.consignment ?? desk.place}`;
    const count = tally(desk, key, expected());
    flow.turn({ close: count.close, view: () => html`
      <p>${t("Langkah 2 dari 3: pindai kotaknya", "Step 2 of 3: scan the boxes")}</p>${count.view()}
      <button class="go" @click=${() => checking(count)}>${t("Lanjut", "Go on")}</button>` });
  }

  /** @param {Count} count */
  function checking(count) {
    const sign = desk.act(async () => {
      const lots = partsOf(count.found(), () => []);
      const kind = isArrival ? "ConsignmentArrived" : "ConsignmentDispatched";
      await parts.say(desk, lots.map((boxes, index) => [kind, {
        ...fields(), boxes, count: boxes.length, ...partOf(index, lots.length),
      }]));
      await count.forget();
      flow.turn({ view: () => html`${verdict(expected(), count)}
        <p>${t("Tersimpan di ponsel ini", "Kept on this phone")}</p>${finished(desk)}` });
    });
    flow.turn({ view: () => html`
      <p>${t("Langkah 3 dari 3: periksa lalu simpan", "Step 3 of 3: check, then save")}</p>
      ${verdict(expected(), count)}
      ${boxList(desk, t("Tidak ada", "Not there"), count.missing(), true)}
      ${boxList(desk, t("Di luar daftar", "Not on the list"), expected().length > 0 ? count.surplus() : [], true)}
      <button class="go" ?disabled=${count.found().length === 0} @click=${sign}>${t("Simpan", "Save")}</button>
      <button @click=${counting}>${t("Pindai lagi", "Scan again")}</button>` });
  }

  function fields() {
    const { from, place } = sides;
    at ??= wallClock(new Date());
    const consignment = known?.consignment ?? papers.consignment;
    if (isArrival) return { at, consignment, of: known?.isSent ? known.leaf : undefined, place };
    const [area] = place.split("/");
    const { to = "", destination = "", vehicle = "" } = papers;
    return {
      at,
      consignment: consignment ?? `${place}/${at.slice(0, 19).replace(/\D/g, "")}`,
      from,
      to: idOf(desk.post?.units, to),
      origin: place,
      destination: idOf(desk.post?.places, destination),
      vehicle: `${area}/KEND-${vehicle.toUpperCase().replace(/[^0-9A-Z]/g, "")}`,
    };
  }

  if (isArrival && known !== undefined) counting();
  else asking();
  return flow;
}

/**
 * @param {string[]} expected
 * @param {Count} count
 */
function verdict(expected, count) {
  const [found, missing] = [count.found().length, count.missing().length];
  const isWhole = missing === 0 && (expected.length === 0 || found === expected.length);
  return html`<p class="verdict ${isWhole ? "good" : "bad"}">${expected.length > 0
    ? `${count.taken().length}/${expected.length}` : found} ${t("kotak", "boxes")}${
    missing > 0 ? html`, ${missing} ${t("tidak ada", "not there")}` : nothing}</p>`;
}
