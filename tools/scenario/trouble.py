"""Trouble with phones and words: lost, restored, revoked, out of time; corrected and annulled."""

import json
from typing import Final

from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.evidence import LateEntryDeclared
from domain.incident import IncidentClosed, IncidentReported, IncidentUpdated
from domain.inspection import InspectionRecorded
from domain.person import RoleRevoked
from domain.seal import SealVerified
from domain.statement import CheckItem, Tally
from ledger.errors import EquivocationError, RevokedError
from ledger.journal import Entry
from ledger.tlog.text import to_base64
from tools.scenario.area import KPU_OFFICE, STORE, Station
from tools.scenario.cast import (
    CLERKS,
    ESCORTS,
    KPU_UNIT,
    LOGISTIK,
    OPERATIONS,
    OVERSIGHT,
    POLICE,
    SEKRETARIS,
    replaces,
)
from tools.scenario.clock import hours, wib
from tools.scenario.document import document
from tools.scenario.founding import KPU, POLRI
from tools.scenario.guard import Watch
from tools.scenario.phone import Phone, Told
from tools.scenario.plan import departures
from tools.scenario.plot import Planted, Why
from tools.scenario.stage import Scene, Stage
from tools.scenario.visit import enters, leaves, reports

LOST: Final = ESCORTS[5]
"""The phone that is stolen."""


def troubles(stage: Stage, watches: dict[str, Watch]) -> None:
    """Start everything that goes wrong beside the boxes."""
    stage.start(_mixed_up(stage, watches[STORE]), wib("2024-11-21 09:40"))
    stage.start(_leak(stage, watches[STORE]), wib("2024-11-22 02:20"))
    stage.start(_dismissed(stage), wib("2024-11-22 15:00"))
    stage.start(_clock(stage), wib("2024-11-23 13:30"))
    stage.start(_drowned(stage, watches[KPU_OFFICE]), wib("2024-11-26 21:00"))
    stage.start(_restored(stage), wib("2024-11-27 20:30"))
    stage.start(_stolen(stage), wib("2024-11-24 15:00"))
    stage.start(_late(stage), wib("2024-11-26 09:00"))


def _mixed_up(stage: Stage, watch: Watch) -> Scene:
    """Let a guard record the wrong visitor as gone; it is annulled and said again."""
    one, other = reports(stage, watch), reports(stage, watch)
    yield stage.later(5)
    for visit in (one, other):
        yield from enters(stage, watch, visit, "kantor")
    yield stage.later(30)
    wrong = leaves(stage, watch, one)
    yield stage.later(10)
    annulled = watch.on_duty.says(
        AnnulmentDeclared(at=stage.at, target=wrong.leaf, target_kind=wrong.kind, reason="tertukar")
    )
    yield stage.later(4)
    stage.phone(CLERKS[1]).endorses(annulled, "saksi")
    leaves(stage, watch, other)
    yield stage.later(60)
    leaves(stage, watch, one)


def _leak(stage: Stage, watch: Watch) -> Scene:
    """Let the roof leak until it is mended; a corrected time waits for a second person for ever."""
    seen = hours(0.25)
    told = watch.on_duty.says(
        IncidentReported(
            at=stage.at,
            place=STORE,
            incident_kind="atap_bocor",
            severity="menonjol",
            occurred=stage.stamp(stage.now - 2 * seen),
            observed=stage.stamp(stage.now - seen),
            losses=(Tally(item="surat_suara", count=0),),
            actions=("dipindah_ke_palet_22",),
            notified=(KPU_UNIT, OVERSIGHT),
        )
    )
    stage.happens(STORE, told, stage.now - seen)
    yield stage.later(120)
    correction = watch.on_duty.says(
        CorrectionDeclared(
            at=stage.at,
            target=told.leaf,
            target_kind=told.kind,
            changes={"observed": stage.stamp(stage.now - hours(2) - seen / 3)},
            reason="salah_waktu",
        )
    )
    leaf = correction.leaf
    stage.plot.plant(Planted("R08", "pernyataan", leaf, leaf, _UNENDORSED))
    yield stage.later(250)
    yield from _mended(stage, watch, told)


def _mended(stage: Stage, watch: Watch, leak: Told) -> Scene:
    """Say in the morning what got wet, and in the afternoon that the roof is tight again."""
    watch.on_duty.says(
        IncidentUpdated(
            at=stage.at,
            of=leak.leaf,
            place=STORE,
            losses=(Tally(item="kotak_suara", count=1),),
            actions=("terpal_dipasang", "kotak_basah_dipisahkan"),
            notified=("16.08/damkar",),
            photos=(document("atap bocor"),),
        )
    )
    yield stage.later(400)
    closed = stage.phone(OPERATIONS).says(
        IncidentClosed(
            at=stage.at,
            of=leak.leaf,
            place=STORE,
            outcome="tertangani",
            losses=(Tally(item="kotak_suara", count=1),),
        )
    )
    yield stage.later(10)
    stage.phone(LOGISTIK).endorses(closed, "saksi")


def _dismissed(stage: Stage) -> Scene:
    """Let a clerk whose role was revoked go on looking at seals."""
    clerk, grant = stage.phone(CLERKS[2]), stage.grants[CLERKS[2]]
    stage.phone(KPU).says(
        RoleRevoked(
            at=stage.at,
            of=grant.leaf,
            person=clerk.person,
            role="petugas_gudang",
            unit=KPU_UNIT,
            reason="diganti",
        )
    )
    last = max(departures(stage).items(), key=lambda one: one[1])[0]
    district = next(one for one in stage.area.districts if one.code == last)
    yield wib("2024-11-23 10:00") if len(stage.area.districts) > 1 else stage.later(60)
    told = clerk.says(
        SealVerified(at=stage.at, place=STORE, boxes=stage.seals.seen(district.sums, "gudang"))
    )
    stage.plot.plant(Planted("R28", "jurnal", clerk.journal, told.leaf, _DISMISSED))


def _clock(stage: Stage) -> Scene:
    """Let a phone's clock fall back by three hours."""
    district = stage.area.districts[0]
    phone = stage.phone(f"{district.police}/jaga-01")
    phone.says(_locks(stage.at, district.place))
    yield stage.later(20)
    told = phone.says(_locks(stage.stamp(stage.now - hours(3)), district.place))
    stage.plot.plant(Planted("R25", "jurnal", phone.journal, told.leaf, _CLOCK))


def _locks(at: str, place: str) -> InspectionRecorded:
    items = (CheckItem(item="gembok", result="baik"),)
    return InspectionRecorded(at=at, place=place, template="kunci", items=items)


def _drowned(stage: Stage, watch: Watch) -> Scene:
    """Let a phone lose two notes of a night; the journal is resumed after them."""
    phone = watch.on_duty
    phone.is_offline = True
    watch.inspects("cctv")
    yield stage.later(5)
    watch.inspects("api_listrik")
    yield stage.later(15)
    phone.outbox.clear()
    phone.is_offline = False
    line = f"resume {phone.journal} at {phone.sequence} after {to_base64(phone.head)}"
    leaf = to_base64(stage.phone(f"{POLICE}/pendaftar-01").registers(line))
    stage.plot.plant(Planted("R27", "jurnal", phone.journal, leaf, _DROWNED))
    yield stage.later(20)
    yield from _from_paper(stage, watch)


def _from_paper(stage: Stage, watch: Watch) -> Scene:
    """Say again what was lost, as it stands in the guards' book."""
    occurred = stage.stamp(stage.now - hours(1))
    told = [watch.inspects(template) for template in ("cctv", "api_listrik")]
    yield stage.later(5)
    declared = watch.on_duty.says(
        LateEntryDeclared(
            at=stage.at,
            of=tuple(one.leaf for one in told),
            paper=document("buku mutasi 3, halaman 17"),
            page="buku mutasi 3, halaman 17",
            occurred=occurred,
            reason="ponsel_rusak",
        )
    )
    yield stage.later(5)
    stage.phone(SEKRETARIS).endorses(declared, "saksi")


def _restored(stage: Stage) -> Scene:
    """Let a phone that was put back from a copy use a number twice."""
    phone = stage.speaker(stage.area.districts[-1].unit)
    before = phone.sequence, phone.head
    phone.says(_rain(stage, phone, "biasa"))
    after = phone.sequence, phone.head
    phone.sequence, phone.head = before
    letter, _ = phone.drafts(_rain(stage, phone, "menonjol"))
    phone.sequence, phone.head = after
    yield stage.later(30)
    phone.sends(letter._replace(expected=EquivocationError))
    stage.plot.plant(Planted("R27", "jurnal", phone.journal, "", _RESTORED))


def _rain(stage: Stage, phone: Phone, severity: str) -> IncidentReported:
    return IncidentReported(
        at=stage.at,
        place=f"{phone.unit.partition('/')[0]}/PPK",
        incident_kind="banjir",
        severity=severity,
        observed=stage.at,
    )


def _stolen(stage: Stage) -> Scene:
    """Let a phone be stolen; it is revoked, replaced, and what the thief says is refused."""
    phone = stage.phone(LOST)
    phone.says(_locks(stage.at, STORE))
    yield wib("2024-11-29 21:00")
    stage.phone(KPU).registers(f"revoke {LOST} after {phone.sequence - 1}")
    stage.start(replaces(stage, phone, f"{POLICE}/kawal-07", POLRI))
    yield stage.later(600)
    letter, _ = phone.drafts(
        IncidentReported(
            at=stage.at,
            place=STORE,
            incident_kind="ancaman",
            severity="menonjol",
            observed=stage.at,
        )
    )
    phone.sends(letter._replace(expected=RevokedError))
    stage.plot.plant(Planted("R28", "jurnal", LOST, "", _STOLEN))


def _late(stage: Stage) -> Scene:
    """Let the phone of one supervisor find signal only on the day after; nothing is lost by it.

    What waited for more than a day comes late, as far as the witness can tell.
    """
    station = next(filter(lambda one: _may_be_late(stage, one), stage.area.stations), None)
    if station is None:
        return
    phone = stage.speaker(station.watcher)
    phone.is_offline = True
    yield wib("2024-11-28 14:00")
    if stage.witnessed is not None:
        a_day_before = stage.stamp(stage.witnessed - hours(24))
        for entry in (Entry.parse(letter.note) for letter in phone.outbox):
            if json.loads(entry.body)["at"] < a_day_before:
                leaf = to_base64(entry.leaf)
                stage.plot.plant(Planted("R26", "jurnal", phone.journal, leaf, _WAITED))
    phone.connects()


def _may_be_late(stage: Stage, station: Station) -> bool:
    offline = stage.plot.offline
    is_near = offline is None or station not in offline.stations
    return is_near and stage.plot.trouble(station) in {None, "terlambat"}


_UNENDORSED: Final = Why(
    "Pembetulan waktu kejadian tidak pernah disahkan orang kedua.",
    "Nobody else ever endorsed the corrected time of an incident.",
)
_DISMISSED: Final = Why(
    "Perannya di gudang sudah dicabut, tetapi masih memeriksa segel.",
    "The role in the warehouse was revoked, and still seals were verified.",
)
_CLOCK: Final = Why(
    "Jam HP mundur tiga jam.",
    "The phone's clock fell back by three hours.",
)
_DROWNED: Final = Why(
    "HP jatuh ke air; dua catatan yang belum terkirim hilang.",
    "The phone fell into water; two notes that were not sent are lost.",
)
_RESTORED: Final = Why(
    "HP dipulihkan dari cadangan dan memakai satu nomor dua kali.",
    "The phone was restored from a copy and used one number twice.",
)
_WAITED: Final = Why(
    "HP pengawas TPS tanpa sinyal; catatannya masuk lebih dari sehari kemudian.",
    "The phone of a TPS supervisor had no signal; its notes came in more than a day later.",
)
_STOLEN: Final = Why(
    "HP yang hilang dan sudah dicabut masih dipakai orang.",
    "Somebody used a lost phone after it was revoked.",
)
