"""Persons are pseudonyms with journals and roles."""

from domain.catalogue import NotUnderstood
from domain.person import PersonEnrolled, RoleGranted, RoleRevoked
from tests.support.sayings import golden


def test_who_a_person_is_stays_sealed() -> None:
    assert isinstance(golden("PersonEnrolled", identity={"nama": "Budi"}), NotUnderstood)
    assert isinstance(golden("PersonEnrolled", identity=None), PersonEnrolled)


def test_one_person_may_sign_with_several_journals() -> None:
    person = golden("PersonEnrolled", journals=["16.08/kpu/gudang-03", "16.08/kpu/tablet"])

    assert isinstance(person, PersonEnrolled)
    assert len(person.journals) == 2


def test_a_role_may_hold_without_end() -> None:
    granted = golden("RoleGranted", until=None, **{"from": None})

    assert isinstance(granted, RoleGranted)
    assert (granted.from_, granted.until) == (None, None)


def test_a_role_that_nobody_knows_yet_is_still_a_grant() -> None:
    assert isinstance(golden("RoleGranted", role="penjaga_menara"), RoleGranted)


def test_a_role_ends_on_a_day_that_exists() -> None:
    assert isinstance(golden("RoleGranted", until="2024-02-30T00:00:00Z"), NotUnderstood)


def test_a_revocation_restates_what_it_ends() -> None:
    revoked = golden("RoleRevoked")

    assert isinstance(revoked, RoleRevoked)
    assert (revoked.person, revoked.role) == ("p-00017", "petugas_gudang")
