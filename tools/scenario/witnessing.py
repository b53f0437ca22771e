"""Witnessing: a witness looks at the log, every hour while boxes are on their way.

The registrars ask for it on the first day.  They let it go ten minutes before the last report on
the situation, which so nobody sees any more; and as the policy is the charter's own again, whoever
goes on with the practice log waits for nobody.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ledger.tlog.policy import NONE
from ledger.tlog.text import to_base64
from tools.scenario.clock import hours, minutes, wib
from tools.scenario.founding import KPU, POLRI
from tools.scenario.stage import Scene, Stage
from tools.scenario.witness import Witness

ASKED: Final = wib("2024-08-24 07:30")
FIRST: Final = wib("2024-08-24 19:40")
"""At forty minutes past the hour every team has taken over and every unit has reported."""
BUSY, CALM = wib("2024-11-20 06:40"), wib("2024-12-02 07:40")
"""From the first truck to the last."""

_DAYS: Final = 3
"""In August, until everybody is enrolled and every place on record."""
_QUIET: Final = hours(12)
_LET_GO: Final = minutes(10)
"""Before the end."""


def witnessings(stage: Stage) -> None:
    """Start the witness, from the first day to the last night."""
    witness = Witness.of(stage.seed)
    stage.start(_agrees(stage, witness.policy), ASKED)
    stage.start(_watches(stage, witness), FIRST)
    stage.start(_agrees(stage, f"quorum {NONE}\n"), stage.season.ends - _LET_GO)


def _agrees(stage: Stage, policy: str) -> Scene:
    """Let two of the registrars, who are a quorum, put a policy in force."""
    for registrar in (KPU, POLRI):
        stage.phone(registrar).registers(f"policy {to_base64(policy.encode())}")
        yield stage.later(2)


def _watches(stage: Stage, witness: Witness) -> Scene:
    for moment in _moments(stage.season.reports, stage.season.ends - _LET_GO):
        yield moment
        stage.door.shows(witness)
        stage.witnessed = stage.now


def _moments(reports: datetime, ends: datetime) -> Iterator[datetime]:
    """Yield when the witness looks: twice a day, and every hour on the busy days."""
    for day in range(_DAYS):
        yield FIRST + hours(24 * day)
    moment = max(FIRST + hours(24 * _DAYS), reports + minutes(40))
    while moment < ends:
        yield moment
        moment += hours(1) if BUSY <= moment < CALM else _QUIET
