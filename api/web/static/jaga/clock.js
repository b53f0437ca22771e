/** Times: what the wall clock shows, in the words that people use, and set back where need be. */

import { html } from "../markup.js";
import { wallClock } from "../moment.js";
import { time } from "./field.js";
import { language, t } from "./language.js";

/** @type {Record<string, string>} */
const TIME_ZONES = { "+07:00": " WIB", "+08:00": " WITA", "+09:00": " WIT" };

/**
 * Say a time as it was stated, with the day unless it is today: `08.01 WIB`, `25 Nov 08.01 WIB`.
 * @param {string} [at]
 * @returns {string}
 */
export function clock(at) {
  if (!at) return "–";
  const hour = at.slice(11, 16).replace(":", ".") + (TIME_ZONES[at.slice(-6)] ?? "");
  if (at.slice(0, 10) === wallClock(new Date()).slice(0, 10)) return hour;
  const day = new Date(`${at.slice(0, 10)}T12:00`); // noon: the same day in every zone
  const words = day.toLocaleDateString(language(), { day: "numeric", month: "short" });
  return `${words} ${hour}`;
}

/**
 * Ask when it happened: now, unless the guard says that it was earlier.
 * @returns {{view: () => unknown, at: () => string | undefined}} undefined for now
 */
export function moment() {
  let chosen = "";
  return {
    view: () => html`<details>
      <summary>${t("Terjadi lebih awal?", "Did it happen earlier?")}</summary>
      ${time(t("Waktu kejadian", "Time it happened"), chosen, (value) => { chosen = value; },
        wallClock(new Date()).slice(0, 16))}</details>`,
    at: () => (chosen === "" ? undefined : wallClock(new Date(chosen))),
  };
}
