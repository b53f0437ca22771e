"""Only who may register can say what this version cannot read: nobody else keeps verdicts open."""

from pathlib import Path

import pytest

from ledger.tlog.note import VerifierKey
from ledger.tlog.text import to_base64
from tests.support.log_builder import LogBuilder
from tools.source import DirectorySource
from tools.verdict import State
from tools.verify import Trust, verify

LATER_KEY = VerifierKey("16.08/kpu/hp-9", 255, b"segel/webauthn-rs256/v1" + bytes(33))
LATER = [f"enrol {LATER_KEY} {to_base64(bytes(64))}", "delegate 16.08/kpu/gudang-03 16.08"]


@pytest.mark.parametrize("line", LATER, ids=["a later key", "a later verb"])
@pytest.mark.parametrize(
    ("by_founder", "state"),
    [(True, State.UNDECIDED), (False, State.HOLDS)],
    ids=["founder", "guard"],
)
def test_a_line_of_a_later_version(
    tmp_path: Path, line: str, by_founder: bool, state: State
) -> None:
    log = LogBuilder()
    (guard,) = log.enrol("16.08/kpu/gudang-03")
    signer = log.founders.registrars[0] if by_founder else guard
    log.add(signer.registers(line))
    log.sign()
    source = DirectorySource(log.write(tmp_path / "ledger"))
    verdict = verify(source, Trust())
    source.close()
    assert verdict.state is state
