"""The policy: what every place gets, what is in a box, and when the law wants it where.

Source: two boxes for every TPS and every kecamatan, ink and ties: docs/reference/rules.md;
Perbawaslu 15/2024 Ps 26(2) for the two deadlines.
"""

from collections.abc import Iterator
from typing import Final

from domain.policy import Deadline, PolicySet, Quota, Requirement
from tools.scenario.cast import KETUA
from tools.scenario.clock import wib
from tools.scenario.document import document
from tools.scenario.stage import Scene, Stage

PLEDGE: Final = document("ikrar netralitas")
"""Of the words that everybody signs who is assigned to anything."""

CONTENTS: Final = {"formulir": 14, "sampul": 10, "segel": 6, "alat_coblos": 2}
"""What is in every ballot box beside the ballots."""

AT_TPS, AT_PPK = wib("2024-11-26 23:59"), wib("2024-11-27 23:59")
"""By the night before the vote at the TPS; on the day of the count back at the PPK."""


def policies(stage: Stage) -> None:
    """Set the one policy, before anything that it judges."""
    stage.start(_policy(stage), wib("2024-08-24 12:00"))


def _policy(stage: Stage) -> Scene:
    stage.phone(KETUA).says(
        PolicySet(
            at=stage.at,
            version=1,
            order="71/PP.09-Kpt/1608/2024",
            quotas=tuple(_quotas(stage)),
            contents=tuple(
                Requirement(box_kind="kotak_suara", item=item, count=count)
                for item, count in CONTENTS.items()
            ),
            deadlines=(
                Deadline(name="di_tps", at=stage.stamp(AT_TPS)),
                Deadline(name="di_ppk", at=stage.stamp(AT_PPK)),
            ),
            pledge=PLEDGE,
        )
    )
    yield from ()


def _quotas(stage: Stage) -> Iterator[Quota]:
    for place_kind, box_kind in (("tps", "kotak_suara"), ("ppk", "kotak_rekapitulasi")):
        for election in stage.area.election.kinds:
            yield Quota(place_kind=place_kind, box_kind=box_kind, election=election, count=1)
