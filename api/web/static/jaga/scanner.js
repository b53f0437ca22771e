/**
 * The scanner: the camera where it may be used, else a number typed with its check character.
 *
 *     const scan = scanner(desk, { onText, hint, typed: { label, hasCheck: true } });
 *     view: () => html`... ${scan.view()}`, close: () => scan.close()
 */

import { Camera } from "../camera.js";
import { unprinted } from "../checkdigit.js";
import { FormatError } from "../errors.js";
import { html, nothing } from "../markup.js";
import { t } from "./language.js";

/** As long as a text is seen it is one reading; after this time without it, another. */
const SAME_MS = 2000;
const WORD_MS = 1500;

/**
 * @typedef {object} Typed
 * @property {string | (() => string)} label a function follows the language
 * @property {RegExp} [pattern] texts that need no check character
 * @property {boolean} [hasCheck] our own printed numbers: the check character is checked
 */

/**
 * @typedef {object} Options
 * @property {(text: string) => unknown} onText hears each new text; a string that it returns is
 *   shown large instead of "Terbaca", in red within `{bad}`; `null`: the text was of no interest
 * @property {string | (() => string)} [hint] where to point the camera
 * @property {Typed} [typed] the other way; without it whole codes may be pasted
 * @property {boolean} [waits] the camera opens when it is asked for, not at once
 */

/**
 * @param {import("./desk.js").Desk} desk
 * @param {Options} options
 */
export function scanner(desk, { onText, hint, typed, waits = false }) {
  const label = () => words(typed?.label) ?? t("Isi kode", "Text of the code");
  /** @type {Map<string, number>} when a text was last seen */
  const seen = new Map();
  const state = {
    words: () => "", // what stands in the camera's way
    success: "",
    isBad: false,
    doubt: "", // a typed text whose check character is wrong
    isLit: false,
    isOpen: false,
    isTyping: false,
    isClosed: false,
  };
  let timer = 0;
  let queue = Promise.resolve();

  const camera = new Camera((text) => {
    const now = performance.now();
    const isNew = now - (seen.get(text) ?? -Infinity) > SAME_MS;
    seen.set(text, now);
    if (!isNew) return; // one after the other: none is lost, whatever became of the one before
    queue = queue.catch(() => undefined).then(() => hear(text));
  }, fail);

  /** @param {string} text */
  async function hear(text) {
    try {
      const word = await onText(text);
      if (word === null) return;
      const bad = /** @type {{bad?: string} | undefined} */ (word)?.bad;
      tell(bad ?? (typeof word === "string" ? word : t("Terbaca", "Read")), bad !== undefined);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      state.words = () => t("Kode rusak. Coba lagi.", "Damaged code. Try again.");
      desk.draw();
    }
  }

  /**
   * @param {string} word
   * @param {boolean} isBad
   */
  function tell(word, isBad) {
    navigator.vibrate?.(isBad ? [80, 80, 80] : 80);
    beep(isBad ? 400 : 1200);
    state.words = () => "";
    state.isBad = isBad;
    state.success = word;
    clearTimeout(timer);
    timer = setTimeout(() => {
      state.success = "";
      desk.draw();
    }, WORD_MS);
    desk.draw();
  }

  function hush() {
    clearTimeout(timer);
    state.success = "";
  }

  async function start() {
    if (state.isClosed) return;
    state.words = () => "";
    state.isOpen = true;
    desk.draw();
    try {
      await camera.start();
    } catch (error) {
      fail(error);
    }
    desk.draw();
  }

  /** @param {unknown} error */
  function fail(error) {
    stop();
    state.isTyping = true;
    state.words = () => whyNot(error);
    desk.draw();
  }

  function stop() {
    camera.stop();
    state.isOpen = false;
    state.isLit = false;
  }

  function look() {
    if (document.hidden) camera.stop();
    else if (state.isOpen) void start();
  }

  async function light() {
    state.isLit = !state.isLit;
    await camera.light(state.isLit);
    desk.draw();
  }

  /** @param {Event} event */
  function type(event) {
    event.preventDefault();
    event.stopPropagation(); // the screen may stand in a form of its own
    const form = /** @type {HTMLFormElement} */ (event.target);
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("text"));
    const text = field.value.trim();
    if (text === "") return field.focus();
    const number = typed?.hasCheck && !typed.pattern?.test(text) ? unprinted(text) : text;
    state.doubt = number === null ? text : "";
    if (number === null) return desk.draw();
    field.value = "";
    return void hear(number);
  }

  /** @param {Event} event */
  function toggle(event) {
    state.isTyping = /** @type {HTMLDetailsElement} */ (event.target).open;
  }

  function asRead() {
    const text = state.doubt;
    state.doubt = "";
    void hear(text);
  }

  const typing = () => html`<form @submit=${type}>
    <label>${label()}<input name="text" autocomplete="off" autocapitalize="characters"
      spellcheck="false" enterkeyhint="done"></label>
    ${state.doubt === "" ? nothing : html`<p class="note" role="alert">${t(
      "Huruf cek di ujung tidak cocok. Lihat lagi nomornya.",
      "The check character does not match. Look again.")}
      <button type="button" @click=${asRead}>${t("Catat apa adanya", "Record it as it is")}</button></p>`}
    <button>${typed ? t("Pakai nomor ini", "Use this number") : t("Pakai teks ini", "Use this text")}
    </button></form>`;

  const word = () => (state.success === "" ? nothing : html`<p role="status"
    class="verdict ${state.isBad ? "bad" : "good"}">${state.isBad ? "✗" : "✓"} ${state.success}</p>`);

  const lens = () => html`<div class="lens">${camera.video}
      ${word()}</div>
    <p class="soft">${words(hint) ?? t("Arahkan kamera ke kode QR.", "Point the camera at the QR code.")}</p>
    ${camera.hasLamp ? html`<button type="button" aria-pressed=${state.isLit} @click=${light}>
      ${state.isLit ? t("Matikan lampu", "Lamp off") : t("Nyalakan lampu", "Lamp on")}</button>` : nothing}`;

  const shut = () => html`
    ${word()}
    <button type="button" @click=${start}>${t("Buka kamera", "Open the camera")}</button>`;

  document.addEventListener("visibilitychange", look);
  if (!waits) queueMicrotask(start); // whoever asked for the scanner has it by then

  return {
    view: () => html`
      ${state.words() === "" ? nothing : html`<p class="note" role="status">${state.words()}</p>`}
      ${state.isOpen ? lens() : shut()}
      <details ?open=${state.isTyping} @toggle=${toggle}><summary>${t("Ketik saja", "Type instead")}</summary>
      ${typing()}</details>`,
    close() {
      state.isClosed = true;
      document.removeEventListener("visibilitychange", look);
      hush();
      stop();
    },
    hush,
    start,
    stop,
  };
}

/** @param {string | (() => string) | undefined} told */
function words(told) {
  return typeof told === "function" ? told() : told;
}

/** @param {unknown} error */
function whyNot(error) {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError") {
    return t(
      "Kamera belum diizinkan di setelan peramban. Ketik atau tempel di bawah.",
      "The browser may not use the camera. Type or paste below.",
    );
  }
  if (name === "NotReadableError") {
    return t(
      "Kamera dipakai aplikasi lain: tutup itu. Ketik atau tempel di bawah.",
      "Another app holds the camera: close it. Type or paste below.",
    );
  }
  if (name === "NotFoundError" || navigator.mediaDevices === undefined) {
    return t("Ponsel ini tidak punya kamera. Ketik atau tempel di bawah.", "No camera here. Type or paste below.");
  }
  return t(
    "Pembaca kode belum ada dan tidak ada sinyal. Ketik atau tempel di bawah.",
    "No code reader yet, and no signal. Type or paste below.",
  );
}

/** @type {AudioContext | undefined} */
let sound;

/**
 * A short tone; silent where the phone is, or where nobody has touched the page yet.
 * @param {number} pitch Hz
 */
function beep(pitch) {
  if (!("AudioContext" in globalThis)) return;
  sound ??= new AudioContext();
  const tone = sound.createOscillator();
  tone.frequency.value = pitch;
  tone.connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.08);
}
