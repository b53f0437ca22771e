"""What every statement shares: its time, its citations, its sealed values."""

from datetime import timedelta

import pytest

from domain.catalogue import KINDS, NotUnderstood
from domain.consignment import HandoverAccepted
from domain.incident import IncidentReported
from domain.observation import ObservationFiled
from domain.statement import CITES, MAX_BOXES, TIMES, CheckItem, Span, Tally, marked, time
from tests.support.sayings import golden

MORNING = "2024-11-25T08:01:02+07:00"
NEVER = "2024-02-30T00:00:00Z"


@pytest.mark.parametrize(
    "at",
    [
        "2024-11-25",
        "2024-11-25T08:01:02",
        "2024-11-25 08:01:02+07:00",
        "2024-02-30T08:01:02+07:00",
        "2024-11-25T24:01:02+07:00",
        "2024-11-25T08:01:02+07:00\n",
        "2024-11-25t08:01:02z",
        "0001-01-01T00:00:00+14:00",
        "2024-11-25T08:01:02+25:00",
        1732500000,
    ],
)
def test_a_time_that_no_clock_shows_is_not_understood(at: object) -> None:
    answer = golden("Endorsed", at=at)

    assert isinstance(answer, NotUnderstood)
    assert answer.reason == "fields"


@pytest.mark.parametrize("at", [MORNING, "2024-11-25T01:01:02Z", "2024-11-25T01:01:02.345678Z"])
def test_a_time_with_its_offset_is_understood(at: str) -> None:
    assert not isinstance(golden("Endorsed", at=at), NotUnderstood)


def test_a_time_keeps_the_offset_it_was_said_in() -> None:
    moment = time("2024-11-25T08:01:02.345+07:00")

    assert moment.utcoffset() == timedelta(hours=7)
    assert moment.isoformat(timespec="milliseconds") == "2024-11-25T08:01:02.345+07:00"


def test_a_moment_that_is_not_stated_is_no_wrong_moment() -> None:
    assert marked(IncidentReported, TIMES) == ("at", "occurred", "observed")
    assert not isinstance(golden("IncidentReported", occurred=None), NotUnderstood)
    assert isinstance(golden("IncidentReported", occurred=NEVER), NotUnderstood)


def test_only_what_cites_a_statement_is_marked_so() -> None:
    assert marked(ObservationFiled, CITES) == ("basis",)
    assert marked(HandoverAccepted, CITES) == ("of",)


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_takes_a_moment_that_no_calendar_has(kind: str) -> None:
    for name in marked(KINDS[kind].statement, TIMES):
        assert isinstance(golden(kind, **{name.rstrip("_"): NEVER}), NotUnderstood), name


def test_both_ends_of_a_span_are_moments() -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        Span(from_=MORNING, until="2024-02-30T00:00:00Z")


@pytest.mark.parametrize("leaf", ["A" * 44, "A" * 43, "A" * 42 + "B=", "A" * 42 + "-=", ""])
def test_a_citation_is_a_leaf_hash_in_standard_base64(leaf: str) -> None:
    assert isinstance(golden("Endorsed", of=leaf), NotUnderstood)


def test_a_commitment_is_of_a_class_that_is_not_public() -> None:
    sealed = {"sd": "A" * 43 + "=", "class": "publik"}

    assert isinstance(golden("Endorsed", note=sealed), NotUnderstood)
    assert not isinstance(golden("Endorsed", note=sealed | {"class": "tunda"}), NotUnderstood)


def test_more_boxes_than_one_note_holds_are_several_statements() -> None:
    boxes = [f"16.08.05.2003-TPS{n:03d}-GUB" for n in range(MAX_BOXES + 1)]

    assert isinstance(golden("HandoverOffered", boxes=boxes), NotUnderstood)
    assert not isinstance(golden("HandoverOffered", boxes=boxes[:-1]), NotUnderstood)


def test_no_count_is_too_large_for_every_language_or_below_nothing() -> None:
    for count in (2**53, -1):
        assert isinstance(golden("HandoverOffered", count=count), NotUnderstood)
    assert not isinstance(golden("HandoverOffered", count=2**53 - 1), NotUnderstood)


def test_parts_of_statements_are_compared_by_what_they_say() -> None:
    assert Tally(item="kunci", count=4) == Tally(item="kunci", count=4)
    assert CheckItem(item="atap", result="baik") != CheckItem(item="atap", result="rusak")
