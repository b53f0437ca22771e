"""What is wrong is said at the field where it was filled in, in both languages."""

import pytest

from api.outline import FIELDS, filled, has_secret, read
from ledger import key as keyfile
from tests.support.device import CLERK, ORIGIN, REGISTRARS, Device
from tests.support.witness import Cosigner

KEYS = [Device.named(name).key for name in REGISTRARS]
LINES = [str(key.verifier) for key in KEYS]
GOOD = {
    "operation": "Gudang KPU",
    "origin": ORIGIN,
    "clerk": CLERK,
    "founders": "\n".join(LINES),
    "quorum": "",
    "policy": "",
}


def test_more_than_half_must_agree_where_nothing_is_said() -> None:
    outline, faults = read(GOOD)
    assert faults == {}
    assert outline is not None
    assert (outline.quorum, outline.policy) == (2, "quorum none\n")
    assert [key.name for key in outline.founders] == list(REGISTRARS)


def test_an_empty_form_says_what_is_missing() -> None:
    outline, faults = read({})
    assert outline is None
    assert faults.keys() == {"operation", "origin", "clerk", "founders"}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("origin", "dua kata", "tanpa spasi"),
        ("clerk", "16.08//panitera", "jurnal server"),
        ("clerk", ORIGIN, "sudah dipakai"),
        ("founders", LINES[0], "dua pendiri"),
        ("founders", f"{LINES[0]}\n{LINES[0]}", "Baris 2: 16.08/kpu"),
        ("founders", f"{LINES[0]}\n{LINES[1][:-3]}", "Baris 2: bukan kunci"),
        ("founders", f"{LINES[0]}\n{Cosigner.named('pers').verifier}", "kunci saksi"),
        ("quorum", "1", "kuorum 2 sampai 3"),
        ("quorum", "empat", "kuorum 2 sampai 3"),
        ("quorum", "4", "kuorum 2 sampai 3"),
        ("policy", "witness pers", "tidak terbaca"),
        ("policy", f"log {Device.named(ORIGIN).key.verifier}\nquorum none", "Jangan sebut log"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field: str, value: str, words: str) -> None:
    outline, faults = read({**GOOD, field: value})
    assert outline is None
    assert faults.keys() == {field}
    assert words in faults[field].id
    assert faults[field].en != faults[field].id


def test_files_are_added_below_what_was_written() -> None:
    sent = {"founders": [LINES[0].encode(), f"\ufeff{LINES[1]}\r\n".encode(), b""]}
    assert filled(sent)["founders"] == f"{LINES[0]}\n{LINES[1]}"
    assert filled({}).keys() == set(FIELDS)


def test_a_private_key_is_noticed_and_never_kept() -> None:
    secret = keyfile.serialise(KEYS[0])
    sent = {"founders": [f"{LINES[1]}\n{secret}".encode()]}
    assert has_secret(sent)
    assert filled(sent)["founders"] == LINES[1]
    assert not has_secret({"founders": [LINES[0].encode()]})
