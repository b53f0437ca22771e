"""Forms follow from the types of the catalogue."""

import pytest

from api.form import Input, by_noun, form_of
from domain.catalogue import KINDS, schemas


def field(kind: str, *path: str) -> Input:
    """Return one thing to fill in."""
    inputs, found = form_of(kind).inputs, None
    for name in path:
        found = next(one for one in inputs if one.name == name)
        inputs = found.parts
    assert found is not None
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_asks_for_the_fields_of_its_kind_in_their_order(kind: str) -> None:
    schema = schemas()[kind]
    names = [name for name in schema["properties"] if name != "kind"]
    required = [one.name for one in form_of(kind).inputs if one.is_required]

    assert [one.name for one in form_of(kind).inputs] == names
    assert {*required, "kind"} == {*schema["required"]}


@pytest.mark.parametrize(
    ("kind", "path", "widget"),
    [
        ("OrderIssued", ["order"], "text"),
        ("OrderIssued", ["strength"], "count"),
        ("OrderIssued", ["from"], "moment"),
        ("OrderIssued", ["text"], "digest"),
        ("OrderIssued", ["roll"], "sealed"),
        ("OrderIssued", ["risks"], "texts"),
        ("BoxOpened", ["shown_empty"], "flag"),
        ("SituationReported", ["outcome"], "choice"),
        ("SituationReported", ["window"], "record"),
        ("SituationReported", ["strength"], "measure"),
        ("SituationReported", ["counts"], "list"),
        ("SituationReported", ["refs"], "leaves"),
        ("IncidentReported", ["photos"], "digests"),
        ("HandoverAccepted", ["of"], "leaf"),
        ("CorrectionDeclared", ["changes"], "json"),
    ],
)
def test_what_is_asked_for_follows_from_the_type(kind: str, path: list[str], widget: str) -> None:
    assert field(kind, *path).widget == widget


def test_words_that_the_docstring_lists_are_suggested() -> None:
    assert field("SealBroken", "reason").known[:2] == ("pembukaan", "penggantian")


def test_words_for_a_list_of_records_are_suggested_for_its_item() -> None:
    assert "hadir" in field("ActivitySecured", "counts", "item").known
    assert field("ActivitySecured", "counts").known == ()


def test_an_example_of_a_name_is_no_suggestion() -> None:
    assert field("StoreOpened", "door").known == ()


def test_roles_and_kinds_are_suggested_where_one_is_meant() -> None:
    assert "danru" in field("RoleGranted", "role").known
    assert set(field("AnnulmentDeclared", "target_kind").known) == set(KINDS)


def test_bounds_defaults_and_rows_are_those_of_the_type() -> None:
    box, part = field("HandoverAccepted", "boxes"), field("HandoverAccepted", "part")

    assert (box.rows_least, box.rows_most) == (0, 300)
    assert (part.least, part.most, part.default) == (1, 10_000, "1")
    assert field("HandoverAccepted", "place").most == 128
    assert field("LateEntryDeclared", "of").rows_least == 1


def test_a_sealed_value_gets_the_class_of_its_field() -> None:
    assert field("OrderIssued", "roll").visibility == "tunda"
    assert field("NeutralityAlleged", "subject").visibility == "tertutup"
    assert field("OrderIssued", "order").visibility == "publik"


def test_in_a_part_a_note_is_for_oversight_and_a_strength_is_told_later() -> None:
    assert field("PlaceAccepted", "checklist", "note").visibility == "pengawas"
    assert field("ActivitySecured", "points", "present").visibility == "tunda"
    assert field("PlaceAccepted", "checklist", "note").readers == (
        "untuk pengawas",
        "for oversight",
    )


def test_a_form_says_who_states_it_and_who_completes_it() -> None:
    assert "Kapolres" in form_of("OrderIssued").roles
    assert form_of("BoxOpened").seconds == ((KINDS["Endorsed"].label, KINDS["Endorsed"].english),)
    assert form_of("OrderIssued").meaning.en.startswith("A commander orders a unit")
    assert form_of("OrderIssued").meaning.id.startswith("Komandan memerintahkan satuan")


def test_there_is_no_form_of_a_kind_that_is_not_in_the_catalogue() -> None:
    with pytest.raises(KeyError):
        form_of("Naga")


def test_every_kind_stands_under_one_noun() -> None:
    nouns = by_noun()

    assert sorted(one.name for kinds in nouns.values() for one in kinds) == sorted(KINDS)
    assert [kind.name for kind in nouns["seal"]][-1] == "SealReplaced"
