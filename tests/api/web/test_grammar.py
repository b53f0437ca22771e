"""Names are told from other words, and are known for what they mean where they stand."""

import pytest

from api.web.grammar import Reading


def test_a_name_is_what_the_nearest_scope_around_says() -> None:
    reading = Reading.of("f(one=>{g(one);h(one=>one.one)})")

    meant = [None if one.name is None else id(one.name) for one in reading.mentions]
    _, outer, _, again, _, inner, last = meant
    assert (outer, inner) == (again, last)
    assert outer != inner
    assert reading.foreign == {b"f", b"g", b"h"}


def test_a_name_may_be_told_after_it_is_mentioned() -> None:
    reading = Reading.of("f(()=>{one();function one(){}})")

    [name] = reading.names
    assert [reading.at(one.node) for one in name.mentions] == [b"one", b"one"]


def test_the_mentions_of_a_part_are_found_by_where_they_stand() -> None:
    reading = Reading.of("let one=a(b);let two=c(d,e);f(g)")

    within = reading.within(reading.declarations[1])
    assert [reading.at(one.node) for one in within] == [b"two", b"c", b"d", b"e"]


@pytest.mark.parametrize(
    "text", ["var one=1", "with(one)two()", 'import"./one.js"', "let one=", "f((=>"]
)
def test_what_our_scripts_do_without_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not as our scripts are written"):
        Reading.of(text)
