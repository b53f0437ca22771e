"""Any log folds to one register: the same for every auditor, whatever comes later."""

import re
from copy import deepcopy

from hypothesis import given, settings, strategies as st

from ledger.charter import Charter, fingerprint
from ledger.errors import RefusedError
from ledger.journal import Entry
from ledger.register import Effect, Register
from ledger.tlog.text import parse_hash, to_base64
from tests.support.device import NO_WITNESSES, REGISTRARS, Device
from tests.support.figures import FIGURES
from tests.support.roll import Roll

NAMES = (
    *REGISTRARS,
    "16.08/kpu/ketua",
    "16.08/kpu/ketua/wakil",
    "16.08/kpu/gudang-03",
    "16.08/polri/regu-1",
)
LINES = {name: Device.named(name).enrol_line() for name in NAMES}
POLICIES = (NO_WITNESSES, f"witness w {FIGURES['witness_ed25519']['vkey']}\nquorum w\n")
VERBS = ("enrol", "resume", "revoke", "policy", "recover")
RECOVER = re.compile(r"recover ([1-4]) (.{44})")
HASHES = st.sampled_from([to_base64(bytes([value]) * 32) for value in range(3)])

signers = st.sampled_from((*NAMES, *REGISTRARS))
names = st.sampled_from((*NAMES, *NAMES[3:], *NAMES[3:]))
numbers = st.integers(0, 4)
prefixes = st.sampled_from(
    ["", " delegate 16.08", " delegate 16.08/kpu", " delegate 16.08/kpu/ketua"]
)
enrolments = st.builds("{}{}".format, names.map(LINES.__getitem__), prefixes)
lines = (
    enrolments
    | enrolments
    | st.builds("resume {} at {} after {}".format, names, numbers, HASHES)
    | st.builds("revoke {} after {}".format, names, numbers)
    | st.sampled_from([f"recover {size} {to_base64(bytes(32))}" for size in (1, 1, 2, 3)])
    | st.sampled_from([f"policy {to_base64(text.encode())}" for text in POLICIES])
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
    | st.builds("{} {}".format, st.sampled_from(VERBS), st.text(
        st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
)  # fmt: skip
notes = st.tuples(signers, st.lists(lines, min_size=1, max_size=3))


def written(plan: list[tuple[str, list[str]]]) -> Roll:
    """Fold a plan as the ledger would; what it refuses is not in the log."""
    roll, devices = Roll(), {name: Device.named(name) for name in NAMES}
    for name, said in plan:
        device, member = devices[name], roll.register.members.get(name)
        if member is not None:
            device.sequence, device.head = member.chain.expected, member.chain.head
        cite(device, said)
        try:
            roll.takes(device.registers(*said))
        except RefusedError:
            continue
    return roll


def cite(device: Device, said: list[str]) -> None:
    """Let a note cite the tree from which its first `recover` line lets the log go on."""
    found = [RECOVER.fullmatch(line) for line in said]
    first = next((match for match in found if match is not None), None)
    if first is not None:
        device.sees(int(first[1]), parse_hash(first[2], "root"))


def folded(notes: list[bytes]) -> Register:
    """Fold a log as an auditor would, from nothing but its bytes."""
    register = Register.opened(Charter.opened(notes[0]), fingerprint(notes[0]))
    for index, note in enumerate(notes[1:], start=1):
        register.take(index, Entry.parse(note))
    return register


@settings(max_examples=60)
@given(plan=st.lists(notes, max_size=12))
def test_every_auditor_folds_the_same_register(plan: list[tuple[str, list[str]]]) -> None:
    roll = written(plan)
    assert folded(roll.notes) == roll.register


@settings(max_examples=60)
@given(plan=st.lists(notes, max_size=8), later=st.lists(notes, max_size=4))
def test_what_comes_later_never_changes_what_was(
    plan: list[tuple[str, list[str]]], later: list[tuple[str, list[str]]]
) -> None:
    before, after = written(plan), written(plan + later)
    count = len(before.notes)
    assert after.notes[:count] == before.notes
    assert after.outcomes[:count] == before.outcomes
    assert folded(after.notes[:count]) == before.register


@settings(max_examples=100)
@given(plan=st.lists(notes, min_size=1, max_size=12))
def test_what_was_settled_stays_settled(plan: list[tuple[str, list[str]]]) -> None:
    roll = Roll()
    for name, said in plan:
        device, member = Device.named(name), roll.register.members.get(name)
        if member is None:
            continue
        device.sequence, device.head = member.chain.expected, member.chain.head
        was = deepcopy(roll.register)
        try:
            outcomes = roll.takes(device.registers(*said))
        except RefusedError:
            assert roll.register == was
            continue
        assert [outcome.line for outcome in outcomes] == said
        assert all(bool(o.reason) == (o.effect in {Effect.VOID, Effect.UNKNOWN}) for o in outcomes)
        for journal, old in was.members.items():
            new = roll.register.members[journal]
            assert (new.key, new.enroller, new.registrar) == (old.key, old.enroller, old.registrar)
            assert new.chain.expected >= old.chain.expected
            if old.revoked_after is not None:
                assert new.revoked_after is not None
                assert new.revoked_after <= old.revoked_after
        publics = [member.key.public for member in roll.register.members.values()]
        assert len({*publics}) == len(publics)


@settings(max_examples=60)
@given(plan=st.lists(notes, max_size=12))
def test_one_registrar_alone_never_touches_another(plan: list[tuple[str, list[str]]]) -> None:
    alone = [(name, said) for name, said in plan if name not in REGISTRARS[1:]]
    roll = written(alone)
    for name in REGISTRARS[1:]:
        member = roll.register.member(name)
        assert (member.chain.expected, member.revoked_after) == (0, None)
    assert roll.register.policy.quorum == "none"


@settings(max_examples=100)
@given(plan=st.lists(notes, max_size=12))
def test_a_recovery_names_a_tree_behind_which_only_registrars_have_written(
    plan: list[tuple[str, list[str]]],
) -> None:
    roll = written(plan)
    for recovery in roll.register.recoveries:
        assert recovery.size <= recovery.index
        behind = [Entry.parse(note) for note in roll.notes[recovery.size : recovery.index + 1]]
        assert {entry.header.journal for entry in behind} <= {*REGISTRARS}
        said = [e.header.journal for e in behind if recovery.line in e.body.split("\n")]
        assert len({*said}) >= roll.founders.charter.quorum
    sizes = [recovery.size for recovery in roll.register.recoveries]
    assert sizes == sorted({*sizes})
