"""Whose words put a policy in force, found again in the log."""

from pathlib import Path

from ledger.mandate import mandate, since
from ledger.tlog.text import to_base64
from tests.support.practice import practice
from tests.support.witness import Cosigner, policy_text

POLICY = policy_text(1, Cosigner.named("bawaslu"))


def test_a_policy_that_a_quorum_has_not_said_has_no_mandate(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        charter = place.founders.charter
        kpu, polri, _ = place.founders.registrars
        line = f"policy {to_base64(POLICY.encode())}"

        def told() -> tuple[bytes, ...]:
            return mandate(place.ledger.tree, charter, place.ledger.register.policy)

        assert told() == ()
        assert since(place.ledger.tree, charter, place.ledger.register.policy) == 0
        first = kpu.registers(line)
        place.takes(first)
        assert told() == ()
        second = polri.registers("policy x", line)
        place.takes(second)
        assert told() == (first, second)
        leaf = since(place.ledger.tree, charter, place.ledger.register.policy)
        assert place.ledger.tree.entries(leaf, 1)[0].note == second


def test_a_stranger_who_says_the_same_has_no_part_in_it(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        charter = place.founders.charter
        line = f"policy {to_base64(POLICY.encode())}"
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        place.takes(guard.registers(line))
        notes = [one.registers(line) for one in place.founders.registrars[1:]]
        for note in notes:
            place.takes(note)

        assert mandate(place.ledger.tree, charter, place.ledger.register.policy) == tuple(notes)
