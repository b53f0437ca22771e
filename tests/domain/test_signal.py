"""Signals: visitors at hours when nobody is expected, and phones that nobody hears."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest

from domain.policy import Hours
from domain.signal import Phone, behind, let_in, opened, outside, queued, silent
from tests.support.sayings import BAWASLU, GUARD, KPU
from tests.support.story import GUARD_2, RAW, STORE_PLACE, Story, clock, moment

DAY = Hours(place_kind="gudang", from_=8, until=17)
NIGHT = Hours(place_kind="gudang", from_=20, until=4)
WORDS = {"place_kind": "gudang", "from": 8, "until": 17}


@pytest.mark.parametrize(
    ("at", "hours", "told"),
    [
        ("07:59:59", [DAY], "08.00-17.00"),
        ("08:00", [DAY], None),
        ("16:59:59", [DAY], None),
        ("17:00", [DAY], "08.00-17.00"),
        ("03:59", [NIGHT], None),
        ("04:00", [NIGHT], "20.00-04.00"),
        ("17:00", [DAY, NIGHT], "08.00-17.00, 20.00-04.00"),
        ("21:00", [DAY, NIGHT], None),
        ("03:00", [Hours(place_kind="gudang", from_=0, until=0)], None),
        ("03:00", [], None),
    ],
)
def test_the_end_of_the_hours_lies_outside_and_their_beginning_within(
    at: str, hours: Sequence[Hours], told: str | None
) -> None:
    assert outside(hours, moment(at)) == told


def let_somebody_in(story: Story, at: str) -> str | None:
    """Let a visitor into the store; return the hours that this is outside of."""
    visit = story.says(GUARD, "VisitorReported", at)
    story.says(GUARD, "AccessGranted", at, of=visit.leaf, zone="kantor")
    return story.visit(visit).outside


def test_without_hours_in_the_policy_nobody_comes_outside_of_them() -> None:
    story = Story.of_election()
    assert let_somebody_in(story, "02:00") is None

    story.says(KPU, "PolicySet", "02:10", version=1)
    assert let_somebody_in(story, "02:20") is None


def test_hours_are_judged_by_the_clock_of_the_guard_and_from_their_policy_on() -> None:
    story = Story.of_election()
    assert let_somebody_in(story, "02:00") is None
    story.says(KPU, "PolicySet", "02:10", version=1, hours=[WORDS])

    assert let_somebody_in(story, "02:20") == "08.00-17.00"
    assert let_somebody_in(story, "2024-11-25T17:00:00+08:00") == "08.00-17.00"
    assert let_somebody_in(story, "2024-11-25T16:30:00+07:00") is None
    assert set(story.findings()) == {"R14"}


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ([WORDS | {"place": STORE_PLACE, "until": 22}, WORDS], None),
        ([WORDS, WORDS | {"place": "16.08/GDG-02", "until": 22}], "08.00-17.00"),
        ([WORDS | {"place_kind": "ppk"}], None),
    ],
)
def test_the_hours_of_a_place_stand_instead_of_those_of_its_kind(
    hours: list[dict[str, object]], told: str | None
) -> None:
    story = Story.of_election()
    story.says(KPU, "PolicySet", "07:00", version=1, hours=hours)

    assert let_somebody_in(story, "20:00") == told


def test_later_hours_take_the_consent_of_another_line() -> None:
    story = Story.of_election()
    story.says(KPU, "PolicySet", "07:00", version=1, hours=[WORDS])
    later = story.says(KPU, "PolicySet", "07:10", version=2)
    assert let_somebody_in(story, "20:00") == "08.00-17.00"

    story.says(BAWASLU, "Endorsed", "20:05", of=later.leaf, of_kind="PolicySet")
    assert let_somebody_in(story, "20:10") is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_two_entries_the_earlier_tells_in_whatever_order_they_arrive(
    order: tuple[int, ...],
) -> None:
    story = Story.of_election()
    story.says(KPU, "PolicySet", "07:00", version=1, hours=[WORDS])
    visit = story.plans(GUARD, "VisitorReported", "16:50")
    fields = {"of": visit.leaf, "zone": "kantor"}
    said = [
        visit,
        story.plans(GUARD, "AccessGranted", "17:05", **fields),
        story.plans(GUARD_2, "AccessGranted", "16:55", **fields),
    ]
    for one in order:
        story.hears(said[one])

    assert story.visit(visit).outside is None


def test_a_visitor_outside_of_hours_is_told_without_codes() -> None:
    found = let_in("x", 7, STORE_PLACE, moment("23:10"), "08.00-17.00")

    assert (found.key, found.evidence, found.due) == ("S01/kunjungan/x/7", (7,), None)
    assert found.indonesian() == (
        "Tamu masuk di 16.08/GDG-01 pada 25 Nov 2024 23.10 WIB, di luar jam kerja di sana, "
        "08.00-17.00."
    )
    assert RAW.search(found.english()) is None


def test_a_door_outside_of_hours_is_told_without_codes() -> None:
    found = opened(STORE_PLACE, 7, "pintu-1", clock("23:10"), "08.00-17.00")

    assert found.key == f"S01/gudang/{STORE_PLACE}/7"
    assert found.indonesian() == (
        "Pintu pintu-1 di 16.08/GDG-01 dibuka pada 25 Nov 2024 23.10 WIB, di luar jam kerja di "
        "sana, 08.00-17.00."
    )
    assert RAW.search(found.english()) is None


WAIT = timedelta(minutes=720)
HEARD = Phone(40, moment("09:30"), 3)


def on_watch() -> Story:
    """Two posts' worth of phones: one has begun the watch, another only speaks there."""
    story = Story.of_election()
    story.starts(10, at="07:00")
    return story


def test_a_phone_on_watch_is_silent_after_so_long_and_not_at_the_border() -> None:
    duty, phones = on_watch().post().duty, {GUARD: HEARD, GUARD_2: HEARD}

    assert list(silent(STORE_PLACE, duty, phones, HEARD.at + WAIT)) == []
    (found,) = silent(STORE_PLACE, duty, phones, HEARD.at + WAIT + timedelta(seconds=1))
    assert (found.subject, found.evidence) == (GUARD, (40,))
    assert found.due == HEARD.at + WAIT
    assert "lebih dari 720 menit yang lalu; nomor yang hilang: 3." in found.indonesian()
    assert RAW.search(found.english()) is None


def test_a_policy_sets_how_long_a_phone_may_be_silent() -> None:
    story = Story.of_election()
    story.says(KPU, "PolicySet", "06:00", version=1, thresholds={"phone_silent": 60})
    story.starts(10, at="07:00")

    (found,) = silent(STORE_PLACE, story.post().duty, {GUARD: HEARD}, moment("10:31"))
    assert found.parameters["minutes"] == 60


def test_whoever_has_handed_over_is_awaited_no_longer() -> None:
    story = on_watch()
    handed = story.says(GUARD, "ShiftHandedOver", "19:00", inside=None, inventory=None)
    story.says(GUARD_2, "ShiftAccepted", "19:10", of=handed.leaf, present=9, inside=None)

    phones = {GUARD: HEARD, GUARD_2: Phone(90, moment("26 07:00"), 0)}
    assert list(silent(STORE_PLACE, story.post().duty, phones, moment("26 09:00"))) == []
    story.says(GUARD_2, "ShiftEnded", "26 10:00", team="regu-2")
    assert list(silent(STORE_PLACE, story.post().duty, phones, moment("30 09:00"))) == []


def test_when_the_plan_asks_for_nobody_any_more_no_phone_is_awaited() -> None:
    story = Story.of_election()
    span = {"from": "2024-11-25T06:00:00+07:00", "until": "2024-11-26T07:00:00+07:00"}
    post = {"post": STORE_PLACE, "unit": "16.08/polri", "minimum": 3, "shift": 720, "period": span}
    story.says(KPU, "PlanSet", "06:00", plan="pos", posts=[post])
    story.starts(10, at="07:00")
    duty = story.post().duty

    assert len(list(silent(STORE_PLACE, duty, {GUARD: HEARD}, moment("26 07:00")))) == 1
    assert list(silent(STORE_PLACE, duty, {GUARD: HEARD}, moment("26 07:01"))) == []


def test_a_phone_of_which_nothing_is_known_is_not_called_silent() -> None:
    assert list(silent(STORE_PLACE, on_watch().post().duty, {}, moment("30 09:00"))) == []


def test_a_witness_that_is_behind_is_told_in_words() -> None:
    found = behind("bawaslu", 812, moment("09:30"), 60)

    assert (found.key, found.evidence) == ("S03/buku/bawaslu/812", (812,))
    assert found.indonesian() == (
        "Saksi bawaslu belum melihat daun 812, yang diterima log 25 Nov 2024 09.30 WIB, lebih dari "
        "60 menit yang lalu."
    )
    assert RAW.search(found.english()) is None


def test_a_queue_that_is_old_is_told_in_words() -> None:
    found = queued(GUARD, 14, 812, moment("09:30"), 1440)

    assert (found.key, found.evidence) == (f"S04/jurnal/{GUARD}/812", (812,))
    assert found.indonesian() == (
        f"{GUARD} menyebut 14 catatan belum terkirim pada 25 Nov 2024 09.30 WIB, lebih dari 1440 "
        "menit yang lalu, dan belum terdengar lagi."
    )
    assert RAW.search(found.english()) is None
