"""The charter: signed by everybody it names, and written in one way only."""

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from ledger.charter import Charter, fingerprint
from ledger.errors import CharterError
from ledger.journal import NOTE_BYTES_MAX
from ledger.tlog.errors import KeyFormatError, PolicyError
from ledger.tlog.note import COSIGNATURE_ED25519, Note, SignerKey, VerifierKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device, founders
from tests.support.edwards import TORSION
from tests.support.mutation import mutations

FOUNDERS = founders()
CHARTER = FOUNDERS.charter
TEXT = CHARTER.text()
KEYS = (FOUNDERS.log, FOUNDERS.clerk.key, *(device.key for device in FOUNDERS.registrars))
KPU, POLRI, BAWASLU = (device.key for device in FOUNDERS.registrars)
STRANGER = Device.named("16.08/saksi").key
WEAK = VerifierKey("16.08/kpu", 1, TORSION[1].encoded())

OPERATIONS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], min_codepoint=0x20), min_size=1, max_size=40
).filter(lambda text: text == text.strip())


def draft(text: str = TEXT) -> bytes:
    return f"{text}\n".encode()


def respelt(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


@given(operation=OPERATIONS, count=st.integers(2, 7), data=st.data())
def test_a_charter_is_read_as_it_was_written(
    operation: str, count: int, data: st.DataObject
) -> None:
    quorum = data.draw(st.integers(count // 2 + 1, count))
    names = [f"16.08/pendiri-{number}" for number in range(count)]
    written = replace(founders(names=names, quorum=quorum).charter, operation=operation)
    assert Charter.parse(written.text()) == written


@settings(max_examples=300)
@given(raw=mutations(FOUNDERS.note))
def test_no_damage_leaves_a_charter_that_everybody_signed(raw: bytes) -> None:
    if raw != FOUNDERS.note:
        with pytest.raises(CharterError):
            Charter.opened(raw)


def test_a_charter_signed_by_all_it_names_founds_a_ledger() -> None:
    assert Charter.opened(FOUNDERS.note) == CHARTER
    assert fingerprint(FOUNDERS.note) == leaf_hash(FOUNDERS.note)


@pytest.mark.parametrize("order", [KEYS, KEYS[::-1], (*KEYS[2:], *KEYS[:2])])
def test_founders_may_sign_in_any_order(order: tuple[SignerKey, ...]) -> None:
    raw = draft()
    for key in order:
        raw = CHARTER.signed(raw, key)
    assert raw == FOUNDERS.note


def test_who_signs_twice_has_signed_once() -> None:
    once = CHARTER.signed(draft(), KPU)
    assert CHARTER.signed(once, KPU) == once


def test_a_draft_shows_who_has_signed() -> None:
    raw = CHARTER.signed(CHARTER.signed(draft(), POLRI), KPU)
    charter, signatures = Charter.draft(raw)
    assert charter == CHARTER
    assert [signature.name for signature in signatures] == ["16.08/kpu", "16.08/polri"]


def test_a_draft_nobody_has_signed_is_read() -> None:
    assert Charter.draft(draft()) == (CHARTER, ())


@pytest.mark.parametrize("missing", range(5))
def test_a_charter_that_one_of_them_did_not_sign_founds_nothing(missing: int) -> None:
    raw = draft()
    for key in KEYS[:missing] + KEYS[missing + 1 :]:
        raw = CHARTER.signed(raw, key)
    with pytest.raises(CharterError, match=f"^still to sign: {KEYS[missing].name}$"):
        Charter.opened(raw)


def test_who_has_not_signed_is_named_in_the_charters_order() -> None:
    with pytest.raises(CharterError, match=r": .*/pilkada-2024, 16.08/panitera, .*kpu, .*bawaslu$"):
        Charter.opened(CHARTER.signed(draft(), POLRI))


def test_signatures_in_another_order_are_another_spelling() -> None:
    note = Note.parse(FOUNDERS.note)
    with pytest.raises(CharterError, match="order"):
        Charter.opened(Note(note.text, note.signatures[::-1]).serialise())


def test_a_signature_that_stands_there_twice_is_another_spelling() -> None:
    note = Note.parse(FOUNDERS.note)
    with pytest.raises(CharterError):
        Charter.opened(note.with_signature(note.signatures[-1]).serialise())


def test_a_missing_signature_is_not_made_up_for_by_another_twice() -> None:
    note = Note.parse(FOUNDERS.note)
    with pytest.raises(CharterError, match=r"still to sign: 16.08/polri$"):
        Charter.opened(
            Note(note.text, (*note.signatures[:3], *note.signatures[4:] * 2)).serialise()
        )


def test_a_signature_of_a_stranger_is_refused() -> None:
    note = Note.parse(FOUNDERS.note)
    with pytest.raises(CharterError, match="whom it does not name"):
        Charter.opened(note.with_signature(STRANGER.signature(note.text)).serialise())
    with pytest.raises(CharterError, match="does not name the key"):
        CHARTER.signed(draft(), STRANGER)


def test_another_key_under_a_founders_name_is_refused() -> None:
    impostor = SignerKey(KPU.name, STRANGER.private)
    with pytest.raises(CharterError, match="does not name the key"):
        CHARTER.signed(draft(), impostor)
    with pytest.raises(CharterError, match="no signature by"):
        Charter.draft(impostor.sign(TEXT).serialise())


def test_a_signature_over_another_text_is_refused() -> None:
    stolen = KPU.signature(respelt("quorum 2", "quorum 3"))
    with pytest.raises(CharterError, match="does not hold"):
        Charter.draft(Note(TEXT, (stolen,)).serialise())


def test_signatures_under_another_charter_are_not_taken_over() -> None:
    other = respelt("quorum 2", "quorum 3")
    with pytest.raises(CharterError, match="another charter"):
        CHARTER.signed(KPU.sign(other).serialise(), POLRI)


def test_a_charter_has_at_most_32_kib() -> None:
    text = respelt("(latihan)", "x" * NOTE_BYTES_MAX)
    with pytest.raises(CharterError, match="at most"):
        Charter.draft(draft(text))


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\xff\n\n", b"x\xff\n\n\xe2\x80\x94 a b\n", b"\n"])
def test_what_is_no_charter_is_refused(raw: bytes) -> None:
    with pytest.raises(CharterError):
        Charter.draft(raw)


LOG, CLERK = f"log {CHARTER.log}\n", f"clerk {CHARTER.clerk}\n"
FIRST, SECOND, THIRD = (f"registrar {key}\n" for key in CHARTER.registrars)
RESPELT: dict[str, tuple[str, str]] = {
    "another version": ("segel/charter/v1", "segel/charter/v2"),
    "no operation": ("Pilkada 2024 OKU Timur (latihan)", ""),
    "an operation of spaces": ("Pilkada 2024 OKU Timur (latihan)", "   "),
    "an operation with a control character": ("2024 OKU", "2024\x1bOKU"),
    "no log": (LOG, ""),
    "no clerk": (CLERK, ""),
    "clerk before log": (LOG + CLERK, CLERK + LOG),
    "log and clerk of one key": (CLERK, LOG.replace("log", "clerk", 1)),
    "a registrar who is the clerk": (FIRST, CLERK.replace("clerk", "registrar", 1)),
    "a log named otherwise": (LOG, f"log {STRANGER.verifier}\n"),
    "a registrar named twice": (SECOND, FIRST),
    "one key under two names": (
        SECOND,
        f"registrar {SignerKey('16.08/polri', KPU.private).verifier}\n",
    ),
    "one name for two keys": (
        SECOND,
        f"registrar {SignerKey('16.08/kpu', POLRI.private).verifier}\n",
    ),
    "a registrar whose name no journal can have": (
        SECOND,
        f"registrar {SignerKey('16.08/bawaslu/../polri', POLRI.private).verifier}\n",
    ),
    "a clerk whose name no journal can have": (
        CLERK,
        f"clerk {SignerKey('16.08//panitera', FOUNDERS.clerk.key.private).verifier}\n",
    ),
    "one registrar": (SECOND + THIRD, ""),
    "no registrar": (FIRST + SECOND + THIRD, ""),
    "a weak key": (FIRST, f"registrar {WEAK}\n"),
    "a key that cosigns": (
        FIRST,
        f"registrar {VerifierKey('16.08/kpu', COSIGNATURE_ED25519, KPU.verifier.public)}\n",
    ),
    "a key with a foreign id": (f"registrar {KPU.name}+", "registrar 16.08/kpv+"),
    "a line out of place": (FIRST, FIRST.replace("registrar", "witness", 1)),
    "two spaces": ("registrar ", "registrar  "),
    "a quorum of half": ("quorum 2", "quorum 1"),
    "a quorum of nobody": ("quorum 2", "quorum 0"),
    "a quorum of more than all": ("quorum 2", "quorum 4"),
    "a quorum with a leading zero": ("quorum 2", "quorum 02"),
    "a quorum of two words": ("quorum 2", "quorum 2 "),
    "no quorum": ("quorum 2\n", ""),
    "no policy": ("policy cXVvcnVtIG5vbmUK\n", ""),
    "a policy that is not UTF-8": ("cXVvcnVtIG5vbmUK", to_base64(b"\xff\n")),
    "a policy without a quorum": ("cXVvcnVtIG5vbmUK", to_base64(b"# none\n")),
    "a policy with two spaces": ("cXVvcnVtIG5vbmUK", to_base64(b"quorum  none\n")),
    "a policy without a last line feed": ("cXVvcnVtIG5vbmUK", to_base64(b"quorum none")),
    "an empty line at its end": ("cXVvcnVtIG5vbmUK\n", "cXVvcnVtIG5vbmUK\n\n"),
    "line ends of another system": ("\nclerk", "\r\nclerk"),
}


@pytest.mark.parametrize(("old", "new"), RESPELT.values(), ids=RESPELT.keys())
def test_a_charter_out_of_form_is_refused(old: str, new: str) -> None:
    with pytest.raises(CharterError):
        Charter.parse(respelt(old, new))


@pytest.mark.parametrize(("count", "quorum"), [(2, 2), (3, 2), (3, 3), (4, 3), (5, 3), (5, 5)])
def test_a_quorum_is_more_than_half_and_at_most_all(count: int, quorum: int) -> None:
    names = [f"16.08/pendiri-{number}" for number in range(count)]
    assert founders(names=names, quorum=quorum).charter.quorum == quorum


def test_a_policy_may_name_the_log_that_it_is_about() -> None:
    policy = f"log {CHARTER.log} https://log.example/\nquorum none\n"
    assert founders(policy=policy).charter.policy == policy
    foreign = f"log {STRANGER.verifier}\nquorum none\n"
    with pytest.raises(PolicyError, match="not about the log"):
        replace(CHARTER, policy=foreign).check()


def test_what_the_text_cannot_show_is_checked_for_whoever_drafts() -> None:
    with pytest.raises(KeyFormatError):
        replace(CHARTER, registrars=(WEAK, *CHARTER.registrars[1:])).check()
    with pytest.raises(PolicyError):
        replace(CHARTER, policy="quorum all\n").check()
