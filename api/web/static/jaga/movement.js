/** Pindah kotak: a truck leaves or arrives; its boxes are counted one by one against the list. */

import { partOf, partsOf } from "../handover.js";
import { html, nothing } from "../markup.js";
import { wallClock } from "../moment.js";
import { boxList, tally } from "./box.js";
import { t } from "./language.js";
import { chooser, fromAndPlace, idOf, whoAndWhere } from "./naming.js";
import { Parts } from "./parcel.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./post.js").Consignment} Consignment */

/** What a truck's papers say, as the form gives it. @typedef {Record<string, string>} Papers */

const COMING = ["ditawarkan", "di_perjalanan"];

/**
 * @param {Desk} desk
 * @param {string} [way] `berangkat`, `tiba`, or the choice between them
 * @param {string} [name] of a consignment
 * @returns {import("./desk.js").Screen}
 */
export function openMovement(desk, way, name = "") {
  const known = desk.post?.consignments.find(({ consignment }) => consignment === name);
  if (way === "berangkat") return new Movement(desk, false, known);
  return way === "tiba" ? new Movement(desk, true, known) : wayChoice(desk);
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
      ${coming().length === 0 ? nothing : html`<h2>${t("Sedang menuju ke sini", "On the way here")}</h2>`}
      <ul class="list">${coming().map(({ consignment, from = "", expected, vehicle }) => html`<li class="wait">
        <b>${expected.length} ${t("kotak", "boxes")}, ${desk.name(from)}</b>${vehicle ? desk.name(vehicle) : consignment}
        <button @click=${() => desk.go("pindah", "tiba", consignment)}>${t("Sudah tiba", "It is here")}</button></li>`)}</ul>`,
  };
}

class Movement {
  /** @type {"papers" | "count" | "check" | "end"} */
  step;
  /** @type {ReturnType<typeof tally> | null} */
  count = null;
  parts = new Parts();
  /** @type {Papers} */
  papers = {};
  /** When it was signed: the same for every part. @type {string | undefined} */
  at;

  /**
   * @param {Desk} desk
   * @param {boolean} isArrival
   * @param {Consignment} [known]
   */
  constructor(desk, isArrival, known) {
    this.desk = desk;
    this.sides = { from: desk.unit, place: desk.place };
    this.isArrival = isArrival;
    this.known = known;
    this.expected = known?.expected ?? [];
    this.step = "papers";
    if (isArrival && known !== undefined) this.#begin();
  }

  title() {
    return this.isArrival ? t("Tiba", "Arrival") : t("Berangkat", "Leaving");
  }

  close() {
    this.count?.close();
  }

  view() {
    const { desk, count } = this;
    switch (this.step) {
      case "papers": return html`<p>${t("Langkah 1 dari 3: kirimannya", "Step 1 of 3: the consignment")}</p>
        <form @submit=${this.#submit}>${whoAndWhere(desk)}${this.isArrival ? this.#which() : this.#where()}
        <button class="go">${t("Lanjut, pindai kotak", "Go on, scan the boxes")}</button></form>`;
      case "count": return html`<p>${t("Langkah 2 dari 3: pindai kotaknya", "Step 2 of 3: scan the boxes")}</p>
        ${count?.view()}
        <button class="go" @click=${() => this.#go("check")}>${t("Lanjut", "Go on")}</button>`;
      case "check": return html`<p>${t("Langkah 3 dari 3: periksa lalu simpan", "Step 3 of 3: check, then save")}</p>
        ${this.#verdict()}
        ${boxList(desk, t("Tidak ada", "Not there"), count?.missing() ?? [], true)}
        ${boxList(desk, t("Di luar daftar", "Not on the list"), this.expected.length > 0 ? (count?.surplus() ?? []) : [], true)}
        <button class="go" ?disabled=${count?.found().length === 0}
          @click=${desk.act(() => this.#sign())}>${t("Simpan", "Save")}</button>
        <button @click=${() => this.#go("count")}>${t("Pindai lagi", "Scan again")}</button>`;
      default: return html`${this.#verdict()}<p>${t("Tersimpan di ponsel ini.", "Kept on this phone.")}</p>
        <button class="go" @click=${() => desk.go("jaga")}>${t("Selesai", "Done")}</button>`;
    }
  }

  /** Which consignment has come, where it was not chosen before. */
  #which() {
    return html`<label>${t("Nomor kiriman di surat jalan", "Consignment number on the papers")}
      <input name="consignment" required maxlength="128" autocomplete="off"></label>`;
  }

  #where() {
    const { desk } = this;
    const { units = {}, places = {} } = desk.post ?? {};
    return html`
      ${chooser("to", t("Kepada", "To"), units, desk.unit)}
      ${chooser("destination", t("Tujuan", "Destination"), places, desk.place)}
      <label>${t("Nomor polisi kendaraan", "Number plate")}
        <input name="vehicle" required maxlength="12" autocomplete="off" autocapitalize="characters"></label>`;
  }

  #verdict() {
    const { expected, count } = this;
    const found = count?.found().length ?? 0;
    const [missing, have] = [count?.missing().length ?? 0, count?.taken().length ?? 0];
    const isWhole = missing === 0 && (expected.length === 0 || found === expected.length);
    return html`<p class="verdict ${isWhole ? "good" : "bad"}">${expected.length > 0
      ? `${have}/${expected.length}` : found} ${t("kotak", "boxes")}${
      missing > 0 ? html`, ${missing} ${t("tidak ada", "not there")}` : nothing}</p>`;
  }

  /** @param {"papers" | "count" | "check" | "end"} step */
  #go(step) {
    this.step = step;
    scrollTo(0, 0);
    this.desk.draw();
  }

  /** @param {Event} event */
  #submit = (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.papers = Object.fromEntries([...form].map(([name, value]) => [name, String(value).trim()]));
    this.sides = fromAndPlace(this.desk, form);
    const { consignment } = this.papers;
    this.known ??= this.desk.post?.consignments.find((one) => one.consignment === consignment);
    this.expected = this.known?.expected ?? [];
    this.#begin();
  };

  #begin() {
    const { desk } = this;
    const key = `${this.isArrival ? "tiba" : "berangkat"} ${this.known?.consignment ?? desk.place}`;
    this.count = tally(desk, key, this.expected);
    this.#go("count");
  }

  async #sign() {
    const { desk, count } = this;
    const lots = partsOf(count?.found() ?? [], () => []);
    const kind = this.isArrival ? "ConsignmentArrived" : "ConsignmentDispatched";
    await this.parts.say(desk, lots.map((boxes, index) => [kind, {
      ...this.#fields(), boxes, count: boxes.length, ...partOf(index, lots.length),
    }]));
    await count?.forget();
    count?.close();
    this.#go("end");
  }

  #fields() {
    const { desk, known, papers } = this;
    const { from, place } = this.sides;
    this.at ??= wallClock(new Date());
    const { at } = this;
    if (this.isArrival) {
      const consignment = known?.consignment ?? papers.consignment;
      return { at, consignment, of: known?.isSent ? known.leaf : undefined, place };
    }
    const [area] = place.split("/");
    const { to = "", destination = "", vehicle = "" } = papers;
    return {
      at,
      consignment: known?.consignment ?? `${place}/${at.slice(0, 19).replace(/\D/g, "")}`,
      from,
      to: idOf(desk.post?.units, to),
      origin: place,
      destination: idOf(desk.post?.places, destination),
      vehicle: `${area}/KEND-${vehicle.toUpperCase().replace(/[^0-9A-Z]/g, "")}`,
    };
  }
}
