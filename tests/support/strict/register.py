"""Register notes: five header lines and lines about keys, kept to their form alone."""

from collections.abc import Iterator

from tests.support.strict.case import JOURNAL, ORIGIN, Case, b64, case, line, sign, vkey
from tests.support.strict.statement import statement_text

_FORMAT = "segel/register/v1"


def registers() -> Iterator[Case]:
    def one(name: str, verdict: bool, note: str) -> Case:
        return case("register.parse", name, verdict, text=note)

    def signed(body: str, **given: str) -> str:
        return sign(statement_text(**{"format": _FORMAT, **given, "body": body}), JOURNAL)

    enrol = f"enrol {vkey('16.08/polri/pos-1', bytes(range(32)))} {b64(bytes(64))}"
    yield one("one line", True, signed(enrol))
    resume = f"resume 16.08/polri/pos-1 at 5 after {b64(bytes(32))}"
    yield one("three lines", True, signed(f"{enrol}\n{resume}\nrevoke 16.08/polri/pos-1 after 4"))
    yield one("a verb of a later version", True, signed("bless 16.08/polri/pos-1"))
    yield one("an empty line among others", True, signed("\nrevoke a after 1"))
    yield one("two empty lines", True, signed("\n"))
    yield one("as large as may be", True, signed("x" * _room(signed(""))))
    yield one("one byte larger", False, signed("x" * (_room(signed("")) + 1)))
    yield one("an empty line alone", False, signed(""))
    yield one("nothing after the header", False, sign(_header(), JOURNAL))
    yield one("four header lines", False, sign(_header().rsplit("\n", 2)[0] + "\n", JOURNAL))
    yield one("a statement", False, sign(statement_text(), JOURNAL))
    yield one("an empty origin", False, signed(enrol, origin=""))
    yield one("another origin", True, signed(enrol, origin=f"{ORIGIN}/lain"))
    yield one("number 01", False, signed(enrol, place=f"{JOURNAL} 01"))
    yield one("a short previous hash", False, signed(enrol, previous=b64(bytes(31))))
    yield one("two signatures", False, signed(enrol) + line(bytes(64), JOURNAL))
    yield one("no signature", False, f"{statement_text(format=_FORMAT, body=enrol)}\n")


def _header() -> str:
    return statement_text(format=_FORMAT).rsplit("\n", 2)[0] + "\n"


def _room(empty: str) -> int:
    return 32 * 1024 - len(empty.encode())
