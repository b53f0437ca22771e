"""Uploads: what a form of a page sends, fields and files alike, each under the field's name.

A form with files comes as `multipart/form-data` even where no script runs, and browsers write one
plain dialect of it, which the standard library reads like a letter with enclosures.

Source: RFC 7578
"""

from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from api.problems import ApiError

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


def sent(content_type: str, body: bytes) -> dict[str, list[bytes]]:
    """Return what was sent in each field, in the order in which it was sent.

    Args:
        content_type: Of the request.
        body: All of it.

    Raises:
        ApiError: `media-type`: no form; `malformed`: not a whole one.
    """
    kind = content_type.partition(";")[0].strip().lower()
    found: dict[str, list[bytes]] = {}
    if kind == URLENCODED:
        pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
        for name, value in pairs:
            found.setdefault(name, []).append(value.encode("latin-1"))
        return found
    if kind != MULTIPART:
        raise ApiError("media-type")
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    letter = BytesParser(policy=HTTP).parsebytes(head + body)
    if letter.defects or not letter.is_multipart():
        raise ApiError("malformed", "not a whole form")
    for part in letter.iter_parts():
        found.setdefault(_name_of(part), []).append(_content_of(part))
    return found


def _name_of(part: Message) -> str:
    name = part.get_param("name", "", "content-disposition")
    return name if isinstance(name, str) else ""


def _content_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
