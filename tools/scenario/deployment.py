"""Deployment: 298 officers leave for their kecamatan two days before the vote, and come back.

Each kecamatan has an order with its nominal roll and an officer in charge (Padal), who takes note
of it.  The muster counts who is there and says why somebody is not.

Source: Polres OKU Timur, apel pergeseran pasukan, 25 November 2024: 298 personnel until the 28th.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from domain.deployment import Absence, DeploymentShifted, Stage as Muster
from domain.order import AssignmentAcknowledged, OrderIssued
from domain.plan import AssignmentMade
from tools.scenario.area import Area, District
from tools.scenario.cast import OPERATIONS, POLICE
from tools.scenario.clock import minutes, wib
from tools.scenario.document import document
from tools.scenario.stage import Scene, Stage

PERSONNEL: Final = 298
ORDERED, MUSTER, RETURN = (
    wib("2024-11-23 10:00"),
    wib("2024-11-25 07:30"),
    wib("2024-11-28 16:00"),
)
BEGIN, END = wib("2024-11-25 07:00"), wib("2024-11-28 22:00")
FIELD: Final = "16.08/POLRES"
"""Where they muster: the field Satya Haprabu of the Polres."""

_TPS: Final = 1012
_REASONS: Final = ("sakit", "izin", "dinas_lain")
_ABSENT: Final = 4
"""One contingent in so many has somebody who is not there."""


class Contingent(NamedTuple):
    """Who goes to one kecamatan."""

    district: District
    order: str
    persons: tuple[str, ...]


def roll(area: Area) -> tuple[str, ...]:
    """Return the pseudonyms of everybody who is deployed, at least one for each kecamatan."""
    return tuple(person for one in _contingents(area) for person in one.persons)


def _contingents(area: Area) -> Iterator[Contingent]:
    """Split the personnel over the kecamatan as the TPS are."""
    total = max(len(area.districts), round(PERSONNEL * min(1, len(area.stations) / _TPS)))
    given = seen = number = 0
    spare = total - len(area.districts)
    for district in area.districts:
        seen += len(district.stations)
        upto = round(spare * seen / len(area.stations))
        count, given = 1 + upto - given, upto
        persons = tuple(f"pam-{number + one + 1:03}" for one in range(count))
        number += count
        yield Contingent(district, f"Sprin/{1400 + number}/XI/PAM.3.3./2024", persons)


def deployments(stage: Stage) -> None:
    """Order everybody out, count them three times, and let them come home."""
    for number, one in enumerate(_contingents(stage.area)):
        stage.start(_contingent(stage, one, number), ORDERED + minutes(6 * number))


def _contingent(stage: Stage, one: Contingent, number: int) -> Scene:
    yield from _orders(stage, one)
    gone: tuple[Absence, ...] = ()
    if number % _ABSENT == 0 and len(one.persons) > 1:
        gone = (Absence(person=one.persons[-1], reason=_REASONS[number % len(_REASONS)]),)
    yield MUSTER + minutes(number)
    _musters(stage, one, "berangkat", gone)
    yield stage.later(one.district.travel + 30, one.district.travel + 60)
    _musters(stage, one, "tiba", gone)
    yield RETURN + stage.within(0, 120)
    _musters(stage, one, "kembali", gone)


def _orders(stage: Stage, one: Contingent) -> Scene:
    signer, district = stage.phone(OPERATIONS), one.district
    padal = stage.phone(f"{district.police}/padal-01")
    order = signer.says(
        OrderIssued(
            at=stage.at,
            order=one.order,
            unit=POLICE,
            task="pam_tps",
            place=district.code,
            from_=stage.stamp(BEGIN),
            until=stage.stamp(END),
            strength=len(one.persons),
            persons=one.persons,
            risks=("jarak",) if district.travel > _FAR else ("gangguan_kamtibmas",),
            measures=("patroli", "sambang"),
            text=document(one.order),
        )
    )
    signer.says(_assignment(stage, one, padal.person, (BEGIN, END)))
    yield stage.later(60, 180)
    padal.says(
        AssignmentAcknowledged(
            at=stage.at, of=order.leaf, order=one.order, unit=POLICE, persons=one.persons
        )
    )


def _assignment(
    stage: Stage, one: Contingent, padal: str, period: tuple[datetime, datetime]
) -> AssignmentMade:
    return AssignmentMade(
        at=stage.at,
        order=one.order,
        unit=POLICE,
        place=one.district.code,
        task="pam_tps",
        persons=(padal, *one.persons),
        strength=len(one.persons),
        from_=stage.stamp(period[0]),
        until=stage.stamp(period[1]),
    )


def _musters(stage: Stage, one: Contingent, muster: Muster, gone: Sequence[Absence]) -> None:
    """Let the Padal count; the departure is counted by the head of operations on the field."""
    district, is_departure = one.district, muster == "berangkat"
    padal = stage.phone(f"{district.police}/padal-01")
    signer = stage.phone(OPERATIONS) if is_departure else padal
    missing = {absence.person for absence in gone}
    signer.says(
        DeploymentShifted(
            at=stage.at,
            order=one.order,
            unit=POLICE,
            stage=muster,
            place=FIELD if is_departure else district.code,
            area=district.code,
            padal=padal.person,
            ordered=len(one.persons),
            present=len(one.persons) - len(missing),
            persons=tuple(person for person in one.persons if person not in missing),
            absent=tuple(gone),
            vehicle=f"16.08/KEND-{district.code[-2:]}",
        )
    )


_FAR: Final = 100
"""Minutes on the road from which on distance is a risk."""
