"""Arrival: the same words reach the log in another order, and the same must stand."""

from collections import Counter
from collections.abc import Sequence

from domain.finding import Subject
from domain.said import Said
from tests.support.story import Story


def hear(story: Story, drafts: Sequence[Said], order: Sequence[int]) -> Story:
    """Let drafts reach the log in an order, given by their places in `drafts`."""
    for place in order:
        story.hears(drafts[place])
    return story


def told(story: Story, kind: Subject) -> Counter[str]:
    """Count what stands in the end about subjects of a kind, as sentences with their due times."""
    return Counter(
        f"{one.rule} {one.subject} {one.due}: {one.english()}"
        for key, one in story.raised.items()
        if one.subject_kind == kind and key not in story.settled
    )
