"""Endorsements as they are said."""

from domain.catalogue import NotUnderstood
from domain.endorsement import Endorsed
from tests.support.sayings import golden, leaf


def test_an_endorsement_says_what_it_stands_by_and_of_which_kind_that_is() -> None:
    endorsed = golden("Endorsed")

    assert isinstance(endorsed, Endorsed)
    assert (endorsed.of, endorsed.of_kind) == (
        leaf("ConsignmentDispatched"),
        "ConsignmentDispatched",
    )


def test_an_endorsement_of_nothing_is_none() -> None:
    assert isinstance(golden("Endorsed", of=None), NotUnderstood)
    assert isinstance(golden("Endorsed", of_kind=None), NotUnderstood)


def test_a_kind_that_is_not_known_yet_can_be_endorsed() -> None:
    assert isinstance(golden("Endorsed", of_kind="StoreOpened"), Endorsed)
