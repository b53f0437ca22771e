"""Given, when, then: a rule told in the words of the domain.

    given(a_registered_box, sealed(TIE))
        .when(PPK, "HandoverAccepted", "10:00", **a_handover())
        .then("R01")

What is given is done in order; `when` says one thing more; `then` asks which rules stand, at the
end of the operation or at a stated time, beside those that the story is not about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from domain.said import Said
from tests.support.sayings import GUARD, KPU
from tests.support.story import Story

Step = Callable[[Story], object]

END = "2024-12-31T00:00:00+07:00"


@dataclass(slots=True)
class Telling:
    """A story that is told step by step."""

    story: Story
    last: Said | None = None
    """What was said last by `when`."""

    def when(self, journal: str, kind: str, at: str, **fields: Any) -> Self:
        """Let a journal say a golden statement, changed."""
        self.last = self.story.says(journal, kind, at, **fields)
        return self

    def answered(self, journal: str, kind: str, at: str, **fields: Any) -> Self:
        """Let a journal say something about what was said last."""
        assert self.last is not None
        return self.when(journal, kind, at, of=self.last.leaf, **fields)

    def endorsed(self, journal: str = GUARD, at: str | None = None) -> Self:
        """Let a second person stand by what was said last."""
        assert self.last is not None
        self.story.endorsed(self.last, journal, at)
        return self

    def then(self, *rules: str, at: str = END, beside: str = "") -> Self:
        """See exactly these rules stand at a time, without those in `beside`."""
        assert self.story.findings(at, but=beside) == sorted(rules)
        return self

    def then_nothing(self, at: str = END, beside: str = "") -> Self:
        """See no rule stand at a time, without those in `beside`."""
        return self.then(at=at, beside=beside)


def given(*steps: Step) -> Telling:
    """Begin with an open operation, and whatever else is given."""
    story = Story.of_election()
    for step in steps:
        step(story)
    return Telling(story)


def said(journal: str, kind: str, at: str, **fields: Any) -> Step:
    """Something that somebody has said before."""
    return lambda story: story.says(journal, kind, at, **fields)


def a_registered_box(story: Story) -> None:
    """The box of the story, assembled in the store."""
    story.registers()


def sealed(*seals: str) -> Step:
    """The box closed by seals, and a second person behind it."""
    return lambda story: story.seals(*seals)


def a_policy(**fields: Any) -> Step:
    """The policy of the operation, with these parts and nothing else."""
    nothing = dict.fromkeys(("thresholds", "openings", "quotas", "contents", "deadlines", "pledge"))
    return said(KPU, "PolicySet", "01 08:00", **(nothing | fields))


def a_team_on_watch(story: Story) -> None:
    """Ten persons at the store since seven."""
    story.starts()
