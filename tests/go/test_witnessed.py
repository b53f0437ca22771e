"""A ledger and its witnesses, all running: strangers see what its quorum has seen."""

from contextlib import ExitStack
from pathlib import Path

from tests.support.command import segel
from tests.support.device import founders
from tests.support.practice import NOW, practice
from tests.support.server import desk, until
from tests.support.stranger import Stranger
from tests.support.witness import agreed, stands

TEXT = {"Accept": "text/plain"}


def test_strangers_agree_with_a_log_that_is_witnessed_while_it_grows(
    stranger: Stranger, tmp_path: Path
) -> None:
    two = stands(tmp_path / "saksi", founders().charter.log, "bawaslu", "pers")
    seen, mirror = tmp_path / "seen", tmp_path / "mirror"
    entry, proof = tmp_path / "entry", tmp_path / "entry.tlog-proof"
    with ExitStack() as open_, practice(tmp_path / "ledger", agreed(2, *two)) as place:
        for stand in two:
            open_.enter_context(stand.serves(NOW // 1000))
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        counter = open_.enter_context(desk(place))
        entry.write_bytes(note := guard.says({"kind": "Halo", "number": 1}))
        leaf = counter.hands_in(note).json()["receipt"]["leaf_index"]
        address = f"/proofs/{leaf}?under=witnessed"
        until(lambda: counter.http.get(address).is_success)
        proof.write_bytes(counter.http.get(address, headers=TEXT).content)
        seen.write_bytes(counter.http.get("/log/witnessed").content)
        assert segel("mirror", counter.address, mirror).status == 0

        keys: list[object] = ["-key", place.founders.charter.log]
        for stand in two:
            keys += ["-witness", stand.cosigner.verifier]
        live = stranger.says("log", *keys, "-seen", seen, f"{counter.address}/log")
        copy = stranger.says("log", *keys, "-seen", seen, "-series", mirror)
        proven = stranger.says("entry", *keys, "-need", 2, entry, proof)

    for found in (live, copy):
        assert (found.status, found.verdict) == (0, "agrees"), found.reason()
        assert found.count("witnessed") == 1
    assert (proven.status, proven.verdict) == (0, "agrees"), proven.reason()
