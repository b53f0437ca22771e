"""Concerns: what the findings of each rule are about, in the words of those who look after it.

A finding says one difference in one sentence; this says what all of its rule have in common, for
lists in which people look for what to do first.
"""

from typing import Final

from api.sheet import Text

CONCERNS: Final = {
    "R01": Text("kotak tanpa penanggung jawab", "boxes nobody answers for"),
    "R02": Text("serah terima tidak bersambung", "handovers that do not link"),
    "R03": Text("satu kotak di dua tempat", "one box at two places"),
    "R04": Text("segel tidak cocok", "seals that differ"),
    "R05": Text("segel dipakai dua kali", "seals used twice"),
    "R06": Text("diterima tanpa segel utuh", "accepted without an intact seal"),
    "R07": Text("kotak dibuka tidak menurut aturan", "boxes opened against the rules"),
    "R08": Text("ditandatangani satu pihak saja", "signed by one side only"),
    "R09": Text("kiriman belum tiba", "consignments overdue"),
    "R10": Text("berangkat di luar jadwal", "left off schedule"),
    "R11": Text("kiriman tanpa pengawal", "consignments without an escort"),
    "R12": Text("lewat batas waktu hukum", "legal deadlines passed"),
    "R13": Text("gudang belum dinyatakan layak", "stores not found fit"),
    "R14": Text("tamu belum keluar", "visitors who have not left"),
    "R15": Text("gudang dibuka tanpa catatan akses", "stores opened with no access on record"),
    "R16": Text("ditolak lalu masuk", "refused, then let in"),
    "R17": Text("sendirian dengan barang", "alone with the goods"),
    "R18": Text("pos kosong atau kurang orang", "posts empty or short of people"),
    "R19": Text("tugas rangkap atau terlalu lama", "duty doubled or too long"),
    "R20": Text("selisih serah terima jaga", "differences at handover of the watch"),
    "R21": Text("pemeriksaan terlewat", "inspections missed"),
    "R22": Text("kamera mati tanpa patroli", "cameras down without a patrol"),
    "R23": Text("laporan situasi tidak ada atau bertentangan", "reports missing or contradicted"),
    "R24": Text("kejadian terlambat dilaporkan", "incidents reported late"),
    "R25": Text("jam ponsel tidak cocok", "clocks of phones that are off"),
    "R26": Text("antrean ponsel terlalu tua", "queues of phones too old"),
    "R27": Text("catatan ponsel hilang", "notes of phones missing"),
    "R28": Text("kunci dipakai tidak semestinya", "keys misused"),
    "R29": Text("jumlah tidak cocok", "counts that differ"),
    "R30": Text("masuk dan keluar tidak seimbang", "goods in and out that do not add up"),
    "R31": Text("serah terima atau foto mustahil", "impossible handovers or photographs"),
    "R32": Text("dinyatakan jauh dari tempatnya", "stated far from the place"),
    "R33": Text("koreksi tidak wajar", "corrections out of proportion"),
    "R34": Text("temuan pengawas tidak ditanggapi", "findings of supervisors unanswered"),
    "R35": Text("catatan belum disaksikan kuorum", "entries not seen by a quorum"),
    "R36": Text("perkara netralitas belum tuntas", "neutrality not settled"),
    "S01": Text("akses di luar jam", "access outside of hours"),
    "S02": Text("ponsel jaga yang diam", "silent phones on watch"),
    "S03": Text("saksi tertinggal", "witnesses left behind"),
    "S04": Text("ponsel dengan antrean yang tua", "phones with an old queue"),
}
"""Rule, or signal beside the rules -> what its findings are about."""


def concern(rule: str) -> Text:
    """Return what the findings of a rule are about; of one without words, its code."""
    return CONCERNS.get(rule, Text(rule, rule))
