"""What the project knows about a kind of statement beside its fields.

*Observations* always count: a box with a wrong seal has still arrived, whoever says so.  *Acts of
authority* are kept from anyone but count only if the signer held the authority at that leaf.
Some kinds need a second person; most of them count at once and a rule speaks when the second
signature stays away, a few (`waits`) do not count before it is there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from domain.statement import Stated, Visibility

Force = Literal["pengamatan", "kewenangan"]
"""Observation, or act of authority."""

SECOND: Final = ("Endorsed",)
"""Completed by an endorsement."""

NOTE: Final[Mapping[str, Visibility]] = {"note": "pengawas"}
"""Free text is for oversight."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue."""

    statement: type[Stated]
    label: str
    """What people call it, in Indonesian."""
    english: str
    roles: frozenset[str]
    """Who may say it with force; for an observation, who is expected to (rule R28)."""
    force: Force = "pengamatan"
    completed_by: tuple[str, ...] = ()
    """The kinds by which the second person answers; empty where one signature is enough."""
    asks: Callable[[Any], bool] | None = None
    """Whether this one statement needs the second person; None: all of its kind do."""
    waits: bool = False
    """Without the second signature it has no force at all."""
    sealed: Mapping[str, Visibility] = field(default_factory=dict)
    """The class of each field that may be sealed; every other field is `publik`."""

    @property
    def name(self) -> str:
        """The word under `kind` in the body."""
        return self.statement.__name__

    @property
    def is_act(self) -> bool:
        """Tell whether it needs authority to count."""
        return self.force == "kewenangan"

    def needs_second(self, statement: Stated) -> bool:
        """Tell whether this statement needs a second person."""
        return bool(self.completed_by) and (self.asks is None or self.asks(statement))

    def visibility(self, name: str) -> Visibility:
        """Return who may read a field."""
        return self.sealed.get(name, "publik")
