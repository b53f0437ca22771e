"""What closes a box: seals on record, and acts in the order of their times."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from domain.anchor import Anchors
from domain.closure import MAX_KEPT, MAX_SEALS, Act, Closing, Closure, Deed, turn
from domain.rules.seal import MISMATCH, NO_DIFFERENCE, Difference
from domain.said import Said
from tests.support.arrival import hear, told
from tests.support.sayings import GUARD, PPK, STORE, STRANGER
from tests.support.story import BOX, LOGISTICS, STORE_PLACE, TAG, TIE, Story, moment

AT = moment("08:00")
MOMENT = timedelta(microseconds=1)
DOOR = "16.08/GDG-01/pintu-1"
FIRST, SECOND = ("tag_qr:AAAA",), ("tag_qr:BBBB",)


def step(
    closure: Closure,
    deed: Deed,
    *on: str,
    off: tuple[str, ...] = (),
    at: datetime = AT,
    index: int = 7,
) -> Closing:
    return turn(closure, BOX, Act(deed, at, index, on, off), Anchors())


SEALED = step(Closure(), "pasang", "a", "b", at=moment("07:00"), index=1).closure


def look(closure: Closure, *seen: str, at: datetime = AT, index: int = 7) -> Closing:
    return step(closure, "lihat", *seen, at=at, index=index)


def later(closure: Closure, deed: Deed, *on: str, **fields: Any) -> Closing:
    return step(closure, deed, *on, at=moment("09:00"), index=9, **fields)


def test_seals_go_on_and_come_off() -> None:
    opened = later(SEALED, "buka", off=("b",)).closure
    assert (opened.seals, opened.opened) == (("a",), 9)

    on = step(opened, "pasang", "c", "a", "c", at=moment("10:00"), index=10).closure
    assert (on.seals, on.opened) == (("a", "c"), None)


def test_a_look_that_agrees_changes_no_record() -> None:
    seen = look(SEALED, "b", "a")

    assert (seen.closure.seals, seen.closure.difference) == (("a", "b"), NO_DIFFERENCE)
    assert (seen.raised, seen.settled) == ((), ())


def test_a_look_that_differs_stands_from_its_own_moment_on() -> None:
    change = look(SEALED, "a", "c")

    assert change.closure.difference == Difference(("b",), ("c",), ())
    assert change.closure.there == ("a", "c")
    (finding,) = change.raised
    assert finding.stands(AT)
    assert not finding.stands(AT - MOMENT)


def test_agreeing_again_ends_the_difference_and_the_finding_stays() -> None:
    again = later(look(SEALED, "a").closure, "lihat", "a", "b")

    assert again.closure.difference == NO_DIFFERENCE
    assert again.settled == ()


def test_earlier_statements_explain_a_look_piece_by_piece() -> None:
    seen = look(SEALED, "c", "d").closure
    opened = step(seen, "buka", off=("a",), index=9)
    assert opened.settled == ()

    first = step(opened.closure, "pasang", "c", index=10)
    assert first.settled == ()
    second = step(first.closure, "pasang", "d", index=11)
    assert second.settled == (MISMATCH.key(BOX, 7),)
    assert second.closure.seals == ("c", "d")


def test_later_statements_explain_nothing() -> None:
    change = step(look(SEALED, "a").closure, "lepas", off=("b",), at=AT + MOMENT)

    assert change.settled == ()
    assert change.closure.seals == ("a",)


def test_taking_off_what_was_missing_explains_the_look() -> None:
    change = step(look(SEALED, "a").closure, "lepas", off=("b",), index=9)

    assert change.settled == (MISMATCH.key(BOX, 7),)


def test_a_look_that_misses_what_was_put_on_before_it_differs_after_all() -> None:
    seen = look(Closure())
    assert seen.raised == ()

    (finding,) = step(seen.closure, "pasang", "a", at=moment("07:00"), index=9).raised
    assert finding.evidence == (7,)
    assert finding.parameters["missing"] == "a"


def test_a_look_that_sees_what_had_come_off_before_it_differs_after_all() -> None:
    late = step(look(SEALED, "a", "b").closure, "lepas", off=("b",), at=moment("07:30"), index=9)

    assert [one.parameters["extra"] for one in late.raised] == ["b"]


def test_of_one_moment_nobody_knows_what_came_first() -> None:
    seen = look(SEALED, "a", "b").closure
    off = step(seen, "lepas", off=("b",), index=8)
    assert (off.raised, off.closure.seals) == ((), ("a",))

    other = step(SEALED, "lepas", off=("b",), index=7).closure
    assert look(other, "a", "b", index=8).raised == ()


def test_a_seal_that_an_opening_does_not_name_may_be_there_or_not() -> None:
    opened = step(SEALED, "buka", off=("a",)).closure

    assert later(opened, "lihat", "b").raised == ()
    gone = later(opened, "lihat")
    assert (gone.raised, gone.closure.seals) == ((), ())


def test_seals_found_off_are_a_difference_unless_it_is_known() -> None:
    assert len(step(SEALED, "temukan", off=("a",)).raised) == 1
    assert later(look(SEALED, "b").closure, "temukan", off=("a",)).raised == ()
    assert step(SEALED, "temukan", off=("never",)).raised == ()


def test_only_so_many_acts_are_kept_one_by_one() -> None:
    closure = SEALED
    for minute in range(2 * MAX_KEPT):
        at = AT + timedelta(minutes=minute)
        closure = look(closure, f"x{minute}", at=at, index=minute + 2).closure
    assert len(closure.acts) == MAX_KEPT
    assert (closure.acts[0].deed, closure.seals) == ("pasang", ("a", "b"))

    late = step(closure, "pasang", "c", at=moment("07:30"), index=99).closure
    assert len(late.acts) == MAX_KEPT
    assert "c" in late.seals

    for minute in range(2 * MAX_KEPT):
        at = moment("09:00") + timedelta(minutes=minute)
        late = step(late, "pasang", f"x{minute}", at=at, index=minute + 100).closure
    assert len(late.acts) == MAX_KEPT
    assert "x0" in late.before.seals


@pytest.mark.parametrize("voices", [(LOGISTICS,), (STORE, LOGISTICS), (STRANGER,)])
def test_telephones_that_run_ahead_make_no_true_act_forgotten(voices: tuple[str, ...]) -> None:
    story = Story.of_election()
    story.witnessed("06:00")
    story.says(STORE, "SealApplied", "07:00", boxes=[{"box": BOX, "seals": ["tag_qr:A"]}])
    for minute in range(2 * MAX_KEPT):
        at = f"2099-01-01T00:{minute:02d}:00+07:00"
        looked = [{"box": BOX, "utuh": ["tag_qr:A"], "rusak": []}]
        story.says(voices[minute % len(voices)], "SealVerified", at, boxes=looked)
    story.witnessed("08:00")
    story.says(STORE, "SealVerified", "11:00", boxes=[{"box": BOX, "utuh": ["tag_qr:B"]}])
    assert "R04" in story.findings(at="11:00")
    new = {"box": BOX, "old": ["tag_qr:A"], "new": ["tag_qr:B"]}
    story.says(STORE, "SealReplaced", "10:00", **new)

    closure = story.box().closure
    assert len(closure.acts) == MAX_KEPT
    assert closure.acts[0].deed == "pasang"
    assert closure.forgotten is None
    assert "R04" not in story.findings(at="11:00")


@pytest.mark.parametrize("voices", [(LOGISTICS,), (GUARD, LOGISTICS), (GUARD, LOGISTICS, PPK)])
@pytest.mark.parametrize("seen", ["tag_qr:A", "tag_qr:C"])
def test_looks_of_a_far_future_let_late_words_explain_what_others_saw(
    voices: tuple[str, ...], seen: str
) -> None:
    """No witness has seen the log."""
    story = Story.of_election()
    story.seals("tag_qr:A", at="07:00")
    for minute in range(2 * MAX_KEPT):
        at = f"2099-01-01T00:{minute:02d}:00+07:00"
        by = voices[minute % len(voices)]
        story.looks(seen if minute % 2 else "tag_qr:A", at=at, by=by)
    story.looks("tag_qr:B", at="11:00", by=STORE)
    assert "R04" in story.findings(at="11:00")
    new = {"box": BOX, "old": ["tag_qr:A"], "new": ["tag_qr:B"]}
    story.says(STORE, "SealReplaced", "10:00", **new)

    assert "R04" not in story.findings(at="11:00")
    assert len(story.box().closure.acts) == MAX_KEPT


@pytest.mark.parametrize("voices", [(LOGISTICS,), (STORE, LOGISTICS)])
def test_deeds_of_a_far_future_let_late_words_explain_what_others_saw(
    voices: tuple[str, ...],
) -> None:
    story = Story.of_election()
    story.seals("tag_qr:A", at="07:00")
    story.witnessed("07:10")
    for minute in range(2 * MAX_KEPT):
        at = f"2099-01-01T00:{minute:02d}:00+07:00"
        story.seals("tag_qr:A", at=at, by=voices[minute % len(voices)])
    story.witnessed("08:00")
    story.looks("tag_qr:B", at="11:00")
    new = {"box": BOX, "old": ["tag_qr:A"], "new": ["tag_qr:B"]}
    story.says(STORE, "SealReplaced", "10:00", **new)

    assert "R04" not in story.findings(at="11:00")


def test_a_box_that_is_sealed_without_end_keeps_so_many_seals_and_says_how_many_more() -> None:
    closure = Closure()
    for minute in range(50):
        seals = [f"kabel_ties:{minute:02}-{number:04}" for number in range(1000)]
        at = AT + timedelta(minutes=minute)
        closure = step(closure, "pasang", *seals, at=at, index=minute).closure

    assert len(closure.seals) == MAX_SEALS
    assert closure.seals[0] == "kabel_ties:00-0000"
    assert closure.left_out == 50 * 1000 - MAX_SEALS
    assert len(msgspec.json.encode(closure)) < 32_768


def opens(story: Story, at: str, *seals: str) -> Said:
    return story.endorsed(story.hears(door(story, "StoreOpened", at, seals)))


def closes(story: Story, at: str, *seals: str) -> Said:
    return story.endorsed(story.hears(door(story, "StoreClosed", at, seals)))


def door(story: Story, kind: str, at: str, seals: tuple[str, ...]) -> Said:
    people: dict[str, Any] = {"persons": ["p-gudang", "p-danru"]}
    if kind == "StoreClosed":
        people["of"] = None
    return story.plans(STORE, kind, at, seals=seals, door=DOOR, place=STORE_PLACE, **people)


@pytest.fixture
def story() -> Story:
    return Story.of_election()


class TestADoor:
    def test_it_opens_with_the_seals_it_was_closed_with(self, story: Story) -> None:
        closes(story, "07:00", *FIRST)
        assert story.box(DOOR).seals == FIRST

        opened = opens(story, "08:00", *FIRST)
        assert (story.box(DOOR).seals, story.box(DOOR).opened) == ((), opened.index)
        assert "R04" not in story.findings()

    def test_other_seals_are_a_difference_and_are_gone_all_the_same(self, story: Story) -> None:
        closes(story, "07:00", *FIRST)
        opened = opens(story, "08:00", *SECOND)

        finding = story.finding("R04")
        assert (finding.subject, finding.evidence) == (DOOR, (opened.index,))
        assert (finding.parameters["missing"], finding.parameters["extra"]) == (*FIRST, *SECOND)
        assert story.box(DOOR).seals == ()

        closes(story, "17:00", "tag_qr:CCCC")
        opens(story, "26 08:00", "tag_qr:CCCC")
        assert story.findings(but="R15 R17") == ["R04"]

    def test_a_closing_that_is_said_late_explains_the_opening_and_is_over(
        self, story: Story
    ) -> None:
        late = door(story, "StoreClosed", "07:00", FIRST)
        opens(story, "08:00", *FIRST)
        assert "R04" in story.findings()

        story.endorsed(story.hears(late))
        assert "R04" not in story.findings()
        assert story.box(DOOR).seals == ()

    def test_an_opening_that_is_said_late_leaves_the_door_as_it_is(self, story: Story) -> None:
        closes(story, "07:00", *FIRST)
        late = door(story, "StoreOpened", "08:00", FIRST)
        story.says(GUARD, "SealVerified", "09:00", place=STORE_PLACE, boxes=[{"box": DOOR}])
        assert "R04" in story.findings()
        closes(story, "17:00", *SECOND)
        story.endorsed(story.hears(late))

        assert "R04" not in story.findings()
        assert story.box(DOOR).seals == SECOND

    def test_a_guard_sees_the_seals_of_the_last_closing(self, story: Story) -> None:
        closes(story, "17:00", *FIRST)
        boxes = [{"box": DOOR, "utuh": FIRST}]
        story.says(GUARD, "SealVerified", "19:00", place=STORE_PLACE, boxes=boxes)

        assert "R04" not in story.findings()


class TestAVoiceThatNobodyExpects:
    @pytest.fixture
    def sealed(self, story: Story) -> Story:
        story.registers()
        story.seals()
        return story

    @pytest.mark.parametrize(
        ("kind", "fields"),
        [
            ("SealReplaced", {"box": BOX, "old": [TIE], "new": [TAG]}),
            ("SealApplied", {"boxes": [{"box": BOX, "seals": [TAG]}]}),
            ("SealBroken", {"boxes": [{"box": BOX, "seals": [TIE]}]}),
            ("SealBroken", {"boxes": [{"box": BOX, "seals": [TIE]}], "found": True}),
            ("SealVerified", {"boxes": [{"box": BOX, "utuh": [TAG]}]}),
            ("BoxOpened", {"boxes": [BOX], "seals": [TIE]}),
            ("StoreOpened", {"door": BOX, "seals": [TAG]}),
            ("StoreClosed", {"door": BOX, "seals": [TAG], "of": None}),
        ],
    )
    @pytest.mark.parametrize("at", ["20 09:00", "20 10:00", "20 11:00"])
    def test_moves_no_seal_on_record(
        self, sealed: Story, at: str, kind: str, fields: dict[str, Any]
    ) -> None:
        sealed.says(STRANGER, kind, at, **fields)
        assert (sealed.box().seals, sealed.box().opened) == ((TIE,), None)
        assert sealed.box().difference == NO_DIFFERENCE

        seen = sealed.looks(TIE, at="21 08:00")
        assert all(one.evidence[0] != seen.index for one in sealed.raised.values())
        sealed.seals("x:1", at="21 09:00")
        assert sealed.box().seals == (TIE, "x:1")

    def test_is_heard_once_where_it_sees_something_else(self, sealed: Story) -> None:
        first = sealed.looks(TAG, at="20 11:00", by=STRANGER)
        sealed.looks(TAG, at="20 12:00", by=STRANGER)
        assert sealed.finding("R04").evidence == (first.index,)

        sealed.looks(TAG, at="20 13:00")
        assert sealed.findings(but="R28") == ["R04", "R04"]

    def test_hides_nothing_that_others_see_or_have_not_seen(self, sealed: Story) -> None:
        new = {"box": BOX, "old": [TIE], "new": [TAG]}
        sealed.says(STRANGER, "SealReplaced", "20 11:00", **new)
        sealed.looks(TAG, at="20 12:00")

        assert sealed.finding("R04").parameters["extra"] == TAG


SOME = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["SealApplied", "SealBroken", "BoxOpened", "SealVerified"]),
        SOME,
        st.sampled_from([STORE, STORE, STRANGER]),
    ),
    min_size=2,
    max_size=6,
)


def acts(story: Story, deeds: list[tuple[str, list[str], str]]) -> list[Said]:
    """Draft what is done to the seals of a box, a minute after the other."""
    drafts = []
    for minute, (kind, seals, by) in enumerate(deeds):
        fields: dict[str, Any] = {"boxes": [{"box": BOX, "seals": seals}], "place": STORE_PLACE}
        if kind == "SealVerified":
            fields["boxes"] = [{"box": BOX, "utuh": seals}]
        elif kind == "BoxOpened":
            fields |= {"boxes": [BOX], "seals": seals}
        elif kind == "SealBroken":
            fields["found"] = minute % 2 == 0
        drafts.append(story.plans(by, kind, f"20 10:{minute:02}", **fields))
    return drafts


@settings(max_examples=150, deadline=None)
@given(DEEDS, st.data())
def test_the_order_of_arrival_decides_nothing(
    deeds: list[tuple[str, list[str], str]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(deeds))))
    one, other = Story.of_election(), Story.of_election()
    hear(one, acts(one, deeds), range(len(deeds)))
    hear(other, acts(other, deeds), order)

    found = [
        {line: count for line, count in told(story, "kotak").items() if line.startswith("R04")}
        for story in (one, other)
    ]
    assert found[0] == found[1]
    assert other.box().seals == one.box().seals
    assert other.box().difference == one.box().difference
