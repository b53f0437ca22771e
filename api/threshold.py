"""What each threshold of a policy means, in Indonesian, by what is written under it in English."""

from typing import Final

THRESHOLDS: Final[dict[str, str]] = {
    "R01: from arrival or offer until acceptance or refusal.": (
        "R01: dari tiba atau ditawarkan sampai diterima atau ditolak."
    ),
    "R08: until the second signature.": "R08: sampai tanda tangan kedua.",
    "R03: how many km/h a truck makes at most.": "R03: laju truk paling cepat, km/jam.",
    "R03: of the travel time that a place is registered with; nobody is quicker than this.": (
        "R03: dari waktu tempuh yang didaftarkan untuk tempat itu; tidak ada yang lebih cepat dari "
        "ini."
    ),
    "R09: after the planned arrival, and at least ...": (
        "R09: sesudah waktu tiba yang direncanakan, dan sekurangnya ..."
    ),
    "R09: ... this per cent of the planned time on the road.": (
        "R09: ... sekian persen dari waktu perjalanan yang direncanakan."
    ),
    "R10: before or after the planned departure.": (
        "R10: sebelum atau sesudah waktu berangkat yang direncanakan."
    ),
    "R10: from this hour ...": "R10: dari jam ini ...",
    "R10: ... until this one nothing leaves without an order; hours by the signer's clock.": (
        "R10: ... sampai jam ini tidak ada yang berangkat tanpa surat perintah; menurut jam "
        "penanda tangan."
    ),
    "R11: before the departure an escort may begin.": (
        "R11: pengawalan boleh dimulai sekian sebelum berangkat."
    ),
    "R11: so long goods may be on the road without an escort that the plan asks for.": (
        "R11: sekian lama barang boleh di jalan tanpa kawal yang diminta rencana."
    ),
    "R14: how long a visit may last.": "R14: berapa lama kunjungan boleh berlangsung.",
    "R18: a post with nobody.": "R18: pos tanpa penjaga.",
    "R18: a post with too few.": "R18: pos dengan penjaga kurang.",
    "R19: how long a person may be on duty; a post whose watches are planned longer counts.": (
        "R19: berapa lama seseorang boleh bertugas; pos dengan giliran lebih panjang mengikuti "
        "rencananya."
    ),
    "R21: after heavy rain, until the roof was looked at.": (
        "R21: sesudah hujan lebat, sampai atap diperiksa."
    ),
    "R22: a camera down without a patrol.": "R22: kamera mati tanpa patroli.",
    "How long a cited leaf may be missing from the log before that is a finding.": (
        "Berapa lama daun yang dirujuk boleh belum ada di log sebelum menjadi temuan."
    ),
    "R31: within so many minutes ...": "R31: dalam sekian menit ...",
    "R31: ... at places so far from one another ...": (
        "R31: ... di tempat yang sejauh ini satu sama lain ..."
    ),
    "R31: ... one pair cannot sign so many handovers.": (
        "R31: ... satu pasangan tidak mungkin menandatangani serah terima sebanyak ini."
    ),
    "R29: after a box was registered for a place, until all of them must be.": (
        "R29: sesudah satu kotak didaftarkan untuk suatu tempat, sampai semuanya harus terdaftar."
    ),
    "R32: around a place without a radius of its own.": (
        "R32: di sekitar tempat tanpa radius sendiri."
    ),
    "R32: around a polling station without a radius of its own.": (
        "R32: di sekitar TPS tanpa radius sendiri."
    ),
    "R33: of what one journal said.": "R33: dari yang dikatakan satu jurnal.",
    "R33: statements of a journal, below which no share is taken.": (
        "R33: jumlah pernyataan jurnal; di bawahnya bagian tidak dihitung."
    ),
    "R34: findings of one rule at one place.": "R34: temuan tentang satu aturan di satu tempat.",
    "S02: how long a phone that has begun a watch may not be heard.": (
        "S02: berapa lama ponsel yang memulai jaga boleh tidak terdengar."
    ),
    "R35: until a quorum of witnesses has seen what was said.": (
        "R35: sampai kuorum saksi melihat yang dikatakan."
    ),
    "R36: until a ruling.": "R36: sampai putusan.",
}
