"""What a log has signed is held against its entries: the parts that whole logs seldom show."""

from pathlib import Path

import pytest

from ledger.tlog.checkpoint import Checkpoint
from tests.support.device import Device, founders
from tests.support.judgement import doctored, judge, outcome
from tests.support.log_builder import LogBuilder, story
from tests.support.witness import Cosigner, policy_text
from tools.promise import DisagreementError, Promises
from tools.recount import Tree
from tools.signature import SignatureQueue
from tools.source import DirectorySource
from tools.tile import TileSource, folder_fetch
from tools.verdict import Check, State, Text
from tools.verify import Trust, verify


@pytest.fixture(name="log")
def _log() -> LogBuilder:
    """Return a log of 12 entries."""
    return story()


@pytest.fixture(name="promises")
def _promises(log: LogBuilder, tmp_path: Path) -> Promises:
    """Return the judge of its checkpoints."""
    tree = Tree()
    for leaf in log.leaves:
        tree.push(leaf)
    source = DirectorySource(log.write(tmp_path / "ledger"))
    return Promises(source, log.founders.charter, tree, SignatureQueue(1))


def check() -> Check:
    return Check("checkpoints", Text("Log menandatangani pohon", "The log signed the tree"))


def test_all_stored_checkpoints_agree_and_the_newest_is_known(promises: Promises) -> None:
    found = check()

    promises.check_checkpoints(found)
    promises.queue.close()

    assert found.state is State.HOLDS
    assert (promises.size, promises.agreed) == (12, 12)
    assert (promises.queue.count, promises.queue.failed) == (4, [])


def test_a_size_and_root_of_another_tree_or_log_disagree(
    promises: Promises, log: LogBuilder
) -> None:
    origin, root = log.founders.charter.origin, log.checkpoint(7).root

    promises.compare(Checkpoint(origin, 7, root))
    for other in (
        Checkpoint(origin, 8, root),
        Checkpoint(origin, 13, root),
        Checkpoint("segel.example/lain", 7, root),
    ):
        with pytest.raises(DisagreementError):
            promises.compare(other)


def test_a_checkpoint_that_another_key_signed_is_not_the_logs(
    promises: Promises, log: LogBuilder, tmp_path: Path
) -> None:
    forged = Device.named("segel.example/lain").key.sign(log.checkpoint().text()).serialise()
    log.checkpoints[-1] = (12, forged)
    promises.source = DirectorySource(log.write(tmp_path / "forged"))
    found = check()

    promises.check_checkpoints(found)

    assert found.state is State.FAILS
    assert "the log has not signed it" in found.reasons[0].text.en


@pytest.mark.parametrize("size", [-1, 13, 50])
def test_a_witness_of_a_tree_that_is_not_here_says_nothing_about_it(
    log: LogBuilder, tmp_path: Path, size: int
) -> None:
    """Entries were lost, or a number was changed: other checks say so, and no verdict breaks."""
    log.cosignatures = [(size, "saksi", "— saksi AAAAAAA=")]
    folder = doctored(
        log.write(tmp_path / "ledger"), "UPDATE checkpoint SET size = 99 WHERE size = 12"
    )

    state, lines = outcome(folder)

    assert state is State.FAILS
    assert not any("witness' line" in line for line in lines)


def test_a_dispute_that_was_none_changes_nothing(promises: Promises, log: LogBuilder) -> None:
    folder = Path(promises.source.name) / "disputes"
    folder.mkdir()
    (folder / "a").write_bytes(log.checkpoints[1][1])
    (folder / "b").write_bytes(b"bukan checkpoint")
    found = check()

    promises.check_disputes(found)

    assert found.state is State.HOLDS
    assert found.reasons[0].text.en.startswith("disputes/b: ")


BAWASLU, PERS = Cosigner.named("bawaslu"), Cosigner.named("pers")


@pytest.mark.parametrize(
    ("cosigned", "state", "summary"),
    [
        ([(2, BAWASLU), (2, PERS), (3, BAWASLU)], State.HOLDS, "need 2, valid 2 at 2 of 3"),
        ([(2, BAWASLU), (3, BAWASLU), (3, PERS)], State.HOLDS, "need 2, valid 2 at 3 of 3"),
        ([(2, BAWASLU), (3, PERS)], State.UNDECIDED, "need 2, valid 1 at 3 of 3"),
    ],
)
def test_the_newest_checkpoint_that_a_quorum_has_seen_is_what_counts(
    tmp_path: Path, cosigned: list[tuple[int, Cosigner]], state: State, summary: str
) -> None:
    log = LogBuilder(founders(policy=policy_text(2, BAWASLU, PERS)))
    for name in ("16.08/kpu/gudang-01", "16.08/kpu/gudang-02"):
        log.enrol(name)
        log.sign()
    for size, one in cosigned:
        line = one.signs(log.checkpoint(size).text()).line()
        log.cosignatures.append((size, one.name, line))

    (found,) = (c for c in judge(log.write(tmp_path / "l")).checks if c.key == "witnesses")

    assert found.state is state
    assert found.summary.en.startswith(summary)
    unseen = [reason.words("en") for reason in found.reasons if reason.span is not None]
    assert unseen == (
        ["leaf 2: not yet seen by a quorum of witnesses"] if "at 2" in summary else []
    )


def test_what_a_server_shows_as_witnessed_counts_beside_its_newest_checkpoint(
    tmp_path: Path,
) -> None:
    log = LogBuilder(founders(policy=policy_text(1, BAWASLU)))
    for name in ("16.08/kpu/gudang-01", "16.08/kpu/gudang-02"):
        log.enrol(name)
        log.sign()
    folder = log.publish(tmp_path / "tiles")
    signed = log.founders.log.sign(log.checkpoint(2).text())
    (folder / "witnessed").write_bytes(BAWASLU.cosigns(signed).serialise())

    verdict = verify(TileSource("tiles", folder_fetch(folder)), Trust())

    (found,) = (check for check in verdict.checks if check.key == "witnesses")
    assert found.state is State.HOLDS
    assert found.summary.en == "need 1, valid 1 at 2 of 3: bawaslu"
