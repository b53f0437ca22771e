"""Posts as they are said, and as they are kept: openly or covertly, and checked."""

from typing import Any

import pytest

from domain.catalogue import NotUnderstood
from domain.post import PostEstablished
from domain.said import Said
from domain.statement import Sealed
from tests.support.sayings import GUARD, POLRI, golden
from tests.support.story import GUARD_2, Story, clock, moment

POST = "16.08/KANTOR-KPU"
SEALED = {"sd": "A" * 43 + "=", "class": "tunda"}


def establishes(story: Story, at: str = "06:00", by: str = POLRI, **fields: Any) -> Said:
    period = {"from": clock("07:00"), "until": clock("28 07:00")}
    fields = {"post": POST, "openness": "terbuka", "minimum": 3, "period": period} | fields
    return story.says(by, "PostEstablished", at, **fields)


def test_how_many_a_covert_post_asks_for_stays_sealed() -> None:
    post = golden("PostEstablished")

    assert isinstance(post, PostEstablished)
    assert isinstance(post.minimum, Sealed)
    assert isinstance(golden("PostEstablished", openness="rahasia"), NotUnderstood)
    assert isinstance(golden("PostEstablished", minimum=-1), NotUnderstood)
    assert isinstance(golden("PostEstablished", period=None), NotUnderstood)


def test_a_post_that_is_set_up_is_to_be_guarded_like_a_planned_one() -> None:
    story = Story.of_election()
    establishes(story)
    story.starts(3, at="07:00", post=POST)
    assert story.findings(at="28 06:00") == []

    story.says(GUARD, "ShiftEnded", "12:00", post=POST, team="regu-1")
    assert story.findings(at="12:05", but="R20") == []
    assert story.findings(at="12:05:01", but="R20") == ["R18"]


@pytest.mark.parametrize(("at", "found"), [("07:05", []), ("07:05:01", ["R18"])])
def test_whoever_guards_it_first_must_be_there_in_time(at: str, found: list[str]) -> None:
    story = Story.of_election()
    establishes(story)
    story.starts(3, at=at, post=POST)

    assert story.findings() == found


def test_nothing_is_asked_for_before_it_was_said() -> None:
    story = Story.of_election()
    establishes(story, at="12:00")

    assert story.findings(at="12:05") == []
    assert story.findings(at="12:05:01") == ["R18"]


def test_too_few_at_a_post_that_is_set_up_are_found() -> None:
    story = Story.of_election()
    establishes(story)
    story.starts(2, at="07:00", post=POST)

    assert story.findings() == ["R18"]
    assert story.finding("R18").parameters["minimum"] == 3


@pytest.mark.parametrize("present", [2, SEALED])
def test_of_a_covert_post_nobody_can_tell_yet_whether_there_are_too_few(present: object) -> None:
    story = Story.of_election()
    establishes(story, openness="tertutup", minimum=SEALED)
    story.starts(present, at="07:00", post=POST)

    assert story.findings() == []
    established = story.post(POST).established
    assert established is not None
    assert (established.minimum, established.openness) == (None, "tertutup")


def test_what_was_said_in_the_open_of_a_covert_post_is_not_repeated() -> None:
    story = Story.of_election()
    establishes(story, openness="tertutup", minimum=7)
    story.starts(5, at="07:00", post=POST, persons=["p-1"])
    story.says(GUARD, "PostChecked", "10:00", post=POST, present=5)

    post = story.post(POST)
    assert post.established is not None
    assert post.established.minimum is None
    assert post.duty.present is None
    assert [one.present for one in post.checks] == [None]
    assert ("petugas", "p-1") not in story.states
    assert story.findings(but="R08") == []


def test_what_was_known_before_a_post_became_covert_is_forgotten() -> None:
    story = Story.of_election()
    story.starts(5, at="05:00", post=POST)
    story.says(GUARD, "PostChecked", "05:30", post=POST, present=5)
    establishes(story, openness="tertutup", minimum=7)

    post = story.post(POST)
    assert post.duty.present is None
    assert [one.present for one in post.checks] == [None]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_older_open_word_that_comes_late_uncovers_no_covert_post(order: tuple[int, int]) -> None:
    story = Story.of_election()
    period = {"from": clock("06:00"), "until": clock("26 06:00")}
    drafts = [
        story.plans(
            POLRI, "PostEstablished", at, post=POST, openness=openness, minimum=3, period=period
        )
        for at, openness in (("05:00", "terbuka"), ("05:30", "tertutup"))
    ]
    for place in order:
        story.hears(drafts[place])
    story.starts(5, at="07:00", post=POST)

    post = story.post(POST)
    assert post.established is not None
    assert post.established.openness == "tertutup"
    assert post.duty.present is None


def test_a_covert_post_that_is_set_up_openly_tells_again() -> None:
    story = Story.of_election()
    establishes(story, openness="tertutup", minimum=7)
    establishes(story, at="06:30", minimum=7)
    story.starts(5, at="07:00", post=POST)

    assert story.post(POST).duty.present == 5
    assert story.findings() == ["R18"]


def test_that_nobody_is_at_a_covert_post_is_found_though_it_was_said_in_the_open() -> None:
    story = Story.of_election()
    establishes(story, openness="tertutup", minimum=7)
    story.starts(0, at="07:00", post=POST)

    assert story.findings() == ["R18"]


def test_a_covert_post_without_anybody_is_found() -> None:
    story = Story.of_election()
    establishes(story, openness="tertutup", minimum=SEALED)

    assert story.findings() == ["R18"]


def test_a_team_that_was_there_before_goes_on() -> None:
    story = Story.of_election()
    story.starts(3, at="05:00", post=POST)
    establishes(story)

    assert story.findings() == []


def test_setting_up_a_post_takes_authority() -> None:
    story = Story.of_election()
    establishes(story, by=GUARD)

    assert story.findings(but="R28") == []
    assert story.post(POST).established is None


def test_checks_are_kept_in_the_order_of_their_clocks() -> None:
    story = Story.of_election()
    checked = [
        story.says(GUARD, "PostChecked", at, post=POST, purpose=purpose, present=present)
        for at, purpose, present in (("10:00", "kontrol", 3), ("09:00", "pimpinan", SEALED))
    ]

    checks = story.post(POST).checks
    assert [(one.purpose, one.present) for one in checks] == [("pimpinan", None), ("kontrol", 3)]
    assert checks[0].at == moment("09:00")
    assert story.findings(at="09:30:01", but="R25") == ["R08"]

    for said in checked:
        story.endorsed(said, by=GUARD_2)
    assert story.findings(but="R25") == []
