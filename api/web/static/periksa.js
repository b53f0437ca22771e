/**
 * The inspection page: files are dropped or chosen, read on this device, and judged.
 */

import { FILE_BYTES_MAX } from "./accusation.js";
import { FormatError, SegelError } from "./errors.js";
import { FAILS, HOLDS, UNDECIDED, judge, parseTrust } from "./inspection.js";
import { prepareReader, readPhotograph } from "./photograph.js";
import { parsePolicy } from "./policy.js";
import { parseUtf8, toUtf8 } from "./text.js";

/** @typedef {import("./inspection.js").Verdict} Verdict */
/** @typedef {{texts: string[], files: Uint8Array[], known: Uint8Array[]}} Found */

const MARKS = { [HOLDS]: "✓", [FAILS]: "✗", [UNDECIDED]: "?" };
const NOTE = "segel/";
const BUNDLE = "segel/bundle/v1";

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
const [problem, ready] = [at("problem", HTMLElement), at("ready", HTMLElement)];
/** @type {File[]} */
let chosen = [];

files.addEventListener("change", () => add(files.files));
trust.addEventListener("change", inspect);
policy.addEventListener("change", inspect);
at("again", HTMLElement).addEventListener("click", forget);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  inspect();
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  add(event.dataTransfer?.files ?? null);
});

/** @param {FileList | null} more */
async function add(more) {
  chosen = [...chosen, ...(more ?? [])];
  await inspect();
}

function forget() {
  chosen = [];
  form.reset();
  list.replaceChildren();
  section.hidden = true;
  problem.hidden = true;
}

async function inspect() {
  problem.hidden = true;
  list.replaceChildren(...chosen.map(({ name }) => element("li", name)));
  if (chosen.length === 0) return;
  document.body.ariaBusy = "true";
  try {
    const believed = { ...parseTrust(trust.value), ...(await policyTrust()) };
    /** @type {Found} */
    const found = { texts: [], files: [], known };
    for (const file of chosen) await read(file, found);
    show(await judge(found, believed));
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    complain(error.message);
  } finally {
    document.body.ariaBusy = "false";
  }
}

/**
 * Sort one file: a note or a proof, or an image.
 * @param {File} file
 * @param {Found} found
 */
async function read(file, found) {
  const bytes = new Uint8Array(await file.slice(0, FILE_BYTES_MAX + 1).arrayBuffer());
  const start = parseStart(bytes);
  if (start === BUNDLE) {
    throw new FormatError(file.name, "segel verify (bundle)");
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

/** @param {Verdict} verdict */
function show(verdict) {
  section.className = verdict.state;
  const word = verdict.word ?? { id: "", en: "" };
  const title = element("h2", `${MARKS[verdict.state]} ${word.id}`);
  title.append(english(word.en));
  const checks = document.createElement("ol");
  checks.append(...verdict.checks.map(checkItem));
  section.replaceChildren(title, checks);
  section.hidden = false;
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

prepareReader().then(
  (reader) => {
    ready.textContent = "Siap, juga tanpa jaringan.";
    ready.append(english("Ready, without a network too."));
    ready.dataset.reader = reader;
  },
  () => {
    ready.textContent = "Pembaca QR belum termuat; berkas tetap bisa diperiksa.";
    ready.append(english("The QR reader is not loaded; files can be checked."));
  },
);
