"""The trial page pins the ledger that it is to trust."""

import json
import re

from tests.support.device import ORIGIN
from tests.support.server import Desk


def test_the_page_holds_origin_key_and_charter_and_no_inline_script(hall: Desk) -> None:
    answer = hall.http.get("/coba")

    (data,) = re.findall(r'<script type="application/json" id="ledger">(.*?)</script>', answer.text)
    pinned = json.loads(data)
    assert pinned["origin"] == ORIGIN
    assert pinned["log"] == str(hall.place.founders.charter.log)
    assert pinned["charter"] == hall.place.ledger.fingerprint()
    scripts = re.findall(r"<script([^>]*)>", answer.text)
    assert all("src=" in one or "application/json" in one for one in scripts)
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_practice_ledger_says_so(hall: Desk) -> None:
    assert "LATIHAN" in hall.http.get("/coba").text
