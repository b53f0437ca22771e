"""The policy of an operation: how long the rules wait, and who may open a box when.

There is one policy in each operation, in versions, and it is part of the signed record
(`PolicySet`), so whoever replays the log judges by the same numbers.  The defaults are those of
docs/reference/rules.md.

Its numbers judge whoever sets them too.  So KPU alone sets the first version, before there is
anything to judge; each one after it, and each amendment, takes the word of Bawaslu or the police.
"""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from domain.kind import SECOND, Kind
from domain.operation import Name
from domain.role import BAWASLU_REGISTRAR, KPU, KPU_REGISTRAR, POLRI_REGISTRAR
from domain.statement import Count, Dated, Digest, Minutes, Moment, PlaceId, Record, Stated, Word

Metres = Count
Percent = Annotated[int, Meta(ge=0, le=100)]
Hour = Annotated[int, Meta(ge=0, le=23)]


class Thresholds(Record, frozen=True, kw_only=True):
    """How long a rule waits before it speaks; minutes unless said otherwise."""

    custody_gap: Minutes = 60
    """R01: from arrival or offer until acceptance or refusal."""
    single_signed: Minutes = 30
    """R08: until the second signature."""
    speed: Count = 80
    """R03: how many km/h a truck makes at most."""
    travel_percent: Percent = 50
    """R03: of the travel time that a place is registered with; nobody is quicker than this."""
    overdue_transit: Minutes = 30
    """R09: after the planned arrival, and at least ..."""
    overdue_percent: Annotated[int, Meta(ge=0, le=1000)] = 25
    """R09: ... this per cent of the planned time on the road."""
    off_schedule: Minutes = 60
    """R10: before or after the planned departure."""
    night_from: Hour = 22
    """R10: from this hour ..."""
    night_until: Hour = 5
    """R10: ... until this one nothing leaves without an order; hours by the signer's clock."""
    escort_early: Minutes = 60
    """R11: before the departure an escort may begin."""
    escort_gap: Minutes = 15
    """R11: so long goods may be on the road without an escort that the plan asks for."""
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
    """R19: how long a person may be on duty; a post whose watches are planned longer counts."""
    inspection_missed: Minutes = 60
    """R21."""
    inspection_rain: Minutes = 60
    """R21: after heavy rain, until the roof was looked at."""
    cctv_blind: Minutes = 30
    """R22: a camera down without a patrol."""
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
    batch_minutes: Minutes = 2
    """R31: within so many minutes ..."""
    batch_metres: Metres = 1000
    """R31: ... at places so far from one another ..."""
    batch_handovers: Count = 3
    """R31: ... one pair cannot sign so many handovers."""
    quota_wait: Minutes = 1440
    """R29: after a box was registered for a place, until all of them must be."""
    off_site_store: Metres = 200
    """R32: around a place without a radius of its own."""
    off_site_tps: Metres = 500
    """R32: around a polling station without a radius of its own."""
    correction_percent: Percent = 5
    """R33: of what one journal said."""
    correction_least: Count = 20
    """R33: statements of a journal, below which no share is taken."""
    finding_again: Count = 2
    """R34: findings of one rule at one place."""
    phone_silent: Minutes = 720
    """S02: how long a phone that has begun a watch may not be heard."""
    witness_wait: Minutes = 60
    """R35: until a quorum of witnesses has seen what was said."""
    case_stale: Minutes = 20_160
    """R36: until a ruling."""


class OpeningRule(Record, frozen=True, kw_only=True):
    """In this phase, at this kind of place, for this purpose a box may be opened."""

    phase: Word
    place_kind: Word
    purpose: Word
    """`pengesetan`, `pungut`, `hitung`, `rekap`, `psu`, `perintah_pengadilan`, `perintah_mk`."""
    quorum: Count
    """Witnesses of other sides than the opener's."""
    order_required: bool = False


class Hours(Record, frozen=True, kw_only=True):
    """When people are expected at a place, by the signer's clock (S01).

    The end is not within; where it is not after the beginning it is that of the next day, so two
    equal hours are the whole day.
    """

    place_kind: Word
    """`gudang`, `ppk`."""
    place: PlaceId | None = None
    """For this one alone, instead of what holds for its kind; None: for all of the kind."""
    from_: Hour = msgspec.field(name="from")
    until: Hour

    def cover(self, hour: int) -> bool:
        """Tell whether people are expected in an hour of the day."""
        if self.from_ < self.until:
            return self.from_ <= hour < self.until
        return hour >= self.from_ or hour < self.until


class Requirement(Record, frozen=True, kw_only=True):
    """What must be in a box of a kind, or how many boxes of a kind a place gets."""

    box_kind: Word
    election: Word | None = None
    """None: any."""
    item: Word
    count: Count


class Quota(Record, frozen=True, kw_only=True):
    """How many boxes each place of a kind gets (R29)."""

    place_kind: Word
    """`tps`, `ppk`."""
    box_kind: Word
    election: Word | None = None
    count: Count


class Deadline(Dated, frozen=True, kw_only=True):
    """A moment that the law sets (R12)."""

    name: Word
    """`di_tps`: accepted by the polling station; `di_ppk`: accepted by the district after it."""
    at: Moment


class PolicySet(Stated, frozen=True, kw_only=True):
    """The policy of the operation is set; it changes only what comes after it.

    A version states the whole policy: what it leaves out goes back to the defaults.  After the
    first it has force only once the head or the registrar of Bawaslu or of the police endorses it.
    """

    version: Annotated[int, Meta(ge=1, le=1_000_000)]
    order: Name | None = None
    thresholds: Thresholds = Thresholds()
    openings: tuple[OpeningRule, ...] = ()
    """Where not empty, replaces the whole table of who may open a box when."""
    quotas: Annotated[tuple[Quota, ...], Meta(max_length=100)] = ()
    contents: Annotated[tuple[Requirement, ...], Meta(max_length=300)] = ()
    deadlines: tuple[Deadline, ...] = ()
    hours: Annotated[tuple[Hours, ...], Meta(max_length=1000)] = ()
    """Where none are stated people may come at any hour (S01)."""
    pledge: Digest | None = None
    """Of the words of the pledge that everybody assigned must have signed (R36)."""


AGREEING: Final = frozenset({"bawaslu", "kapolres", BAWASLU_REGISTRAR, POLRI_REGISTRAR})
"""Whose endorsement a later version takes: the judged line alone does not set its own numbers."""


def is_later(act: PolicySet) -> bool:
    """Tell whether a policy is a version after the first."""
    return act.version > 1


KINDS: Final = (
    Kind(
        PolicySet,
        "kebijakan ditetapkan",
        "policy set",
        KPU | {KPU_REGISTRAR},
        force="kewenangan",
        completed_by=SECOND,
        asks=is_later,
        waits=True,
    ),
)

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
"""In force until a policy sets another table."""
