"""Checkpoints: three lines, one spelling, signed by the log of that very origin."""

import hashlib

import pytest
from hypothesis import given, settings, strategies as st

from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, SignatureError
from ledger.tlog.note import Note, SignerKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import EMPTY_ROOT
from tests.support.figures import FIGURES, ROOTS, seed
from tests.support.mutation import mutations

ORIGIN: str = FIGURES["origin"]
LOG = SignerKey.from_seed(ORIGIN, seed("log"))
SIGNED: bytes = FIGURES["checkpoint"].encode()
TEXT = f"{ORIGIN}\n8\n{to_base64(ROOTS[7])}\n"
HASH = to_base64(ROOTS[7])


@pytest.mark.parametrize(
    ("name", "size"), [("checkpoint", 8), ("checkpoint_size3", 3), ("checkpoint_cosigned", 8)]
)
def test_the_published_checkpoints_are_opened_with_the_log_key(name: str, size: int) -> None:
    found = Checkpoint.opened(FIGURES[name].encode(), LOG.verifier)
    assert found == Checkpoint(ORIGIN, size, ROOTS[size - 1])
    assert FIGURES[name].startswith(found.text() + "\n")


def test_the_published_hash_of_the_origin_is_that_of_its_text() -> None:
    origin = Checkpoint.parse(TEXT).origin
    assert hashlib.sha256(origin.encode()).hexdigest() == FIGURES["origin_hash"]


@given(
    origin=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    size=st.integers(1, 2**63 - 1),
    root=st.binary(min_size=32, max_size=32),
)
def test_every_checkpoint_is_read_back(origin: str, size: int, root: bytes) -> None:
    checkpoint = Checkpoint(origin, size, root)
    assert Checkpoint.parse(checkpoint.text()) == checkpoint


@settings(max_examples=300)
@given(st.just(TEXT.encode()).flatmap(mutations))
def test_a_damaged_checkpoint_that_is_read_is_written_the_same(raw: bytes) -> None:
    text = raw.decode("utf-8", "surrogateescape")
    try:
        checkpoint = Checkpoint.parse(text)
    except FormatError:
        return
    assert checkpoint.text() == text


def test_the_empty_tree_has_the_empty_root() -> None:
    assert hashlib.sha256(b"").digest() == EMPTY_ROOT
    empty = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    assert Checkpoint.parse(empty.text()) == empty


@pytest.mark.parametrize("root", [ROOTS[0], ROOTS[7], bytes(32)])
def test_size_0_with_the_root_of_a_tree_is_refused(root: bytes) -> None:
    with pytest.raises(FormatError, match="size 0"):
        Checkpoint.parse(f"{ORIGIN}\n0\n{to_base64(root)}\n")


@pytest.mark.parametrize(
    "size",
    [
        *("", "+5", "0005", "1_000", "-1", "-0", "8 ", " 8", "08", "8.0", "0x8", "8\x0b"),
        *("\u0668", "\uff18", "8\u2028", "8\u0085"),
        *("9223372036854775808", "18446744073709551615", "9" * 5_000),
    ],
    ids=lambda size: ascii(size)[:20],
)
def test_a_size_that_is_not_canonical_is_refused(size: str) -> None:
    with pytest.raises(FormatError, match="size"):
        Checkpoint.parse(f"{ORIGIN}\n{size}\n{HASH}\n")


@pytest.mark.parametrize(
    "root",
    [
        *("", "AA==", to_base64(bytes(31)), to_base64(bytes(33)), ROOTS[7].hex()),
        *(HASH[:-1], HASH + "=", HASH[:-2] + "h=", f" {HASH}", f"{HASH} ", f"{HASH}\u2028"),
        *(HASH.replace("+", "-"), HASH.replace("/", "_"), HASH[:20] + "\r" + HASH[20:]),
    ],
)
def test_a_root_that_is_no_hash_is_refused(root: str) -> None:
    with pytest.raises(FormatError, match="root"):
        Checkpoint.parse(f"{ORIGIN}\n8\n{root}\n")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\n",
            "\n\n\n",
            TEXT[:-1],
            TEXT + "\n",
            "\n" + TEXT,
            TEXT + "extension\n",
            TEXT + "x",
        ),
        *(f"{ORIGIN}\n8\n", f"{ORIGIN}\n", f"\n8\n{HASH}\n", f"{ORIGIN}\n\n8\n{HASH}\n"),
        *(f"{ORIGIN}\u20288\u2028{HASH}\u2028", f"{ORIGIN}\r8\r{HASH}\r", TEXT * 2),
    ],
)
def test_another_number_of_lines_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        Checkpoint.parse(text)


def test_a_checkpoint_of_another_origin_is_not_opened() -> None:
    other = SignerKey.from_seed("log.example/lain", seed("log"))
    for origin in ("log.example/lain", ORIGIN + "/", ORIGIN + "\u200b", ORIGIN.upper()):
        checkpoint = Checkpoint(origin, 8, ROOTS[7])
        note = LOG.sign(checkpoint.text())
        with pytest.raises(FormatError, match="origin"):
            Checkpoint.opened(note.serialise(), LOG.verifier)
    with pytest.raises(FormatError, match="origin"):
        Checkpoint.opened(SIGNED, other.verifier)


def test_a_checkpoint_that_the_log_did_not_sign_is_not_opened() -> None:
    mallory = SignerKey.from_seed(ORIGIN, bytes(32))
    forged = mallory.sign(TEXT)
    with pytest.raises(SignatureError):
        Checkpoint.opened(forged.serialise(), LOG.verifier)
    claimed = forged.signatures[0]._replace(key_id=LOG.verifier.id)
    for note in (Note(TEXT, (claimed,)), Note.parse(SIGNED).with_signature(claimed)):
        with pytest.raises(SignatureError):
            Checkpoint.opened(note.serialise(), LOG.verifier)


@pytest.mark.parametrize(
    ("old", "new"), [(b"\n8\n", b"\n9\n"), (b"Xcna", b"Ycna"), (b"oku", b"okv")]
)
def test_no_fact_of_a_signed_checkpoint_can_be_changed(old: bytes, new: bytes) -> None:
    with pytest.raises((SignatureError, FormatError)):
        Checkpoint.opened(SIGNED.replace(old, new), LOG.verifier)
