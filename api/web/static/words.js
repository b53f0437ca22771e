/**
 * Every failure in words, Indonesian first: what happened, and what the guard does next.
 */

import { wordOf } from "./outbox.js";

/** @typedef {{id: string, en: string}} Words */

const AGAIN = { id: "Akan dicoba lagi sendiri.", en: "It will be tried again." };
const STAYS = { id: "Catatan tetap tersimpan di ponsel ini.", en: "It stays on this phone." };
const OUT = {
  id: "Minta pengawas melanjutkan jurnal ini, atau buat kunci baru. Tidak ada yang dihapus.",
  en: "Ask the supervisor to resume this journal, or make a new key. Nothing is deleted.",
};

/**
 * @param {string} id
 * @param {string} en
 * @returns {Words} for what is sent again as it is
 */
function again(id, en) {
  return { id: `${id} ${AGAIN.id}`, en: `${en} ${AGAIN.en}` };
}

/**
 * @param {string} id
 * @param {string} en
 * @returns {Words} for what is never taken as it is
 */
function never(id, en) {
  return { id: `${id} ${STAYS.id} ${OUT.id}`, en: `${en} ${STAYS.en} ${OUT.en}` };
}

/** @type {Record<string, string>} what a browser calls it, and what we do */
const FAULTS = { QuotaExceededError: "phone-full", InvalidStateError: "replaced" };

/** @type {Record<string, Words>} by the last word of a problem's `type` */
const PROBLEMS = {
  unreachable: again("Server tidak menjawab.", "The server does not answer."),
  unreadable: again("Jawaban server tidak terbaca.", "The server's answer cannot be read."),
  timeout: again(
    "Kiriman terputus di jalan; server belum menyimpannya.",
    "The delivery broke off; the server has kept nothing of it.",
  ),
  closing: again("Server sedang dimulai ulang.", "The server is being restarted."),
  internal: again(
    "Ada kesalahan di server, bukan pada catatan.", "The server is at fault, not the entry.",
  ),
  guard: again(
    "Server berhenti menandatangani karena isinya tidak lengkap. Beri tahu pengelola.",
    "The server has stopped signing as it lacks entries. Tell whoever runs it.",
  ),
  "storage-busy": again("Penyimpanan server sibuk.", "The server's storage is busy."),
  storage: again(
    "Cakram server tidak menerima. Beri tahu pengelola.",
    "The server's disk does not take it. Tell whoever runs it.",
  ),
  "storage-full": again(
    "Penyimpanan server penuh. Beri tahu pengelola.",
    "The server's disk is full. Tell whoever runs it.",
  ),
  "unknown-journal": again(
    "Server belum mengenal kunci ini; ponsel pendaftar mungkin masih luring.",
    "The server does not know this key yet; the enroller's phone may be offline.",
  ),
  ahead: again(
    "Ada catatan sebelumnya yang belum sampai; dikirim ulang berurutan.",
    "An earlier entry has not arrived; they are sent again in order.",
  ),
  "log-disputed": {
    id: "Ponsel ini pernah melihat buku yang berbeda. Simpan ponsel ini, lapor kepada pengawas.",
    en: "This phone has seen a different ledger. Keep it safe and report to the overseer.",
  },
  unproven: {
    id: "Server tidak membuktikan bahwa bukunya melanjutkan yang pernah dilihat ponsel ini. "
      + "Kedua tanda tangannya disimpan di layar Saya; lapor kepada pengawas.",
    en: "The server does not prove that its ledger continues what this phone has seen. Both its "
      + "signatures are kept on the screen Me; report to the overseer.",
  },
  shorter: {
    id: "Buku di server lebih pendek daripada yang pernah dilihat ponsel ini, seperti dari "
      + "cadangan lama. Kedua tanda tangannya disimpan di layar Saya; lapor kepada pengawas.",
    en: "The server's ledger is shorter than the one this phone has seen, as from an old backup. "
      + "Both its signatures are kept on the screen Me; report to the overseer.",
  },
  "false-receipt": {
    id: "Tanda terima dari server tidak cocok dengan bukti. Laporkan kepada pengawas.",
    en: "The server's receipt does not match its proof. Report this to the overseer.",
  },
  "false-tick": {
    id: "Bukti saksi dari server tidak cocok; tidak dihitung. Laporkan kepada pengawas.",
    en: "The server's proof of witnesses does not hold; it does not count. Report this.",
  },
  "no-quorum": {
    id: "Saksi yang disahkan para pendaftar belum cukup; belum dihitung disaksikan.",
    en: "Too few of the witnesses that the registrars named; not counted as witnessed yet.",
  },
  "false-policy": {
    id: "Server menyebut daftar saksi yang tidak disahkan para pendaftar; tidak dipakai.",
    en: "The server names witnesses that the registrars have not; they are not used.",
  },
  revoked: {
    id: `Kunci ponsel ini sudah dicabut. ${STAYS.id} Buat kunci baru dan minta didaftarkan.`,
    en: `This phone's key was revoked. ${STAYS.en} Make a new key and have it enrolled.`,
  },
  "broken-chain": never(
    "Urutan catatan tidak cocok dengan server.",
    "The order of entries does not match the server.",
  ),
  equivocation: never(
    "Nomor ini sudah dipakai catatan lain dengan kunci yang sama; mungkin ada ponsel kembar.",
    "This number is used by another entry under the same key; there may be a copy of this phone.",
  ),
  "bad-signature": never(
    "Server tidak mengenali tanda tangan ponsel ini.",
    "The server does not recognise this phone's signature.",
  ),
  "wrong-origin": never(
    "Catatan ini untuk buku lain, misalnya latihan.",
    "This entry is for another ledger, a practice one for example.",
  ),
  malformed: never(
    "Server tidak dapat membaca bentuk catatan ini.",
    "The server cannot read the form of this entry.",
  ),
  "not-utf8": never("Catatan ini bukan teks yang sah.", "This entry is not valid text."),
  oversize: never("Catatan ini terlalu besar.", "This entry is too large."),
  "media-type": never(
    "Cara kirim aplikasi ini tidak diterima server. Perbarui aplikasi.",
    "The server refuses the way this app sends. Update the app.",
  ),
  "passed-number": {
    id: "Jurnal sudah dilanjutkan melewati catatan ini; nomor yang hilang tetap menjadi temuan.",
    en: "The journal was resumed beyond this entry; the missing number stays a finding.",
  },
  "not-here-yet": {
    id: "Bagian ini belum ada di ponsel. Perlu sinyal sekali; sesudah itu jalan tanpa sinyal.",
    en: "This part is not on the phone yet. It needs a signal once, and never again.",
  },
  "no-ed25519": {
    id: "Peramban ini terlalu lama untuk membuat kunci. Perbarui Chrome ke versi 137 ke atas.",
    en: "This browser is too old to make a key. Update Chrome to version 137 or later.",
  },
  insecure: {
    id: "Halaman ini harus dibuka lewat https atau localhost; tanpa itu kunci tidak dapat dibuat.",
    en: "Open this page over https or on localhost; without that no key can be made.",
  },
  "wrong-constants": {
    id: "Halaman ini tidak cocok dengan buku besarnya sendiri. Jangan dipakai; hubungi pengelola.",
    en: "This page does not match its own ledger. Do not use it; call whoever runs it.",
  },
  "bad-name": {
    id: "Nama pos jaga: huruf, angka, titik dan garis, dengan garis miring di antaranya.",
    en: "A post name has letters, digits, dots and dashes, with slashes between.",
  },
  "no-practice": {
    id: "Pengawas latihan hanya ada pada `segel demo`, dan mendaftarkan nama baru seperti "
      + "16.08/polres/pos-1.",
    en: "A training supervisor is there on `segel demo` only, and enrols new names such as "
      + "16.08/polres/pos-1.",
  },
  "bad-leaf": {
    id: "Kode pengesahan terdiri dari 44 huruf dan angka dan berakhir dengan =. Salin sekali lagi.",
    en: "The enrolment code has 44 characters and ends in =. Copy it again.",
  },
  "other-key": {
    id: "Nama jurnal ini sudah didaftarkan dengan kunci lain. Hubungi pendaftar.",
    en: "This journal name is enrolled with another key. Call the enroller.",
  },
  "other-ledger": {
    id: "Kode ini dari buku besar lain, bukan buku besar ponsel ini. Jangan dipakai.",
    en: "This code is of another ledger, not of this phone's. Do not use it.",
  },
  "other-phone": {
    id: "Jawaban ini untuk ponsel lain. Minta pengawas memindai kode ponsel ini.",
    en: "This answer is for another phone. Ask the supervisor to scan this phone's code.",
  },
  "other-letter": {
    id: "Kode ini untuk keperluan lain. Tunjukkan kode yang diminta di layar ini.",
    en: "This code is for something else. Show the one that this screen asks for.",
  },
  "other-offer": {
    id: "Balasan ini untuk penawaran lain. Pindai balasan untuk penawaran ini.",
    en: "This answers another offer. Scan the answer to this one.",
  },
  "own-offer": {
    id: "Ini penawaran dari ponsel ini sendiri. Pindai kode di ponsel penyerah.",
    en: "This is this phone's own offer. Scan the code on the giver's phone.",
  },
  "bad-letter": {
    id: "Kode ini rusak atau tidak lengkap. Coba sekali lagi.",
    en: "This code is damaged or incomplete. Try once more.",
  },
  "bad-possession": {
    id: "Permintaan ini tidak membuktikan bahwa ponselnya memegang kunci itu. Jangan didaftarkan.",
    en: "This request does not show that its phone holds the key. Do not enrol it.",
  },
  "bad-answer": {
    id: "Jawaban ini tidak ditandatangani dengan benar. Jangan dipakai; hubungi pengawas.",
    en: "This answer is not properly signed. Do not use it; call the supervisor.",
  },
  "bad-checkpoint": {
    id: "Keadaan buku dalam jawaban ini bukan dari log yang benar. Jangan dipakai; hubungi pengawas.",
    en: "The state of the ledger in this answer is not of the true log. Call the supervisor.",
  },
  "wrong-words": {
    id: "Katanya tidak sama. Jangan didaftarkan: pindai lagi langsung dari layar ponsel itu.",
    en: "The words differ. Do not enrol it: scan again, from that phone's own screen.",
  },
  "used-name": {
    id: "Nama pos ini sudah pernah dipakai. Minta penjaga memilih nama lain.",
    en: "This post name has been used before. Ask the guard to choose another.",
  },
  "beyond-prefix": {
    id: "Nama ini di luar wewenang ponsel pengawas ini; pendaftarannya tidak akan berlaku.",
    en: "This name is beyond what this supervisor's phone may enrol; it would have no effect.",
  },
  "void-enrolment": {
    id: "Pendaftaran ponsel ini tidak berlaku di buku besar. Minta didaftarkan dengan kunci baru.",
    en: "This phone's enrolment has no effect in the ledger. Ask for a new key to be enrolled.",
  },
  "phone-full": {
    id: "Ponsel penuh. Catatan ini TIDAK tersimpan: hapus foto atau video lain di ponsel, lalu "
      + "simpan lagi; sementara itu tulis di buku kertas.",
    en: "The phone is full. This entry is NOT kept: delete other photos or videos on the phone and "
      + "save again; meanwhile write it in the paper book.",
  },
  "phone-storage": {
    id: "Ponsel tidak dapat menyimpan. Catatan ini TIDAK tersimpan; tulis di buku kertas.",
    en: "The phone cannot store. This entry is NOT kept; write it in the paper book.",
  },
  unrecognised: {
    id: "Sidik jari tidak terbaca. Coba lagi, atau lanjut tanpa sidik jari.",
    en: "The fingerprint was not read. Try again, or go on without it.",
  },
  replaced: {
    id: "Aplikasi ini sudah dibuka dalam versi baru. Muat ulang halaman ini.",
    en: "A newer version of this app is open. Load this page again.",
  },
};

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
 * @returns {Words}
 */
export function inWords(problem) {
  const word = wordOf(problem);
  const known = PROBLEMS[word];
  if (known !== undefined) return known;
  const { title = problem.detail ?? word, title_en: english = title } = problem;
  if (problem.retry === "never") {
    return {
      id: `Server menolak: ${title}. ${STAYS.id} Hubungi pendaftar.`,
      en: `The server refuses: ${english}. ${STAYS.en} Call the enroller.`,
    };
  }
  return {
    id: `Belum berhasil: ${title}. ${STAYS.id} Akan dicoba lagi.`,
    en: `Not yet: ${english}. ${STAYS.en} It will be tried again.`,
  };
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
  const word = isFault ? (FAULTS[name] ?? "phone-storage") : type;
  return { type: word, retry: "same-bytes", detail: message };
}
