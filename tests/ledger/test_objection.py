"""Objections: the bytes are kept, the folder says so, and the disk is not filled."""

from pathlib import Path

import pytest

from ledger.errors import ObjectionError, StorageError
from ledger.objection import KEPT_MAX, Objections
from ledger.tlog.policy import Policy
from ledger.tlog.text import to_base64
from tests.support.witness import AT, Cosigner, policy_text

WITNESS = Policy.parse(policy_text(1, Cosigner.named("bawaslu"))).witnesses[0]


def objection(number: int = 0) -> ObjectionError:
    return ObjectionError("refuses\nsize 5", b"old 3\n\nx", 422, bytes([number]))


def test_request_and_answer_are_kept_byte_for_byte(tmp_path: Path) -> None:
    objections = Objections(tmp_path / "objections")
    assert objections.names() == []

    objections.keep(WITNESS, objection(), AT)

    (name,) = objections.names()
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text == (
        f"segel/objection/v1\nwitness bawaslu https://saksi.example/\ntime {AT}\nstatus 422\n"
        f"reason refuses size 5\nrequest {to_base64(b'old 3' + bytes([10, 10]) + b'x')}\n"
        f"answer {to_base64(bytes(1))}\n"
    )


def test_a_witness_that_objects_without_end_fills_no_disk(tmp_path: Path) -> None:
    objections = Objections(tmp_path / "objections")
    for number in range(KEPT_MAX + 5):
        objections.keep(WITNESS, objection(number), AT + number)

    assert len(objections.names()) == KEPT_MAX


def test_a_disk_that_does_not_take_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "objections").write_text("a file where the folder belongs")
    with pytest.raises(StorageError):
        Objections(tmp_path / "objections").keep(WITNESS, objection(), AT)
