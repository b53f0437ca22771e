"""Whatever a stranger or a bad disk brings: an answer with a reason, never a crash or a hang.

Every reader of a format has tests of its own; here all of them get the same noise, the kind that
breaks readers: numbers of thousands of digits, digits of other scripts, lines without end.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from ledger import series
from ledger.anchor import Anchor
from ledger.bundle import Bundle
from ledger.charter import Charter
from ledger.equivocation import Equivocation, accuse
from ledger.errors import LedgerError
from ledger.evidence import Evidence
from ledger.journal import Entry
from ledger.slip import Slip, read_text, write_text
from ledger.tlog.addition import Addition
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.proof import Proof
from ledger.tlog.text import SIZE_MAX, to_base64
from ledger.tlog.tile import Tile, split_bundle
from ledger.tlog.tree import prove_inclusion
from tests.support.command import segel
from tests.support.cosigned import slip_of
from tests.support.exhibit import WITNESSES, bundled, witnessed
from tests.support.fork import fork
from tests.support.log_builder import LogBuilder, story
from tests.support.mutation import mutations

Read = Callable[[bytes], object]
LEAF = 5
FLOODS = (
    b"9", b"0", b" ", b"\n", b"\n\n", b"A", b"=", b"x001/", b"\x00", b"\xff\xff", b"#", b"-",
    b"hash ", b"all ", "\u0665".encode(), "— ".encode(),
)  # fmt: skip
"""What is harmless once and a trap a thousand times."""


@cache
def log() -> LogBuilder:
    """Return a witnessed log with two anchors in it."""
    return witnessed()


def checkpoint() -> bytes:
    return log().checkpoints[-1][1]


def policy() -> Policy:
    return Policy.parse(log().founders.charter.policy)


def text(read: Callable[[str], object]) -> Read:
    return lambda raw: read(raw.decode(errors="replace"))


def exactly(kind: Any) -> Read:
    """Read and write again: there is one spelling of everything."""

    def read(raw: bytes) -> Any:
        found = kind.parse(raw)
        assert found.serialise() == raw
        return found

    return read


def anchor(line: str) -> None:
    Anchor.parse(line).verified(log().founders.charter.log, policy())


def bundle(raw: bytes) -> None:
    exactly(Bundle)(raw)
    Bundle.parse(raw).roots()


def cosigned(raw: bytes) -> None:
    verify_cosignature(Note.parse(raw), WITNESSES[0].verifier)


def counted(raw: str) -> None:
    found = Policy.parse(raw)
    found.is_met_by(["bawaslu", "pers"])
    found.fewest(["bawaslu", "pers"])


def equivocation(raw: bytes) -> None:
    exactly(Equivocation)(raw)
    Equivocation.parse(raw).proven()


def proof(raw: bytes) -> None:
    exactly(Proof)(raw)
    Proof.parse(raw).verified(log().entries[LEAF], log().founders.log.verifier)


def sizes(raw: bytes) -> list[int]:
    return [series.size_of(one) for one in series.split(raw)]


def tile(path: str) -> None:
    assert Tile.parse(path).path() == path


@cache
def accused() -> bytes:
    both = fork(12, 3)
    pair = [both.signed("left", 7), both.signed("right", 12)]
    return accuse(both.left.founders.note, pair, both.right.subtrees.node).serialise()


@cache
def proven() -> bytes:
    path = prove_inclusion(LEAF, log().size, log().subtrees.node)
    return Proof(LEAF, tuple(path), checkpoint()).serialise()


def slip() -> bytes:
    return slip_of(log()).serialise()


def agreed() -> bytes:
    return log().founders.charter.policy.encode()


def anchored() -> bytes:
    return Entry.parse(log().entries[2]).body.encode()


def added() -> bytes:
    return b"old 0\n\n" + checkpoint()


READERS: dict[str, tuple[Read, Callable[[], bytes]]] = {
    "addition": (exactly(Addition), added),
    "anchor": (text(anchor), anchored),
    "bundle": (bundle, lambda: bundled(log(), [3, 4]).serialise()),
    "charter": (Charter.opened, lambda: log().entries[0]),
    "checkpoint": (text(Checkpoint.parse), lambda: log().checkpoint().text().encode()),
    "cosignature": (cosigned, checkpoint),
    "entries": (lambda raw: split_bundle(raw, 3), lambda: b"\0\3abc\0\0\0\1z"),
    "equivocation": (equivocation, accused),
    "evidence": (text(Evidence.parse), lambda: b"equivocation\nnote aGVsbG8="),
    "journal": (Entry.parse, lambda: log().entries[1]),
    "key": (text(VerifierKey.parse), lambda: str(log().founders.log.verifier).encode()),
    "note": (exactly(Note), checkpoint),
    "policy": (text(counted), agreed),
    "proof": (proof, proven),
    "qr": (text(read_text), lambda: write_text(slip()).encode()),
    "series": (sizes, lambda: series.join([raw for _, raw in log().checkpoints])),
    "slip": (exactly(Slip), slip),
    "tile": (text(tile), lambda: b"tile/1/x001/x234/067.p/12"),
}


@st.composite
def floods(draw: st.DrawFn, original: bytes) -> bytes:
    """Put thousands of something in."""
    at = draw(st.integers(0, len(original)))
    return original[:at] + draw(st.sampled_from(FLOODS)) * 5000 + original[at:]


def reason(read: Read, raw: bytes) -> str:
    """Read; return why not."""
    try:
        read(raw)
    except (TlogError, LedgerError) as error:
        return str(error).strip()
    return "it can be read"


@pytest.mark.parametrize("name", READERS)
def test_a_reader_reads_what_was_not_spoilt(name: str) -> None:
    read, original = READERS[name]
    if name != "evidence":  # whose note is of no use; its form is all that is read here
        read(original())


@pytest.mark.parametrize("name", READERS)
@given(st.data())
def test_noise_gets_an_answer(name: str, data: st.DataObject) -> None:
    read, original = READERS[name]
    assert reason(read, data.draw(mutations(original()) | floods(original()) | st.binary()))


@pytest.mark.parametrize("size", [0, 11, 13, 256, 1 << 40, SIZE_MAX])
@pytest.mark.parametrize("command", ["verify", "proof", "mirror"])
def test_a_log_that_signs_any_size_gets_an_answer(command: str, size: int, tmp_path: Path) -> None:
    own = story()
    folder = own.publish(tmp_path / "log")
    senseless = replace(own.checkpoint(), size=size).text()
    (folder / "checkpoint").write_bytes(own.founders.log.sign(senseless).serialise())
    more: dict[str, list[object]] = {"proof": [3], "mirror": [tmp_path / "copy"]}

    ran = segel(command, folder, *more.get(command, []))

    assert ran.status in {1, 3}
    assert (ran.out + ran.err).strip()


@given(st.data())
@settings(max_examples=30)
def test_no_noise_in_a_folder_is_taken_for_the_log(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    own = story()
    folder = own.publish(tmp_path_factory.mktemp("noise") / "log")
    path = data.draw(st.sampled_from(sorted(p for p in folder.rglob("*") if p.is_file())))
    raw = path.read_bytes()
    path.write_bytes(data.draw((mutations(raw) | floods(raw)).filter(lambda found: found != raw)))

    judged = segel("verify", folder, "--charter", to_base64(own.fingerprint))
    copied = segel("mirror", folder, folder.with_name("copy"))

    assert judged.status in {1, 3} or path.name == "checkpoint"  # with a stranger's line, say
    assert (judged.out + judged.err).strip()
    assert copied.status in {1, 3} or tiles(folder.with_name("copy")) == tiles(
        own.publish(folder.with_name("whole"))
    )


def tiles(folder: Path) -> dict[str, bytes]:
    files = (folder / "tile").rglob("*")
    return {str(p.relative_to(folder)): p.read_bytes() for p in files if p.is_file()}
