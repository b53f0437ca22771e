"""The inspection page brings along the charter, and may compile its own reader alone."""

import json
import re
from hashlib import sha256

from api.page import STATIC
from tests.support.server import Desk


def test_the_page_holds_the_signed_charter_and_no_inline_script(hall: Desk) -> None:
    answer = hall.http.get("/periksa")

    (data,) = re.findall(r'<script type="application/json" id="ledger">(.*?)</script>', answer.text)
    assert json.loads(data)["charter"].encode() == hall.place.founders.note
    scripts = re.findall(r"<script([^>]*)>", answer.text)
    assert all("src=" in one or "application/json" in one for one in scripts)
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "connect-src 'self';" in policy


def test_no_other_page_may_compile_anything(hall: Desk) -> None:
    for path in ("/problems", "/"):
        answer = hall.http.get(path, headers={"Accept": "text/html"})
        assert "wasm" not in answer.headers["content-security-policy"]


def test_the_reader_is_served_from_here_as_what_it_is(hall: Desk) -> None:
    folder = STATIC / "vendor" / "zxing-wasm"
    for name, kind in (
        ("zxing_reader.wasm", "application/wasm"),
        ("reader/index.js", "text/javascript; charset=utf-8"),
    ):
        answer = hall.http.get(f"/static/vendor/zxing-wasm/{name}")
        assert answer.content == (folder / name).read_bytes()
        assert answer.headers["content-type"] == kind


def test_the_page_names_the_hash_of_the_file_that_it_offers(hall: Desk) -> None:
    page, file = hall.http.get("/periksa"), hall.http.get("/periksa.html")

    assert sha256(file.content).hexdigest() in page.text
    assert file.headers["content-disposition"] == 'attachment; filename="periksa-segel.html"'
    assert file.content == hall.http.get("/periksa.html").content


def test_the_script_is_kept_by_browsers_as_long_as_it_is_the_same(hall: Desk) -> None:
    (address,) = re.findall(r'src="(/periksa[.]js[?]v=\w+)"', hall.http.get("/periksa").text)

    kept = hall.http.get(address).headers["cache-control"]
    others = [
        hall.http.get(path).headers["cache-control"] for path in ("/periksa.js", f"{address}0")
    ]
    assert ("immutable" in kept, others) == (True, ["no-cache", "no-cache"])
