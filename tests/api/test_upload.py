"""A form arrives as browsers send it, byte for byte, with files and without."""

import pytest

from api.problems import ApiError
from api.upload import MULTIPART, URLENCODED, sent

BOUNDARY = "----WebKitFormBoundaryAbC123"


def multipart(*parts: tuple[str, bytes]) -> bytes:
    """Write a form as browsers do: the head of each part after its name, then its bytes."""
    whole = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + body + b"\r\n"
        for head, body in parts
    )
    return whole + f"--{BOUNDARY}--\r\n".encode()


def test_fields_and_files_of_one_name_stand_together() -> None:
    raw = bytes(range(256)) + b"\r\n\n\r"
    body = multipart(
        ('name="keys"', "16.08/kpu — é\r\nbaris".encode()),
        ('name="keys"; filename="a.pub"\r\nContent-Type: application/octet-stream', raw),
        ('name="keys"; filename=""\r\nContent-Type: application/octet-stream', b""),
    )
    found = sent(f"{MULTIPART}; boundary={BOUNDARY}", body)
    assert found == {"keys": ["16.08/kpu — é\r\nbaris".encode(), raw, b""]}


def test_a_form_without_files_is_read_as_utf_8() -> None:
    found = sent(f"{URLENCODED}; charset=UTF-8", b"a=Gudang+%E2%80%94&b=&a=2")
    assert found == {"a": ["Gudang —".encode(), b"2"], "b": [b""]}


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        ("text/plain", "media-type"),
        (MULTIPART, "malformed"),
        (f"{MULTIPART}; boundary=x", "malformed"),
    ],
)
def test_what_is_no_form_is_refused(kind: str, slug: str) -> None:
    with pytest.raises(ApiError) as refused:
        sent(kind, multipart(('name="a"', b"b")))
    assert refused.value.slug == slug


def test_a_form_that_was_cut_off_is_refused() -> None:
    body = multipart(('name="a"', b"b"))[:-20]
    with pytest.raises(ApiError):
        sent(f"{MULTIPART}; boundary={BOUNDARY}", body)
