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
  const flow = new Flow(desk);
  void flow.begin();
  return flow;
}

/**
 * Kunci baru: the old key was lost or revoked; its journal stays on the phone.
 * @param {Desk} desk
 * @returns {Screen}
 */
export function openRenewal(desk) {
  const flow = new Flow(desk);
  flow.step = flow.naming(() => t(
    "Minta pengawas mencabut kunci lama. Catatannya tetap di sini.",
    "Have the old key revoked. Its entries stay here."));
  return flow;
}

/**
 * Sidik jari: a hardware key joins the key that this phone has.
 * @param {Desk} desk
 * @returns {Screen}
 */
export function openJoining(desk) {
  const flow = new Flow(desk);
  flow.title = () => t("Sidik jari", "Fingerprint");
  void flow.join();
  return flow;
}

/**
 * Lanjut: notes were refused; a supervisor lets the journal go on from there.
 * @param {Desk} desk
 * @returns {Screen}
 */
export function openResumption(desk) {
  const flow = new Flow(desk);
  void flow.resume();
  return flow;
}

class Flow extends Steps {
  title = () => t("Daftarkan ponsel ini", "Enrol this phone");

  async begin() {
    isKept = (await navigator.storage?.persisted?.()) ?? false;
    const { device, isEnrolled } = this.desk;
    if (isEnrolled) this.turn(this.done());
    else if (device !== null) await this.ask();
    else this.turn(isInstalled() ? this.naming() : this.installing());
  }

  /** @returns {Step} */
  installing() {
    offered = () => this.desk.draw();
    const next = () => this.turn(this.naming());
    const install = this.desk.act(async () => {
      await offer.prompt();
      offer = null;
      next();
    });
    return { view: () => html`<h2>${t("Pasang di layar utama", "Put it on the home screen")}</h2>
      <p>${t("Supaya jalan tanpa sinyal dan catatan tidak dihapus peramban.",
        "It then works without a signal and keeps its entries.")}</p>
      ${offer !== null
        ? html`<button class="go" @click=${install}>
            ${t("Tambahkan ke layar utama", "Add to home screen")}</button>
          <button @click=${next}>${t("Nanti saja", "Later")}</button>`
        : html`<p>${t(
            "Menu ⋮ atau Bagikan, “Tambahkan ke layar utama”. Buka lagi dari sana.",
            "Menu ⋮ or Share, “Add to home screen”. Open it again from there.")}</p>
          <button class="go" @click=${next}>${t("Lanjut", "Go on")}</button>`}` };
  }

  /** @param {() => string} [why] @returns {Step} */
  naming(why) {
    const { desk } = this;
    const old = why === undefined ? "" : (desk.device?.name ?? "");
    let name = old === "" ? "" : following(old);
    /** @type {ReturnType<typeof scanner> | null} */
    let scan = null;
    const lookAt = () => {
      scan = scanner(desk, {
        hint: t("Arahkan kamera ke kode nama pos.", "Point the camera at the post's code."),
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
      const offer = await offering(desk, () => this.ask());
      await (offer === null ? this.ask() : this.turn(offer));
    });
    const typed = (/** @type {InputEvent} */ event) => {
      name = /** @type {HTMLInputElement} */ (event.target).value;
    };
    return {
      close: () => scan?.close(),
      view: () => (scan ? scan.view() : html`<form @submit=${make}>
        ${why ? html`<p class="note">${why()}</p>` : nothing}
        <h2>${t("Nama pos jaga", "Name of the post")}</h2>
        <label>${t("Nama, seperti di kertas pengawas", "Name, as on the supervisor's paper")}
        <input .value=${name} @input=${typed} placeholder="16.08/polres/pos-1" maxlength="128"
          autocomplete="off" autocapitalize="off" spellcheck="false" required></label>
        <p class="soft">${t("Bukan nama orang. Kuncinya tinggal di ponsel ini.",
          "Not a person's name. Its key stays on this phone.")}</p>
        <button class="go">${t("Buat kunci", "Make the key")}</button>
        <button type="button" @click=${lookAt}>${t("Pindai nama pos", "Scan the name")}</button>
        </form>`),
    };
  }

  /** Ask to be enrolled; hear of it from a supervisor's phone, or from the server. */
  async ask() {
    const { desk } = this;
    const { line, lines = [line] } = /** @type {any} */ (desk.device);
    const bytes = serialiseLetter({ type: "enrol-request", charter: desk.ledger.charter, lines });
    const poll = () => void this.poll();
    const timer = setInterval(poll, POLL_MS);
    addEventListener("online", poll);
    poll();
    const rename = () => this.turn(this.naming(() => t(
      "Pilih nama yang belum dipakai.", "Choose an unused name.")));
    const { view, close } = await this.asking(bytes, line, async (answer) => {
      await admit(desk, answer);
      this.turn(this.done());
    }, () => html`<button @click=${rename}>${t("Ganti nama pos", "Change the name")}</button>`);
    this.turn({ view, close: () => {
      clearInterval(timer);
      removeEventListener("online", poll);
      close();
    } });
  }

  /**
   * @param {Uint8Array} bytes
   * @param {string} line that is asked for
   * @param {(answer: import("../letter.js").Answer) => Promise<void>} onAnswer
   * @param {() => unknown} [more] to be done instead
   */
  async asking(bytes, line, onAnswer, more = () => /** @type {unknown} */ (nothing)) {
    const { desk } = this;
    const words = (await spellRequest(bytes)).slice(0, WORDS);
    const screen = await shown(desk, bytes, REQUEST);
    /** @type {ReturnType<typeof heard> | null} */
    let scan = null;
    const listen = () => {
      const hint = t("Arahkan ke layar ponsel pengawas.", "Point it at the supervisor's phone.");
      scan = heard(desk, ANSWER, hint, async (letter) => (
        onAnswer(await openAnswer(letter, desk.ledger, line))));
      desk.draw();
    };
    const practise = desk.act(async () => {
      const body = letterText(bytes);
      const answer = await desk.ledger.fetch("/latihan/pengawas", { method: "POST", body });
      const letter = answer.ok ? readLetterText(await answer.text()) : null;
      if (letter === null) throw new Told("no-practice");
      await onAnswer(await openAnswer(letter, desk.ledger, line));
    });
    const turnBack = () => {
      scan?.close();
      scan = null;
      desk.draw();
    };
    return {
      close: () => {
        screen.close();
        scan?.close();
      },
      view: () => (scan ? html`
        <h2>${t("Pindai jawaban pengawas", "Scan the supervisor's answer")}</h2>
        ${scan.view()}
        <button @click=${turnBack}>${t("Tampilkan kode lagi", "Show the code again")}</button>`
        : html`<h2>${t("Tunjukkan kepada pengawas", "Show this to the supervisor")}</h2>
        ${screen.view()}
        <p>${t("Setelah dipindai, bacakan empat kata ini:",
          "Once scanned, read out these four words:")}</p>
        <p class="words">${words.join(" ")}</p>
        <button class="go" @click=${listen}>${t("Pindai jawaban", "Scan the answer")}</button>
        ${desk.ledger.isPractice ? html`<button @click=${practise}>
          ${t("Minta pengawas latihan", "Ask the training supervisor")}</button>` : nothing}
        ${more()}`),
    };
  }

  /** Ask the server, where it can be reached, whether somebody has enrolled this key. */
  async poll() {
    const { desk } = this;
    const { name, vkey } = /** @type {import("../journal.js").Device} */ (desk.device);
    const told = await standing(desk, name);
    if (told === null || this.isClosed || desk.isEnrolled || !told.enrolled_by_leaf) return;
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
    this.turn(this.done());
  }

  async join() {
    const { desk } = this;
    const offer = await offering(desk, async () => (
      desk.device?.hardware ? this.join() : desk.go("saya")));
    if (offer !== null) return this.turn(offer);
    const { vkey: own, hardware } = /** @type {import("../journal.js").Device} */ (desk.device);
    if (hardware === undefined || hardware.isEnrolled) return desk.go("saya");
    const { line } = hardware;
    const bytes = serialiseLetter(
      { type: "join-request", charter: desk.ledger.charter, lines: [line], own });
    this.turn(await this.asking(bytes, line, async ({ notes }) => {
      await desk.journal.carry(notes);
      await desk.journal.change((self) => strengthened(self, { notes }));
      await desk.changed();
      desk.courier?.ring();
      desk.go("saya");
    }));
  }

  async resume() {
    const { desk } = this;
    const { name } = /** @type {import("../journal.js").Device} */ (desk.device);
    const { number, previous } = await placeToGoOn(desk);
    const line = resumeLine(name, number, previous);
    const bytes = serialiseLetter(
      { type: "resume-request", charter: desk.ledger.charter, lines: [line] });
    this.title = () => t("Lanjutkan jurnal", "Let the journal go on");
    this.turn(await this.asking(bytes, line, async (answer) => {
      await admit(desk, answer, number);
      desk.go("antrean");
    }));
  }

  /** @returns {Step} */
  done() {
    const { desk } = this;
    const { name, delegate } = /** @type {any} */ (desk.device);
    const { person, place } = desk;
    return { view: () => html`
      <p class="verdict good">✓ ${t("Ponsel ini terdaftar", "This phone is enrolled")}</p>
      ${place ? nothing : html`<p class="note">${t("Isi tempat dan regu di Saya.",
        "Fill in place and team under Me.")}</p>`}
      <dl><dt>${t("Pos", "Post")}</dt><dd>${place ? desk.name(place) : name}</dd>
      ${person ? html`<dt>${t("Dipegang oleh", "Held by")}</dt>
        <dd>${desk.name(person)}</dd>` : nothing}
      <dt>${t("Ditandatangani dengan", "Signs with")}</dt><dd>${tierOf(desk)}</dd>
      ${delegate ? html`<dt>${t("Boleh mendaftarkan ponsel", "May enrol phones")}</dt>
        <dd>${delegate}/…</dd>` : nothing}
      <dt>${t("Penyimpanan", "Storage")}</dt><dd>${isKept
        ? t("Dijamin tidak dihapus peramban", "The browser will not clear it")
        : t("Belum dijamin: pasang di layar utama.",
          "Not promised yet: put it on the home screen.")}</dd></dl>
      <button class="go" @click=${() => desk.go(desk.isEnrolled ? "jaga" : "daftar")}>
        ${t("Mulai jaga", "Begin")}</button>
      ${delegate ? html`<button @click=${() => desk.go("pengawas")}>
        ${t("Ponsel pos jaga", "Phones of the posts")}</button>` : nothing}` };
  }
}

function isInstalled() {
  return matchMedia("(display-mode: standalone)").matches;
}
