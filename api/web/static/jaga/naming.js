/** Choosing a unit or a place by its name. */

import { html, nothing } from "../markup.js";
import { t } from "./language.js";

/**
 * Ask for whatever this phone was not told when it was enrolled: whose it is, and where.
 * @param {import("./desk.js").Desk} desk
 */
export function whoAndWhere({ unit, place, post }) {
  return html`${unit === "" ? chooser("from", t("Dari satuan", "From the unit"), post?.units) : nothing}
    ${place === "" ? chooser("place", t("Tempat ini", "This place"), post?.places) : nothing}`;
}

/**
 * @param {import("./desk.js").Desk} desk
 * @param {Record<string, string>} said in a form that has asked for it
 */
export function fromAndPlace({ unit, place, post }, said) {
  return { from: unit || idOf(post?.units, said.from), place: place || idOf(post?.places, said.place) };
}

/**
 * @param {string} name of the field
 * @param {string} label
 * @param {Record<string, string>} [names] by id
 * @param {string} [except] the id that nobody would choose
 * @param {string} [value] what stands in it at first
 */
export function chooser(name, label, names = {}, except = "", value = "") {
  const listed = Object.entries(names).filter(([id]) => id !== except);
  return html`<label>${label}<input name=${name} list="${name}-list" required maxlength="128"
    autocomplete="off" value=${value}></label>
    <datalist id="${name}-list">${listed.map(([, words]) => html`<option value=${words}></option>`)}</datalist>`;
}

/**
 * @param {Record<string, string> | undefined} names by id
 * @param {string} [text] a name, or an id that nobody has named
 * @returns {string}
 */
export function idOf(names, text = "") {
  return Object.entries(names ?? {}).find(([, name]) => name === text)?.[0] ?? text;
}
