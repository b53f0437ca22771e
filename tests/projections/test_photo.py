"""Which statements cite a picture in the open, and which within a sealed value."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from domain.disclosure import Opening, commit
from projections import photo
from projections.vault import Vault
from tests.projections.conftest import folded
from tests.support.book import NOON, Book
from tests.support.photo import digest

ONE, TWO = b"satu", b"dua"
SALT = bytes(range(32))


def test_a_picture_is_found_by_its_digest(book: Book, tmp_path: Path) -> None:
    (guard,) = book.enrol("16.08/polri/regu-1")
    for pictures in ([digest(ONE)], [digest(TWO), digest(ONE)]):
        book.say(
            guard,
            "InspectionRecorded",
            place="16.08/GDG-01",
            template="hujan",
            items=[{"item": "atap", "result": "rusak"}],
            photos=pictures,
        )
    book.commit()
    with folded(book, tmp_path) as now:
        assert photo.citing(now, sha256(ONE).digest()) == (2, 3)
        assert photo.citing(now, sha256(TWO).digest()) == (3,)
        assert photo.citing(now, sha256(b"lain").digest()) == ()


def test_a_kind_that_nobody_knows_cites_its_pictures_too(book: Book, tmp_path: Path) -> None:
    (guard,) = book.enrol("16.08/polri/regu-1")
    book.say_raw(guard, f'{{"kind":"TeaServed","at":"{NOON}","photo":"{digest(ONE)}"}}')
    book.say_raw(guard, '{"photo":')
    with folded(book, tmp_path) as now:
        assert photo.citing(now, sha256(ONE).digest()) == (2,)


def test_a_face_in_a_sealed_value_is_known_to_the_vault_alone(book: Book, tmp_path: Path) -> None:
    (guard,) = book.enrol("16.08/polri/regu-1")
    value = {"name": "Budi Santoso", "photo": digest(ONE)}
    sealed = commit(value, SALT, "pribadi")
    leaf = book.say(
        guard,
        "VisitorReported",
        place="16.08/GDG-01",
        visitor={"sd": sealed.sd, "class": sealed.class_},
        purpose="tamu",
    )
    book.commit()
    with folded(book, tmp_path) as now:
        assert photo.citing(now, sha256(ONE).digest()) == ()
    vault = Vault.open(tmp_path / "vault.db", book.log)
    opening = Opening(leaf=leaf, path="/visitor", salt=b64encode(SALT).decode(), value=value)
    assert not vault.cites(sha256(ONE).digest())
    assert vault.keep([opening, opening]) == [None, None]
    assert vault.cites(sha256(ONE).digest())
    vault.close()
