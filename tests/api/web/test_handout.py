"""The verifier as one file: whole, readable, and with a policy under which it can load nothing."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from api.page import STATIC
from api.web.handout import handout
from api.web.script import imported

LEDGER = {"origin": "segel.example/latihan/a", "charter": "</script><b>", "kinds": {}}


def test_nothing_in_it_is_loaded_from_elsewhere() -> None:
    text = handout(LEDGER)

    assert re.findall(r"<(?:script|link|img)[^>]*(?:src|href)=\"(?!data:)", text) == []
    assert len(re.findall("</script>", text)) == 2


def test_its_policy_allows_its_own_script_alone() -> None:
    text = handout(LEDGER)

    script = text.partition('<script type="module">')[2].partition("</script>")[0]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'sha256")
    assert "connect-src" not in policy


@pytest.mark.parametrize("name", imported(STATIC, "periksa.js"))
def test_every_module_is_in_it_as_it_lies_in_the_folder(name: str) -> None:
    first = (STATIC / name).read_text(encoding="utf-8").partition("*/")[0]
    assert first in handout(LEDGER)


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert handout(LEDGER) == handout(dict(reversed(LEDGER.items())) | {"kinds": {}})
