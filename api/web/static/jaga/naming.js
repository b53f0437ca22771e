/** Choosing a unit or a place by its name. */

import { html } from "../vendor/lit-html/lit-html.js";

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
 * @param {string} text a name, or an id that nobody has named
 * @returns {string}
 */
export function idOf(names, text) {
  return Object.entries(names ?? {}).find(([, name]) => name === text)?.[0] ?? text;
}
