"""Photographs arrive in pieces, are whole or not there, and are never handed out damaged."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, strategies as st

from ledger.album import Album, Arrival, Limits, Piece, kind_of
from ledger.errors import (
    AbsentPhotoError,
    DamagedPhotoError,
    NoPhotoError,
    OffsetError,
    OversizePhotoError,
    PhotosFullError,
    StorageError,
    WrongPhotoError,
)
from tests.support.photo import PNG, picture

PICTURE = picture(1000)
DIGEST = sha256(PICTURE).digest()
ROOM = Limits(one=2000, all=10_000, reserve=0)


@pytest.fixture(name="album")
def _album(tmp_path: Path) -> Album:
    return Album(tmp_path / "photos", ROOM)


def piece(start: int, end: int, raw: bytes = PICTURE) -> Piece:
    return Piece(raw[start:end], start, len(raw))


def file_of(folder: Path, digest: bytes = DIGEST) -> Path:
    return folder / "photos" / digest.hex()[:2] / digest.hex()


@given(cuts=st.lists(st.integers(min_value=0, max_value=1000), max_size=8))
def test_a_picture_may_be_cut_anywhere(
    cuts: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    album = Album(tmp_path_factory.mktemp("album"), ROOM)
    ends = [*sorted(cuts), 1000]
    for start, end in zip([0, *ends], ends, strict=False):
        is_whole = album.arrival(DIGEST).is_whole
        assert album.add(DIGEST, piece(start, end)).is_whole == (is_whole or end == 1000)
    assert album.read(DIGEST) == (PICTURE, "image/jpeg")


@given(offset=st.integers(min_value=0, max_value=1000), size=st.integers(0, 999))
def test_only_the_next_piece_is_taken(
    offset: int, size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    album = Album(tmp_path_factory.mktemp("album"), ROOM)
    album.add(DIGEST, piece(0, 400))
    if offset == 400:
        assert album.add(DIGEST, piece(400, 400 + size)).offset == min(400 + size, 1000)
        return
    with pytest.raises(OffsetError) as refused:
        album.add(DIGEST, piece(offset, offset + size))
    assert refused.value.expected == 400
    assert album.arrival(DIGEST) == Arrival(400, is_whole=False)


def test_pieces_outlive_the_process(album: Album, tmp_path: Path) -> None:
    album.add(DIGEST, piece(0, 600))
    again = Album(tmp_path / "photos", ROOM)
    assert again.arrival(DIGEST) == Arrival(600, is_whole=False)
    assert again.add(DIGEST, piece(600, 1000)) == Arrival(1000, is_whole=True)


def test_all_bytes_without_their_name_need_no_byte_more(album: Album, tmp_path: Path) -> None:
    """So it is after a kill between the last byte and the rename."""
    album.add(DIGEST, piece(0, 600))
    with (tmp_path / "photos" / "arriving" / DIGEST.hex()).open("ab") as part:
        part.write(PICTURE[600:])
    assert album.arrival(DIGEST) == Arrival(1000, is_whole=False)
    assert album.add(DIGEST, piece(1000, 1000)) == Arrival(1000, is_whole=True)


def test_wrong_bytes_are_thrown_away_and_told(album: Album, tmp_path: Path) -> None:
    album.add(DIGEST, Piece(b"\xff\xd8\xffspoilt", 0, 1000))
    with pytest.raises(WrongPhotoError):
        album.add(DIGEST, Piece(PICTURE[9:], 9, 1000))
    assert album.arrival(DIGEST) == Arrival(0, is_whole=False)
    assert list((tmp_path / "photos" / "arriving").iterdir()) == []


def test_a_whole_picture_passes_by_what_was_spoilt(album: Album) -> None:
    album.add(DIGEST, Piece(b"\xff\xd8\xffspoilt", 0, 1000))
    assert album.add(DIGEST, piece(0, 1000)) == Arrival(1000, is_whole=True)
    assert album.read(DIGEST).raw == PICTURE


def test_wrong_bytes_in_one_piece_leave_what_has_arrived(album: Album) -> None:
    album.add(DIGEST, piece(0, 400))
    with pytest.raises(WrongPhotoError):
        album.add(DIGEST, Piece(picture(1000, seed=1), 0, 1000))
    assert album.arrival(DIGEST).offset == 400


def test_what_is_whole_is_whole_whatever_else_is_sent(album: Album) -> None:
    album.add(DIGEST, piece(0, 1000))
    for late in (piece(0, 10), piece(500, 600), Piece(b"other", 0, 5)):
        assert album.add(DIGEST, late) == Arrival(1000, is_whole=True)
    assert album.read(DIGEST).raw == PICTURE


def test_two_phones_with_the_same_picture_do_no_harm(album: Album) -> None:
    def send() -> None:
        while not (arrived := album.arrival(DIGEST)).is_whole:
            try:
                album.add(DIGEST, piece(arrived.offset, arrived.offset + 7))
            except OffsetError:
                continue

    phones = [Thread(target=send) for _ in range(4)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    assert album.read(DIGEST).raw == PICTURE


@pytest.mark.parametrize(
    "change",
    [lambda raw: raw[:-1], lambda raw: raw + b"\0", lambda raw: raw[:500] + b"!" + raw[501:]],
)
def test_a_damaged_picture_is_not_read_and_may_be_sent_again(
    album: Album, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    album.add(DIGEST, piece(0, 1000))
    file_of(tmp_path).write_bytes(change(PICTURE))
    with pytest.raises(DamagedPhotoError):
        album.read(DIGEST)
    assert album.arrival(DIGEST) == Arrival(0, is_whole=False)
    album.add(DIGEST, piece(0, 500))
    assert album.add(DIGEST, piece(500, 1000)).is_whole
    assert album.read(DIGEST).raw == PICTURE


def test_what_is_not_here_is_told(album: Album) -> None:
    assert not album.has(DIGEST)
    with pytest.raises(AbsentPhotoError):
        album.read(DIGEST)


def test_bytes_of_the_right_hash_that_are_no_picture_are_not_kept(album: Album) -> None:
    script = b"<script>alert(1)</script>"
    digest = sha256(script).digest()
    album.add(digest, piece(0, 5, script))
    for start in (0, 5):
        with pytest.raises(NoPhotoError):
            album.add(digest, piece(start, len(script), script))
    assert album.arrival(digest).offset == 0


def test_a_picture_that_is_too_large_is_refused_at_its_first_piece(album: Album) -> None:
    with pytest.raises(OversizePhotoError):
        album.add(DIGEST, Piece(PICTURE, 0, 2001))


def test_the_budget_counts_what_is_whole_and_what_is_not(tmp_path: Path) -> None:
    limits = Limits(one=2000, all=2500, reserve=0)
    album = Album(tmp_path / "photos", limits)
    album.add(DIGEST, piece(0, 1000))
    other = picture(2000, seed=1)
    digest = sha256(other).digest()
    album.add(digest, piece(0, 1500, other))
    for one in (album, Album(tmp_path / "photos", limits)):
        with pytest.raises(PhotosFullError):
            one.add(digest, piece(1500, 2000, other))


def test_photographs_leave_the_ledger_its_room(tmp_path: Path) -> None:
    album = Album(tmp_path / "photos", Limits(one=2000, all=10_000, reserve=2**62))
    with pytest.raises(PhotosFullError):
        album.add(DIGEST, piece(0, 1000))


def test_a_disk_that_refuses_is_told(album: Album, tmp_path: Path) -> None:
    (tmp_path / "photos" / "arriving" / DIGEST.hex()).mkdir()
    with pytest.raises(StorageError):
        album.add(DIGEST, piece(0, 1000))


def test_nobody_else_on_the_machine_reads_photographs(album: Album, tmp_path: Path) -> None:
    album.add(DIGEST, piece(0, 1000))
    modes = {path: path.stat().st_mode & 0o777 for path in (tmp_path / "photos").rglob("*")}
    assert {oct(mode) for path, mode in modes.items() if path.is_file()} == {"0o600"}
    assert {oct(mode) for path, mode in modes.items() if path.is_dir()} == {"0o700"}


def test_a_picture_is_known_by_its_first_bytes() -> None:
    assert kind_of(PNG) == "image/png"
    assert kind_of(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    assert kind_of(PICTURE) == "image/jpeg"
    assert [kind_of(raw) for raw in (b"", b"<svg>", b"GIF89a", b"RIFF\0\0\0\0WAVE")] == [None] * 4


def test_a_name_that_somebody_has_put_there_is_not_followed_out_of_the_folder(
    album: Album, tmp_path: Path
) -> None:
    (tmp_path / "photos" / "arriving" / DIGEST.hex()).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError):
        album.add(DIGEST, piece(0, 500))
    assert not (tmp_path / "elsewhere").exists()
