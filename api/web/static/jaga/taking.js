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
import { finished, say, valued } from "./field.js";
import { t } from "./language.js";
import { Parts, earlierOf, signature, takeOver } from "./parcel.js";
import { Steps } from "./steps.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../handover.js").Said} Said */

const TAKEN = "terima";
/** Taken although its seals are damaged. */
const DAMAGED = "terima_rusak";
const FOREIGN = "bukan_kotak_ini";

/** @typedef {import("./post.js").Consignment} Consignment */
/** @typedef {ReturnType<typeof tally>} Count */

/**
 * @param {Desk} desk
 * @param {Consignment} [sent] taken without its giver's phone: on the word of its dispatch alone
 * @returns {import("./desk.js").Screen}
 */
export function taking(desk, sent) {
  const flow = new Steps(desk, () => t("Menerima", "Receive"));
  const parts = new Parts();
  /** What is done with a box, where it is not the plain thing. @type {Map<string, string>} */
  const fate = new Map();
  let /** @type {Said[]} */ offer = [];
  let words = ""; // what the offer's signature is worth
  let /** @type {Set<string>} */ there = new Set(); // leaves that the giver has shown

  const sealsOf = (/** @type {string} */ box) => desk.post?.boxes.get(box)?.seals ?? [];
  const offered = () => offer.flatMap(({ body }) => /** @type {string[]} */ (body.boxes ?? []));
  /** @returns {import("../handover.js").Body} what all parts of the offer share */
  const first = () => /** @type {Said} */ (offer[0]).body;

  /** Wait for the giver's code. */
  function listen() {
    const scan = heard(desk, OFFER, async (bytes) => {
      const message = await openOffer(bytes, desk.ledger);
      if (message.said.some(({ journal }) => journal === desk.device?.name)) {
        throw new LetterError("own-offer");
      }
      words = await takeOver(desk, message);
      there = new Set(message.notes.map(({ leaf }) => toBase64(leaf)));
      offer = message.said;
      counting();
    });
    flow.turn({ close: scan.close, view: () => html`
      <p>${t("Langkah 1 dari 3: pindai kode penyerah", "Step 1 of 3: scan the giver's code")}</p>
      ${scan.view()}` });
  }

  /** @param {Consignment} sent */
  function take({ consignment, from, to, expected, leaf = "" }) {
    const { place } = desk;
    const body = { kind: "ConsignmentDispatched", at: "", from, to, place, consignment };
    const lots = partsOf(expected, sealsOf);
    offer = lots.map((boxes, index) => ({
      leaf, journal: "", note: new Uint8Array(),
      body: { ...body, boxes, ...partOf(index, lots.length) },
    }));
    counting();
  }

  function counting() {
    const { from, to, consignment } = first();
    const isOurs = ["", to].includes(desk.unit);
    const count = tally(desk, `terima ${offer[0]?.leaf}`, offered());
    const judge = desk.act(async () => {
      const [theirs, ours] = await Promise.all([offered(), count.found()].map(listHash));
      judging(count, theirs === ours);
    });
    flow.turn({ close: count.close, view: () => html`
      <p>${t("Langkah 2 dari 3: pindai kotaknya", "Step 2 of 3: scan the boxes")}</p>
      <p><b>${offered().length} ${t("kotak", "boxes")}</b> ${t("dari", "from")} ${desk.name(from)}${
        consignment ? html` · ${consignment}` : nothing}<br>
        <span class="soft">${words === "" ? t("Menurut catatan keberangkatan.",
          "By the word of its dispatch.") : signature(words)}</span></p>
      ${isOurs ? nothing : html`<p class="note">${t("Untuk", "For")} ${desk.name(to)},
        ${t("bukan untuk", "not for")} ${desk.name(desk.unit)}.</p>`}
      ${count.view()}
      <button class="go" @click=${judge}>${t("Lanjut", "Go on")}</button>` });
  }

  /**
   * @param {Count} count
   * @param {boolean} isSameList
   */
  function judging(count, isSameList) {
    const taken = count.taken();
    const isSealed = taken.some((box) => sealsOf(box).length > 0);
    const submit = desk.submit(({ seals, condition = "" }) => (
      sign(count, seals === "utuh", condition)));
    flow.turn({ view: () => html`
      <p>${t("Langkah 3 dari 3: keadaan kotak", "Step 3 of 3: what they look like")}</p>
      <p class="verdict ${isSameList ? "good" : "bad"}">${isSameList
        ? t("Daftar sama dengan penyerah", "The same list as the giver's")
        : t("Daftar berbeda dari penyerah", "Another list than the giver's")}</p>
      <ul class="list">
        ${count.missing().map((box) => html`<li class="bad"><b>${desk.name(box)}</b>${t("tidak ada di sini", "not here")}</li>`)}
        ${count.surplus().map((box) => html`<li class="wait"><b>${desk.name(box)}</b>${t("di luar daftar", "not on the list")}
          ${fateOf(box, [FOREIGN, TAKEN])}</li>`)}</ul>
      <details><summary>${t("Tolak kotak tertentu", "Refuse certain boxes")}</summary><ul class="list">
        ${taken.map((box) => html`<li><b>${desk.name(box)}</b>
          ${fateOf(box, [TAKEN, ...(sealsOf(box).length > 0 ? [DAMAGED] : []),
            ...REFUSALS.slice(0, 4).map(([word]) => word)])}</li>`)}</ul></details>
      <form @submit=${submit}>
        ${isSealed ? radios("seals", t("Segel yang tercatat", "The seals on record"), [
          ["utuh", t("Semua ada dan utuh", "All there and intact")],
          ["", t("Tidak diperiksa", "Not looked at")]])
          : html`<p class="soft">${t("Segelnya belum dikenal di sini.", "The seals are not known here.")}</p>`}
        ${radios("condition", t("Keadaan", "Condition"), [["baik", t("Baik", "Good")],
          ["rusak_ringan", t("Rusak ringan", "Slightly damaged")], ["rusak_berat", t("Rusak berat", "Badly damaged")],
          ["basah", t("Basah", "Wet")]])}
        <button class="go">${t("Tanda tangani", "Sign")}</button>
        <button type="button" @click=${counting}>${t("Pindai lagi", "Scan again")}</button></form>` });
  }

  /** @type {(box: string, words: string[]) => unknown} a choice; the first is the usual one */
  function fateOf(box, words) {
    const label = (/** @type {string} */ word) => {
      if (word === TAKEN) return t("Terima", "Take it");
      if (word === DAMAGED) return t("Terima, segel rusak", "Take it, seals damaged");
      return `${t("Tolak", "Refuse")}: ${say(REFUSALS, word)}`;
    };
    return html`<select aria-label=${desk.name(box)}
      @change=${valued((word) => fate.set(box, word))}>${words.map((word, place) => html`
      <option value=${word} ?selected=${fate.has(box) ? fate.get(box) === word : place === 0}>${label(word)}</option>`)}</select>`;
  }

  /**
   * @param {Count} count
   * @param {boolean} isIntact every seal on record was seen, unharmed
   * @param {string} condition
   */
  async function sign(count, isIntact, condition) {
    const { from, to, place, consignment } = first();
    const shared = { at: wallClock(new Date()), consignment, from, to, place };
    const found = new Set(count.found());
    const extra = count.surplus().filter((box) => fate.get(box) === TAKEN);
    const seen = (/** @type {string} */ box) => (fate.get(box) === DAMAGED
      ? { box, rusak: sealsOf(box) } : { box, utuh: isIntact ? sealsOf(box) : [] });
    const /** @type {import("./parcel.js").Part[]} */ answers = [];
    const refused = count.surplus().filter((box) => !extra.includes(box))
      .map((box) => ({ box, reason: FOREIGN }));
    for (const [index, { leaf, body }] of offer.entries()) {
      const meant = /** @type {string[]} */ (body.boxes ?? []);
      const boxes = meant.filter((box) => (
        found.has(box) && [TAKEN, DAMAGED].includes(fate.get(box) ?? TAKEN)));
      if (index === offer.length - 1) boxes.push(...extra);
      const { part, parts: of } = body;
      const fields = { ...shared, of: leaf, boxes: boxes.map(seen), count: boxes.length,
        part, parts: of, condition };
      if (boxes.length > 0) answers.push(["HandoverAccepted", fields]);
      refused.push(...meant.filter((box) => !boxes.includes(box)).map((box) => (
        { box, reason: found.has(box) ? (fate.get(box) ?? "") : "tidak_ada" })));
    }
    const of = offer[0]?.leaf;
    for (let start = 0; start < refused.length; start += BOXES_MAX) {
      const boxes = refused.slice(start, start + BOXES_MAX);
      answers.push(["HandoverRefused", { ...shared, of, boxes }]);
    }
    const said = await parts.say(desk, answers);
    await count.forget();
    show(said);
  }

  /** @param {Said[]} answers */
  function show(answers) {
    const write = async () => {
      const earlier = await earlierOf(desk, answers, there);
      return serialiseAcceptance(earlier.length > EARLIER_MAX ? [] : earlier, answers,
        offer.map(({ leaf }) => leaf), desk.ledger);
    };
    // without the giver nobody is there to read it
    const slide = words === "" ? null : shown(desk, write(), ACCEPTANCE);
    flow.turn({ close: slide?.close, view: () => html`
      <p class="verdict good">${t("Tersimpan di ponsel ini", "Kept on this phone")}</p>
      ${slide ? html`<p>${t("Tunjukkan kode ini kepada penyerah.",
        "Show this code to the giver.")}</p>${slide.view()}` : nothing}${finished(desk)}` });
  }

  if (sent === undefined) listen();
  else take(sent);
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
