"""A ledger is prepared step by step; founders sign elsewhere, and nothing is lost in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.charter import Charter, fingerprint
from ledger.errors import CharterError, LockedError, UnfitError
from ledger.preparation import Outline, Preparation, is_founded, is_wanted
from ledger.tlog.note import Note, SignerKey
from tests.support.device import CLERK, NO_WITNESSES, ORIGIN, REGISTRARS, Device
from tests.support.practice import NOW

KEYS = tuple(Device.named(name).key for name in REGISTRARS)
OUTLINE = Outline(
    "Latihan", ORIGIN, CLERK, tuple(key.verifier for key in KEYS), 2, NO_WITNESSES
)  # fmt: skip


@pytest.fixture(name="preparation")
def _preparation(tmp_path: Path) -> Iterator[Preparation]:
    opened = Preparation.open(tmp_path / "buku")
    yield opened
    opened.close()


def at_home(preparation: Preparation, key: SignerKey) -> bytes:
    """Sign what the server has, as `segel charter sign` does on a machine of the founder's own."""
    raw = preparation.note
    assert raw is not None
    return Charter.draft(raw)[0].signed(raw, key)


def line(preparation: Preparation, key: SignerKey) -> str:
    return next(
        s for s in Note.parse(at_home(preparation, key)).signatures if s.name == key.name
    ).line()


def test_the_server_signs_with_its_own_two_keys_and_with_no_other(preparation: Preparation) -> None:
    charter = preparation.draft(OUTLINE)
    assert preparation.note is not None
    signed = Charter.draft(preparation.note)[1]
    assert [one.name for one in signed] == [charter.log.name, charter.clerk.name]


def test_signatures_come_in_any_order_as_a_file_or_as_a_line(preparation: Preparation) -> None:
    preparation.draft(OUTLINE)
    kpu, polri, bawaslu = KEYS
    assert preparation.take(at_home(preparation, polri)) == (ORIGIN, CLERK, polri.name)
    windows = b"\xef\xbb\xbf" + at_home(preparation, bawaslu).replace(b"\n", b"\r\n")
    preparation.take(windows)
    assert preparation.take(f"  {line(preparation, kpu)}\n\n".encode())[2:] == REGISTRARS


def test_the_ledger_is_founded_when_all_have_signed(preparation: Preparation) -> None:
    preparation.draft(OUTLINE)
    path = preparation.directory.path
    for key in KEYS:
        with pytest.raises(CharterError, match="still to sign"):
            preparation.found(NOW)
        preparation.take(at_home(preparation, key))
    note = preparation.note
    assert note is not None
    assert preparation.found(NOW) == fingerprint(note)
    assert is_founded(path)
    preparation.close()
    Ledger.open(path, lambda: NOW).close()
    assert not (path / "preparation").exists()


def test_a_founding_that_was_cut_off_is_begun_again(preparation: Preparation) -> None:
    preparation.draft(OUTLINE)
    path = preparation.directory.path
    for key in KEYS:
        preparation.take(at_home(preparation, key))
    preparation.found(NOW)
    (path / "charter.hash").unlink()
    assert is_wanted(path)
    preparation.found(NOW)
    assert is_founded(path)


def test_a_ledger_that_has_signed_is_never_begun_again(preparation: Preparation) -> None:
    preparation.draft(OUTLINE)
    path = preparation.directory.path
    for key in KEYS:
        preparation.take(at_home(preparation, key))
    preparation.found(NOW)
    with pytest.raises(CharterError, match="already"):
        preparation.found(NOW)
    preparation.lock.close()
    Ledger.open(path, lambda: NOW).close()
    before = (path / "ledger.db").read_bytes()
    (path / "charter.hash").unlink()

    assert not is_wanted(path)
    with pytest.raises(CharterError, match="already"):
        preparation.found(NOW)
    assert (path / "ledger.db").read_bytes() == before


def test_what_was_done_outlives_the_process(tmp_path: Path) -> None:
    first = Preparation.open(tmp_path)
    first.keep({"operation": "Gudang <KPU>"})
    first.draft(OUTLINE)
    first.take(at_home(first, KEYS[0]))
    with pytest.raises(LockedError):
        Preparation.open(tmp_path)
    note = first.note
    first.close()
    assert is_wanted(tmp_path)
    again = Preparation.open(tmp_path)
    assert (again.note, again.answers) == (note, {"operation": "Gudang <KPU>"})
    again.close()


def test_a_draft_that_was_given_up_leaves_no_key(preparation: Preparation) -> None:
    preparation.keep({"operation": "Latihan"})
    before = preparation.draft(OUTLINE).log
    preparation.discard()
    assert preparation.note is None
    assert list(preparation.directory.path.rglob("*.key")) == []
    assert preparation.draft(OUTLINE).log != before
    assert preparation.answers == {"operation": "Latihan"}


def test_what_no_charter_can_say_is_not_drafted(preparation: Preparation) -> None:
    alone = Outline("Latihan", ORIGIN, CLERK, OUTLINE.founders[:1], 1, NO_WITNESSES)
    with pytest.raises(CharterError):
        preparation.draft(alone)
    assert preparation.note is None


@pytest.mark.parametrize("fault", ["nothing", "form", "secret", "other", "stranger", "false"])
def test_what_does_not_belong_is_refused_and_named(preparation: Preparation, fault: str) -> None:
    preparation.draft(OUTLINE)
    before = preparation.note
    assert before is not None
    stranger = SignerKey.from_seed("16.08/lain", bytes(32))
    impostor = SignerKey.from_seed(KEYS[0].name, bytes(32))
    text = Charter.draft(before)[0].text()
    brought = {
        "nothing": text.encode(),
        "form": b"\xff",
        "secret": b"PRIVATE+KEY+16.08/kpu+00000000+AAAA",
        "other": at_home(preparation, KEYS[0]).replace(b"Latihan", b"Lathian"),
        "stranger": stranger.signature(text).line().encode(),
        "false": impostor.signature(text).line().encode(),
    }[fault]
    with pytest.raises(UnfitError) as refused:
        preparation.take(brought)
    assert refused.value.fault == fault
    assert preparation.note == before


def test_a_signature_is_kept_once(preparation: Preparation) -> None:
    preparation.draft(OUTLINE)
    twice = at_home(preparation, KEYS[0])
    assert preparation.take(twice) == preparation.take(twice)


@pytest.mark.parametrize("name", ["missing", "empty", "begun", "foreign", "alike"])
def test_only_a_directory_of_nobody_is_prepared(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name != "missing":
        path.mkdir()
    if name in {"foreign", "alike"}:
        (path / "surat.txt").touch()
    if name in {"begun", "alike"}:
        (path / "preparation").mkdir()
    assert is_wanted(path) == (name in {"missing", "empty", "begun"})
