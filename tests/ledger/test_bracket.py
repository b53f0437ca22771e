"""Time brackets: what witnesses have seen bounds what was signed, from both sides or not at all."""

import pytest
from hypothesis import given, strategies as st

from ledger.anchor import Anchor, Anchored, Vouched
from ledger.bracket import Bracket, Extent, Timeline
from ledger.journal import ANCHOR, Entry
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import Cosignature
from ledger.tlog.errors import PolicyError, ProofError
from ledger.tlog.policy import Policy
from tests.support.device import founders
from tests.support.witness import AT, Cosigner, policy_text


def anchored(size: int, *times: int) -> Anchored:
    seen = (Vouched(f"w{at}", Cosignature(f"w{at}.example", at)) for at in times)
    return Anchored(Checkpoint("segel.example/x", size, bytes(32)), tuple(seen))


def timeline(*anchors: tuple[int, int, tuple[int, ...]]) -> Timeline:
    line = Timeline()
    for index, size, times in anchors:
        line.take(index, anchored(size, *times))
    return line


LINE = timeline((10, 9, (100, 130)), (20, 18, (200, 190)), (30, 29, (300,)))


@pytest.mark.parametrize(
    ("index", "cited", "expected"),
    [
        (5, 0, Bracket(None, 130)),
        (8, 8, Bracket(None, 130)),
        (9, 9, Bracket(None, 200)),  # the anchor of 9 leaves does not hold leaf 9
        (12, 10, Bracket(None, 200)),  # the signer has not seen leaf 10
        (12, 11, Bracket(100, 200)),
        (18, 11, Bracket(100, 300)),
        (25, 21, Bracket(190, 300)),
        (29, 21, Bracket(190, None)),
        (40, 31, Bracket(300, None)),
        (40, 3, Bracket(None, None)),  # whoever cites an old tree leaves the end open
    ],
)
def test_a_statement_lies_between_what_it_has_seen_and_who_has_seen_it(
    index: int, cited: int, expected: Bracket
) -> None:
    assert LINE.bracket(index, cited) == expected


def test_without_anchors_both_ends_are_open() -> None:
    assert Timeline().bracket(3, 2) == Bracket(None, None)


def test_an_anchor_that_tells_no_time_is_passed_over() -> None:
    line = timeline((10, 9, (100,)), (20, 19, (0, 0)), (30, 29, (300,)))

    assert line.bracket(15, 21) == Bracket(100, 300)


def test_an_old_checkpoint_anchored_late_bounds_nothing_from_above() -> None:
    line = timeline((10, 9, (100,)), (20, 5, (900,)), (30, 29, (300,)))

    assert line.bracket(3, 0) == Bracket(None, 100)
    assert line.bracket(12, 0) == Bracket(None, 300)


def test_an_anchor_cannot_have_seen_itself() -> None:
    with pytest.raises(ProofError):
        Timeline().take(10, anchored(11, 100))


def test_an_anchor_note_is_judged_under_the_policy_of_its_leaf() -> None:
    people, witness = founders(), Cosigner.named("bawaslu")
    policy = Policy.parse(policy_text(1, witness))
    signed = people.log.sign(Checkpoint(people.charter.origin, 3, bytes(32)).text())
    anchor = Anchor.of(witness.cosigns(signed), people.charter.log, policy)
    entry = Entry.parse(people.clerk.writes(ANCHOR, anchor.body()))
    later = Policy.parse(policy_text(1, Cosigner.named("pers")))
    line = Timeline()

    line.read(4, entry, people.charter.log, policy)
    with pytest.raises(PolicyError):
        line.read(5, entry, people.charter.log, later)

    assert line.bracket(2, 5) == Bracket(AT, AT)
    assert line.bracket(7, 6) == Bracket(AT, None)


@given(
    sizes=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 99)), max_size=12),
    index=st.integers(0, 60),
    cited=st.integers(0, 60),
)
def test_brackets_are_those_of_the_definition(
    sizes: list[tuple[int, int]], index: int, cited: int
) -> None:
    anchors = [(31 + at, size, (time,)) for at, (size, time) in enumerate(sizes)]
    before = [times[0] for place, _, times in anchors if place < cited]
    after = [times[0] for _, size, times in anchors if size > index]

    assert timeline(*anchors).bracket(index, cited) == Bracket(
        before[-1] if before else None, after[0] if after else None
    )


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (99, Extent(0, 10)),
        (100, Extent(0, 20)),  # one of the two witnesses of the first anchor had not seen it yet
        (130, Extent(9, 20)),
        (200, Extent(18, 30)),
        (300, Extent(29, None)),
        (10**9, Extent(29, None)),
    ],
)
def test_anchors_tell_how_long_the_log_was_at_a_moment(moment: int, expected: Extent) -> None:
    assert LINE.extent(moment) == expected


def test_without_anchors_nothing_is_shown_to_have_been_in_the_log() -> None:
    assert Timeline().extent(AT) == Extent(0, None)


def test_a_clock_that_is_wrong_does_not_undo_what_another_anchor_shows() -> None:
    line = timeline((10, 9, (900,)), (20, 18, (200,)))

    assert line.extent(250) == Extent(18, None)
