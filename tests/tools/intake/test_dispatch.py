"""Whatever cuts the work off, what opens a sealed value is not lost, and is its owner's alone."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ledger.charter import Charter
from tests.support.command import Place, place
from tests.support.worklist import AT, on_record, reviewed, sayings
from tools.delivery import DeliveryError, deliver, door_of
from tools.intake.dispatch import lay_open, sign
from tools.intake.roster import Roster
from tools.logbook import Logbook

ROSTER = "orang;nama;unit\np-1;Siti;16.08/kpu\np-2;;16.08/kpu\np-3;Budi;16.08/kpu\n"


class Desk:
    """Where openings are handed in: it keeps them, refuses them, or is not there."""

    def __init__(self, answer: str | None = None, *, is_there: bool = True) -> None:
        self.answer, self.is_there = answer, is_there
        self.taken: list[dict[str, Any]] = []

    @property
    def address(self) -> str | None:
        return None

    def charter(self) -> bytes:
        raise NotImplementedError

    def hand_in(self, notes: Sequence[bytes]) -> list[Any]:
        raise NotImplementedError

    def lay_open(self, openings: Sequence[dict[str, Any]]) -> list[str | None]:
        if not self.is_there:
            raise DeliveryError("nobody")
        self.taken += openings
        return [self.answer for _ in openings]


@pytest.fixture(name="logbook")
def _logbook(tmp_path: Path) -> Logbook:
    """Return a registrar's folder in which three persons were enrolled and handed in."""
    made: Place = place(tmp_path)
    logbook = Logbook(made.registrar)
    from_file = reviewed(Roster(), ROSTER, on_record())
    sign(logbook, sayings(from_file), lambda _: None)
    with door_of(str(made.ledger)) as door:
        assert deliver(door, Charter.opened(door.charter()), made.registrar) == 0
    return logbook


def test_what_opens_a_value_is_kept_for_its_owner_until_a_server_has_it(logbook: Logbook) -> None:
    kept = sorted(logbook.folder.glob("*.opening"))
    away, there = Desk(is_there=False), Desk()

    assert [path.stem for path in kept] == ["000000", "000002"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert lay_open(away, logbook) == 3
    assert [path.exists() for path in kept] == [True, True]
    assert lay_open(there, logbook) == 0
    assert [path.exists() for path in kept] == [False, False]
    assert [one["value"] for one in there.taken] == [{"nama": "Siti"}, {"nama": "Budi"}]
    assert {one["path"] for one in there.taken} == {"/identity"}


def test_what_is_refused_stays_and_is_told(
    logbook: Logbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lay_open(Desk("mismatch"), logbook) == 3
    assert len([*logbook.folder.glob("*.opening")]) == 2
    assert "mismatch" in capsys.readouterr().out


def test_an_opening_waits_for_the_receipt_of_its_note(logbook: Logbook) -> None:
    (logbook.folder / "000002.receipt").unlink()
    there = Desk()

    assert lay_open(there, logbook) == 0
    assert [one["value"] for one in there.taken] == [{"nama": "Siti"}]


def test_what_was_kept_for_a_note_that_nobody_has_signed_is_written_anew(logbook: Logbook) -> None:
    left = logbook.folder / "000003.opening"
    left.write_text("{}", encoding="utf-8")

    again = reviewed(Roster(), "orang;nama;unit\np-9;Ani;16.08/kpu\n", on_record())
    sign(logbook, sayings(again), lambda _: None)

    assert b"Ani" in left.read_bytes()
    assert AT in (logbook.folder / "000003.note").read_text(encoding="utf-8")
