"""A note that was lost, passed over by a resumption, and found: refused, kept, and proven."""

from pathlib import Path

from ledger.errors import PassedNumberError
from ledger.evidence import Evidence, Reason
from ledger.journal import EVIDENCE, Entry
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.practice import practice
from tools.source import DirectorySource
from tools.verdict import State
from tools.verify import Trust, verify


def test_a_note_that_is_found_too_late_is_kept_as_evidence(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        (guard,) = place.enrols("16.08/kpu/gudang-03")
        lost, next_ = guard.says({"number": 0}), guard.says({"number": 1})
        resume = f"resume {guard.name} at 1 after {to_base64(leaf_hash(lost))}"
        place.takes(place.founders.registrars[1].registers(resume))
        place.takes(next_)
        size = place.ledger.tree.size
        for _ in range(2):  # and after a restart: it is filed once
            assert isinstance(place.answers(lost), PassedNumberError)
            assert isinstance(place.answers(lost), PassedNumberError)
            place.reopen()
        (filed,) = place.ledger.tree.entries(size, 9)
        assert filed.topic == EVIDENCE
        assert Evidence.parse(Entry.parse(filed.note).body) == Evidence(Reason.CHAIN, lost)
    source = DirectorySource(tmp_path / "ledger")
    verdict = verify(source, Trust())
    source.close()
    assert verdict.state is State.HOLDS
