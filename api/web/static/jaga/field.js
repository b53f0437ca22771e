/** Fields that several screens ask with: chips, a line of text, a choice, a number. */

import { html, nothing } from "../markup.js";
import { t } from "./language.js";

/** @typedef {[code: string, id: string, en: string]} Word */

/**
 * @param {readonly Word[]} words
 * @param {string | null} [code]
 * @returns {string} what people say
 */
export function say(words, code) {
  const [, id = code?.replaceAll("_", " ") ?? "", en = id] = words.find(([word]) => word === code) ?? [];
  return t(id, en);
}

/**
 * One of several words.
 * @param {string} legend
 * @param {readonly Word[]} words
 * @param {string | undefined} chosen
 * @param {(code: string) => void} pick
 */
export function chips(legend, words, chosen, pick) {
  const name = words[0]?.[0];
  return html`<fieldset><legend>${legend}</legend><div class="chips">${words.map(([code]) => html`
    <label><input type="radio" name=${`${legend} ${name}`} .checked=${code === chosen}
      @change=${() => pick(code)}><span>${say(words, code)}</span></label>`)}</div></fieldset>`;
}

/**
 * Any of several words.
 * @param {string} legend
 * @param {readonly Word[]} words
 * @param {readonly string[]} chosen
 * @param {(codes: string[]) => void} pick
 */
export function ticks(legend, words, chosen, pick) {
  /** @param {string} code */
  const turn = (code) => pick(chosen.includes(code) ? chosen.filter((one) => one !== code)
    : [...chosen, code]);
  return html`<fieldset><legend>${legend}</legend><div class="chips">${words.map(([code]) => html`
    <label><input type="checkbox" .checked=${chosen.includes(code)}
      @change=${() => turn(code)}><span>${say(words, code)}</span></label>`)}</div></fieldset>`;
}

/**
 * A line of text, or a number where `isNumber`.
 * @param {string} label
 * @param {string | number | undefined} value
 * @param {(value: string) => void} change
 * @param {{isNumber?: boolean, isRequired?: boolean, length?: number}} [kind]
 */
export function line(label, value, change, { isNumber, isRequired, length = 200 } = {}) {
  return html`<label>${label}<input type=${isNumber ? "number" : "text"} min="0" autocomplete="off"
    inputmode=${isNumber ? "numeric" : "text"} maxlength=${length} ?required=${isRequired}
    .value=${String(value ?? "")} @input=${valued(change)}></label>`;
}

/**
 * A time to the minute, as the wall clock shows it.
 * @param {string} label
 * @param {string} value
 * @param {(value: string) => void} change
 * @param {string} [latest]
 */
export function time(label, value, change, latest) {
  return html`<label>${label}<input type="datetime-local" max=${latest ?? nothing} .value=${value}
    @change=${valued(change)}></label>`;
}

/**
 * A choice by name, with none as the first.
 * @param {string} label
 * @param {Iterable<[id: string, name: string]>} options
 * @param {string | undefined} chosen
 * @param {(id: string) => void} pick
 */
export function choice(label, options, chosen, pick) {
  const all = [...options];
  if (all.length === 0) return nothing;
  return html`<label>${label}<select @change=${valued(pick)}><option value="">–</option>${all.map(
    ([id, name]) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`)}
    </select></label>`;
}

/**
 * A line of a list of terms.
 * @param {string} name
 * @param {unknown} value
 */
export function term(name, value) {
  return html`<dt>${name}</dt><dd>${value}</dd>`;
}

/**
 * The way out of what is done.
 * @param {import("./desk.js").Desk} desk
 */
export function finished(desk) {
  return html`<button class="go" @click=${() => desk.go("jaga")}>${t("Selesai", "Done")}</button>`;
}

/**
 * @param {(value: string) => unknown} hear what stands in a field
 * @returns {(event: Event) => void} a listener
 */
export function valued(hear) {
  return ({ target }) => void hear(/** @type {HTMLInputElement} */ (target).value);
}
