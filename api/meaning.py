"""What the fields of statements mean, in Indonesian, by what is written under them in English.

The English is the docstring under a field, where whoever changes the field reads it; so a meaning
that is written anew there is missing here, and a test says so.  What only lists words in code
reads the same in both languages.
"""

import re
from typing import Final

from api.purpose import PURPOSES
from api.sheet import Text
from api.threshold import THRESHOLDS
from domain.kind import Kind

NOTHING: Final = Text("", "")

_MEANINGS: Final[dict[str, str]] = {
    "When it happened, by the signer's clock; proven only as far as brackets reach.": (
        "Kapan terjadi, menurut jam penanda tangan; terbukti hanya sejauh kesaksian waktu "
        "menjangkau."
    ),
    "Metres, as the device states it.": "Meter, menurut perangkat.",
    "None when the first phase begins.": "Kosong bila tahap pertama dimulai.",
    "What was found done before the change.": "Apa yang ternyata selesai sebelum pergantian.",
    "The unit it answers to; None for a founding organisation.": (
        "Satuan atasannya; kosong untuk organisasi pendiri."
    ),
    "Who answers for the place; may accept boxes there.": (
        "Siapa yang bertanggung jawab atas tempat; boleh menerima kotak di sana."
    ),
    "Metres.": "Meter.",
    "Minutes on the road from the place it is supplied from.": (
        "Menit perjalanan dari tempat yang memasoknya."
    ),
    "Boxes.": "Kotak.",
    "`sendiri`, or `bersama` where several persons sign with it; None: the person's own.": (
        "`sendiri`, atau `bersama` bila beberapa orang menandatangani dengannya; kosong: milik "
        "orang itu sendiri."
    ),
    "Name, official number and telephone, as one object.": (
        "Nama, nomor induk dan telepon, sebagai satu objek."
    ),
    "By the clock of what is judged; None: since this statement.": (
        "Menurut jam dari yang dinilai; kosong: sejak pernyataan ini."
    ),
    "The number of the letter of appointment.": "Nomor surat pengangkatan.",
    "The `RoleGranted`.": "`RoleGranted` yang dimaksud.",
    "Where not empty, replaces the whole table of who may open a box when.": (
        "Bila terisi, menggantikan seluruh tabel siapa boleh membuka kotak dan kapan."
    ),
    "Witnesses of other sides than the opener's.": "Saksi dari pihak lain daripada pembuka.",
    "None: any.": "Kosong: yang mana pun.",
    "Where none are stated people may come at any hour (S01).": (
        "Bila tidak ada yang disebut, orang boleh datang pada jam berapa pun (S01)."
    ),
    "For this one alone, instead of what holds for its kind; None: for all of the kind.": (
        "Untuk tempat ini saja, sebagai ganti yang berlaku bagi jenisnya; kosong: untuk semua "
        "tempat sejenis."
    ),
    "`di_tps`: accepted by the polling station; `di_ppk`: accepted by the district after it.": (
        "`di_tps`: sudah diterima TPS; `di_ppk`: sesudah itu diterima kecamatan."
    ),
    "Of the words of the pledge that everybody assigned must have signed (R36).": (
        "Sidik naskah ikrar yang wajib ditandatangani semua yang ditugaskan (R36)."
    ),
    "`16.08.05.*`: every box whose id begins so; beside or in place of `boxes`.": (
        "`16.08.05.*`: setiap kotak yang nomornya berawal begitu; di samping atau sebagai ganti "
        "`boxes`."
    ),
    "How many boxes are expected.": "Berapa kotak yang diharapkan.",
    "Officers must go along (R11): trucks between warehouse, PPK and PPS.": (
        "Petugas wajib mengawal (R11): truk antara gudang, PPK dan PPS."
    ),
    "Persons on the post at any time.": "Jumlah orang di pos setiap saat.",
    "How long one watch lasts.": "Berapa lama satu giliran jaga.",
    "Empty where the roll is sealed.": "Kosong bila daftar nama disegel.",
    "The number of the letter: `Sprin/1234/XI/PAM.3.3./2024`.": (
        "Nomor surat: `Sprin/1234/XI/PAM.3.3./2024`."
    ),
    "The posts or polling stations, where there are several.": "Pos atau TPS, bila ada beberapa.",
    "The nominal roll; empty where it is sealed.": "Daftar nama; kosong bila disegel.",
    "What might happen (kerawanan): `massa`, `jarak`, `banjir`, `gangguan_kamtibmas`.": (
        "Apa yang mungkin terjadi (kerawanan): `massa`, `jarak`, `banjir`, `gangguan_kamtibmas`."
    ),
    "Of the letter itself.": "Sidik suratnya sendiri.",
    "The `OrderIssued` or the `AssignmentMade`.": (
        "`OrderIssued` atau `AssignmentMade` yang dimaksud."
    ),
    "Briefed together; empty where the signer speaks for the own person alone.": (
        "Yang diberi arahan bersama; kosong bila penanda tangan berbicara untuk dirinya saja."
    ),
    "Where the muster is held.": "Di mana apel diadakan.",
    "The district (kecamatan) that the contingent is for.": "Kecamatan tujuan kontingen.",
    "The officer in charge there.": "Perwira pengendali di sana (Padal).",
    "Of the contingent, by the roll.": "Kekuatan kontingen menurut daftar.",
    "Persons on the post at any time; sealed for a covert post.": (
        "Jumlah orang di pos setiap saat; disegel untuk pos tertutup."
    ),
    "The roll; empty where it is sealed.": "Daftar nama; kosong bila disegel.",
    "The outgoing team.": "Regu yang selesai jaga.",
    "The `VisitorReported` of everybody who is still inside.": (
        "`VisitorReported` dari setiap orang yang masih di dalam."
    ),
    "Seals seen on the doors.": "Segel yang terlihat di pintu.",
    "Who goes off duty, where the roll was named; empty where it is sealed.": (
        "Siapa yang selesai bertugas, bila daftarnya disebut; kosong bila disegel."
    ),
    "The `ShiftHandedOver`.": "`ShiftHandedOver` yang dimaksud.",
    "Name, identity number, organisation, telephone, vehicle and `photos`, as one object.": (
        "Nama, nomor identitas, instansi, telepon, kendaraan dan `photos`, sebagai satu objek."
    ),
    "The number of the written permission.": "Nomor izin tertulis.",
    "How the guard looked: `ktp`, `kartu_dinas`, `dikenal`, `tidak_ada`.": (
        "Cara penjaga memeriksa: `ktp`, `kartu_dinas`, `dikenal`, `tidak_ada`."
    ),
    "The last report of the same visitor, as the guard recognised them.": (
        "Laporan terakhir tamu yang sama, sebagaimana dikenali penjaga."
    ),
    "How many, if more than one.": "Berapa orang, bila lebih dari satu.",
    "Of what is brought or shown, for everybody to see; a face stands in `visitor`.": (
        "Foto barang yang dibawa atau ditunjukkan, untuk dilihat semua; wajah berada di `visitor`."
    ),
    "Carried out.": "Dibawa keluar.",
    "The public randomness that chose which boxes to look at.": (
        "Bilangan acak terbuka yang memilih kotak mana yang diperiksa."
    ),
    "Since when, where that is known; otherwise since `at`.": (
        "Sejak kapan, bila diketahui; bila tidak, sejak `at`."
    ),
    "Who goes in.": "Siapa yang masuk.",
    "The `StoreOpened`; None: not known here.": (
        "`StoreOpened` yang dimaksud; kosong: tidak diketahui di sini."
    ),
    "Who came out last.": "Siapa yang keluar terakhir.",
    "`A-03`, a pallet or a shelf.": "`A-03`, palet atau rak.",
    "`kotak_suara`, `surat_suara`, `tinta`, `bilik`, or a kind of seal.": (
        "`kotak_suara`, `surat_suara`, `tinta`, `bilik`, atau jenis segel."
    ),
    "As the counter's own papers say.": "Menurut catatan penghitung sendiri.",
    "Of those, spoilt.": "Di antaranya yang rusak.",
    "Where they were read one by one.": "Bila dibaca satu per satu.",
    "Of a longer list, kept elsewhere.": (
        "Sidik daftar yang lebih panjang, disimpan di tempat lain."
    ),
    "Who answers for the goods from now on.": (
        "Siapa yang bertanggung jawab atas barang sejak sekarang."
    ),
    "The number of the vendor's letter (surat jalan).": "Nomor surat jalan penyedia.",
    "Koli.": "Jumlah koli.",
    "The photographed receipt (BTTB).": "Foto tanda terima barang (BTTB).",
    "Numbers are filled up with zeros to this many digits; 0 for none.": (
        "Nomor diisi nol di depan sampai sekian angka; 0: tidak diisi."
    ),
    "Tags and serials that form no range.": "Tag dan nomor seri yang tidak berurutan.",
    "Of seals without numbers.": "Jenis segel tanpa nomor.",
    "The TPS or PPK it is meant for.": "TPS atau PPK tujuannya.",
    "The text of the code that another system already put on the box.": (
        "Isi kode yang sudah dipasang sistem lain pada kotak."
    ),
    "The number of the order, where one is needed.": "Nomor surat perintah, bila diperlukan.",
    "The seals that were taken off.": "Segel yang dilepas.",
    "Whether the empty box was shown, before voting.": (
        "Apakah kotak kosong diperlihatkan sebelum pemungutan suara."
    ),
    "Of what should be in it, as the packers know.": (
        "Yang kurang dari isi seharusnya, menurut pengisi."
    ),
    "The number of the minutes.": "Nomor berita acara.",
    "Found broken by the signer, rather than broken by the signer.": (
        "Ditemukan rusak oleh penanda tangan, bukan dilepas olehnya."
    ),
    "The `DiscrepancyDeclared` that led to it.": "`DiscrepancyDeclared` yang mendasarinya.",
    "The officers' own, if another than the truck.": (
        "Kendaraan petugas sendiri, bila bukan truk itu."
    ),
    "The `EscortStarted`.": "`EscortStarted` yang dimaksud.",
    "Boxes on sight.": "Jumlah kotak yang terlihat.",
    "At a glance: `utuh`, `tidak_utuh`, `tidak_dilihat`.": (
        "Sekilas pandang: `utuh`, `tidak_utuh`, `tidak_dilihat`."
    ),
    "Boxes in this part.": "Jumlah kotak dalam bagian ini.",
    "Of the plan.": "Ruas dalam rencana.",
    "The number of the order, where one is needed, as at night.": (
        "Nomor surat perintah, bila diperlukan, misalnya malam hari."
    ),
    "The `ConsignmentDispatched`, if known here.": (
        "`ConsignmentDispatched` yang dimaksud, bila diketahui di sini."
    ),
    "On sight.": "Jumlah yang terlihat.",
    "When the giver expects the answer, if not at once.": (
        "Kapan penyerah menunggu jawaban, bila tidak seketika."
    ),
    "The `HandoverOffered` or, on a planned leg, the `ConsignmentDispatched`; None: none known.": (
        "`HandoverOffered` atau, pada ruas terencana, `ConsignmentDispatched`; kosong: tidak "
        "diketahui."
    ),
    "The photographed minutes of the handover (BAST).": "Foto berita acara serah terima (BAST).",
    "The statements that do not fit.": "Pernyataan yang tidak cocok.",
    "Those of the declaration that it settles, said again: that may reach the log later.": (
        "Kotak dari pernyataan selisih yang diselesaikan, disebut lagi: pernyataan itu bisa masuk "
        "log belakangan."
    ),
    "None: not known.": "Kosong: tidak diketahui.",
    "For everybody to see; those of people stand in `persons`.": (
        "Untuk dilihat semua; foto orang berada di `persons`."
    ),
    "The `IncidentReported`.": "`IncidentReported` yang dimaksud.",
    "The incidents and discrepancies it speaks of.": "Kejadian dan selisih yang dibicarakan.",
    "The area whose unit answers for it.": "Wilayah yang satuannya bertanggung jawab.",
    "The side or body that holds it.": "Pihak atau badan penyelenggara.",
    "The prior notice (`FindingRaised` of kind `himbauan`), before props are removed.": (
        "Imbauan lebih dulu (`FindingRaised` jenis `himbauan`), sebelum alat peraga diturunkan."
    ),
    "At the end: `aman`, `gangguan`, `dibatalkan`.": (
        "Pada akhirnya: `aman`, `gangguan`, `dibatalkan`."
    ),
    "Of the words that they signed.": "Sidik naskah yang ditandatangani.",
    "Persons.": "Jumlah orang.",
    "Persons reminded, at a muster for example.": (
        "Jumlah orang yang diingatkan, misalnya saat apel."
    ),
    "Who handles it.": "Siapa yang menanganinya.",
    "Person, unit and what is said, as one object.": (
        "Orang, satuan dan apa yang dikatakan, sebagai satu objek."
    ),
    "The `NeutralityRuled`.": "`NeutralityRuled` yang dimaksud.",
    "The supervisor's letter of assignment.": "Surat tugas pengawas.",
    "Persons seen among the goods, where that is what was watched.": (
        "Jumlah orang yang terlihat di antara barang, bila itu yang diawasi."
    ),
    "The statements that it is about.": "Pernyataan yang dibahas.",
    "Who raises it.": "Siapa yang mengajukan.",
    "The rule whose finding it takes up: `R04`.": "Aturan yang temuannya diangkat: `R04`.",
    "The statement that it belongs to.": "Pernyataan yang dilengkapinya.",
    "Which of the printed papers it is a signed copy of: `bast`, `buku_tamu`, ...": (
        "Salinan bertanda tangan dari kertas cetak yang mana: `bast`, `buku_tamu`, ..."
    ),
    "Bytes.": "Ukuran dalam byte.",
    "Of the photographed page.": "Sidik foto halamannya.",
    "When the first of it happened, by the paper.": "Kapan yang pertama terjadi, menurut kertas.",
    "The statements that hold the commitments.": "Pernyataan yang memuat komitmen.",
    "The statements whose sealed values are read.": "Pernyataan yang isi tersegelnya dibaca.",
    "The number of the letter or case that asks for it.": (
        "Nomor surat atau perkara yang memintanya."
    ),
    "The kind of the cited statement, so that a reader knows before it arrives.": (
        "Jenis pernyataan yang dirujuk, agar pembaca tahu sebelum pernyataan itu tiba."
    ),
    "Field name to its whole new value; null takes the field away. `kind` cannot change.": (
        "Nama isian dan seluruh nilai barunya; null menghapus isian. `kind` tidak dapat diubah."
    ),
    "The amendment of the same target that this one supersedes.": (
        "Perubahan atas pernyataan yang sama yang digantikan oleh ini."
    ),
}

_CODE: Final = re.compile(r"`[^`]*`|\bR\d\d\b")


def meaning(words: str) -> Text:
    """Return what a field means, by its docstring; empty where nothing stands under it."""
    if not any(map(str.isalpha, _CODE.sub("", words))):
        return Text(words, words)
    return Text(_MEANINGS.get(words) or THRESHOLDS.get(words, ""), words)


def purpose(kind: Kind, words: str) -> Text:
    """Return what a kind is for, beside what its docstring says."""
    return Text(PURPOSES.get(kind.name, ""), words)
