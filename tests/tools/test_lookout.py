"""One log, seen from several places: what does not fit is told, once, with proof."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from ledger.equivocation import Equivocation
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from tests.support.log_builder import LogBuilder, body
from tests.support.sighting import histories, read_of, ticking
from tests.support.witness import Cosigner, policy_text
from tests.tools.test_succession import recovered
from tools.alert import Outbox
from tools.lookout import Lookout, Patience
from tools.vantage import Vantage, of_witness

ANA, BUDI = Cosigner.named("ana"), Cosigner.named("budi")


class Scene:
    """A lookout with a clock that can be moved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock, self.passes = ticking()
        self.outbox = Outbox(folder / "m.db")
        self.lookout: Lookout | None = None

    def shows(self, vantage: Vantage, log: LogBuilder, raw: bytes | None = None) -> None:
        if self.lookout is None:
            charter = log.entries[0]
            self.lookout = Lookout(
                self.folder / "log", charter, self.outbox, self.clock, Patience()
            )
        self.lookout.take(vantage, raw or log.checkpoints[-1][1], read_of(log))

    def waits(self, minutes: float = 0) -> None:
        """Let time pass, and let the lookout see it."""
        self.passes(minutes)
        assert self.lookout is not None
        self.lookout.mind_time()

    @property
    def alerts(self) -> list[dict[str, Any]]:
        return [json.loads(line) for _, line in self.outbox.after(0)]

    @property
    def kinds(self) -> list[str]:
        return [one["kind"] for one in self.alerts]


@pytest.fixture(name="scene")
def _scene(tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(tmp_path)
    yield scene
    scene.outbox.close()


def test_a_log_that_grows_as_it_should_is_no_news(scene: Scene) -> None:
    log, vantage = LogBuilder(), Vantage("http://a")
    scene.shows(vantage, log)
    (guard,) = log.enrol("16.08/kpu/gudang-01")
    for _ in range(3):
        log.sign()
        scene.shows(vantage, log)
    assert scene.lookout is not None
    assert scene.lookout.known == log.checkpoint()
    assert (scene.kinds, vantage.size) == ([], 2)
    assert vantage.seen == log.checkpoints[-1][1]
    del guard


@pytest.mark.parametrize(("one", "other"), [(3, 3), (3, 5), (5, 3)])
def test_two_places_that_show_two_histories_are_a_fork_with_proof(
    scene: Scene, one: int, other: int
) -> None:
    log, forked = histories(4, one, other)
    scene.shows(Vantage("http://a"), log)
    elsewhere = Vantage("http://b")
    for _ in range(2):
        scene.shows(elsewhere, forked)
    (alert,) = scene.alerts
    assert (alert["kind"], alert["place"]) == ("fork", "http://b")
    proof = Equivocation.parse(Path(alert["detail"]["evidence"]).read_bytes())
    assert proof.proven().charter.origin == alert["log"]


@pytest.mark.parametrize("after", [0, 30])
def test_a_recovered_log_is_a_fork_and_is_followed_from_then_on(scene: Scene, after: int) -> None:
    lost, log = recovered(6, after)

    def told() -> list[str]:
        return [kind for kind in scene.kinds if kind != "finding"]

    vantage = Vantage("http://a")
    scene.shows(vantage, lost)
    scene.shows(vantage, log)
    assert told() == ["fork", "recovery"]
    assert Path(scene.alerts[0]["detail"]["evidence"]).exists()
    assert (Path(scene.alerts[1]["detail"]["kept"]) / "ledger.db").exists()
    log.add(log.founders.registrars[0].says(body(99)))
    log.sign()
    scene.shows(vantage, log)
    assert scene.lookout is not None
    assert scene.lookout.known == log.checkpoint()
    assert told() == ["fork", "recovery"]
    scene.shows(Vantage("http://mirror"), lost)
    assert told() == ["fork", "recovery", "fork"]


def test_a_mirror_that_lags_is_no_news(scene: Scene) -> None:
    log, _ = histories(4, 3, 3)
    scene.shows(Vantage("http://a"), log)
    scene.shows(Vantage("http://mirror"), log, log.checkpoints[1][1])
    assert scene.kinds == []


def test_a_place_that_shows_less_than_before_is_a_rollback(scene: Scene) -> None:
    log, _ = histories(4, 3, 3)
    vantage = Vantage("http://a")
    scene.shows(vantage, log)
    for _ in range(2):
        scene.shows(vantage, log, log.checkpoints[1][1])
    (alert,) = scene.alerts
    assert (alert["kind"], alert["detail"]["size"]) == ("rollback", 6)


@pytest.mark.parametrize("damage", [b"x", b"", "another key"])
def test_a_checkpoint_that_the_log_did_not_sign_is_named(scene: Scene, damage: bytes | str) -> None:
    log, _ = histories(4, 3, 3)
    scene.shows(Vantage("http://a"), log)
    text = log.checkpoint().text()
    raw = damage if isinstance(damage, bytes) else log.founders.clerk.key.sign(text).serialise()
    scene.shows(Vantage("http://b"), log, raw or b"\n")
    assert scene.kinds == ["signature"]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_checkpoint_however_damaged_is_taken_for_another(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    log, _ = histories(4, 3, 3)
    whole = log.checkpoints[-1][1]
    place = data.draw(st.integers(0, len(whole) - 1))
    raw = data.draw(
        st.sampled_from(
            [
                whole[:place],
                whole[:place]
                + bytes([whole[place] ^ 1 << data.draw(st.integers(0, 7))])
                + whole[place + 1 :],
                whole + data.draw(st.binary(max_size=40)),
                data.draw(st.binary(max_size=200)),
            ]
        )
    )
    scene = Scene(tmp_path_factory.mktemp("damage"))
    scene.shows(Vantage("http://a"), log)
    scene.shows(Vantage("http://b"), log, raw or b"\n")
    assert scene.kinds == ([] if raw.startswith(whole) and scene.kinds == [] else ["signature"])
    assert scene.lookout is not None
    assert scene.lookout.known == log.checkpoint()
    scene.outbox.close()


def test_entries_that_are_wrong_are_named_with_their_leaf_before_they_are_kept(
    scene: Scene,
) -> None:
    log = LogBuilder()
    log.add(b"no note\n")
    log.sign()
    scene.shows(Vantage("http://a"), log)
    ((kind, leaf),) = [(one["kind"], one["leaf"]) for one in scene.alerts]
    assert (kind, leaf) == ("entry", 1)


def cosigned(log: LogBuilder, *witnesses: Cosigner, at: int = -1) -> bytes:
    note = Note.parse(log.checkpoints[at][1])
    for one in witnesses:
        note = one.cosigns(note)
    return note.serialise()


def with_policy() -> LogBuilder:
    log, _ = histories(4, 3, 3)
    line = "policy " + to_base64(policy_text(2, ANA, BUDI).encode())
    for registrar in log.founders.registrars[:2]:
        log.add(registrar.registers(line))
    log.sign()
    return log


def test_a_log_without_its_quorum_for_long_is_told_once(scene: Scene) -> None:
    log, vantage = with_policy(), Vantage("http://a")
    scene.shows(vantage, log, cosigned(log, ANA))
    told = []
    for minutes in (0, 20, 20, 20):
        scene.waits(minutes)
        told.append([*scene.kinds])
    assert told == [[], [], ["unwitnessed"], ["unwitnessed"]]
    scene.shows(vantage, log, cosigned(log, ANA, BUDI))
    scene.waits(500)
    assert scene.kinds == ["unwitnessed"]


def test_a_restart_does_not_forget_since_when_the_quorum_is_missing(scene: Scene) -> None:
    log, vantage = with_policy(), Vantage("http://a")
    scene.shows(vantage, log)
    scene.waits()
    scene.lookout = None
    scene.shows(vantage, log)
    scene.waits(31)
    assert scene.kinds == ["unwitnessed"]


def test_a_witness_that_has_seen_more_than_we_are_shown_is_told(scene: Scene) -> None:
    log, witness = with_policy(), of_witness("http://w", "", ANA.verifier)
    scene.shows(Vantage("http://a"), log, log.checkpoints[1][1])
    for _ in range(3):
        scene.shows(witness, log, cosigned(log, ANA))
        scene.passes(4)
    assert scene.kinds == ["withheld"]
    scene.shows(Vantage("http://a"), log)
    scene.shows(witness, log, cosigned(log, ANA))
    assert (scene.kinds, witness.ahead_since) == (["withheld"], None)


def test_a_witness_that_has_seen_another_history_is_a_fork(scene: Scene) -> None:
    log, forked = histories(4, 5, 3)
    scene.shows(Vantage("http://a"), log)
    scene.shows(of_witness("http://w", "", ANA.verifier), forked, cosigned(forked, ANA))
    assert scene.kinds == ["fork"]


def test_a_witness_that_did_not_sign_is_named(scene: Scene) -> None:
    log, _ = histories(4, 5, 3)
    scene.shows(Vantage("http://a"), log)
    scene.shows(of_witness("http://w", "", ANA.verifier), log, cosigned(log, BUDI))
    assert scene.kinds == ["signature"]


def findings_of(make: Callable[[LogBuilder], None], scene: Scene) -> list[dict[str, Any]]:
    log = LogBuilder()
    make(log)
    log.sign()
    scene.shows(Vantage("http://a"), log)
    return [one for one in scene.alerts if one["kind"] == "finding"]


def test_what_the_rules_find_is_told_with_rule_subject_and_leaf(scene: Scene) -> None:
    def make(log: LogBuilder) -> None:
        (guard,) = log.enrol("16.08/kpu/gudang-01")
        at = "2024-11-20T08:00:00+07:00"
        look = {"box": "K-1", "utuh": ["tag_qr:A"]}
        log.add(
            guard.says({"kind": "SealVerified", "at": at, "place": "16.08/G", "boxes": [look]}),
        )

    found = findings_of(make, scene)
    assert found
    assert all(one["detail"]["rule"].startswith("R") for one in found)
    assert all(one["indonesian"] and one["english"] for one in found)
    assert {one["leaf"] for one in found} <= {1, 2}


def test_a_finding_that_comes_due_while_nothing_is_said_is_told_then(scene: Scene) -> None:
    def make(log: LogBuilder) -> None:
        (guard,) = log.enrol("16.08/kpu/gudang-01")
        visit = body(1) | {"at": "2024-11-26T17:00:00+00:00", "purpose": "tamu"}
        log.add(guard.says(visit))

    before = findings_of(make, scene)
    for _ in range(30):
        scene.waits(24 * 60)
    keys = [one["id"] for one in scene.alerts]
    assert len(keys) >= len(before)
    assert len({*keys}) == len(keys)
