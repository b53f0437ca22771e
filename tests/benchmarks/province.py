"""A ledger of a million statements: the demo's whole log, again and again as another regency's.

Every note is written anew with the other regency's places, persons, keys and boxes, and cites what
was written anew; only the founders' own journals go on under their names.  What the notes are
signed with is not renewed: a server verifies what it takes in, and not again what it has.
"""

import re
import shutil
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from ledger.charter import Charter
from ledger.journal import REGISTER, STATEMENT
from ledger.log import Draft, Log, Stored
from ledger.tlog.tree import leaf_hash
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from tests.support.device import Device
from tests.support.practice import NOW

_AREA: Final = b"16.08"
_YEAR: Final = (b'"2024-', b'"2025-')
"""The other regencies come a year later: what came in long after it happened would be a finding."""
_SEALS: Final = b"OKT-"
_PERSON: Final = re.compile(rb'"([a-z]+)-(\d{3,5})"')
_HASH: Final = re.compile(rb"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=")
_ENROL: Final = re.compile(rb"^enrol ([^+ \n]+)\+[0-9a-f]{8}\+A\S+ \S+", re.MULTILINE)
_PAGE: Final = 10_000


def write(source: Path, directory: Path, statements: int) -> int:
    """Write so many statements, and fold them; return the size of the log.

    Args:
        source: The demo's directory.
        directory: Where there is nothing yet.
        statements: At least so many.
    """
    shutil.copytree(source, directory, ignore=shutil.ignore_patterns("projections*"))
    log = Log.open(directory / "ledger.db")
    try:
        regency = log.entries(0, log.size)
        province = _Province(regency)
        number = 0
        while log.size < statements:
            number += 1
            drafts = [*province.drafts(number, regency)]
            for start in range(0, len(drafts), _PAGE):
                log.append(drafts[start : start + _PAGE], NOW)
        Builder(log, PROJECTIONS, lambda: NOW).rebuild(directory)
        return log.size
    finally:
        log.close()


class _Province:
    """Writes notes of the first regency anew as those of another."""

    def __init__(self, regency: Iterable[Stored]) -> None:
        self._heads: dict[str, tuple[int, bytes]] = {}
        founders = None
        for one in regency:
            if founders is None:
                founders = {key.name for key in Charter.opened(one.note).registrars}
            if one.journal in founders:
                self._heads[one.journal] = (one.sequence, b64encode(one.leaf))

    def drafts(self, number: int, regency: Iterable[Stored]) -> Iterator[Draft]:
        """Yield all that people have said, as said in regency `number`."""
        leaves: dict[bytes, bytes] = {}
        area = _area(number)
        for one in regency:
            if one.topic not in {STATEMENT, REGISTER}:
                continue
            topic, origin, place, previous, seen, said = one.note.split(b"\n", 5)
            journal = one.journal
            if journal in self._heads:
                last, previous = self._heads[journal]
                sequence = last + 1
            else:
                journal, sequence = journal.replace("16.08", area.decode()), one.sequence
                previous = leaves.get(previous, previous)
            said = _HASH.sub(lambda found: leaves.get(found[0], found[0]), _moved(said, number))
            if one.topic == REGISTER:
                said = _ENROL.sub(partial(_enrolled, origin.decode()), said)
            place = b"%s %d" % (journal.encode(), sequence)
            note = b"\n".join((topic, origin, place, previous, seen, said))
            leaf = leaves[b64encode(one.leaf)] = b64encode(leaf_hash(note))
            if journal in self._heads:
                self._heads[journal] = (sequence, leaf)
            yield Draft(journal, sequence, one.topic, note)


def _area(number: int) -> bytes:
    return b"%02d.%02d" % (20 + number // 90, 10 + number % 90)


def _moved(said: bytes, number: int) -> bytes:
    """Return what was said with other areas, seals and persons, and a year later."""
    seals = b"K%c%c-" % (65 + number // 26, 65 + number % 26)
    said = said.replace(_AREA, _area(number)).replace(_SEALS, seals).replace(*_YEAR)
    return _PERSON.sub(rb'"\1-%02d\2"' % number, said)


def _enrolled(origin: str, found: re.Match[bytes]) -> bytes:
    """Return the words that enrol a journal with a key of its own."""
    return Device.named(found[1].decode(), origin).enrol_line(origin).encode()
