"""A phone and the history of its log: lost, replaced, recovered, lied about."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ledger.tlog.text import to_base64
from tests.support.detour import Detour, Lie, detour, revoked
from tests.support.errand import Errand
from tests.support.handset import JOURNAL

pytestmark = pytest.mark.browser


@pytest.fixture(name="detour")
def stand_on_the_way(phone: BrowserContext, page: Page, tmp_path: Path) -> Iterator[Detour]:
    with detour(phone, page, tmp_path / "buku") as made:
        yield made


@pytest.fixture(name="errand")
def begin_errand(detour: Detour) -> Errand:
    return Errand(detour.handset)


def has_said(errand: Errand, count: int) -> None:
    """Say so many things, each received before the next."""
    for _ in range(count):
        errand.says("halo")
        errand.waits_until(lambda states: set(states) == {"received"})


def last_note(detour: Detour) -> str:
    return str([note for asked in detour.sent for note in asked["notes"]][-1])


def comes(errand: Errand, is_so: Callable[[], object]) -> None:
    """Wait for something outside the phone, whose requests go on meanwhile."""
    errand.waits_until(lambda _: bool(is_so()))


def is_told(errand: Errand, words: str) -> None:
    """See the queue say why the newest entry, which stays on the phone, cannot be sent."""
    errand.handset.goes("antrean")
    expect(errand.handset.page.locator("#screen")).to_contain_text(words)
    assert errand.states()[-1] == "signed"


def test_a_log_that_lost_entries_gets_them_all_again(
    errand: Errand, detour: Detour, tmp_path: Path
) -> None:
    has_said(errand, 3)
    with detour.restored(tmp_path / "cadangan") as place:
        has_said(errand, 1)
        assert place.ledger.tree.size == 6


def test_a_log_that_went_another_way_is_disputed_and_shown_the_proof(
    errand: Errand, detour: Detour, tmp_path: Path
) -> None:
    has_said(errand, 1)
    with detour.restored(tmp_path / "cadangan") as place:
        place.enrols("16.08/kpu/gudang-04")
        errand.says("halo")
        comes(errand, lambda: place.ledger.is_halted)
        errand.rings()
        is_told(errand, "buku yang berbeda")
        assert any(asked["notes"] == [] and asked["checkpoints"] for asked in detour.sent)


def test_a_recovered_log_gets_again_what_it_lost_and_is_followed_from_there(
    errand: Errand, detour: Detour, tmp_path: Path
) -> None:
    detour.backup(tmp_path / "old.db")
    has_said(errand, 3)
    with detour.recovered(tmp_path / "pulih", tmp_path / "old.db") as place:
        has_said(errand, 1)
        assert place.ledger.tree.size == 8
        has_said(errand, 1)
        size, root = last_note(detour).split("\n")[4].split(" ")
        assert int(size) > 4  # what it has seen since the recovery
        assert root == to_base64(place.ledger.tree.subtrees.root(int(size)))
        assert not place.ledger.is_halted


def test_a_phone_at_rest_sends_again_what_a_recovered_log_lost(
    errand: Errand, detour: Detour, tmp_path: Path
) -> None:
    detour.backup(tmp_path / "old.db")
    has_said(errand, 1)
    with detour.recovered(tmp_path / "pulih", tmp_path / "old.db") as place:
        place.enrols("16.08/kpu/gudang-04")
        errand.rings()
        comes(errand, lambda: place.ledger.tree.size == 6)
        errand.waits_for(["received"])
        assert not place.ledger.is_halted


def test_the_registrars_word_gives_up_a_checkpoint_only_once(
    errand: Errand, detour: Detour, tmp_path: Path
) -> None:
    registrars = errand.handset.place.founders.registrars[:2]
    before = [(one.head, one.sequence) for one in registrars]
    detour.backup(tmp_path / "old.db")
    has_said(errand, 1)
    with detour.recovered(tmp_path / "pulih", tmp_path / "old.db"):
        has_said(errand, 1)
    for one, (head, sequence) in zip(registrars, before, strict=True):  # the same notes again
        one.head, one.sequence = head, sequence
    with detour.recovered(tmp_path / "lagi", tmp_path / "old.db") as place:
        place.enrols("16.08/kpu/gudang-04")
        errand.says("halo")
        is_told(errand, "Tanda terima server tidak cocok")


def test_no_checkpoint_is_given_up_without_a_quorum_of_registrars(
    errand: Errand, detour: Detour, tmp_path: Path
) -> None:
    detour.backup(tmp_path / "old.db")
    has_said(errand, 3)
    detour.is_lied_to(without_a_registrar)
    with detour.recovered(tmp_path / "pulih", tmp_path / "old.db"):
        errand.says("halo")
        is_told(errand, "Tanda terima server tidak cocok")


def without_a_registrar(result: dict[str, Any]) -> dict[str, Any]:
    recovery = result.get("receipt", {}).get("recovery")
    if recovery is not None:
        recovery["notes"].pop()
    return result


def test_a_phone_at_rest_follows_the_log_and_cites_what_it_saw(
    errand: Errand, detour: Detour
) -> None:
    errand.handset.place.enrols("16.08/kpu/gudang-04")
    errand.rings()
    comes(errand, lambda: "\n3\n" in str(errand.handset.device()["held"]))
    has_said(errand, 1)
    assert detour.sent[-1]["notes"][0].split("\n")[4].startswith("3 ")


def test_a_log_that_does_not_continue_what_was_seen_is_shown_what_it_signed_without_a_note(
    errand: Errand, detour: Detour, tmp_path: Path
) -> None:
    has_said(errand, 1)
    with detour.restored(tmp_path / "cadangan") as place:
        place.enrols("16.08/kpu/gudang-04")
        place.enrols("16.08/kpu/gudang-05")
        errand.rings()
        comes(errand, lambda: place.ledger.is_halted)
        assert errand.states() == ["received"]


def test_a_passed_number_does_not_hold_up_what_follows(errand: Errand) -> None:
    place = errand.handset.place
    errand.handset.loses_the_network()
    errand.says("halo 0", "halo 1")
    first = errand.handset.leaves()[0]
    resume = f"resume {JOURNAL} at 1 after {first}"
    place.takes(place.founders.registrars[0].registers(resume))
    errand.handset.finds_the_network()
    errand.rings()
    errand.waits_for(["refused", "received"])
    assert errand.problems() == ["passed-number", ""]


def test_a_revoked_phone_keeps_what_is_refused(errand: Errand) -> None:
    has_said(errand, 1)
    revoked(errand.handset.place, after=0)
    errand.says("halo")
    errand.waits_for(["received", "refused"])
    assert errand.problems()[-1] == "revoked"


def flip(text: str) -> str:
    return ("B" if text[0] == "A" else "A") + text[1:]


def receipt_with(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Lie:
    return lambda result: {**result, "receipt": {**result["receipt"], **change(result["receipt"])}}


def other_root(receipt: dict[str, Any]) -> dict[str, Any]:
    origin, size, root, *rest = receipt["checkpoint"].split("\n")
    return {"checkpoint": "\n".join([origin, size, flip(root), *rest])}


LIES: dict[str, Lie] = {
    "for another leaf": receipt_with(lambda told: {"leaf_hash": flip(told["leaf_hash"])}),
    "at another index": receipt_with(lambda _: {"leaf_index": 1}),
    "at an index that is no number": receipt_with(lambda _: {"leaf_index": "2"}),
    "under another root": receipt_with(other_root),
    "without the way to the root": receipt_with(lambda _: {"inclusion": []}),
    "without the way from what we cited": receipt_with(lambda _: {"consistency": []}),
    "without anything": lambda result: {"status": result["status"], "receipt": {}},
    "that is a list": lambda result: {"status": result["status"], "receipt": []},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_false_receipt_is_not_believed(errand: Errand, detour: Detour, lie: Lie) -> None:
    detour.is_lied_to(lie)
    errand.says("halo")
    is_told(errand, "Tanda terima server tidak cocok")
