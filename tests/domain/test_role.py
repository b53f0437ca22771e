"""Roles: what a person may be."""

from domain.catalogue import KINDS
from domain.role import FAMILY, LABELS, REGISTRARS


def test_every_role_has_a_family_or_is_a_founders() -> None:
    assert set(LABELS) == set(FAMILY) | REGISTRARS
    assert not set(FAMILY) & REGISTRARS


def test_every_role_that_a_kind_asks_for_exists() -> None:
    for kind in KINDS.values():
        assert kind.roles <= set(LABELS), kind.name


def test_no_guard_holds_boxes_and_no_supervisor_hands_them_over() -> None:
    for name in ("HandoverAccepted", "HandoverOffered", "ConsignmentDispatched"):
        families = {FAMILY[role] for role in KINDS[name].roles}
        assert families == {"kpu", "ppk", "pps", "kpps"}
