"""The duty journal tells every entry in words, in order."""

import pytest

from projections.paper.archive import Archive
from projections.paper.duty import duty_journal
from tests.projections.paper.conftest import Asked, grid
from tests.support.registry import STORE


@pytest.fixture(name="entries")
def _entries(records: Archive, asked: Asked) -> list[dict[str, str]]:
    return grid(duty_journal(records, *asked["buku-mutasi"]))


def told(entries: list[dict[str, str]], start: str) -> str:
    return next(row["Uraian"] for row in entries if row["Uraian"].startswith(start))


def test_a_watch_begins_with_strength_and_inventory(entries: list[dict[str, str]]) -> None:
    assert told(entries, "Jaga dimulai") == (
        "Jaga dimulai: regu-1 (16.08/polres), hadir 10 orang; inventaris: kunci 4"
    )


def test_a_handover_tells_the_state_of_the_post(entries: list[dict[str, str]]) -> None:
    words = told(entries, "Jaga diserahkan")

    for part in ("regu-1 kepada regu-2", "atap: baik", "tag qr 7K3M", "CCTV: baik", "gembok"):
        assert part in words


def test_a_sealed_strength_stays_closed(entries: list[dict[str, str]]) -> None:
    assert "hadir tertutup (komitmen)" in told(entries, "Jaga diterima")


def test_visitors_and_incidents_stand_in_it(entries: list[dict[str, str]]) -> None:
    assert "izin 001/GDG/XI/2024" in told(entries, "Tamu melapor")
    assert "atap bocor, menonjol" in told(entries, "Kejadian dilaporkan")


def test_entries_are_numbered_in_log_order(entries: list[dict[str, str]]) -> None:
    assert [row["No"] for row in entries] == [str(n) for n in range(1, len(entries) + 1)]
    leaves = [int(row["Daun"]) for row in entries]
    assert leaves == sorted(leaves)


def test_a_day_without_entries_is_an_empty_journal(records: Archive) -> None:
    paper = duty_journal(records, STORE, "2024-01-01")

    assert grid(paper) == []
    assert paper.proven is None
