/**
 * The page of one form: fill in, look at what will be signed, sign, and see it arrive.
 *
 * What is shown is what is signed: any change in the form takes the review away. A draft is kept
 * in this device's journal as it is typed.
 */

import { serialiseCanonical } from "./canonical.js";
import { SegelError } from "./errors.js";
import { addRow, commit, controlsOf, draftOf, fieldsIn, isBlank, restore } from "./formulir/control.js";
import { t } from "./formulir/language.js";
import { inPlainWords } from "./formulir/plain.js";
import { Counter } from "./formulir/signing.js";
import { FieldError, draftFor, keepCovert, read } from "./formulir/value.js";
import { wallClock } from "./moment.js";
import { sha256, toBase64, toUtf8 } from "./text.js";
import { inWords, problemOf } from "./words.js";

/** Bytes of a body that fit into one note with its header and signature. */
const BODY_BYTES_MAX = 31_000;
const SEALED_BEFORE = t("Sudah disegel sebelumnya; isinya tidak ada di sini. Tulis untuk menggantinya.",
  "Sealed before; the value is not here. Write to replace it.");

/** @type {(id: string) => HTMLElement} */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const [form, fields] = [element("formulir"), element("fields")];
const [review, done] = [element("review"), element("done")];
const all = /** @type {HTMLFieldSetElement} */ (element("all"));
const sign = /** @type {HTMLButtonElement} */ (element("sign"));
/** Where it is told what went wrong; the first goes to the field that it is about. */
const told = { problem: element("problem"), failure: element("failure") };
const kind = form.dataset.kind ?? "";
/** What an address can fill in: what is written in one line, or in lines. */
const ADDRESSED = new Set(["text", "leaf", "texts", "leaves"]);
const MEMO = `formulir ${kind}`;
/** What is stated of a finding: whoever has signed it goes on with the next one. */
const OVERSIGHT = new Set([
  "ObservationFiled", "FindingRaised", "FindingEscalated", "ResponseFiled", "FindingClosed",
]);

/** @typedef {import("./formulir/signing.js").Prepared} Prepared */
/** @typedef {import("./formulir/signing.js").Entry} Entry */

const /** @type {{prepared: Prepared | null, sequence: number | null, saving: Promise<void> | null,
  isStale: boolean}} */ now = { prepared: null, sequence: null, saving: null, isStale: false };

const counter = await Counter.open(JSON.parse(element("ledger").textContent ?? ""), showEntry);
await begin();

async function begin() {
  const zone = wallClock(new Date()).replace(/^.*\d(?=[+-])/, "");
  const templates = [...document.querySelectorAll("template")].map(({ content }) => content);
  for (const one of [document, ...templates]) {
    for (const select of one.querySelectorAll("[data-type=moment] select")) {
      /** @type {HTMLElement} */ (select).dataset.usual = zone;
    }
  }
  const kept = await counter.journal.memo(MEMO);
  restore(fields, kept?.draft ?? {}, SEALED_BEFORE);
  fillWhatIsAskedAbout();
  listen();
  const before = kept?.prepared && (await counter.signed(kept.prepared));
  if (before) await finish(before); // signed, and cut off before the draft was let go
  else all.disabled = false;
  await showDevice();
}

/** Write what the address names (`?of=`, `?basis=`) into the fields of that name that are empty. */
function fillWhatIsAskedAbout() {
  const asked = new URLSearchParams(location.search);
  for (const field of fieldsIn(fields)) {
    const { field: name = "", type = "" } = field.dataset;
    const values = asked.getAll(name);
    if (values.length === 0 || !ADDRESSED.has(type) || !isBlank(field)) continue;
    restore(fields, { ...draftOf(fields), ...draftFor(fields, { [name]: values }) }, SEALED_BEFORE);
  }
}

function listen() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void act("problem", look);
  });
  form.addEventListener("input", ({ target }) => changed(/** @type {HTMLElement} */ (target)));
  form.addEventListener("click", ({ target }) => pressed(/** @type {HTMLElement} */ (target)));
  form.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === "file") void act("problem", () => hash(target));
  });
  sign.addEventListener("click", () => act("failure", signShown));
}

/**
 * Do what a button asks for: once, and with what goes wrong in words.
 * @param {keyof typeof told} place where it is told
 * @param {() => Promise<unknown>} action
 */
async function act(place, action) {
  if (document.body.ariaBusy === "true") return;
  document.body.ariaBusy = "true";
  tell(place, "");
  for (const one of document.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  try {
    await action();
  } catch (error) {
    const ours = error instanceof SegelError && !("type" in error);
    tell(place, ours ? error.message : t(...inWords(problemOf(error))));
    if (error instanceof FieldError) pointTo(error.field);
  } finally {
    document.body.ariaBusy = "false";
  }
}

/**
 * @param {keyof typeof told} place
 * @param {string} words
 */
function tell(place, words) {
  told[place].textContent = words;
  told[place].hidden = words === "";
  if (place === "problem") element("check").parentElement?.before(told.problem);
}

/** @param {HTMLElement} field */
function pointTo(field) {
  for (let above = field.closest("details"); above; above = above.parentElement?.closest("details") ?? null) {
    above.open = true;
  }
  field.append(told.problem);
  const control = controlsOf(field)[0] ?? field.querySelector("button");
  control?.setAttribute("aria-invalid", "true");
  control?.focus();
}

/** Read the form and show what would be signed. */
async function look() {
  const at = fields.querySelector("[data-field=at]");
  if (at instanceof HTMLElement && isBlank(at)) {
    restore(fields, { ...draftOf(fields), ...draftFor(fields, { at: wallClock(new Date()) }) }, SEALED_BEFORE);
  }
  const /** @type {Prepared["openings"]} */ openings = [];
  const lookUp = (/** @type {string} */ leaf) => counter.lookUp(leaf);
  const body = { kind, ...(await read(fields, { lookUp, openings })) };
  keepCovert(fields, body);
  const text = serialiseCanonical(body);
  const size = toUtf8(text).length;
  if (size > BODY_BYTES_MAX) {
    throw new SegelError(t(`terlalu panjang (${size} byte): bagi dalam beberapa pernyataan`,
      `too long (${size} bytes): say it in several statements`));
  }
  now.prepared = { text, body, openings };
  const opened = new Map(openings.map(({ path, value }) => [path, value]));
  element("plain").replaceChildren(inPlainWords(fields, body, opened));
  element("bytes").textContent = text;
  turn(true);
  tell("failure", "");
  save();
  await showDevice();
  element("reviewing").focus();
}

/** Sign what is shown; until that is done, nothing can be changed. */
async function signShown() {
  if (now.prepared === null) return;
  const strong = element("strong");
  const isStrong = !strong.hidden && strong.querySelector("input")?.checked === true;
  all.disabled = true;
  try {
    await finish(await counter.sign(now.prepared, isStrong));
  } finally {
    all.disabled = false;
  }
}

/** Any change takes the review away: what is shown is what is signed. */
function forget() {
  now.prepared = null;
  turn(false);
  save();
}

/** @param {boolean} isReview one button at a time is the next step */
function turn(isReview) {
  review.hidden = !isReview;
  element("check").classList.toggle("go", !isReview);
}

/** @param {HTMLElement} target */
function changed(target) {
  const field = /** @type {HTMLElement | null} */ (target.closest("[data-field]"));
  if (field === null) return;
  commit(field, undefined, "");
  forget();
}

/** @param {HTMLElement} target */
function pressed(target) {
  const list = /** @type {HTMLElement | null} */ (target.closest("[data-type=list]"));
  if (target.dataset.add !== undefined && list !== null) {
    const row = addRow(list);
    restore(row, {}, SEALED_BEFORE);
    row.querySelector("input")?.focus();
  } else if (target.dataset.remove !== undefined) {
    target.closest("[data-row]")?.remove();
    list?.querySelector("button[data-add]")?.dispatchEvent(new Event("focus"));
  } else if (target.id === "fill") {
    void act("problem", fill);
    return;
  } else if (target.id === "clear") {
    restore(fields, {}, SEALED_BEFORE);
  } else {
    return;
  }
  forget();
}

/** Fill in from a body that somebody has pasted. */
async function fill() {
  const { value } = /** @type {HTMLTextAreaElement} */ (element("body"));
  let body;
  try {
    body = JSON.parse(value);
  } catch {
    throw new SegelError(t("ini bukan badan pernyataan (JSON)", "this is no body of a statement (JSON)"));
  }
  if (body?.kind !== kind) {
    throw new SegelError(t(`badan ini jenis ${body?.kind}, bukan ${kind}`, `this body is of ${body?.kind}, not ${kind}`));
  }
  restore(fields, draftFor(fields, body), SEALED_BEFORE);
  forget();
}

/**
 * Write the hashes of chosen files into their field; the files stay where they are.
 * @param {HTMLInputElement} chooser
 */
async function hash(chooser) {
  const field = /** @type {HTMLElement} */ (chooser.closest("[data-field]"));
  const [control] = controlsOf(field);
  if (control === undefined) return;
  const found = await Promise.all([...(chooser.files ?? [])].map(async (file) => (
    toBase64(await sha256(new Uint8Array(await file.arrayBuffer()))))));
  const before = chooser.multiple ? control.value.split("\n") : [];
  control.value = [...before, ...found].filter((line) => line !== "").join("\n");
  chooser.value = "";
  forget();
}

/** Keep the draft; while one is being written, the next one waits and takes in all that follows. */
function save() {
  element("draft").textContent = "";
  now.isStale = true;
  now.saving ??= (async () => {
    while (now.isStale) {
      now.isStale = false;
      const { prepared } = now;
      await counter.journal.remember(MEMO, { draft: draftOf(fields), prepared });
    }
    element("draft").textContent = t("Konsep tersimpan di perangkat ini.", "The draft is kept on this device.");
  })().catch((error) => {
    element("draft").textContent = t(...inWords(problemOf(error)));
  }).finally(() => { now.saving = null; });
}

/** @param {Entry} entry */
async function finish({ sequence }) {
  await now.saving;
  await counter.journal.remember(MEMO, undefined);
  Object.assign(now, { sequence, prepared: null });
  turn(false);
  form.hidden = true;
  await showEntry();
  done.focus();
}

/** Show how far the entry has come. */
async function showEntry() {
  await showDevice();
  const entry = (await counter.journal.entries()).find(({ sequence }) => sequence === now.sequence);
  if (entry === undefined) return;
  const again = Object.assign(document.createElement("a"), {
    href: location.href, textContent: t("Nyatakan lagi", "State another"),
  });
  const line = document.createElement("p");
  line.append(again);
  if (OVERSIGHT.has(kind)) line.append(" · ", attention(entry));
  done.replaceChildren(state(entry), line);
  done.hidden = false;
}

/**
 * @param {Entry} entry
 * @returns {HTMLElement}
 */
function state({ sequence, receipt, problem, witnessed, state: how }) {
  const words = document.createElement("p");
  if (how !== "received" || receipt === null) {
    const why = problem === null ? "" : ` ${t(...inWords(problem))}`;
    words.append(t(`✓ Ditandatangani (nomor ${sequence}), tersimpan di perangkat ini.`,
      `✓ Signed (number ${sequence}), kept on this device.`), why);
    return words;
  }
  const link = Object.assign(document.createElement("a"), {
    href: `/statements/${receipt.leaf_index}?${asFolded(receipt.leaf_index)}`,
    textContent: t(`daun ${receipt.leaf_index}`, `leaf ${receipt.leaf_index}`),
  });
  const [tick, word] = witnessed ? ["✓✓✓", t("Disaksikan", "Witnessed")] : ["✓✓", t("Diterima", "Received")];
  const reason = receipt.understood === false ? t(` Server belum memahaminya: ${receipt.reason}.`,
    ` The server does not understand it: ${receipt.reason}.`) : "";
  words.append(`${tick} ${word}: `, link, `.${reason}`);
  return words;
}

/** @param {Entry} entry */
function attention({ receipt }) {
  return Object.assign(document.createElement("a"), {
    href: `/attention${receipt === null ? t("", "?lang=en") : `?${asFolded(receipt.leaf_index)}`}`,
    textContent: t("Kembali ke Perhatian", "Back to Attention"),
  });
}

/** Return by which a page waits until it knows a leaf. @param {number} leaf */
function asFolded(leaf) {
  return `after=${leaf}${t("", "&lang=en")}`;
}

/** Say who signs here, or what is still missing for that. */
async function showDevice() {
  const device = await counter.journal.device();
  const isEnrolled = device !== null && device.previous !== null;
  sign.disabled = !isEnrolled || now.prepared === null;
  element("strong").hidden = !device?.hardware?.isEnrolled;
  const line = element("device");
  if (isEnrolled) {
    line.textContent = `${t("Menandatangani sebagai", "Signing as")} ${device.name}.`;
    return;
  }
  const link = Object.assign(document.createElement("a"), {
    href: "/jaga/", textContent: t("Daftarkan di aplikasi", "Enrol it in the app"),
  });
  const words = t("Perangkat ini belum terdaftar: formulir dapat diisi dan ditinjau, belum ditandatangani.",
    "This device is not enrolled: the form can be filled in and reviewed, not yet signed.");
  line.replaceChildren(`${words} `, link, ".");
}
