"""An assertion signs a text only if person, text, site and key are all the right ones."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from ledger.tlog.errors import FormatError, KeyFormatError, SignatureError
from ledger.tlog.note import HARDWARE, Note, Signature, VerifierKey
from ledger.tlog.webauthn import (
    CLIENT_DATA_MAX,
    DATA_BYTES,
    EDDSA,
    ES256,
    SIGNATURE_BYTES,
    Assertion,
    Public,
    check_public,
    is_later,
    verify,
)
from tests.support.authenticator import Authenticator
from tests.support.edwards import TORSION

TEXT = b"segel/statement/v1\n"
KINDS = {"es256": Authenticator(), "eddsa": Authenticator(EDDSA)}


@pytest.fixture(name="finger", params=[*KINDS.values()], ids=[*KINDS])
def _finger(request: pytest.FixtureRequest) -> Authenticator:
    assert isinstance(request.param, Authenticator)
    return request.param


def accepts(finger: Authenticator, signature: bytes, text: bytes = TEXT) -> bool:
    try:
        verify(finger.public, signature, text)
    except SignatureError:
        return False
    return True


def believes(finger: Authenticator, **said: str) -> bool:
    """Tell whether a signature is accepted for which the browser has said this."""
    return accepts(finger, finger.signs(TEXT, client_data=finger.client_data(TEXT, **said)))


# The key


def test_a_key_is_read_and_written_the_same(finger: Authenticator) -> None:
    public = Public.parse(finger.public)
    assert (public.identifier, public.key) == (finger.kind, finger.point)
    assert public.serialise() == finger.public
    check_public(finger.public)


def test_a_verifier_key_names_type_identifier_site_and_point(finger: Authenticator) -> None:
    key = VerifierKey("16.08/kpu/gudang-03", HARDWARE, finger.public)
    assert VerifierKey.parse(str(key)) == key
    key.check_strong()


def test_two_sites_are_two_keys(finger: Authenticator) -> None:
    other = Authenticator(finger.kind, finger.secret, "lain.example")
    assert other.point == finger.point
    assert VerifierKey("a", HARDWARE, other.public).id != VerifierKey("a", 255, finger.public).id


@pytest.mark.parametrize("length", [-1, 1])
def test_a_key_of_another_length_is_none(finger: Authenticator, length: int) -> None:
    value = finger.public[:-1] if length < 0 else finger.public + b"\0"
    with pytest.raises(KeyFormatError):
        Public.parse(value)
    with pytest.raises(SignatureError):
        verify(value, finger.signs(TEXT), TEXT)


def test_only_uncompressed_points_of_the_curve_are_keys() -> None:
    finger = Authenticator()
    start = finger.public[: -len(finger.point)]
    infinity = bytes(65)
    off = b"\x04" + bytes(31) + b"\1" + bytes(31) + b"\1"
    hybrid = bytes([6 + finger.point[-1] % 2]) + finger.point[1:]
    compressed = bytes([2 + finger.point[-1] % 2]) + finger.point[1:33]
    for point in (infinity, off, hybrid, compressed, compressed + bytes(32)):
        with pytest.raises(KeyFormatError):
            check_public(start + point)


def test_a_weak_ed25519_key_is_none() -> None:
    start = Authenticator(EDDSA).public[:-32]
    for point in TORSION:
        with pytest.raises(KeyFormatError, match="weak"):
            check_public(start + point.encoded())


def test_only_other_identifiers_are_of_a_later_version(finger: Authenticator) -> None:
    assert not is_later(finger.public)
    assert not is_later(finger.kind)
    assert is_later(b"segel/webauthn-mldsa44/v1" + bytes(1344))
    assert is_later(b"")


# The signature


def test_what_the_hardware_signs_is_accepted(finger: Authenticator) -> None:
    verify(finger.public, finger.signs(TEXT), TEXT)


def test_a_note_is_signed_by_it(finger: Authenticator) -> None:
    key = VerifierKey("16.08/kpu/gudang-03", HARDWARE, finger.public)
    note = Note(TEXT.decode(), (Signature(key.name, key.id, finger.signs(TEXT)),))
    assert Note.parse(note.serialise()) == note
    key.verify(note)
    with pytest.raises(SignatureError):
        key.verify(Note("segel/statement/v2\n", note.signatures))


@given(value=st.binary(max_size=300))
def test_what_reads_as_an_assertion_is_written_the_same(value: bytes) -> None:
    try:
        assertion = Assertion.parse(value)
    except FormatError:
        assert len(value) <= DATA_BYTES + SIGNATURE_BYTES
    else:
        assert assertion.serialise() == value


def test_client_data_has_a_bound(finger: Authenticator) -> None:
    short = finger.client_data(TEXT, rest=',"crossOrigin":false,"a":""')
    room = CLIENT_DATA_MAX - len(short)
    for more, is_accepted in ((room, True), (room + 1, False)):
        rest = f',"crossOrigin":false,"a":"{"x" * more}"'
        assert believes(finger, rest=rest) is is_accepted


@settings(max_examples=100, deadline=None)
@given(at=st.integers(min_value=0), bits=st.integers(1, 255), kind=st.sampled_from(sorted(KINDS)))
def test_any_damaged_byte_is_noticed(at: int, bits: int, kind: str) -> None:
    finger = KINDS[kind]
    signature = bytearray(finger.signs(TEXT))
    signature[at % len(signature)] ^= bits
    assert not accepts(finger, bytes(signature))


@settings(max_examples=50, deadline=None)
@given(rest=st.binary(min_size=1, max_size=40), kind=st.sampled_from(sorted(KINDS)))
def test_trailing_bytes_are_signed_by_nobody(rest: bytes, kind: str) -> None:
    finger = KINDS[kind]
    assert not accepts(finger, finger.signs(TEXT) + rest)


def test_the_larger_s_is_refused() -> None:
    finger = Authenticator()
    with pytest.raises(SignatureError, match="the larger one"):
        verify(finger.public, finger.signs(TEXT, is_large=True), TEXT)


@pytest.mark.parametrize("half", [slice(37, 69), slice(69, 101)])
def test_r_and_s_are_in_range(half: slice) -> None:
    finger = Authenticator()
    for value in (0, 2**256 - 1):
        signature = bytearray(finger.signs(TEXT))
        signature[half] = value.to_bytes(32)
        assert not accepts(finger, bytes(signature))


@pytest.mark.parametrize(("flags", "is_accepted"), [(0x05, True), (0x1D, True), (0x04, False)])
def test_the_person_was_there(finger: Authenticator, flags: int, is_accepted: bool) -> None:
    signature = finger.signs(TEXT, data=finger.data(flags=flags))
    assert accepts(finger, signature) is is_accepted


@pytest.mark.parametrize("flags", [0x00, 0x01, 0x19])
def test_the_person_was_recognised(finger: Authenticator, flags: int) -> None:
    with pytest.raises(SignatureError, match="has not recognised the person"):
        verify(finger.public, finger.signs(TEXT, data=finger.data(flags=flags)), TEXT)


@pytest.mark.parametrize("flags", [0x45, 0x85])
def test_nothing_follows_the_counter(finger: Authenticator, flags: int) -> None:
    assert not accepts(finger, finger.signs(TEXT, data=finger.data(flags=flags)))
    longer = finger.signs(TEXT, data=finger.data(flags=0x85, rest=b"\xa0"))
    assert not accepts(finger, longer)


def test_an_assertion_for_another_site_is_refused(finger: Authenticator) -> None:
    with pytest.raises(SignatureError, match="another site"):
        verify(finger.public, finger.signs(TEXT, data=finger.data(site="lain.example")), TEXT)


ORIGINS = {
    "https://segel.example": True,
    "https://segel.example:8443": True,
    "https://jaga.segel.example": True,
    "https://lain.example": False,
    "https://lainsegel.example": False,
    "https://segel.example.lain": False,
    "https://example": False,
    "http://segel.example": False,
    "http://localhost": False,
    "HTTPS://segel.example": False,
    "https://segel.example/": False,
    "https://segel.example:": False,
    "https://segel.example@lain.example": False,
    "null": False,
    "": False,
}


@pytest.mark.parametrize(("origin", "is_accepted"), ORIGINS.items(), ids=ORIGINS.keys())
def test_the_page_that_asked_lies_on_the_site(
    finger: Authenticator, origin: str, is_accepted: bool
) -> None:
    assert believes(finger, origin=origin) is is_accepted


def test_a_practice_on_this_machine_may_do_without_https() -> None:
    finger = Authenticator(site="localhost")
    for origin in ("http://localhost:8000", "https://localhost"):
        assert believes(finger, origin=origin)


ENDS = {
    "": True,
    ',"crossOrigin":false': True,
    ',"crossOrigin":false,"other_keys_can_be_added_here":"do not compare"': True,
    ',"crossOrigin":true': False,
    ',"crossOrigin":true,"topOrigin":"https://lain.example"': False,
    ',"other":1': False,
    ',"crossOrigin":false,"crossOrigin":true': False,
    ',"crossOrigin":false,"type":"webauthn.create"': False,
    ',"crossOrigin":false,"challenge":""': False,
    ',"crossOrigin":false,"\\u0074ype":"webauthn.create"': False,
    ',"crossOrigin": false': False,
    ',"crossOrigin":false,"a":"é"': False,
    ',"crossOrigin":false,\n"a":1': False,
}


@pytest.mark.parametrize(("rest", "is_accepted"), ENDS.items(), ids=ENDS.keys())
def test_no_two_readers_read_two_things(
    finger: Authenticator, rest: str, is_accepted: bool
) -> None:
    assert believes(finger, rest=rest) is is_accepted


def test_a_key_that_is_being_made_signs_nothing(finger: Authenticator) -> None:
    assert not believes(finger, type_="webauthn.create")


def test_another_text_is_not_signed(finger: Authenticator) -> None:
    with pytest.raises(SignatureError, match="another text"):
        verify(finger.public, finger.signs(b"another\n"), TEXT)


def test_another_key_has_not_signed(finger: Authenticator) -> None:
    other = Authenticator(finger.kind, finger.secret + 1)
    assert not accepts(finger, other.signs(TEXT))


def test_errors_say_what_is_wrong() -> None:
    with pytest.raises(SignatureError, match=re.escape("101 bytes are too few or too many")):
        verify(Authenticator().public, bytes(101), TEXT)
    assert {ES256, EDDSA} == {finger.kind for finger in KINDS.values()}
