"""The walking skeleton: signed with the network off, kept, proven, and verified by a stranger.

A page makes a key, is enrolled, signs `VisitorReported` offline, posts it and checks its receipt;
then somebody who trusts only the charter's hash recomputes the whole log from its files.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from domain import disclosure
from domain.access import VisitorReported
from domain.disclosure import Opening
from ledger.charter import fingerprint
from ledger.journal import Entry
from ledger.tlog.text import to_base64
from tests.support.gate import Gate
from tests.support.handset import Handset
from tests.support.posted import posted
from tests.support.practice import practice
from tests.support.server import desk

pytestmark = pytest.mark.browser


def test_a_statement_signed_offline_is_proven_to_a_stranger(
    page: Page, phone: BrowserContext, tmp_path: Path
) -> None:
    folder = tmp_path / "buku"
    sent: list[dict[str, Any]] = []

    def hear(request: Request) -> None:
        if request.url.endswith("/entries"):
            sent.append(posted(request))

    page.on("request", hear)
    with practice(folder) as place, desk(place) as served:
        handset = Handset(phone, page, place, served.address)
        handset.is_enrolled()
        gate = Gate(handset)

        handset.loses_the_network()
        gate.lets_in("Siti Aminah", "Pengawasan")
        expect(page.locator("#entries li").first).to_contain_text("di ponsel")
        handset.finds_the_network()
        expect(page.locator("#entries li").first).to_contain_text("diterima")

        receipt = place.ledger.receipt(2)
        assert receipt is not None
        entry = Entry.parse(receipt.note)
        openings = [one for outbox in sent for one in outbox["openings"]]
        opening = next(one for one in openings if one["leaf"] == to_base64(entry.leaf))
        trusted = to_base64(fingerprint(place.founders.note))

    said = msgspec.json.decode(entry.body, type=VisitorReported)
    assert (said.place, said.purpose) == ("16.08/GDG-01", "pengawasan")
    assert entry.header.size in {0, 2}  # what the phone had seen of the log
    assert disclosure.check(msgspec.convert(opening, Opening), entry.body.encode()) is None
    verdict = subprocess.run(
        [sys.executable, "-m", "tools.cli", "verify", str(folder), "--charter", trusted],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verdict.returncode, "LULUS" in verdict.stdout) == (0, True), verdict.stdout
