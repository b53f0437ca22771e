"""Stores: doors, presence, observers, and whether goods may be there."""

from itertools import permutations
from typing import Any

import pytest

from domain.said import Said
from domain.warehouse import MAX_KEPT, MAX_OTHERS, Store
from tests.support.arrival import hear
from tests.support.sayings import GUARD, KPU, POLRI, STORE, STRANGER, leaf
from tests.support.story import (
    BOX,
    GUARD_2,
    LOGISTICS,
    PPK_PLACE,
    PTPS,
    STORE_PLACE,
    TPS_PLACE,
    Story,
    clock,
    moment,
)

DOOR = "16.08/GDG-01/pintu-1"
HALL = "16.08/AULA"
BOTH = ("p-gudang", "p-danru")
OURS = {"R04", "R13", "R15", "R17"}


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    assigns(story)
    return story


def assigns(story: Story, *persons: str, **fields: Any) -> None:
    """Order the two of them to the store, on 25 November."""
    period = {"from": clock("06:00"), "until": clock("26 06:00")}
    rest = {"place": STORE_PLACE, "persons": persons or BOTH, "unit": "16.08/polri"} | fields
    story.sayings.say(POLRI, "AssignmentMade", at=clock("24 12:00"), **rest, **period)


def opening(story: Story, at: str, *persons: str, door: str = DOOR) -> Said:
    fields = {"door": door, "seals": None, "persons": persons or BOTH, "place": STORE_PLACE}
    return story.plans(STORE, "StoreOpened", at, **fields)


def closing(story: Story, at: str, door: str = DOOR) -> Said:
    fields = {"door": door, "seals": None, "of": None, "place": STORE_PLACE}
    return story.plans(STORE, "StoreClosed", at, **fields)


def opens(story: Story, at: str, *persons: str, door: str = DOOR) -> Said:
    return story.hears(opening(story, at, *persons, door=door))


def closes(story: Story, at: str, door: str = DOOR) -> Said:
    return story.hears(closing(story, at, door))


def enters(story: Story, at: str, zone: str = "barang", persons: int = 1, **of: Any) -> Said:
    visit = story.says(GUARD, "VisitorReported", at, persons=persons, again=None)
    fields = {"of": visit.leaf, "zone": zone, "escort": "p-gudang"} | of
    story.says(GUARD, "AccessGranted", at, **fields)
    return visit


def leaves(story: Story, visit: Said, at: str) -> Said:
    return story.says(GUARD, "AccessExited", at, of=visit.leaf)


def watches(story: Story, seen: int, since: str, until: str, place: str = STORE_PLACE) -> Said:
    window = {"from": clock(since), "until": clock(until)}
    return story.says(PTPS, "ObservationFiled", until, place=place, seen=seen, window=window)


def stores(story: Story, at: str, place: str, by: str = STORE) -> Said:
    return story.says(by, "BoxStored", at, place=place, boxes=[BOX])


def found(story: Story, at: str = "30 00:00") -> list[str]:
    return sorted(
        finding.rule
        for key, finding in story.raised.items()
        if finding.subject_kind == "gudang"
        if key not in story.settled and finding.stands(moment(at))
    )


def store(story: Story, place: str = STORE_PLACE) -> Store:
    state = story.states["gudang", place]
    assert isinstance(state, Store)
    return state


class TestDoors:
    def test_a_day_at_the_store(self, story: Story) -> None:
        opens(story, "08:00")
        assert store(story).open == (DOOR,)
        closes(story, "17:00")

        assert store(story).open == ()
        assert found(story) == []

    def test_a_door_is_closed_before_it_is_opened_again(self, story: Story) -> None:
        first = opens(story, "08:00")
        second = opens(story, "13:00")

        assert found(story) == ["R04"]
        assert story.finding("R04").evidence == (second.index, first.index)

        story.hears(closing(story, "12:00"))
        assert found(story) == []

    def test_another_door_is_another_matter(self, story: Story) -> None:
        opens(story, "08:00")
        opens(story, "13:00", door="pintu-2")

        assert found(story) == []

    def test_the_order_of_arrival_decides_nothing(self) -> None:
        for order in permutations(range(4)):
            story = Story.of_election()
            assigns(story)
            told = (
                opening(story, "08:00"),
                closing(story, "12:00"),
                opening(story, "13:00"),
                closing(story, "17:00"),
            )
            for number in order:
                story.hears(told[number])
            assert found(story) == []

    def test_only_so_much_is_kept(self, story: Story) -> None:
        for minute in range(MAX_KEPT):
            opens(story, f"08:{minute:02}")
            closes(story, f"08:{minute:02}:30")
        for minute in range(MAX_KEPT + 2):
            enters(story, f"09:{minute:02}")
        for _ in range(MAX_OTHERS + 2):
            watches(story, 1, "08:00", "10:00")
            leaves(story, story.plans(GUARD, "VisitorReported", "09:00"), "09:30")
            story.says(GUARD, "VisitorReported", "09:00", persons=3)

        kept = store(story)
        assert (len(kept.turns), len(kept.entries)) == (MAX_KEPT, MAX_KEPT)
        assert len(kept.seen) == len(kept.exits) == len(kept.parties) == MAX_OTHERS


class TestAStranger:
    """Whoever has no duty at the store is found to be one (R28), and moves nothing there."""

    def turns(self, story: Story, kind: str, at: str, **fields: Any) -> Said:
        rest = {"door": DOOR, "seals": None, "place": STORE_PLACE} | fields
        return story.says(STRANGER, kind, at, **rest)

    def test_opens_no_door_that_another_would_open_again(self, story: Story) -> None:
        self.turns(story, "StoreOpened", "07:00", persons=BOTH)
        opens(story, "08:00")
        assert store(story).open == (DOOR,)

        self.turns(story, "StoreClosed", "09:00", of=None)
        assert store(story).open == (DOOR,)
        opens(story, "10:00")
        assert found(story) == ["R04"]

    def test_who_says_that_a_door_was_opened_is_asked_who_let_them_in(self, story: Story) -> None:
        self.turns(story, "StoreOpened", "07:00", persons=["p-lain"])

        assert found(story) == ["R15"]

    def test_lets_nobody_in_and_nobody_out(self, story: Story) -> None:
        visit = enters(story, "09:00", escort=None)
        story.says(STRANGER, "AccessExited", "09:01", of=visit.leaf)
        assert "R17" in found(story)

        opens(story, "13:00", "p-lain", "p-gudang")
        fields = {"of": leaf("nobody"), "zone": "barang", "escort": "p-danru"}
        story.says(STRANGER, "AccessGranted", "13:01", **fields)
        assert "R15" in found(story)

    def test_makes_no_party_forgotten(self, story: Story) -> None:
        opens(story, "08:00")
        visit = story.says(GUARD, "VisitorReported", "08:30", persons=3, again=None)
        for _ in range(2 * MAX_OTHERS):
            story.says(STRANGER, "VisitorReported", "08:31", persons=2)
        story.says(GUARD, "AccessGranted", "08:32", of=visit.leaf, zone="barang", escort=None)

        assert store(story).entries[0].guests == 3


@pytest.mark.parametrize("by", [LOGISTICS, STRANGER])
def test_one_telephone_that_runs_ahead_makes_no_turn_forgotten(story: Story, by: str) -> None:
    opens(story, "08:00")
    for _ in range(2 * MAX_KEPT):
        far = {"door": DOOR, "seals": None, "place": STORE_PLACE, "persons": BOTH}
        story.says(by, "StoreOpened", "2099-01-01T00:00:00+07:00", **far)
    opens(story, "13:00")

    assert [one.at for one in store(story).turns][:2] == [moment("08:00"), moment("13:00")]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_earliest_entry_and_the_first_exit_after_it_count(order: tuple[int, ...]) -> None:
    story = Story.of_election()
    visit = story.says(GUARD, "VisitorReported", "08:00", persons=1, again=None)
    opens(story, "07:00")
    entry = {"of": visit.leaf, "zone": "barang", "escort": None}
    said = [
        story.plans(GUARD, "AccessGranted", "08:10", **entry),
        story.plans(GUARD_2, "AccessGranted", "08:20", **entry),
        story.plans(GUARD, "AccessExited", "07:30", of=visit.leaf),
        story.plans(GUARD, "AccessExited", "09:00", of=visit.leaf),
    ]
    hear(story, said, order)

    (entry_,) = store(story).entries
    assert (entry_.at, entry_.out) == (moment("08:10"), moment("09:00"))


class TestUnreportedAccess:
    @pytest.mark.parametrize(
        ("at", "rules"),
        [("07:50", []), ("07:49:59", ["R15"]), ("08:10", []), ("08:10:01", ["R15"])],
    )
    def test_somebody_is_let_in_within_ten_minutes(
        self, story: Story, at: str, rules: list[str]
    ) -> None:
        visit = enters(story, at)
        opens(story, "08:00", *BOTH, "p-tamu")
        leaves(story, visit, "16:59")
        closes(story, "17:00")

        assert found(story) == rules

    def test_an_entry_may_be_said_later(self, story: Story) -> None:
        opens(story, "08:00", *BOTH, "p-tamu")
        assert found(story, "08:10") == []
        assert found(story, "08:10:01") == ["R15"]

        enters(story, "08:05")
        assert found(story) == []

    def test_who_is_let_in_elsewhere_explains_nothing(self, story: Story) -> None:
        enters(story, "08:00", zone="kantor")
        opens(story, "08:00", *BOTH, "p-tamu")

        assert found(story) == ["R15"]

    @pytest.mark.parametrize(("at", "rules"), [("26 06:00", []), ("26 06:00:01", ["R15"])])
    def test_a_working_party_is_on_assignment_at_that_time(
        self, story: Story, at: str, rules: list[str]
    ) -> None:
        opens(story, at)

        assert found(story) == rules

    @pytest.mark.parametrize(("task", "rules"), [("gudang", []), ("jaga", ["R15"])])
    def test_the_sealed_roll_of_a_working_party_may_name_anybody(
        self, story: Story, task: str, rules: list[str]
    ) -> None:
        roll = {"sd": "TwNytSfqrdXrB/EqpR9MCSSuPOiBtFBw7nxvVFPJQNA=", "class": "tunda"}
        assigns(story, "p-lain", roll=roll, task=task)
        opens(story, "08:00", *BOTH, "p-tamu")

        assert found(story) == rules

    @pytest.mark.parametrize(("seen", "rules"), [(2, []), (3, ["R15"])])
    def test_an_observer_counts_who_is_there(
        self, story: Story, seen: int, rules: list[str]
    ) -> None:
        opens(story, "08:00")
        closes(story, "17:00")
        watches(story, seen, "09:00", "10:00")

        assert found(story) == rules

    def test_visitors_and_their_escort_are_counted(self, story: Story) -> None:
        opens(story, "08:00")
        closes(story, "17:00")
        enters(story, "09:00", persons=3)
        watches(story, 5, "08:30", "10:00")
        assert found(story) == []

        watches(story, 6, "08:30", "10:00")
        assert found(story) == ["R15"]

    def test_an_entry_that_is_said_later_explains_the_count(self, story: Story) -> None:
        opens(story, "08:00")
        closes(story, "17:00")
        watches(story, 3, "09:00", "10:00")
        assert found(story) == ["R15"]

        enters(story, "09:30")
        assert found(story) == []

    @pytest.mark.parametrize("place", [TPS_PLACE, HALL])
    def test_nobody_counts_who_is_let_in_where_there_is_no_store(
        self, story: Story, place: str
    ) -> None:
        watches(story, 7, "09:00", "10:00", place)

        assert ("gudang", place) not in story.states


class TestAloneWithGoods:
    def test_two_of_one_side_open_the_store(self, story: Story) -> None:
        assigns(story, "p-gudang", "p-logistik")
        opened = opens(story, "08:00", "p-gudang", "p-logistik")

        assert found(story, "08:02") == []
        assert found(story, "08:02:01") == ["R17"]
        assert story.finding("R17").evidence == (opened.index,)
        assert story.finding("R17").parameters["present"] == "p-gudang, p-logistik"

    def test_a_visitor_without_an_escort_is_alone(self, story: Story) -> None:
        leaves(story, enters(story, "08:00", escort=None), "09:00")

        assert found(story) == ["R17"]

    def test_a_visitor_and_an_escort_are_two(self, story: Story) -> None:
        leaves(story, enters(story, "08:00"), "09:00")

        assert found(story) == []

    def test_an_exit_that_was_said_first_counts(self, story: Story) -> None:
        opens(story, "07:00")
        closes(story, "07:30")
        visit = story.says(GUARD, "VisitorReported", "08:00")
        leaves(story, visit, "08:02")
        story.says(GUARD, "AccessGranted", "08:00", of=visit.leaf, zone="barang", escort=None)

        assert found(story) == []

    def test_the_first_exit_counts(self, story: Story) -> None:
        visit = enters(story, "08:00", escort=None)
        leaves(story, visit, "08:01")
        leaves(story, visit, "09:00")

        assert found(story) == []


class TestUnapprovedStore:
    def test_the_store_was_found_fit(self, story: Story) -> None:
        stores(story, "20 10:00", STORE_PLACE)

        assert found(story) == []

    def test_goods_in_a_hall_that_nobody_has_registered(self, story: Story) -> None:
        first = stores(story, "20 10:00", HALL)
        stores(story, "20 11:00", HALL)

        assert found(story) == ["R13"]
        assert (story.finding("R13").subject, story.finding("R13").evidence) == (
            HALL,
            (first.index,),
        )

    @pytest.mark.parametrize(
        ("kind", "rules"),
        [("gudang", ["R13"]), ("aula", ["R13"]), ("kantor", []), ("ppk", []), ("tps", [])],
    )
    def test_which_places_are_stores(self, story: Story, kind: str, rules: list[str]) -> None:
        story.sayings.say(KPU, "PlaceRegistered", place=HALL, place_kind=kind, unit="16.08/kpu")
        stores(story, "20 10:00", HALL)

        assert found(story) == rules

    def test_on_its_way_a_box_is_nowhere_stored(self, story: Story) -> None:
        story.accepts(at="25 10:00", place=PPK_PLACE)

        assert found(story) == []

    @pytest.mark.parametrize("kind", ["StockCounted", "ItemRegistered", "HandoverAccepted"])
    def test_whatever_says_that_goods_are_there(self, story: Story, kind: str) -> None:
        story.says(STORE, kind, "20 10:00", place=HALL)

        assert found(story) == ["R13"]

    @pytest.mark.parametrize(("at", "rules"), [("20 10:00", []), ("20 10:00:01", ["R13"])])
    def test_an_acceptance_that_comes_late_explains_what_came_after_it(
        self, story: Story, at: str, rules: list[str]
    ) -> None:
        stores(story, "20 10:00", HALL)
        accepted = story.says(KPU, "PlaceAccepted", at, place=HALL)
        story.endorsed(accepted, by=POLRI)
        stores(story, "20 12:00", HALL)

        assert found(story) == rules

    def test_the_earliest_by_the_clock_is_told(self, story: Story) -> None:
        stores(story, "20 10:00", HALL)
        earlier = stores(story, "20 09:00", HALL)

        assert found(story) == ["R13"]
        assert story.finding("R13").evidence == (earlier.index,)
