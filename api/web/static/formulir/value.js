/**
 * Values: what the fields of a form mean as a canonical body, and the other way.
 *
 * Fields stand in the order of the catalogue, and what is absent or no other than the default is
 * left out, so a body made here equals, byte for byte, what the catalogue itself would write.
 */

import { serialiseCanonical } from "../canonical.js";
import { seal } from "../commitment.js";
import { SegelError } from "../errors.js";
import { controlsOf, fieldsIn, isBlank, rowsOf } from "./control.js";
import { t } from "./language.js";

/** What stands in a field is not what it asks for. */
export class FieldError extends SegelError {
  /**
   * @param {HTMLElement} field
   * @param {string} reason in the language of the page
   */
  constructor(field, reason) {
    super(`${nameOf(field)}: ${reason}`);
    this.field = field;
  }
}

/**
 * @typedef {object} Context
 * @property {(leaf: string) => Promise<string | null>} lookUp a leaf's hash by its number; null
 *   where the log has none
 * @property {{path: string, salt: string, value: unknown}[]} openings of what was sealed
 */

/** @typedef {(field: HTMLElement, context: Context, path: string) => unknown} Read */
/** @typedef {import("./control.js").Draft} Draft */
/** @typedef {import("./control.js").Written} Written */

const HASH = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
const MOMENT = /^([12]\d{3}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d{1,6})?$/;
const STATED = /^(.{10}T[^Z+-]+)(Z|[+-]\d\d:\d\d)$/;
const WHOLE = /^-?\d{1,16}$/;

/**
 * Read a form, a record or a row.
 * @param {Element} holder
 * @param {Context} context
 * @param {string} [path] where it stands in the body, a JSON Pointer
 * @returns {Promise<Record<string, unknown>>}
 * @throws {FieldError}
 */
export async function read(holder, context, path = "") {
  const /** @type {Record<string, unknown>} */ found = {};
  for (const field of fieldsIn(holder)) {
    const { field: name = "", type = "", required } = field.dataset;
    if (isBlank(field)) {
      const absent = required === undefined ? undefined : withoutWords(field, type);
      if (absent !== undefined) found[name] = absent;
      continue;
    }
    const value = await READ[type]?.(field, context, `${path}/${name}`);
    if (JSON.stringify(value) !== field.dataset.default) found[name] = value;
  }
  return found;
}

/**
 * Refuse to publish how many guard a covert post: the log forgets nothing.
 * @param {Element} holder whose fields the body was read from
 * @param {Record<string, unknown>} body
 * @throws {FieldError}
 */
export function keepCovert(holder, body) {
  if (body.openness !== "tertutup") return;
  for (const field of fieldsIn(holder)) {
    if (field.dataset.type === "measure" && typeof body[field.dataset.field ?? ""] === "number") {
      throw new FieldError(field, t("pos tertutup: pilih “disegel”, agar jumlah orang tidak terbuka bagi umum",
        "a covert post: choose “sealed”, so that nobody learns how many are there"));
    }
  }
}

/**
 * What a required field says where nothing is written.
 * @param {HTMLElement} field
 * @param {string} type
 */
function withoutWords(field, type) {
  const mayBeEmpty = ["list", "texts", "leaves", "digests"].includes(type);
  if (mayBeEmpty && field.dataset.rowsLeast === undefined) return [];
  throw new FieldError(field, t("wajib diisi", "is required"));
}

/** @type {Record<string, Read>} */
const READ = {
  text: (field) => text(field, only(field)),
  count: (field) => count(field, only(field)),
  flag: (field) => only(field) === "true",
  choice: (field) => only(field),
  moment,
  leaf: (field, context) => leaf(field, only(field), context),
  digest: (field) => digest(field, only(field)),
  sealed: (field, context, path) => sealed(field, context, path, () => anything(field)),
  measure: (field, context, path) => {
    const [number = "", openness] = controlsOf(field).map(({ value }) => value.trim());
    const read = () => count(field, number);
    return openness === "sealed" ? sealed(field, context, path, read) : read();
  },
  json: (field) => {
    const value = json(field, only(field));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isObject) throw new FieldError(field, t("bukan objek JSON", "not a JSON object"));
    return value;
  },
  record: (field, context, path) => read(field, context, path),
  texts: (field) => lines(field).map((line) => text(field, line)),
  digests: (field) => lines(field).map((line) => digest(field, line)),
  leaves: (field, context) => Promise.all(lines(field).map((line) => leaf(field, line, context))),
  list: async (field, context, path) => {
    const rows = rowsOf(field);
    checkRows(field, rows.length);
    const /** @type {unknown[]} */ found = [];
    for (const [place, row] of rows.entries()) found.push(await read(row, context, `${path}/${place}`));
    return found;
  },
};

/** @param {HTMLElement} field */
function only(field) {
  return controlsOf(field)[0]?.value.trim() ?? "";
}

/** @param {HTMLElement} field */
function lines(field) {
  const found = only(field).split("\n").map((line) => line.trim()).filter((line) => line !== "");
  checkRows(field, found.length);
  return found;
}

/**
 * @param {HTMLElement} field
 * @param {number} size
 */
function checkRows(field, size) {
  const { rowsLeast = 0, rowsMost = Infinity } = field.dataset;
  if (size > Number(rowsMost)) {
    throw new FieldError(field, t(`paling banyak ${rowsMost}, ini ${size}`, `at most ${rowsMost}, not ${size}`));
  }
  if (size < Number(rowsLeast)) {
    throw new FieldError(field, t(`paling sedikit ${rowsLeast}`, `at least ${rowsLeast}`));
  }
}

/**
 * @param {HTMLElement} field
 * @param {string} line
 */
function text(field, line) {
  const size = [...line].length;
  if (size > Number(field.dataset.most ?? Infinity)) {
    const { most } = field.dataset;
    throw new FieldError(field, t(`paling banyak ${most} huruf`, `at most ${most} characters`));
  }
  return line;
}

/**
 * @param {HTMLElement} field
 * @param {string} word
 */
function count(field, word) {
  const number = Number(word);
  if (!WHOLE.test(word) || !Number.isSafeInteger(number)) {
    throw new FieldError(field, t(`"${word}" bukan bilangan bulat`, `"${word}" is no whole number`));
  }
  const { least = -Infinity, most = Infinity } = field.dataset;
  if (number < Number(least) || number > Number(most)) {
    throw new FieldError(field, t(`harus ${least} sampai ${most}`, `must be ${least} to ${most}`));
  }
  return number + 0; // no minus zero
}

/** @type {Read} */
function moment(field) {
  const [local, zone] = controlsOf(field);
  const { exact } = field.dataset;
  if (exact !== undefined && written(exact).values?.join() === [local?.value, zone?.value].join()) {
    return exact;
  }
  const [, minute, seconds = ":00", fraction = ""] = MOMENT.exec(local?.value ?? "") ?? [];
  if (minute === undefined) {
    throw new FieldError(field, t("tanggal dan jam belum lengkap", "date and time are not complete"));
  }
  return `${minute}${seconds}${fraction}${zone?.value}`;
}

/**
 * @param {HTMLElement} field
 * @param {string} word
 * @param {Context} context
 */
async function leaf(field, word, { lookUp }) {
  if (!/^\d{1,15}$/.test(word)) return digest(field, word);
  const found = await lookUp(word);
  if (found === null) {
    throw new FieldError(field, t(`buku tidak memuat daun ${word}`, `the log has no leaf ${word}`));
  }
  return found;
}

/**
 * @param {HTMLElement} field
 * @param {string} word
 */
function digest(field, word) {
  if (!HASH.test(word)) {
    throw new FieldError(field, t(`"${word}" bukan sidik (44 huruf base64)`,
      `"${word}" is no hash (44 characters of base64)`));
  }
  return word;
}

/**
 * @param {HTMLElement} field
 * @param {Context} context
 * @param {string} path
 * @param {() => unknown} value
 */
async function sealed({ dataset }, { openings }, path, value) {
  if (dataset.committed !== undefined) return JSON.parse(dataset.committed);
  const { commitment, opening } = await seal(value(), dataset.class ?? "pengawas");
  openings.push({ path, ...opening });
  return commitment;
}

/** @param {HTMLElement} field what may be text, or an object or array as JSON */
function anything(field) {
  const word = only(field);
  return /^[[{]/.test(word) ? json(field, word) : word;
}

/**
 * @param {HTMLElement} field
 * @param {string} word
 */
function json(field, word) {
  try {
    const value = JSON.parse(word);
    serialiseCanonical(value);
    return value;
  } catch {
    throw new FieldError(field, t("bukan JSON dengan bilangan bulat dan nama huruf kecil",
      "not JSON of whole numbers and lower-case names"));
  }
}

/**
 * Say what is to be written in the fields, so that they mean a body.
 * @param {Element} holder
 * @param {Record<string, any>} body
 * @param {string} [path]
 * @returns {Draft}
 * @throws {SegelError} the form has no such field
 */
export function draftFor(holder, body, path = "") {
  const fields = new Map(fieldsIn(holder).map((one) => [one.dataset.field ?? "", one]));
  return Object.fromEntries(Object.entries(body).filter(([name]) => path !== "" || name !== "kind")
    .map(([name, value]) => {
      const field = fields.get(name);
      if (field === undefined) {
        throw new SegelError(t(`formulir ini tidak punya ${path}/${name}`, `this form has no ${path}/${name}`));
      }
      return [name, writtenFor(field, value, `${path}/${name}`)];
    }));
}

/**
 * @param {HTMLElement} field
 * @param {any} value
 * @param {string} path
 * @returns {Written}
 */
function writtenFor(field, value, path) {
  switch (field.dataset.type) {
    case "record": return { parts: draftFor(field, value, path) };
    case "list": return { rows: rowsFor(field, value, path) };
    case "moment": return { ...written(value), exact: value };
    case "sealed": return { values: [""], committed: JSON.stringify(value) };
    case "measure": return typeof value === "number" ? { values: [String(value), ""] }
      : { values: ["", "sealed"], committed: JSON.stringify(value) };
    case "json": return { values: [JSON.stringify(value)] };
    default: return { values: [Array.isArray(value) ? value.join("\n") : String(value)] };
  }
}

/**
 * @param {HTMLElement} list
 * @param {any[]} rows
 * @param {string} path
 */
function rowsFor(list, rows, path) {
  const template = /** @type {HTMLTemplateElement} */ (list.querySelector("template"));
  const row = /** @type {Element} */ (template.content.firstElementChild);
  return rows.map((value) => draftFor(row, value, path));
}

/**
 * @param {string} at a moment
 * @returns {Written} as the control shows it, which drops seconds that are zero
 */
function written(at) {
  const [, local = "", zone = ""] = STATED.exec(String(at)) ?? [];
  const shown = document.createElement("input");
  shown.type = "datetime-local";
  shown.value = local;
  return { values: [shown.value, zone] };
}

/**
 * Name a field as people find it: the records and rows that it stands in, and its own label.
 * @param {HTMLElement} field
 * @returns {string}
 */
export function nameOf(field) {
  const above = field.parentElement?.closest("[data-field],[data-row]");
  const own = field.dataset.label ?? "";
  if (!(above instanceof HTMLElement)) return own;
  if (above.dataset.row === undefined) return `${nameOf(above)} / ${own}`;
  const list = /** @type {HTMLElement} */ (above.closest("[data-type=list]"));
  const place = rowsOf(list).indexOf(above) + 1;
  return `${nameOf(list)} / ${t("baris", "row")} ${place} / ${own}`;
}
