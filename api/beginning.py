"""`/mulai`: what comes after the founding, above all the code that leads the first phone here.

The address is the one under which this page was asked for: whoever reads it over https on the
network has the code that phones need, and whoever reads it on the server itself is told so.
"""

from ipaddress import ip_address
from typing import Final

from fastapi import APIRouter, Response

from api.code import drawn
from api.documentation import fails
from api.reading import Question
from api.sheet import Sheet, Text, code, plain
from ledger.fingerprint import words
from ledger.tlog.text import parse_hash

router = APIRouter(tags=["overview"])

_TITLE: Final = Text("Mulai", "Begin")
_LABEL: Final = Text(
    "Kode QR alamat aplikasi untuk HP pertama", "QR code of the app's address for the first phone"
)


@router.get("/mulai", responses=fails("bad-parameter", "not-yet-folded"))
def beginning(asked: Question) -> Response:
    """Return where phones enrol, and what else is to be done once a ledger is founded."""
    ledger = asked.service.ledger
    charter, hash_ = ledger.charter, ledger.fingerprint()
    address = str(asked.request.base_url).rstrip("/")
    eight = words(parse_hash(hash_, "fingerprint"))
    value = {
        "operation": charter.operation,
        "origin": charter.origin,
        "charter": hash_,
        "words": eight,
        "app": f"{address}/jaga/",
    }
    sheet = Sheet(
        _TITLE,
        [
            (Text("operasi", "operation"), plain(charter.operation)),
            (Text("buku besar", "log origin"), code(charter.origin)),
            (Text("delapan kata piagam", "eight words of the charter"), plain(eight)),
        ],
    )
    more = {
        "app": value["app"],
        "address": address,
        "charter": hash_,
        "code": drawn(value["app"], _LABEL[0 if asked.lang == "id" else 1]),
        "is_near": is_near(asked.request.base_url.hostname or ""),
    }
    with asked.view() as view:
        return asked.tell(view, value, sheet, "beginning.html", **more)


def is_near(host: str) -> bool:
    """Tell whether a host's name leads to the machine that asks, and so no phone to this one."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
