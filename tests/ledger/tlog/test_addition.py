"""What a witness may cosign: the request's form, and the decision over one remembered tree."""

import json
from pathlib import Path

from ledger.tlog.addition import Addition
from ledger.tlog.note import VerifierKey

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "tlog.json").read_text("utf-8"))


def test_the_request_of_another_implementation_is_read_and_written_byte_for_byte() -> None:
    raw = VECTORS["add_checkpoint_request"].encode()

    addition = Addition.parse(raw)

    assert addition.serialise() == raw
    assert (addition.old, addition.checkpoint.size) == (3, 8)
    assert [found.hex() for found in addition.proof] == VECTORS["consistency_3_to_8"]
    log = VerifierKey.parse(VECTORS["log"]["vkey"])
    assert addition.signed([log]).serialise() == VECTORS["checkpoint"].encode()
