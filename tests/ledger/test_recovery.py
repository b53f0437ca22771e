"""A recovery acts where it can do no harm, and excuses the lost tail and nothing else."""

import pytest
from hypothesis import given, settings, strategies as st

from ledger.errors import RecoveryError
from ledger.journal import Entry
from ledger.recovery import Recovery, behind, check, excuse, recover_line
from ledger.register import Effect
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device, Founders, founders
from tests.support.roll import Roll

ROOT, OTHER = bytes([7]) * 32, bytes([8]) * 32
FOUNDERS = founders()
FIRST = Recovery(12, ROOT, 14)
SECOND = Recovery(40, ROOT, 42)


@pytest.fixture(name="roll")
def _roll() -> Roll:
    roll = Roll()
    roll.enrols(Device.named("16.08/kpu/gudang-03"))
    return roll


def said(roll: Roll, device: Device, size: int = 2, root: bytes = ROOT) -> tuple[Effect, str]:
    """Let a registrar say that the log goes on from a tree which its note cites."""
    device.sees(size, root)
    outcome = roll.says(device, recover_line(size, root))
    return outcome.effect, outcome.reason


def test_the_log_goes_on_where_the_last_registrar_needed_has_said_so(roll: Roll) -> None:
    assert said(roll, roll.kpu)[0] is Effect.PENDING
    assert not roll.register.recoveries
    assert said(roll, roll.polri)[0] is Effect.RECOVERED
    assert roll.register.recoveries == (Recovery(2, ROOT, 3),)


def test_registrars_who_name_different_trees_recover_nothing(roll: Roll) -> None:
    assert said(roll, roll.kpu)[0] is Effect.PENDING
    assert said(roll, roll.polri, root=OTHER)[0] is Effect.PENDING
    assert said(roll, roll.bawaslu, root=OTHER)[0] is Effect.RECOVERED


def test_a_note_must_cite_the_tree_that_it_names(roll: Roll) -> None:
    roll.kpu.sees(2, OTHER)
    outcome = roll.says(roll.kpu, recover_line(2, ROOT))
    assert (outcome.effect, "does not cite" in outcome.reason) == (Effect.VOID, True)


@pytest.mark.parametrize("size", [3, 9])
def test_a_tree_that_the_log_does_not_have_yet_is_no_ground(roll: Roll, size: int) -> None:
    assert said(roll, roll.kpu, size)[0] is Effect.VOID


def test_a_log_that_has_gone_on_cannot_be_recovered(roll: Roll) -> None:
    effect, reason = said(roll, roll.kpu, 1)
    assert effect is Effect.PENDING
    device = roll.enrols(Device.named("16.08/kpu/gudang-04"))
    roll.takes(device.says({"number": 0}))
    effect, reason = said(roll, roll.polri, 1)
    assert (effect, "gone on" in reason) == (Effect.VOID, True)


def test_a_log_is_not_recovered_twice_from_one_tree(roll: Roll) -> None:
    said(roll, roll.kpu)
    said(roll, roll.polri)
    effect, reason = said(roll, roll.kpu)
    assert (effect, "already" in reason) == (Effect.VOID, True)


@pytest.mark.parametrize(
    "line", ["recover", "recover 2", "recover 02 x", "recover 2 AAAA", "recover 2 A B"]
)
def test_a_line_out_of_form_does_nothing(roll: Roll, line: str) -> None:
    assert roll.says(roll.kpu, line).effect is Effect.VOID


def test_nobody_but_registrars_recovers_a_log(roll: Roll) -> None:
    note = roll.kpu.registers(Device.named("16.08/kpu/ketua").enrol_line(delegate="16.08/kpu"))
    roll.takes(note)
    delegate = Device.named("16.08/kpu/ketua").enrolled(note)
    assert said(roll, delegate, 3)[0] is Effect.VOID


@pytest.mark.parametrize(
    ("size", "returned", "expected"),
    [
        (12, 0, None),
        (13, 0, FIRST),
        (100, 14, FIRST),
        (100, 15, SECOND),
        (40, 15, None),
        (100, 43, None),
    ],
)
def test_a_citation_is_excused_until_the_journal_cites_a_tree_with_the_recovery(
    size: int, returned: int, expected: Recovery | None
) -> None:
    device = Device.named("16.08/kpu/gudang-03").sees(size, OTHER)
    entry = Entry.parse(device.says({"number": 0}))
    assert excuse((FIRST, SECOND), entry, returned) == expected


def test_a_note_that_recovers_is_never_excused() -> None:
    device = Device.named("16.08/kpu").sees(100, OTHER)
    assert excuse((FIRST,), Entry.parse(device.registers("recover 100 A")), 0) is None


def test_a_receipt_begins_behind_the_newest_recovery_before_its_leaf() -> None:
    assert behind((FIRST, SECOND), 12) == FIRST
    assert behind((FIRST, SECOND), 40) == SECOND
    assert behind((FIRST, SECOND), 11) is None


def votes(whole: Founders, *numbers: int) -> list[bytes]:
    return [
        whole.registrars[number].sees(12, ROOT).registers(recover_line(12, ROOT))
        for number in numbers
    ]


VOTES = votes(FOUNDERS, 0, 1)


def test_whoever_holds_only_the_charter_can_check_the_registrars_word() -> None:
    whole = founders()
    check(whole.charter, 12, ROOT, votes(whole, 0, 2))


@pytest.mark.parametrize(
    "case", ["one", "the same twice", "another tree", "another log", "a flipped bit", "a device"]
)
def test_less_than_a_quorum_shows_nothing(case: str) -> None:
    whole = founders()
    root = ROOT
    notes = votes(whole, 0, 0) if case == "the same twice" else votes(whole, 0, 1)
    if case == "one":
        notes = notes[:1]
    elif case == "another tree":
        root = OTHER
    elif case == "another log":
        notes = votes(founders("segel.example/lain"), 0, 1)
    elif case == "a flipped bit":
        notes[1] = notes[1].replace(b"recover 12", b"recover 13")
    elif case == "a device":
        stranger = Device.named("16.08/kpu/gudang-03").sees(12, ROOT)
        notes[1] = stranger.registers(recover_line(12, ROOT))
    with pytest.raises(RecoveryError):
        check(whole.charter, 12, root, [*notes, b"", b"\xff", leaf_hash(b"")])


@settings(max_examples=200)
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255), which=st.integers(0, 1))
def test_every_changed_byte_of_a_word_costs_its_quorum(place: int, byte: int, which: int) -> None:
    notes = list(VOTES)
    raw = bytearray(notes[which])
    raw[place % len(raw)] = byte
    notes[which] = bytes(raw)
    if notes == VOTES:
        return
    with pytest.raises(RecoveryError):
        check(FOUNDERS.charter, 12, ROOT, notes)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_words_after_recover_are_void_or_a_tree(words: str) -> None:
    outcome = Roll().says(founders().registrars[0], f"recover {words}")
    assert outcome.effect is Effect.VOID
    assert outcome.reason
