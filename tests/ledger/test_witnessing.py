"""Witnessing: over real HTTP, with real witnesses, and nobody waits for the slowest."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ledger.anchor import Anchor
from ledger.errors import HaltedError
from ledger.journal import ANCHOR, Entry
from ledger.objection import Objections
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from ledger.witnessing import ANCHOR_SECONDS, Pace, Witnessing
from tests.support.device import founders
from tests.support.judgement import judge
from tests.support.loss import wreck
from tests.support.practice import NOW, Practice, practice
from tests.support.puppet import Puppet, Said, signing, stale
from tests.support.server import until
from tests.support.witness import AT, Stand, agreed, stands
from tools.verdict import State

QUICK = Pace(look=0.01, round=0.3, backoff=0.02, backoff_max=0.05)
READINGS = 20
SLOW = 4.0
HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}


@dataclass(frozen=True, slots=True)
class Folder(Objections):
    """Counts how often it is read: every look at the log begins with that."""

    readings: list[int] = field(default_factory=list)

    def names(self) -> list[str]:
        self.readings.append(len(self.readings))
        return Objections.names(self)

    def is_read_often(self) -> None:
        """Wait for some more looks."""
        enough = len(self.readings) + READINGS
        until(lambda: len(self.readings) > enough)


@contextmanager
def witnessing(
    place: Practice, now: int = NOW, objections: Objections | None = None
) -> Iterator[Witnessing]:
    """Ask the witnesses of a practice ledger, quickly."""
    folder = objections or Objections(place.path / "objections")
    asking = Witnessing(place.ledger, folder, lambda: now, QUICK)
    asking.start()
    try:
        yield asking
    finally:
        asking.close()


@pytest.fixture(name="three")
def _three(tmp_path: Path) -> list[Stand]:
    """Three witnesses that nobody has started yet."""
    return stands(tmp_path / "saksi", founders().charter.log, "bawaslu", "pers", "unsri")


def anchors(place: Practice) -> list[tuple[int, Anchor]]:
    rows = place.ledger.tree.entries(0, 10_000)
    return [
        (row.leaf_index, Anchor.parse(Entry.parse(row.note).body))
        for row in rows
        if row.topic == ANCHOR
    ]


def signed(place: Practice) -> int:
    """Return the size of the newest checkpoint, once it covers all that there is."""
    until(lambda: place.checkpoint().size == place.ledger.tree.size)
    return place.checkpoint().size


def test_a_quorum_sees_the_newest_checkpoint_and_the_clerk_writes_it_down(
    tmp_path: Path, three: list[Stand]
) -> None:
    with ExitStack() as open_, practice(tmp_path / "l", agreed(2, *three)) as place:
        for stand in three:
            open_.enter_context(stand.serves())
        with witnessing(place) as asking:
            until(lambda: anchors(place))
            (guard,) = place.enrols("16.08/kpu/gudang-01")
            place.takes(guard.says(HELLO))
            until(lambda: (w := asking.witnessed) and w.size == signed(place))
            assert asking.witnessed is not None
            assert set(asking.witnessed.anchored.names) <= {"bawaslu", "pers", "unsri"}
            assert asking.witnessed.anchored.earliest == AT
            assert len(Note.parse(asking.cosigned(place.ledger.checkpoint)).signatures) >= 3

        ((index, anchor),) = anchors(place)
        assert index == 1
        assert Checkpoint.parse(Note.parse(anchor.note).text).size == 1
        place.ledger.close()
        assert judge(place.path).state is State.HOLDS


def test_one_slow_witness_and_one_that_is_gone_hold_up_nobody(
    tmp_path: Path, three: list[Stand]
) -> None:
    slow = Puppet(signing(three[2].cosigner), seconds=SLOW)
    with ExitStack() as open_, practice(tmp_path / "l", agreed(1, *three)) as place:
        open_.enter_context(three[0].serves())
        open_.enter_context(slow.serves(three[2].port))
        with witnessing(place) as asking:
            for name in ("16.08/kpu/a", "16.08/kpu/b", "16.08/kpu/c"):
                place.enrols(name)
                until(lambda: (w := asking.witnessed) and w.size == signed(place))
            report = asking.report()
            begun = time.monotonic()
        assert time.monotonic() - begun < SLOW / 2, "closing waits for nobody"

    assert [one.is_absent for one in report.witnesses] == [False, True, True]
    assert report.witnesses[1].failures


def test_without_a_quorum_it_goes_on_and_says_so_and_with_one_it_catches_up(
    tmp_path: Path, three: list[Stand]
) -> None:
    with practice(tmp_path / "l", agreed(2, *three)) as place, three[0].serves():
        with witnessing(place) as asking:
            with three[1].serves(AT):
                until(lambda: asking.witnessed)
            (guard,) = place.enrols("16.08/kpu/gudang-01")
            until(lambda: asking.report().witnesses[1].failures)
            before = asking.witnessed  # only now: an answer may have been on its way
            place.takes(guard.says(HELLO))
            until(lambda: asking.report().witnesses[0].size == signed(place))
            failures = asking.report().witnesses[1].failures
            until(lambda: asking.report().witnesses[1].failures > failures)
            report = asking.report()
            assert before is not None
            assert (report.size, report.time) == (before.size, AT)
            assert report.signed > report.size
            with three[1].serves(AT + 600):
                until(lambda: asking.report().size == signed(place))
        assert asking.witnessed is not None
        assert asking.witnessed.anchored.latest == AT + 600


def test_what_was_witnessed_is_known_again_after_a_restart(
    tmp_path: Path, three: list[Stand]
) -> None:
    with practice(tmp_path / "l", agreed(2, *three)) as place:
        with three[0].serves(), three[1].serves(), witnessing(place) as asking:
            until(lambda: anchors(place) and asking.report().size == signed(place))
        place.reopen()

        report = Witnessing(place.ledger, Objections(tmp_path / "o"), lambda: NOW).report()

    assert report.size == report.signed
    assert report.witnesses[0].size == report.signed


def test_an_anchor_is_written_once_in_five_minutes_and_never_for_its_own_sake(
    tmp_path: Path, three: list[Stand]
) -> None:
    with ExitStack() as open_, practice(tmp_path / "l", agreed(1, three[0])) as place:
        open_.enter_context(three[0].serves())

        def settles(now: int) -> int:
            folder = Folder(place.path / "objections")
            with witnessing(place, now, folder) as asking:
                until(lambda: anchors(place) and asking.report().size == signed(place))
                folder.is_read_often()
                until(lambda: asking.report().size == signed(place))
            return len(anchors(place))

        late = NOW + 1000 * ANCHOR_SECONDS
        assert settles(NOW) == 1
        assert settles(late) == 1, "nothing has happened but the anchor"
        place.enrols("16.08/kpu/gudang-01")
        assert settles(late - 1) == 1, "too early"
        assert settles(late) == 2


def test_an_objection_stops_what_is_published_and_not_what_is_kept(
    tmp_path: Path, three: list[Stand]
) -> None:
    puppet = Puppet(lambda _: stale(10**6))
    with ExitStack() as open_, practice(tmp_path / "l", agreed(1, *three)) as place:
        open_.enter_context(puppet.serves(three[0].port))
        folder = Folder(place.path / "objections")
        with witnessing(place, objections=folder) as asking:
            until(lambda: asking.report().objections)
            (guard,) = place.enrols("16.08/kpu/gudang-01")
            heard = len(puppet.heard)
            with three[1].serves():
                place.takes(guard.says(HELLO))
                folder.is_read_often()
                assert asking.witnessed is None
            assert len(puppet.heard) == heard
            (name,) = asking.report().objections
            kept = (place.path / name).read_text(encoding="utf-8")
            assert f"request {to_base64(puppet.heard[0])}\n" in kept
            puppet.mind = signing(
                three[0].cosigner
            )  # it was mistaken, and its owner has seen to it
            (place.path / name).rename(tmp_path / "seen-by-the-auditors")
            until(lambda: asking.witnessed)
        assert not place.ledger.is_halted


def test_what_the_log_itself_has_signed_halts_it(tmp_path: Path, three: list[Stand]) -> None:
    """The witness shows a checkpoint under the log's own key that this tree does not hold."""
    people = founders()
    other = people.log.sign(Checkpoint(people.charter.origin, 9, bytes(32)).text()).serialise()
    puppet = Puppet(lambda _: stale(9), shows=other)
    with practice(tmp_path / "l", agreed(1, three[0])) as place, puppet.serves(three[0].port):
        with witnessing(place) as asking:
            until(lambda: place.ledger.is_halted and asking.report().objections)
        with pytest.raises(HaltedError):
            place.ledger.append_all([place.founders.enrol()])
        assert list((place.path / "disputes").iterdir())


def test_a_policy_of_the_registrars_is_followed_at_once(tmp_path: Path, three: list[Stand]) -> None:
    with ExitStack() as open_, practice(tmp_path / "l", agreed(1, three[0])) as place:
        open_.enter_context(three[1].serves())
        with witnessing(place) as asking:
            line = f"policy {to_base64(agreed(1, three[1]).encode())}"
            for registrar in place.founders.registrars[:2]:
                place.takes(registrar.registers(line))
            until(lambda: asking.witnessed)
            assert [one.name for one in asking.report().witnesses] == ["pers"]
            until(lambda: anchors(place))
        place.ledger.close()
        assert judge(place.path).state is not State.FAILS


def test_closing_before_it_has_begun_is_no_fault(tmp_path: Path) -> None:
    with practice(tmp_path / "l") as place:
        asking = Witnessing(place.ledger, Objections(tmp_path / "o"), lambda: NOW)
        asking.close()
        assert asking.report().witnesses == []


def test_a_witness_that_remembers_what_was_lost_is_no_alarm(
    tmp_path: Path, three: list[Stand]
) -> None:
    """The registrars have recovered the log; this witness can never sign it again."""
    with wreck(tmp_path / "l") as lost:
        lost.recovered()
        place, seen = lost.place, Checkpoint.parse(Note.parse(lost.checkpoint).text).size
        line = f"policy {to_base64(agreed(1, three[0]).encode())}"
        for registrar in place.founders.registrars[:2]:
            place.takes(registrar.registers(line))
        puppet = Puppet(
            lambda raw: Said(422) if raw.startswith(f"old {seen}\n".encode()) else stale(seen),
            shows=lost.checkpoint,
        )
        with puppet.serves(three[0].port), witnessing(place) as asking:
            until(lambda: asking.report().witnesses[0].failures)
            report = asking.report()
        assert "entries that were lost" in report.witnesses[0].fault
        assert (report.objections, place.ledger.is_halted) == ([], "")
