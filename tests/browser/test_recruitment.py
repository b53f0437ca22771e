"""The page of a new witness shows by itself how far that witness has come."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.device import founders
from tests.support.practice import practice
from tests.support.screen import looked_at
from tests.support.server import desk
from tests.support.witness import agreed, stands

pytestmark = pytest.mark.browser

STEPS = 'tbody[data-name="steps"] tr'


def test_what_a_witness_reaches_appears_by_itself(page: Page, tmp_path: Path) -> None:
    (stand,) = stands(tmp_path / "saksi", founders().charter.log, "bawaslu")
    name = stand.cosigner.verifier.name
    with practice(tmp_path / "l", agreed(1, stand)) as place, desk(place) as counter:
        page.goto(f"{counter.address}/witnesses/setup")
        page.get_by_label("nama kunci saksi").fill(name)
        page.get_by_role("button", name="Tulis perintahnya").click()
        expect(page.locator("#command")).to_contain_text(f"--name {name}")
        expect(page.get_by_role("status")).to_contain_text("Tersambung")
        expect(page.locator(STEPS).first).to_contain_text("✓ sudah")
        expect(page.locator(STEPS).nth(1)).to_contain_text("gagal")
        with stand.serves():
            expect(page.locator(STEPS).nth(2)).to_contain_text("✓ sampai")
            expect(page.locator(STEPS).nth(1)).to_contain_text("✓ sudah")
        assert looked_at(page, "saksi-baru") == []
