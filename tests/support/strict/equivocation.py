"""Proofs of two histories: only what no honest log can have signed."""

from collections.abc import Iterator

from ledger.equivocation import Equivocation, accuse
from ledger.tlog.note import Note
from tests.support.cosigned import WITNESSES
from tests.support.device import Device
from tests.support.fork import fork
from tests.support.strict.case import Case, case, text_of

PAIRS = ((7, 7), (4, 5), (4, 12), (8, 9), (8, 12), (7, 12), (11, 12))
"""Sizes on either side of powers of two; the histories part behind leaf 3."""


def accusations() -> Iterator[Case]:
    parted = fork(12, 3)
    charter = parted.left.founders.note
    for old, new in PAIRS:
        pair = [parted.signed("left", old), parted.signed("right", new)]
        raw = accuse(charter, pair, parted.right.subtrees.node).serialise()
        yield case("equivocation.parse", f"sizes {old} and {new}", True, **text_of(raw))
        yield case("equivocation.prove", f"sizes {old} and {new}", True, **text_of(raw))
    pair = [parted.signed("left", 7), parted.signed("right", 12)]
    good = accuse(charter, pair, parted.right.subtrees.node)
    yield from _out_of_form(good.serialise().decode())
    for name, wrong in _unproven(good):
        raw = wrong.serialise()
        yield case("equivocation.parse", name, True, **text_of(raw))
        yield case("equivocation.prove", name, False, **text_of(raw))


def _out_of_form(text: str) -> Iterator[Case]:
    lines = text.splitlines(keepends=True)
    wrong = {
        "nothing": "",
        "the first line alone": lines[0],
        "no line feed at the end": text[:-1],
        "an empty line at the end": f"{text}\n",
        "another version": text.replace("/v1", "/v2", 1),
        "no charter": text.replace(lines[1], ""),
        "one checkpoint": text.replace(lines[2], ""),
        "a hash before the checkpoints": "".join([*lines[:2], lines[-1], *lines[2:-1]]),
        "a hash cut short": text[:-6] + "=\n",
        "a space more": text.replace("hash ", "hash  ", 1),
        "too many hashes": text + lines[-1] * 65,
        "carriage returns": text.replace("\n", "\r\n"),
        "a byte-order mark": f"\ufeff{text}",
        "another word": text.replace("hash ", "hush ", 1),
        "a letter that is not ASCII": text.replace("hash ", "hash\u00a0", 1),
    }
    for name, changed in wrong.items():
        yield case("equivocation.parse", name, False, text=changed)


def _unproven(good: Equivocation) -> Iterator[tuple[str, Equivocation]]:
    charter, smaller, larger, hashes = good.charter, good.smaller, good.larger, good.hashes
    parted = fork(12, 3)
    note = Note.parse(smaller)
    cosigned = note.with_signature(WITNESSES[0].signs(note)).serialise()
    honest = parted.signed("right", 7)
    yield "both can be true", Equivocation(charter, honest, larger, hashes)
    yield "the same twice", Equivocation(charter, smaller, smaller)
    yield "the larger one first", Equivocation(charter, larger, smaller, hashes)
    yield "without hashes", Equivocation(charter, smaller, larger)
    yield "a hash missing", Equivocation(charter, smaller, larger, hashes[1:])
    yield "a hash more", Equivocation(charter, smaller, larger, (*hashes, hashes[0]))
    yield "a hash changed", Equivocation(charter, smaller, larger, (bytes(32), *hashes[1:]))
    yield "hashes between equal sizes", Equivocation(charter, smaller, honest, hashes)
    yield "a cosignature", Equivocation(charter, cosigned, larger, hashes)
    yield "a charter that is none", Equivocation(charter[:-1], smaller, larger, hashes)
    stranger = Device.named("log.lain").key.sign(note.text).serialise()
    yield "signed by somebody else", Equivocation(charter, stranger, larger, hashes)
