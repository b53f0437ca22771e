"""What kinds of statements are for: complete, and said in Indonesian."""

from api.form import form_of
from api.purpose import PURPOSES
from domain.catalogue import KINDS


def test_every_kind_says_what_it_is_for() -> None:
    assert sorted(PURPOSES) == sorted(KINDS)


def test_no_purpose_is_left_in_english() -> None:
    for kind in KINDS:
        words = form_of(kind).meaning

        assert words.id.endswith(".")
        assert words.id != words.en
