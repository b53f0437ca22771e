/**
 * Daftar: how this phone comes to speak for a post. Install, make the key, show the request, read
 * the answer; and the same later for a new key, or to go on after notes were refused.
 *
 * Which step it is follows from what the phone holds, so that closing the app loses nothing.
 */

import { ANSWER, REQUEST, letterText, openAnswer, readLetterText } from "../letter.js";
import { WORDS, serialiseLetter, spellRequest } from "../letter.js";
import { html, nothing } from "../markup.js";
import { resumeLine } from "../register.js";
import { isJournal } from "../statement.js";
import { parseHash } from "../text.js";
import { look } from "../witness.js";
import { heard, shown } from "./exchange.js";
import { term, valued } from "./field.js";
import { offering, strengthened, tierOf } from "./finger.js";
import { Told, admit, following, makeKey, placeToGoOn, standing } from "./keyring.js";
import { t } from "./language.js";
import { scanner } from "./scanner.js";
import { Steps } from "./steps.js";

const POLL_MS = 5000;

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Screen} Screen */
/** @typedef {import("./steps.js").Step} Step */

/** The browser's offer to install; it comes when the browser likes. @type {any} */
let offer = null;
let offered = () => {};
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
  offered();
});

/** Whether the browser promised never to clear what is kept here. */
let isKept = false;

/** @param {Desk} desk @returns {Screen} */
export function openEnrolment(desk) {
  const flow = enrolling(desk);
  void begin(flow);
  return flow;
}

/**
 * Kunci baru: the old key was lost or revoked; its journal stays on the phone.
 * @param {Desk} desk
 * @returns {Screen}
 */
export function openRenewal(desk) {
  const flow = enrolling(desk);
  flow.turn(naming(flow, () => t("Minta pengawas mencabut kunci lama. Catatannya tetap.",
    "Have the old key revoked. Its entries stay.")));
  return flow;
}

/**
 * Sidik jari: a hardware key joins the key that this phone has.
 * @param {Desk} desk
 * @returns {Screen}
 */
export function openJoining(desk) {
  const flow = new Steps(desk, () => t("Sidik jari", "Fingerprint"));
  void join(flow);
  return flow;
}

/**
 * Lanjut: notes were refused; a supervisor lets the journal go on from there.
 * @param {Desk} desk
 * @returns {Screen}
 */
export function openResumption(desk) {
  const flow = new Steps(desk, () => t("Lanjutkan jurnal", "Let the journal go on"));
  void resume(flow);
  return flow;
}

/** @param {Desk} desk */
function enrolling(desk) {
  return new Steps(desk, () => t("Daftarkan ponsel ini", "Enrol this phone"));
}

/** @param {Steps} flow */
async function begin(flow) {
  isKept = (await navigator.storage?.persisted?.()) ?? false;
  const { device, isEnrolled } = flow.desk;
  if (isEnrolled) flow.turn(done(flow));
  else if (device !== null) await enrol(flow);
  else flow.turn(isInstalled() ? naming(flow) : installing(flow));
}

/** @param {Steps} flow @returns {Step} */
function installing(flow) {
  const { desk } = flow;
  offered = () => desk.draw();
  const next = () => flow.turn(naming(flow));
  const install = desk.act(async () => {
    await offer.prompt();
    offer = null;
    next();
  });
  return { view: () => html`<h2>${home()}</h2>
    <p>${t("Supaya jalan tanpa sinyal dan catatannya tidak dihapus.",
      "It then works without a signal and keeps its entries.")}</p>
    ${offer !== null
      ? html`<button class="go" @click=${install}>${home()}</button>
        <button @click=${next}>${t("Nanti saja", "Later")}</button>`
      : html`<p>Menu ⋮ ${t("atau Bagikan", "or Share")}, “${home()}”.
          ${t("Buka lagi dari sana.", "Open it again from there.")}</p>
        <button class="go" @click=${next}>${t("Lanjut", "Go on")}</button>`}` };
}

/**
 * @param {Steps} flow
 * @param {() => string} [why]
 * @returns {Step}
 */
function naming(flow, why) {
  const { desk } = flow;
  const old = why === undefined ? "" : (desk.device?.name ?? "");
  let name = old === "" ? "" : following(old);
  let /** @type {ReturnType<typeof scanner> | null} */ scan = null;
  const lookAt = () => {
    scan = scanner(desk, {
      onText: (text) => {
        if (!isJournal(text)) return t("Bukan nama pos", "Not a post's name");
        name = text;
        scan?.close();
        scan = null;
        return desk.draw();
      },
    });
    desk.draw();
  };
  const make = desk.act(async () => {
    if (!isJournal(name.trim()) || name.trim() === old) throw new Told("bad-name");
    isKept = await makeKey(desk, name.trim(), old !== "");
    const finger = await offering(desk, () => enrol(flow));
    await (finger === null ? enrol(flow) : flow.turn(finger));
  });
  return {
    close: () => scan?.close(),
    view: () => (scan ? scan.view() : html`<form @submit=${make}>
      ${why ? html`<p class="note">${why()}</p>` : nothing}
      <h2>${t("Nama pos jaga", "Name of the post")}</h2>
      <label>${t("Nama, seperti di kertas pengawas", "Name, as on the supervisor's paper")}
      <input .value=${name} @input=${valued((text) => { name = text; })}
        placeholder="16.08/polres/pos-1" maxlength="128"
        autocomplete="off" autocapitalize="off" spellcheck="false" required></label>
      <p class="soft">${t("Bukan nama orang. Kuncinya tinggal di ponsel ini.",
        "Not a person's name. Its key stays on this phone.")}</p>
      <button class="go">${t("Buat kunci", "Make the key")}</button>
      <button type="button" @click=${lookAt}>${t("Pindai nama pos", "Scan the name")}</button>
      </form>`),
  };
}

/** Ask to be enrolled; hear of it from a supervisor's phone, or from the server. @param {Steps} flow */
async function enrol(flow) {
  const { desk } = flow;
  const { line, lines = [line] } = /** @type {any} */ (desk.device);
  const bytes = serialiseLetter({ type: "enrol-request", charter: desk.ledger.charter, lines });
  const hear = () => void poll(flow);
  const timer = setInterval(hear, POLL_MS);
  addEventListener("online", hear);
  hear();
  const rename = () => flow.turn(naming(flow, () => t(
    "Pilih nama yang belum dipakai.", "Choose an unused name.")));
  const { view, close } = await asking(desk, bytes, line, async (answer) => {
    await admit(desk, answer);
    flow.turn(done(flow));
  }, () => html`<button @click=${rename}>${t("Ganti nama pos", "Change the name")}</button>`);
  flow.turn({ view, close: () => {
    clearInterval(timer);
    removeEventListener("online", hear);
    close();
  } });
}

/**
 * @param {Desk} desk
 * @param {Uint8Array} bytes
 * @param {string} line that is asked for
 * @param {(answer: import("../letter.js").Answer) => Promise<void>} onAnswer
 * @param {() => unknown} [more] to be done instead
 */
async function asking(desk, bytes, line, onAnswer, more) {
  const words = (await spellRequest(bytes)).slice(0, WORDS);
  const slide = shown(desk, bytes, REQUEST);
  let /** @type {ReturnType<typeof heard> | null} */ scan = null;
  const take = async (/** @type {Uint8Array} */ letter) => (
    onAnswer(await openAnswer(letter, desk.ledger, line)));
  const listen = () => {
    scan = heard(desk, ANSWER, take);
    desk.draw();
  };
  const practise = desk.act(async () => {
    const body = letterText(bytes);
    const answer = await desk.ledger.fetch("/latihan/pengawas", { method: "POST", body });
    const letter = answer.ok ? readLetterText(await answer.text()) : null;
    if (letter === null) throw new Told("no-practice");
    await take(letter);
  });
  const turnBack = () => {
    scan?.close();
    scan = null;
    desk.draw();
  };
  return {
    close: () => {
      slide.close();
      scan?.close();
    },
    view: () => (scan ? html`
      <h2>${t("Pindai jawaban", "Scan the answer")}</h2>
      ${scan.view()}
      <button @click=${turnBack}>${t("Tampilkan kode lagi", "Show the code again")}</button>`
      : html`<h2>${t("Tunjukkan kepada pengawas", "Show this to the supervisor")}</h2>
      ${slide.view()}
      <p>${t("Setelah dipindai, bacakan empat kata ini:",
        "Once scanned, read out these four words:")}</p>
      <p class="words">${words.join(" ")}</p>
      <button class="go" @click=${listen}>${t("Pindai jawaban", "Scan the answer")}</button>
      ${desk.ledger.isPractice ? html`<button @click=${practise}>
        ${t("Minta pengawas latihan", "Ask the training supervisor")}</button>` : nothing}
      ${more?.()}`),
  };
}

/** Ask the server, where it can be reached, whether somebody has enrolled this key. @param {Steps} flow */
async function poll(flow) {
  const { desk } = flow;
  const { name, vkey } = /** @type {import("../journal.js").Device} */ (desk.device);
  const told = await standing(desk, name);
  if (told === null || flow.isClosed || desk.isEnrolled || !told.enrolled_by_leaf) return;
  if (told.key !== vkey) {
    desk.problem = { type: "other-key", retry: "never" };
    return desk.draw();
  }
  await look(desk.journal, desk.ledger);
  await desk.journal.change((self) => strengthened(self, { vkey: told.hardware }));
  const { delegate = null, enroller } = told;
  const previous = parseHash(told.enrolled_by_leaf, "enrolling leaf");
  await desk.journal.change((self) => (
    self.previous === null ? { previous, delegate, enroller } : {}));
  await desk.changed();
  flow.turn(done(flow));
}

/** @param {Steps} flow @returns {Promise<void>} */
async function join(flow) {
  const { desk } = flow;
  const finger = await offering(desk, async () => (
    desk.device?.hardware ? join(flow) : desk.go("saya")));
  if (finger !== null) return flow.turn(finger);
  const { vkey: own, hardware } = /** @type {import("../journal.js").Device} */ (desk.device);
  if (hardware === undefined || hardware.isEnrolled) return desk.go("saya");
  const { line } = hardware;
  const bytes = serialiseLetter(
    { type: "join-request", charter: desk.ledger.charter, lines: [line], own });
  flow.turn(await asking(desk, bytes, line, async ({ notes }) => {
    await desk.journal.carry(notes);
    await desk.journal.change((self) => strengthened(self, { notes }));
    await desk.changed();
    desk.courier?.ring();
    desk.go("saya");
  }));
}

/** @param {Steps} flow */
async function resume(flow) {
  const { desk } = flow;
  const { name } = /** @type {import("../journal.js").Device} */ (desk.device);
  const { number, previous } = await placeToGoOn(desk);
  const line = resumeLine(name, number, previous);
  const bytes = serialiseLetter(
    { type: "resume-request", charter: desk.ledger.charter, lines: [line] });
  flow.turn(await asking(desk, bytes, line, async (answer) => {
    await admit(desk, answer, number);
    desk.go("antrean");
  }));
}

/** @param {Steps} flow @returns {Step} */
function done({ desk }) {
  const { name, delegate } = /** @type {any} */ (desk.device);
  const { person, place } = desk;
  return { view: () => html`
    <p class="verdict good">✓ ${t("Ponsel ini terdaftar", "This phone is enrolled")}</p>
    ${place ? nothing : html`<p class="note">${t("Isi tempat dan regu di Saya.",
      "Fill in place and team under Me.")}</p>`}
    <dl>${term(t("Pos", "Post"), place ? desk.name(place) : name)}
    ${person ? term(t("Dipegang oleh", "Held by"), desk.name(person)) : nothing}
    ${term(t("Ditandatangani dengan", "Signs with"), tierOf(desk))}
    ${delegate ? term(t("Boleh mendaftarkan ponsel", "May enrol phones"), `${delegate}/…`) : nothing}
    ${term(t("Penyimpanan", "Storage"), isKept
      ? t("tidak dihapus peramban", "never cleared by the browser")
      : `${t("Belum dijamin", "Not promised yet")}: ${home()}`)}</dl>
    <button class="go" @click=${() => desk.go(desk.isEnrolled ? "jaga" : "daftar")}>
      ${t("Mulai jaga", "Begin")}</button>
    ${delegate ? html`<button @click=${() => desk.go("pengawas")}>
      ${t("Ponsel pos jaga", "Phones of the posts")}</button>` : nothing}` };
}

function home() {
  return t("Tambahkan ke layar utama", "Add to home screen");
}

function isInstalled() {
  return matchMedia("(display-mode: standalone)").matches;
}
