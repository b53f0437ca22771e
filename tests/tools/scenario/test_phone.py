"""A practice phone keeps a journal as a real one does."""

from domain.access import AccessExited, VisitorReported
from domain.disclosure import check
from ledger.errors import EquivocationError
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.tools.scenario.postbox import Postbox
from tools.scenario.clock import Clock, wib
from tools.scenario.phone import ORIGIN, Phone, practice_key

NOON = Clock(wib("2024-11-25 12:00"))


def phone(box: Postbox, name: str = "16.08/polres/jaga-01") -> Phone:
    return Phone.named(name, "uji", NOON, box)


def leaving(phone_: Phone) -> AccessExited:
    return AccessExited(at=phone_.clock.at, of=to_base64(bytes(32)), place="16.08/GDG-01")


def test_each_note_follows_the_one_before() -> None:
    box = Postbox()
    guard = phone(box)
    guard.says(leaving(guard))
    guard.says(leaving(guard))
    first, second = box.entries()
    assert (first.header.sequence, second.header.sequence) == (0, 1)
    assert second.header.previous == leaf_hash(box.letters[0].note)
    assert first.header.origin == ORIGIN


def test_what_was_told_is_cited_by_its_leaf_hash() -> None:
    box = Postbox()
    guard = phone(box)
    told = guard.says(leaving(guard))
    guard.endorses(told, "saksi")
    entry = box.entries()[1]
    assert f'"of":"{to_base64(leaf_hash(box.letters[0].note))}"' in entry.body
    assert '"of_kind":"AccessExited"' in entry.body


def test_a_phone_without_signal_keeps_what_it_says() -> None:
    box = Postbox()
    guard = phone(box)
    guard.is_offline = True
    guard.says(leaving(guard))
    assert box.letters == []
    guard.connects()
    guard.says(leaving(guard))
    assert [entry.header.sequence for entry in box.entries()] == [0, 1]


def test_whoever_holds_a_note_may_hand_it_in() -> None:
    box = Postbox()
    one, other = phone(box), phone(box, "16.08/polres/jaga-02")
    one.is_offline = True
    one.says(leaving(one))
    one.hands_over(other)
    assert [entry.header.journal for entry in box.entries()] == [one.journal]
    assert one.outbox == []


def test_an_opening_travels_beside_its_note() -> None:
    box = Postbox()
    guard = phone(box)
    visitor = guard.seals("/visitor", {"nama": "Tamu"}, "pribadi")
    guard.says(VisitorReported(at=NOON.at, place="16.08/GDG-01", visitor=visitor, purpose="tamu"))
    (opening,) = box.letters[0].openings
    body = box.entries()[0].body.encode()
    assert check(opening, body) is None
    assert "Tamu" not in body.decode()
    assert opening.leaf == to_base64(leaf_hash(box.letters[0].note))


def test_no_salt_is_used_twice() -> None:
    guard = phone(Postbox())
    assert guard.seals("/visitor", 1, "pribadi") != guard.seals("/visitor", 1, "pribadi")


def test_an_older_checkpoint_is_not_taken_for_a_newer_one() -> None:
    guard = phone(Postbox())
    guard.sees(5, b"5" * 32)
    guard.sees(3, b"3" * 32)
    assert (guard.size, guard.root) == (5, b"5" * 32)


def test_a_draft_is_signed_but_not_handed_in() -> None:
    box = Postbox()
    guard = phone(box)
    letter, _ = guard.drafts(leaving(guard))
    assert (box.letters, guard.sequence) == ([], 1)
    guard.sends(letter._replace(expected=EquivocationError))
    assert box.letters[0].expected is EquivocationError


def test_keys_follow_from_seed_and_name() -> None:
    same, again = practice_key("16.08/kpu", "uji"), practice_key("16.08/kpu", "uji")
    assert same.verifier == again.verifier
    assert same.verifier.public != practice_key("16.08/kpu", "lain").verifier.public
    assert same.verifier.public != practice_key("16.08/kpu2", "uji").verifier.public
