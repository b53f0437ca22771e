"""Privacy: a visitor was written down under somebody else's card, and that is erased again.

The guard's phone lets go of what opens the commitment before anybody else has it; the visit stays
in the log, and who it was said to be opens to nothing.

Source: UU 27/2022 Ps 43-45.
"""

from typing import Final

from domain.access import AccessDenied
from domain.evidence import PersonalDataErased
from tools.scenario.area import STORE
from tools.scenario.cast import KPU_UNIT, LOGISTIK, OPERATIONS
from tools.scenario.clock import wib
from tools.scenario.guard import Watch
from tools.scenario.stage import Scene, Stage
from tools.scenario.visit import report

MISTAKEN: Final = wib("2024-11-23 09:50")


def privacies(stage: Stage, watches: dict[str, Watch]) -> None:
    """Start the visit under a wrong name."""
    stage.start(_mistaken(stage, watches[STORE]), MISTAKEN)


def _mistaken(stage: Stage, watch: Watch) -> Scene:
    phone, visit = watch.on_duty, report(stage, watch)
    letter, told = phone.drafts(visit)
    phone.sends(letter._replace(openings=()))
    yield stage.later(3)
    phone.says(AccessDenied(at=stage.at, of=told.leaf, place=watch.post, reason="tanpa_izin"))
    yield stage.later(60, 120)
    erased = stage.phone(LOGISTIK).says(
        PersonalDataErased(
            at=stage.at,
            unit=KPU_UNIT,
            of=(told.leaf,),
            commitments=(visit.visitor.sd,),
            ground="salah_rekam",
        )
    )
    yield stage.later(20)
    stage.phone(OPERATIONS).endorses(erased, "saksi")
