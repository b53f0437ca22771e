/** Jaga: the home of the guard on watch. */

import { html } from "../vendor/lit-html/lit-html.js";
import { t } from "./language.js";

/**
 * @param {import("./desk.js").Desk} desk
 * @returns {import("./desk.js").Screen}
 */
export function open(desk) {
  return {
    title: () => t("Jaga", "On watch"),
    view: () => html`<p>${desk.name(desk.place)}</p>`,
  };
}
