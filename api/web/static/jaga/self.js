/** Saya: whose phone this is, how it is, and what it holds against the server. */

import { pack, share } from "../bag.js";
import { conflicts } from "../conflict.js";
import { fingerprintWords } from "../fingerprint.js";
import { html, nothing } from "../markup.js";
import { parseVerifierKey } from "../note.js";
import { parseHash, sha256, toHex } from "../text.js";
import { wallClock } from "../moment.js";
import { seen } from "../witness.js";
import { clock } from "./clock.js";
import { line, term } from "./field.js";
import { isOffered, tierOf } from "./finger.js";
import { language, switchLanguage, t } from "./language.js";
import { fileName } from "./queue.js";

/** A clock that is wrong by more than this is told. */
const DRIFT_MS = 120_000;

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../conflict.js").Conflict} Conflict */

/**
 * @typedef {object} Health
 * @property {string} id of the key
 * @property {string} words of the key
 * @property {boolean | undefined} isKept whether the browser promised to keep what is stored
 * @property {number | undefined} free bytes
 * @property {number | null} drift this phone's clock less the server's, ms; null if out of reach
 * @property {string} version
 * @property {boolean} isFingerOffered whether a hardware key could join
 * @property {bigint} size of the tree that this phone has checked
 * @property {Conflict[]} conflicts
 * @property {[name: string, count: number][]} former
 */

/**
 * @param {Desk} desk
 * @returns {import("./desk.js").Screen}
 */
export function openSelf(desk) {
  /** @type {Partial<Health>} */
  const health = {};
  const seat = { .../** @type {any} */ (desk).seat };

  async function look() {
    Object.assign(health, await inspected(desk));
    desk.draw();
    health.isFingerOffered = await isOffered(desk);
    health.drift = await drift(desk);
    desk.draw();
  }
  void look();

  async function keepSeat() {
    await desk.journal.remember("seat", seat);
    await desk.changed();
  }

  /** @param {Conflict} conflict */
  async function handOver({ ours, theirs, file }) {
    await share(file ?? `${ours}\n${theirs}`, `bukti-${fileName(desk)}.txt`);
  }

  async function handAll() {
    const { text } = await pack(desk.journal, { isAll: true });
    await share(text, `jurnal-${fileName(desk)}.txt`);
  }

  const view = () => html`
    ${(health.conflicts ?? []).map((one) => html`<div class="note bad"><b>
        ${clock(wallClock(new Date(one.at)))}:
        ${t("buku di server tidak cocok.", "the server's ledger does not fit.")}</b>
      ${one.file === null
        ? t("Belum terbukti, perlu diperiksa.", "Not proven, to be looked at.")
        : t("Terbukti: ia menandatangani dua sejarah.", "Proven: it signed two histories.")}
      <dl>${tree(t("Di ponsel ini", "On this phone"), one.ours)}
        ${tree(t("Di server", "On the server"), one.theirs)}</dl>
      <button class="bad" @click=${desk.act(() => handOver(one))}>
        ${t("Bagikan bukti", "Share the proof")}</button></div>`)}
    ${driftNote(health.drift)}
    <dl>
      ${term(t("Nama jurnal", "Journal"), desk.device?.name ?? "–")}
      ${term(t("Kunci", "Key"), html`${health.words} <span class="mono">${health.id}</span>`)}
      ${term(t("Jenis kunci", "Kind of key"), tierOf(desk))}
      ${term(t("Buku besar", "Ledger"),
        fingerprintWords(parseHash(desk.ledger.charter, "charter")))}
      ${term(t("Diperiksa ponsel ini", "Checked by this phone"),
        t(`${health.size ?? 0} catatan`, `${health.size ?? 0} entries`))}
      ${term(t("Penyimpanan", "Storage"), storage(health))}
      ${term(t("Jam", "Clock"), driftWords(health.drift))}
      ${term(t("Versi aplikasi", "Version of the app"),
        html`<span class="mono">${health.version}</span>`)}
    </dl>
    <button @click=${() => { switchLanguage(); desk.draw(); }}>
      ${t("English", "Bahasa Indonesia")}</button>
    <details><summary>${t("Tempat dan regu", "Place and team")}</summary>
      ${line(t("Tempat", "Place"), seat.place, (text) => { seat.place = text.trim(); })}
      ${line(t("Satuan", "Unit"), seat.unit, (text) => { seat.unit = text.trim(); })}
      ${line(t("Regu", "Team"), seat.team, (text) => { seat.team = text.trim(); })}
      <button @click=${desk.act(keepSeat)}>${t("Simpan", "Save")}</button></details>
    ${health.isFingerOffered ? html`<a class="button" href="#/sidik-jari">
      ${t("Tambah sidik jari", "Add the fingerprint")}</a>` : nothing}
    <a class="button" href="#/regu">
      ${t("Serahkan ponsel: akhiri jaga", "Hand over: end the watch")}</a>
    ${(health.former ?? []).map(([name, count]) => html`<p>${t(
      `Jurnal lama ${name}: ${count} catatan`,
      `Former journal ${name}: ${count} entries`)}</p>`)}
    <button @click=${desk.act(handAll)}>
      ${t("Bagikan seluruh jurnal", "Share the whole journal")}</button>`;
  return { title: () => t("Saya", "Me"), view };
}

/** @param {Desk} desk @returns {Promise<Partial<Health>>} */
async function inspected({ journal, device, ledger }) {
  const key = device === null || device === undefined ? null : await parseVerifierKey(device.vkey);
  const spelled = key === null ? "" : fingerprintWords(await sha256(key.publicKey));
  const estimate = await navigator.storage?.estimate?.();
  const names = (await globalThis.caches?.keys()) ?? [];
  const version = names.find((name) => /^segel [0-9a-f]{64}$/.test(name))?.slice(6, 18);
  /** @type {Map<string, number>} */
  const former = new Map((await journal.formerDevices()).map(({ name }) => [name, 0]));
  for (const { journal: name } of await journal.former()) {
    former.set(name, (former.get(name) ?? 0) + 1);
  }
  return {
    id: key === null ? "" : toHex(key.id),
    words: spelled.split(" ").slice(0, 4).join(" "),
    isKept: await navigator.storage?.persisted?.(),
    free: estimate && (estimate.quota ?? 0) - (estimate.usage ?? 0),
    version,
    size: (await seen(device ?? null, ledger.log)).size,
    conflicts: await conflicts(journal),
    former: [...former],
  };
}

/**
 * Compare clocks, to the second; half of the way there and back is taken off.
 * @param {Desk} desk
 * @returns {Promise<number | null>}
 */
async function drift({ ledger }) {
  const before = Date.now();
  try {
    const { headers } = await ledger.fetch("/log/checkpoint", { cache: "no-store" });
    const theirs = Date.parse(headers.get("Date") ?? "");
    return Number.isNaN(theirs) ? null : (before + Date.now()) / 2 - (theirs + 500);
  } catch {
    return null;
  }
}

/** @param {number | null} [ms] */
function driftWords(ms) {
  if (ms === undefined || ms === null) return t("belum dibandingkan", "not compared yet");
  if (Math.abs(ms) < DRIFT_MS) return t("cocok dengan server", "agrees with the server");
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const size = days > 0 ? t(`${days} hari ${hours} jam`, `${days} d ${hours} h`)
    : t(`${hours} jam ${minutes % 60} menit`, `${hours} h ${minutes % 60} min`);
  return ms > 0 ? t(`lebih cepat ${size}`, `${size} ahead`)
    : t(`lebih lambat ${size}`, `${size} behind`);
}

/** @param {number | null} [ms] */
function driftNote(ms) {
  if (ms === undefined || ms === null || Math.abs(ms) < DRIFT_MS) return nothing;
  return html`<p class="note" role="alert">${t(
    `Jam ponsel ini ${driftWords(ms)} daripada server.`, `This phone's clock is ${driftWords(ms)}.`,
  )} ${t("Betulkan di setelan ponsel; catatan tetap sah.",
    "Set it right; entries stay valid.")}</p>`;
}

/**
 * @param {string} whose
 * @param {string} checkpoint as signed
 */
function tree(whose, checkpoint) {
  const [, size, root] = checkpoint.split("\n");
  return term(whose,
    html`${t(`${size} catatan`, `${size} entries`)} <span class="mono">${root}</span>`);
}

/** @param {Partial<Health>} health */
function storage({ isKept, free }) {
  const promise = isKept ? t("tidak dihapus peramban", "never cleared by the browser")
    : t("dapat dihapus peramban", "the browser may clear it");
  const size = (free ?? 0) < 1e9 ? `${Math.round((free ?? 0) / 1e6)} MB`
    : `${((free ?? 0) / 1e9).toLocaleString(language(), { maximumFractionDigits: 1 })} GB`;
  const room = free === undefined ? "" : `, ${size} ${t("bebas", "free")}`;
  return promise + room;
}
