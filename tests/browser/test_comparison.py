"""An old checkpoint and today's log are compared in the reader's own browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import violations
from tests.support.practice import Practice, practice
from tests.support.server import Desk, desk

pytestmark = pytest.mark.browser


@contextmanager
def log(folder: Path, *journals: str) -> Iterator[tuple[Practice, Desk]]:
    """Serve a log that has enrolled these; every log has the same keys."""
    with practice(folder) as place:
        for name in journals:
            place.enrols(name)
        with desk(place) as counter:
            yield place, counter


def compares(page: Page, counter: Desk, checkpoint: str, lang: str = "id") -> None:
    page.goto(f"{counter.address}/log?lang={lang}")
    page.get_by_role("textbox").fill(checkpoint)
    page.get_by_role("button", name="Bandingkan" if lang == "id" else "Compare").click()


def verdict(page: Page, mark: str, words: str) -> None:
    expect(page.locator("#verdict b")).to_have_text(mark)
    expect(page.locator("#verdict p").first).to_contain_text(words)


def test_a_log_that_has_only_grown_passes(page: Page, tmp_path: Path) -> None:
    with log(tmp_path / "log", "16.08/kpu/gudang-01") as (place, counter):
        old = counter.http.get("/log/checkpoint").text
        compares(page, counter, old)
        verdict(page, "LULUS", "2 daun, diawali tepat oleh log lama itu, 2 daun")

        place.enrols("16.08/kpu/gudang-02")
        place.enrols("16.08/kpu/gudang-03")
        compares(page, counter, f"  {old}\n\n".replace("\n", "\r\n"), "en")
        verdict(page, "PROVEN", "4 leaves begins exactly with that older one of 2 leaves")
        expect(page.locator("#keep")).to_be_hidden()
        assert violations(page) == []


def test_a_log_that_tells_another_history_fails(page: Page, tmp_path: Path) -> None:
    with log(tmp_path / "one", "16.08/kpu/gudang-01") as (_, counter):
        old = counter.http.get("/log/checkpoint").text
    with log(tmp_path / "other", "16.08/kpu/gudang-09") as (_, counter):
        compares(page, counter, old)
        verdict(page, "GAGAL", "tidak mungkin sama-sama benar: 2 daun dan 2 daun")
        with page.expect_download() as kept:
            page.get_by_role("link", name="Simpan checkpoint yang sekarang").click()
        assert kept.value.path().read_text("utf-8") == counter.http.get("/log/checkpoint").text
    with log(tmp_path / "longer", "16.08/kpu/gudang-09", "16.08/kpu/gudang-08") as (_, counter):
        compares(page, counter, old)
        verdict(page, "BELUM DAPAT DIPUTUSKAN", "tidak memberi bukti")


def test_a_log_that_has_become_shorter_fails(page: Page, tmp_path: Path) -> None:
    with log(tmp_path / "whole", "16.08/kpu/gudang-01", "16.08/kpu/gudang-02") as (_, counter):
        old = counter.http.get("/log/checkpoint").text
    with log(tmp_path / "short", "16.08/kpu/gudang-01") as (_, counter):
        compares(page, counter, old)
        verdict(page, "GAGAL", "pernah menandatangani 3 daun, dan sekarang hanya menunjukkan 2")


@pytest.mark.parametrize("spoil", ["", "x", "omong kosong\n\n— x AAAA", "\u0000"])
def test_what_the_log_has_not_signed_decides_nothing(
    page: Page, tmp_path: Path, spoil: str
) -> None:
    with log(tmp_path / "log", "16.08/kpu/gudang-01") as (_, counter):
        real = counter.http.get("/log/checkpoint").text
        compares(page, counter, spoil if len(spoil) > 1 else f"{spoil}{real.replace('2', '3', 1)}")
        verdict(page, "BELUM DAPAT DIPUTUSKAN", "bukan checkpoint yang ditandatangani log ini")


def test_without_an_answer_nothing_is_decided(page: Page, tmp_path: Path) -> None:
    with log(tmp_path / "log", "16.08/kpu/gudang-01") as (_, counter):
        old = counter.http.get("/log/checkpoint").text
        page.goto(f"{counter.address}/log")
        page.context.set_offline(True)
        page.get_by_role("textbox").fill(old)
        page.get_by_role("button", name="Bandingkan").click()
        verdict(page, "BELUM DAPAT DIPUTUSKAN", "Server tidak menjawab")
        page.context.set_offline(False)
