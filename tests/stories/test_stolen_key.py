"""The key of a witness is stolen: the thief alone is no quorum, and the other witnesses say so."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ledger import key as keyfile
from ledger.equivocation import accuse
from ledger.tlog.addition import Contradiction, request
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import ProofError
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from ledger.witness import Witness, found, opened, origin_hash, trust
from tests.support.device import founders
from tests.support.log_builder import LogBuilder, body
from tests.support.observer import ask, clock
from tests.support.witness import Cosigner, policy_text
from tools.tile import TileSource, folder_fetch
from tools.verdict import Check, State
from tools.verify import Trust, verify

BAWASLU, PARTAI, PERS = (Cosigner.named(name) for name in ("bawaslu", "partai", "pers"))


def history(word: str) -> LogBuilder:
    """Return the log of one charter; `word` is what its statements say."""
    log = LogBuilder(founders(policy=policy_text(2, BAWASLU, PARTAI, PERS)))
    (guard,) = log.enrol("16.08/kpu/gudang-01")
    log.add(*(guard.says({**body(n), "word": word}) for n in range(5)))
    log.sign()
    return log


class Desk:
    """Three witnesses, each with its own memory, and a thief with the key of one of them."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.witnesses = {}
        for cosigner in (BAWASLU, PARTAI, PERS):
            found(folder / cosigner.name, cosigner.key)
            self.witnesses[cosigner.name] = self.opens(folder / cosigner.name, stack)
        found(folder / "pencuri", keyfile.load(folder / "bawaslu" / "witness.key"))
        self.thief = self.opens(folder / "pencuri", stack)

    @staticmethod
    def opens(path: Path, stack: ExitStack) -> Witness:
        log = founders().log.verifier
        trust(path, log, log.name)
        return stack.enter_context(opened(path, clock))

    def cosigned(self, log: LogBuilder, *witnesses: Witness) -> bytes:
        """Return the newest checkpoint with the lines of these witnesses."""
        raw = log.checkpoints[-1][1]
        for one in witnesses:
            line = ask(one, request(0, (), log.checkpoints[-1][1]))
            assert isinstance(line, str)
            raw += f"{line}\n".encode()
        return raw


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with ExitStack() as stack:
        yield Desk(tmp_path / "saksi", stack)


def judged(log: LogBuilder, checkpoint: bytes, folder: Path) -> Check:
    """Publish a log under a checkpoint and verify it from the charter's hash; what of witnesses?"""
    log.publish(folder)
    (folder / "checkpoint").write_bytes(checkpoint)
    source = TileSource("terbit", folder_fetch(folder))
    verdict = verify(source, Trust(fingerprint=log.fingerprint))
    (check,) = (check for check in verdict.checks if check.key == "witnesses")
    assert verdict.state is check.state
    return check


def told(check: Check) -> tuple[State, int, str]:
    """Return the state, how many witnesses count, and their names."""
    found = re.fullmatch(r"perlu 2, sah (\d)[^:]*: (.*)", check.summary.id)
    assert found is not None, check.summary.id
    return check.state, int(found[1]), found[2]


def test_what_the_thief_signs_alone_is_undecided(desk: Desk, tmp_path: Path) -> None:
    true, forged = history("benar"), history("palsu")
    assert true.fingerprint == forged.fingerprint
    vouched = desk.cosigned(true, *desk.witnesses.values())
    stolen = desk.cosigned(forged, desk.thief)  # nothing holds a thief back

    check = judged(true, vouched, tmp_path / "benar")
    assert told(check) == (State.HOLDS, 3, "bawaslu, partai, pers")
    check = judged(forged, stolen, tmp_path / "palsu")
    assert told(check) == (State.UNDECIDED, 1, "bawaslu")
    assert [reason.text.id for reason in check.reasons] == ["kuorum saksi belum tercapai"]


def test_the_other_witnesses_refuse_and_hold_the_proof(desk: Desk) -> None:
    true, forged = history("benar"), history("palsu")
    desk.cosigned(true, *desk.witnesses.values())
    size, offered = forged.checkpoints[-1]
    for one in desk.witnesses.values():
        assert isinstance(ask(one, request(size, (), offered)), ProofError)

        (refusal,) = one.refusals()
        kept = one.evidence(refusal.number)
        assert refusal.kind is Contradiction.EQUIVOCATION
        assert kept is not None
        proof = accuse(true.founders.note, [kept.kept, kept.offered])
        assert proof.proven().charter.log == true.founders.log.verifier


def test_two_lines_of_one_key_under_two_trees_of_one_size_show_that_it_was_stolen(
    desk: Desk,
) -> None:
    true, forged = history("benar"), history("palsu")
    notes = [
        Note.parse(desk.cosigned(true, desk.witnesses["bawaslu"])),
        Note.parse(desk.cosigned(forged, desk.thief)),
    ]

    assert [verify_cosignature(note, BAWASLU.verifier).witness for note in notes] == [
        BAWASLU.key.name
    ] * 2
    assert notes[0].text.split("\n")[:2] == notes[1].text.split("\n")[:2]
    assert notes[0].text != notes[1].text


def test_once_the_policy_names_another_key_the_stolen_one_counts_for_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    log = history("benar")
    anew = Cosigner.named("bawaslu-baru")
    line = f"policy {to_base64(policy_text(2, anew, PARTAI, PERS).encode())}"
    log.add(*(registrar.registers(line) for registrar in log.founders.registrars[:2]))
    log.sign()

    check = judged(log, desk.cosigned(log, desk.thief, desk.witnesses["pers"]), tmp_path / "a")
    assert told(check) == (State.UNDECIDED, 1, "pers")
    newest = desk.witnesses["pers"].newest(origin_hash(log.founders.charter.origin))
    with_new = anew.cosigns(Note.parse(newest or b"")).serialise()
    check = judged(log, with_new, tmp_path / "b")
    assert told(check) == (State.HOLDS, 2, "bawaslu-baru, pers")
