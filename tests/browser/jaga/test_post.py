"""What a phone folds is what the server folds from the same statements, in whatever order.

A small election is told to a real ledger. The phone is given its statements as own notes, as notes
that came by QR, and behind the server's word as of any leaf; each time it must know the same.
"""

from base64 import b64encode
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from ledger.log import Stored
from tests.support import recital
from tests.support.server import Desk

pytestmark = pytest.mark.browser

STORE = "16.08/GDG-01"
VISIT = "VisitorReported"
GUARD = "16.08/polri/regu-1"
WHO = {"name": "Siti Aminah"}

FOLD = """async ({ entries, carried, known, seat, recent }) => {
  const [{ foldPost }, { parseBase64 }] = await Promise.all(
    ["jaga/post", "text"].map((name) => import(`/modules/${name}.js`)));
  const bytes = (text) => parseBase64(text, "note");
  const post = foldPost({
    entries: entries.map((one) => ({ ...one, note: bytes(one.note), leaf: bytes(one.leaf) })),
    carried: carried.map((one) => ({ ...one, note: bytes(one.note) })),
    known, seat, recent,
  });
  return { ...post, said: post.said.map(({ leaf }) => leaf), boxes: [...post.boxes.values()],
    name: undefined, names: undefined, entries: undefined,
    named: ["16.08/GDG-01", "pol-1", "16.08.0000/kpps", "16.08/KEND-BE8621ACU",
      "16.08.05.2003-TPS007-GUB", "regu-1"].map(post.name) };
}"""


@pytest.fixture(name="served", scope="module")
def serve_a_small_election(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with recital.told(tmp_path_factory.mktemp("pos")) as hall:
        yield hall


def told(served: Desk, as_of: int | None = None) -> dict[str, Any]:
    """Ask the server, and return its answer as a phone keeps it."""
    where = {} if as_of is None else {"as_of": as_of}
    answer = served.http.get(f"/posts/{STORE}", params=where)
    if answer.status_code == 404:  # the place was not on record yet
        return {}
    value = answer.json()
    return {"post": {"at": "2024-11-25T08:00:00Z", "leaf_index": value["as_of"], "value": value}}


def fold(
    script: Page,
    leaves: list[Stored],
    known: dict[str, Any] | None = None,
    *,
    own: str = "",
    received: bool = True,
    twice: bool = False,
    recent: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Let a phone fold leaves, those of one journal as its own."""
    entries: list[dict[str, Any]] = []
    carried: list[dict[str, Any]] = []
    for one in leaves:
        note, leaf = (b64encode(value).decode() for value in (one.note, one.leaf))
        index = one.leaf_index if received else None
        if one.journal == own:
            receipt = {"leaf_index": one.leaf_index} if received else None
            state = "received" if received else "signed"
            entries.append(
                {"note": note, "leaf": leaf, "state": state, "receipt": receipt, "openings": []}
            )
        if one.journal != own or twice:
            carried.append({"note": note, "leaf": leaf, "index": index})
    heard = {"entries": entries, "carried": carried, "known": known or {}, "recent": recent or {}}
    answer: dict[str, Any] = script.evaluate(FOLD, {**heard, "seat": {"place": STORE}})
    return answer


def gist(post: dict[str, Any]) -> dict[str, Any]:
    """Return what both sides know, without who told it."""
    fields = ("box", "holder", "place", "state", "seals", "consignment")
    boxes = [{name: one.get(name) or None for name in fields} for one in post["boxes"]]
    teams = (post["watch"] or {}).get("teams", []) if "watch" in post else post["teams"]
    return {
        "boxes": sorted(
            (one for one in boxes if one["place"] == STORE or one["holder"] == "16.08/kpu"),
            key=lambda one: str(one["box"]),
        ),
        "teams": [(one["team"], one["unit"], one["present"]) for one in teams],
        "inside": [(one["visit"], one["zone"], one["purpose"]) for one in post["inside"]],
        "consignments": sorted(
            (one["consignment"], one["state"], one["from"], one["to"])
            for one in post["consignments"]
            if one["state"] not in {"diterima", "ditolak"}
        ),
    }


def leaves_of(served: Desk) -> list[Stored]:
    tree = served.place.ledger.tree
    return tree.entries(0, tree.size)


def test_the_phone_knows_what_the_server_knows_from_the_statements_alone(
    script: Page, served: Desk
) -> None:
    leaves, now = leaves_of(served), told(served)["post"]["value"]
    for size in range(5, len(leaves) + 1):
        word = told(served, size - 1)
        if word:
            assert gist(fold(script, leaves[:size])) == gist(word["post"]["value"]), size
    assert len(now["inside"]) == 1
    assert len(now["boxes"]) == 2


def test_whatever_leaf_the_server_told_last_the_rest_leads_to_the_same(
    script: Page, served: Desk
) -> None:
    leaves, want = leaves_of(served), gist(told(served)["post"]["value"])
    for as_of in range(4, len(leaves)):
        word = told(served, as_of)
        assert gist(fold(script, leaves, word, own=GUARD)) == want, as_of
        after = gist(fold(script, leaves[as_of + 1 :], word, received=False))
        for part in ("teams", "consignments"):  # a box from elsewhere comes unannounced
            assert after[part] == want[part], as_of
        assert [one[:2] for one in after["inside"]] == [one[:2] for one in want["inside"]], as_of


def test_the_order_of_arrival_does_not_matter_nor_who_carries_what(
    script: Page, served: Desk
) -> None:
    chance, leaves = Random(4), leaves_of(served)
    journals = sorted({one.journal for one in leaves})
    once = fold(script, leaves)
    for _ in range(20):
        mixed = chance.sample(leaves, len(leaves))
        own = chance.choice(journals)
        received, twice = chance.random() < 0.5, chance.random() < 0.5
        again = fold(script, mixed, own=own, received=received, twice=twice)
        assert again["said"] == once["said"]
        assert gist(again) == gist(once)
    assert fold(script, leaves) == once


def test_a_name_is_known_while_the_phone_may_know_it(script: Page, served: Desk) -> None:
    leaves = leaves_of(served)
    (inside,) = fold(script, leaves)["inside"]
    assert inside["who"] is None
    (inside,) = fold(script, leaves, recent={inside["visit"]: WHO})["inside"]
    assert inside["who"] == WHO


def test_an_entry_into_the_goods_zone_is_pending_until_somebody_endorses_it(
    script: Page, served: Desk
) -> None:
    leaves, word = leaves_of(served), told(served)
    (inside,) = fold(script, leaves, word)["inside"]
    assert (inside["isPending"], inside["source"]) == (False, "server")


def test_things_are_called_by_their_names(script: Page, served: Desk) -> None:
    word = told(served)
    word["post"]["value"]["places"] = {STORE: "Gudang KPU OKU Timur"}
    word["post"]["value"]["units"] = {"16.08/polres": "Polres OKU Timur"}
    assert fold(script, [], word)["named"] == [
        "Gudang KPU OKU Timur",
        "Komandan regu jaga, Polres OKU Timur",
        "KPPS 16.08.0000",
        "BE 8621 ACU",
        "TPS 007 Gubernur, 16.08.05.2003",
        "regu-1",
    ]
