"""The area: 20 kecamatan of OKU Timur with their polling stations of 27 November 2024.

The counts of desa and TPS are real.  TPS per desa were not published where we looked, so those of a
kecamatan are spread evenly over its desa, which are numbered in order.  Travel times are made up.

Source: KPU's public pilkada2024 interface of 28 November 2024; Kepmendagri 300.2.2-2430/2025.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, NamedTuple

from tools.scenario.election import PILKADA, Election

REGENCY: Final = "16.08"
STORE: Final = "16.08/GDG-01"
KPU_OFFICE: Final = "16.08/KANTOR-KPU"
BAWASLU_OFFICE: Final = "16.08/KANTOR-BAWASLU"
POSITION: Final = (-4_317_000, 104_357_000)
"""Of the warehouse in this practice, in micro-degrees north and east; the real one is not told."""

_FIRST_SPECIAL: Final = 901
_FIRST_DESA: Final = 2001
"""Kemendagri numbers desa from 2001 on within a kecamatan."""


class _Row(NamedTuple):
    code: str
    name: str
    desa: int
    tps: int
    travel: int
    """Minutes by truck from the warehouse."""


_ROWS: Final = (
    _Row("16.08.01", "Martapura", 16, 77, 20),
    _Row("16.08.02", "Buay Madang", 17, 58, 55),
    _Row("16.08.03", "Belitang", 23, 78, 75),
    _Row("16.08.04", "Cempaka", 13, 41, 110),
    _Row("16.08.05", "Buay Pemuka Peliung", 13, 51, 35),
    _Row("16.08.06", "Madang Suku II", 19, 50, 80),
    _Row("16.08.07", "Madang Suku I", 13, 56, 85),
    _Row("16.08.08", "Semendawai Suku III", 19, 61, 100),
    _Row("16.08.09", "Belitang II", 24, 65, 105),
    _Row("16.08.10", "Belitang III", 20, 58, 95),
    _Row("16.08.11", "Bunga Mayang", 8, 28, 40),
    _Row("16.08.12", "Buay Madang Timur", 30, 89, 65),
    _Row("16.08.13", "Madang Suku III", 10, 37, 90),
    _Row("16.08.14", "Semendawai Barat", 12, 31, 115),
    _Row("16.08.15", "Semendawai Timur", 19, 54, 125),
    _Row("16.08.16", "Jayapura", 8, 25, 45),
    _Row("16.08.17", "Belitang Jaya", 13, 34, 120),
    _Row("16.08.18", "Belitang Madang Raya", 16, 66, 70),
    _Row("16.08.19", "Belitang Mulya", 12, 33, 88),
    _Row("16.08.20", "Buay Pemuka Bangsa Raja", 7, 20, 30),
)

TPS_MAX: Final = sum(row.tps for row in _ROWS)


@dataclass(frozen=True, slots=True)
class Station:
    """One polling station (TPS)."""

    desa: str
    """`16.08.05.2003`."""
    number: int
    """From 1 on; from 901 on those in prisons and hospitals."""
    kinds: tuple[str, ...] = PILKADA.kinds
    """Of election: one box each."""

    @property
    def place(self) -> str:
        """Where it is."""
        return f"{self.desa}/TPS-{self.number:03}"

    @property
    def unit(self) -> str:
        """Its KPPS."""
        return f"{self.desa}/kpps-{self.number:03}"

    @property
    def watcher(self) -> str:
        """Its supervisor's unit (PTPS)."""
        return f"{self.desa}/ptps-{self.number:03}"

    @property
    def district(self) -> str:
        """The code of its kecamatan."""
        return self.desa.rpartition(".")[0]

    @property
    def boxes(self) -> tuple[str, ...]:
        """Its ballot boxes, one per election."""
        return tuple(f"{self.desa}-TPS{self.number:03}-{election}" for election in self.kinds)


@dataclass(frozen=True, slots=True)
class Village:
    """One desa, with its PPS."""

    code: str
    stations: tuple[Station, ...]

    @property
    def place(self) -> str:
        """The office of the PPS."""
        return f"{self.code}/PPS"

    @property
    def unit(self) -> str:
        """Its PPS."""
        return f"{self.code}/pps"

    @property
    def boxes(self) -> tuple[str, ...]:
        """Every ballot box of its TPS."""
        return tuple(box for station in self.stations for box in station.boxes)


@dataclass(frozen=True, slots=True)
class District:
    """One kecamatan, with its PPK."""

    code: str
    name: str
    travel: int
    """Minutes by truck from the warehouse."""
    villages: tuple[Village, ...]
    kinds: tuple[str, ...] = PILKADA.kinds

    @property
    def place(self) -> str:
        """The store of the PPK."""
        return f"{self.code}/PPK"

    @property
    def unit(self) -> str:
        """Its PPK."""
        return f"{self.code}/ppk"

    @property
    def police(self) -> str:
        """Its Polsek."""
        return f"{self.code}/polsek"

    @property
    def supervisors(self) -> str:
        """Its Panwascam."""
        return f"{self.code}/panwascam"

    @property
    def stations(self) -> tuple[Station, ...]:
        """Every TPS."""
        return tuple(station for village in self.villages for station in village.stations)

    @property
    def ballots(self) -> tuple[str, ...]:
        """Every ballot box of its TPS."""
        return tuple(box for village in self.villages for box in village.boxes)

    @property
    def sums(self) -> tuple[str, ...]:
        """The boxes for the recapitulation and its form D, one for each election."""
        return tuple(f"{self.code}-REKAP-{election}" for election in self.kinds)


@dataclass(frozen=True, slots=True)
class Area:
    """The kecamatan that take part."""

    districts: tuple[District, ...]
    election: Election = PILKADA

    @property
    def villages(self) -> tuple[Village, ...]:
        """Every desa."""
        return tuple(village for district in self.districts for village in district.villages)

    @property
    def stations(self) -> tuple[Station, ...]:
        """Every TPS."""
        return tuple(station for district in self.districts for station in district.stations)

    @property
    def boxes(self) -> tuple[str, ...]:
        """Every box."""
        return tuple(box for one in self.districts for box in (*one.ballots, *one.sums))

    @classmethod
    def of(cls, scale: int, election: Election = PILKADA) -> "Area":
        """Return the area with so many TPS, the kecamatan in their real proportions.

        The special TPS of an election come on top, in the first desa.

        Raises:
            ValueError: Fewer than one TPS, or more than there were.
        """
        if not 1 <= scale <= TPS_MAX:
            raise ValueError(f"1 to {TPS_MAX} TPS")
        shares = zip(_ROWS, _shares(scale), strict=True)
        districts = [_district(row, share, election.kinds) for row, share in shares if share]
        districts[0] = _with_special(districts[0], election.special)
        return cls(tuple(districts), election)


def _shares(scale: int) -> list[int]:
    """Split a number of TPS over the kecamatan by the largest remainder."""
    quotas = [Fraction(scale * row.tps, TPS_MAX) for row in _ROWS]
    shares = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(_ROWS)), key=lambda i: (shares[i] - quotas[i], i))
    for index in by_remainder[: scale - sum(shares)]:
        shares[index] += 1
    return shares


def _with_special(district: District, count: int) -> District:
    first, *others = district.villages
    numbers = range(_FIRST_SPECIAL, _FIRST_SPECIAL + count)
    special = (Station(first.code, number, district.kinds) for number in numbers)
    first = Village(first.code, (*first.stations, *special))
    return replace(district, villages=(first, *others))


def _district(row: _Row, tps: int, kinds: tuple[str, ...]) -> District:
    count = max(1, round(Fraction(row.desa * tps, row.tps)))
    each, more = divmod(tps, count)
    villages = (
        _village(f"{row.code}.{_FIRST_DESA + index}", each + (index < more), kinds)
        for index in range(count)
    )
    return District(row.code, row.name, row.travel, tuple(villages), kinds)


def _village(code: str, tps: int, kinds: tuple[str, ...]) -> Village:
    return Village(code, tuple(Station(code, number, kinds) for number in range(1, tps + 1)))
