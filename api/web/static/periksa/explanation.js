/**
 * What each check means, for somebody who has never heard of a tree of hashes.
 */

import { twice } from "./finding.js";

/** @type {Record<string, import("./finding.js").Words>} key of a check -> what it means */
export const EXPLANATIONS = {
  seal: twice(
    "Berkas ini persis seperti saat dibuat. Segel hanya menunjukkan salinan yang rusak; pemalsu "
      + "dihentikan oleh bukti dan tanda tangan di bawah.",
    "The file is just as it was made. The seal shows a torn copy alone; a forger is stopped by the "
      + "proof and the signatures below.",
  ),
  source: twice(
    "Semua berkas log yang terbit ada dan terbaca.",
    "Every file of the published log is here and can be read.",
  ),
  trust: twice(
    "Delapan kata ini dihitung dari piagam di dalam berkas. Hanya kertas piagam di tangan Anda yang "
      + "dapat mengatakan apakah piagam itu yang benar.",
    "These eight words are computed from the charter inside. Only the charter's paper in your hand "
      + "can say whether it is the right one.",
  ),
  charter: twice(
    "Piagam menyebut siapa pendiri buku ini; masing-masing harus menandatanganinya.",
    "The charter names the founders of this ledger; each of them must have signed it.",
  ),
  checkpoints: twice(
    "Log menandatangani berapa catatan yang dimilikinya dan sidik jari semuanya: janji yang tidak "
      + "dapat ditarik kembali.",
    "The log has signed how many notes it has and the fingerprint of them all: a promise that it "
      + "cannot take back.",
  ),
  root: twice(
    "Sidik jari seluruh log dihitung ulang di sini dari tiap catatan.",
    "The fingerprint of the whole log is computed again here, from every note.",
  ),
  leaves: twice(
    "Hash yang tersimpan di samping tiap catatan sama dengan yang dihitung di sini.",
    "The hash stored beside each note is the one that is computed here.",
  ),
  subtrees: twice(
    "Hash antara yang tersimpan sama dengan yang dihitung di sini.",
    "The stored hashes in between are those that are computed here.",
  ),
  witnesses: twice(
    "Saksi di luar server ikut menandatangani pohon ini, jadi server tidak dapat menunjukkan "
      + "riwayat lain kepada orang lain tanpa ketahuan.",
    "Witnesses outside the server have signed this tree too, so it cannot show another history to "
      + "somebody else unnoticed.",
  ),
  proof: twice(
    "Dari catatan di berkas ini dan hash pelengkapnya dihitung akar pohon; hasilnya harus akar yang "
      + "ditandatangani log.",
    "From the notes in this file and the hashes beside them the root is computed; it must be the "
      + "one that the log has signed.",
  ),
  form: twice(
    "Tiap catatan tertulis dalam satu-satunya ejaan yang sah.",
    "Every note is written in the only spelling that counts.",
  ),
  signatures: twice(
    "Tiap catatan ditandatangani kunci jurnalnya sendiri.",
    "Every note is signed by a key of its own journal.",
  ),
  register: twice(
    "Siapa mendaftarkan kunci siapa, dari pendiri ke bawah; kunci yang tidak terdaftar tidak bisa "
      + "berbicara.",
    "Who has enrolled whose key, from the founders down; a key that is not enrolled cannot speak.",
  ),
  journals: twice(
    "Tiap perangkat memberi nomor catatannya; tiap catatan menyebut hash catatan sebelumnya, jadi "
      + "yang dihapus atau disisipkan terlihat.",
    "Each device numbers its notes and each names the hash of the one before it, so what was "
      + "removed or slipped in shows.",
  ),
  citations: twice(
    "Tiap perangkat menyebut pohon terakhir yang pernah diverifikasinya; pohon itu harus pernah "
      + "menjadi pohon log ini.",
    "Each device names the newest tree that it has verified; this log must have had that tree.",
  ),
  anchors: twice(
    "Waktu dari saksi yang ditulis kembali ke log: dengan itu waktu pernyataan dibatasi dari dua "
      + "sisi.",
    "Witnesses' times, written back into the log: they bound when statements were signed.",
  ),
  clerk: twice(
    "Yang ditulis server sendiri: catatan yang ditolak dan kesaksian saksi. Semuanya harus benar.",
    "What the server has written itself: refused notes and witnesses' words. All of it must be "
      + "true.",
  ),
};
