"""Every kind of note is frozen: what was signed once is read, proven and folded for ever."""

import json

import pytest

from ledger.charter import Charter, fingerprint
from ledger.errors import EquivocationError
from ledger.evidence import Docket, Evidence, Reason
from ledger.journal import ANCHOR, EVIDENCE, REGISTER, STATEMENT, Entry
from ledger.register import Effect, Register
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.note import Note
from ledger.tlog.text import parse_base64, to_base64
from ledger.tlog.tree import leaf_hash, root_of
from tests.support.golden import COSIGNED_AT, FOLDER, LOG_ORDER, WITNESS, golden

LEAVES: dict[str, str] = json.loads((FOLDER / "leaves.json").read_text(encoding="utf-8"))
NOTES = {name: (FOLDER / f"{name}.note").read_bytes() for name in LEAVES}
CHARTER = Charter.opened(NOTES["charter"])
TOPICS = {
    "register-enrol": REGISTER,
    "statement": STATEMENT,
    "refused": STATEMENT,
    "register-verbs": REGISTER,
    "evidence": EVIDENCE,
    "anchor": ANCHOR,
    "register-hardware": REGISTER,
    "statement-es256": STATEMENT,
    "statement-eddsa": STATEMENT,
}


def test_every_file_is_recorded_and_every_record_has_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.note")} == {*LEAVES} == {*golden()}


@pytest.mark.parametrize("name", LEAVES)
def test_a_note_has_the_recorded_leaf_hash(name: str) -> None:
    assert to_base64(leaf_hash(NOTES[name])) == LEAVES[name]


@pytest.mark.parametrize("name", LEAVES)
def test_a_note_is_read_and_written_byte_for_byte(name: str) -> None:
    assert Note.parse(NOTES[name]).serialise() == NOTES[name]


@pytest.mark.parametrize("name", LEAVES)
def test_the_same_keys_still_sign_the_same_bytes(name: str) -> None:
    assert golden()[name] == NOTES[name]


@pytest.mark.parametrize(("name", "topic"), TOPICS.items())
def test_a_note_of_a_journal_is_read_as_its_kind(name: str, topic: str) -> None:
    entry = Entry.parse(NOTES[name])
    assert (entry.header.topic, entry.header.origin) == (topic, CHARTER.origin)
    assert f"{entry.header.text()}{entry.body}\n" == entry.text


def test_the_notes_are_a_log_whose_register_is_folded_as_it_was() -> None:
    register = Register.opened(CHARTER, fingerprint(NOTES["charter"]))
    effects = []
    for index, name in enumerate(LOG_ORDER[1:], start=1):
        entry = Entry.parse(NOTES[name])
        register.check_signed(entry).chain.check(entry.header)
        tree = root_of(leaf_hash(NOTES[other]) for other in LOG_ORDER[: entry.header.size])
        assert entry.header.root == tree
        effects += [outcome.effect for outcome in register.take(index, entry)]
    assert effects == [
        Effect.ENROLLED,
        Effect.ENROLLED,
        Effect.VOID,
        Effect.RESUMED,
        Effect.REVOKED,
        Effect.PENDING,
        Effect.STRENGTHENED,
        Effect.ENROLLED,
        Effect.STRENGTHENED,
    ]
    guard, chief = register.member("16.08/kpu/gudang-03"), register.member("16.08/polri/kasat")
    assert (guard.chain.expected, guard.chain.head) == (8, leaf_hash(NOTES["statement-es256"]))
    assert (chief.prefix, chief.revoked_after, chief.revoked_at) == ("16.08/polri", 0, 3)


def test_the_evidence_holds_the_note_that_was_refused() -> None:
    filed = Entry.parse(NOTES["evidence"])
    evidence = Evidence(Reason.EQUIVOCATION, NOTES["refused"])
    assert Evidence.parse(filed.body) == evidence
    docket = Docket()
    docket.take(filed)
    assert docket.file(Entry.parse(NOTES["refused"]), EquivocationError("again")) is None


def test_the_checkpoint_is_signed_by_the_log_and_cosigned_by_the_witness() -> None:
    opened = Checkpoint.opened(NOTES["checkpoint"], CHARTER.log)
    leaves = [leaf_hash(NOTES[name]) for name in LOG_ORDER[: opened.size]]
    assert opened == Checkpoint(CHARTER.origin, 5, root_of(leaves))
    assert Checkpoint.opened(NOTES["checkpoint-cosigned"], CHARTER.log) == opened
    assert verify_cosignature(Note.parse(NOTES["checkpoint-cosigned"]), WITNESS).time == COSIGNED_AT


def test_the_anchor_holds_the_cosigned_checkpoint() -> None:
    word, _, encoded = Entry.parse(NOTES["anchor"]).body.partition(" ")
    assert word == "checkpoint"
    assert parse_base64(encoded, "anchor") == NOTES["checkpoint-cosigned"]
