"""Journals: one spelling for a note, and one place for it in its journal."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings, strategies as st

from ledger.errors import (
    AheadError,
    BrokenChainError,
    MalformedNoteError,
    OversizeError,
    PassedNumberError,
)
from ledger.journal import (
    ANCHOR,
    CHARTER,
    CLERK_BYTES_MAX,
    EVIDENCE,
    NOTE_BYTES_MAX,
    REGISTER,
    STATEMENT,
    Chain,
    Entry,
    Header,
    check_journal,
)
from ledger.tlog.errors import FormatError
from ledger.tlog.note import Note
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash
from tests.support.device import Device
from tests.support.mutation import mutations

NAME = "16.08/kpu/gudang-03"
HONEST = Device.named(NAME).says({"kind": "VisitorReported", "visitor": "A-7"})

HASHES = st.binary(min_size=32, max_size=32)
NUMBERS = st.integers(0, 2**63 - 1)
LINES = st.text(
    st.characters(exclude_categories=["Cs"], min_codepoint=0x20), min_size=1, max_size=80
)


def device(sequence: int = 0) -> Device:
    signer = Device.named(NAME)
    signer.sequence = sequence
    return signer


def signed(text: str) -> bytes:
    return Device.named(NAME).key.sign(text).serialise()


def respelt(old: str, new: str) -> bytes:
    """Sign the honest statement's text with `new` in the place of `old`."""
    text = Note.parse(HONEST).text
    assert old in text
    return signed(text.replace(old, new, 1))


@given(sequence=NUMBERS, previous=HASHES, size=NUMBERS, root=HASHES, body=LINES)
def test_a_statement_is_read_as_it_was_signed(
    sequence: int, previous: bytes, size: int, root: bytes, body: str
) -> None:
    signer = Device(
        "segel.example/x",
        Device.named(NAME).key,
        previous,
        sequence,
        size,
        root if size else EMPTY_ROOT,
    )
    raw = signer.says(body)
    entry = Entry.parse(raw)
    assert entry.header == Header(
        STATEMENT, "segel.example/x", NAME, sequence, previous, size, root if size else EMPTY_ROOT
    )
    assert (entry.body, entry.raw, entry.leaf) == (body, raw, leaf_hash(raw))
    assert entry.text == f"{entry.header.text()}{entry.body}\n"
    assert Note(entry.text, (entry.signature,)).serialise() == raw


@given(lines=st.lists(LINES, min_size=1, max_size=5))
@pytest.mark.parametrize("topic", [REGISTER, EVIDENCE, ANCHOR])
def test_every_other_kind_of_note_may_have_several_lines(topic: str, lines: list[str]) -> None:
    raw = device().writes(topic, "".join(f"{line}\n" for line in lines))
    assert Entry.parse(raw).body.split("\n") == lines


@settings(max_examples=300)
@given(raw=mutations(HONEST))
def test_whatever_is_read_is_the_only_spelling_of_what_it_says(raw: bytes) -> None:
    try:
        entry = Entry.parse(raw)
    except (MalformedNoteError, OversizeError):
        return
    again = Note(f"{entry.header.text()}{entry.body}\n", (entry.signature,))
    assert again.serialise() == raw


@given(body=LINES)
def test_a_line_that_only_looks_broken_to_unicode_stays_one_line(body: str) -> None:
    odd = f"{body}\u0085\u2028\u2029{body}"
    assert Entry.parse(device().says(odd)).body == odd


RESPELT: dict[str, tuple[str, str]] = {
    "an unknown kind": (STATEMENT, "segel/statement/v2"),
    "a charter": (STATEMENT, CHARTER),
    "a kind with a space behind it": (STATEMENT, f"{STATEMENT} "),
    "a kind in capitals": (STATEMENT, STATEMENT.upper()),
    "no origin": ("segel.example/latihan/16.08/pilkada-2024", ""),
    "no journal": (f"{NAME} 0", " 0"),
    "no number": (f"{NAME} 0", NAME),
    "a space in the journal's name": (f"{NAME} 0", "16.08/kpu gudang-03 0"),
    "a journal's name in other letters": (f"{NAME} 0", "16.08/kpu/gud\u0430ng-03 0"),
    "a journal's name with an invisible letter": (f"{NAME} 0", f"{NAME}\u200b 0"),
    "a journal's name with a plus": (f"{NAME} 0", "16.08/kpu+gudang-03 0"),
    "a journal's name that is too long": (f"{NAME} 0", f"{'x' * 129} 0"),
    "two spaces before the number": (f"{NAME} 0", f"{NAME}  0"),
    "a space behind the number": (f"{NAME} 0", f"{NAME} 0 "),
    "a number with a leading zero": (f"{NAME} 0", f"{NAME} 00"),
    "a number with a sign": (f"{NAME} 0", f"{NAME} +0"),
    "a number below zero": (f"{NAME} 0", f"{NAME} -1"),
    "a number in other digits": (f"{NAME} 0", f"{NAME} \u0660"),
    "a number beyond 2^63": (f"{NAME} 0", f"{NAME} {2**63}"),
    "a previous hash of 31 bytes": ("A" * 43 + "=", "A" * 40 + "AA=="),
    "a previous hash without padding": ("A" * 43 + "=", "A" * 43),
    "a previous hash with stray bits": ("A" * 43 + "=", "A" * 42 + "B="),
    "a cited size with a leading zero": ("\n0 ", "\n00 "),
    "a cited size without a root": ("\n0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "\n0"),
    "a cited root with something behind it": ("3hSuFU=\n", "3hSuFU= 1\n"),
    "size 0 with the root of another tree": ("\n0 47DEQ", "\n0 57DEQ"),
    "a body of two lines": ('"A-7"', '\n"A-7"'),
    "an empty line before the body": ('{"kind"', '\n{"kind"'),
    "an empty line after the body": ('"A-7"}\n', '"A-7"}\n\n'),
}


@pytest.mark.parametrize(("old", "new"), RESPELT.values(), ids=RESPELT.keys())
def test_a_statement_out_of_form_is_refused(old: str, new: str) -> None:
    with pytest.raises(MalformedNoteError):
        Entry.parse(respelt(old, new))


GOOD_NAMES = ["a", "16.08", "16.08/kpu/gudang-03", "16.08/PPK_Martapura/hp.2", "x" * 128]
BAD_NAMES = ["", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/.b", "-a", "a b", "a+b", "a?b"]
BAD_NAMES += ["a%2fb", "a\\b", "\u00e9", "\u0661", "\uff41", "a\u200b", "a\u202e", "a\n", "x" * 129]


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_a_journal_is_named_in_plain_segments(name: str) -> None:
    assert check_journal(name) == name


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_could_be_taken_for_another_names_no_journal(name: str) -> None:
    with pytest.raises(FormatError):
        check_journal(name)


def _without_line(number: int) -> bytes:
    lines = Note.parse(HONEST).text.split("\n")
    return signed("\n".join(lines[:number] + lines[number + 1 :]))


@pytest.mark.parametrize("number", range(6))
def test_a_statement_with_a_line_too_few_is_refused(number: int) -> None:
    with pytest.raises(MalformedNoteError):
        Entry.parse(_without_line(number))


@pytest.mark.parametrize("topic", [STATEMENT, REGISTER, EVIDENCE, ANCHOR])
@pytest.mark.parametrize("body", ["", "\n"])
def test_a_note_that_says_nothing_is_refused(topic: str, body: str) -> None:
    with pytest.raises(MalformedNoteError, match=r"at least one|lines and what"):
        Entry.parse(device().writes(topic, body))


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "not UTF-8": lambda raw: raw.replace(b"A-7", b"A-\xff"),
    "line ends of another system": lambda raw: raw.replace(b"\n", b"\r\n"),
    "a control character": lambda raw: raw.replace(b"A-7", b"A\t7"),
    "a zero byte": lambda raw: raw.replace(b"A-7", b"A\x007"),
    "a byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "no signature": lambda raw: raw[: raw.index(b"\n\n") + 2],
    "no empty line": lambda raw: raw.replace(b"\n\n", b"\n"),
    "cut off": lambda raw: raw[:-1],
    "something behind it": lambda raw: raw + b"\n",
}


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_note_is_refused(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(MalformedNoteError):
        Entry.parse(damage(HONEST))


def test_a_note_with_two_signatures_is_refused() -> None:
    note = Note.parse(HONEST)
    second = Device.named("16.08/polri/regu-2").key.signature(note.text)
    with pytest.raises(MalformedNoteError, match="2 signatures"):
        Entry.parse(note.with_signature(second).serialise())


def sized(topic: str, size: int) -> bytes:
    empty = len(device().writes(topic, "x\n"))
    return device().writes(topic, "x" * (size - empty + 1) + "\n")


@pytest.mark.parametrize("topic", [STATEMENT, REGISTER])
def test_a_note_of_a_device_has_at_most_32_kib(topic: str) -> None:
    assert len(Entry.parse(sized(topic, NOTE_BYTES_MAX)).raw) == NOTE_BYTES_MAX
    with pytest.raises(OversizeError):
        Entry.parse(sized(topic, NOTE_BYTES_MAX + 1))


@pytest.mark.parametrize("topic", [EVIDENCE, ANCHOR])
def test_a_note_of_the_clerk_has_room_for_a_whole_refused_note(topic: str) -> None:
    assert len(Entry.parse(sized(topic, CLERK_BYTES_MAX)).raw) == CLERK_BYTES_MAX
    with pytest.raises(OversizeError):
        Entry.parse(sized(topic, CLERK_BYTES_MAX + 1))


@pytest.mark.parametrize("topic", [f"{EVIDENCE}x", f" {EVIDENCE}", EVIDENCE.upper()])
def test_what_only_begins_like_a_note_of_the_clerk_has_no_more_room(topic: str) -> None:
    with pytest.raises(OversizeError):
        Entry.parse(sized(topic, NOTE_BYTES_MAX + 1))


def header(sequence: int, previous: bytes) -> Header:
    return replace(Entry.parse(HONEST).header, sequence=sequence, previous=previous)


HEAD = leaf_hash(b"the note before")


def test_the_next_note_of_a_journal_follows_its_last() -> None:
    Chain(7, HEAD).check(header(7, HEAD))


def test_a_note_ahead_is_told_which_number_is_expected() -> None:
    with pytest.raises(AheadError) as refused:
        Chain(7, HEAD).check(header(9, HEAD))
    assert (refused.value.given, refused.value.expected) == (9, 7)


def test_a_number_that_lies_behind_is_passed() -> None:
    with pytest.raises(PassedNumberError):
        Chain(7, HEAD).check(header(6, HEAD))


def test_the_right_number_after_another_note_breaks_the_chain() -> None:
    with pytest.raises(BrokenChainError):
        Chain(7, HEAD).check(header(7, leaf_hash(b"another note")))


@given(expected=NUMBERS, given_=NUMBERS, previous=HASHES)
def test_a_chain_takes_one_place_only(expected: int, given_: int, previous: bytes) -> None:
    assume((given_, previous) != (expected, HEAD))
    chain = Chain(expected, HEAD)
    with pytest.raises((AheadError, PassedNumberError, BrokenChainError)):
        chain.check(header(given_, previous))
    assert chain == Chain(expected, HEAD)


@given(count=st.integers(1, 8))
def test_a_device_makes_a_chain(count: int) -> None:
    signer, chain = device(), Chain(0, bytes(32))
    for number in range(count):
        entry = Entry.parse(signer.says({"number": number}))
        chain.check(entry.header)
        chain.advance(entry.header.sequence, entry.leaf)
    assert chain == Chain(count, signer.head)
