"""Tags of our own, from a seed that is handed in."""

import re

import pytest

from domain.checkdigit import unprinted
from domain.seal import grade
from projections.errors import PaperError
from projections.paper.tag import COUNT_MAX, box_sheet, tag_sheet, tags

SEED = bytes(range(32))


def test_a_seed_gives_the_same_tags_again_and_more_of_them_begin_alike() -> None:
    assert tags(SEED, 5) == tags(SEED, 9)[:5]
    assert set(tags(SEED, 5)).isdisjoint(tags(SEED[::-1], 5))


def test_tags_are_eighty_bits_in_letters_that_are_not_mixed_up() -> None:
    made = tags(SEED, 500)

    assert len(set(made)) == 500
    pattern = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")
    assert [one for one in made if not pattern.fullmatch(one)] == []
    assert {letter for one in made for letter in one} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")


def test_a_tag_is_a_strong_seal_and_is_printed_with_its_check_character() -> None:
    (name,) = tags(SEED, 1)
    (label,) = tag_sheet([name]).labels

    assert label.code == f"tag_qr:{name}"
    assert grade(label.code) == "kuat"
    assert unprinted(label.shown) == name
    assert any("lemah" in line for line in label.lines)


def test_a_label_of_a_box_says_the_bare_number_to_the_telephone() -> None:
    (label,) = box_sheet(["16.08.05.2003-TPS007-GUB"]).labels

    assert label.code == "16.08.05.2003-TPS007-GUB"
    assert unprinted(label.shown) == label.code


@pytest.mark.parametrize(("seed", "count"), [(b"x" * 15, 1), (SEED, 0), (SEED, COUNT_MAX + 1)])
def test_too_short_a_seed_and_too_many_tags_are_refused(seed: bytes, count: int) -> None:
    with pytest.raises(PaperError):
        tags(seed, count)
