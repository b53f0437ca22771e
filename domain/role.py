"""Roles: what a person may be, and which kind of unit the role belongs to.

Roles are open words in the statements (a new one must not make a grant unreadable); a role that
is not listed here carries no authority.

Source: docs/explanation/duties.md; UU 10/2016, Perbawaslu 15/2024 Ps 26.
"""

from typing import Final

from domain.statement import Word

Role = Word

KPU_REGISTRAR: Final = "registrar_kpu"
POLRI_REGISTRAR: Final = "registrar_polri"
BAWASLU_REGISTRAR: Final = "registrar_bawaslu"
OTHER_REGISTRAR: Final = "registrar"

REGISTRARS: Final = frozenset({KPU_REGISTRAR, POLRI_REGISTRAR, BAWASLU_REGISTRAR, OTHER_REGISTRAR})
"""Held by the journals that the charter names; never granted by a statement."""

KPU: Final = frozenset({"ketua_kpu", "sekretaris_kpu", "logistik_kpu"})
STORE: Final = frozenset({"petugas_gudang"})
HOLDERS: Final = KPU | STORE | {"ppk", "pps", "kpps"}
"""Those who may hold boxes."""
COMMAND: Final = frozenset({"kapolres", "kabag_ops", "padal", "pamatwil"})
GUARDS: Final = frozenset({"danru", "anggota_jaga"})
SUPERVISORS: Final = frozenset({"bawaslu", "panwascam", "pkd", "ptps"})
WITNESSES: Final = frozenset({"saksi", "pemantau", "linmas"})
CARRIERS: Final = frozenset({"ekspedisi"})
PROPAM: Final = frozenset({"propam"})
"""Internal discipline of the police."""

FAMILY: Final[dict[str, str]] = {
    **dict.fromkeys(KPU | STORE | {"linmas"}, "kpu"),
    "ppk": "ppk",
    "pps": "pps",
    "kpps": "kpps",
    **dict.fromkeys(COMMAND | GUARDS | PROPAM, "polri"),
    **dict.fromkeys(SUPERVISORS, "bawaslu"),
    **dict.fromkeys({"saksi", "pemantau"}, "saksi"),
    **dict.fromkeys(CARRIERS, "ekspedisi"),
}
"""The side each role stands on; segregation of duties compares sides, not titles."""

_OFFICES: Final = KPU | {"ppk", "pps", "kpps", "linmas", "petugas_gudang", "ekspedisi"}

GRANTS: Final[dict[str, frozenset[str]]] = {
    "ketua_kpu": frozenset(_OFFICES - {"ketua_kpu"}),
    "sekretaris_kpu": frozenset(_OFFICES - KPU),
    "logistik_kpu": frozenset(_OFFICES - KPU),
    "ppk": frozenset({"pps", "kpps", "linmas"}),
    "pps": frozenset({"kpps", "linmas"}),
    "kapolres": frozenset({"propam", "kabag_ops", "padal", "pamatwil", "danru", "anggota_jaga"}),
    "kabag_ops": frozenset({"padal", "pamatwil", "danru", "anggota_jaga"}),
    "bawaslu": frozenset({"panwascam", "pkd", "ptps"}),
    "panwascam": frozenset({"pkd", "ptps"}),
}
"""Which roles the holder of a role may give, within the scope of the own."""

LABELS: Final[dict[str, str]] = {
    "registrar_kpu": "Registrar KPU",
    "registrar_polri": "Registrar Polri",
    "registrar_bawaslu": "Registrar Bawaslu",
    "registrar": "Registrar",
    "ketua_kpu": "Ketua KPU",
    "sekretaris_kpu": "Sekretaris KPU",
    "logistik_kpu": "Kasubbag Keuangan, Umum, dan Logistik",
    "petugas_gudang": "Petugas gudang",
    "ppk": "Panitia Pemilihan Kecamatan",
    "pps": "Panitia Pemungutan Suara",
    "kpps": "Kelompok Penyelenggara Pemungutan Suara",
    "linmas": "Petugas ketertiban TPS",
    "kapolres": "Kapolres",
    "kabag_ops": "Kabag Ops",
    "padal": "Perwira pengendali",
    "pamatwil": "Perwira pengamat wilayah",
    "propam": "Profesi dan pengamanan (Propam)",
    "danru": "Komandan regu jaga",
    "anggota_jaga": "Anggota jaga",
    "bawaslu": "Bawaslu",
    "panwascam": "Panwaslu Kecamatan",
    "pkd": "Panwaslu Kelurahan/Desa",
    "ptps": "Pengawas TPS",
    "saksi": "Saksi pasangan calon",
    "pemantau": "Pemantau terakreditasi",
    "ekspedisi": "Ekspedisi",
}
"""What people call the role."""
