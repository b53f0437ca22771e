"""The ending: KPU closes the operation, and another organisation stands by it."""

from typing import Final

from domain.operation import OperationClosed
from tools.scenario.clock import wib
from tools.scenario.founding import BAWASLU, KPU
from tools.scenario.stage import Scene, Stage

CLOSED: Final = wib("2024-12-31 10:00")


def endings(stage: Stage) -> None:
    """Close the operation on its last day."""
    stage.start(_closing(stage), CLOSED)


def _closing(stage: Stage) -> Scene:
    closed = stage.phone(KPU).says(
        OperationClosed(at=stage.at, operation=stage.area.election.operation, reason="selesai")
    )
    yield stage.later(20)
    stage.phone(BAWASLU).endorses(closed, "saksi")
