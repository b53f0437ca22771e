"""`segel verify` and `segel proof` as an auditor runs them."""

import json
from pathlib import Path

import pytest

from ledger.fingerprint import words
from ledger.tlog.proof import Proof
from tests.support.command import segel
from tests.support.judgement import doctored
from tests.support.log_builder import LogBuilder, story


@pytest.fixture(name="log")
def _log() -> LogBuilder:
    """Return a log of 12 entries."""
    return story()


@pytest.fixture(name="ledger")
def _ledger(log: LogBuilder, tmp_path: Path) -> Path:
    """Return its directory."""
    return log.write(tmp_path / "ledger")


@pytest.fixture(name="tiles")
def _tiles(log: LogBuilder, tmp_path: Path) -> Path:
    """Return it as published."""
    return log.publish(tmp_path / "tiles" / "log").parent


def test_ones_own_ledger_is_proven(ledger: Path) -> None:
    ran = segel("verify", ledger)

    assert ran.status == 0
    assert ran.out.splitlines()[-1].startswith("LULUS  12 entri, ")
    assert ran.err == ""


def test_each_spelling_of_the_charters_hash_is_understood(log: LogBuilder, tiles: Path) -> None:
    value = log.fingerprint
    base64 = log.write(tiles / "ledger").joinpath("charter.hash").read_text().strip()
    for spelling in (base64, value.hex(), words(value), words(value).upper().replace(" ", "-")):
        assert segel("verify", tiles, "--charter", spelling).status == 0


def test_without_it_strangers_tiles_are_undecided(log: LogBuilder, tiles: Path) -> None:
    ran = segel("verify", tiles, "--lang", "en")

    assert ran.status == 3
    assert words(log.fingerprint) in ran.out
    assert ran.out.splitlines()[-1].startswith("UNDECIDED  12 entries")


def test_a_policy_with_the_logs_key_is_a_root_of_trust(log: LogBuilder, tiles: Path) -> None:
    policy = tiles / "policy"
    policy.write_text(f"log {log.founders.log.verifier}\nquorum none\n", encoding="utf-8")

    assert segel("verify", tiles, "--policy", policy).status == 0


def test_bad_evidence_has_exit_status_1_and_names_the_leaf(ledger: Path) -> None:
    doctored(ledger, "UPDATE entry SET note = note || x'0a' WHERE leaf_index = 4")

    ran = segel("--lang", "en", "verify", ledger)

    assert ran.status == 1
    assert "leaf 4: " in ran.out
    assert ran.out.splitlines()[-1].startswith("FAILED  ")


def test_a_file_that_is_no_database_has_exit_status_1_and_is_named(ledger: Path) -> None:
    (ledger / "ledger.db").write_bytes(b"x" * 5000)

    ran = segel("verify", ledger)

    assert ran.status == 1
    assert "ledger.db" in ran.out
    assert json.loads(segel("verify", ledger, "--json").out)["exit"] == 1


def test_json_says_the_same_and_nothing_else(ledger: Path) -> None:
    ran = segel("verify", ledger, "--json")
    found = json.loads(ran.out)

    assert ran.status == 0
    assert (found["verdict"], found["exit"], found["covered"]) == ("proven", 0, 12)


@pytest.mark.parametrize(
    "words",
    [
        ["verify", "/nowhere/at/all"],
        ["verify", ".", "--charter", "abc"],
        ["verify", ".", "--charter", "a", "--policy", "b"],
        ["verify", ".", "--policy", "/nowhere/at/all"],
        ["verify"],
        ["proof", ".", "-1"],
    ],
)
def test_wrong_use_has_exit_status_2(words: list[str]) -> None:
    ran = segel(*words)

    assert ran.status == 2
    assert "Traceback" not in ran.err


def test_a_server_that_is_not_there_is_undecided() -> None:
    ran = segel("verify", "http://127.0.0.1:9")

    assert ran.status == 3
    assert "127.0.0.1:9" in ran.out
    assert ran.out.splitlines()[-1].startswith("BELUM DAPAT DIPUTUSKAN")


def test_a_proof_holds_offline_under_the_logs_key(
    log: LogBuilder, ledger: Path, tiles: Path, tmp_path: Path
) -> None:
    for target in (ledger, tiles):
        for leaf in (0, 5, 11):
            file = tmp_path / f"{leaf}.tlog-proof"
            assert segel("proof", target, leaf, "-o", file).status == 0
            checkpoint = Proof.parse(file.read_bytes()).verified(
                log.entries[leaf], log.founders.log.verifier
            )
            assert checkpoint.size == 12


def test_a_proof_is_printed_if_no_file_is_given(ledger: Path) -> None:
    assert segel("proof", ledger, 3).out.startswith("c2sp.org/tlog-proof@v1\nindex 3\n")


def test_a_leaf_that_is_not_covered_yet_has_no_proof(ledger: Path) -> None:
    ran = segel("proof", ledger, 12)

    assert ran.status == 3
    assert "12" in ran.err


def test_no_proof_is_written_from_a_damaged_log(ledger: Path, tmp_path: Path) -> None:
    doctored(ledger, "UPDATE entry SET leaf_hash = zeroblob(32) WHERE leaf_index = 4")

    ran = segel("proof", ledger, 5, "-o", tmp_path / "proof")

    assert ran.status == 1
    assert not (tmp_path / "proof").exists()
