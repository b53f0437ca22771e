"""What waits for a second person at a post, over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger
from tests.stories.election import ESCORT, PLACE, PPK, STORE, election
from tests.support.practice import NOW
from tests.support.server import Desk, desk

HERE = PLACE[STORE]


@pytest.fixture(name="served")
def serve_a_warehouse(tmp_path: Path) -> Iterator[Desk]:
    """A sealed box leaves, the seals are said to have been miscounted, and nobody endorses it."""
    with election(tmp_path / "buku") as made:
        made.now("20 10:00")
        made.packs(STORE, "kabel_ties:OKT-004211")
        boxes = [{"box": "16.08.05.2003-TPS007-GUB", "seals": ["kabel_ties:OKT-004212"]}]
        sealed = made.says(STORE, "SealApplied", place=HERE, boxes=boxes)
        made.says(
            STORE, "CorrectionDeclared", target=sealed, target_kind="SealApplied",
            changes={"boxes": []}, reason="salah_hitung",
        )  # fmt: skip
        made.sends(STORE, PPK, until="20 18:00")
        made.says(STORE, "SealApplied", place=PLACE[PPK], boxes=boxes)
        place = made.place
    place.ledger = Ledger.open(place.path, lambda: NOW)
    try:
        with desk(place) as counter:
            yield counter
    finally:
        place.ledger.close()


def pending(served: Desk, as_of: int | None = None) -> list[dict[str, Any]]:
    where = {"after": served.place.ledger.tree.size - 1} if as_of is None else {"as_of": as_of}
    answer = served.http.get(f"/posts/{HERE}", params=where).json()
    told: list[dict[str, Any]] = answer["pending"]
    assert {one["person"] for one in told} <= {*answer["persons"]}
    return told


def test_a_post_tells_what_nobody_has_endorsed_there_and_what_amends_it(served: Desk) -> None:
    sealed, corrected = pending(served)
    assert (sealed["journal"], sealed["person"]) == (STORE, f"p {STORE}")
    box = {"box": "16.08.05.2003-TPS007-GUB", "seals": ["kabel_ties:OKT-004212"]}
    assert sealed["body"]["boxes"] == [box]
    assert corrected["body"]["target"] == sealed["leaf"]
    assert corrected["body"]["changes"] == {"boxes": []}


def test_what_waits_is_told_until_somebody_endorses_it(served: Desk) -> None:
    pending(served)
    listed = served.http.get("/statements", params={"kind": "ConsignmentDispatched"}).json()
    (sent,) = listed["statements"]
    kinds = [one["body"]["kind"] for one in pending(served, sent["leaf_index"])]
    assert kinds == ["SealApplied", "CorrectionDeclared", "ConsignmentDispatched"]
    endorsed = served.place.ledger.tree.entries(sent["leaf_index"] + 1, 1)[0]
    assert endorsed.journal == ESCORT
    assert len(pending(served, endorsed.leaf_index)) == 2
