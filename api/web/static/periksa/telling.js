/**
 * A verdict as a page shows it: each check opens to plain words, then to what it found at which
 * note, then to the bytes themselves.
 */

import { FAILS, HOLDS, UNDECIDED } from "../inspection.js";
import { EXPLANATIONS } from "./explanation.js";
import { alike, spanWords, twice } from "./finding.js";
import { statedMoment, witnessedMoment } from "./moments.js";

const STATE_MARKS = { [HOLDS]: "✓", [FAILS]: "✗", [UNDECIDED]: "?" };
const STATE_WORDS = {
  [HOLDS]: twice("LULUS", "PROVEN"),
  [FAILS]: twice("GAGAL", "FAILED"),
  [UNDECIDED]: twice("BELUM DAPAT DIPUTUSKAN", "UNDECIDED"),
};

/** Statements shown at once; the rest opens below. */
const SHOWN_MAX = 200;
const HEX_BYTES_MAX = 64 * 1024;

/** @typedef {import("./finding.js").Words} Words */
/** @typedef {import("./finding.js").Finding} Finding */
/** @typedef {import("./testimony.js").Testimony} Testimony */
/** @typedef {Record<string, Words>} KindNames what each kind of statement is called */
/** @typedef {(index: bigint) => Uint8Array | undefined} NoteAt */

/**
 * @typedef {object} Told what is told of a file or a log
 * @property {import("./finding.js").State} state
 * @property {Finding[]} checks
 * @property {string} words the charter's hash as eight words, "" where there is none
 * @property {string} [asked]
 * @property {Testimony[]} [statements]
 * @property {Words[]} [proves]
 * @property {Words[]} [lacks]
 */

/**
 * @param {string} name of the file
 * @param {Told} told
 * @param {NoteAt} noteAt
 * @param {KindNames} kinds
 * @returns {HTMLElement}
 */
export function toldVerdict(name, told, noteAt, kinds) {
  const { state, checks, words, asked = "", statements = [], proves = [], lacks = [] } = told;
  const shown = made("article");
  shown.className = state;
  const title = made("h2", spoken(STATE_WORDS[state], `${STATE_MARKS[state]} `));
  shown.append(title, made("p", [name]));
  if (asked !== "") {
    const said = spoken(twice("Isi (kata pembuat berkas): ", "Contents, in its maker's words"));
    shown.append(made("p", [...said, made("code", [asked])]));
  }
  if (words !== "") shown.append(compared(words));
  const list = made("ol", checks.map((check) => toldCheck(check, noteAt)));
  shown.append(list);
  if (statements.length > 0) shown.append(toldStatements(statements, noteAt, kinds));
  if (proves.length > 0 && state !== FAILS) shown.append(...toldProof(proves, state === HOLDS));
  if (lacks.length > 0) {
    const head = twice("Yang TIDAK dibuktikan", "What this does NOT prove");
    shown.append(made("h3", spoken(head)), made("ul", lacks.map((one) => made("li", spoken(one)))));
  }
  return shown;
}

/** @param {string} words */
function compared(words) {
  const said = spoken(twice(
    "Delapan kata piagam di dalamnya; bandingkan dengan kertas piagam:",
    "Eight words of the charter inside; compare them with the charter's paper:",
  ));
  const spelled = made("b", [words]);
  spelled.className = "eight";
  return made("p", [...said, spelled]);
}

/** @type {(check: Finding, noteAt: NoteAt) => HTMLElement} */
function toldCheck(check, noteAt) {
  const { key, name, state, summary, reasons, omitted, pieces } = check;
  const item = made("li");
  item.className = state;
  const head = made("summary", [made("b", spoken(name, `${STATE_MARKS[state]} `))]);
  if (summary.id !== "") head.append(made("span", spoken(summary)));
  const opening = made("details", [head]);
  opening.toggleAttribute("open", state !== HOLDS);
  const explained = EXPLANATIONS[key];
  if (explained !== undefined) opening.append(made("p", spoken(explained)));
  opening.append(...reasons.map((reason) => toldReason(reason, noteAt)));
  if (omitted > 0) {
    opening.append(made("p", spoken(twice(`dan ${omitted} lagi`, `and ${omitted} more`))));
  }
  opening.append(...pieces.map(({ name: named, bytes }) => toldBytes(named, bytes)));
  item.append(opening);
  return item;
}

/** @type {(reason: import("./finding.js").Reason, noteAt: NoteAt) => HTMLElement} */
function toldReason({ state, text, span }, noteAt) {
  const line = made("p");
  line.className = state;
  const where = span === null ? twice("", "") : spanWords(span);
  const [id, en] = [where.id, where.en].map((one) => (one === "" ? "" : `${one}: `));
  line.append(...spoken(twice(`${id}${text.id}`, `${en}${text.en}`)));
  const note = span !== null && span.end - span.first === 1n ? noteAt(span.first) : undefined;
  if (note === undefined) return line;
  const named = twice(`Catatan di daun ${span?.first}`, `The note at leaf ${span?.first}`);
  return made("div", [line, toldBytes(named, note)]);
}

/**
 * Bytes as text, and behind that as hexadecimal numbers; written only once they are asked for.
 * @param {Words} name
 * @param {Uint8Array} bytes
 * @returns {HTMLElement}
 */
function toldBytes(name, bytes) {
  const opening = made("details", [made("summary", spoken(name))]);
  opening.className = "bytes";
  opening.addEventListener("toggle", () => {
    const text = readable(bytes);
    if (text !== null) opening.append(listing(text));
    const hex = made("details", [made("summary", spoken(twice(
      `Bita demi bita (${bytes.length})`, `Byte for byte (${bytes.length})`,
    ))), listing(hexOf(bytes))]);
    if (text === null) hex.toggleAttribute("open", true);
    opening.append(hex);
  }, { once: true });
  return opening;
}

/** @param {string} text @returns {HTMLElement} may be wider than the page: keys move it too */
function listing(text) {
  const shown = made("pre", [text]);
  shown.tabIndex = 0;
  return shown;
}

/** @param {Uint8Array} bytes @returns {string | null} null: they are no text */
function readable(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /[^\P{C}\n]/u.test(text) ? null : text;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** @param {Uint8Array} bytes @returns {string} sixteen on a line behind their place */
function hexOf(bytes) {
  const shown = bytes.subarray(0, HEX_BYTES_MAX);
  const lines = Array.from({ length: Math.ceil(shown.length / 16) }, (_, row) => {
    const part = Array.from(shown.subarray(16 * row, 16 * row + 16));
    const hex = part.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    return `${(16 * row).toString(16).padStart(6, "0")}  ${hex}`;
  });
  return [...lines, ...(shown.length < bytes.length ? ["…"] : [])].join("\n");
}

/** @type {(statements: Testimony[], noteAt: NoteAt, kinds: KindNames) => HTMLElement} */
function toldStatements(statements, noteAt, kinds) {
  const head = made("summary", spoken(twice(`Pernyataan (${statements.length})`,
    `Statements (${statements.length})`)));
  const opening = made("details", [head]);
  opening.className = "statements";
  opening.addEventListener("toggle", () => {
    const first = statements.slice(0, SHOWN_MAX);
    opening.append(made("ul", first.map((one) => toldStatement(one, noteAt, kinds))));
    const rest = statements.length - first.length;
    if (rest > 0) {
      opening.append(made("p", spoken(twice(`dan ${rest} lagi`, `and ${rest} more`))));
    }
  }, { once: true });
  return opening;
}

/** @type {(statement: Testimony, noteAt: NoteAt, kinds: KindNames) => HTMLElement} */
function toldStatement(statement, noteAt, kinds) {
  const { index, journal, sequence, kind, at, cites, isByHardware, isChosen, difference } = statement;
  const name = kinds[kind] ?? (kind === "" ? twice("(tanpa jenis)", "(no kind)") : alike(kind));
  const item = made("li", [made("b", spoken(name))]);
  const cited = cites.map((one) => ` → ${one ?? "?"}`).join("");
  const tier = isByHardware ? twice(" · sidik jari", " · fingerprint") : twice("", "");
  const beside = isChosen ? twice("", "") : twice(" · pendukung", " · beside it");
  item.append(made("p", spoken(twice(
    `daun ${index}${cited} · ${journal} nomor ${sequence}${tier.id}${beside.id}`,
    `leaf ${index}${cited} · ${journal} number ${sequence}${tier.en}${beside.en}`,
  ))));
  const bounds = boundsOf(statement);
  const stated = statedMoment(at);
  item.append(made("p", spoken(twice(`dinyatakan ${stated}; ${bounds.id}`,
    `stated ${stated}; ${bounds.en}`))));
  if (difference !== null) {
    const odd = made("p", spoken(difference));
    odd.className = UNDECIDED;
    item.append(odd);
  }
  const note = noteAt(index);
  if (note !== undefined) {
    item.append(toldBytes(twice("Catatan seperti ditandatangani", "The note as signed"), note));
  }
  return item;
}

/** @param {Testimony} statement @returns {Words} between which moments it was signed */
function boundsOf({ at, bracket: { notBefore, notAfter } }) {
  const start = notBefore === null ? null : witnessedMoment(notBefore, at);
  const end = notAfter === null ? null : witnessedMoment(notAfter, at);
  if (start === null && end === null) {
    return twice("tidak dibatasi saksi mana pun", "not bounded by any witness");
  }
  if (end === null) return twice(`ditandatangani sesudah ${start}`, `signed after ${start}`);
  if (start === null) return twice(`ditandatangani sebelum ${end}`, `signed before ${end}`);
  return twice(`ditandatangani antara ${start} dan ${end}`, `signed between ${start} and ${end}`);
}

/** @type {(proven: Words[], isWhole: boolean) => HTMLElement[]} */
function toldProof(proven, isWhole) {
  const head = isWhole ? twice("Yang dibuktikan", "What this proves")
    : twice("Yang akan dibuktikan bila tanda ? di atas terjawab",
      "What this would prove once every ? above is answered");
  return [made("h3", spoken(head)), made("ul", proven.map((one) => made("li", spoken(one))))];
}

/** @type {(tag: string, parts?: (Node | string)[]) => HTMLElement} */
function made(tag, parts = []) {
  const element = document.createElement(tag);
  element.append(...parts);
  return element;
}

/** @type {(words: Words, before?: string) => (Node | string)[]} Indonesian, English beside it */
function spoken({ id, en }, before = "") {
  if (id === en) return [`${before}${id}`];
  const english = made("i", [en]);
  english.lang = "en";
  return [`${before}${id}`, english];
}
