"""A checkpoint is found in everything that people keep."""

import json
from pathlib import Path

import pytest
from PIL import Image

from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.proof import Proof
from tests.support.cosigned import cosigned, slip_of
from tools.keepsake import kept_checkpoint
from tools.sheet import Sheet
from tools.source import AbsentError, DamagedError

LOG, _ = cosigned()
SLIP = slip_of(LOG)
NOTE = SLIP.note().serialise()


def kept(folder: Path, raw: bytes) -> bytes:
    path = folder / "simpanan"
    path.write_bytes(raw)
    return kept_checkpoint(path)


def test_the_note_of_a_slip_is_what_the_log_has_signed() -> None:
    assert Checkpoint.opened(NOTE, LOG.founders.log.verifier) == LOG.checkpoint()


def test_in_a_note_a_proof_a_receipt_and_a_sheet(tmp_path: Path) -> None:
    for raw in (
        NOTE,
        Proof(5, SLIP.path, NOTE).serialise(),
        json.dumps({"leaf_index": 5, "checkpoint": NOTE.decode()}).encode(),
        Sheet(("bukti",), (SLIP.serialise(),)).drawn(".png"),
    ):
        assert kept(tmp_path, raw) == NOTE


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"x",
        b"{",
        b"{}",
        b'{"checkpoint":1}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"c2sp.org/tlog-proof@v1\n",
        Sheet((), (b"\x01\x02catatan",)).drawn(".png"),
    ],
    ids=range(9),
)
def test_what_holds_none_is_damaged(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(DamagedError):
        kept(tmp_path, raw)


def test_a_blank_page_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    Image.new("L", (100, 100), 255).save(tmp_path / "kosong.png")
    with pytest.raises(DamagedError, match="no proof code"):
        kept_checkpoint(tmp_path / "kosong.png")
    with pytest.raises(AbsentError):
        kept_checkpoint(tmp_path / "lain")
