"""What an evidence file proves and what it cannot, in both languages."""

from ledger.bundle import Asked, Bundle, Scope
from tests.support.exhibit import bundled
from tests.support.log_builder import story
from tools.reservation import lacks, proves
from tools.verdict import NOTHING, Text

BUNDLE = bundled(story(), [2])
SEEN = Text("perlu 2, sah 2", "need 2, valid 2")


def test_it_names_the_tree_and_never_says_more_than_was_found() -> None:
    alone = proves(BUNDLE, NOTHING, 1)
    seen = proves(BUNDLE, SEEN, 1)

    assert "in the tree of size 12" in alone[0].en
    assert len(seen) == len(alone) + 1
    assert seen[-1].en == "Witnesses have seen this tree: need 2, valid 2."


def test_it_always_says_that_something_may_be_missing() -> None:
    assert lacks(BUNDLE, SEEN)[0].id.startswith("Bahwa tidak ada yang kurang")
    assert "whole log, or a mirror" in lacks(BUNDLE, SEEN)[0].en


def test_of_a_span_of_time_it_says_by_whose_clock() -> None:
    scope = Scope(Asked.TIME, "2024-11-25T08:00:00Z 2024-11-25T09:00:00Z")
    spanned = Bundle(scope, BUNDLE.checkpoint, BUNDLE.tree, BUNDLE.leaves, BUNDLE.hashes)

    assert len(lacks(spanned, SEEN)) == len(lacks(BUNDLE, SEEN)) + 1
    assert "by the time that they state" in lacks(spanned, SEEN)[-1].en


def test_that_nobody_else_has_seen_the_tree_is_said() -> None:
    assert not any("anybody but the log" in one.en for one in lacks(BUNDLE, SEEN))
    assert "anybody but the log" in lacks(BUNDLE, NOTHING)[-1].en
