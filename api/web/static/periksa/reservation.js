/**
 * What an evidence file proves when everything holds, and what no such file can prove: the words of
 * `tools/reservation.py`.
 */

import { toBase64 } from "../text.js";
import { NOTHING, twice } from "./finding.js";

/** @typedef {import("./bundle.js").Bundle} Bundle */
/** @typedef {import("./finding.js").Words} Words */

const ALWAYS = [
  twice(
    "Bahwa tidak ada yang kurang: catatan lain tentang hal yang sama bisa saja ada. Itu hanya "
      + "terlihat dari seluruh log atau cerminnya (`segel verify` atas keduanya).",
    "That nothing is missing: there may be other notes about the same thing. Only the whole log, or "
      + "a mirror of it, shows that (`segel verify` of either).",
  ),
  twice(
    "Bahwa daftar kunci di sini lengkap: pencabutan, pendaftaran lebih dahulu, kebijakan saksi "
      + "lain atau kata pendaftar yang ditarik kembali tidak terlihat bila tidak disertakan.",
    "That the register here is complete: a revocation, an earlier enrolment, another policy of "
      + "witnesses or a registrar's word taken back cannot be seen where it is not enclosed.",
  ),
  twice(
    "Bahwa isi pernyataan benar, atau jam penandatangan tepat: batas waktu datang dari saksi, dan "
      + "ujung yang terbuka tidak dibatasi apa pun.",
    "That what was stated is true, or that its signer's clock was right: times are bounded by "
      + "witnesses, and an open end is bounded by nothing.",
  ),
  twice(
    "Bahwa log tidak menunjukkan riwayat lain kepada orang lain, kecuali sejauh saksi "
      + "menandatangani pohon ini.",
    "That the log has shown nobody another history, except as far as witnesses have signed this "
      + "tree.",
  ),
];

const UNSEEN = twice(
  "Bahwa ada yang melihat pohon ini selain log itu sendiri: tidak ada kuorum saksi yang "
    + "menjaminnya.",
  "That anybody but the log itself has seen this tree: no quorum of witnesses vouches for it.",
);

const SPAN = twice(
  "Bahwa pernyataan lain tidak terjadi dalam rentang itu: dipilih menurut waktu yang dinyatakan, "
    + "bukan waktu sebenarnya.",
  "That nothing else happened in that span: statements were chosen by the time that they state, not "
    + "by when they happened.",
);

/**
 * @param {Bundle} bundle
 * @param {Words} witnesses whoever has vouched for its checkpoint, if they are a quorum
 * @param {number} linked how many notes follow one of the file
 * @returns {Words[]} what is proven
 */
export function proves({ tree, leaves }, witnesses, linked) {
  const { origin, size, root } = tree;
  const { length } = leaves;
  const found = [
    twice(
      `${length} catatan ini, bita demi bita, ada di log ${origin} pada daun yang disebut, dalam `
        + `pohon berukuran ${size} dengan akar ${toBase64(root)}.`,
      `These ${length} notes, byte for byte, are in the log ${origin} at the leaves named, in the `
        + `tree of size ${size} with root ${toBase64(root)}.`,
    ),
    twice(
      "Tiap catatan ditandatangani kunci yang didaftarkan baris di berkas ini, dari pendiri ke "
        + "bawah.",
      "Each note is signed by a key that lines in this file have enrolled, from the founders down.",
    ),
    twice(
      `${linked} catatan menyambung catatan sebelumnya dalam jurnal yang sama.`,
      `${linked} notes follow the one before them in their journal.`,
    ),
  ];
  if (witnesses === NOTHING) return found;
  return [...found, twice(`Saksi telah melihat pohon ini: ${witnesses.id}.`,
    `Witnesses have seen this tree: ${witnesses.en}.`)];
}

/**
 * @param {Bundle} bundle
 * @param {Words} witnesses
 * @returns {Words[]} what is not proven
 */
export function lacks({ tree, scope }, witnesses) {
  const found = [
    ...ALWAYS,
    twice(`Apa yang terjadi setelah pohon berukuran ${tree.size}.`,
      `What happened after the tree of size ${tree.size}.`),
    twice(`Bahwa berkas ini memang tentang \`${scope}\`: itu kata pembuatnya.`,
      `That this file is about \`${scope}\`: those are its maker's words.`),
  ];
  if (witnesses === NOTHING) found.push(UNSEEN);
  return scope.startsWith("time ") ? [...found, SPAN] : found;
}

/** @type {Words[]} what a whole log does not prove, even where everything holds */
export const LACKS_OF_LOG = [
  twice(
    "Bahwa isi pernyataan benar: yang dibuktikan hanya siapa menandatangani apa, dan bahwa tidak "
      + "ada yang diubah atau dihapus.",
    "That what was stated is true: proven is only who has signed what, and that nothing was changed "
      + "or removed.",
  ),
  twice(
    "Bahwa salinan ini yang terbaru, atau bahwa log tidak menunjukkan riwayat lain kepada orang "
      + "lain, kecuali sejauh saksi menandatanganinya.",
    "That this copy is the newest, or that the log has shown nobody another history, except as far "
      + "as witnesses have signed it.",
  ),
  twice(
    "Bahwa tidak ada ponsel yang menyimpan catatan yang belum dikirim.",
    "That no phone keeps notes that it has not sent yet.",
  ),
];
