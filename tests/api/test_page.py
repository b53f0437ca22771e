"""Pages carry the strictest policy under which they work."""

from base64 import b64encode
from hashlib import sha256

from api.page import STATIC, page


def test_a_page_allows_its_own_style_by_its_hash_and_nothing_else() -> None:
    ledger = {"origin": "a/latihan/b", "charter": "note"}
    response = page(
        "periksa.html", {"ledger": ledger, "script": None, "digest": "", "version": "1"}
    )

    text = bytes(response.body).decode()
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = response.headers["content-security-policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_what_is_filled_in_is_escaped() -> None:
    values = {"origin": "</script><script>alert(1)</script>", "charter": ""}
    given = {"ledger": values, "script": None, "digest": "", "version": "1"}

    text = bytes(page("periksa.html", given).body).decode()

    assert "<script>alert" not in text


def test_the_files_of_the_page_are_there() -> None:
    assert (STATIC / "periksa.js").is_file()
