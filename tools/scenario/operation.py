"""The operation: every scene, from the charter in August to the last guard in December."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.application import Ledger
from projections.vault import Vault
from tools.scenario.area import Area
from tools.scenario.campaign import campaigns
from tools.scenario.cast import enrolments
from tools.scenario.check import checks
from tools.scenario.clock import Clock, wib
from tools.scenario.deployment import deployments
from tools.scenario.distribution import distributions
from tools.scenario.door import Door, Progress
from tools.scenario.ending import endings
from tools.scenario.founding import found_practice
from tools.scenario.guard import watches
from tools.scenario.homecoming import recapitulations
from tools.scenario.lapse import lapses
from tools.scenario.neutrality import neutralities
from tools.scenario.observation import observations
from tools.scenario.omission import omissions
from tools.scenario.phone import Phone
from tools.scenario.pledge import pledges
from tools.scenario.plot import Planted
from tools.scenario.policy import policies
from tools.scenario.preparation import preparations
from tools.scenario.privacy import privacies
from tools.scenario.registry import registrations
from tools.scenario.situation import situations
from tools.scenario.spare import spares
from tools.scenario.stage import Stage
from tools.scenario.store import doors
from tools.scenario.supply import supplies
from tools.scenario.trouble import troubles
from tools.scenario.visit import visits
from tools.scenario.voting import votings
from tools.scenario.witnessing import witnessings

START: Final = wib("2024-08-24 07:00")
END: Final = wib("2024-12-31 12:00")
"""The stated time at which the findings are what was planted; so they are at any later one."""


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it."""

    count: int
    """Notes that the phones handed in and the ledger took, and those it was meant to refuse."""
    planted: tuple[Planted, ...]
    phones: Mapping[str, Phone]
    """By journal."""
    area: Area
    checkpoint: bytes
    """The newest, signed by the log."""


def play(
    directory: Path,
    seed: str,
    scale: int | Area,
    progress: Progress | None = None,
) -> Played:
    """Make a practice ledger in a new directory and let the whole operation happen in it.

    Args:
        directory: Does not exist yet, or is empty.
        seed: Every key, number and chance follows from it.
        scale: How many TPS, from 1 to 1,012; or the area, if it is another election's.
        progress: Told how many notes have come through since it was told last.

    Raises:
        ValueError: There is no such scale.
        FileExistsError: There is a ledger already.
        ScenarioError: The ledger did not answer as a scene expected.
    """
    clock = Clock(START)
    door = Door(clock)
    area = scale if isinstance(scale, Area) else Area.of(scale)
    stage = Stage.empty(area, seed, clock, door)
    found_practice(directory, stage)
    with (
        closing(Ledger.open(directory, lambda: door.received_at)) as ledger,
        closing(Vault.open(directory / "vault.db", ledger.tree)) as vault,
    ):
        door.open(ledger, vault, progress)
        perform(stage)
        checkpoint = ledger.checkpoint
    return Played(door.count, tuple(stage.plot.planted), stage.phones, stage.area, checkpoint)


def perform(stage: Stage) -> None:
    """Let every scene happen."""
    for scenes in _SCENES:
        scenes(stage)
    posts = watches(stage)
    visits(stage, posts)
    privacies(stage, posts)
    lapses(stage, posts, doors(stage, posts))
    checks(stage, posts)
    troubles(stage, posts)
    omissions(stage, posts)
    stage.run()


def expected_count(scale: int) -> int:
    """Return about how many notes a scale brings, for whoever shows progress."""
    return _FIXED_NOTES + _NOTES_PER_DISTRICT * min(scale, _DISTRICTS) + _NOTES_PER_TPS * scale


_DISTRICTS: Final = 20
_FIXED_NOTES: Final = 1800
_NOTES_PER_DISTRICT: Final = 265
_NOTES_PER_TPS: Final = 42


_SCENES: Final[tuple[Callable[[Stage], None], ...]] = (
    witnessings,
    registrations,
    enrolments,
    policies,
    pledges,
    situations,
    neutralities,
    campaigns,
    preparations,
    supplies,
    spares,
    deployments,
    distributions,
    votings,
    recapitulations,
    observations,
    endings,
)
