"""The form of an evidence file: one spelling, sealed, and nothing torn is taken for whole."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ledger.bundle import LEAVES_MAX, Asked, Bundle, Enclosed, Scope, cuts
from ledger.tlog.errors import FormatError, ProofError, TlogError
from tests.support.exhibit import BOX, bundled, golden_bundle, resealed, witnessed
from tests.support.layman import UnreadableError, proven
from tests.support.log_builder import story

GOLDEN = Path(__file__).parents[1] / "vectors" / "statement.bundle"
LOG = story()
BUNDLE = bundled(LOG, [2, 4, 6], [1])
RAW = BUNDLE.serialise()
LINES = [
    number
    for number, line in enumerate(RAW.split(b"\n"))
    if line.startswith((b"leaf ", b"hash ", b"seal ", b"checkpoint "))
]


def test_it_is_read_as_it_was_written() -> None:
    assert Bundle.parse(RAW) == BUNDLE
    assert Bundle.parse(RAW).serialise() == RAW


def test_the_form_is_frozen() -> None:
    assert golden_bundle().serialise() == GOLDEN.read_bytes()


@pytest.mark.parametrize(
    "raw", [RAW, GOLDEN.read_bytes(), bundled(witnessed(), [3], [1, 5]).serialise()]
)
def test_who_knows_the_page_of_formats_alone_reads_the_same(raw: bytes) -> None:
    bundle = Bundle.parse(raw)

    assert proven(raw) == {one.leaf_index: one.note for one in bundle.leaves}


@given(st.integers(0, len(RAW) - 1), st.integers(0, 7))
def test_both_readers_refuse_the_same_changes_under_a_new_seal(at: int, bit: int) -> None:
    raw = resealed(RAW[:at] + bytes([RAW[at] ^ 1 << bit]) + RAW[at + 1 :])
    try:
        bundle = Bundle.parse(raw)
        ours = bundle.roots()[bundle.tree.size] == bundle.tree.root
    except TlogError:
        return  # stricter than the other, which reads no signature lines

    try:
        theirs = proven(raw) is not None
    except UnreadableError:
        theirs = False
    assert ours == theirs


def test_it_can_be_read_by_people() -> None:
    head = RAW.decode().split("\n")[:4]

    assert head[:3] == ["segel/bundle/v1", LOG.founders.charter.origin, f"box {BOX.text}"]
    assert LOG.entries[4] in RAW
    assert f"leaf 4 chosen {len(LOG.entries[4])}\n".encode() in RAW


def test_its_proof_leads_to_every_root_that_is_cited() -> None:
    roots = BUNDLE.roots()

    assert roots == {size: LOG.checkpoint(size).root for size in roots}
    assert {5, 12} <= {*roots}


@given(st.sets(st.integers(1, 11), min_size=1), st.sampled_from(Asked))
def test_any_leaves_make_a_file_that_reads_back(indexes: set[int], asked: Asked) -> None:
    scope = Scope(asked, "2024-11-25T08:00:00Z 2024-11-25T09:00:00Z")
    leaves = [Enclosed(index, index in indexes, LOG.entries[index]) for index in range(12)]

    bundle = Bundle.made(scope, LOG.checkpoints[-1][1], leaves, LOG.subtrees.node)

    assert Bundle.parse(bundle.serialise()) == bundle
    assert bundle.roots()[12] == LOG.checkpoint().root


def test_every_bit_is_sealed() -> None:
    for at in range(len(RAW)):
        for bit in range(8):
            with pytest.raises(TlogError):
                Bundle.parse(RAW[:at] + bytes([RAW[at] ^ 1 << bit]) + RAW[at + 1 :])


def test_every_torn_file_is_refused() -> None:
    for length in range(len(RAW)):
        with pytest.raises(TlogError):
            Bundle.parse(RAW[:length])
    with pytest.raises(FormatError, match="behind the seal"):
        Bundle.parse(RAW + b"\n")


@pytest.mark.parametrize("number", LINES)
def test_a_line_twice_or_left_out_is_refused_under_a_new_seal(number: int) -> None:
    lines = RAW.split(b"\n")
    for changed in (lines[:number] + lines[number + 1 :], lines[: number + 1] + lines[number:]):
        raw = b"\n".join(changed)
        is_sealed = b"\nseal " in raw and not lines[number].startswith(b"seal ")
        with pytest.raises(TlogError):
            Bundle.parse(resealed(raw) if is_sealed else raw).roots()


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"segel/bundle/v1\n", b"segel/bundle/v2\n", "want 'segel/bundle/v1'"),
        (b"\nbox ", b"\nbag ", "does not say what was asked for"),
        (b"\nbox 16", b"\nbox  \x7f16", "does not say what was asked for"),
        (b"\nbox 16", b"\ntime 16", "not two moments"),
        (b"\nbox 16", b"\nbox " + b"1" * 513, "more than 512 bytes"),
        (b"\nbox 16", b"\nbox " + b"1" * 600, "has no end"),
        (b"\nbox 16", b"\nbox \xff16", "not UTF-8"),
        (b"leaf 0 needed", b"leaf 1 needed", "leaf 1 does not belong here"),
        (b"leaf 2 chosen", b"leaf 1 chosen", "leaf 1 does not belong here"),
        (b"leaf 6 chosen", b"leaf 12 chosen", "leaf 12 does not belong here"),
        (b"leaf 2 chosen", b"leaf 02 chosen", "canonical decimal"),
        (b"leaf 2 chosen", b"leaf 2 Chosen", "is 'Chosen'"),
        (b"leaf 2 chosen ", b"leaf 2 chosen 9", "bytes and a line feed"),
        (b"\nhash ", b"\nHash ", "want a line 'seal'"),
        (b"latihan/16.08/pilkada-2024\nbox", b"lain\nbox", "a checkpoint of"),
    ],
)
def test_what_is_out_of_form_is_named(old: bytes, new: bytes, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        Bundle.parse(resealed(RAW.replace(old, new, 1)))


def test_a_broken_seal_is_named() -> None:
    with pytest.raises(FormatError, match="the seal is broken"):
        Bundle.parse(RAW.replace(b"box 16.08", b"box 16.09"))


def test_a_hash_too_many_or_too_few_does_not_prove() -> None:
    first = RAW.index(b"\nhash ")
    line = RAW[first : RAW.index(b"\n", first + 1)]
    for raw in (RAW.replace(line, line * 2, 1), RAW.replace(line, b"", 1)):
        with pytest.raises(ProofError):
            Bundle.parse(resealed(raw)).roots()


def test_a_file_without_the_charter_cannot_be_made() -> None:
    leaves = [Enclosed(2, True, LOG.entries[2])]

    with pytest.raises(FormatError, match="does not belong here"):
        Bundle.made(BOX, LOG.checkpoints[-1][1], leaves, LOG.subtrees.node)
    with pytest.raises(FormatError, match="charter, leaf 0, is missing"):
        Bundle.made(BOX, LOG.checkpoints[-1][1], [], LOG.subtrees.node)


def test_a_leaf_that_the_checkpoint_does_not_cover_cannot_be_enclosed() -> None:
    leaves = [Enclosed(0, False, LOG.entries[0]), Enclosed(12, True, LOG.entries[2])]

    with pytest.raises(ProofError):
        Bundle.made(BOX, LOG.checkpoints[-1][1], leaves, LOG.subtrees.node)


def test_a_citation_of_a_later_tree_asks_for_no_proof() -> None:
    assert cuts([Enclosed(4, True, LOG.entries[6])]) == set()
    assert cuts([Enclosed(6, True, LOG.entries[6])]) == {5}
    assert cuts([Enclosed(6, True, b"no note\n")]) == set()


def test_the_number_of_notes_has_a_limit() -> None:
    block = b"leaf %d needed 1\nx\n"
    head = RAW[: RAW.index(b"leaf 0 ")]
    head = head.replace(b"\n12\n", b"\n99999999\n")
    many = b"".join(block % index for index in range(LEAVES_MAX + 1))

    with pytest.raises(FormatError, match=f"leaf {LEAVES_MAX} does not belong here"):
        Bundle.parse(resealed(_relength(head) + many + b"x\nseal \n"))


def _relength(head: bytes) -> bytes:
    """Say the length of the checkpoint anew."""
    first, _, rest = head.partition(b"\ncheckpoint ")
    note = rest.partition(b"\n")[2][:-1]
    return b"%s\ncheckpoint %d\n%s\n" % (first, len(note), note)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_reason(raw: bytes) -> None:
    for tried in (raw, RAW[: len(raw)] + raw, resealed(RAW[:200] + raw + b"\nseal ")):
        try:
            Bundle.parse(tried)
        except FormatError as error:
            assert str(error)  # noqa: PT017 - either of two ends
