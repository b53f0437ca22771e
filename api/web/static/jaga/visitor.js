/** Orang masuk: who asks to come in, let in or refused; one tap for who was here before. */

import { toBase64 } from "../text.js";
import { wallClock } from "../moment.js";
import { html, nothing } from "../markup.js";
import { declare } from "./body.js";
import { moment } from "./clock.js";
import { chips, choice, line, say } from "./field.js";
import { t } from "./language.js";
import { photographs } from "./photo.js";
import { keep } from "./recent.js";
import { scanner } from "./scanner.js";

/** @typedef {import("./field.js").Word} Word */

/** @type {readonly Word[]} */
export const PURPOSES = [
  ["tamu", "Tamu", "Visit"],
  ["pengawasan", "Pengawasan", "Oversight"],
  ["pengesetan", "Pengesetan", "Packing"],
  ["hitung", "Hitung barang", "Counting"],
  ["pengiriman", "Kirim barang", "Delivery"],
  ["kelembapan", "Cek kelembapan", "Humidity check"],
  ["perbaikan", "Perbaikan", "Repair"],
  ["peliputan", "Peliputan", "Press"],
];
/** @type {readonly Word[]} */
export const ZONES = [
  ["halaman", "Halaman", "Yard"],
  ["kantor", "Kantor", "Office"],
  ["barang", "Ruang barang", "Goods"],
];
/** @type {readonly Word[]} */
const IDENTITIES = [
  ["ktp", "KTP", "Identity card"],
  ["kartu_dinas", "Kartu dinas", "Service card"],
  ["dikenal", "Dikenal", "Known"],
  ["tidak_ada", "Tidak ada", "None"],
];
/** @type {readonly Word[]} */
const DENIALS = [
  ["tanpa_izin", "Tanpa izin", "No permission"],
  ["tanpa_identitas", "Tanpa identitas", "No identity"],
  ["di_luar_jam", "Di luar jam", "Outside hours"],
  ["barang_terlarang", "Barang terlarang", "Forbidden items"],
  ["menolak_diperiksa", "Menolak diperiksa", "Refuses the search"],
];
const CALLERS_SHOWN = 6;

/**
 * @typedef {object} Draft
 * @property {string} name
 * @property {string} organisation
 * @property {string} purpose
 * @property {string} identity
 * @property {string} zone
 * @property {Record<string, string>} more fields of the statements, by name
 */

/**
 * @param {import("./desk.js").Desk} desk
 * @param {string} [report] one that has not been answered yet
 * @returns {import("./desk.js").Screen}
 */
export function openVisitor(desk, report) {
  const /** @type {Draft} */ draft = {
    name: "", organisation: "", purpose: "tamu", identity: "ktp", zone: "halaman", more: {} };
  const when = moment();
  const photos = photographs(desk, { most: 1 });
  let reason = "";
  let isRefusing = false;
  let /** @type {ReturnType<typeof scanner> | null} */ badge = null;
  void remembered();

  async function remembered() {
    Object.assign(draft, await desk.journal.memo("visitor"));
    desk.draw();
  }

  /** @param {Partial<Draft>} change */
  function change(change) {
    Object.assign(draft, change);
    desk.draw();
  }

  /** @param {"AccessGranted" | "AccessDenied"} kind @param {Draft} who */
  async function answer(kind, who) {
    const { purpose, identity, zone, more } = who;
    const at = when.at();
    const leaf = report ?? (await reported(desk, who, photos.taken, at));
    const given = kind === "AccessDenied" ? { reason, note: more.note }
      : { zone, escort: more.escort, badge: more.badge,
        authoriser: zone === "barang" ? more.authoriser : undefined };
    await declare(desk, kind, { at, of: leaf, place: desk.place, ...given });
    if (report === undefined) await desk.journal.remember("visitor", { purpose, identity, zone });
    desk.go("jaga");
  }

  function scan() {
    badge = scanner(desk, {
      typed: { label: () => t("Nomor kartu", "Badge number"), pattern: /./ },
      onText: (text) => {
        badge?.close();
        badge = null;
        change({ more: { ...draft.more, badge: text } });
      },
    });
    desk.draw();
  }

  /** @param {string} label @param {string} name */
  const more = (label, name) => line(label, draft.more[name], (value) => {
    draft.more[name] = value;
  }, { length: 120, isNumber: name === "persons" });

  const person = () => html`
    ${line(t("Nama", "Name"), draft.name, (name) => { draft.name = name; },
      { isRequired: true, length: 100 })}
    ${line(t("Instansi", "Organisation"), draft.organisation,
      (organisation) => { draft.organisation = organisation; }, { length: 100 })}
    ${chips(t("Keperluan", "Purpose"), PURPOSES, draft.purpose, (purpose) => change({ purpose }))}
    ${chips(t("Identitas", "Identity"), IDENTITIES, draft.identity,
      (identity) => change({ identity }))}`;

  const people = () => /** @type {[string, string][]} */ (
    Object.entries(desk.post?.persons ?? {}).map(([id, { journals }]) => (
      [id, [desk.name(id), journals[0]?.split("/").at(-1)].filter(Boolean).join(" · ")])));

  const way = () => html`
    ${chips(t("Boleh sampai", "May go as far as"), ZONES, draft.zone, (zone) => change({ zone }))}
    ${draft.zone === "barang" ? html`<p class="note">${t(
      "Menunggu pengesahan pemberi izin.", "Waits for whoever may allow it.")}</p>
      ${choice(t("Pemberi izin", "Who allows it"), people(), draft.more.authoriser,
        (authoriser) => { draft.more.authoriser = authoriser; })}` : nothing}
    <details><summary>${t("Pendamping, kartu tamu, lainnya", "Escort, badge, more")}</summary>
      ${choice(t("Pendamping", "Escort"), people(), draft.more.escort,
        (escort) => { draft.more.escort = escort; })}
      ${more(t("Nomor kartu tamu", "Badge number"), "badge")}
      ${badge ? badge.view() : html`<button type="button" @click=${scan}>
        ${t("Pindai kartu tamu", "Scan the badge")}</button>`}
      ${more(t("Jumlah orang", "How many people"), "persons")}
      ${more(t("Nomor surat izin", "Number of the permission"), "permission")}
      ${more(t("Catatan (tertutup)", "Note (sealed)"), "note")}
      ${report === undefined ? photos.view() : nothing}</details>
    ${when.view()}`;

  const refusal = () => html`
    ${chips(t("Alasan", "Reason"), DENIALS, reason, (code) => { reason = code; desk.draw(); })}
    <button class="go" ?disabled=${reason === ""}>
      ${t("Catat ditolak", "Record the refusal")}</button>
    <button type="button" @click=${() => { isRefusing = false; desk.draw(); }}>
      ${t("Tidak jadi menolak", "Do not refuse")}</button>`;

  const consent = () => html`
    <button class="go">${t("Izinkan masuk", "Let in")}</button>
    <button type="button" @click=${() => { isRefusing = true; desk.draw(); }}>
      ${t("Tolak masuk", "Refuse")}</button>`;

  const before = () => html`<h2>${t("Pernah datang", "Was here before")}</h2>
    ${callers(desk).map((one) => html`<button type="button"
      @click=${desk.act(() => answer("AccessGranted", { ...draft, ...one, more: {} }))}>
      ${one.name}<br>${[one.organisation, say(PURPOSES, one.purpose), say(ZONES, one.zone)]
        .filter(Boolean).join(" · ")}</button>`)}`;

  const save = desk.act(() => answer(isRefusing ? "AccessDenied" : "AccessGranted", draft));
  return {
    title: () => t("Orang masuk", "Somebody comes in"),
    view: () => html`${report === undefined && callers(desk).length > 0 ? before() : nothing}
      <form @submit=${save}>${report === undefined ? person() : nothing}
      ${isRefusing ? refusal() : html`${way()}${consent()}`}</form>`,
    close: () => badge?.close(),
  };
}

/**
 * Say who asks to come in, and keep the name while it is needed.
 * @param {import("./desk.js").Desk} desk
 * @param {Draft} draft
 * @param {import("../album.js").Taken[]} photos a face is personal: its hash is under the seal
 * @param {string | undefined} at
 * @returns {Promise<string>} leaf hash of the report
 */
async function reported(desk, draft, photos, at) {
  const { purpose, identity, zone, more } = draft;
  const [name, organisation] = [draft.name.trim(), draft.organisation.trim()];
  const called = organisation === "" ? { name } : { name, organisation };
  const hashes = photos.map(({ hash }) => hash);
  const visitor = hashes.length === 0 ? called : { ...called, photos: hashes };
  const { permission, note } = more;
  const persons = Number(more.persons) > 1 ? Math.trunc(Number(more.persons)) : undefined;
  const { leaf } = await declare(desk, "VisitorReported", { at, place: desk.place, visitor,
    purpose, permission, identity_check: identity, persons, note }, { photos });
  const visit = toBase64(leaf);
  const kept = wallClock(new Date());
  await keep(desk.journal, { [visit]: { ...called, purpose, identity, zone, kept } });
  return visit;
}

/**
 * List who was here in this watch and is not inside now, the newest first.
 * @param {import("./desk.js").Desk} desk
 */
function callers({ recent = {}, post }) {
  /** @param {import("./post.js").Visitor} [visitor] */
  const called = (visitor) => `${visitor?.name}\n${visitor?.organisation ?? ""}`;
  const isInside = new Set(post?.inside.map(({ who }) => called(who)));
  const newest = Object.values(recent).sort((a, b) => Date.parse(b.kept) - Date.parse(a.kept));
  const once = new Map(newest.reverse().map((one) => [called(one), one]));
  return [...once.values()].reverse().filter((one) => !isInside.has(called(one))).slice(0, CALLERS_SHOWN)
    .map(({ name, organisation = "", purpose, identity, zone }) => ({
      name, organisation, purpose: purpose ?? "tamu", identity: identity ?? "dikenal",
      zone: zone ?? "halaman" }));
}
