/**
 * Menerima: read the offer, count what stands here, say what it looks like, show the answer.
 *
 * What is missing or not wanted is refused with its reason in a statement of its own; nothing that
 * was seen is left unsaid.
 */

import { ACCEPTANCE, BOXES_MAX, EARLIER_MAX, OFFER } from "../handover.js";
import { listHash, openOffer, partOf, partsOf, serialiseAcceptance } from "../handover.js";
import { LetterError } from "../letter.js";
import { html, nothing } from "../markup.js";
import { toBase64 } from "../text.js";
import { wallClock } from "../moment.js";
import { REFUSALS, tally } from "./box.js";
import { heard, shown } from "./exchange.js";
import { say } from "./field.js";
import { t } from "./language.js";
import { Parts, earlierOf, signature, takeOver } from "./parcel.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../handover.js").Said} Said */

const TAKEN = "terima";
/** Taken although its seals are damaged. */
const DAMAGED = "terima_rusak";
const FOREIGN = "bukan_kotak_ini";

/** @typedef {import("./post.js").Consignment} Consignment */

/**
 * @param {Desk} desk
 * @param {Consignment} [sent] taken without its giver's phone: on the word of its dispatch alone
 * @returns {import("./desk.js").Screen}
 */
export function taking(desk, sent) {
  const flow = new Taking(desk);
  if (sent === undefined) flow.listen();
  else flow.take(sent);
  return flow;
}

/**
 * List what has come, or is on its way, and nobody has taken yet.
 * @param {Desk} desk
 * @returns {Consignment[]}
 */
export function untaken({ post, place }) {
  return (post?.consignments ?? []).filter(({ state, destination, isSent }) => (
    isSent && ["di_perjalanan", "tiba"].includes(state) && destination === place));
}

class Taking {
  /** @type {"offer" | "count" | "state" | "answer"} */
  step = "offer";
  /** @type {Said[]} */
  offer = [];
  words = "";
  /** Leaves that the giver has shown. @type {Set<string>} */
  there = new Set();
  isSameList = false;
  isClosed = false;
  /** What is done with a box, where it is not the plain thing. @type {Map<string, string>} */
  fate = new Map();
  parts = new Parts();
  /** @type {ReturnType<typeof tally> | null} */
  count = null;
  /** @type {{view: () => unknown, close?: () => void} | null} */
  part = null;

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  title() {
    return t("Menerima", "Receive");
  }

  close() {
    this.isClosed = true;
    this.part?.close?.();
    this.count?.close();
  }

  view() {
    switch (this.step) {
      case "offer": return html`<p>${t("Langkah 1 dari 3: pindai kode penyerah", "Step 1 of 3: scan the giver's code")}</p>
        ${this.part?.view()}`;
      case "count": return this.#counting();
      case "state": return this.#judging();
      default: return html`<p class="verdict good">${t("Tersimpan di ponsel ini", "Kept on this phone")}</p>
        ${this.part === null ? nothing : html`<p>${t("Tunjukkan kode ini kepada penyerah.",
          "Show this code to the giver.")}</p>${this.part.view()}`}
        <button class="go" @click=${() => this.desk.go("jaga")}>${t("Selesai", "Done")}</button>`;
    }
  }

  /** @returns {import("../handover.js").Body} what all parts of the offer share */
  get #first() {
    return /** @type {Said} */ (this.offer[0]).body;
  }

  get #offered() {
    return this.offer.flatMap(({ body }) => /** @type {string[]} */ (body.boxes ?? []));
  }

  /** @param {string} box @returns {string[]} on record */
  #sealsOf(box) {
    return this.desk.post?.boxes.get(box)?.seals ?? [];
  }

  /** Wait for the giver's code. */
  listen() {
    const hint = () => t("Arahkan kamera ke kode di ponsel penyerah.", "Point the camera at the giver's code.");
    this.part = heard(this.desk, OFFER, hint, (bytes) => this.#hear(bytes));
  }

  /** @param {Consignment} sent */
  take({ consignment, from, to, expected, leaf = "" }) {
    const { place } = this.desk;
    const body = { kind: "ConsignmentDispatched", at: "", from, to, place, consignment };
    const parts = partsOf(expected, (box) => this.#sealsOf(box));
    this.#begin(parts.map((boxes, index) => ({
      leaf, journal: "", note: new Uint8Array(),
      body: { ...body, boxes, ...partOf(index, parts.length) },
    })));
  }

  /** @param {Said[]} offer */
  #begin(offer) {
    this.offer = offer;
    this.count = tally(this.desk, `terima ${offer[0]?.leaf}`, this.#offered);
    this.step = "count";
  }

  /** @param {Uint8Array} bytes */
  async #hear(bytes) {
    const { desk } = this;
    const message = await openOffer(bytes, desk.ledger);
    if (message.said.some(({ journal }) => journal === desk.device?.name)) {
      throw new LetterError("own-offer");
    }
    this.words = await takeOver(desk, message);
    this.there = new Set(message.notes.map(({ leaf }) => toBase64(leaf)));
    if (this.isClosed) return; // no camera behind somebody who has left
    this.part?.close?.();
    this.#begin(message.said);
    desk.draw();
  }

  #counting() {
    const { desk } = this;
    const { from, to, consignment } = this.#first;
    const isOurs = ["", to].includes(desk.unit);
    return html`<p>${t("Langkah 2 dari 3: pindai kotaknya", "Step 2 of 3: scan the boxes")}</p>
      <p><b>${this.#offered.length} ${t("kotak", "boxes")}</b> ${t("dari", "from")} ${desk.name(from)}${
        consignment ? html` · ${consignment}` : nothing}<br>
        <span class="soft">${this.words === "" ? t("Menurut catatan keberangkatan.",
          "By the word of its dispatch.") : signature(this.words)}</span></p>
      ${isOurs ? nothing : html`<p class="note">${t("Penawaran ini untuk", "This offer is for")} ${desk.name(to)},
        ${t("bukan untuk", "not for")} ${desk.name(desk.unit)}.</p>`}
      ${this.count?.view()}
      <button class="go" @click=${desk.act(() => this.#judge())}>${t("Lanjut", "Go on")}</button>`;
  }

  async #judge() {
    const found = this.count?.found() ?? [];
    const [theirs, ours] = await Promise.all([listHash(this.#offered), listHash(found)]);
    this.isSameList = theirs === ours;
    this.step = "state";
    scrollTo(0, 0);
  }

  #judging() {
    const { desk, count } = this;
    const missing = count?.missing() ?? [];
    const surplus = count?.surplus() ?? [];
    const taken = count?.taken() ?? [];
    const isSealed = taken.some((box) => this.#sealsOf(box).length > 0);
    return html`<p>${t("Langkah 3 dari 3: keadaan kotak", "Step 3 of 3: what they look like")}</p>
      <p class="verdict ${this.isSameList ? "good" : "bad"}">${this.isSameList
        ? t("Daftar sama dengan penyerah", "The same list as the giver's")
        : t("Daftar berbeda dari penyerah", "Another list than the giver's")}</p>
      <ul class="list">
        ${missing.map((box) => html`<li class="bad"><b>${desk.name(box)}</b>${t("tidak ada di sini", "not here")}</li>`)}
        ${surplus.map((box) => html`<li class="wait"><b>${desk.name(box)}</b>${t("di luar daftar", "not on the list")}
          ${this.#choice(box, FOREIGN, [FOREIGN, TAKEN])}</li>`)}</ul>
      <details><summary>${t("Tolak kotak tertentu", "Refuse certain boxes")}</summary><ul class="list">
        ${taken.map((box) => html`<li><b>${desk.name(box)}</b>
          ${this.#choice(box, TAKEN, [TAKEN, ...(this.#sealsOf(box).length > 0 ? [DAMAGED] : []), ...REFUSALS.slice(0, 4).map(([word]) => word)])}</li>`)}</ul></details>
      <form @submit=${this.#submit}>
        ${isSealed ? radios("seals", t("Segel yang tercatat", "The seals on record"), [
          ["utuh", t("Semua ada dan utuh", "All there and intact")],
          ["", t("Tidak diperiksa", "Not looked at")]])
          : html`<p class="soft">${t("Segelnya belum dikenal di sini.",
            "Their seals are not known here.")}</p>`}
        ${radios("condition", t("Keadaan", "Condition"), [["baik", t("Baik", "Good")],
          ["rusak_ringan", t("Rusak ringan", "Slightly damaged")], ["rusak_berat", t("Rusak berat", "Badly damaged")],
          ["basah", t("Basah", "Wet")]])}
        <button class="go">${t("Tanda tangani", "Sign")}</button>
        <button type="button" @click=${() => this.#back()}>${t("Pindai lagi", "Scan again")}</button></form>`;
  }

  #back() {
    this.step = "count";
    this.desk.draw();
  }

  /**
   * @param {string} box
   * @param {string} usual
   * @param {string[]} words
   */
  #choice(box, usual, words) {
    const chosen = this.fate.get(box) ?? usual;
    const label = (/** @type {string} */ word) => {
      if (word === TAKEN) return t("Terima", "Take it");
      if (word === DAMAGED) return t("Terima, segel rusak", "Take it, seals damaged");
      return `${t("Tolak", "Refuse")}: ${say(REFUSALS, word)}`;
    };
    return html`<select aria-label=${this.desk.name(box)} @change=${(/** @type {Event} */ event) => {
      this.fate.set(box, /** @type {HTMLSelectElement} */ (event.target).value);
    }}>${words.map((word) => html`<option value=${word} ?selected=${word === chosen}>${label(word)}</option>`)}</select>`;
  }

  /** @param {Event} event */
  #submit = (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [seals, condition] = [String(form.get("seals")), String(form.get("condition"))];
    void this.desk.act(() => this.#sign(seals === "utuh", condition))();
  };

  /**
   * @param {boolean} isIntact every seal on record was seen, unharmed
   * @param {string} condition
   */
  async #sign(isIntact, condition) {
    const { desk, count } = this;
    if (count === null) return;
    const at = wallClock(new Date());
    const { from, to, place, consignment } = this.#first;
    const shared = { at, consignment, from, to, place };
    const fateOf = (/** @type {string} */ box) => this.fate.get(box) ?? TAKEN;
    const extra = count.surplus().filter((box) => this.fate.get(box) === TAKEN);
    const seen = (/** @type {string} */ box) => {
      if (fateOf(box) === DAMAGED) return { box, rusak: this.#sealsOf(box) };
      return { box, utuh: isIntact ? this.#sealsOf(box) : [] };
    };
    const found = new Set(count.found());
    /** @type {import("./parcel.js").Part[]} */
    const answers = [];
    const refused = count.surplus().filter((box) => !extra.includes(box))
      .map((box) => ({ box, reason: FOREIGN }));
    for (const [index, { leaf, body }] of this.offer.entries()) {
      const offered = /** @type {string[]} */ (body.boxes ?? []);
      const boxes = offered.filter((box) => found.has(box) && [TAKEN, DAMAGED].includes(fateOf(box)));
      if (index === this.offer.length - 1) boxes.push(...extra);
      const many = body.part === undefined ? {} : { part: body.part, parts: body.parts };
      const fields = { ...shared, of: leaf, boxes: boxes.map(seen), count: boxes.length, ...many, condition };
      if (boxes.length > 0) answers.push(["HandoverAccepted", fields]);
      refused.push(...offered.filter((box) => !boxes.includes(box)).map((box) => (
        { box, reason: found.has(box) ? fateOf(box) : "tidak_ada" })));
    }
    const of = this.offer[0]?.leaf;
    for (let start = 0; start < refused.length; start += BOXES_MAX) {
      const boxes = refused.slice(start, start + BOXES_MAX);
      answers.push(["HandoverRefused", { ...shared, of, boxes }]);
    }
    const said = await this.parts.say(desk, answers);
    await count.forget();
    await this.#show(said);
  }

  /** @param {Said[]} answers */
  async #show(answers) {
    const { desk } = this;
    this.count?.close();
    this.part?.close?.();
    this.part = null;
    this.step = "answer";
    scrollTo(0, 0);
    if (this.words === "") return; // nobody is there to read it
    const of = this.offer.map(({ leaf }) => leaf);
    const earlier = await earlierOf(desk, answers, this.there);
    const bytes = serialiseAcceptance(
      earlier.length > EARLIER_MAX ? [] : earlier, answers, of, desk.ledger);
    this.part = await shown(desk, bytes, ACCEPTANCE);
  }
}

/**
 * @param {string} name
 * @param {string} legend
 * @param {string[][]} choices value and words; none is chosen: nobody says what he did not look at
 */
function radios(name, legend, choices) {
  return html`<fieldset><legend>${legend}</legend><div class="chips">${choices.map(([value, words]) => html`
    <label><input type="radio" name=${name} value=${value} required><span>${words}</span></label>`)}
    </div></fieldset>`;
}
