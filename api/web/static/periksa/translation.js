/**
 * What the verifier's modules say is wrong, in Indonesian: they say it in English, as Python's do,
 * and a page says both.
 */

/** @type {[RegExp, string][]} what stands behind the last colon -> the same in Indonesian */
const SENTENCES = [
  [/^the signature does not hold over this text$/, "tanda tangan tidak cocok dengan teks ini"],
  [/^signature not strict.*$/, "tanda tangan tidak dalam bentuknya yang ketat"],
  [/^want 64 bytes$/, "tanda tangan harus 64 bita"],
  [/^not signed by a known key$/, "tidak ditandatangani kunci yang dikenal"],
  [/^no key of (.+) signed this$/, "bukan kunci $1 yang menandatanganinya"],
  [/^signed for the log (.+)$/, "ditandatangani untuk log $1"],
  [/^(\S+) does not belong in (\S+)$/, "$1 tidak semestinya ada di $2"],
  [/^(\S+) does not sign for (\S+)$/, "$1 tidak menandatangani untuk $2"],
  [/^no note has enrolled a hardware key of (\S+) yet$/,
    "belum ada catatan yang mendaftarkan kunci sidik jari $1"],
  [/^no note has enrolled (\S+) yet$/, "belum ada catatan yang mendaftarkan $1"],
  [/^(\S+) was revoked after number (\d+)$/, "$1 dicabut setelah nomor $2"],
  [/^number (\d+) came before number (\d+)$/, "nomor $1 datang sebelum nomor $2"],
  [/^number (\d+) lies before (\d+)$/, "nomor $1 sudah lewat; berikutnya $2"],
  [/^number (\d+) does not follow its last note$/, "nomor $1 tidak menyambung catatan terakhirnya"],
  [/^the entries have another root at size (\d+)$/, "catatan menghasilkan akar lain pada ukuran $1"],
  [/^the log has not signed it$/, "log tidak menandatanganinya"],
  [/^it is of the log (.+)$/, "milik log $1"],
  [/^another origin$/, "log lain"],
  [/^no such file$/, "berkasnya tidak ada"],
  [/^out of form$/, "bentuknya salah"],
  [/^not canonical$/, "ejaannya bukan yang baku"],
  [/^not base64$/, "bukan base64"],
  [/^not a hash$/, "bukan hash"],
  [/^not UTF-8$/, "bukan UTF-8"],
  [/^too large$/, "terlalu besar"],
  [/^weak$/, "lemah"],
  [/^the line at byte (\d+) has no end$/, "baris pada bita $1 tidak berakhir"],
  [/^want a line (\S+) at byte (\d+)$/, "pada bita $2 semestinya ada baris $1"],
  [/^want (\S+)$/, "semestinya $1"],
  [/^no (\d+) bytes and a line feed at byte (\d+)$/, "pada bita $2 tidak ada $1 bita dan ganti baris"],
  [/^leaf (\d+) does not belong here$/, "daun $1 tidak semestinya di sini"],
  [/^the charter, leaf 0, is missing$/, "piagam, daun 0, tidak ada"],
  [/^something stands behind the seal$/, "ada sesuatu di belakang segel"],
  [/^the seal is broken$/, "segelnya rusak"],
  [/^these are not the bytes it was put on$/, "ini bukan bita yang disegel"],
  [/^does not say what was asked for$/, "tidak mengatakan apa yang diminta"],
  [/^what was asked for is out of form$/, "apa yang diminta salah bentuknya"],
  [/^the checkpoint of another log$/, "checkpoint log lain"],
  [/^size 0 has another root$/, "ukuran 0 berakar lain"],
  [/^the hash over leaves (\d+) to (\d+) is missing$/, "hash atas daun $1 sampai $2 tidak ada"],
  [/^the proof holds too many hashes$/, "hash dalam bukti terlalu banyak"],
  [/^a leaf or size that a tree of (\d+) does not have$/,
    "daun atau ukuran yang tidak ada pada pohon $1"],
  [/^no way to the root of (\d+)$/, "tidak ada jalan ke akar $1"],
  [/^(\d+) bytes are not (\d+) hashes$/, "$1 bita bukan $2 hash"],
  [/^does not hold exactly (\d+) whole entries$/, "tidak berisi tepat $1 catatan utuh"],
  [/^want 1 to 256 lines$/, "semestinya 1 sampai 256 baris"],
  [/^(-?\d+) stands behind (-?\d+)$/, "$1 berdiri di belakang $2"],
  [/^(\d+) entries are too many for a page; use segel verify$/,
    "$1 catatan terlalu banyak untuk halaman ini; pakai segel verify"],
  [/^the log is empty, without a charter$/, "log kosong, tanpa piagam"],
  [/^no checkpoint is stored$/, "tidak ada checkpoint yang tersimpan"],
  [/^larger than any file of a log$/, "lebih besar dari berkas log mana pun"],
  [/^cannot be unpacked$/, "tidak bisa dibuka kemasannya"],
  [/^the verb (\S*) is of a later version$/, "kata kerja $1 dari versi kemudian"],
  [/^the key is of a later version$/, "kuncinya dari versi kemudian"],
  [/^(\S+) is of a later version$/, "$1 dari versi kemudian"],
  [/^the line is out of form$/, "bentuk barisnya salah"],
  [/^(\S+) is neither a registrar nor a delegate$/, "$1 bukan pendaftar atau wakilnya"],
  [/^(\S+) may not act on (.+)$/, "$1 tidak berwenang atas $2"],
  [/^(\S+) may not delegate (.+)$/, "$1 tidak boleh mewakilkan $2"],
  [/^(\S+) is reserved and does nothing yet$/, "$1 dicadangkan dan belum berarti apa-apa"],
  [/^only registrars in office can say this$/, "hanya pendaftar yang menjabat boleh mengatakannya"],
  [/^no quorum of witnesses$/, "tidak ada kuorum saksi"],
  [/^the anchor at leaf (\d+) is of a tree of (\d+) leaves$/,
    "jangkar di daun $1 tentang pohon berdaun $2"],
  [/^number (\d+) of (\S+) was filed as (\S+), which it does not show$/,
    "nomor $1 dari $2 disimpan sebagai $3, yang tidak ditunjukkannya"],
  [/^filed as disputed, but (\d+) was this log's root$/,
    "disimpan sebagai sengketa, tetapi pohon berukuran $1 memang milik log ini"],
  [/^the log signed another root of size (\d+)$/, "log menandatangani akar lain berukuran $1"],
  [/^the cosignatures under this anchor are no quorum$/, "tanda saksi di jangkar ini bukan kuorum"],
  [/^recover (\d+) (\S+) names another tree than this log's$/, "recover $1 $2 menyebut pohon lain"],
  [/^not signed once each, in order$/, "tidak ditandatangani masing-masing sekali, berurutan"],
];

const COLON = ": ";

/**
 * @param {string} message
 * @returns {string} each part between colons in Indonesian; as it is, where nobody has written it
 */
export function inIndonesian(message) {
  for (const [form, sentence] of SENTENCES) {
    if (form.test(message)) return message.replace(form, sentence);
  }
  const at = message.indexOf(COLON);
  if (at < 0) return message;
  const [before, behind] = [message.slice(0, at), message.slice(at + COLON.length)];
  return `${inIndonesian(before)}${COLON}${inIndonesian(behind)}`;
}
