"""What opens a commitment is kept only if it fits, and never blocks anything."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from domain.disclosure import Opening, commit
from domain.evidence import PersonalDataErased
from ledger.tlog.text import to_base64
from projections.vault import Sealing, Vault
from tests.support.book import NOON, Book
from tests.support.sayings import golden

SALT = bytes(range(32))
ACT = b64encode(bytes([7] * 32)).decode()
VISITOR = {"nama": "Budi Santoso", "instansi": "CV Tinta Jaya"}


@pytest.fixture(name="vault")
def open_vault(book: Book, tmp_path: Path) -> Iterator[Vault]:
    vault = Vault.open(tmp_path / "vault.db", book.log)
    yield vault
    vault.close()


@pytest.fixture(name="opening")
def opening_of_a_visitor(book: Book) -> Opening:
    (guard,) = book.enrol("16.08/polri/regu-1")
    sealed = commit(VISITOR, SALT, "pribadi")
    leaf = book.say(
        guard,
        "VisitorReported",
        NOON,
        place="16.08/GDG-01",
        visitor={"sd": sealed.sd, "class": sealed.class_},
        purpose="tamu",
    )
    book.commit()
    return Opening(leaf=leaf, path="/visitor", salt=b64encode(SALT).decode(), value=VISITOR)


def test_the_right_opening_is_kept_and_read(book: Book, vault: Vault, opening: Opening) -> None:
    stored = book.log.entries(2, 1)[0]
    assert vault.sealings(stored) == (Sealing("/visitor", is_opened=False),)
    assert vault.keep([opening]) == [None]
    (opened,) = vault.opened(stored.leaf)
    assert (opened.path, opened.class_, opened.value) == ("/visitor", "pribadi", VISITOR)
    assert vault.sealings(stored) == (Sealing("/visitor", is_opened=True),)


def test_the_same_opening_again_changes_nothing(book: Book, vault: Vault, opening: Opening) -> None:
    assert vault.keep([opening, opening]) == [None, None]
    assert vault.keep([opening]) == [None]
    assert len(vault.opened(book.log.entries(2, 1)[0].leaf)) == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"value": {"nama": "Orang lain"}}, "mismatch"),
        ({"value": 1.5}, "value"),
        ({"path": "/host"}, "path"),
        ({"path": "/purpose"}, "not-sealed"),
        ({"salt": "AAAA"}, "salt"),
        ({"leaf": b64encode(bytes(32)).decode()}, "leaf"),
        ({"leaf": "!"}, "leaf"),
    ],
)
def test_a_wrong_opening_is_not_kept_and_takes_no_other_along(
    book: Book, vault: Vault, opening: Opening, changes: dict[str, Any], refusal: str
) -> None:
    wrong = structs.replace(opening, **changes)
    assert vault.keep([wrong, opening]) == [refusal, None]
    assert len(vault.opened(book.log.entries(2, 1)[0].leaf)) == 1


def test_notes_that_are_no_statements_hold_no_commitments(book: Book, vault: Vault) -> None:
    assert vault.sealings(book.log.entries(0, 1)[0]) == ()


def test_a_body_that_is_no_json_holds_no_commitments(book: Book, vault: Vault) -> None:
    (guard,) = book.enrol("16.08/polri/regu-1")
    book.say_raw(guard, "bukan JSON")
    book.commit()
    assert vault.sealings(book.log.entries(2, 1)[0]) == ()


def test_openings_outlive_the_process(
    book: Book, vault: Vault, opening: Opening, tmp_path: Path
) -> None:
    vault.keep([opening])
    vault.close()
    again = Vault.open(tmp_path / "vault.db", book.log)
    assert len(again.opened(book.log.entries(2, 1)[0].leaf)) == 1
    again.close()


def test_a_picture_is_found_in_the_values_that_cite_it(book: Book, vault: Vault) -> None:
    (guard,) = book.enrol("16.08/polri/regu-2")
    value = {"photo": to_base64(bytes(32))}
    sealed = commit(value, SALT, "pribadi")
    visitor = {"sd": sealed.sd, "class": sealed.class_}
    leaf = book.say(
        guard, "VisitorReported", NOON, place="16.08/GDG-01", visitor=visitor, purpose="tamu"
    )
    book.commit()
    salt = b64encode(SALT).decode()
    vault.keep([Opening(leaf=leaf, path="/visitor", salt=salt, value=value)])
    assert vault.citing(bytes(32)) == (b64decode(leaf),)
    assert vault.citing(bytes(31)) == ()


def test_what_is_erased_is_on_the_disk_no_more_and_not_taken_in_again(
    book: Book, vault: Vault, opening: Opening, tmp_path: Path
) -> None:
    vault.keep([opening])
    name = b"Budi Santoso"
    assert name in on_disk(tmp_path)
    stored = book.log.entries(2, 1)[0]
    act = erasure(opening.leaf, commit(VISITOR, SALT, "pribadi").sd)

    vault.erase(ACT, act)
    vault.erase(ACT, act)

    assert name not in on_disk(tmp_path)
    assert vault.opened(stored.leaf) == ()
    assert vault.sealings(stored) == (Sealing("/visitor", is_opened=False, erased_by=ACT),)
    assert vault.keep([opening]) == ["erased"]


def test_only_the_values_are_erased_that_the_act_names(
    book: Book, vault: Vault, opening: Opening
) -> None:
    vault.keep([opening])
    sealed, other = (commit(value, SALT, "pribadi").sd for value in (VISITOR, "lain"))

    vault.erase(ACT, erasure(opening.leaf, other))
    vault.erase(ACT, erasure(to_base64(bytes(32)), other))

    assert len(vault.opened(book.log.entries(2, 1)[0].leaf)) == 1
    vault.erase(ACT, erasure(opening.leaf, other, sealed))
    assert vault.opened(book.log.entries(2, 1)[0].leaf) == ()


def test_a_value_that_is_erased_before_it_comes_is_not_taken_in(
    vault: Vault, opening: Opening
) -> None:
    vault.erase(ACT, erasure(to_base64(bytes(32)), commit(VISITOR, SALT, "pribadi").sd))

    assert vault.keep([opening]) == ["erased"]


def erasure(leaf: str, *commitments: str) -> PersonalDataErased:
    act = golden("PersonalDataErased", of=[leaf], commitments=list(commitments))
    assert isinstance(act, PersonalDataErased)
    return act


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("vault.db*"))
