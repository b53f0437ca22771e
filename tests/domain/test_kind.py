"""Kinds: what the project knows about each beside its fields."""

from domain.catalogue import KINDS
from domain.statement import Stated
from tests.support.sayings import golden

WAITING = {
    "OperationOpened",
    "OperationClosed",
    "PlaceAccepted",
    "PolicySet",
    "ItemReplaced",
    "PersonalDataErased",
    "CorrectionDeclared",
    "AnnulmentDeclared",
}


def _needs_second(kind: str, **changes: object) -> bool:
    statement = golden(kind, **changes)
    assert isinstance(statement, Stated)
    return KINDS[kind].needs_second(statement)


def test_only_what_cannot_be_taken_back_or_judges_its_author_waits_for_a_second_person() -> None:
    assert {kind.name for kind in KINDS.values() if kind.waits} == WAITING


def test_what_waits_is_an_act_of_authority_with_somebody_to_complete_it() -> None:
    for name in WAITING:
        assert KINDS[name].is_act
        assert KINDS[name].completed_by


def test_a_visitor_needs_a_second_person_only_among_the_goods() -> None:
    assert _needs_second("AccessGranted", zone="barang")
    assert not _needs_second("AccessGranted", zone="kantor")


def test_a_policy_needs_one_after_its_first_version() -> None:
    assert not _needs_second("PolicySet", version=1)
    assert _needs_second("PolicySet", version=2)


def test_a_handover_is_completed_by_either_answer() -> None:
    assert KINDS["HandoverOffered"].completed_by == ("HandoverAccepted", "HandoverRefused")
    assert _needs_second("HandoverOffered")
    assert not _needs_second("HandoverAccepted")


def test_a_field_is_public_unless_its_kind_says_otherwise() -> None:
    visitor = KINDS["VisitorReported"]

    assert visitor.visibility("visitor") == "pribadi"
    assert visitor.visibility("note") == "pengawas"
    assert visitor.visibility("purpose") == "publik"


def test_every_kind_has_its_own_label() -> None:
    assert len({kind.label for kind in KINDS.values()}) == len(KINDS)
    assert len({kind.english for kind in KINDS.values()}) == len(KINDS)


def test_what_custody_rules_read_is_never_sealed() -> None:
    for kind in KINDS.values():
        assert not {"boxes", "seals", "place", "from_", "to", "count"} & set(kind.sealed), kind.name
