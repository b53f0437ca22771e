/**
 * The inspection page: files are dropped or chosen, read on this device, and judged.
 */

import { FILE_BYTES_MAX } from "./accusation.js";
import { FormatError, SegelError } from "./errors.js";
import { FAILS, HOLDS, UNDECIDED, judge, parseTrust } from "./inspection.js";
import { ZIP, chosenFiles, droppedFiles, folderFetch, zipFetch } from "./periksa/archive.js";
import { auditLog } from "./periksa/audit.js";
import { BUNDLE, BUNDLE_BYTES_MAX } from "./periksa/bundle.js";
import { examineBundle } from "./periksa/exhibit.js";
import { worstOf } from "./periksa/finding.js";
import { LACKS_OF_LOG } from "./periksa/reservation.js";
import { toldVerdict } from "./periksa/telling.js";
import { prepareReader, readPhotograph } from "./photograph.js";
import { parsePolicy } from "./policy.js";
import { parseUtf8, toUtf8 } from "./text.js";

/** @typedef {import("./inspection.js").Verdict} Verdict */
/** @typedef {{name: string, bytes: Uint8Array}} Named */
/** @typedef {{name: string, fetch: import("./periksa/published.js").Fetch}} Log */
/**
 * @typedef {object} Found
 * @property {string[]} texts of QR codes
 * @property {Uint8Array[]} files notes and proofs
 * @property {Uint8Array[]} known
 * @property {Named[]} bundles evidence files
 * @property {Log[]} logs published logs
 */
/** @typedef {{state: import("./inspection.js").State, element: HTMLElement}} Shown */

const MARKS = { [HOLDS]: "✓", [FAILS]: "✗", [UNDECIDED]: "?" };
const NOTE = "segel/";

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

const ledger = JSON.parse(at("ledger", HTMLScriptElement).text);
const known = [toUtf8(ledger.charter)];
const [form, trust] = [at("check", HTMLFormElement), at("trust", HTMLTextAreaElement)];
const [files, policy] = [at("files", HTMLInputElement), at("policy", HTMLInputElement)];
const [list, section] = [at("chosen", HTMLElement), at("verdict", HTMLElement)];
const [folder, progress] = [at("folder", HTMLInputElement), at("progress", HTMLElement)];
const [problem, ready] = [at("problem", HTMLElement), at("ready", HTMLElement)];
/** @type {File[]} */
let chosen = [];
/** @type {Map<string, Map<string, File>>} folders by their name, their files by path */
const folders = new Map();
/** Which inspection is the newest: an older one shows nothing any more. */
let turn = 0;
/** The words under which that one was begun. */
let believing = "";

files.addEventListener("change", () => gather(files.files));
trust.addEventListener("change", () => {
  if (trust.value !== believing) inspect();
});
policy.addEventListener("change", inspect);
folder.addEventListener("change", () => {
  const files = chosenFiles(folder.files ?? []);
  const [[path = ""] = []] = files;
  if (path !== "") folders.set(`${path.split("/")[0]}/`, files);
  inspect();
});
at("again", HTMLElement).addEventListener("click", forget);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  inspect();
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  gatherDropped(event.dataTransfer);
});

/** @param {FileList | null} more */
async function gather(more) {
  chosen = [...chosen, ...(more ?? [])];
  await inspect();
}

/** @param {DataTransfer | null} dropped files and folders */
async function gatherDropped(dropped) {
  // asked for all at once: what was dropped is gone after the first wait
  const entries = Array.from(dropped?.items ?? [], (item) => item.webkitGetAsEntry());
  const files = [...(dropped?.files ?? [])].filter((_, place) => !entries[place]?.isDirectory);
  for (const entry of entries) {
    if (entry?.isDirectory) folders.set(`${entry.name}/`, await droppedFiles(entry));
  }
  chosen = [...chosen, ...files];
  await inspect();
}

function forget() {
  turn += 1;
  chosen = [];
  folders.clear();
  document.body.ariaBusy = "false";
  form.reset();
  list.replaceChildren();
  section.hidden = true;
  problem.hidden = true;
}

async function inspect() {
  turn += 1;
  const own = turn;
  believing = trust.value;
  problem.hidden = true;
  list.replaceChildren(...chosen.map(({ name }) => element("li", name)));
  list.append(...[...folders.keys()].map((name) => element("li", name)));
  if (list.childElementCount === 0) return;
  document.body.ariaBusy = "true";
  try {
    const shown = await inspected();
    if (own === turn) show(shown);
  } catch (error) {
    // a file that was changed or taken away meanwhile cannot be read
    const isOfFile = error instanceof SegelError || error instanceof DOMException;
    if (!isOfFile) throw error;
    if (own === turn) complain(error.message);
  } finally {
    if (own === turn) {
      document.body.ariaBusy = "false";
      progress.textContent = "";
    }
  }
}

/** @returns {Promise<Shown[]>} */
async function inspected() {
  const believed = { ...parseTrust(trust.value), ...(await policyTrust()) };
  /** @type {Found} */
  const found = { texts: [], files: [], known, bundles: [], logs: [] };
  for (const [name, files] of folders) found.logs.push({ name, fetch: folderFetch(files) });
  for (const file of chosen) await read(file, found);
  return judgeAll(found, believed);
}

/**
 * @param {Found} found
 * @param {import("./inspection.js").Trust} believed
 * @returns {Promise<Shown[]>}
 */
async function judgeAll({ bundles, logs, ...found }, believed) {
  /** @type {Shown[]} */
  const shown = [];
  for (const { name, bytes } of bundles) {
    const dossier = await examineBundle(bytes, believed);
    const element = toldVerdict(name, dossier, (index) => dossier.notes.get(index), ledger.kinds);
    shown.push({ state: dossier.state, element });
  }
  for (const { name, fetch } of logs) {
    const audited = await auditLog(fetch, believed, tellProgress);
    const told = { ...audited, lacks: LACKS_OF_LOG };
    const element = toldVerdict(name, told, (index) => audited.notes[Number(index)], ledger.kinds);
    shown.push({ state: audited.state, element });
  }
  const isSheet = found.texts.length > 0 || found.files.length > 0 || shown.length === 0;
  return isSheet ? [...shown, sheetShown(await judge(found, believed))] : shown;
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

/** @param {number} read */
function tellProgress(read) {
  progress.textContent = `${read} catatan dibaca…`;
  progress.append(english(`${read} notes read`));
}

/** @param {Uint8Array} bytes */
function parseStart(bytes) {
  return String.fromCharCode(...bytes.slice(0, BUNDLE.length));
}

/** Read the policy that the reader believes: never one that merely came along with the evidence. */
async function policyTrust() {
  const [file] = policy.files ?? [];
  if (file === undefined) return {};
  const bytes = new Uint8Array(await file.slice(0, FILE_BYTES_MAX).arrayBuffer());
  return { policy: await parsePolicy(parseUtf8(bytes, file.name)) };
}

/** @param {File} file */
async function codesOf(file) {
  try {
    return await readPhotograph(file);
  } catch (error) {
    throw new FormatError(file.name, error instanceof Error ? error.message : String(error));
  }
}

/** @param {Shown[]} shown */
function show(shown) {
  section.className = worstOf(shown.map(({ state }) => state));
  section.replaceChildren(...shown.map((one) => one.element));
  section.hidden = false;
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

/** @param {import("./inspection.js").Check} check */
function checkItem({ name, state, reasons }) {
  const item = document.createElement("li");
  item.className = state;
  const heading = element("b", `${MARKS[state]} ${name.id}`);
  heading.append(english(name.en));
  item.append(heading, ...reasons.map(reasonLine));
  return item;
}

/** @param {import("./inspection.js").Words} reason */
function reasonLine({ id, en }) {
  const line = element("p", id);
  if (en !== id) line.append(english(en));
  return line;
}

/** @param {string} reason */
function complain(reason) {
  problem.textContent = `Tidak terbaca: ${reason}`;
  problem.append(english("This cannot be read."));
  problem.hidden = false;
  section.hidden = true;
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

/** @type {(id: string, en: string) => void} */
function tellReady(id, en) {
  ready.textContent = id;
  ready.append(english(en));
}

if (ledger.saved && !("BarcodeDetector" in globalThis)) {
  tellReady("Siap. Berkas ini tidak membawa pembaca QR: foto hanya dibaca di halaman server.",
    "Ready. This file brings no QR reader: photos are read on the server's page only.");
} else {
  prepareReader().then(
    (reader) => {
      tellReady("Siap, juga tanpa jaringan.", "Ready, without a network too.");
      ready.dataset.reader = reader;
    },
    () => tellReady("Pembaca QR belum termuat; berkas tetap bisa diperiksa.",
      "The QR reader is not loaded; files can be checked."),
  );
}
