"""Statements: five header lines and a body, for the ledger's part alone."""

import hashlib
from collections.abc import Iterator

from tests.support.strict.case import EMPTY_ROOT, JOURNAL, ORIGIN, Case, b64, case, line, sign
from tests.support.strict.tree import LEAVES, root_of


def statements() -> Iterator[Case]:
    def one(name: str, verdict: bool, note: str) -> Case:
        return case("statement.parse", name, verdict, text=note)

    yield one("a statement", True, sign(statement_text(), JOURNAL))
    root = b64(root_of(LEAVES))
    later = statement_text(place=f"{JOURNAL} 17", seen=f"8 {root}")
    yield one("a later statement", True, sign(later, JOURNAL))
    yield one("a body that is not understood", True, sign(statement_text(body="halo"), JOURNAL))
    room = 32 * 1024 - len(sign(statement_text(body=""), JOURNAL).encode())
    full = sign(statement_text(body="x" * room), JOURNAL)
    yield one("as large as may be", True, full)
    yield one("one byte larger", False, sign(statement_text(body="x" * (room + 1)), JOURNAL))
    for name, given in _wrong_lines(root).items():
        yield one(name, False, sign(statement_text(**given), JOURNAL))
    yield one("no body", False, sign(statement_text().rsplit("\n", 2)[0] + "\n", JOURNAL))
    twice = sign(statement_text(), JOURNAL)
    yield one("two signatures", False, twice + line(bytes(64), JOURNAL))
    yield one("no signature", False, f"{statement_text()}\n")


def statement_text(**given: str) -> str:
    parts = {
        "format": "segel/statement/v1",
        "origin": ORIGIN,
        "place": f"{JOURNAL} 0",
        "previous": b64(hashlib.sha256(b"enrol").digest()),
        "seen": f"0 {b64(EMPTY_ROOT)}",
        "body": '{"kind":"VisitorReported","at":"2024-11-25T08:01:02.345+07:00"}',
    }
    return "".join(f"{value}\n" for value in (parts | given).values())


def _wrong_lines(root: str) -> dict[str, dict[str, str]]:
    return {
        "another format": {"format": "segel/statement/v2"},
        "an empty origin": {"origin": ""},
        "no number": {"place": JOURNAL},
        "no journal": {"place": " 0"},
        "number 00": {"place": f"{JOURNAL} 00"},
        "number +1": {"place": f"{JOURNAL} +1"},
        "three words in the third line": {"place": f"{JOURNAL} 0 0"},
        "a short previous hash": {"previous": b64(bytes(31))},
        "no previous hash": {"previous": ""},
        "size 0 with a root": {"seen": f"0 {root}"},
        "a no-break space in the journal's name": {"place": "16.08/kpu\u00a0x 0"},
        "an empty segment in the journal's name": {"place": "16.08//gudang-03 0"},
        "a segment of dots": {"place": "16.08/../gudang-03 0"},
        "a letter that looks like another": {"place": "16.08/kp\u03c5 0"},
        "a journal's name of 129 bytes": {"place": f"{'n' * 129} 0"},
        "size 08": {"seen": f"08 {root}"},
        "a size and no root": {"seen": "8"},
        "a root of one byte": {"seen": f"8 {b64(b'x')}"},
        "two spaces before the root": {"seen": f"8  {root}"},
        "two body lines": {"body": "{}\n{}"},
        "an empty body": {"body": ""},
    }
