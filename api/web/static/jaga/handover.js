/**
 * Serah terima: boxes change hands between two phones, neither of which needs a network.
 *
 * Who gives says what, shows it, and reads the answer. The signed offer stays open on this phone
 * until it is answered, so the code can be shown again after the app was closed.
 */

import { ACCEPTANCE, EARLIER_MAX, OFFER } from "../handover.js";
import { openAcceptance, partOf, partsOf, serialiseOffer } from "../handover.js";
import { LetterError } from "../letter.js";
import { html, nothing } from "../markup.js";
import { wallClock } from "../moment.js";
import { REFUSALS, boxList, tally } from "./box.js";
import { heard, shown } from "./exchange.js";
import { chips, say } from "./field.js";
import { chooser, fromAndPlace, idOf, whoAndWhere } from "./naming.js";
import { t } from "./language.js";
import { Parts, earlierOf, saidOf, signature, takeOver } from "./parcel.js";
import { taking, untaken } from "./taking.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../handover.js").Said} Said */

/**
 * @param {Desk} desk
 * @param {string} [side] `beri`, `terima`, or the choice between them
 * @param {string} [leaf] of an offer to be shown again, or the name of a consignment to be taken
 * @returns {import("./desk.js").Screen}
 */
export function openHandover(desk, side, leaf) {
  if (side === "beri") return giving(desk, leaf);
  if (side !== "terima") return sideChoice(desk);
  return taking(desk, untaken(desk).find(({ consignment }) => consignment === leaf));
}

/** @param {Desk} desk */
function sideChoice(desk) {
  const waiting = () => ownOffers(desk).map((said) => html`<li class="wait">
    <b>${boxCount(said)}</b>${t("kepada", "to")} ${desk.name(said[0]?.body.to)}, ${t("belum dibalas",
      "not answered yet")}
    <button @click=${() => desk.go("serah", "beri", said[0]?.leaf ?? "")}>
      ${t("Tampilkan kode lagi", "Show the code again")}</button></li>`);
  return {
    title: () => t("Serah terima", "Handover"),
    view: () => html`<p>${t(
      "Dua ponsel saling memindai, tanpa sinyal.",
      "Two phones scan each other, without a signal.")}</p>
      <button class="go" @click=${() => desk.go("serah", "terima")}>${t("Saya menerima", "I receive")}</button>
      <button @click=${() => desk.go("serah", "beri")}>${t("Saya menyerahkan", "I hand over")}</button>
      <ul class="list">${waiting()}${untaken(desk).map(({ consignment, from = "", expected }) => html`
        <li class="wait"><b>${expected.length} ${t("kotak", "boxes")}, ${desk.name(from)}</b>
        ${t("dikirim ke sini, belum diterima", "sent here, not taken yet")}
        <button @click=${() => desk.go("serah", "terima", consignment)}>
        ${t("Terima tanpa ponsel penyerah", "Receive without the giver's phone")}</button></li>`)}</ul>
      <a class="button" href="#/sahkan">${t("Sahkan catatan orang lain", "Endorse somebody's entry")}</a>`,
  };
}

/**
 * @param {Desk} desk
 * @param {string} [leaf]
 */
function giving(desk, leaf) {
  const flow = new Giving(desk);
  const again = ownOffers(desk).find((said) => said.some((one) => one.leaf === leaf));
  if (again !== undefined) void flow.show(again);
  return flow;
}

class Giving {
  /** @type {"what" | "code" | "answer" | "end"} */
  step = "what";
  consignment = "";
  /** @type {ReturnType<typeof tally> | null} */
  count = null;
  /** @type {{view: () => unknown, close?: () => void} | null} */
  part = null;
  /** @type {Said[]} */
  offer = [];
  /** @type {Said[]} */
  answer = [];
  words = "";
  isCrowded = false;
  isClosed = false;
  parts = new Parts();

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  title() {
    return t("Serahkan", "Hand over");
  }

  close() {
    this.isClosed = true;
    this.count?.close();
    this.part?.close?.();
  }

  view() {
    switch (this.step) {
      case "what": return this.#what();
      case "code": return html`<p>${t("Langkah 2 dari 3", "Step 2 of 3")} ·
        <b>${boxCount(this.offer)}</b> ${t("kepada", "to")} ${this.desk.name(this.offer[0]?.body.to)}</p>
        <p>${t("Tunjukkan kode ini kepada penerima.", "Show this code to the receiver.")}</p>
        ${this.part?.view()}
        ${this.isCrowded ? html`<p class="note">${t(
          "Terlalu banyak catatan belum terkirim: penerima tidak dapat mengirimkannya.",
          "Too many entries are unsent: the receiver cannot send them.")}</p>` : nothing}
        <button class="go" @click=${() => this.#listen()}>${t("Pindai kode balasan", "Scan the answer")}</button>`;
      case "answer": return html`<p>${t("Langkah 3 dari 3: pindai kode balasan", "Step 3 of 3: scan the answer")}</p>${this.part?.view()}
        <button @click=${() => void this.show(this.offer)}>${t("Tampilkan kode lagi", "Show the code again")}</button>`;
      default: return this.#end();
    }
  }

  /** Boxes that this phone knows to stand here, of the chosen consignment or all. */
  #boxes() {
    const { desk, consignment } = this;
    const all = [...(desk.post?.boxes.values() ?? [])];
    const isMine = all.some(({ holder, place }) => holder === desk.unit && place === desk.place);
    const listed = consignment === "" ? null
      : new Set(desk.post?.consignments.find((one) => one.consignment === consignment)?.expected);
    return all.filter(({ box, place, holder }) => place === desk.place
      && (listed === null || listed.has(box)) && (!isMine || holder === desk.unit))
      .map(({ box }) => box).sort();
  }

  #chosen() {
    return this.count === null ? this.#boxes() : this.count.found();
  }

  #what() {
    const { desk } = this;
    const boxes = this.#chosen();
    const known = (desk.post?.consignments ?? []).filter(({ state, consignment, leaf }) => (
      state === "ditawarkan" && consignment !== leaf)); // a nameless offer goes by its leaf
    const to = known.find(({ consignment }) => consignment === this.consignment)?.to;
    const named = known.map(({ consignment }) => (
      /** @type {import("./field.js").Word} */ ([consignment, consignment, consignment])));
    const choose = (/** @type {string} */ name) => {
      this.consignment = name;
      this.#uncount();
    };
    return html`<p>${t("Langkah 1 dari 3: apa dan kepada siapa", "Step 1 of 3: what, and to whom")}</p>
      ${known.length === 0 ? nothing : chips(t("Apa yang diserahkan", "What is handed over"),
        [["", "Semua kotak di sini", "All boxes here"], ...named], this.consignment, choose)}
      ${this.count === null ? html`<p class="count">${boxes.length} ${t("kotak", "boxes")}</p>
        ${boxList(desk, t("Daftar kotak", "List of boxes"), boxes)}` : this.count.view()}
      ${this.count === null
        ? html`<button type="button" @click=${() => this.#recount()}>${t("Hitung dengan memindai", "Count by scanning")}</button>`
        : html`<button type="button" @click=${() => this.#uncount()}>${t("Pakai hitungan ponsel", "Use the phone's count")}</button>`}
      <form @submit=${this.#submit}>${whoAndWhere(desk)}
      ${chooser("to", t("Diserahkan kepada", "Handed to"), desk.post?.units, desk.unit, to && desk.name(to))}
      <button class="go" ?disabled=${boxes.length === 0}>${t("Tanda tangani", "Sign")}</button></form>`;
  }

  #recount() {
    const { desk } = this;
    this.count = tally(desk, `serah ${desk.place}`, this.#boxes());
    desk.draw();
  }

  #uncount() {
    this.count?.close();
    this.count = null;
    this.desk.draw();
  }

  /** @param {Event} event */
  #submit = (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const to = idOf(this.desk.post?.units, String(form.get("to")).trim());
    const sides = { ...fromAndPlace(this.desk, form), to };
    void this.desk.act(() => this.#sign(sides))();
  };

  /** @param {{from: string, to: string, place: string}} sides */
  async #sign({ from, to, place }) {
    const { desk, consignment } = this;
    const sealsOf = (/** @type {string} */ box) => desk.post?.boxes.get(box)?.seals ?? [];
    const parts = partsOf(this.#chosen(), sealsOf);
    const at = wallClock(new Date());
    const offer = await this.parts.say(desk, parts.map((boxes, index) => ["HandoverOffered", {
      at, consignment, from, to, place, boxes, count: boxes.length,
      ...partOf(index, parts.length),
    }]));
    await this.count?.forget();
    this.#uncount();
    await this.show(offer);
  }

  /**
   * Show an offer's code.
   * @param {Said[]} offer
   */
  async show(offer) {
    const { desk } = this;
    const earlier = await earlierOf(desk, offer);
    this.isCrowded = earlier.length > EARLIER_MAX;
    const bytes = await serialiseOffer(this.isCrowded ? [] : earlier, offer, desk.ledger);
    this.part?.close?.();
    this.part = await shown(desk, bytes, OFFER);
    if (this.isClosed) this.part.close?.();
    this.offer = offer;
    this.step = "code";
    desk.draw();
  }

  #listen() {
    const { desk } = this;
    this.part?.close?.();
    const hint = () => t("Arahkan kamera ke layar penerima.", "Point the camera at the receiver's screen.");
    this.part = heard(desk, ACCEPTANCE, hint, async (bytes) => {
      const message = await openAcceptance(bytes, desk.ledger);
      const leaves = this.offer.map(({ leaf }) => leaf);
      if (!message.of.some((leaf) => leaves.includes(leaf))) throw new LetterError("other-offer");
      this.words = await takeOver(desk, message);
      this.answer = message.said;
      this.part?.close?.();
      this.step = "end";
      desk.draw();
    });
    this.step = "answer";
    desk.draw();
  }

  #end() {
    const { desk } = this;
    const accepted = this.answer.filter(({ body }) => body.kind === "HandoverAccepted")
      .flatMap(({ body }) => body.boxes);
    const refused = this.answer.filter(({ body }) => body.kind === "HandoverRefused")
      .flatMap(({ body }) => body.boxes);
    const isWhole = refused.length === 0;
    return html`<p class="verdict ${isWhole ? "good" : "bad"}">${accepted.length} ${t("kotak diterima", "boxes taken")}${
      isWhole ? nothing : html`,<br>${refused.length} ${t("tidak", "not")}`}</p>
      <ul class="list">${refused.map(({ box, reason: why }) => html`<li class="wait"><b>${desk.name(box)}</b>${say(REFUSALS, why)}</li>`)}</ul>
      <p class="soft">${signature(this.words)}</p>
      <p>${t("Catatannya kini ada juga di ponsel ini.", "Its entry is on this phone too.")}</p>
      <button class="go" @click=${() => desk.go("jaga")}>${t("Selesai", "Done")}</button>`;
  }
}

/** @param {Said[]} said */
function boxCount(said) {
  return `${said.reduce((sum, { body }) => sum + body.count, 0)} ${t("kotak", "boxes")}`;
}

/**
 * Offers that this phone has signed and nobody has answered, the parts of each together.
 * @param {Desk} desk
 * @returns {Said[][]}
 */
function ownOffers(desk) {
  /** @type {Map<string, Said[]>} */
  const groups = new Map();
  for (const { body, entry } of desk.post?.offers ?? []) {
    if (entry === undefined) continue;
    const key = `${body.at} ${body.to}`;
    groups.set(key, [...(groups.get(key) ?? []), saidOf(desk, entry)]);
  }
  return [...groups.values()];
}
