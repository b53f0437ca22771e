"""The page of statements says of a field what a writer of an app has to know."""

from functools import cache

import pytest

from domain.catalogue import KINDS
from tools.lexicon import page as made
from tools.markdown import WIDTH

page = cache(made)


def section(name: str) -> str:
    return page().split(f"### {name}\n")[1].split("\n### ")[0]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("VisitorReported", "- `visitor` (`Sealed`, class *pribadi*): Nama, nomor identitas"),
        ("VisitorReported", "- `items` (list of `Word`, optional)"),
        ("HandoverAccepted", "- `boxes` (list of `BoxSeen`, at most 300)"),
        ("HandoverAccepted", "- `part` (`Part`, default `1`)"),
        ("RoleGranted", "- `from` (`Moment`, optional): Menurut jam dari yang dinilai"),
        ("CorrectionDeclared", "- `changes` (object): Nama isian dan seluruh nilai barunya"),
        ("SealBroken", "- `found` (true or false, default `false`)"),
    ],
)
def test_a_field_is_described_in_one_line(kind: str, line: str) -> None:
    assert line in section(kind)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("VisitorReported", "Name, identity number, organisation"),
        ("RoleGranted", "kosong: sejak pernyataan ini. / By the clock of what is judged"),
        ("CorrectionDeclared", "tidak dapat diubah. / Field name to its whole new value"),
        ("OrderIssued", "A commander orders a unit to a task"),
        ("OrderIssued", "Komandan memerintahkan satuan untuk suatu tugas"),
    ],
)
def test_what_it_means_is_said_in_both_languages(kind: str, words: str) -> None:
    assert words in " ".join(section(kind).split())


def test_an_observation_says_who_is_expected_to_say_it() -> None:
    facts = section("VisitorReported")

    assert "**pengamatan** (observation, expected from): `kapolres`" in facts
    assert "`danru`, `anggota_jaga`" in facts


def test_an_act_says_from_whom_it_has_force() -> None:
    assert "(act of authority, with force from): `registrar_kpu`" in section("OperationOpened")


def test_a_kind_that_waits_says_that_it_has_no_force_alone() -> None:
    assert "`Endorsed`; without it, it has no force" in section("PlaceAccepted")


def test_a_kind_that_counts_at_once_says_so() -> None:
    assert "`Endorsed`; it counts at once; R08 speaks" in section("SealApplied")


def test_a_part_that_a_kind_holds_is_described() -> None:
    assert "- `class` (`SealedClass`)" in section("Sealed")


def test_a_type_says_what_fits() -> None:
    assert "- `JournalId`: text of 1 to 128 characters. `16.08/kpu/gudang-03`." in page()


def test_prose_fits_the_width() -> None:
    prose = page().split("## Jenis nilai")[0].splitlines()

    assert max(len(line) for line in prose if not line.startswith("|")) <= WIDTH


def test_a_kind_says_which_folds_hear_it_by_which_rules_and_where_it_is_printed() -> None:
    facts = section("HandoverAccepted")

    assert "**lipatan dan aturan** (folds and rules): `kotak` (R01, R02" in facts
    assert "(`segel print bast`)" in facts


def test_every_kind_but_one_is_heard_by_a_fold_or_is_an_act_that_others_are_judged_by() -> None:
    unheard = {
        kind.name
        for kind in KINDS.values()
        if not kind.is_act and "**lipatan dan aturan**" not in section(kind.name)
    }

    assert unheard == {"PersonalDataRead"}  # the log itself is asked who has read a statement
