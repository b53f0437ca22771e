"""The page of formats shows every golden note byte for byte, and what it says of them holds."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ledger.bundle import BYTES_MAX, LEAVES_MAX, SCOPE_BYTES_MAX, Asked
from ledger.equivocation import EQUIVOCATION, FILE_BYTES_MAX
from ledger.evidence import PER_JOURNAL_MAX, Reason
from ledger.journal import ANCHOR, CHARTER, CLERK_BYTES_MAX, EVIDENCE, NOTE_BYTES_MAX, REGISTER
from ledger.register import LINES_MAX, RESERVED
from ledger.settings import Settings
from ledger.slip import NOTE_BYTES_MAX as SLIP_NOTE_BYTES_MAX, PREFIX, SLIP_BYTES_MAX
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import NAME_BYTES_MAX
from ledger.tlog.text import to_base64
from ledger.tlog.tree import EMPTY_ROOT, path_length
from tests.support.cosigned import cosigned, slip_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
PROSE = " ".join(PAGE.split())
VECTORS = ROOT / "tests" / "vectors"
GOLDEN = [*sorted((VECTORS / "notes").glob("*.note")), *sorted(VECTORS.glob("*.bundle"))]


def test_there_are_golden_notes() -> None:
    assert len(GOLDEN) >= 9


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_note_stands_on_the_page_byte_for_byte(path: Path) -> None:
    shown = re.findall(
        rf"^```text {re.escape(path.name)}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE
    )

    assert [text.encode() for text in shown] == [path.read_bytes()]


@pytest.mark.parametrize("topic", [CHARTER, REGISTER, EVIDENCE, ANCHOR])
def test_every_kind_is_in_the_table(topic: str) -> None:
    assert f" | `{topic}` | " in PAGE


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_of_evidence_is_named(reason: Reason) -> None:
    assert f"`{reason}`" in PAGE


@pytest.mark.parametrize("verb", sorted(RESERVED))
def test_every_reserved_verb_is_named(verb: str) -> None:
    assert f"`{verb}`" in PAGE


def test_the_limits_are_those_of_the_code() -> None:
    settings = Settings.model_fields
    assert f"at most {settings['photo_bytes_max'].default >> 10} KiB; the app makes" in PROSE

    assert f"At most {NOTE_BYTES_MAX >> 10} KiB a note ({CLERK_BYTES_MAX >> 10} KiB in" in PROSE
    assert f"at most {settings['request_bytes_max'].default >> 20} MiB and 1,000 notes" in PROSE
    assert settings["request_notes_max"].default == 1000
    assert f"Up to {LINES_MAX} lines" in PROSE
    assert f"at most {PER_JOURNAL_MAX} of one journal" in PROSE
    assert to_base64(EMPTY_ROOT) in PAGE
    assert f"at most {SCOPE_BYTES_MAX} bytes of printable UTF-8" in PROSE
    assert (
        f"At most {LEAVES_MAX:,} leaves, {CLERK_BYTES_MAX >> 10} KiB each, {BYTES_MAX >> 20} MiB"
        in PROSE
    )


@pytest.mark.parametrize("asked", Asked)
def test_everything_that_a_bundle_can_be_asked_is_named(asked: Asked) -> None:
    assert f"{asked}" in PAGE.split("<asked> <text>")[1].split("\n")[0]


def test_what_is_said_of_paper_and_of_two_histories_is_what_the_code_does() -> None:
    assert f"`{EQUIVOCATION}`" in PAGE or f"\n{EQUIVOCATION}\n" in PAGE
    assert f"At most {FILE_BYTES_MAX >> 10} KiB" in PROSE
    assert f"A proof has at most {SLIP_BYTES_MAX:,} bytes" in PROSE
    assert f"up to {SLIP_NOTE_BYTES_MAX:,} bytes" in PROSE
    assert f"is `{PREFIX}` and base45" in PROSE


@pytest.mark.parametrize(("origin", "length"), [(40, 1096), (NAME_BYTES_MAX, 1184)])
def test_a_proof_on_paper_has_the_length_that_is_said(origin: int, length: int) -> None:
    million = 1_000_000
    slip = replace(
        slip_of(cosigned()[0]),
        checkpoint=Checkpoint("x" * origin, million, bytes(32)),
        index=0,
        path=(bytes(32),) * path_length(0, million),
    )

    assert len(slip.serialise()) == length
    assert f"{length:,}" in PAGE
