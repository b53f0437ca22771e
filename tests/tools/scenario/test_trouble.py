"""Phones are lost, drowned, restored and out of time; words are corrected and annulled."""

from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.endorsement import Endorsed
from domain.person import PersonEnrolled, RoleRevoked
from ledger.errors import EquivocationError, RevokedError
from ledger.journal import REGISTER, Entry
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.trouble import LOST


def lines(rehearsal: Rehearsal, verb: str) -> list[str]:
    return [
        line
        for entry in rehearsal.box.entries()
        if entry.header.topic == REGISTER
        for line in entry.body.split("\n")
        if line.startswith(f"{verb} ")
    ]


def test_two_notes_are_to_be_refused_and_filed(rehearsal: Rehearsal) -> None:
    expected = [letter.expected for letter in rehearsal.box.letters if letter.expected]
    assert sorted(expected, key=str) == sorted([EquivocationError, RevokedError], key=str)


def test_the_restored_phone_says_two_things_under_one_number(rehearsal: Rehearsal) -> None:
    entries = rehearsal.box.entries()
    second = next(
        Entry.parse(letter.note)
        for letter in rehearsal.box.letters
        if letter.expected is EquivocationError
    )
    same = [
        entry
        for entry in entries
        if (entry.header.journal, entry.header.sequence)
        == (second.header.journal, second.header.sequence)
    ]
    assert len({entry.leaf for entry in same}) == 2


def test_a_drowned_phone_goes_on_after_two_lost_notes(rehearsal: Rehearsal) -> None:
    (line,) = lines(rehearsal, "resume")
    _, journal, _, at, *_ = line.split(" ")
    numbers = [e.header.sequence for e in rehearsal.box.entries() if e.header.journal == journal]
    assert {int(at) - 1, int(at) - 2}.isdisjoint(numbers)
    assert int(at) in numbers


def test_a_stolen_phone_is_revoked_by_others_and_replaced(rehearsal: Rehearsal) -> None:
    assert lines(rehearsal, "revoke") == [f"revoke {LOST} after 0"]
    newest = rehearsal.box.sayings(PersonEnrolled)[-1].statement
    assert newest.person == rehearsal.stage.phone(LOST).person


def test_one_correction_waits_and_one_annulment_stands(rehearsal: Rehearsal) -> None:
    endorsed = rehearsal.box.endorsed()
    corrections = rehearsal.box.sayings(CorrectionDeclared)
    (annulled,) = rehearsal.box.sayings(AnnulmentDeclared)
    assert sorted(one.leaf in endorsed for one in corrections) == [False, True, True]
    assert annulled.leaf in endorsed


def test_one_clerk_is_dismissed(rehearsal: Rehearsal) -> None:
    assert len(rehearsal.box.sayings(RoleRevoked)) == 1


def test_one_phone_finds_signal_only_the_day_after(rehearsal: Rehearsal) -> None:
    newest, waited = "", set()
    for saying in rehearsal.box.sayings(Endorsed):
        newest = max(newest, saying.statement.at)
        if saying.statement.at < "2024-11-28" and newest > "2024-11-28T08":
            waited.add(saying.journal)
    assert len(waited) == 1


def test_what_waited_for_more_than_a_day_is_told_as_late(rehearsal: Rehearsal) -> None:
    late = {one.leaf for one in rehearsal.stage.plot.planted if one.rule == "R26"}
    told = [one for one in rehearsal.box.sayings(object) if one.leaf in late]
    assert len({one.journal for one in told}) == 1
    assert len(told) == len(late) == 4
    assert all(one.statement.at < "2024-11-27T13:40" for one in told)
