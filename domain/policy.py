"""The policy of an operation: how long the rules wait, and who may open a box when.

Thresholds are part of the signed record (`PlanSet`), so whoever replays the log judges by the
same numbers.  The defaults are those of docs/reference/rules.md.
"""

from typing import Final

from domain.statement import Count, Minutes, Record, Word


class Thresholds(Record, frozen=True, kw_only=True):
    """How long a rule waits before it speaks; minutes unless said otherwise."""

    custody_gap: Minutes = 60
    """R01: from arrival or offer until acceptance or refusal."""
    single_signed: Minutes = 30
    """R08: until the second signature."""
    overdue_transit: Minutes = 30
    """R09: after the planned arrival, and at least ..."""
    overdue_percent: Count = 25
    """R09: ... this per cent of the planned time on the road."""
    off_schedule: Minutes = 60
    """R10."""
    access_open: Minutes = 240
    """R14: how long a visit may last."""
    store_access: Minutes = 10
    """R15."""
    denied_again: Minutes = 1440
    """R16."""
    alone: Minutes = 2
    """R17."""
    shift_gap: Minutes = 5
    """R18: a post with nobody."""
    understaffed: Minutes = 15
    """R18: a post with too few."""
    fatigue: Minutes = 720
    """R19."""
    inspection_missed: Minutes = 60
    """R21."""
    cctv_blind: Minutes = 30
    """R22."""
    situation_missing: Minutes = 30
    """R23."""
    late_incident: Minutes = 15
    """R24."""
    clock_skew: Minutes = 2
    """R25."""
    late_sync: Minutes = 1440
    """R26."""
    citation_wait: Minutes = 1440
    """How long a cited leaf may be missing from the log before that is a finding."""
    finding_stale: Minutes = 2880
    """R34."""


class OpeningRule(Record, frozen=True, kw_only=True):
    """In this phase, at this kind of place, for this purpose a box may be opened."""

    phase: Word
    place_kind: Word
    purpose: Word
    """`pengesetan`, `pungut`, `hitung`, `rekap`, `psu`, `perintah_pengadilan`, `perintah_mk`."""
    quorum: Count
    """Witnesses of other sides than the opener's."""
    order_required: bool = False


DEFAULT_THRESHOLDS: Final = Thresholds()

DEFAULT_OPENINGS: Final = (
    OpeningRule(phase="persiapan", place_kind="gudang", purpose="pengesetan", quorum=0),
    OpeningRule(phase="pemungutan", place_kind="tps", purpose="pungut", quorum=1),
    OpeningRule(phase="pemungutan", place_kind="tps", purpose="hitung", quorum=1),
    OpeningRule(phase="rekapitulasi", place_kind="ppk", purpose="rekap", quorum=2),
    OpeningRule(phase="pengembalian", place_kind="ppk", purpose="rekap", quorum=2),
    *(
        OpeningRule(
            phase=phase, place_kind="gudang", purpose=purpose, quorum=2, order_required=True
        )
        for phase in ("pengembalian", "rekapitulasi", "penutupan")
        for purpose in ("psu", "perintah_pengadilan", "perintah_mk")
    ),
)
"""In force until a plan sets another table."""
