"""The third tick: only witnesses that a quorum of registrars has named make an entry witnessed."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from tests.support.device import founders
from tests.support.errand import Errand
from tests.support.handset import Handset
from tests.support.practice import practice
from tests.support.server import desk, until
from tests.support.witness import Cosigner, Stand, agreed, policy_text, stands

pytestmark = pytest.mark.browser

NAMES = ("bawaslu", "pers", "unsri")
PROOFS = "**/proofs?*"
POLICY = "**/policy"
FOREIGN = Cosigner.named("orang-asing")

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(name="three")
def name_witnesses(tmp_path: Path) -> list[Stand]:
    return stands(tmp_path / "saksi", founders().charter.log, *NAMES)


@pytest.fixture(name="errand")
def open_phone(
    phone: BrowserContext, page: Page, tmp_path: Path, three: list[Stand]
) -> Iterator[Errand]:
    """A phone before a ledger whose witnesses are two of three; nobody has seen anything yet."""
    with practice(tmp_path / "buku", policy(2, three)) as place, desk(place) as served:
        errand = Errand(Handset(phone, page, place, served.address))
        errand.handset.is_enrolled()
        yield errand
        phone.unroute_all(behavior="ignoreErrors")


def policy(needed: int, who: list[Stand]) -> str:
    lines = [f"witness {one.cosigner.name} {one.cosigner.verifier}" for one in who]
    names = " ".join(one.cosigner.name for one in who)
    lines += [f"group semua {needed} {names}", "quorum semua"]
    return "".join(f"{line}\n" for line in lines)


def answered(*who: Cosigner, change: Change = lambda _: None) -> Callable[[Route], None]:
    """Answer for the server: leaves under its newest checkpoint, cosigned by these."""

    def answer(route: Route) -> None:
        response = route.fetch(url=route.request.url.replace("under=witnessed", "under=signed"))
        told = response.json()
        note = Note.parse(told["checkpoint"].encode())
        for one in who:
            note = one.cosigns(note)
        told["checkpoint"] = note.serialise().decode()
        change(told)
        route.fulfill(response=response, body=json.dumps(told))

    return answer


def test_an_entry_is_witnessed_once_a_quorum_of_the_charters_has_seen_it(
    errand: Errand, three: list[Stand]
) -> None:
    errand.says("halo", "lagi")
    errand.waits_for(["received"] * 2)
    assert errand.ticks() == ""
    assert errand.witnessed() == [[], []]

    one, two, _ = (stand.cosigner for stand in three)
    errand.handset.phone.route(PROOFS, answered(one, two))
    errand.rings()

    until(lambda: errand.witnessed() == [["bawaslu", "pers"]] * 2)


LIES: dict[str, Callable[[list[Stand]], list[Cosigner]]] = {
    "by nobody": lambda _: [],
    "by one of the two that are needed": lambda three: [three[0].cosigner],
    "by strangers": lambda three: [three[0].cosigner, FOREIGN, Cosigner.named("lain")],
    "by one of them twice": lambda three: [three[0].cosigner, three[0].cosigner],
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_no_quorum_is_no_tick(
    errand: Errand, three: list[Stand], lie: Callable[[list[Stand]], list[Cosigner]]
) -> None:
    errand.handset.phone.route(PROOFS, answered(*lie(three)))
    errand.says("halo")
    errand.waits_for(["received"])

    assert errand.ticks() == "no-quorum"
    assert errand.witnessed() == [[]]


def flip_the_way(told: dict[str, Any]) -> None:
    first, *rest = told["proofs"][0]["inclusion"]
    told["proofs"][0]["inclusion"] = [to_base64(bytes(len(b64decode(first)))), *rest]


def leave_one_out(told: dict[str, Any]) -> None:
    told["proofs"] = []


@pytest.mark.parametrize("change", [flip_the_way, leave_one_out])
def test_a_false_way_to_a_witnessed_root_is_no_tick(
    errand: Errand, three: list[Stand], change: Change
) -> None:
    everybody = [stand.cosigner for stand in three]
    errand.handset.phone.route(PROOFS, answered(*everybody, change=change))
    errand.says("halo")
    errand.waits_for(["received"])

    assert errand.ticks() == "false-tick"
    assert errand.witnessed() == [[]]


def line(text: str) -> str:
    return f"policy {to_base64(text.encode())}"


def test_a_later_policy_of_the_registrars_counts_and_an_older_one_never_again(
    errand: Errand, three: list[Stand]
) -> None:
    place, phone = errand.handset.place, errand.handset.phone
    errand.says("halo")
    errand.waits_for(["received"])
    first = errand.handset.page.evaluate("async () => (await fetch('/policy')).json()")
    for registrar in place.founders.registrars[:2]:
        place.takes(registrar.registers(line(policy_text(1, FOREIGN))))

    phone.route(PROOFS, answered(FOREIGN))
    errand.rings()
    until(lambda: errand.witnessed() == [[FOREIGN.name]])

    phone.unroute(PROOFS)
    phone.route(POLICY, lambda route: route.fulfill(json=first))
    phone.route(PROOFS, answered(*(stand.cosigner for stand in three)))
    errand.says("lagi")
    errand.waits_for(["received"] * 2)
    assert errand.ticks() == "no-quorum"
    assert errand.witnessed()[1] == []
    assert errand.memo("mandate")["policy"] == policy_text(1, FOREIGN)


def test_a_policy_without_a_quorum_of_registrars_is_not_used(errand: Errand) -> None:
    place, phone = errand.handset.place, errand.handset.phone
    registrar = place.founders.registrars[0]
    false = {
        "policy": policy_text(1, FOREIGN),
        "charter": place.founders.note.decode(),
        "notes": [registrar.registers(line(policy_text(1, FOREIGN))).decode()] * 2,
    }
    phone.route(POLICY, lambda route: route.fulfill(json=false))
    phone.route(PROOFS, answered(FOREIGN))
    errand.says("halo")
    errand.waits_for(["received"])

    assert errand.ticks() == "false-policy"
    assert errand.witnessed() == [[]]
    assert errand.memo("mandate") is None


def test_many_entries_get_their_tick_in_one_question(errand: Errand, three: list[Stand]) -> None:
    asked: list[str] = []
    errand.handset.loses_the_network()
    errand.says_many(40)
    errand.handset.phone.route(PROOFS, answered(*(stand.cosigner for stand in three)))
    errand.handset.page.on(
        "request", lambda request: asked.append(request.url) if "proofs?" in request.url else None
    )
    errand.handset.finds_the_network()

    until(lambda: errand.witnessed() == [list(NAMES)] * 40)

    assert len(asked) == 1


def test_real_witnesses_are_shown_to_the_guard_who_wrote_the_entry(
    phone: BrowserContext, page: Page, tmp_path: Path, three: list[Stand]
) -> None:
    with ExitStack() as open_, practice(tmp_path / "buku", agreed(2, *three)) as place:
        for stand in three[:2]:
            open_.enter_context(stand.serves())
        served = open_.enter_context(desk(place))
        errand = Errand(Handset(phone, page, place, served.address))
        errand.handset.is_enrolled()
        errand.says("halo")

        until(lambda: errand.witnessed() == [["bawaslu", "pers"]])

        errand.handset.goes("jaga")
        expect(page.locator("#entries")).to_contain_text("✓✓✓ disaksikan")
