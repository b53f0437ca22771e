/**
 * Every failure in words, Indonesian first: what happened, and what the guard does next.
 */

import { wordOf } from "./outbox.js";

/** @typedef {{id: string, en: string}} Words */

const STAYS = { id: "Catatan tetap tersimpan di ponsel ini.", en: "It stays on this phone." };

/** @type {Record<string, Words>} by the last word of a problem's `type` */
const PROBLEMS = {
  unreachable: {
    id: "Server tidak menjawab. Akan dicoba lagi sendiri.",
    en: "The server does not answer. It will be tried again.",
  },
  unreadable: {
    id: "Jawaban server tidak terbaca. Akan dicoba lagi sendiri.",
    en: "The server's answer cannot be read. It will be tried again.",
  },
  "false-receipt": {
    id: "Tanda terima dari server tidak cocok dengan bukti. Laporkan kepada pengawas.",
    en: "The server's receipt does not match its proof. Report this to the overseer.",
  },
  "unknown-journal": {
    id: "Server belum mengenal kunci ini. Pendaftar mungkin masih luring; akan dicoba lagi.",
    en: "The server does not know this key yet. Its enroller may be offline; will be tried again.",
  },
  ahead: {
    id: "Ada catatan sebelumnya yang belum sampai. Akan dikirim ulang berurutan.",
    en: "An earlier entry has not arrived. They will be sent again in order.",
  },
  "log-disputed": {
    id: "Ponsel ini pernah melihat buku yang berbeda. Simpan ponsel ini, lapor kepada pengawas.",
    en: "This phone has seen a different ledger. Keep it safe and report to the overseer.",
  },
  unproven: {
    id: "Server tidak membuktikan bahwa bukunya melanjutkan yang pernah dilihat ponsel ini.",
    en: "The server does not prove that its ledger continues what this phone has seen.",
  },
  revoked: {
    id: "Kunci ponsel ini sudah dicabut. Minta pendaftar mendaftarkan kunci baru.",
    en: "This phone's key was revoked. Ask the enroller for a new one.",
  },
  "broken-chain": {
    id: "Urutan catatan tidak cocok dengan server. Minta pendaftar melanjutkan jurnal ini.",
    en: "The order of entries does not match the server. Ask the enroller to resume this journal.",
  },
  equivocation: {
    id: "Nomor ini sudah dipakai catatan lain. Minta pendaftar melanjutkan jurnal ini.",
    en: "This number is used by another entry. Ask the enroller to resume this journal.",
  },
  "passed-number": {
    id: "Jurnal sudah dilanjutkan melewati catatan ini; nomor yang hilang tetap menjadi temuan.",
    en: "The journal was resumed beyond this entry; the missing number stays a finding.",
  },
  "storage-full": {
    id: "Penyimpanan server penuh. Beri tahu pengelola; akan dicoba lagi sendiri.",
    en: "The server's disk is full. Tell whoever runs it; it will be tried again.",
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
  storage: {
    id: "Ponsel tidak dapat menyimpan. Catatan ini TIDAK tersimpan; tulis di buku kertas.",
    en: "The phone cannot store. This entry is NOT kept; write it in the paper book.",
  },
};

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
