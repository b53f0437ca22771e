"""Lines of witnesses whom a policy names are kept where they hold; of strangers, as they are."""

from hypothesis import given, strategies as st

from ledger.roll import Roll
from ledger.tlog.note import Note, Signature
from ledger.tlog.text import to_base64
from tests.support.device import founders
from tests.support.witness import Cosigner, policy_text

FIRST, SECOND = Cosigner.named("bawaslu"), Cosigner.named("pers")
PEOPLE = founders(policy=policy_text(1, FIRST))
CHECKPOINT = PEOPLE.log.sign(f"{PEOPLE.charter.origin}\n1\n{to_base64(bytes(32))}\n")


def false(witness: Cosigner) -> Signature:
    return Signature(witness.verifier.name, witness.verifier.id, bytes(72))


def test_a_line_that_holds_stays_and_a_false_one_goes() -> None:
    note = FIRST.cosigns(CHECKPOINT)
    both = note.with_signature(false(FIRST))

    assert Roll(PEOPLE.charter).sound(note.serialise()) == note.serialise()
    assert Roll(PEOPLE.charter).sound(both.serialise()) == note.serialise()


def test_a_stranger_is_kept_until_a_policy_in_the_log_names_it() -> None:
    roll, note = Roll(PEOPLE.charter), CHECKPOINT.with_signature(false(SECOND)).serialise()
    assert roll.sound(note) == note

    line = f"policy {to_base64(policy_text(1, SECOND).encode())}"
    roll.read([b"something else", PEOPLE.registrars[0].registers("policy x", line)])

    assert roll.sound(note) == CHECKPOINT.serialise()


@given(st.binary(max_size=60))
def test_no_entry_breaks_it(raw: bytes) -> None:
    roll = Roll(PEOPLE.charter)
    roll.read([raw, b"segel/register/v1\npolicy " + raw, b"segel/register/v1\n\npolicy \xff\n"])

    assert Note.parse(roll.sound(CHECKPOINT.serialise())) == CHECKPOINT
