/**
 * The desk: what every screen of the app stands on.
 *
 * It holds the ledger that was pinned, this phone's journal and the state folded from it; it says
 * what is to be said, draws, and goes from screen to screen. It knows no kind of statement.
 */

import { write } from "../author.js";
import { startCourier } from "../courier.js";
import { FormatError } from "../errors.js";
import { openJournal } from "../journal.js";
import { html, nothing, render } from "../markup.js";
import { checkStrong, parseVerifierKey } from "../note.js";
import { wallClock } from "../moment.js";
import { inWords, isGrave, problemOf } from "../words.js";
import { signing } from "./finger.js";
import { language, switchLanguage, t } from "./language.js";
import { foldPost } from "./post.js";

/**
 * @typedef {object} Screen
 * @property {() => string} title
 * @property {() => unknown} view what is drawn
 * @property {() => void} [close] called when the guard leaves it: cameras are let go
 */

/** @typedef {(desk: Desk, ...params: string[]) => Screen} Opening */

/**
 * @typedef {object} Seat where this phone works and for whom; told at enrolment
 * @property {string} place
 * @property {string} unit
 * @property {string} person a pseudonym
 * @property {string} team
 * @property {string} role
 * @property {Record<string, string>} names what ids were called at enrolment
 */

const HOME = "jaga";
const FIRST = "daftar";
/** What a phone that is not enrolled yet may look at. */
const OPEN_TO_ALL = [FIRST, "saya", "antrean"];

export class Desk {
  /** In the way. @type {import("../witness.js").Problem | null} */
  problem = null;
  isBusy = false;
  isUpdated = false;
  /** @type {{view: () => unknown, answer: (is: boolean) => void} | null} */
  question = null;
  /** @type {import("../courier.js").Courier | undefined} */
  courier;

  /**
   * @param {object} pinned
   * @param {import("../witness.js").Ledger & {origin: string}} pinned.ledger
   * @param {import("../journal.js").Journal} pinned.journal
   * @param {Record<string, Opening>} pinned.screens by address
   */
  constructor({ ledger, journal, screens }) {
    this.ledger = { ...ledger, isPractice: ledger.origin.split("/").includes("latihan") };
    this.journal = journal;
    this.screens = screens;
    this.channel = new BroadcastChannel(`segel ${ledger.charter}`);
  }

  /**
   * Open the desk on this phone and draw the screen that the address names.
   * @param {Record<string, Opening>} screens
   * @returns {Promise<Desk>}
   */
  static async open(screens) {
    const pinned = JSON.parse(/** @type {string} */ (element("ledger").textContent));
    const log = await parseVerifierKey(pinned.log);
    checkStrong(log);
    if (log.name !== pinned.origin) throw new FormatError("ledger", "another origin");
    const { origin, charter } = pinned;
    /** @type {typeof fetch} */
    const ask = (path, options) => fetch(path, options);
    const ledger = { origin, charter, log, fetch: ask };
    const desk = new Desk({ ledger, journal: await openJournal(charter), screens });
    await desk.refresh();
    desk.courier = startCourier({
      journal: desk.journal,
      ledger: desk.ledger,
      changed: () => desk.changed(),
    });
    for (const id of ["bar", "screen"]) element(id).replaceChildren();
    desk.#listen();
    desk.#show();
    desk.courier.ring();
    return desk;
  }

  /**
   * Sign a statement, keep it on the phone, and let it be sent. It is on stable storage when this
   * returns; nothing here waits for the network.
   * @param {{kind: string, at?: string}} body
   * @param {import("../author.js").Beside} [beside] openings, photographs, how urgent
   * @returns {Promise<import("../journal.js").Entry>}
   */
  async say({ kind, at = wallClock(new Date()), ...rest }, beside = {}) {
    const entry = await signing(this, kind, (strong) => (
      write(this.journal, this.ledger, { kind, at, ...rest }, { strong, ...beside })));
    await this.changed();
    this.courier?.ring();
    return entry;
  }

  /**
   * Ask the guard something in the middle of an action. Whoever leaves the screen has said no.
   * @param {(answer: (is: boolean) => void) => unknown} view
   * @returns {Promise<boolean>}
   */
  async ask(view) {
    const { promise, resolve } = Promise.withResolvers();
    this.question = { view: () => view(resolve), answer: resolve };
    this.draw();
    scrollTo(0, 0);
    const answer = await promise;
    this.question = null;
    this.draw();
    return answer;
  }

  /** Read again what the journal holds, here and in every other window of the app. */
  async changed() {
    this.channel.postMessage("changed");
    await this.refresh();
    this.draw();
  }

  async refresh() {
    const { journal } = this;
    this.device = await journal.device();
    this.seat = /** @type {Partial<Seat>} */ ((await journal.memo("seat")) ?? {});
    const [entries, carried, known, recent] = await Promise.all([
      journal.entries(),
      journal.carried(),
      journal.known(),
      journal.memo("recent"),
    ]);
    this.recent = /** @type {Record<string, import("./recent.js").Recent>} */ (recent ?? {});
    this.post = foldPost({ entries, carried, known, seat: this.seat, recent });
  }

  /** @returns {string} the place that is guarded */
  get place() {
    return this.seat?.place ?? "";
  }

  get unit() {
    return this.seat?.unit ?? "";
  }

  get person() {
    return this.seat?.person ?? "";
  }

  get isEnrolled() {
    return this.device != null && this.device.previous !== null;
  }

  /**
   * Say what people call something.
   * @param {string} id of a place, unit, person or box
   * @returns {string}
   */
  name(id) {
    return this.seat?.names?.[id] ?? this.post?.names.get(id) ?? id;
  }

  /**
   * Do what a button asks for: once, with every button asleep until it is done, and with failures
   * in words.
   * @param {() => Promise<unknown> | unknown} action
   * @returns {(event?: Event) => Promise<void>} for a listener
   */
  act(action) {
    return async (event) => {
      event?.preventDefault();
      if (this.isBusy) return;
      this.isBusy = true;
      this.problem = null;
      this.draw();
      try {
        await action();
      } catch (error) {
        this.problem = problemOf(error);
      } finally {
        this.isBusy = false;
        this.draw();
      }
    };
  }

  /**
   * Do what a form asks for. What stands in it is read before its fields fall asleep.
   * @param {(said: Record<string, string>) => Promise<unknown> | unknown} action
   * @returns {(event: SubmitEvent) => Promise<void>} for a listener
   */
  submit(action) {
    return (event) => {
      const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
      const said = Object.fromEntries([...form].map(([name, value]) => [name, String(value).trim()]));
      return this.act(() => action(said))(event);
    };
  }

  /**
   * Go to a screen.
   * @param {string} word its address
   * @param {...string} params
   */
  go(word, ...params) {
    location.hash = `#/${[word, ...params.map(encodeURIComponent)].join("/")}`;
  }

  back() {
    if (history.length > 1) history.back();
    else this.go(HOME);
  }

  /** Draw the screen that is open. */
  draw() {
    const { screen } = this;
    if (screen === undefined) return;
    document.title = `${screen.title()} · Segel`;
    render(this.#bar(screen), element("bar"));
    const view = html`${this.#notices()}
      <fieldset class="bare" ?disabled=${this.isBusy}>${viewOf(screen)}</fieldset>`;
    render(view, element("screen"));
  }

  /** @param {Screen} screen */
  #bar(screen) {
    const isHome = this.word === HOME || this.word === FIRST;
    return html`${isHome ? nothing : html`<button class="plain" @click=${() => this.back()}
        aria-label=${t("Kembali", "Back")}>←</button>`}
      <h1>${screen.title()}</h1>
      ${this.ledger.isPractice ? html`<span class="badge">LATIHAN</span>` : nothing}
      <button class="plain" lang=${language() === "id" ? "en" : "id"}
        aria-label=${t("EN: English", "ID: Bahasa Indonesia")}
        @click=${() => { switchLanguage(); this.draw(); }}>
        ${t("EN", "ID")}</button>`;
  }

  #notices() {
    const { problem } = this;
    return html`
      ${problem ? html`<p class="note" role="alert">${t(...inWords(problem))}</p>` : nothing}
      ${this.#obstacle()}
      ${this.question ? html`<div class="note" role="alert">${this.question.view()}</div>` : nothing}
      ${this.isUpdated ? html`<p class="note" role="status">
        ${t("Versi baru sudah ada di ponsel ini.", "A new version is on this phone.")}
        <button @click=${() => this.#takeOver()}>
          ${t("Pakai versi baru", "Use the new version")}</button></p>` : nothing}`;
  }

  /** What stands in the way of sending, and does not pass by itself. */
  #obstacle() {
    const told = this.courier?.report.problem ?? null;
    if (told === null || !isGrave(told) || this.word === "antrean") return nothing;
    const [word, link] = ["unproven", "shorter"].includes(told.type)
      ? ["saya", t("Lihat bukti", "See the proof")]
      : ["antrean", t("Lihat antrean", "See the queue")];
    return html`<p class="note bad" role="alert">${t(...inWords(told))}
      ${this.word === word ? nothing : html`<a href="#/${word}">${link}</a>`}</p>`;
  }

  #listen() {
    this.channel.addEventListener("message", async () => {
      await this.refresh();
      this.draw();
    });
    addEventListener("hashchange", () => this.#show());
    addEventListener("unhandledrejection", ({ reason }) => {
      this.problem = problemOf(reason);
      this.draw();
    });
    for (const word of ["online", "offline"]) addEventListener(word, () => this.draw());
    void this.#watchVersion();
  }

  #show() {
    const [asked = "", ...params] = named(location.hash);
    const word = this.#mayShow(asked) ? asked : this.#first();
    this.screen?.close?.();
    this.question?.answer(false);
    this.problem = null;
    this.word = word;
    this.screen = this.screens[word]?.(this, ...params);
    scrollTo(0, 0);
    this.draw();
  }

  #first() {
    return this.isEnrolled ? HOME : FIRST;
  }

  /** @param {string} word */
  #mayShow(word) {
    return Object.hasOwn(this.screens, word) && (this.isEnrolled || OPEN_TO_ALL.includes(word));
  }

  /** A newer version is offered, never forced: the guard may be in the middle of an entry. */
  async #watchVersion() {
    const registration = await navigator.serviceWorker?.getRegistration("/jaga/");
    const told = () => {
      this.isUpdated = registration?.waiting != null && registration.active !== null;
      this.draw();
    };
    registration?.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", told);
    });
    told();
  }

  async #takeOver() {
    const registration = await navigator.serviceWorker.getRegistration("/jaga/");
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    registration?.waiting?.postMessage("take-over");
  }
}

/**
 * Read an address such as `#/seal/16.08%2FGDG-01`.
 * @param {string} hash
 * @returns {string[]} the screen's word and what it is about; nothing, if it is no address of ours
 */
function named(hash) {
  try {
    return hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  } catch {
    return []; // somebody has typed it, or cut it off
  }
}

/**
 * @param {Screen} screen
 * @returns {unknown} its view, or why there is none: the others stay open
 */
function viewOf(screen) {
  try {
    return screen.view();
  } catch (error) {
    return html`<p class="note bad" role="alert">${t(...inWords(problemOf(error)))}</p>
      <a class="button" href="#/masuk">${t("Orang masuk", "Somebody comes in")}</a>
      <a class="button" href="#/antrean">${t("Antrean", "Queue")}</a>`;
  }
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
