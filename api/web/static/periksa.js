/**
 * The inspection page: files are dropped or chosen, read on this device, and judged.
 */

import { FILE_BYTES_MAX } from "./equivocation.js";
import { FormatError, SegelError } from "./errors.js";
import { FAILS, HOLDS, UNDECIDED, judge, parseTrust } from "./inspection.js";
import { prepareReader, readPhotograph } from "./photograph.js";
import { parsePolicy } from "./policy.js";
import { parseUtf8, toUtf8 } from "./text.js";

const MARKS = { [HOLDS]: "✓", [FAILS]: "✗", [UNDECIDED]: "?" };
const NOTE = "segel/";
const BUNDLE = "segel/bundle/v1";

const at = (id) => document.getElementById(id);
const ledger = JSON.parse(at("ledger").textContent);
const known = [toUtf8(ledger.charter)];
let chosen = [];

at("files").addEventListener("change", () => add(at("files").files));
at("trust").addEventListener("change", inspect);
at("policy").addEventListener("change", inspect);
at("again").addEventListener("click", forget);
at("check").addEventListener("submit", (event) => {
  event.preventDefault();
  inspect();
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  add(event.dataTransfer.files);
});

async function add(files) {
  chosen = [...chosen, ...files];
  await inspect();
}

function forget() {
  chosen = [];
  at("check").reset();
  at("chosen").replaceChildren();
  at("verdict").hidden = true;
  at("problem").hidden = true;
}

async function inspect() {
  at("problem").hidden = true;
  at("chosen").replaceChildren(...chosen.map(({ name }) => element("li", name)));
  if (chosen.length === 0) return;
  document.body.ariaBusy = "true";
  try {
    const trust = { ...parseTrust(at("trust").value), ...(await policyTrust()) };
    const found = { texts: [], files: [], known };
    for (const file of chosen) await read(file, found);
    show(await judge(found, trust));
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    complain(error.message);
  } finally {
    document.body.ariaBusy = "false";
  }
}

/** Sort one file: a note or a proof, or an image. */
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

function parseStart(bytes) {
  return String.fromCharCode(...bytes.slice(0, BUNDLE.length));
}

/** Read the policy that the reader believes: never one that merely came along with the evidence. */
async function policyTrust() {
  const [file] = at("policy").files;
  if (file === undefined) return {};
  const bytes = new Uint8Array(await file.slice(0, FILE_BYTES_MAX).arrayBuffer());
  return { policy: await parsePolicy(parseUtf8(bytes, file.name)) };
}

async function codesOf(file) {
  try {
    return await readPhotograph(file);
  } catch (error) {
    throw new FormatError(file.name, error.message);
  }
}

function show(verdict) {
  const section = at("verdict");
  section.className = verdict.state;
  const title = element("h2", `${MARKS[verdict.state]} ${verdict.word.id}`);
  title.append(english(verdict.word.en));
  const list = document.createElement("ol");
  list.append(...verdict.checks.map(checkItem));
  section.replaceChildren(title, list);
  section.hidden = false;
}

function checkItem({ name, state, reasons }) {
  const item = document.createElement("li");
  item.className = state;
  const heading = element("b", `${MARKS[state]} ${name.id}`);
  heading.append(english(name.en));
  item.append(heading, ...reasons.map(reasonLine));
  return item;
}

function reasonLine({ id, en }) {
  const line = element("p", id);
  if (en !== id) line.append(english(en));
  return line;
}

function complain(reason) {
  const place = at("problem");
  place.textContent = `Tidak terbaca: ${reason}`;
  place.append(english("This cannot be read."));
  place.hidden = false;
  at("verdict").hidden = true;
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function english(text) {
  const made = element("i", text);
  made.lang = "en";
  return made;
}

prepareReader().then(
  (reader) => {
    at("ready").textContent = "Siap, juga tanpa jaringan.";
    at("ready").append(english("Ready, without a network too."));
    at("ready").dataset.reader = reader;
  },
  () => {
    at("ready").textContent = "Pembaca QR belum termuat; berkas tetap bisa diperiksa.";
    at("ready").append(english("The QR reader is not loaded; files can be checked."));
  },
);
