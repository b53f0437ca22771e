/**
 * The trial page: make a key, be enrolled, sign with the network off, send, check the receipt.
 *
 * It only joins the modules to the page: every rule stands in the module of its noun. Nothing here
 * waits for the network before the guard's entry is safe on the phone.
 */

import { enrolLine } from "./enrolment.js";
import { FormatError } from "./errors.js";
import { fingerprintWords } from "./fingerprint.js";
import { TakenError, openJournal } from "./journal.js";
import { checkStrong, formatVerifierKey, parseVerifierKey, verifierKey } from "./note.js";
import { deliver, isWaiting } from "./outbox.js";
import { isJournal, signStatement } from "./statement.js";
import { parseHash, toBase64 } from "./text.js";
import { visitorReported, wallClock } from "./visitor.js";
import { look, seen } from "./witness.js";
import { inWords, problemOf } from "./words.js";

const RETRY_MS_MIN = 5_000;
const RETRY_MS_MAX = 300_000;
const ASK_MS = 3_000;
const TRIES = 3;

const TICKS = {
  signed: { id: "✓ di ponsel", en: "on the phone" },
  received: { id: "✓✓ diterima", en: "received" },
  refused: { id: "✓ di ponsel · ditolak server", en: "on the phone · refused by the server" },
};

/** @type {(id: string) => HTMLElement} */
const element = (id) => document.getElementById(id);

const page = {
  ledger: JSON.parse(element("ledger").textContent),
  log: null,
  journal: null,
  asking: 0,
  isSending: false,
  retryMs: RETRY_MS_MIN,
  timer: 0,
};

start();

async function start() {
  if (!globalThis.isSecureContext || crypto.subtle === undefined) return say({ type: "insecure" });
  try {
    page.log = await parseVerifierKey(page.ledger.log);
    checkStrong(page.log);
    element("words").textContent = fingerprintWords(parseHash(page.ledger.charter, "charter"));
    if (page.log.name !== page.ledger.origin) throw new FormatError("ledger", "another origin");
  } catch (error) {
    return say({ type: "wrong-constants", detail: error.message });
  }
  page.journal = await openJournal(page.ledger.charter);
  listen();
  await render();
  void askRegister();
  void send();
  return undefined;
}

function listen() {
  onSubmit("make", makeKey);
  onSubmit("paste", pasteEnrolment);
  onSubmit("visitor", saveVisitor);
  element("copy").addEventListener("click", copyLine);
  element("send").addEventListener("click", () => send());
  globalThis.addEventListener("online", () => Promise.all([render(), send(), askRegister()]));
  globalThis.addEventListener("offline", () => render());
}

/** Run a form's action with its button disabled, so that two taps are one entry. */
function onSubmit(id, action) {
  const form = /** @type {HTMLFormElement} */ (element(id));
  const button = form.querySelector("button[type=submit]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await action(Object.fromEntries(new FormData(form)), form);
    } catch (error) {
      say(problemOf(error));
    } finally {
      button.disabled = false;
    }
  });
}

/** @param {{journal: string}} fields */
async function makeKey({ journal: name }) {
  if (!isJournal(name.trim())) return say({ type: "bad-name" });
  let keys;
  try {
    keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  } catch {
    return say({ type: "no-ed25519" });
  }
  const raw = await crypto.subtle.exportKey("raw", keys.publicKey);
  const key = await verifierKey(name.trim(), new Uint8Array(raw));
  const line = await enrolLine(page.ledger.origin, { key, privateKey: keys.privateKey });
  await navigator.storage?.persist?.();
  await page.journal.begin({ name: key.name, vkey: formatVerifierKey(key), keys, line });
  say(null);
  await render();
  return askRegister();
}

async function copyLine() {
  const line = /** @type {HTMLTextAreaElement} */ (element("line"));
  line.select();
  try {
    await navigator.clipboard.writeText(line.value);
    element("copied").hidden = false;
  } catch {
    line.focus(); // it is selected: the guard copies by hand
  }
}

/** Ask the register, again and again, whether somebody has enrolled us. */
async function askRegister() {
  const device = await page.journal.device();
  if (device === null || device.previous !== null) return;
  try {
    const query = new URLSearchParams({ journal: device.name });
    const response = await fetch(`/register?${query}`);
    if (response.ok) await takeEnrolment(await response.json(), device);
  } catch {
    // offline: asked again below, and when the network is back
  }
  if ((await page.journal.device()).previous !== null) return;
  clearTimeout(page.asking);
  page.asking = setTimeout(askRegister, ASK_MS);
}

/** @param {{enrolled_by_leaf?: string | null, key?: string}} answer */
async function takeEnrolment(answer, device) {
  if (typeof answer.enrolled_by_leaf !== "string") return;
  if (answer.key !== undefined && answer.key !== device.vkey) return say({ type: "other-key" });
  await begun(parseHash(answer.enrolled_by_leaf, "enrolling leaf"));
}

/** @param {{leaf: string}} fields */
async function pasteEnrolment({ leaf }) {
  let hash;
  try {
    hash = parseHash(leaf.trim(), "enrolling leaf");
  } catch {
    return say({ type: "bad-leaf" });
  }
  return begun(hash);
}

/** @param {Uint8Array} leaf of the note that enrolled us: the journal begins there */
async function begun(leaf) {
  const problem = await look(page.journal, gate()); // offline, the first entry cites the empty tree
  await page.journal.enrolled(leaf);
  say(problem);
  await render();
}

/** @param {import("./visitor.js").Visitor & {place: string}} fields as typed */
async function saveVisitor(fields, form) {
  const where = { at: wallClock(new Date()), place: fields.place.trim() };
  const visitor = {
    ...fields,
    name: fields.name.trim(),
    organisation: fields.organisation.trim(),
  };
  const { body, openings } = await visitorReported(visitor, where);
  await sign(body, openings);
  form.reset();
  say(null);
  const heard = `✓ ${clock(where.at)} ${visitor.name}: tersimpan di ponsel.`;
  put(element("saved"), { id: heard, en: "Kept on this phone." });
  await render();
  void send();
}

/** Sign at the journal's end; if another tab was faster, at its new end. */
async function sign(body, openings, tries = TRIES) {
  const device = await page.journal.device();
  const { next, previous, held, keys, name } = device;
  const cited = await seen(device, page.log);
  const { origin } = page.ledger;
  const header = { origin, journal: name, sequence: BigInt(next), previous, cited };
  const key = await parseVerifierKey(device.vkey);
  const signed = await signStatement(header, body, { key, privateKey: keys.privateKey });
  const leaf = toBase64(signed.leaf);
  const beside = openings.map((opening) => ({ leaf, ...opening }));
  try {
    await page.journal.keep({ ...signed, openings: beside, cited: held }, { next, previous });
  } catch (error) {
    if (!(error instanceof TakenError) || tries === 1) throw error;
    await sign(body, openings, tries - 1);
  }
}

/** Send what waits; if something stands in the way, say it and try again later. */
async function send() {
  if (page.isSending || (await page.journal.device())?.previous == null) return;
  page.isSending = true;
  clearTimeout(page.timer);
  try {
    const { received, problem: rest } = await deliver(page.journal, gate());
    let problem = rest ?? (await look(page.journal, gate()));
    const isLost = problem === null && (await page.journal.entries()).some(isWaiting);
    if (isLost) ({ problem } = await deliver(page.journal, gate())); // the log has lost entries
    if (problem === null || received > 0) page.retryMs = RETRY_MS_MIN;
    const isOffline = problem?.type === "unreachable" && !navigator.onLine;
    say(isOffline ? null : problem); // being offline is no failure: the pill says so
    if (problem !== null) {
      page.timer = setTimeout(send, page.retryMs);
      page.retryMs = Math.min(page.retryMs * 2, RETRY_MS_MAX);
    }
  } finally {
    page.isSending = false;
    await render();
  }
}

function gate() {
  const { charter } = page.ledger;
  return { log: page.log, charter, fetch: (path, options) => fetch(path, options) };
}

/** Show one thing to do: make a key, wait for enrolment, or keep watch. */
async function render() {
  const device = await page.journal.device();
  const entries = await page.journal.entries();
  const isEnrolled = device !== null && device.previous !== null;
  element("make").hidden = device !== null;
  element("enrol").hidden = device === null || isEnrolled;
  element("watch").hidden = !isEnrolled;
  element("who").textContent = device?.name ?? "–";
  element("line").value = device?.line ?? "";
  const waiting = entries.filter(isWaiting).length;
  const net = navigator.onLine ? ["Daring", "online"] : ["Luring", "offline"];
  const [id, en] = waiting > 0 ? [` · ${waiting} antre`, ` · ${waiting} waiting`] : ["", ""];
  put(element("net"), { id: net[0] + id, en: net[1] + en });
  element("net").classList.toggle("off", !navigator.onLine || waiting > 0);
  element("send").hidden = waiting === 0;
  element("entries").replaceChildren(...entries.reverse().map(row));
}

/** @param {import("./journal.js").Entry} entry */
function row(entry) {
  const item = document.createElement("li");
  item.className = entry.state;
  const body = JSON.parse(new TextDecoder().decode(entry.note).split("\n")[5]);
  const { name, organisation } = entry.openings[0]?.value ?? {};
  const title = item.appendChild(document.createElement("b"));
  title.textContent = `${clock(body.at)} ${name ?? body.kind}`;
  const about = item.appendChild(document.createElement("span"));
  about.textContent = [organisation, body.purpose].filter(Boolean).join(" · ");
  const tick = item.appendChild(document.createElement("strong"));
  const leaf = entry.receipt === null ? null : entry.receipt.leaf_index;
  const { id, en } = TICKS[entry.state];
  const [daun, at] = leaf === null ? ["", ""] : [` · daun ${leaf}`, ` · leaf ${leaf}`];
  put(tick, { id: id + daun, en: en + at });
  if (entry.problem !== null) {
    put(item.appendChild(document.createElement("p")), inWords(entry.problem));
  }
  if (entry.receipt?.understood === false) {
    const { reason } = entry.receipt;
    const id = `Tersimpan, tetapi belum dipahami server: ${reason}`;
    put(item.appendChild(document.createElement("p")), { id, en: "Kept, not yet understood." });
  }
  return item;
}

/** @param {string} at a wall clock's time, for example `08.01 WIB` */
function clock(at) {
  const zone = { "+07:00": " WIB", "+08:00": " WITA", "+09:00": " WIT" }[at.slice(-6)] ?? "";
  return at.slice(11, 16).replace(":", ".") + zone;
}

/** @param {object | null} problem said in words, or nothing to say */
function say(problem) {
  const box = element("problem");
  box.hidden = problem === null;
  if (problem !== null) put(box, inWords(problem));
}

/** @param {{id: string, en: string}} words Indonesian first, English beside */
function put(box, { id, en }) {
  const english = document.createElement("i");
  english.lang = "en";
  english.textContent = en;
  box.replaceChildren(id, " ", english);
}
