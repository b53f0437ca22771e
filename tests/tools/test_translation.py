"""What an error says in English is told in Indonesian, part by part; names stay as they are."""

import pytest

from tools.translation import said


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "bundle: the line at byte 12 has no end",
            "berkas bukti: baris pada bita 12 tidak berakhir",
        ),
        ("http://a.example/log/tile/0/000: HTTP 404", "http://a.example/log/tile/0/000: HTTP 404"),
        (
            "bukti/: subtree 0 of level 1 is stored where nothing belongs",
            "bukti/: subpohon 0 tingkat 1 tersimpan di tempat apa pun",
        ),
        ("a: b: leaf 3 is missing", "a: b: daun 3 tidak ada"),
    ],
)
def test_each_part_is_told_in_indonesian(message: str, told: str) -> None:
    assert said(message) == (told, message)
