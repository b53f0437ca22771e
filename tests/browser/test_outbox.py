"""Delivery: in the order of signing, each entry citing what was verified before it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request

from tests.support.device import Device
from tests.support.errand import Errand
from tests.support.handset import Handset
from tests.support.posted import posted
from tests.support.practice import practice
from tests.support.server import desk, until

pytestmark = pytest.mark.browser

CUT = """async ([charter, origin, vkey]) => {
  const [{ openJournal }, { deliver }, { parseVerifierKey }] = await Promise.all(
    ["journal", "outbox", "note"].map((name) => import(`/modules/${name}.js`)));
  const cut = (signal) => new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new TypeError("cut off")));
  });
  const log = await parseVerifierKey(vkey);
  const fetch = async (_, { signal }) => ({ json: () => cut(signal) });
  const ledger = { charter, origin, log, fetch };
  const pace = { most: 300 };
  const { problem } = await deliver(await openJournal(charter), ledger, pace);
  return [problem.type, pace.most];
}"""


@pytest.fixture(name="errand")
def open_phone(phone: BrowserContext, page: Page, tmp_path: Path) -> Iterator[Errand]:
    with practice(tmp_path / "buku") as place, desk(place) as served:
        errand = Errand(Handset(phone, page, place, served.address))
        errand.handset.is_enrolled()
        yield errand


@pytest.fixture(name="sent")
def listen(page: Page) -> list[dict[str, Any]]:
    """What was posted to `/entries`."""
    found: list[dict[str, Any]] = []

    def hear(request: Request) -> None:
        if request.method == "POST":
            found.append(posted(request))

    page.on("request", hear)
    return found


def holds(errand: Errand, size: int) -> None:
    until(lambda: errand.held() == size)


def test_what_was_signed_offline_arrives_in_the_order_of_signing(
    errand: Errand, sent: list[dict[str, Any]]
) -> None:
    errand.handset.loses_the_network()
    errand.says_many(60)
    errand.handset.finds_the_network()
    errand.rings()
    errand.waits_for(["received"] * 60)

    numbers = [note.split("\n")[2] for asked in sent for note in asked["notes"]]
    assert numbers[-60:] == [f"16.08/kpu/gudang-03 {number}" for number in range(60)]


def test_each_request_tells_how_many_notes_still_wait(
    errand: Errand, sent: list[dict[str, Any]]
) -> None:
    errand.handset.loses_the_network()
    for number in range(3):
        errand.says(f"halo {number}", urgent=number == 0)
    errand.handset.finds_the_network()
    errand.rings()
    errand.waits_for(["received"] * 3)

    told = [(len(asked["notes"]), asked["waiting"]) for asked in sent if asked["notes"]]
    assert told[-2:] == [(1, 2), (2, 0)]


def test_later_notes_cite_the_newest_checkpoint_that_was_verified(
    errand: Errand, sent: list[dict[str, Any]]
) -> None:
    for number in range(3):
        holds(errand, number + 2)
        errand.says(f"halo {number}")
        errand.waits_for(["received"] * (number + 1))

    cited = [note.split("\n")[4].split(" ")[0] for asked in sent for note in asked["notes"]]
    assert cited == ["2", "3", "4"]


def says_twice_before_it_looks_again(errand: Errand, *lost: str) -> None:
    """Hand in two notes, in two requests, that cite the same tree; some questions get no answer."""
    holds(errand, 2)
    errand.handset.loses_the_network()
    errand.says("halo 0", urgent=True)
    errand.says("halo 1")
    for question in ("log/checkpoint", *lost):
        errand.handset.phone.route(f"**/{question}", lambda route: route.abort())
    errand.handset.finds_the_network()
    errand.rings()


def test_what_a_receipt_shows_is_held_also_if_its_note_cites_an_older_tree(errand: Errand) -> None:
    says_twice_before_it_looks_again(errand)
    errand.waits_for(["received"] * 2)

    assert errand.held() == 4


def test_a_receipt_that_nothing_ties_to_what_is_held_does_not_count(errand: Errand) -> None:
    says_twice_before_it_looks_again(errand, "consistency?*")
    until(lambda: errand.problems() == ["", "unreachable"])
    assert (errand.states(), errand.held()) == (["received", "signed"], 3)
    assert errand.handset.place.ledger.tree.size == 4

    errand.handset.phone.unroute("**/consistency?*")
    errand.rings()
    errand.waits_for(["received"] * 2)


def test_the_visitors_name_leaves_the_phone_only_beside_the_note(
    errand: Errand, sent: list[dict[str, Any]]
) -> None:
    errand.says("halo", opened={"name": "Siti Aminah"})
    errand.waits_for(["received"])

    asked = next(asked for asked in sent if asked["notes"])
    assert "Siti" not in asked["notes"][0]
    (opening,) = asked["openings"]
    assert opening["value"] == {"name": "Siti Aminah"}
    assert errand.secrets() == 0


def test_an_answer_that_is_cut_off_by_its_time_makes_the_next_request_smaller(
    errand: Errand,
) -> None:
    errand.handset.loses_the_network()
    errand.says("halo")
    ledger = errand.handset.place.ledger
    pinned = [ledger.fingerprint(), ledger.charter.origin, str(ledger.charter.log)]

    assert errand.handset.page.evaluate(CUT, pinned) == ["unreachable", 75]


def test_large_notes_of_others_go_in_requests_that_a_server_takes(
    errand: Errand, sent: list[dict[str, Any]]
) -> None:
    stranger = Device.named("16.08/kpu/asing")
    errand.handset.loses_the_network()
    errand.carries(*(stranger.says({"kind": "Halo", "word": "x" * 30_000}) for _ in range(70)))
    errand.handset.finds_the_network()
    errand.rings()

    until(lambda: len(errand.carried()) <= sum(len(asked["notes"]) for asked in sent))
    assert max(len("".join(asked["notes"])) for asked in sent) < 1_100_000
