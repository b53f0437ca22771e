"""`/witnesses`: anybody can see who vouches for the log, since when, and who does not."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from api.attendance import LATE_MINUTES
from ledger.anchor import opened
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.note import Note
from ledger.tlog.policy import Policy
from ledger.tlog.proof import Proof
from tests.support.device import Device, founders
from tests.support.practice import NOW, practice
from tests.support.server import Desk, desk, until
from tests.support.witness import Cosigner, Stand, agreed, policy_text, stands

PAGE = {"Accept": "text/html"}
HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}


def _newest(counter: Desk) -> Note:
    return Note.parse(counter.http.get("/log/checkpoint").content)


@pytest.fixture(name="two")
def _two(tmp_path: Path) -> list[Stand]:
    """Two witnesses that nobody has started yet."""
    return stands(tmp_path / "saksi", founders().charter.log, "bawaslu", "pers")


def test_without_witnesses_nothing_is_witnessed_and_nobody_is_missed(counter: Desk) -> None:
    answer = counter.http.get("/witnesses").json()

    assert (answer["quorum"], answer["witnesses"], answer["absent"]) == ("none", [], [])
    assert answer["witnessed"] is answer["minutes_since_quorum"] is None
    assert "tidak meminta saksi" in counter.http.get("/witnesses", headers=PAGE).text
    for path in ("/log/witnessed", "/proofs/0?under=witnessed"):
        refused = counter.http.get(path)
        assert refused.status_code == 404
        assert refused.json()["type"] == "/problems/not-witnessed"
        assert refused.headers["retry-after"] == "30"


def test_a_receipt_becomes_witnessed_and_anybody_can_check_it(
    tmp_path: Path, two: list[Stand]
) -> None:
    policy = agreed(2, *two)
    with ExitStack() as open_, practice(tmp_path / "l", policy) as place:
        for stand in two:
            open_.enter_context(stand.serves(NOW // 1000))
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        counter = open_.enter_context(desk(place))
        note = guard.says(HELLO)
        leaf = counter.hands_in(note).json()["receipt"]["leaf_index"]
        address = f"/proofs/{leaf}?under=witnessed"
        until(lambda: counter.http.get(address).is_success)

        raw = counter.http.get(address, headers={"Accept": "text/plain"}).content
        log = place.founders.charter.log
        proof = Proof.parse(raw)
        assert proof.verified(note, log).size > leaf
        assert opened(proof.checkpoint, log, Policy.parse(policy)).names == ("bawaslu", "pers")

        until(lambda: len(_newest(counter).signatures) > 2)
        assert verify_cosignature(_newest(counter), two[0].cosigner.verifier).time == NOW // 1000
        told = counter.http.get("/witnesses").json()
        assert (told["absent"], told["minutes_since_quorum"]) == ([], 0)


def test_who_is_away_is_named(tmp_path: Path, two: list[Stand]) -> None:
    with (
        practice(tmp_path / "l", agreed(2, *two)) as place,
        two[0].serves(),
        desk(place) as counter,
    ):
        until(lambda: counter.http.get("/witnesses").json()["witnesses"][1]["failures"])
        until(lambda: counter.http.get("/witnesses").json()["witnesses"][0]["size"])

        told = counter.http.get("/witnesses").json()

        assert told["absent"] == ["pers"]
        assert told["witnessed"] is None
        assert "ConnectError" in told["witnesses"][1]["fault"]
        page = counter.http.get("/witnesses?lang=en", headers=PAGE).text
        assert "never so far" in page
        assert counter.hands_in(place.founders.enrol(Device.named("16.08/kpu/x"))).is_success


@pytest.mark.parametrize("time", [NOW // 1000 - 60 * (LATE_MINUTES + 1), 2**62])
def test_an_old_quorum_is_loud_and_no_time_of_a_witness_breaks_the_page(
    tmp_path: Path, time: int
) -> None:
    witness = Cosigner.named("bawaslu")
    with practice(tmp_path / "l", policy_text(1, witness, url="")) as place:
        place.enrols("16.08/kpu/gudang-01")
        note = witness.cosigns(Note.parse(place.ledger.checkpoint), time)
        place.ledger.tree.keep_cosignature(2, "bawaslu", note.signatures[-1].line())
        place.enrols("16.08/kpu/gudang-02")
        with desk(place) as counter:
            page = counter.http.get("/witnesses", headers=PAGE)
            told = counter.http.get("/witnesses").json()

    assert page.is_success
    assert told["witnessed"] == {"size": 2, "time": time}
    assert told["minutes_since_quorum"] == max(0, NOW // 1000 - time) // 60
