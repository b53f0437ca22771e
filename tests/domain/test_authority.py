"""Authority: who may say what with force, from the founders' registrars down."""

from typing import Any

import pytest

from tests.support.sayings import BAWASLU, GUARD, KPU, POLRI, PPK, STORE, STRANGER, Sayings

NOW = {"from": None, "until": None}
KPPS = "16.08.05.2003/kpps-007"
ROLE = {"person": "p-kpps", "role": "kpps", "unit": KPPS, "scope": "16.08.05.2003/TPS-007", **NOW}


@pytest.fixture
def sayings() -> Sayings:
    return Sayings.of_operation()


def _why(sayings: Sayings, journal: str, kind: str, **changes: Any) -> str | None:
    return sayings.context.authority.judge(sayings.draft(journal, kind, **changes))


def test_a_founders_registrar_holds_its_role_everywhere_without_a_grant(sayings: Sayings) -> None:
    said = sayings.draft(KPU, "PlanSet")

    assert sayings.context.authority.roles(said) == (("registrar_kpu", KPU, "", None, None),)
    assert _why(sayings, KPU, "PlanSet") is None


def test_a_phone_of_nobody_in_particular_grants_nothing(sayings: Sayings) -> None:
    assert _why(sayings, STRANGER, "RoleGranted", **ROLE) == "unknown-journal"

    sayings.say(STRANGER, "RoleGranted", person="p-ppk", role="ketua_kpu", unit=KPU, scope="16.08")

    assert [
        held.role for held in sayings.context.authority.roles(sayings.draft(PPK, "PlanSet"))
    ] == ["ppk"]


def test_a_phone_of_nobody_in_particular_may_observe(sayings: Sayings) -> None:
    assert _why(sayings, STRANGER, "IncidentReported") is None
    assert _why(sayings, STRANGER, "SealVerified") == "unknown-journal"


def test_a_ppk_gives_roles_below_it_and_within_its_own_kecamatan_only(sayings: Sayings) -> None:
    elsewhere = ROLE | {"unit": "16.08.06.2001/kpps-001", "scope": "16.08.06.2001/TPS-001"}

    assert _why(sayings, PPK, "RoleGranted", **ROLE) is None
    assert _why(sayings, PPK, "RoleGranted", **elsewhere) == "scope"
    assert (
        _why(sayings, PPK, "RoleGranted", **ROLE | {"role": "ppk", "unit": "16.08.05/ppk"})
        == "no-role"
    )


def test_nobody_gives_a_role_to_oneself(sayings: Sayings) -> None:
    assert _why(sayings, PPK, "RoleGranted", **ROLE | {"person": "p-ppk"}) == "self"


@pytest.mark.parametrize("role", ["registrar_kpu", "presiden", "registrar"])
def test_a_role_outside_the_list_is_given_by_nobody(sayings: Sayings, role: str) -> None:
    assert _why(sayings, KPU, "RoleGranted", **ROLE | {"role": role, "unit": "16.08/pos"}) == "line"


def test_each_founder_speaks_for_its_own_line(sayings: Sayings) -> None:
    guard = {"person": "p-x", "role": "danru", "unit": POLRI, "scope": "16.08", **NOW}
    supervisor = guard | {"role": "ptps", "unit": "16.08.05.2003/ptps-007"}
    carrier = guard | {"role": "ekspedisi", "unit": "16.08/pos"}

    assert _why(sayings, POLRI, "RoleGranted", **guard) is None
    assert _why(sayings, KPU, "RoleGranted", **guard) == "line"
    assert _why(sayings, BAWASLU, "RoleGranted", **supervisor) is None
    assert _why(sayings, POLRI, "RoleGranted", **supervisor) == "line"
    assert _why(sayings, KPU, "RoleGranted", **carrier) is None


def test_no_founder_enrols_a_person_on_another_founders_journal(sayings: Sayings) -> None:
    sayings.say(POLRI, "PersonEnrolled", person="p-palsu", unit=POLRI, journals=[STORE])

    signer = sayings.context.authority.signer(sayings.draft(STORE, "ItemRegistered"))

    assert signer is not None
    assert (signer.person, signer.unit, signer.line) == ("p-gudang", KPU, "kpu")


def test_no_founder_gives_a_role_to_another_founders_person(sayings: Sayings) -> None:
    sayings.say(
        POLRI, "RoleGranted", person="p-ppk", role="danru", unit=POLRI, scope="16.08", **NOW
    )

    roles = sayings.context.authority.roles(sayings.draft(PPK, "ShiftStarted"))

    assert [held.role for held in roles] == ["ppk"]


def test_a_role_holds_from_the_leaf_after_the_grant_to_the_leaf_of_its_end(
    sayings: Sayings,
) -> None:
    before = sayings.draft(PPK, "PlaceAccepted", place="16.08.05/PPK")
    granted = sayings.now - 3
    revoked = sayings.say(KPU, "RoleRevoked", person="p-ppk", role="ppk", unit="16.08.05/ppk")
    authority = sayings.context.authority

    assert not authority.roles(before, granted)
    assert authority.roles(before, granted + 1)
    assert authority.roles(before, revoked.index)
    assert not authority.roles(before, revoked.index + 1)
    assert authority.judge(before, revoked.index + 1) == "no-role"


def test_a_role_holds_only_between_its_times_by_the_clock_of_what_is_said(
    sayings: Sayings,
) -> None:
    times = {"from": "2024-11-26T00:00:00+07:00", "until": "2024-11-27T23:59:59+07:00"}
    sayings.say(KPU, "PersonEnrolled", person="p-kpps", unit=KPPS, journals=[f"{KPPS}/hp"])
    sayings.say(KPU, "RoleGranted", **ROLE | times)
    place = "16.08.05.2003/TPS-007"

    for at, why in [
        ("2024-11-25T12:00:00+07:00", "no-role"),
        ("2024-11-27T18:00:00+07:00", None),
        ("2024-11-27T17:00:00Z", "no-role"),
    ]:
        assert _why(sayings, f"{KPPS}/hp", "BoxOpened", at=at, place=place) == why


def test_a_role_in_one_place_is_none_in_another(sayings: Sayings) -> None:
    assert _why(sayings, PPK, "SealApplied", place="16.08.05/PPK") is None
    assert _why(sayings, PPK, "SealApplied", place="16.08.06/PPK") == "scope"
    assert _why(sayings, GUARD, "SealApplied") == "no-role"


def test_giver_and_receiver_meet_where_one_of_them_is_a_guest(sayings: Sayings) -> None:
    to_store = {"from": "16.08.05/ppk", "to": KPU, "place": "16.08/GDG-01"}

    assert _why(sayings, PPK, "HandoverOffered", **to_store) is None
    assert _why(sayings, PPK, "HandoverOffered", **to_store | {"from": "16.08.06/ppk"}) == "scope"


def test_the_police_plan_posts_and_nothing_else(sayings: Sayings) -> None:
    assert _why(sayings, POLRI, "PlanSet", legs=None) is None
    assert _why(sayings, POLRI, "PlanSet") == "line"
    assert _why(sayings, BAWASLU, "PlanSet", legs=None) == "no-role"
    assert _why(sayings, POLRI, "PolicySet") == "no-role"


def test_a_plan_reaches_no_further_than_the_role_behind_it(sayings: Sayings) -> None:
    journal = f"{POLRI}/padal-1"
    sayings.enrol(POLRI, "p-padal", journal, "padal", "16.08.05")
    duty = {"template": "kunci", "every": 60, "items": []}
    empty = {"legs": None, "posts": None, "reports": None}
    about: dict[str, list[dict[str, Any]]] = {"inspections": []}

    for place, why in (("16.08.05/PPK", "line"), ("16.08/GDG-01", "scope")):
        about["inspections"] = [duty | {"place": place}]
        assert _why(sayings, journal, "PlanSet", **empty, **about) == why


def test_a_head_orders_closes_and_rules_for_units_of_the_own_line(sayings: Sayings) -> None:
    assert _why(sayings, POLRI, "OrderIssued") is None
    assert _why(sayings, KPU, "OrderIssued") == "line"
    assert _why(sayings, KPU, "PostEstablished") == "line"
    assert _why(sayings, BAWASLU, "FindingRaised") is None
    assert _why(sayings, POLRI, "FindingClosed") == "line"
    assert _why(sayings, POLRI, "NeutralityRuled") is None
    assert _why(sayings, GUARD, "NeutralityAlleged") == "no-role"


def test_seals_are_issued_from_the_units_own_stock(sayings: Sayings) -> None:
    assert _why(sayings, STORE, "SealIssued") is None
    assert _why(sayings, STORE, "SealIssued", **{"from": "16.08.05/ppk"}) == "unit"


def test_an_organisation_is_registered_by_the_registrar_of_its_line(sayings: Sayings) -> None:
    sector = {"unit": "16.08.03/polsek", "unit_kind": "polsek"}

    assert _why(sayings, KPU, "OrganisationRegistered") is None
    assert _why(sayings, POLRI, "OrganisationRegistered", **sector) is None
    assert _why(sayings, KPU, "OrganisationRegistered", **sector) == "line"
    assert _why(sayings, STORE, "OrganisationRegistered") == "no-role"


def test_a_second_person_has_another_device_name_and_unit_and_another_enroller(
    sayings: Sayings,
) -> None:
    conflict = sayings.context.authority.conflict
    sayings.enrol(KPU, "p-gudang-2", f"{KPU}/gudang-02", "petugas_gudang", "16.08")
    sayings.say(KPU, "PersonEnrolled", person="p-gudang", unit=KPU, journals=[f"{KPU}/tablet"])
    first = sayings.draft(STORE, "ConsignmentDispatched")

    assert conflict(first, sayings.draft(GUARD, "Endorsed")) is None
    assert conflict(first, sayings.draft(STORE, "Endorsed")) == "journal"
    assert conflict(first, sayings.draft(f"{KPU}/tablet", "Endorsed")) == "person"
    assert conflict(first, sayings.draft(f"{KPU}/gudang-02", "Endorsed")) == "unit"
    assert conflict(first, sayings.draft(PPK, "Endorsed", enroller=STORE)) == "enroller"
    assert conflict(first, sayings.draft(STRANGER, "Endorsed")) is None
