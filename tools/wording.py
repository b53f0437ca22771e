"""The Indonesian of what errors say: of each thing, and of each sentence about it.

An error is raised deep in a format, by code that also serves phones and witnesses; so its words
stand here, once, and not in every `raise`.  The page's verifier has the same words for what it
says alike (`translation.js`); a test walks every error that a verifying command can meet, and
holds both tables together.
"""

from typing import Final

THINGS: Final = {
    "Ed25519 key": "kunci Ed25519",
    "P-256 key": "kunci P-256",
    "anchor": "jangkar",
    "assertion": "bukti sidik jari",
    "base45": "base45",
    "bundle": "berkas bukti",
    "bundle hash": "hash berkas bukti",
    "bundle seal": "segel berkas bukti",
    "charter": "piagam",
    "checkpoint": "checkpoint",
    "checkpoint root": "akar checkpoint",
    "checkpoint size": "ukuran checkpoint",
    "cited root": "akar yang dikutip",
    "cited size": "ukuran yang dikutip",
    "cosignature": "tanda saksi",
    "entry": "catatan",
    "entry bundle": "petak catatan",
    "citation": "kutipan",
    "equivocation": "bukti dua sejarah",
    "equivocation hash": "hash bukti dua sejarah",
    "evidence": "bukti",
    "fingerprint": "sidik jari piagam",
    "group threshold": "ambang kelompok",
    "hardware key": "kunci sidik jari",
    "header": "kepala catatan",
    "image": "gambar",
    "journal name": "nama jurnal",
    "key name": "nama kunci",
    "leaf hash": "hash daun",
    "note": "catatan",
    "number": "nomor",
    "policy": "kebijakan",
    "possession": "bukti kepemilikan",
    "previous leaf hash": "hash daun sebelumnya",
    "proof": "berkas bukti daun",
    "proof extra": "tambahan bukti daun",
    "proof hash": "hash bukti",
    "proof index": "nomor daun bukti",
    "quorum": "kuorum",
    "receipt": "tanda terima",
    "recovered size": "ukuran pemulihan",
    "root": "akar",
    "sequence number": "nomor urut",
    "series": "deret checkpoint",
    "signature line": "baris tanda tangan",
    "slip": "slip",
    "tile": "petak hash",
    "tile path": "alamat petak",
    "verifier key": "kunci pemeriksa",
    "witness key": "kunci saksi",
}
"""What an error is about, before the colon."""

SENTENCES: Final = {
    # signatures and keys
    "the signature does not hold over this text": "tanda tangan tidak cocok dengan teks ini",
    "signature not strict": "tanda tangan tidak dalam bentuknya yang ketat",
    "S is not below L": "S tidak di bawah L",
    "R is not canonical or of small order": "R tidak baku atau berorde kecil",
    "r or s is out of range, or s is the larger one": "r atau s di luar batas, atau s yang besar",
    "an Ed25519 key has 32 bytes, this has {}": "kunci Ed25519 32 bita, yang ini {}",
    "an Ed25519 signature has 64 bytes, this has {}": "tanda tangan Ed25519 64 bita, yang ini {}",
    "want 32 bytes, have {}": "semestinya 32 bita, ini {}",
    "want {} bytes, have {}": "semestinya {} bita, ini {}",
    "weak": "lemah",
    "not a canonical point of the prime-order group": "bukan titik baku pada grup berorde prima",
    "not a point of the curve": "bukan titik pada kurvanya",
    "unknown, or a length that it cannot have": "tidak dikenal, atau panjangnya tidak mungkin",
    "unknown type, or a length that it cannot have": "jenis tak dikenal, atau panjang tak mungkin",
    "none that could join this journal's own key": "tidak dapat mendampingi kunci jurnal ini",
    "not name+id+key; a signing key is never given": (
        "bukan nama+id+kunci; kunci penanda tangan tidak pernah diberikan"
    ),
    "id {} does not belong to name and key": "id {} bukan dari nama dan kunci itu",
    "{} is empty, too long, or has a space or +": "{} kosong, terlalu panjang, berspasi atau ber-+",
    "{} is not an Ed25519 key that signs notes": "{} bukan kunci Ed25519 untuk catatan",
    "a key of type {} signs no notes": "kunci jenis {} tidak menandatangani catatan",
    "type {} does not cosign": "jenis {} bukan untuk saksi",
    "no signature by {}": "tidak ada tanda tangan {}",
    "no cosignature by {}": "tidak ada tanda saksi {}",
    "the cosignature of {} does not hold": "tanda saksi {} tidak sah",
    "the cosignature of {} does not fit on paper": "tanda saksi {} tidak muat di kertas",
    "the cosignatures do not stand once each, in order": (
        "tanda saksi tidak masing-masing sekali, berurutan"
    ),
    "no signature behind a time that can be": "tidak ada tanda tangan di belakang waktu yang wajar",
    "an origin of more than {} bytes": "nama log lebih dari {} bita",
    "signed by another key than {}+{}": "ditandatangani kunci selain {}+{}",
    "no key of {} signed this": "bukan kunci {} yang menandatanganinya",
    "signed for the log {}": "ditandatangani untuk log {}",
    "{} does not sign for {}": "{} tidak menandatangani untuk {}",
    # a fingerprint's signature
    "the assertion was made for another site than the key's": "dibuat bukan untuk situs kunci",
    "the phone has not recognised the person": "ponsel belum mengenali orangnya",
    "the assertion announces bytes that are not there": "ada bita yang disebut tetapi tidak ada",
    "clientDataJSON is out of form, or from a page in another one's frame": (
        "bentuk clientDataJSON salah, atau dari halaman dalam bingkai halaman lain"
    ),
    "the assertion is over another text": "sidik jari itu untuk teks lain",
    "the page that asked does not lie on the key's site": "halaman peminta di luar situs kunci",
    "{} bytes are too few or too many": "{} bita terlalu sedikit atau terlalu banyak",
    # form
    "{} is out of form": "bentuk {} salah",
    "{} {} is out of form": "bentuk {} {} salah",
    "the line is out of form": "bentuk barisnya salah",
    "too short to hold a signature": "terlalu pendek untuk tanda tangan",
    "holds a control character": "ada karakter kendali",
    "no signature block after an empty line": "tidak ada tanda tangan sesudah baris kosong",
    "more than {} signatures": "lebih dari {} tanda tangan",
    "{} signatures, want exactly one": "{} tanda tangan, semestinya tepat satu",
    "the text must end in a line feed and hold no other control": (
        "teks harus berakhir ganti baris dan tanpa karakter kendali lain"
    ),
    "not UTF-8": "bukan UTF-8",
    "not UTF-8 at byte {}": "bukan UTF-8 pada bita {}",
    "not ASCII": "bukan ASCII",
    "not ASCII before the checkpoint": "bukan ASCII sebelum checkpoint",
    "not base64": "bukan base64",
    "base64 is not canonical": "ejaan base64 bukan yang baku",
    "{} is not canonical": "ejaan {} bukan yang baku",
    "{} is not a canonical decimal number": "{} bukan bilangan desimal baku",
    "a hash has {} bytes, this has {}": "hash berukuran {} bita, yang ini {}",
    "{} is not of its alphabet": "{} bukan huruf abjadnya",
    "no bytes have this spelling": "tidak ada bita yang dieja begini",
    "{} bytes, at most {}": "{} bita, paling banyak {}",
    "{} bytes, at most {} fit": "{} bita, yang muat paling banyak {}",
    "{} bytes are more than {}": "{} bita melebihi {}",
    "more than {} bytes": "lebih dari {} bita",
    "larger than {} bytes": "lebih besar dari {} bita",
    "more than {} hashes": "lebih dari {} hash",
    "want {}, not {}": "semestinya {}, bukan {}",
    "want a line {}, not {}": "semestinya baris {}, bukan {}",
    "want a line {} at byte {}": "pada bita {1} semestinya ada baris {0}",
    "want {} lines and what the note says": "semestinya {} baris dan isi catatannya",
    "want 1 to {} lines": "semestinya 1 sampai {} baris",
    "want three lines": "semestinya tiga baris",
    "origin, size, root": "nama log, ukuran, akar",
    "want {}, an index, hashes, a checkpoint": "semestinya {}, nomor daun, hash, checkpoint",
    "want {}, a charter, two checkpoints, hashes": "semestinya {}, piagam, dua checkpoint, hash",
    "a statement says one line, every other note at least one": (
        "pernyataan berisi satu baris, catatan lain sedikitnya satu"
    ),
    "leaf 0 is not the charter that is trusted": "daun 0 bukan piagam yang dipercaya",
    "leaf 0 is not the charter whose fingerprint the directory holds": (
        "daun 0 bukan piagam yang sidik jarinya ada di direktori"
    ),
    "nothing is missing: the log has all that it has signed": (
        "tidak ada yang hilang: log punya semua yang ditandatanganinya"
    ),
    "this is another ledger": "ini buku besar lain",
    "{} is of a later version": "{} dari versi kemudian",
    "{} does not belong in {}": "{} tidak semestinya ada di {}",
    "a note of the kind {}": "catatan jenis {}",
    # evidence files and slips
    "{} does not say what was asked for": "{} tidak mengatakan apa yang diminta",
    "asked for in more than {} bytes": "permintaannya lebih dari {} bita",
    "{} are not two moments": "{} bukan dua waktu",
    "a checkpoint of {}, not of {}": "checkpoint log {}, bukan {}",
    "there is another spelling of the same": "ada ejaan lain untuk hal yang sama",
    "the line at byte {} has no end": "baris pada bita {} tidak berakhir",
    "no {} bytes and a line feed at byte {}": "pada bita {1} tidak ada {0} bita dan ganti baris",
    "the charter, leaf 0, is missing": "piagam, daun 0, tidak ada",
    "something stands behind the seal": "ada sesuatu di belakang segel",
    "the seal is broken": "segelnya rusak",
    "these are not the bytes it was put on": "ini bukan bita yang disegel",
    "leaf {} does not belong here": "daun {} tidak semestinya di sini",
    "leaf {} is {}": "daun {} adalah {}",
    "a note of {} bytes is more than {}": "catatan {} bita melebihi {}",
    "a note larger than a code can hold": "catatan lebih besar dari isi sebuah kode",
    "not a proof of version 1": "bukan bukti versi 1",
    "it ends too early": "berakhir terlalu cepat",
    "the seal is not that of its bytes": "segelnya bukan dari bitanya",
    "bytes stand behind its end": "ada bita di belakang akhirnya",
    "the origin": "nama log",
    "no proof code was found on it": "tidak ada kode bukti padanya",
    "its checkpoint is no text": "checkpoint-nya bukan teks",
    "it holds no checkpoint": "tidak ada checkpoint di dalamnya",
    "no image of a kind that is read": "bukan gambar jenis yang dapat dibaca",
    "more than {} pixels": "lebih dari {} piksel",
    "the format {} is not known to this version": "format {} belum dikenal versi ini",
    "{} is no format that can be verified": "{} bukan format yang dapat diperiksa",
    # a charter and a policy
    "a charter has at least nine lines and ends in a line feed": (
        "piagam sedikitnya sembilan baris dan berakhir ganti baris"
    ),
    "a charter has at most {} bytes": "piagam paling banyak {} bita",
    "not the canonical text of a charter": "bukan teks piagam yang baku",
    "the log's key is named like the origin": "kunci log bernama seperti log-nya",
    "the operation has a name, without control characters": (
        "operasi harus bernama, tanpa karakter kendali"
    ),
    "two or more registrars, and a quorum of more than half of them": (
        "dua pendaftar atau lebih, dan kuorum lebih dari setengahnya"
    ),
    "every key of a charter has its own name and its own secret": (
        "tiap kunci piagam punya nama dan rahasianya sendiri"
    ),
    "still to sign": "belum menandatangani",
    "the signatures do not stand once each, in the charter's order": (
        "tanda tangan tidak masing-masing sekali, menurut urutan piagam"
    ),
    "the charter does not name the key of {}": "piagam tidak menyebut kunci {}",
    "signed by {}, whom it does not name": "ditandatangani {}, yang tidak disebutnya",
    "this is the draft of another charter": "ini rancangan piagam lain",
    "the policy is not in canonical form": "bentuk kebijakan bukan yang baku",
    "the policy is not about the log {}": "kebijakan bukan tentang log {}",
    "a policy ends in a line feed": "kebijakan berakhir ganti baris",
    "a policy holds no control characters but tab and line feed": (
        "kebijakan tanpa karakter kendali selain tab dan ganti baris"
    ),
    "a policy has exactly one quorum line": "kebijakan punya tepat satu baris kuorum",
    "# is only for lines of its own": "# hanya untuk baris tersendiri",
    "group {}": "kelompok {}",
    "{} of {} cannot be": "{} dari {} tidak mungkin",
    "the name {} is taken": "nama {} sudah dipakai",
    "a key of type {} does not belong in this line": "kunci jenis {} tidak semestinya di baris ini",
    "the key of {} stands in this policy twice": "kunci {} ada dua kali di kebijakan ini",
    "{} is not defined, or is in a group already": "{} belum ditetapkan, atau sudah berkelompok",
    "no quorum of witnesses": "tidak ada kuorum saksi",
    "none": "tidak ada",
    # journals and the register of keys
    "cites size 0 with the root of another tree": "mengutip ukuran 0 dengan akar pohon lain",
    "number {} given, {} expected": "nomor {} diberikan, semestinya {}",
    "number {} lies before {}": "nomor {} sudah lewat; berikutnya {}",
    "number {} does not follow the last note of {}": (
        "nomor {} tidak menyambung catatan terakhir {}"
    ),
    "no note has enrolled a hardware key of {} yet": (
        "belum ada catatan yang mendaftarkan kunci sidik jari {}"
    ),
    "no note has enrolled {} yet": "belum ada catatan yang mendaftarkan {}",
    "{} was revoked after number {}": "{} dicabut setelah nomor {}",
    "{} is neither a registrar nor a delegate": "{} bukan pendaftar atau wakilnya",
    "{} may not act on {}": "{} tidak berwenang atas {}",
    "{} may not delegate {}": "{} tidak boleh mewakilkan {}",
    "{} is reserved and does nothing yet": "{} dicadangkan dan belum berarti apa-apa",
    "the verb {} is of a later version": "kata kerja {} dari versi kemudian",
    "the key is of a later version": "kuncinya dari versi kemudian",
    "a register note has at most {} lines": "catatan pendaftar paling banyak {} baris",
    "a journal is enrolled with an Ed25519 note key and a name of its own": (
        "jurnal didaftarkan dengan kunci catatan Ed25519 dan nama sendiri"
    ),
    "this name or this key has been used before": "nama atau kunci ini pernah dipakai",
    "this key, or its id under this name, has been used before": (
        "kunci ini, atau id-nya dengan nama ini, pernah dipakai"
    ),
    "a hardware key delegates nothing, and no founder has one": (
        "kunci sidik jari tidak mewakilkan apa pun, dan pendiri tidak memilikinya"
    ),
    "the journal is revoked, or has a hardware key already": (
        "jurnal dicabut, atau sudah punya kunci sidik jari"
    ),
    "a revoked journal does not go on": "jurnal yang dicabut tidak berlanjut",
    "the journal has its number {} already": "jurnal sudah punya nomor {}",
    "revoked after number {} already": "sudah dicabut setelah nomor {}",
    "the policy is not UTF-8": "kebijakan bukan UTF-8",
    "this policy is in force already": "kebijakan ini sudah berlaku",
    "only registrars in office can say this": "hanya pendaftar yang menjabat boleh mengatakannya",
    "no such journal, or the server's own": "jurnal itu tidak ada, atau milik server",
    # recovery, and what the server wrote about notes
    "the log has gone on from there, with leaf {}": "log sudah berlanjut dari situ, dengan daun {}",
    "the log was recovered from there already": "log sudah pernah dipulihkan dari situ",
    "{} of the {} registrars needed have recovered the log": (
        "{} dari {} pendaftar yang diperlukan telah memulihkan log"
    ),
    "the note that says so does not cite this tree itself": (
        "catatan yang mengatakannya tidak mengutip pohon ini"
    ),
    "a log is recovered from a tree that it has, the charter included": (
        "log dipulihkan dari pohon miliknya sendiri, termasuk piagamnya"
    ),
    "{} names another tree than this log's": "{} menyebut pohon lain",
    "number {} of {} was filed as {}, which it does not show": (
        "nomor {} dari {} disimpan sebagai {}, yang tidak ditunjukkannya"
    ),
    "filed as disputed, but {} was this log's root": (
        "disimpan sebagai sengketa, tetapi pohon berukuran {} memang milik log ini"
    ),
    "the log signed another root of size {}": "log menandatangani akar lain berukuran {}",
    "the cosignatures under this anchor are no quorum": "tanda saksi di jangkar ini bukan kuorum",
    "the anchor at leaf {} is of a tree of {} leaves": (
        "jangkar di daun {} tentang pohon berdaun {}"
    ),
    "not a valid charter": "bukan piagam yang sah",
    "the clerk's note is untrue": "catatan panitera tidak benar",
    "void line": "baris tidak berlaku",
    "the file guard": "berkas guard",
    "the log signed another tree": "log menandatangani pohon lain",
    "witness' line at {}": "tanda saksi pada {}",
    "not used": "tidak dipakai",
    "not signed by it": "tidak ditandatangani log ini",
    "a bad code": "kode rusak",
    "the file is damaged": "berkas rusak",
    "proves nothing": "tidak membuktikan apa pun",
    "no proof of two histories": "ini bukan bukti dua sejarah",
    "the checkpoint does not hold": "checkpoint tidak sah",
    # trees and proofs
    "size 0 with the root of another tree": "ukuran 0 dengan akar pohon lain",
    "origin {} is not {}": "nama log {}, bukan {}",
    "two texts for one size": "dua teks untuk satu ukuran",
    "a proof holds hashes of {} bytes alone": "bukti hanya berisi hash {} bita",
    "the proof holds more hashes than it needs": "hash dalam bukti lebih banyak dari keperluannya",
    "the hash over leaves {} to {} is missing": "hash atas daun {} sampai {} tidak ada",
    "a leaf that a tree of {} does not have": "daun yang tidak ada pada pohon {}",
    "a size that a tree of {} never had": "ukuran yang tidak pernah ada pada pohon {}",
    "no leaves from {} to {}": "tidak ada daun dari {} sampai {}",
    "no leaf {} in a tree of {}": "tidak ada daun {} pada pohon {}",
    "a tree of {} leaves does not begin with one of {}": "pohon {} daun tidak berawal dari {}",
    "an inclusion path of {} hashes cannot belong to this leaf": "jalan {} hash bukan daun ini",
    "the inclusion path of leaf {} leads to another root": "jalan dari daun {} menuju akar lain",
    "no consistency from {} to {} leaves can be proven": "{} ke {} daun tidak dapat dibuktikan",
    "a tree of {} leaves is no part of one of {}": "pohon {} daun bukan bagian dari pohon {}",
    "no hashes join {} and {} leaves": "tidak ada hash yang menyambung {} dan {} daun",
    "a consistency path of 0 hashes cannot join {} and {}": "0 hash tidak menyambung {} dan {}",
    "a consistency path of {} hashes cannot join {} and {}": "{} hash tidak menyambung {} dan {}",
    "the consistency path from {} to {} leads to another root": "jalan {} ke {} menuju akar lain",
    "two roots, or a proof, for one size": "dua akar, atau sebuah bukti, untuk satu ukuran",
    "does not hold exactly {} whole entries": "tidak berisi tepat {} catatan utuh",
    "{} bytes are not {} hashes": "{} bita bukan {} hash",
    "no subtree {} of level {} in {} leaves": "tidak ada subpohon {} tingkat {} pada {} daun",
    "tile {} of level {}": "petak {} tingkat {}",
    "{} of {} hashes": "{} dari {} hash",
    # two histories
    "equivocation {}": "{} bukti dua sejarah",
    "the witness remembers size {}": "saksi mengingat ukuran {}",
    "both checkpoints can be true": "kedua checkpoint dapat sama-sama benar",
    "the larger one extends the smaller": "yang besar melanjutkan yang kecil",
    "a checkpoint bears other signatures than the log's": "checkpoint bertanda selain tanda log",
    "the larger checkpoint stands first": "checkpoint yang besar berdiri di depan",
    "between unequal sizes the tree of the larger one is needed": (
        "untuk ukuran berbeda diperlukan pohon yang besar"
    ),
    "the hashes do not lead to the root of the larger checkpoint": (
        "hash tidak menuju akar checkpoint yang besar"
    ),
    # what a log keeps beside its entries
    "the log is empty, without a charter": "log kosong, tanpa piagam",
    "no checkpoint is stored": "tidak ada checkpoint yang tersimpan",
    "it says {}": "tertulis {}",
    "the log has not signed it": "log tidak menandatanganinya",
    "it is of the log {}": "milik log {}",
    "{} entries were signed, {} are here": "{} catatan ditandatangani, yang ada {}",
    "the entries have another root at size {}": "catatan menghasilkan akar lain pada ukuran {}",
    "the stored hashes do not lead to the signed root": "hash tersimpan tidak menuju akar bertanda",
    "nothing": "apa pun",
    "subtree {} of level {} ({})": "subpohon {} tingkat {} ({})",
    "leaf {}": "daun {}",
    "leaves {}": "daun {}",
    "{} is missing": "{} tidak ada",
    "leaf {} is missing": "daun {} tidak ada",
    "subtree {} of level {} is stored where {} belongs": (
        "subpohon {} tingkat {} tersimpan di tempat {}"
    ),
    "tile {} of level {} is not complete": "petak {} tingkat {} tidak lengkap",
    "leaves {} ff. are not complete": "daun {} dst. tidak lengkap",
    "{} (leaf {} ff.)": "{} (daun {} dst.)",
    "the row of `head` is missing": "baris `head` tidak ada",
    "`head` counts {} entries, the last leaf is {}": "`head` menghitung {} catatan, daun akhir {}",
    "{} is no number": "{} bukan bilangan",
    "{} is no bytes": "{} bukan bita",
    "{} bytes are no hash": "{} bita bukan hash",
    "rows {} and {} are out of order": "baris {} dan {} tidak berurutan",
    "{} stands behind {}": "{} berdiri di belakang {}",
    # where a log is looked for
    "this is not a ledger": "ini bukan buku besar",
    "entries or subtrees are missing": "ada catatan atau subpohon yang hilang",
    "the root in `head` is not that of the entries": "akar di `head` bukan dari catatannya",
    "this log was opened for reading only, or is closed": "log ini hanya dibaca, atau sudah tutup",
    "journal mode and synchronous are {}, not {}": "journal mode dan synchronous {}, bukan {}",
    "no checkpoint here": "tidak ada checkpoint di sini",
    "no ledger.db, no checkpoint": "tidak ada ledger.db atau checkpoint",
    "no such directory": "folder itu tidak ada",
    "no log here ({})": "tidak ada log di sini ({})",
    "slower than {} s": "lebih lambat dari {} dtk",
    "another process writes to {}": "proses lain sedang menulis ke {}",
}
"""Each part of a message between colons, with `{}` where it names something."""
