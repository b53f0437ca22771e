/** Orang keluar: a visitor leaves, and what the search of the bags found. */

import { html, nothing } from "../markup.js";
import { declare } from "./body.js";
import { clock, moment } from "./clock.js";
import { chips, finished, line, say } from "./field.js";
import { nameOf } from "./home.js";
import { t } from "./language.js";
import { PURPOSES } from "./visitor.js";

/** @type {readonly import("./field.js").Word[]} */
const SEARCHES = [
  ["nihil", "Nihil", "Nothing"],
  ["ditemukan", "Ada temuan", "Something found"],
  ["tidak_diperiksa", "Tidak diperiksa", "Not searched"],
];

/**
 * @param {import("./desk.js").Desk} desk
 * @param {string} [visit]
 * @returns {import("./desk.js").Screen}
 */
export function openExit(desk, visit) {
  const when = moment();
  let search = "nihil";
  let note = "";

  const save = desk.act(async () => {
    await declare(desk, "AccessExited", {
      at: when.at(), of: visit, place: desk.place, search, note });
    desk.go("jaga");
  });

  const form = (/** @type {import("./post.js").Visit} */ one) => html`
    <p><b>${nameOf(one)}</b><br>${[one.who?.organisation, say(PURPOSES, one.purpose)]
      .filter(Boolean).join(" · ")}</p>
    <p>${t("Masuk pukul", "In since")} ${clock(one.at)}</p>
    ${one.badge ? html`<p class="note">${t(`Kartu tamu ${one.badge} dikembalikan?`,
      `Has badge ${one.badge} been returned?`)}</p>` : nothing}
    <form @submit=${save}>
      ${chips(t("Pemeriksaan bawaan", "Search"), SEARCHES, search, (code) => {
        search = code;
        desk.draw();
      })}
      ${search === "ditemukan" ? line(t("Apa yang ditemukan (tertutup)", "What was found (sealed)"),
        note, (value) => { note = value; }) : nothing}
      ${when.view()}
      <button class="go">${t("Catat keluar", "Record the exit")}</button></form>`;

  return {
    title: () => t("Orang keluar", "Somebody leaves"),
    view: () => {
      const one = desk.post?.inside.find((other) => other.visit === visit);
      return one ? form(one) : html`<p>${t("Sudah tercatat keluar.", "Has left already.")}</p>${finished(desk)}`;
    },
  };
}
