/**
 * Every failure in words, Indonesian first: what happened, and what the guard does next.
 */

import { wordOf } from "./outbox.js";

/** @typedef {[id: string, en: string]} Row */

const /** @type {Row} */ AGAIN = ["Akan dicoba lagi.", "Will be tried again."];
const /** @type {Row} */ STAYS = ["Tersimpan di ponsel ini.", "Kept on this phone."];
const /** @type {Row} */ OUT = [
  "Minta pengawas melanjutkan jurnal, atau buat kunci baru. Tidak ada yang dihapus.",
  "Ask the supervisor to resume the journal, or make a new key. Nothing is deleted.",
];
const /** @type {Row} */ RENEW = [
  "Buat kunci baru dan minta didaftarkan.", "Make a new key and have it enrolled.",
];
const /** @type {Row} */ PROOF = ["Buktinya ada di Saya.", "The proof is under Me."];
const /** @type {Row} */ REPORT = ["Lapor kepada pengawas.", "Report to the overseer."];
const /** @type {Row} */ OPERATOR = ["Beri tahu pengelola.", "Tell whoever runs it."];
const /** @type {Row} */ DISTRUST = ["Jangan dipakai.", "Do not use it."];
const /** @type {Row} */ UNSAVED = [
  "Catatan ini TIDAK tersimpan: tulis di buku kertas.",
  "This entry is NOT kept: write it in the paper book.",
];

/** @param {...Row} rows @returns {Row} one after the other */
function joined(...rows) {
  return [rows.map(([id]) => id).join(" "), rows.map(([, en]) => en).join(" ")];
}

/** @type {Record<string, string>} what a browser calls it, and what we do */
const BROWSER_FAULTS = { QuotaExceededError: "phone-full", InvalidStateError: "replaced" };

/**
 * By the last word of a problem's `type`. Of most that a server refuses, its own answer tells.
 * @type {Record<string, Row>}
 */
const PROBLEMS = {
  unreachable: joined(["Server tidak menjawab.", "The server does not answer."], AGAIN),
  unreadable: joined(["Jawaban server tidak terbaca.", "The server's answer cannot be read."], AGAIN),
  timeout: joined([
    "Kiriman terputus; server belum menyimpannya.", "The delivery broke off; nothing of it was kept.",
  ], AGAIN),
  "unknown-journal": joined([
    "Server belum mengenal kunci ini; pendaftarnya mungkin luring.",
    "The server does not know this key yet; its enroller may be offline.",
  ], AGAIN),
  ahead: joined([
    "Ada catatan sebelumnya yang belum sampai.", "An earlier entry has not arrived.",
  ], AGAIN),
  "log-disputed": joined([
    "Ponsel ini pernah melihat buku yang berbeda. Simpan ponsel ini.",
    "This phone has seen a different ledger. Keep it safe.",
  ], REPORT),
  unproven: joined([
    "Server tidak membuktikan bahwa bukunya melanjutkan yang pernah dilihat ponsel ini.",
    "The server does not prove that its ledger continues what this phone has seen.",
  ], PROOF, REPORT),
  shorter: joined([
    "Buku server lebih pendek daripada yang pernah dilihat ponsel ini, seperti cadangan lama.",
    "The server's ledger is shorter than what this phone has seen, like an old backup.",
  ], PROOF, REPORT),
  "false-receipt": joined([
    "Tanda terima server tidak cocok.",
    "The server's receipt does not hold.",
  ], REPORT),
  "false-tick": joined([
    "Bukti saksi dari server tidak cocok.",
    "The server's proof of witnesses does not hold.",
  ], REPORT),
  "no-quorum": [
    "Saksi para pendaftar belum cukup.",
    "Too few of the registrars' witnesses.",
  ],
  "false-policy": [
    "Daftar saksi dari server tidak disahkan para pendaftar; tidak dipakai.",
    "The server's witnesses are not the registrars'; they are not used.",
  ],
  revoked: joined([
    "Kunci ponsel ini sudah dicabut.", "This phone's key was revoked.",
  ], STAYS, RENEW),
  equivocation: joined([
    "Nomor ini sudah dipakai catatan lain; mungkin ada ponsel kembar.",
    "Another entry has this number; there may be a copy of this phone.",
  ], STAYS, OUT),
  "passed-number": [
    "Jurnal dilanjutkan tanpa catatan ini; nomornya menjadi temuan.",
    "The journal goes on without this entry; its number is a finding.",
  ],
  "no-ed25519": [
    "Perbarui peramban: Chrome 137 ke atas.",
    "Update the browser: Chrome 137 or later.",
  ],
  "bad-name": [
    "Tulis nama baru, seperti 16.08/polres/pos-1.",
    "Write a new name, such as 16.08/polres/pos-1.",
  ],
  "no-practice": [
    "Hanya pada `segel demo`, untuk nama baru, seperti 16.08/polres/pos-1.",
    "Only on `segel demo`, for a new name, such as 16.08/polres/pos-1.",
  ],
  "other-key": [
    "Nama ini sudah dipakai kunci lain. Hubungi pendaftar.",
    "Another key has this name. Call the enroller.",
  ],
  "other-ledger": joined([
    "Kode ini dari buku besar lain.", "This code is of another ledger.",
  ], DISTRUST),
  "other-phone": [
    "Jawaban ini untuk ponsel lain. Minta pengawas memindai kode ponsel ini.",
    "This answer is for another phone. Ask the supervisor to scan this phone's code.",
  ],
  "other-letter": [
    "Kode ini untuk keperluan lain.",
    "This code is for something else.",
  ],
  "other-offer": [
    "Balasan ini untuk penawaran lain.",
    "This answers another offer.",
  ],
  "own-offer": [
    "Ini penawaran ponsel ini sendiri. Pindai ponsel penyerah.",
    "This is this phone's own offer. Scan the giver's phone.",
  ],
  "bad-letter": [
    "Kode ini rusak. Coba sekali lagi.",
    "This code is damaged. Try once more.",
  ],
  "bad-answer": joined([
    "Tanda tangan jawaban ini tidak sah.", "This answer's signature does not hold.",
  ], DISTRUST, REPORT),
  "bad-checkpoint": joined([
    "Jawaban ini bukan dari buku kita.", "This answer is not of our ledger.",
  ], DISTRUST, REPORT),
  "bad-possession": [
    "Ponsel itu tidak membuktikan kuncinya. Jangan didaftarkan.",
    "That phone does not prove its key. Do not enrol it.",
  ],
  "wrong-words": [
    "Katanya tidak sama. Jangan didaftarkan: pindai lagi ponsel itu sendiri.",
    "The words differ. Do not enrol it: scan that phone itself again.",
  ],
  "used-name": [
    "Nama ini sudah dipakai. Minta penjaga memilih nama lain.",
    "This name is used. Ask the guard to choose another.",
  ],
  "beyond-prefix": [
    "Nama ini di luar wewenang ponsel ini.",
    "This name is beyond what this phone may enrol.",
  ],
  "void-enrolment": joined([
    "Pendaftaran ponsel ini tidak berlaku.", "This phone's enrolment has no effect.",
  ], RENEW),
  "phone-full": joined([
    "Ponsel penuh: hapus foto atau video lain, lalu simpan lagi.",
    "The phone is full: delete other photos or videos and save again.",
  ], UNSAVED),
  "phone-storage": joined(["Ponsel tidak dapat menyimpan.", "The phone cannot store."], UNSAVED),
  unrecognised: [
    "Sidik jari tidak terbaca. Coba lagi.", "The fingerprint was not read. Try again.",
  ],
  replaced: [
    "Versi baru sudah ada di ponsel ini. Muat ulang halaman ini.",
    "A new version is on this phone. Load this page again.",
  ],
};

/** The first status that is the server's own fault. */
const SERVER_FAULT = 500;

/** What passes by itself; the queue tells of it, and nobody has to be called. */
const PASSING = new Set([
  "unreachable", "unreadable", "timeout", "closing", "internal", "storage-busy", "unknown-journal",
  "ahead", "no-quorum",
]);

/**
 * Tell whether the guard has to hear of a problem wherever he is in the app.
 * @param {{type?: string} | null | undefined} problem
 * @returns {boolean}
 */
export function isGrave(problem) {
  return problem != null && !PASSING.has(wordOf(problem));
}

/**
 * Say a problem in both languages.
 * @param {import("./outbox.js").Problem & {title?: string, title_en?: string}} problem
 * @returns {Row}
 */
export function inWords(problem) {
  const word = wordOf(problem); // which a server may have chosen
  return (Object.hasOwn(PROBLEMS, word) && PROBLEMS[word]) || refusal(problem);
}

/**
 * Say what a server tells of its own refusal, and what follows for the guard.
 * @param {Parameters<typeof inWords>[0]} problem
 * @returns {Row}
 */
function refusal(problem) {
  const { status = 0, title = problem.detail ?? wordOf(problem) } = problem;
  if (wordOf(problem) === "") {
    return [ // a fault of the app's own: whether anything was kept, only the queue can tell
      `Aplikasi gagal: ${title}. Ulangi bila catatan terakhir tidak ada di Antrean.`,
      `The app failed: ${title}. Do it again if the last entry is not in the queue.`,
    ];
  }
  const { title_en: english = title } = problem;
  if (problem.retry === "never") {
    return joined([`Server menolak: ${title}.`, `The server refuses: ${english}.`], STAYS, OUT);
  }
  const /** @type {Row} */ told = [`Belum berhasil: ${title}.`, `Not yet: ${english}.`];
  const isForOperator = isGrave(problem) && status >= SERVER_FAULT;
  return joined(told, STAYS, AGAIN, ...(isForOperator ? [OPERATOR] : []));
}

/**
 * Say what went wrong on the phone itself; errors of ours may name their own word.
 * @param {unknown} error
 * @returns {import("./witness.js").Problem}
 */
export function problemOf(error) {
  const { type = "", name = "", message = String(error) } = /** @type {any} */ (error ?? {});
  const isFault = error instanceof DOMException;
  if (isFault || type === "") console.error(error);
  const word = isFault ? (BROWSER_FAULTS[name] ?? "phone-storage") : type;
  return { type: word, retry: "same-bytes", detail: message };
}
