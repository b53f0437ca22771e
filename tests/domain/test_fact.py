"""Facts: what the ledger tells the domain beside statements."""

import typing
from datetime import UTC, datetime

import msgspec

from domain.fact import (
    Anchored,
    Enrolled,
    Fact,
    Filed,
    Recovered,
    Resumed,
    Revoked,
    Strengthened,
    Voided,
)
from domain.said import Said


def test_a_fact_is_a_statement_or_a_word_of_the_register() -> None:
    words = {Enrolled, Strengthened, Resumed, Revoked, Filed, Recovered, Voided, Anchored}
    assert set(typing.get_args(Fact)) == {Said} | words


def test_every_fact_stands_at_a_leaf_and_can_be_written_down() -> None:
    seen = datetime(2024, 11, 25, 8, tzinfo=UTC)
    facts: list[
        Enrolled | Strengthened | Resumed | Revoked | Filed | Recovered | Voided | Anchored
    ] = [
        Enrolled(1, "leaf", "j", "e", "r"),
        Resumed(2, "by", "j", 5, 3),
        Revoked(3, "by", "j", 4),
        Filed(4, "equivocation", "j", 2),
        Voided(5, "by", 1, "name-used"),
        Recovered(6, "by", 4),
        Strengthened(7, "by", "j"),
        Anchored(8, 5, seen, seen),
    ]

    assert [fact.index for fact in facts] == [1, 2, 3, 4, 5, 6, 7, 8]
    for fact in facts:
        assert msgspec.json.decode(msgspec.json.encode(fact), type=type(fact)) == fact
