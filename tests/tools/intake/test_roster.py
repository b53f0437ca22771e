"""Rosters: persons under pseudonyms, their roles and orders, and nothing of theirs in the open."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec.json import decode

from domain.disclosure import commit
from domain.mission import Mission
from tests.support.worklist import SETTING, on_record, reasons, reviewed, sayings, states
from tools.intake.draft import Key
from tools.intake.register import Register
from tools.intake.review import Review
from tools.intake.roster import Roster

PPK: Key = ("organisation", "16.08.05/ppk")
HEAD = "orang;nik;nama;hp;unit;jurnal;peran;lingkup;mulai;sampai;nomor surat;tugas;tempat tugas\n"


def record() -> Register:
    return on_record(PPK, ("place", "16.08.05/PPK"))


def test_a_row_enrols_grants_and_assigns() -> None:
    review = reviewed(
        Roster(),
        f"{HEAD}p-7;;;;16.08.05/ppk;16.08.05/ppk-01;PPK;16.08.05;25/11/2024;26/11/2024;"
        "Sprin/12;gudang;16.08.05/PPK\n",
        record(),
    )

    said = [decode(one.body) for one in sayings(review)]
    span = {"from": "2024-11-25T00:00:00+07:00", "until": "2024-11-26T23:59:59+07:00"}
    duty = {
        "order": "Sprin/12",
        "unit": "16.08.05/ppk",
        "place": "16.08.05/PPK",
        "task": "gudang",
        "persons": ["p-7"],
        **span,
    }
    assert states(review) == ["new"]
    kinds = ["PersonEnrolled", "RoleGranted", "OrderIssued", "AssignmentMade"]
    assert [one.pop("kind") for one in said] == kinds
    for one in said:
        one.pop("at")
    assert said == [
        {"person": "p-7", "unit": "16.08.05/ppk", "journals": ["16.08.05/ppk-01"]},
        {"person": "p-7", "role": "ppk", "unit": "16.08.05/ppk", "scope": "16.08.05", **span},
        {**duty, "strength": 1},
        duty,
    ]


def test_who_it_is_is_sealed_and_stands_nowhere_else() -> None:
    text = f"{HEAD};1608051234567890;Siti Aminah;81234567890;16.08.05/ppk;;;;;;;;\n"

    review = reviewed(Roster(), text, record())

    (saying,) = sayings(review)
    identity = {"nama": "Siti Aminah", "nik": "1608051234567890", "telepon": "081234567890"}
    body = decode(saying.body)
    sealed = commit(identity, bytes(32), "pribadi")
    assert body["identity"] == {"sd": sealed.sd, "class": "pribadi"}
    assert saying.secret == (bytes(32), identity)
    assert body["person"].startswith("p-")
    assert not any(secret in saying.body for secret in identity.values())


def test_a_pseudonym_follows_from_the_number_and_the_journals_secret_alone() -> None:
    row = "{};16.08.05/ppk\n".format
    text = "nik;unit\n" + row("1608051234567890") + row("16 0805 1234 567890") + row("160805000")

    here = reviewed(Roster(), text, record())
    elsewhere = reviewed(Roster(), text, record(), replace(SETTING, secret=b"other"))

    persons = [[one.key[1] for one in review.drafts()] for review in (here, elsewhere)]
    assert states(here) == ["new", "duplicate", "new"]
    assert len({*persons[0], *persons[1]}) == 4


def test_a_second_role_of_a_person_is_granted_alone() -> None:
    register = record()
    register.add(("mandate", "p-7", "16.08.05/ppk-01"), {"unit": "16.08.05/ppk"})
    register.add(("person", "p-7"), {})
    office = ("office", "p-7", "ppk", "16.08.05/ppk", "16.08.05")
    register.add(office, {"from_": None, "until": None, "order": "1/SK"})
    rows = (
        "p-7;;;;16.08.05/ppk;16.08.05/ppk-01;ppk;16.08.05;;;1/SK;;\n"
        "p-7;;;;16.08.05/ppk;16.08.05/ppk-01;petugas_gudang;16.08.05/PPK;;;2/SK;;\n"
        "p-7;;;;16.08.05/ppk;16.08.05/ppk-01;ppk;16.08.05;;;3/SK;;\n"
    )

    first = reviewed(Roster(), HEAD + rows.splitlines(keepends=True)[0], register)
    second = reviewed(Roster(), HEAD + "".join(rows.splitlines(keepends=True)[1:]), register)

    assert states(first) == ["on record"]
    assert states(second) == ["new", "differs"]
    assert [decode(one.body)["role"] for one in sayings(second)] == ["petugas_gudang"]
    assert 'order: on record "1/SK", in the file "3/SK"' in reasons(second)
    assert len(sayings(second, replace=True)) == 1


def test_two_rows_that_name_one_person_differently_are_both_held_back() -> None:
    rows = "orang;nama;unit;peran;lingkup\np-7;Siti;16.08.05/ppk;ppk;16.08.05\n{}".format

    same = reviewed(Roster(), rows("p-7;Siti;16.08.05/ppk;petugas_gudang;16.08.05\n"), record())
    other = reviewed(Roster(), rows("p-7;Sita;16.08.05/ppk;petugas_gudang;16.08.05\n"), record())

    assert states(same) == ["new", "new"]
    assert sum(one.secret is not None for one in sayings(same)) == 1
    assert states(other) == ["bad", "bad"]
    assert "Sit" not in reasons(other)


def test_persons_of_one_order_stand_in_one_statement() -> None:
    row = "p-{};;;;16.08.05/ppk;;;;25/11/2024;26/11/2024;Sprin/12;jaga;16.08.05/PPK\n".format

    review = reviewed(Roster(), HEAD + "".join(row(number) for number in range(301)), record())

    orders = [decode(one.body) for one in sayings(review) if '"AssignmentMade"' in one.body]
    assert [len(one["persons"]) for one in orders] == [300, 1]


def orders(review: Review) -> list[Any]:
    told = [decode(one.body) for one in sayings(review)]
    return [one for one in told if one["kind"] == "OrderIssued"]


def test_a_letter_is_issued_once_with_the_roll_of_all_its_rows() -> None:
    row = "p-{};;;;16.08.05/ppk;;;;{}/11/2024;26/11/2024;Sprin/12;jaga;{}\n".format
    rows = row(1, 25, "16.08.05/PPK") + row(2, 24, "16.08.05/POS") + row(1, 25, "16.08.05/POS")
    register = record()
    register.add(("place", "16.08.05/POS"), {})

    (order,) = orders(reviewed(Roster(), HEAD + rows, register))

    assert order["persons"] == ["p-1", "p-2"]
    assert order["places"] == ["16.08.05/PPK", "16.08.05/POS"]
    assert (order["from"][:10], order["until"][:10]) == ("2024-11-24", "2024-11-26")


def test_a_roll_that_is_too_long_is_counted_and_named_by_its_assignments() -> None:
    row = "p-{};;;;16.08.05/ppk;;;;25/11/2024;26/11/2024;Sprin/12;jaga;16.08.05/PPK\n".format

    (order,) = orders(reviewed(Roster(), HEAD + "".join(map(row, range(301))), record()))

    assert order["strength"] == 301
    assert "persons" not in order


def test_an_order_that_is_in_the_log_is_not_issued_again() -> None:
    register = record()
    register.add_row("orders", "Sprin/12", Mission(issued=7, roll=("p-1",)))
    row = "p-{};;;;16.08.05/ppk;;;;25/11/2024;26/11/2024;Sprin/12;jaga;16.08.05/PPK\n".format

    review = reviewed(Roster(), HEAD + row(1) + row(2), register)

    assert states(review) == ["new", "new"]
    assert orders(review) == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (";;;;16.08.05/ppk;;;;;;;;", "wants a person"),
        ("1608051234567890;;;;16.08.05/ppk;;;;;;;;", "no pseudonym"),
        (";1,60805E+15;;;16.08.05/ppk;;;;;;;;", "nomor_identitas: rounded"),
        ("p-1;;;x;16.08.05/ppk;;;;;;;;", "telepon: no telephone number"),
        ("p-1;;;;16.08.06/ppk;;;;;;;;", "not on record: organisation 16.08.06/ppk"),
        ("p-1;;;;16.08.05/ppk;;camat;16.08.05;;;;;", "unknown; one of"),
        ("p-1;;;;16.08.05/ppk;;registrar_kpu;16.08.05;;;;;", "unknown; one of"),
        ("p-1;;;;16.08.05/ppk;;ppk;;;;;;", "role without a scope"),
        ("p-1;;;;16.08.05/ppk;;;16.08.05;;;;;", "scope without a role"),
        ("p-1;;;;16.08.05/ppk;;ppk;16.08.07;;;;;", "not on record: area 16.08.07"),
        ("p-1;;;;16.08.05/ppk;;ppk;16.08/X;;;;;", "not on record: place 16.08/X"),
        ("p-1;;;;16.08.05/ppk;;ppk;16.08.05;31/02/2024;;;;", "no such date"),
        ("p-1;;;;16.08.05/ppk;;ppk;16.08.05;26/11/2024;25/11/2024;;;", "begins after it ends"),
        ("p-1;;;;16.08.05/ppk;;;;;;;jaga;16.08.05/PPK", "assignment without nomor_surat"),
        ("p-1;;;;16.08.05/ppk;;;;;;;;16.08.05/PPK", "place of duty without a task"),
        (
            "p-1;;;;16.08.05/ppk;;;;25/11/2024;26/11/2024;S/1;jaga;16.08.05/X",
            "not on record: place 16.08.05/X",
        ),
    ],
)
def test_what_cannot_be_enrolled_is_told(row: str, words: str) -> None:
    review = reviewed(Roster(), f"{HEAD}{row}\n", record())

    assert states(review) == ["bad"]
    assert words in reasons(review)
