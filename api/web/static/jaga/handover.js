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
import { chips, finished, say } from "./field.js";
import { t } from "./language.js";
import { chooser, fromAndPlace, idOf, whoAndWhere } from "./naming.js";
import { Parts, earlierOf, saidOf, signature, takeOver } from "./parcel.js";
import { Steps } from "./steps.js";
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
    <b>${boxCount(said)}</b>${t("kepada", "to")} ${desk.name(said[0]?.body.to)}, ${t("belum dijawab",
      "not answered yet")}
    <button @click=${() => desk.go("serah", "beri", said[0]?.leaf ?? "")}>
      ${t("Tampilkan kode lagi", "Show the code again")}</button></li>`);
  return {
    title: () => t("Serah terima", "Handover"),
    view: () => html`
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
  const flow = new Steps(desk, () => t("Serahkan", "Hand over"));
  const parts = new Parts();

  /** What is handed over, and to whom. @returns {import("./steps.js").Step} */
  function what() {
    let consignment = "";
    let /** @type {ReturnType<typeof tally> | null} */ count = null;
    const uncount = () => {
      count?.close();
      count = null;
      desk.draw();
    };
    const recount = () => {
      count = tally(desk, `serah ${desk.place}`, boxesOf(desk, consignment));
      desk.draw();
    };
    const chosen = () => count?.found() ?? boxesOf(desk, consignment);

    const submit = desk.submit(async (said) => {
      const { from, place } = fromAndPlace(desk, said);
      const to = idOf(desk.post?.units, said.to);
      const sealsOf = (/** @type {string} */ box) => desk.post?.boxes.get(box)?.seals ?? [];
      const lots = partsOf(chosen(), sealsOf);
      const at = wallClock(new Date());
      const offer = await parts.say(desk, lots.map((boxes, index) => ["HandoverOffered", {
        at, consignment, from, to, place, boxes, count: boxes.length,
        ...partOf(index, lots.length),
      }]));
      await count?.forget();
      show(offer);
    });

    return { close: () => count?.close(), view: () => {
      const boxes = chosen();
      const known = (desk.post?.consignments ?? []).filter((one) => (
        one.state === "ditawarkan" && one.consignment !== one.leaf)); // a nameless one goes by its leaf
      const to = known.find((one) => one.consignment === consignment)?.to;
      return html`<p>${t("Langkah 1 dari 3: apa dan kepada siapa", "Step 1 of 3: what, and to whom")}</p>
        ${known.length === 0 ? nothing : chips(t("Apa yang diserahkan", "What is handed over"),
          [["", "Semua kotak di sini", "All boxes here"], ...known.map((one) => (
            /** @type {import("./field.js").Word} */ ([one.consignment, one.consignment, one.consignment])))],
          consignment, (name) => {
            consignment = name;
            uncount();
          })}
        ${count?.view() ?? html`<p class="count">${boxes.length} ${t("kotak", "boxes")}</p>
          ${boxList(desk, t("Daftar kotak", "List of boxes"), boxes)}`}
        <button @click=${count ? uncount : recount}>${count
          ? t("Pakai hitungan ponsel", "Use the phone's count")
          : t("Hitung dengan memindai", "Count by scanning")}</button>
        <form @submit=${submit}>${whoAndWhere(desk)}
        ${chooser("to", t("Diserahkan kepada", "Handed to"), desk.post?.units, desk.unit, to && desk.name(to))}
        <button class="go" ?disabled=${boxes.length === 0}>${t("Tanda tangani", "Sign")}</button></form>`;
    } };
  }

  /** Show an offer's code. @param {Said[]} offer */
  function show(offer) {
    let isCrowded = false;
    const write = async () => {
      const earlier = await earlierOf(desk, offer);
      isCrowded = earlier.length > EARLIER_MAX;
      return serialiseOffer(isCrowded ? [] : earlier, offer, desk.ledger);
    };
    const slide = shown(desk, write(), OFFER);
    flow.turn({ close: slide.close, view: () => html`<p>${t("Langkah 2 dari 3", "Step 2 of 3")} ·
      <b>${boxCount(offer)}</b> ${t("kepada", "to")} ${desk.name(offer[0]?.body.to)}</p>
      <p>${t("Tunjukkan kode ini kepada penerima.", "Show this code to the receiver.")}</p>
      ${slide.view()}
      ${isCrowded ? html`<p class="note">${t(
        "Terlalu banyak catatan belum terkirim: kirim sendiri.",
        "Too many entries are unsent: send them yourself.")}</p>` : nothing}
      <button class="go" @click=${() => listen(offer)}>${t("Pindai jawaban", "Scan the answer")}</button>` });
  }

  /** @param {Said[]} offer */
  function listen(offer) {
    const scan = heard(desk, ACCEPTANCE, async (bytes) => {
      const message = await openAcceptance(bytes, desk.ledger);
      if (!offer.some(({ leaf }) => message.of.includes(leaf))) throw new LetterError("other-offer");
      const words = await takeOver(desk, message);
      flow.turn({ view: () => answered(desk, message.said, words) });
    });
    flow.turn({ close: scan.close, view: () => html`
      <p>${t("Langkah 3 dari 3: pindai jawaban", "Step 3 of 3: scan the answer")}</p>${scan.view()}
      <button @click=${() => show(offer)}>${t("Tampilkan kode lagi", "Show the code again")}</button>` });
  }

  const again = ownOffers(desk).find((said) => said.some((one) => one.leaf === leaf));
  if (again) show(again);
  else flow.turn(what());
  return flow;
}

/**
 * List the boxes that this phone knows to stand here.
 * @param {Desk} desk
 * @param {string} consignment of which they are; of any, if it has no name
 */
function boxesOf({ post, place: here, unit }, consignment) {
  const all = [...(post?.boxes.values() ?? [])]
    .filter(({ place, state }) => place === here && state !== "dimusnahkan");
  const isMine = all.some(({ holder }) => holder === unit);
  const listed = post?.consignments.find((one) => one.consignment === consignment)?.expected;
  return all.filter(({ box, holder }) => (listed?.includes(box) ?? true)
    && (!isMine || holder === unit))
    .map(({ box }) => box).sort();
}

/**
 * @param {Desk} desk
 * @param {Said[]} answer
 * @param {string} words what its signature is worth
 */
function answered(desk, answer, words) {
  const boxesIn = (/** @type {string} */ kind) => answer
    .filter(({ body }) => body.kind === kind).flatMap(({ body }) => body.boxes);
  const refused = boxesIn("HandoverRefused");
  const isWhole = refused.length === 0;
  return html`<p class="verdict ${isWhole ? "good" : "bad"}">${boxesIn("HandoverAccepted").length}
      ${t("kotak diterima", "boxes taken")}${isWhole ? nothing : html`,<br>${refused.length} ${t("tidak", "not")}`}</p>
    <ul class="list">${refused.map(({ box, reason }) => html`<li class="wait"><b>${desk.name(box)}</b>${say(REFUSALS, reason)}</li>`)}</ul>
    <p class="soft">${signature(words)}</p>
    ${finished(desk)}`;
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
