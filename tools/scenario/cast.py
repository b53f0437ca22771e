"""The cast: who takes part, with which phone, in which role.

Different registrars enrol the people who watch one another: KPU its line down to the KPPS, Polri
the guards, Bawaslu the supervisors; each has a delegate for the office's own phones.  All names
are made up, and every official number begins with 0000, as no real one does.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from domain.person import PersonEnrolled, RoleGranted
from tools.scenario.area import BAWASLU_OFFICE, KPU_OFFICE, REGENCY, STORE, Area
from tools.scenario.clock import wib
from tools.scenario.founding import BAWASLU, KPU, POLRI
from tools.scenario.phone import Phone
from tools.scenario.stage import Scene, Stage

KPU_UNIT: Final = "16.08/kpu"
STORE_UNIT: Final = "16.08/kpu-gudang"
"""The warehouse clerks: of KPU, but not those who issue the seals."""
POLICE: Final = "16.08/polres"
OVERSIGHT: Final = "16.08/bawaslu"

KETUA, SEKRETARIS, LOGISTIK = (
    f"{KPU_UNIT}/{name}-01" for name in ("ketua", "sekretaris", "logistik")
)
CLERKS: Final = tuple(f"{KPU_UNIT}/gudang-{number:02}" for number in (1, 2, 3))
KAPOLRES, OPERATIONS, PROPAM = (
    f"{POLICE}/{name}-01" for name in ("kapolres", "kabagops", "propam")
)
STAFF: Final = f"{OVERSIGHT}/staf-01"
ESCORTS: Final = tuple(f"{POLICE}/kawal-{number:02}" for number in range(1, 7))
TEAMS: Final = {
    STORE: tuple(f"{POLICE}/jaga-{number:02}" for number in (1, 2, 3)),
    KPU_OFFICE: tuple(f"{POLICE}/jaga-{number:02}" for number in (11, 12, 13)),
    BAWASLU_OFFICE: tuple(f"{POLICE}/jaga-{number:02}" for number in (21, 22, 23)),
}
"""The commanders of the teams that relieve one another, by post."""

LINES_MAX: Final = 100
"""Enrolments in one note."""

_FIRST: Final = ("Adi", "Bayu", "Citra", "Dewi", "Eka", "Fajar", "Gita", "Hendra", "Indah", "Joko")
_LAST: Final = ("Anggara", "Basri", "Chandra", "Darma", "Effendi", "Firdaus", "Gunadi", "Hakim")


class Member(NamedTuple):
    """One person with one phone and one role."""

    journal: str
    unit: str
    """The person's own."""
    role: str
    scope: str
    held_for: str = ""
    """The unit for which the role is held, where it is not the own."""


def enrolments(stage: Stage) -> None:
    """Let the registrars enrol everybody, on the days on which each was appointed."""
    area = stage.area
    for registrar, prefix in ((KPU, KPU_UNIT), (POLRI, POLICE), (BAWASLU, OVERSIGHT)):
        stage.start(_office(stage, registrar, prefix), wib("2024-08-24 09:00"))
    stage.start(_line(stage, KPU, list(_committees(area))), wib("2024-08-24 09:30"))
    stage.start(_line(stage, POLRI, list(_stations_of_police(area))), wib("2024-08-24 09:30"))
    stage.start(_line(stage, BAWASLU, list(_district_supervisors(area))), wib("2024-08-24 09:30"))
    stage.start(_line(stage, BAWASLU, list(_watchers(area))), wib("2024-11-04 08:00"))
    stage.start(_line(stage, KPU, list(_poll_workers(area))), wib("2024-11-07 08:00"))


def replaces(stage: Stage, old: Phone, journal: str, registrar: str) -> Scene:
    """Let a registrar enrol a new phone for somebody whose old one is lost."""
    phone = stage.phone(journal)
    signer = stage.phone(registrar)
    phone.enrolled(signer.registers(phone.enrol_line()), signer)
    phone.person, phone.unit, phone.role = old.person, old.unit, old.role
    yield stage.later(2)
    signer.says(PersonEnrolled(at=stage.at, person=old.person, unit=old.unit, journals=(journal,)))


def _office(stage: Stage, registrar: str, prefix: str) -> Scene:
    """Let a registrar enrol a delegate, and the delegate the phones of the office."""
    signer, delegate = stage.phone(registrar), stage.phone(f"{prefix}/pendaftar-01")
    delegate.enrolled(signer.registers(delegate.enrol_line(delegate=prefix)), signer)
    delegate.unit = prefix
    yield stage.later(10)
    members = [one for one in _officers() if one.journal.startswith(f"{prefix}/")]
    _enrol(stage, delegate, members)
    yield from _introduce(stage, signer, members)


def _line(stage: Stage, registrar: str, members: Sequence[Member]) -> Scene:
    """Let a registrar enrol phones, a hundred at a time, and say whose they are."""
    signer = stage.phone(registrar)
    for start in range(0, len(members), LINES_MAX):
        part = members[start : start + LINES_MAX]
        _enrol(stage, signer, part)
        yield stage.later(5)
        yield from _introduce(stage, signer, part)


def _enrol(stage: Stage, signer: Phone, members: Sequence[Member]) -> None:
    phones = [stage.phone(member.journal) for member in members]
    leaf = signer.registers(*(phone.enrol_line() for phone in phones))
    for phone in phones:
        phone.enrolled(leaf, signer)


def _introduce(stage: Stage, signer: Phone, members: Sequence[Member]) -> Scene:
    """Say who holds each phone, and grant the role."""
    for member in members:
        phone = stage.phone(member.journal)
        number = stage.count("person")
        phone.person, phone.unit, phone.role = f"p-{number:05}", member.unit, member.role
        identity = signer.seals("/identity", _identity(number), "pribadi")
        signer.says(
            PersonEnrolled(
                at=stage.at,
                person=phone.person,
                unit=member.unit,
                journals=(member.journal,),
                identity=identity,
            )
        )
        yield stage.later(0.1)
        stage.grants[member.journal] = signer.says(
            RoleGranted(
                at=stage.at,
                person=phone.person,
                role=member.role,
                unit=member.held_for or member.unit,
                scope=member.scope,
                order=f"{number}/SDM.12-Kpt/1608/2024",
            )
        )
        yield stage.later(0.1)


def _identity(number: int) -> dict[str, str]:
    first, last = divmod(number, len(_LAST))
    return {
        "nama": f"{_FIRST[first % len(_FIRST)]} {_LAST[last]} (LATIHAN)",
        "nik": f"0000{number:012}",
        "telepon": f"0800-0000-{number:04}",
    }


def _officers() -> Iterator[Member]:
    yield Member(KETUA, KPU_UNIT, "ketua_kpu", REGENCY)
    yield Member(SEKRETARIS, KPU_UNIT, "sekretaris_kpu", REGENCY)
    yield Member(LOGISTIK, KPU_UNIT, "logistik_kpu", REGENCY)
    for journal in CLERKS:
        yield Member(journal, STORE_UNIT, "petugas_gudang", STORE, KPU_UNIT)
    yield Member(KAPOLRES, POLICE, "kapolres", REGENCY)
    yield Member(OPERATIONS, POLICE, "kabag_ops", REGENCY)
    yield Member(PROPAM, POLICE, "propam", REGENCY)
    for post, journals in TEAMS.items():
        for journal in journals:
            yield Member(journal, POLICE, "danru", post)
    for journal in ESCORTS:
        yield Member(journal, POLICE, "anggota_jaga", REGENCY)
    yield Member(STAFF, OVERSIGHT, "bawaslu", REGENCY)


def _committees(area: Area) -> Iterator[Member]:
    for district in area.districts:
        yield Member(f"{district.unit}-01", district.unit, "ppk", district.code)
    for village in area.villages:
        yield Member(f"{village.unit}-01", village.unit, "pps", village.code)


def _stations_of_police(area: Area) -> Iterator[Member]:
    for district in area.districts:
        yield Member(f"{district.police}/padal-01", district.police, "padal", district.code)
        for name in ("jaga-01", "jaga-02"):
            yield Member(f"{district.police}/{name}", district.police, "danru", district.code)
        for name in ("kawal-01", "pam-01", "pam-02", "pam-03", "pam-04"):
            journal = f"{district.police}/{name}"
            yield Member(journal, district.police, "anggota_jaga", district.code)


def _district_supervisors(area: Area) -> Iterator[Member]:
    for district in area.districts:
        yield Member(f"{district.supervisors}-01", district.supervisors, "panwascam", district.code)


def _watchers(area: Area) -> Iterator[Member]:
    for station in area.stations:
        yield Member(station.watcher, station.watcher, "ptps", station.place)


def _poll_workers(area: Area) -> Iterator[Member]:
    for station in area.stations:
        yield Member(station.unit, station.unit, "kpps", station.place)
