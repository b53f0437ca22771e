/** Plain words: what a body says, with the names that its form gives to the fields. */

import { fieldsIn, rowsOf } from "./control.js";
import { t } from "./language.js";

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(:\d\d(?:\.\d+)?)(.+)$/;
const /** @type {Record<string, string>} */ ZONES = {
  "+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT", Z: "UTC",
};

/** @typedef {Map<string, unknown>} Opened by its path in the body */

/**
 * Write a body as a list of names and values.
 * @param {Element} holder whose fields it was read from
 * @param {Record<string, any>} body
 * @param {Opened} opened what stands behind its commitments, as far as it is known here
 * @param {string} [path]
 * @returns {HTMLDListElement}
 */
export function inPlainWords(holder, body, opened, path = "") {
  const list = document.createElement("dl");
  for (const field of fieldsIn(holder)) {
    const { field: name = "", label = name } = field.dataset;
    if (!Object.hasOwn(body, name)) continue;
    const [term, words] = ["dt", "dd"].map((tag) => document.createElement(tag));
    term?.append(label);
    words?.append(...said(field, body[name], opened, `${path}/${name}`));
    list.append(/** @type {Node} */ (term), /** @type {Node} */ (words));
  }
  return list;
}

/**
 * @param {HTMLElement} field
 * @param {any} value
 * @param {Opened} opened
 * @param {string} path
 * @returns {(Node | string)[]}
 */
function said(field, value, opened, path) {
  switch (field.dataset.type) {
    case "record": return [inPlainWords(field, value, opened, path)];
    case "list": return rowsOf(field).map((row, place) => (
      inPlainWords(row, value[place], opened, `${path}/${place}`)));
    case "flag": return [value ? t("ya", "yes") : t("tidak", "no")];
    case "sealed": return [secret(value, opened, path)];
    case "measure": return [typeof value === "number" ? String(value) : secret(value, opened, path)];
    case "json": return [JSON.stringify(value)];
    case "moment": return [clock(value)];
    default: return [Array.isArray(value) ? many(value) : String(value)];
  }
}

/** @param {string} at a moment @returns {string} such as `25-11-2024 08.01 WIB` */
function clock(at) {
  const [, year, month, day, hour, minute, rest = "", zone = ""] = MOMENT.exec(at) ?? [];
  const seconds = /^:00(\.0+)?$/.test(rest) ? "" : rest.replace(":", ".");
  return `${day}-${month}-${year} ${hour}.${minute}${seconds} ${ZONES[zone] ?? zone}`;
}

/** @param {unknown[]} values */
function many(values) {
  return `${values.length}: ${values.join(", ")}`;
}

/**
 * @param {{class: string}} commitment
 * @param {Opened} opened
 * @param {string} path
 */
function secret({ class: visibility }, opened, path) {
  const value = opened.get(path);
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  const words = opened.has(path) ? shown : t("disegel sebelumnya", "sealed before");
  return `${words} (${t("disegel", "sealed")}: ${visibility})`;
}
