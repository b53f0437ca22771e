"""The disk is lost and an old backup put back: everybody does their part, and the log goes on."""

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ledger import key as keyfile
from ledger.journal import Entry
from ledger.log import Log
from projections.directory import Projections
from projections.findings import listed
from tests.support.command import Place, clock, device, place, segel
from tests.support.device import Device

AT = datetime(2024, 11, 25, 12, tzinfo=UTC)
GUARD, REGISTRAR = "16.08/kpu/gudang-03", "16.08/polri"
SEAL = (
    '{{"kind":"SealVerified","at":"2024-11-25T08:{:02}:00+07:00","place":"16.08/GDG-01",'
    '"boxes":[{{"box":"16.08.05.2003-TPS007-GUB","utuh":["kabel_ties:OKT-004211"]}}]}}'
)


@dataclass(frozen=True)
class Story:
    """A ledger with four lost statements, their devices' folders, and three registrars'."""

    place: Place
    polri: Path
    guard: Path
    late: Path
    """Whose very enrolment was lost."""

    @property
    def ledger(self) -> Path:
        return self.place.ledger

    def says(self, folder: Path, minute: int) -> None:
        ran = segel("sign", folder, SEAL.format(minute))
        assert ran.status == 0, ran.err

    def submits(self, *folders: Path) -> str:
        ran = segel("submit", self.ledger, *folders)
        assert ran.status == 0, ran.out + ran.err
        return ran.out

    def line(self) -> str:
        return segel("recover", "show", self.ledger).out.splitlines()[-1]

    def vote(self, folder: Path) -> Path:
        ran = segel("recover", "sign", folder, self.line())
        assert ran.status == 0, ran.err
        return Path(ran.out.strip())

    def recovers(self) -> str:
        self.vote(self.place.registrar)
        self.vote(self.polri)
        ran = segel("recover", "apply", self.ledger, self.place.registrar, self.polri)
        assert ran.status == 0, ran.err
        return ran.out

    def findings(self) -> list[str]:
        """Name the journals about which R27 stands."""
        log = Log.read(self.ledger / "ledger.db")
        folded = Projections.open(self.ledger, log, clock)
        folded.catch_up()
        with folded.view() as now:
            found = listed(now, AT, rule="R27").items
        folded.close()
        log.close()
        return sorted(one.finding.subject for one in found)

    def verdict(self) -> tuple[int, str]:
        ran = segel("verify", self.ledger)
        return ran.status, ran.out


def begun(made: Place, number: int, folder: str) -> Path:
    """Begin the journal of another registrar."""
    key = made.folder / f"{folder}.key"
    keyfile.save(key, made.founders.registrars[number].key)
    path = made.folder / folder
    ran = segel(
        "key", "begin", path, key, "--origin", made.origin, "--after", made.fingerprint
    )  # fmt: skip
    assert ran.status == 0, ran.err
    return path


@pytest.fixture(name="lost")
def _lost(tmp_path: Path) -> Story:
    made = place(tmp_path)
    guard = device(made, "16.08/kpu/gudang-03")
    before = Story(made, begun(made, 1, "polri"), guard, guard)
    before.says(guard, 1)
    before.submits(guard)
    shutil.copy(made.ledger / "ledger.db", tmp_path / "old.db")
    before.says(guard, 2)
    before.submits(guard)
    before.says(guard, 3)
    before.submits(guard)
    late = device(made, "16.08/kpu/gudang-04")
    story = Story(made, before.polri, guard, late)
    story.says(late, 4)
    story.submits(late)
    for rest in made.ledger.glob("ledger.db*"):
        rest.unlink()
    shutil.copy(tmp_path / "old.db", made.ledger / "ledger.db")
    return story


def test_an_old_backup_halts_with_what_happened_what_is_kept_and_what_to_do(lost: Story) -> None:
    served = segel("serve", lost.ledger, "--port", 0)

    assert served.status == 1
    for word in ("7 entri", "memuat 3", "segel restore", "segel recover show", "guard"):
        assert word in served.err
    assert "still on the devices that signed them" in served.err
    told = segel("status", lost.ledger)
    assert told.status == 1
    assert "segel recover show" in told.out
    assert lost.verdict()[0] == 1


def test_the_registrars_bring_the_log_back_and_phones_send_again(lost: Story) -> None:
    assert "dipulihkan dari 3 entri" in lost.recovers()

    lost.says(lost.guard, 5)
    out = lost.submits(lost.place.registrar, lost.polri, lost.guard, lost.late)

    assert "log kehilangan catatan mulai nomor 1" in out
    assert segel("status", lost.ledger).status == 0
    recovery = _receipt(lost.guard / "000002.note")["recovery"]
    assert recovery["size"] == 3
    assert len(recovery["notes"]) == 3
    assert lost.findings() == [GUARD, REGISTRAR]
    for folder in (lost.guard, lost.late):
        lost.says(folder, 6)
        lost.submits(folder)
        assert list(folder.glob("lost-*.checkpoint"))
        lost.says(folder, 7)
        lost.submits(folder)
        assert "recovery" not in _receipt(max(folder.glob("*.note")))
    assert lost.findings() == [REGISTRAR]
    status, verdict = lost.verdict()
    assert status == 0, verdict


def test_after_a_recovery_a_phone_that_cites_what_never_was_stays_a_finding(lost: Story) -> None:
    lost.recovers()
    lost.submits(lost.guard)
    liar = keyfile.load(lost.guard / "key")
    last = Entry.parse((lost.guard / "000002.note").read_bytes())
    twin = Device(lost.place.origin, liar, last.leaf, 3, 99, bytes([7]) * 32)
    note = lost.place.folder / "bohong.note"
    note.write_bytes(twin.says(SEAL.format(9)))

    # the size lies beyond what the log has, so nobody can say that it was not of the lost tail
    assert segel("submit", lost.ledger, note).status == 0
    assert GUARD in lost.findings()
    status, verdict = lost.verdict()
    assert status == 0
    assert "nomor 3 mengutip ekor yang hilang, berukuran 99" in verdict

    # but of a tree within what was recovered everybody can
    twin.sees(2, bytes([7]) * 32)
    note.write_bytes(twin.says(SEAL.format(10)))
    assert segel("submit", lost.ledger, note).status == 3


def _receipt(note: Path) -> dict[str, Any]:
    members = json.loads(note.with_suffix(".receipt").read_text(encoding="utf-8"))
    assert isinstance(members, dict)
    return members


def test_copies_of_a_recovered_log_are_judged_like_the_log_itself(lost: Story) -> None:
    lost.recovers()
    lost.says(lost.guard, 5)
    lost.submits(lost.guard, lost.late)
    copy = lost.place.folder / "terbit"

    assert segel("publish", lost.ledger, copy).status == 0

    ran = segel("verify", copy, "--charter", lost.place.fingerprint)
    assert ran.status == 0, ran.out
    assert "log dipulihkan dari 3 entri oleh kuorum pendaftar" in ran.out
    assert "mengutip ekor yang hilang" in ran.out


def test_what_a_late_copy_holds_can_be_handed_in_by_anybody(lost: Story) -> None:
    lost.recovers()
    note = lost.place.folder / "titipan.note"
    note.write_bytes((lost.guard / "000001.note").read_bytes())

    assert segel("submit", lost.ledger, note).status == 0

    assert lost.submits(lost.guard).count("✓") == 2
    assert lost.verdict()[0] == 0


def test_one_registrar_alone_brings_nothing_back(lost: Story) -> None:
    lost.vote(lost.place.registrar)

    ran = segel("recover", "apply", lost.ledger, lost.place.registrar)

    assert ran.status == 1
    assert "2 registrars are needed" in ran.err
    assert segel("serve", lost.ledger, "--port", 0).status == 1
