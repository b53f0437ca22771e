/**
 * The inspection page: files are dropped or chosen, read on this device, and judged.
 */

import { FILE_BYTES_MAX } from "../accusation.js";
import { FormatError, SegelError } from "../errors.js";
import { FAILS, HOLDS, UNDECIDED, judge, parseTrust } from "../inspection.js";
import { prepareReader, readPhotograph } from "../photograph.js";
import { parsePolicy } from "../policy.js";
import { parseUtf8, toUtf8 } from "../text.js";
import { ZIP, chosenFiles, droppedFiles, folderFetch, zipFetch } from "./archive.js";
import { Assistant } from "./assistant.js";
import { auditLog } from "./audit.js";
import { BUNDLE, BUNDLE_BYTES_MAX } from "./bundle.js";
import { examineBundle } from "./exhibit.js";
import { worstOf } from "./finding.js";
import { LACKS_OF_LOG } from "./reservation.js";
import { toldVerdict } from "./telling.js";

/** @typedef {import("../inspection.js").Trust} Trust */
/** @typedef {import("../inspection.js").Verdict} Verdict */
/** @typedef {{name: string, bytes: Uint8Array}} Named */
/** @typedef {{name: string, fetch: import("./published.js").Fetch}} Log */
/**
 * @typedef {object} Found
 * @property {string[]} texts of QR codes
 * @property {Uint8Array[]} files notes and proofs
 * @property {Uint8Array[]} known
 * @property {Named[]} bundles evidence files
 * @property {Log[]} logs published logs
 */
/** @typedef {{state: import("../inspection.js").State, element: HTMLElement}} Shown */

const MARKS = { [HOLDS]: "✓", [FAILS]: "✗", [UNDECIDED]: "?" };
const NOTE = "segel/";

/** Begin to listen to the page. */
export function openDesk() {
  const ledger = JSON.parse(at("ledger", HTMLScriptElement).text);
  new Desk(ledger).open();
  tellReader(ledger.saved === true);
}

class Desk {
  #form = at("check", HTMLFormElement);
  #trust = at("trust", HTMLTextAreaElement);
  #files = at("files", HTMLInputElement);
  #policy = at("policy", HTMLInputElement);
  #folder = at("folder", HTMLInputElement);
  #list = at("chosen", HTMLElement);
  #section = at("verdict", HTMLElement);
  #progress = at("progress", HTMLElement);
  #problem = at("problem", HTMLElement);
  /** @type {File[]} */
  #chosen = [];
  /** @type {Map<string, Map<string, File>>} folders by their name, their files by path */
  #folders = new Map();
  /** Which inspection is the newest: an older one shows nothing any more. */
  #turn = 0;
  /** The words under which that one was begun. */
  #believing = "";
  /** Begun at once: the network may be gone by the time it is needed. */
  #assistant = new Assistant(ownScript());
  #ledger;

  /** @param {{charter: string, kinds: Record<string, import("../inspection.js").Words>}} ledger */
  constructor(ledger) {
    this.#ledger = ledger;
  }

  open() {
    this.#files.addEventListener("change", () => this.#gather(this.#files.files));
    this.#trust.addEventListener("change", () => {
      if (this.#trust.value !== this.#believing) this.#inspect();
    });
    this.#policy.addEventListener("change", () => this.#inspect());
    this.#folder.addEventListener("change", () => {
      const files = chosenFiles(this.#folder.files ?? []);
      const [[path = ""] = []] = files;
      if (path !== "") this.#folders.set(`${path.split("/")[0]}/`, files);
      this.#inspect();
    });
    at("again", HTMLElement).addEventListener("click", () => this.#forget());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#inspect();
    });
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => {
      event.preventDefault();
      this.#gatherDropped(event.dataTransfer);
    });
  }

  /** @param {FileList | null} more */
  async #gather(more) {
    this.#chosen = [...this.#chosen, ...(more ?? [])];
    await this.#inspect();
  }

  /** @param {DataTransfer | null} dropped files and folders */
  async #gatherDropped(dropped) {
    // asked for all at once: what was dropped is gone after the first wait
    const entries = Array.from(dropped?.items ?? [], (item) => item.webkitGetAsEntry());
    const files = [...(dropped?.files ?? [])].filter((_, place) => !entries[place]?.isDirectory);
    for (const entry of entries) {
      if (entry?.isDirectory) this.#folders.set(`${entry.name}/`, await droppedFiles(entry));
    }
    this.#chosen = [...this.#chosen, ...files];
    await this.#inspect();
  }

  #forget() {
    this.#turn += 1;
    this.#chosen = [];
    this.#folders.clear();
    document.body.ariaBusy = "false";
    this.#form.reset();
    this.#list.replaceChildren();
    this.#section.hidden = true;
    this.#problem.hidden = true;
  }

  async #inspect() {
    this.#turn += 1;
    const own = this.#turn;
    this.#believing = this.#trust.value;
    this.#problem.hidden = true;
    const names = [...this.#chosen.map(({ name }) => name), ...this.#folders.keys()];
    this.#list.replaceChildren(...names.map((name) => element("li", name)));
    if (names.length === 0) return;
    document.body.ariaBusy = "true";
    try {
      const shown = await this.#inspected();
      if (own === this.#turn) this.#show(shown);
    } catch (error) {
      // a file that was changed or taken away meanwhile cannot be read
      const isOfFile = error instanceof SegelError || error instanceof DOMException;
      if (!isOfFile) throw error;
      if (own === this.#turn) this.#complain(error.message);
    } finally {
      if (own === this.#turn) {
        document.body.ariaBusy = "false";
        this.#progress.textContent = "";
      }
    }
  }

  /** @returns {Promise<Shown[]>} */
  async #inspected() {
    const believed = { ...parseTrust(this.#trust.value), ...(await this.#policyTrust()) };
    const known = [toUtf8(this.#ledger.charter)];
    /** @type {Found} */
    const found = { texts: [], files: [], known, bundles: [], logs: [] };
    for (const [name, files] of this.#folders) found.logs.push({ name, fetch: folderFetch(files) });
    for (const file of this.#chosen) await read(file, found);
    return this.#judgeAll(found, believed);
  }

  /** @type {(found: Found, believed: Trust) => Promise<Shown[]>} */
  async #judgeAll({ bundles, logs, ...found }, believed) {
    const { kinds } = this.#ledger;
    /** @type {Shown[]} */
    const shown = [];
    for (const { name, bytes } of bundles) {
      const dossier = await examineBundle(bytes, believed);
      const element = toldVerdict(name, dossier, (index) => dossier.notes.get(index), kinds);
      shown.push({ state: dossier.state, element });
    }
    for (const { name, fetch } of logs) {
      const audited = await this.#audited(fetch, believed);
      const told = { ...audited, lacks: LACKS_OF_LOG };
      const element = toldVerdict(name, told, (index) => audited.notes[Number(index)], kinds);
      shown.push({ state: audited.state, element });
    }
    const isSheet = found.texts.length > 0 || found.files.length > 0 || shown.length === 0;
    return isSheet ? [...shown, sheetShown(await judge(found, believed))] : shown;
  }

  /** @type {(fetch: Log["fetch"], believed: Trust) => ReturnType<typeof auditLog>} */
  #audited(fetch, believed) {
    return auditLog(fetch, believed, {
      progress: (read) => this.#tellProgress(read),
      check: (signed) => this.#assistant.check(signed),
    });
  }

  /** @param {number} read */
  #tellProgress(read) {
    this.#progress.textContent = `${read} catatan dibaca…`;
    this.#progress.append(english(`${read} notes read`));
  }

  /** Read the policy that the reader believes: never one that merely came with the evidence. */
  async #policyTrust() {
    const [file] = this.#policy.files ?? [];
    if (file === undefined) return {};
    const bytes = new Uint8Array(await file.slice(0, FILE_BYTES_MAX).arrayBuffer());
    return { policy: await parsePolicy(parseUtf8(bytes, file.name)) };
  }

  /** @param {Shown[]} shown */
  #show(shown) {
    this.#section.className = worstOf(shown.map(({ state }) => state));
    this.#section.replaceChildren(...shown.map((one) => one.element));
    this.#section.hidden = false;
  }

  /** @param {string} reason */
  #complain(reason) {
    this.#problem.textContent = `Tidak terbaca: ${reason}`;
    this.#problem.append(english("This cannot be read."));
    this.#problem.hidden = false;
    this.#section.hidden = true;
  }
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
function at(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new TypeError(`this page has no ${id}`);
  return found;
}

/** Return an address of the script that runs here, which may stand in the page itself. */
function ownScript() {
  const own = document.querySelector('script[type="module"]');
  if (!(own instanceof HTMLScriptElement)) throw new TypeError("this page has no script");
  return own.src || URL.createObjectURL(new Blob([own.text], { type: "text/javascript" }));
}

/**
 * Sort one file: an evidence file, a published log, a note or a proof, or an image.
 * @param {File} file
 * @param {Found} found
 */
async function read(file, found) {
  const bytes = new Uint8Array(await file.slice(0, FILE_BYTES_MAX + 1).arrayBuffer());
  const start = parseStart(bytes);
  if (start === BUNDLE) {
    const whole = new Uint8Array(await file.slice(0, BUNDLE_BYTES_MAX + 1).arrayBuffer());
    found.bundles.push({ name: file.name, bytes: whole });
  } else if (start.startsWith(ZIP)) {
    found.logs.push({ name: file.name, fetch: await zipFetch(file) });
  } else if (start.startsWith(NOTE)) {
    found.files.push(bytes);
  } else {
    found.texts.push(...(await codesOf(file)));
  }
}

/** @param {Uint8Array} bytes */
function parseStart(bytes) {
  return String.fromCharCode(...bytes.slice(0, BUNDLE.length));
}

/** @param {File} file */
async function codesOf(file) {
  try {
    return await readPhotograph(file);
  } catch (error) {
    throw new FormatError(file.name, error instanceof Error ? error.message : String(error));
  }
}

/** @param {Verdict} verdict @returns {Shown} */
function sheetShown(verdict) {
  const shown = document.createElement("article");
  shown.className = verdict.state;
  const word = verdict.word ?? { id: "", en: "" };
  const title = element("h2", `${MARKS[verdict.state]} ${word.id}`);
  title.append(english(word.en));
  const checks = document.createElement("ol");
  checks.append(...verdict.checks.map(checkItem));
  shown.append(title, checks);
  return { state: verdict.state, element: shown };
}

/** @param {import("../inspection.js").Check} check */
function checkItem({ name, state, reasons }) {
  const item = document.createElement("li");
  item.className = state;
  const heading = element("b", `${MARKS[state]} ${name.id}`);
  heading.append(english(name.en));
  item.append(heading, ...reasons.map(reasonLine));
  return item;
}

/** @param {import("../inspection.js").Words} reason */
function reasonLine({ id, en }) {
  const line = element("p", id);
  if (en !== id) line.append(english(en));
  return line;
}

/** @param {boolean} isSaved tell whether photographs can be read here */
function tellReader(isSaved) {
  if (isSaved && !("BarcodeDetector" in globalThis)) {
    tellReady("Siap. Berkas ini tidak membawa pembaca QR: foto hanya dibaca di halaman server.",
      "Ready. This file brings no QR reader: photos are read on the server's page only.");
    return;
  }
  prepareReader().then(
    (reader) => {
      tellReady("Siap, juga tanpa jaringan.", "Ready, without a network too.");
      at("ready", HTMLElement).dataset.reader = reader;
    },
    () => tellReady("Pembaca QR belum termuat; berkas tetap bisa diperiksa.",
      "The QR reader is not loaded; files can be checked."),
  );
}

/** @type {(id: string, en: string) => void} */
function tellReady(id, en) {
  const ready = at("ready", HTMLElement);
  ready.textContent = id;
  ready.append(english(en));
}

/** @type {(tag: string, text: string) => HTMLElement} */
function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** @param {string} text */
function english(text) {
  const made = element("i", text);
  made.lang = "en";
  return made;
}
