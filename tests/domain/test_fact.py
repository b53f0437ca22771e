"""Facts: what the ledger tells the domain beside statements."""

import typing
from datetime import UTC, datetime

import msgspec

from domain import fact
from domain.said import Said


def test_a_fact_is_a_statement_or_a_word_of_the_register() -> None:
    words = {
        fact.Enrolled,
        fact.Strengthened,
        fact.Resumed,
        fact.Revoked,
        fact.Filed,
        fact.Recovered,
        fact.Voided,
        fact.Anchored,
    }
    assert set(typing.get_args(fact.Fact)) == {Said} | words


def test_every_fact_stands_at_a_leaf_and_can_be_written_down() -> None:
    seen = datetime(2024, 11, 25, 8, tzinfo=UTC)
    facts: list[fact.Fact] = [
        fact.Enrolled(1, "leaf", "j", "e", "r"),
        fact.Resumed(2, "by", "j", 5, 3),
        fact.Revoked(3, "by", "j", 4),
        fact.Filed(4, "equivocation", "j", 2),
        fact.Voided(5, "by", 1, "name-used"),
        fact.Recovered(6, "by", 4),
        fact.Strengthened(7, "by", "j"),
        fact.Anchored(8, 5, seen, seen),
    ]

    assert [one.index for one in facts] == [1, 2, 3, 4, 5, 6, 7, 8]
    for one in facts:
        assert msgspec.json.decode(msgspec.json.encode(one), type=type(one)) == one
