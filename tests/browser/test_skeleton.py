"""The walking skeleton: signed with the network off, kept, proven, and verified by a stranger.

A page makes a key, is enrolled, signs `VisitorReported` offline, posts it and checks its receipt;
then somebody who trusts only the charter's hash recomputes the whole log from its files.
"""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from domain import disclosure
from domain.access import VisitorReported
from domain.disclosure import Opening
from ledger.charter import fingerprint
from ledger.journal import Entry
from ledger.tlog.text import to_base64
from tests.support.practice import practice
from tests.support.server import desk
from tests.support.watch import Watch

pytestmark = pytest.mark.browser


def test_a_statement_signed_offline_is_proven_to_a_stranger(
    page: Page, phone: BrowserContext, tmp_path: Path
) -> None:
    folder = tmp_path / "buku"
    with practice(folder) as place, desk(place) as served:
        watch = Watch(phone, page, place, served.address)
        watch.opens()
        watch.is_enrolled()

        phone.set_offline(True)
        watch.reports("Siti Aminah")
        expect(watch.tick).to_contain_text("✓ di ponsel")
        phone.set_offline(False)
        expect(watch.tick).to_contain_text("✓✓ diterima · daun 2")

        receipt = place.ledger.receipt(2)
        assert receipt is not None
        entry = Entry.parse(receipt.note)
        (opening,) = watch.sent[-1]["openings"]
        trusted = to_base64(fingerprint(place.founders.note))

    said = msgspec.json.decode(entry.body, type=VisitorReported)
    assert (said.place, said.purpose) == ("16.08/GDG-01", "pengawasan")
    assert entry.header.size == 2
    assert disclosure.check(msgspec.convert(opening, Opening), entry.body.encode()) is None
    assert opening["leaf"] == to_base64(entry.leaf)
    verdict = subprocess.run(
        [sys.executable, "-m", "tools.cli", "verify", str(folder), "--charter", trusted],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verdict.returncode, "LULUS" in verdict.stdout) == (0, True), verdict.stdout
