"""A made-up file has a hash, the same every time."""

import re

from tools.scenario.document import document


def test_two_documents_have_two_hashes() -> None:
    assert document("a") == document("a")
    assert document("a") != document("b")
    assert re.fullmatch(r"[A-Za-z0-9+/]{43}=", document("a"))
