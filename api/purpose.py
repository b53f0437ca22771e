"""What each kind of statement is for, in Indonesian; in English its docstring says it.

A test compares this table with the catalogue: none is missing and none is for nothing.
"""

from typing import Final

PURPOSES: Final[dict[str, str]] = {
    "OperationOpened": (
        "Operasi dimulai. Yang pertama berlaku tetap berlaku; tahapannya berurutan seperti "
        "dinyatakan."
    ),
    "OperationClosed": "Operasi selesai; menunggu sampai registrar organisasi lain menyetujuinya.",
    "PhaseChanged": "Operasi masuk ke tahap berikutnya.",
    "OrganisationRegistered": (
        "Sebuah satuan ikut serta: komisi, panitia, satuan polisi, pengawas, pengangkut."
    ),
    "PlaceRegistered": (
        "Sebuah tempat mendapat kode. Pendaftaran kemudian dengan kode yang sama menggantikannya."
    ),
    "PlaceAccepted": "Dua organisasi menilai tempat itu layak untuk menyimpan logistik pemilihan.",
    "PersonEnrolled": "Sejak sekarang seorang dari satuan menandatangani dengan jurnal-jurnal ini.",
    "RoleGranted": "Seseorang memegang peran untuk satuan, di suatu tempat dan semua di bawahnya.",
    "RoleRevoked": "Seseorang tidak lagi memegang peran yang pernah diberikan.",
    "PolicySet": "Kebijakan operasi ditetapkan; yang diubah hanya yang datang sesudahnya.",
    "PlanSet": (
        "Rencana, atau bagian dari kebijakan, ditetapkan; yang diubah hanya yang datang sesudahnya."
    ),
    "AssignmentMade": "Personel diperintahkan ke pos atau tugas (Sprin).",
    "OrderIssued": (
        "Komandan memerintahkan satuan untuk suatu tugas; penugasan menyebut siapa pergi ke mana."
    ),
    "AssignmentAcknowledged": "Penanda tangan, atau personel yang disebut, memahami tugasnya.",
    "DeploymentShifted": "Apel menurut surat perintah: siapa hadir, siapa tidak, dan mengapa.",
    "PostEstablished": "Sebuah pos dibentuk, untuk dijaga siang dan malam secara bergiliran.",
    "PostChecked": "Seseorang dari luar regu mengontrol pos; penjaga menyetujui kunjungan itu.",
    "ShiftStarted": "Regu menempati pos yang tidak diserahkan oleh siapa pun.",
    "ShiftHandedOver": "Regu lama menyatakan apa yang diserahkan; menunggu `ShiftAccepted`.",
    "ShiftAccepted": "Regu baru menerima pos dan menyatakan apa yang dihitungnya sendiri.",
    "ShiftEnded": "Regu meninggalkan pos tanpa pengganti: jaga berakhir, atau ada kekosongan.",
    "VisitorReported": "Seseorang minta masuk.",
    "AccessGranted": (
        "Tamu dipersilakan masuk. Untuk ruang logistik, menunggu persetujuan pemberi izin."
    ),
    "AccessDenied": "Tamu tidak dipersilakan masuk.",
    "AccessExited": "Tamu sudah keluar.",
    "InspectionRecorded": "Seseorang memeriksa, dan inilah yang ditemukan.",
    "EquipmentStatusChanged": "Sebuah alat mati, atau hidup kembali.",
    "StoreOpened": "Pintu gudang dibuka, beserta segel yang dilepas.",
    "StoreClosed": "Pintu ditutup kembali, beserta segel yang dipasang.",
    "BoxStored": "Kotak ditaruh di tempatnya; pemegangnya tetap.",
    "StockCounted": "Seseorang menghitung yang ada (stock opname).",
    "ConsignmentReceived": (
        "Barang datang dari penyedia; menunggu persetujuan pengangkut atau saksi."
    ),
    "SealStockReceived": "Segel masuk ke persediaan satuan; dari situ segel dikeluarkan.",
    "ItemRegistered": "Kotak dirakit; pemegang pertamanya `holder`, di tempat `place`.",
    "BoxOpened": "Kotak dibuka; menunggu persetujuan orang kedua.",
    "BoxPacked": "Kotak diisi (pengesetan); menunggu persetujuan orang kedua.",
    "ItemReplaced": (
        "Sebuah kotak menggantikan yang lain; yang lama disimpan dan tidak dipakai lagi."
    ),
    "ItemDestroyed": "Barang dimusnahkan di hadapan saksi (pemusnahan).",
    "SealIssued": "Segel keluar dari persediaan ke satuan; menunggu persetujuan penerima.",
    "SealApplied": "Segel dipasang; menunggu persetujuan orang kedua.",
    "SealVerified": "Seseorang memeriksa segel; dicatat juga, dan terutama, bila tidak cocok.",
    "SealBroken": "Segel dilepas, atau ditemukan terlepas; menunggu persetujuan orang kedua.",
    "SealReplaced": "Segel dilepas dan yang lain dipasang; yang lama disimpan sebagai bukti.",
    "EscortStarted": "Petugas ikut mengawal kiriman.",
    "EscortEnded": "Petugas meninggalkan kiriman.",
    "TransitPointPassed": "Kiriman terlihat di perjalanan.",
    "ConsignmentDispatched": "Kotak berangkat; pemegangnya tetap `from` sampai ada yang menerima.",
    "ConsignmentArrived": "Kotak sudah di sini; belum ada yang menerimanya.",
    "HandoverOffered": "Penyerah siap menyerahkan; menunggu diterima atau ditolak.",
    "HandoverAccepted": "Kini penerima memegang kotak-kotak ini, dan beginilah keadaan segelnya.",
    "HandoverRefused": "Penerima tidak mengambil kotak-kotak ini; pemegangnya tetap.",
    "DiscrepancyDeclared": "Yang diharapkan tidak sama dengan yang ditemukan.",
    "DiscrepancyResolved": "Sebabnya diketahui dan ada tindakan; yang dinyatakan tetap tercatat.",
    "IncidentReported": "Terjadi sesuatu di luar kebiasaan.",
    "IncidentUpdated": "Diketahui lebih banyak, atau ada tindakan lagi.",
    "IncidentClosed": "Di sini tidak ada lagi yang perlu dilakukan tentang kejadian itu.",
    "SituationReported": "Satuan melaporkan wilayahnya selama suatu rentang waktu.",
    "ActivitySecured": "Pengamanan kegiatan dimulai atau berakhir.",
    "DrillHeld": "Latihan; tidak mengubah apa pun selain daftar latihan.",
    "NeutralityPledged": "Personel menandatangani ikrar netralitas.",
    "NeutralityChecked": "Tim memeriksa netralitas anggotanya sendiri; nihil pun dinyatakan.",
    "NeutralityAlleged": "Seseorang diduga tidak netral; sebuah perkara dimulai.",
    "NeutralityRuled": "Perkara diputus.",
    "SanctionImposed": "Tindak lanjut dari putusan.",
    "ObservationFiled": "Pengawas menyatakan apa yang dilihat.",
    "FindingRaised": "Pengawas meminta satuan menanggapi sampai batas waktu yang dinyatakan.",
    "ResponseFiled": "Satuan menanggapi; cukup atau tidak, pengaju yang menentukan.",
    "FindingClosed": (
        "Pengaju merasa cukup, atau berhenti; tingkat lain memerlukan orang kedua untuk itu."
    ),
    "FindingEscalated": "Temuan diteruskan ke tingkat berikutnya, dengan batas waktu baru.",
    "EvidenceFiled": "Ada berkas dengan sidik ini: kertas bertanda tangan, cuplikan kamera, surat.",
    "LateEntryDeclared": "Pernyataan ini disalin dari kertas: mutu buktinya C.",
    "PersonalDataErased": (
        "Nilai tersegel dimusnahkan bersama garamnya; komitmennya tetap dan tidak dapat dibuka "
        "lagi."
    ),
    "PersonalDataRead": (
        "Seseorang akan membaca data pribadi yang tersegel dalam pernyataan ini; dinyatakan "
        "sebelum isinya diperlihatkan."
    ),
    "Endorsed": "Orang kedua membenarkan apa yang dikatakan orang lain, seperti yang dikatakan.",
    "CorrectionDeclared": (
        "Isian pernyataan terdahulu seharusnya berbunyi lain; menunggu persetujuan."
    ),
    "AnnulmentDeclared": "Yang dikatakan pernyataan terdahulu tidak terjadi; menunggu persetujuan.",
}
"""By kind."""
