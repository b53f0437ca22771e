/**
 * Ralat: an own entry says something wrong, or did not happen. The entry stays; what is signed here
 * says how it should read, and has force once a person of another unit agrees.
 */

import { html, nothing } from "../markup.js";
import { wallClock } from "../moment.js";
import { declare } from "./body.js";
import { clock } from "./clock.js";
import { chips, finished, line, time, valued } from "./field.js";
import { t } from "./language.js";
import { headline } from "./saying.js";

const ENDORSED_MS = 3000;

/** @typedef {import("./field.js").Word} Word */
/** @typedef {import("./desk.js").Desk} Desk */

/** @type {readonly Word[]} */
const FAULTS = [
  ["salah", "Isinya keliru", "It says something wrong"],
  ["tidak", "Ini tidak terjadi", "It did not happen"],
];

/** @type {Record<string, readonly Word[]>} */
export const CORRECTION_REASONS = {
  salah: [
    ["salah_tulis", "Salah tulis", "Written wrongly"],
    ["salah_hitung", "Salah hitung", "Counted wrongly"],
    ["salah_pindai", "Salah pindai", "Scanned wrongly"],
    ["salah_waktu", "Salah waktu", "Wrong time"],
  ],
  tidak: [
    ["tidak_terjadi", "Tidak terjadi", "Did not happen"],
    ["tertukar", "Tertukar", "Mixed up"],
    ["dobel", "Tercatat dua kali", "Entered twice"],
    ["latihan", "Hanya latihan", "Only practice"],
  ],
};

/** What can be written anew in one line: all that stands in the open and is a plain value. */
/** @type {readonly Word[]} */
export const AMENDABLE = [
  ["at", "Waktu", "Time"],
  ["eta", "Perkiraan tiba", "Expected at"],
  ["occurred", "Waktu kejadian", "Happened at"],
  ["count", "Jumlah kotak", "Number of boxes"],
  ["persons", "Jumlah orang", "Number of people"],
  ["present", "Yang hadir", "Present"],
  ["badge", "Kartu tamu", "Badge"],
  ["vehicle", "Kendaraan", "Vehicle"],
  ["boxes", "Kotak, satu tiap baris", "Boxes, one on each line"],
];

/** What is never amended, but said anew or replaced. */
const NEVER = ["Endorsed", "CorrectionDeclared", "AnnulmentDeclared"];

/**
 * @param {Desk} desk
 * @param {string} [leaf] of the entry
 * @returns {import("./desk.js").Screen}
 */
export function openCorrection(desk, leaf) {
  let fault = "salah";
  let reason = "";
  let note = "";
  /** @type {Record<string, unknown>} */
  let changes = {};

  const find = () => desk.post?.said.find((one) => one.leaf === leaf && one.entry !== undefined);

  const save = desk.act(async () => {
    const target = find();
    if (target === undefined) return;
    const replaces = await inForce(desk, target.leaf);
    const isWrong = fault === "salah";
    await declare(desk, isWrong ? "CorrectionDeclared" : "AnnulmentDeclared", {
      target: target.leaf, target_kind: target.body.kind, ...(isWrong && { changes }), reason,
      replaces, note,
    });
    desk.go("jaga");
  });

  /** @param {import("./post.js").Said} target */
  const form = ({ body, ...said }) => html`
    <p><b>${headline(desk, { body, ...said })}</b><br><span class="soft">${clock(body.at)}</span></p>
    ${chips(t("Apa yang keliru", "What is wrong"), FAULTS, fault, (code) => {
      [fault, reason, changes] = [code, "", {}];
      desk.draw();
    })}
    <form @submit=${save}>
      ${fault === "salah" ? fields(body, changes, (changed) => {
        changes = changed;
        desk.draw();
      }) : nothing}
      ${chips(t("Sebabnya", "Why"), CORRECTION_REASONS[fault] ?? [], reason, (code) => {
        reason = code;
        desk.draw();
      })}
      ${line(t("Catatan (tertutup)", "Note (sealed)"), note, (value) => { note = value; })}
      <p class="soft">${t("Catatan pertama tetap; ralat berlaku setelah disahkan instansi lain.",
        "The first entry stays; this counts once another unit agrees.")}</p>
      <button class="go" ?disabled=${reason === "" || (fault === "salah"
        && Object.keys(changes).length === 0)}>${t("Tanda tangani ralat", "Sign")}</button></form>`;

  return {
    title: () => t("Ralat", "Correction"),
    view: () => {
      const target = find();
      if (target !== undefined && !NEVER.includes(target.body.kind)) return form(target);
      return html`<p>${t("Catatan ini tidak dapat diralat.",
        "This entry cannot be corrected.")}</p>${finished(desk)}`;
    },
  };
}

/**
 * @param {Record<string, any>} body as it was said
 * @param {Record<string, unknown>} changes
 * @param {(changes: Record<string, unknown>) => void} change
 */
function fields(body, changes, change) {
  const known = AMENDABLE.filter(([name]) => isPlain(name, body[name]));
  if (known.length === 0) {
    return html`<p class="note">${t("Tidak dapat diubah: pilih “Ini tidak terjadi”, lalu catat lagi.",
      "Not changeable: choose “It did not happen”, then enter it again.")}</p>`;
  }
  return known.map(([name, id, en]) => {
    const before = body[name];
    const set = (/** @type {unknown} */ value) => {
      const { [name]: _, ...others } = changes;
      const isSame = JSON.stringify(value) === JSON.stringify(before);
      const counted = name === "boxes" && typeof body.count === "number" && Array.isArray(value)
        ? { count: value.length } : {};
      change(isSame ? others : { ...others, [name]: value, ...counted });
    };
    return field(name, t(id, en), changes[name] ?? before, set);
  });
}

/**
 * @param {string} name
 * @param {string} label
 * @param {any} value
 * @param {(value: unknown) => void} set
 */
function field(name, label, value, set) {
  const hear = (/** @type {(text: string) => unknown} */ read) => valued((text) => {
    if (text.trim() !== "") set(read(text.trim()));
  });
  if (Array.isArray(value)) {
    return html`<label>${label}<textarea rows="4" .value=${value.join("\n")}
      @change=${hear((text) => text.split(/\s+/))}></textarea></label>`;
  }
  if (["at", "eta", "occurred"].includes(name)) {
    const shown = value.slice(0, 16);
    return time(label, shown, (text) => {
      if (text !== "") set(text === shown ? value : wallClock(new Date(text)));
    });
  }
  const isNumber = typeof value === "number";
  return html`<label>${label}<input type=${isNumber ? "number" : "text"} min="0" maxlength="120"
    .value=${String(value)} @change=${hear((text) => (isNumber ? Math.trunc(Number(text)) : text))}>
    </label>`;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function isPlain(name, value) {
  if (name === "boxes") {
    return Array.isArray(value) && value.every((one) => typeof one === "string");
  }
  return typeof value === "number" || typeof value === "string";
}

/**
 * Find the amendment that is in force and has to be named: ours, if somebody has endorsed it.
 * @param {Desk} desk
 * @param {string} target
 * @returns {Promise<string | undefined>} its leaf
 */
async function inForce(desk, target) {
  const said = desk.post?.said ?? [];
  const own = said.filter(({ body }) => body.target === target).reverse();
  for (const { leaf } of own) {
    if (said.some(({ body }) => body.kind === "Endorsed" && body.of === leaf)) return leaf;
    if (await isEndorsed(desk, leaf)) return leaf;
  }
  return undefined;
}

/**
 * @param {Desk} desk
 * @param {string} leaf
 */
async function isEndorsed(desk, leaf) {
  const name = leaf.replaceAll("+", "-").replaceAll("/", "_");
  try {
    const signal = AbortSignal.timeout(ENDORSED_MS);
    const response = await desk.ledger.fetch(`/statements/${name.replace(/=+$/, "")}`, { signal });
    const { cited_by: cited = [] } = response.ok ? (await response.json()).statement : {};
    return cited.some((/** @type {{kind: string}} */ { kind }) => kind === "Endorsed");
  } catch {
    return false; // no network: whoever endorses sees which of two came first
  }
}
