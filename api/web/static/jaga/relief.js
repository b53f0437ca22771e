/**
 * Relief: the handover of the watch from screen to camera, with both phones offline.
 *
 *     {"v":1,"type":"watch","charter":"…","leaves":["…"],"notes":["segel/statement/v1…"],
 *      "names":[["<visit>","Siti Aminah","Bawaslu","pengawasan"]]}
 *
 * The names of those inside go from phone to phone and never through the log.
 */

import { openNotes } from "../handover.js";
import { parseLetter, serialiseLetter } from "../letter.js";
import { html, nothing } from "../markup.js";
import { parseUtf8 } from "../text.js";
import { wallClock } from "../moment.js";
import { heard, shown } from "./exchange.js";
import { finished } from "./field.js";
import { t } from "./language.js";
import { earlierOf, saidOf, signature, takeOver } from "./parcel.js";
import { keep } from "./recent.js";

const WATCH = "WATCH";

/**
 * Show the newest handover that waits, until the team that takes over has it.
 * @param {import("./desk.js").Desk} desk
 * @returns {import("./desk.js").Screen}
 */
export function showing(desk) {
  const { entry, body } = desk.post?.handovers.findLast((one) => one.entry !== undefined) ?? {};
  const slide = entry
    && shown(desk, letterOf(desk, "watch", entry, desk.post?.inside ?? []), WATCH);
  return {
    title: () => t("Kode serah terima jaga", "Code of the handover"),
    view: () => html`<p>${body === undefined
      ? t("Tidak ada serah terima yang menunggu.", "No handover waits.")
      : t(`Di ponsel ${body.to}: Regu jaga, Terima dari regu lain.`,
        `On ${body.to}'s phone: The watch, Take over from another team.`)}</p>
      ${slide?.view()}${finished(desk)}`,
    close: () => slide?.close(),
  };
}

/**
 * Write what this phone said, what the log may not have of before it, and who visits.
 * @param {import("./desk.js").Desk} desk
 * @param {string} type
 * @param {import("../journal.js").Entry} entry
 * @param {import("./post.js").Visit[]} visits
 * @param {number} [most] earlier notes; of more, none
 */
export async function letterOf(desk, type, entry, visits, most = Infinity) {
  const said = saidOf(desk, entry);
  const earlier = await earlierOf(desk, [said]);
  const notes = [...(earlier.length > most ? [] : earlier), said.note];
  return serialiseLetter({
    type,
    charter: desk.ledger.charter,
    leaves: [said.leaf],
    notes: notes.map((note) => parseUtf8(note, "note")),
    names: visits.flatMap(({ visit, who, purpose = "" }) => (
      who ? [[visit, who.name, who.organisation ?? "", purpose]] : [])),
  });
}

/**
 * Read what the other phone shows; its note is carried and its names are kept.
 * @param {import("./desk.js").Desk} desk
 * @param {(leaf: string) => void} onHandover
 */
export function hearing(desk, onHandover) {
  let words = "";
  const hint = () => t("Arahkan kamera ke kode di ponsel regu lama.",
    "Point the camera at the old team's phone.");
  const part = heard(desk, WATCH, async (bytes) => {
    const letter = parseLetter(bytes, ["watch"], desk.ledger);
    const message = await openNotes(letter, ["ShiftHandedOver"], desk.ledger);
    const [handed] = message.said;
    if (handed?.body.post !== desk.place) {
      words = t("Serah terima ini untuk pos lain.", "This handover is for another post.");
      return desk.draw();
    }
    words = signature(await takeOver(desk, message));
    await keepNames(desk, letter.names, handed.body.inside);
    await desk.changed();
    onHandover(handed.leaf);
  }, hint);
  const verdict = () => (words ? html`<p role="status">${words}</p>` : nothing);
  return { verdict, close: part.close, view: () => html`${part.view()}${verdict()}` };
}

/**
 * Keep names that came beside a statement: of the visits that it speaks of, and of no visitor whom
 * this phone has let in or knows already. Nobody signs names.
 * @param {import("./desk.js").Desk} desk
 * @param {unknown} names
 * @param {string[]} [visits]
 */
export async function keepNames(desk, names, visits = []) {
  const isNews = (/** @type {string} */ visit) => visits.includes(visit)
    && desk.recent?.[visit] === undefined
    && !desk.post?.said.some(({ leaf, entry }) => leaf === visit && entry !== undefined);
  const heard = Object.entries(namesIn(names)).filter(([visit]) => isNews(visit));
  await keep(desk.journal, Object.fromEntries(heard));
}

/**
 * @param {unknown} names as the other phone wrote them
 * @returns {Record<string, import("./recent.js").Recent>}
 */
function namesIn(names) {
  const kept = wallClock(new Date());
  const rows = (Array.isArray(names) ? names : []).filter((row) => (
    Array.isArray(row) && row.length === 4 && row.every((cell) => typeof cell === "string")));
  return Object.fromEntries(rows.map(([visit, name, organisation, purpose]) => (
    [visit, { name, organisation, purpose, kept }])));
}
