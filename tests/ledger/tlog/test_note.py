"""Signed notes: one spelling, every line of a known key must hold, strangers are ignored."""

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from hypothesis import given, settings, strategies as st

from ledger.tlog.errors import FormatError, KeyFormatError, SignatureError
from ledger.tlog.note import (
    COSIGNATURE_ED25519,
    COSIGNATURE_MLDSA44,
    ED25519,
    SIGNATURES_MAX,
    Note,
    Signature,
    SignerKey,
    VerifierKey,
    check_name,
    key_id,
)
from tests.support.figures import FIGURES, seed
from tests.support.mutation import mutations

ORIGIN: str = FIGURES["origin"]
LOG = SignerKey.from_seed(ORIGIN, seed("log"))
LINE = "— w AAAAAAA=\n".encode()
SAMPLES: tuple[bytes, ...] = (FIGURES["checkpoint"].encode(), b"a\n\nb\n\n" + LINE + LINE)
VERIFIER_KEYS: tuple[str, ...] = (FIGURES["log"]["vkey"], FIGURES["witness_ed25519"]["vkey"])

NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="+"),
    min_size=1,
    max_size=32,
)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=set(map(chr, range(32))) - {"\n"})
).map("{}\n".format)
SIGNATURES = st.builds(
    Signature, NAMES, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=80)
)


@pytest.mark.parametrize("encoded", ["", "!", "AQ", "AR==", "AQ==\n", "é", "A" * 5000])
def test_a_verifier_key_of_bad_base64_is_a_bad_key(encoded: str) -> None:
    with pytest.raises(KeyFormatError):
        VerifierKey.parse(f"{ORIGIN}+9f3e31a2+{encoded}")


def test_a_name_with_half_a_surrogate_pair_is_a_bad_name() -> None:
    for name in ("\ud800", "gudang-\udfff"):  # as argv and lenient decoders make them
        with pytest.raises(KeyFormatError):
            check_name(name)
        with pytest.raises(KeyFormatError):
            VerifierKey.parse(str(LOG.verifier).replace(ORIGIN, name))


@pytest.mark.parametrize("algorithm", [0x00, 0x02, COSIGNATURE_ED25519, 0x06])
def test_a_key_of_another_type_signs_no_notes(algorithm: int) -> None:
    text = f"cosignature/v1\ntime 1732640400\n{ORIGIN}\n"
    cosigner = VerifierKey(ORIGIN, algorithm, LOG.verifier.public)
    value = LOG.signature(text).value
    note = Note(text, (Signature(ORIGIN, cosigner.id, value),))
    with pytest.raises(SignatureError, match="signs no notes"):
        cosigner.verify(note)
    VerifierKey(ORIGIN, ED25519, LOG.verifier.public).verify(LOG.sign(text))


@pytest.mark.parametrize("text", ["", "a", "\ta\n", "a\r\n", "a\x00\n", "\x1f\n", "\ud800\n"])
def test_what_could_not_be_read_back_is_not_signed(text: str) -> None:
    with pytest.raises(FormatError):
        LOG.sign(text)
    with pytest.raises(FormatError):
        LOG.signature(text)


# What is written is read, and what is read is written the same.


@given(text=TEXTS, signatures=st.lists(SIGNATURES, min_size=1, max_size=20))
def test_every_note_is_read_back(text: str, signatures: list[Signature]) -> None:
    note = Note(text, tuple(signatures))
    assert Note.parse(note.serialise()) == note


@settings(max_examples=400)
@given(st.sampled_from(SAMPLES).flatmap(mutations))
def test_a_damaged_note_that_is_read_is_written_the_same(raw: bytes) -> None:
    try:
        note = Note.parse(raw)
    except FormatError:
        return
    assert note.serialise() == raw
    assert note.text.endswith("\n")
    assert 1 <= len(note.signatures) <= SIGNATURES_MAX


@settings(max_examples=300)
@given(st.just(SAMPLES[0]).flatmap(mutations))
def test_a_damaged_checkpoint_never_verifies_as_another_text(raw: bytes) -> None:
    try:
        note = Note.parse(raw)
        LOG.verifier.verify(note)
    except (FormatError, SignatureError):
        return
    assert note.signed_text() == Note.parse(SAMPLES[0]).signed_text()


@given(
    name=NAMES,
    material=st.tuples(st.sampled_from((0x01, 0x04)), st.binary(min_size=32, max_size=32))
    | st.tuples(st.just(0x06), st.binary(min_size=1312, max_size=1312)),
)
def test_every_verifier_key_is_read_back(name: str, material: tuple[int, bytes]) -> None:
    key = VerifierKey(name, *material)
    assert VerifierKey.parse(str(key)) == key


@settings(max_examples=300)
@given(st.sampled_from(VERIFIER_KEYS).map(str.encode).flatmap(mutations))
def test_a_damaged_verifier_key_that_is_read_is_written_the_same(raw: bytes) -> None:
    text = raw.decode("utf-8", "surrogateescape")
    try:
        key = VerifierKey.parse(text)
    except KeyFormatError:
        return
    assert str(key) == text


# The published figures.


def test_the_published_log_key_has_its_id_and_spelling() -> None:
    assert LOG.verifier.public.hex() == FIGURES["log"]["public_hex"]
    assert LOG.verifier.id.hex() == FIGURES["log"]["key_id_hex"]
    assert str(LOG.verifier) == FIGURES["log"]["vkey"]
    LOG.verifier.check_strong()


@pytest.mark.parametrize("name", ["log", "witness_ed25519", "witness_mldsa44"])
def test_the_published_verifier_keys_are_read(name: str) -> None:
    key = VerifierKey.parse(FIGURES[name]["vkey"])
    assert key.id.hex() == FIGURES[name]["key_id_hex"]
    assert str(key) == FIGURES[name]["vkey"]
    key.check_strong()


def test_the_published_mldsa_log_key_has_its_id() -> None:
    private = MLDSA44PrivateKey.from_seed_bytes(seed("log_mldsa44"))
    found = key_id(ORIGIN, COSIGNATURE_MLDSA44, private.public_key().public_bytes_raw())
    assert found.hex() == FIGURES["log_mldsa44"]["key_id_hex"]


@pytest.mark.parametrize("name", ["checkpoint", "checkpoint_size3"])
def test_the_published_checkpoints_are_signed_byte_for_byte(name: str) -> None:
    raw: bytes = FIGURES[name].encode()
    note = Note.parse(raw)
    LOG.verifier.verify(note)
    assert LOG.sign(note.text).serialise() == raw


def test_the_published_cosigned_checkpoint_is_built_line_by_line() -> None:
    note = Note.parse(SAMPLES[0])
    for witness in ("witness_ed25519", "witness_mldsa44"):
        line = Note.parse(b"\n\n" + FIGURES[witness]["line"].encode()).signatures[0]
        assert f"{line.line()}\n" == FIGURES[witness]["line"]
        note = note.with_signature(line)
    assert note.serialise() == FIGURES["checkpoint_cosigned"].encode()
    LOG.verifier.verify(note)


# Strictness.


@pytest.mark.parametrize(
    "raw",
    [
        *(
            b"",
            b"\n",
            b"\n\n",
            b"\n\n\n",
            b"text\n",
            b"text\n\n",
            b"text\n\n\n",
            LINE,
            b"\n" + LINE,
        ),
        *(b"text\n" + LINE, b"text\n\n" + LINE[:-1], b"text\n\n" + LINE + b"\n"),
        *(b"text\n\n" + LINE + b"\n\n", b"text\n\n" + LINE + b"text\n", b"text" + LINE),
        *(b"\ttext\n\n" + LINE, b"text\r\n\r\n" + LINE, b"te\x00xt\n\n" + LINE, b"\x1f\n\n" + LINE),
        *(b"text\n\n" + LINE[:-1] + b"\r\n", b"te\xffxt\n\n" + LINE, b"\xed\xa0\x80\n\n" + LINE),
        *(b"\xc0\xaf\n\n" + LINE, b"text\n\n\xef\xbb\xbf" + LINE, b"text\n\n" + LINE[:9]),
    ],
)
def test_what_is_no_note_is_refused(raw: bytes) -> None:
    with pytest.raises(FormatError):
        Note.parse(raw)


@pytest.mark.parametrize(
    "line",
    [
        *("- w AAAAAAA=", "—w AAAAAAA=", "—  w AAAAAAA=", "— w  AAAAAAA=", "— w AAAAAAA= ", "— w"),
        *(" — w AAAAAAA=", "— w\u00a0AAAAAAA=", "—\u00a0w AAAAAAA=", "— w ", "—  AAAAAAA="),
        *(
            "— w AAAAAAA",
            "— w AAAAAAB=",
            "— w AAAA AAA=",
            "— w AAAA",
            "— w AAAAAA==",
            "— w _AAAAAA=",
        ),
        *("— w+x AAAAAAA=", "— w\u0085x AAAAAAA=", "— w\u2028x AAAAAAA=", "— w\u3000x AAAAAAA="),
        *("— — w AAAAAAA=", "\u2013 w AAAAAAA=", f"— {'w' * 129} AAAAAAA=", "— w\x7f AAAAAAA="),
    ],
    ids=ascii,
)
def test_a_signature_line_out_of_form_refuses_the_note(line: str) -> None:
    with pytest.raises(FormatError):
        Note.parse(f"text\n\n{line}\n".encode())
    Note.parse(b"text\n\n" + LINE)


@pytest.mark.parametrize(
    "text", ["\n", "\n\n", "a\n\n", "a\n\nb\n", "\n\n\n— w AAAAAAA=\n", "\ufeff\n"]
)
def test_a_text_may_hold_empty_lines_and_is_split_at_the_last(text: str) -> None:
    raw = LOG.sign(text).serialise()
    note = Note.parse(raw)
    assert note.text == text
    LOG.verifier.verify(note)
    assert note.serialise() == raw


def test_separators_of_unicode_end_no_line() -> None:
    text = "a\u0085b\u2028c\u2029d\u00a0\x7f\n"
    assert Note.parse(LOG.sign(text).serialise()).text == text


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "a b", "a+b", "+", "a\nb", "a\tb", "a\x00", "a\x7f", "a\x1cb", "a\x1fb"),
        *("a\u0085", "\u00a0", "a\u1680", "a\u2003b", "a\u2028", "a\u2029", "a\u202f", "a\u3000"),
        *("a" * 129, "é" * 65, "a" * 1_000_000),
    ],
    ids=lambda name: ascii(name)[:20],
)
def test_a_name_that_other_readers_would_cut_is_refused(name: str) -> None:
    with pytest.raises(KeyFormatError):
        check_name(name)
    with pytest.raises(KeyFormatError):
        SignerKey.from_seed(name, bytes(32))
    with pytest.raises(KeyFormatError):
        VerifierKey.parse(str(VerifierKey(name, ED25519, LOG.verifier.public)))


@pytest.mark.parametrize(
    "name", ["a", "16.08/kpu/gudang-03", "a" * 128, "é" * 64, "仓库", "a\u200b"]
)
def test_a_name_without_spaces_is_taken(name: str) -> None:
    assert check_name(name) == name


def test_100_signatures_are_read_and_one_more_is_not() -> None:
    Note.parse(b"text\n\n" + LINE * SIGNATURES_MAX)
    with pytest.raises(FormatError, match="100"):
        Note.parse(b"text\n\n" + LINE * (SIGNATURES_MAX + 1))


@pytest.mark.parametrize(
    "raw",
    [b"\n" * 4_000_000, LINE * 200_000, b"a\n\n" + LINE * 200_000, b"\n\n" + b"\xe2" * 4_000_000],
)
def test_megabytes_of_nonsense_are_refused_in_one_pass(raw: bytes) -> None:
    with pytest.raises(FormatError):
        Note.parse(raw)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "+",
            "++",
            "a",
            "a+",
            "a+00000000",
            "a+00000000+",
            "+9f3e31a2+AQ==",
            "a b+9f3e31a2+AQ==",
        ),
        str(LOG.verifier).replace("9f3e31a2", "9F3E31A2"),
        str(LOG.verifier).replace("9f3e31a2", "9f3e31a3"),
        str(LOG.verifier).replace("9f3e31a2", "09f3e31a2"),
        str(LOG.verifier).replace(ORIGIN, ORIGIN + "x"),
        *(f" {LOG.verifier}", f"{LOG.verifier}\n", f"{LOG.verifier} ", f"{LOG.verifier}="),
        *(FIGURES["log"]["skey"], str(VerifierKey("a", 0x02, bytes(32)))),
        *(str(VerifierKey("a", ED25519, bytes(31))), str(VerifierKey("a", ED25519, bytes(33)))),
        *(str(VerifierKey("a", COSIGNATURE_MLDSA44, bytes(32))), str(VerifierKey("a", 1, b""))),
    ],
)
def test_a_verifier_key_out_of_form_is_refused(text: str) -> None:
    with pytest.raises(KeyFormatError):
        VerifierKey.parse(text)


def test_a_signing_key_given_by_mistake_is_not_told() -> None:
    private = "PRIVATE+KEY+k+9f3e31a2+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
    with pytest.raises(KeyFormatError) as caught:
        VerifierKey.parse(private)
    assert private[24:32] not in str(caught.value)


# Verification.


def test_lines_of_strangers_are_ignored_though_they_do_not_hold() -> None:
    own = LOG.signature("text\n")
    strangers = (
        Signature("stranger.example", own.key_id, own.value),
        Signature(ORIGIN, bytes(4), own.value),
        Signature("w", b"1234", b"x"),
    )
    LOG.verifier.verify(Note("text\n", (*strangers, own, *strangers)))
    with pytest.raises(SignatureError, match="no signature"):
        LOG.verifier.verify(Note("text\n", strangers))


@pytest.mark.parametrize("value", [b"x", bytes(64), bytes(63), bytes(65), bytes(72)])
def test_one_line_of_a_known_key_that_fails_refuses_the_note(value: bytes) -> None:
    own = LOG.signature("text\n")
    bad = Signature(ORIGIN, own.key_id, value)
    for signatures in ((own, bad), (bad, own), (bad,)):
        with pytest.raises(SignatureError):
            LOG.verifier.verify(Note("text\n", signatures))
    LOG.verifier.verify(Note("text\n", (own, own)))


def test_a_signature_does_not_hold_over_another_text() -> None:
    own = LOG.signature("text\n")
    for text in ("text\n\n", "\ntext\n", "Text\n", "\n"):
        with pytest.raises(SignatureError):
            LOG.verifier.verify(Note(text, (own,)))


def test_a_weak_key_is_found_out() -> None:
    weak = VerifierKey("a", ED25519, bytes(32))
    with pytest.raises(KeyFormatError, match="weak"):
        weak.check_strong()
