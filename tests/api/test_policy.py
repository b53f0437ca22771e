"""The policy in force is told with the words that put it in force."""

from ledger.tlog.text import to_base64
from tests.support.server import Desk
from tests.support.witness import Cosigner, policy_text

FIRST = policy_text(1, Cosigner.named("bawaslu"))
SECOND = policy_text(1, Cosigner.named("pers"))


def line(policy: str) -> str:
    return f"policy {to_base64(policy.encode())}"


def test_the_charters_policy_needs_no_other_words(counter: Desk) -> None:
    people = counter.place.founders

    answer = counter.http.get("/policy").json()

    assert answer == {
        "policy": people.charter.policy,
        "charter": people.note.decode(),
        "notes": [],
    }


def test_a_policy_comes_with_the_newest_words_of_each_who_said_it(counter: Desk) -> None:
    place = counter.place
    kpu, polri, bawaslu = place.founders.registrars
    place.takes(kpu.registers(line(FIRST)))
    place.takes(polri.registers(line(FIRST)))
    place.takes(kpu.registers(line(SECOND)))

    assert counter.http.get("/policy").json()["policy"] == FIRST

    notes = [kpu.registers(line(SECOND)), bawaslu.registers(line(SECOND))]
    for note in notes:
        place.takes(note)

    answer = counter.http.get("/policy").json()
    assert answer["policy"] == SECOND
    assert answer["notes"] == [note.decode() for note in notes]
