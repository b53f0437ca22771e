"""Evidence: refused notes are filed once, byte for byte, and nobody can flood the log."""

import pytest
from hypothesis import given, strategies as st

from ledger import errors
from ledger.errors import (
    BrokenChainError,
    DisputedError,
    EquivocationError,
    PassedNumberError,
    RefusedError,
    RevokedError,
)
from ledger.evidence import PER_JOURNAL_MAX, Docket, Evidence, Reason
from ledger.journal import EVIDENCE, NOTE_BYTES_MAX, Entry
from ledger.tlog.errors import FormatError
from ledger.tlog.text import to_base64
from tests.support.device import CLERK, Device

REFUSAL = EquivocationError("other text")


def entry(number: int = 0, body: str = "x", name: str = "16.08/kpu/gudang-03") -> Entry:
    device = Device.named(name)
    device.sequence = number
    return Entry.parse(device.says(body))


def filed(evidence: Evidence) -> Entry:
    return Entry.parse(Device.named(CLERK).writes(EVIDENCE, evidence.body()))


@given(reason=st.sampled_from(list(Reason)), note=st.binary(min_size=1, max_size=200))
def test_evidence_is_read_as_it_was_written(reason: Reason, note: bytes) -> None:
    evidence = Evidence(reason, note)
    assert Evidence.parse(evidence.body().removesuffix("\n")) == evidence
    assert Evidence.parse(filed(evidence).body) == evidence


@given(body=st.text(st.characters(codec="utf-8"), max_size=60))
def test_what_is_read_is_the_only_spelling(body: str) -> None:
    try:
        evidence = Evidence.parse(f"chain\nnote {body}")
    except FormatError:
        return
    assert evidence.body() == f"chain\nnote {body}\n"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "equivocation",
        "equivocation\n",
        "equivocation\nnote",
        "equivocation\nnote ",
        "equivocation\nnote  AAAA",
        "equivocation\nnote AAAA ",
        "equivocation\nnote AAAA\n",
        "equivocation\nnote AAAA\nnote AAAA",
        "equivocation\nnote AAA",
        "equivocation\nnote AAB=",
        "equivocation\nNote AAAA",
        "equivocation \nnote AAAA",
        "EQUIVOCATION\nnote AAAA",
        "Reason.CHAIN\nnote AAAA",
        "fraud\nnote AAAA",
        "\nnote AAAA",
        "note AAAA",
    ],
)
def test_evidence_out_of_form_is_refused(body: str) -> None:
    with pytest.raises(FormatError):
        Evidence.parse(body)


def test_the_largest_note_of_a_device_fits_into_a_note_of_the_clerk() -> None:
    name = "x" * 128
    spare = NOTE_BYTES_MAX - len(entry(2**63 - 1, "x", name).raw)
    largest = entry(2**63 - 1, "x" * (spare + 1), name)
    assert len(largest.raw) == NOTE_BYTES_MAX
    evidence = Docket().file(largest, REFUSAL)
    assert evidence is not None
    clerk = Device("o" * 128, Device.named("c" * 128).key, bytes(32), 2**63 - 1, 2**63 - 1)
    note = Entry.parse(clerk.writes(EVIDENCE, evidence.body()))
    assert Evidence.parse(note.body).note == largest.raw


FILED = {
    EquivocationError: Reason.EQUIVOCATION,
    RevokedError: Reason.REVOKED,
    DisputedError: Reason.DISPUTED,
    BrokenChainError: Reason.CHAIN,
    PassedNumberError: Reason.CHAIN,
}


@pytest.mark.parametrize(
    "refusal",
    [
        error
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, RefusedError)
    ],
)
def test_only_what_an_enrolled_key_signed_and_contradicts_is_filed(
    refusal: type[RefusedError],
) -> None:
    given_ = refusal(9, 4) if refusal is errors.AheadError else refusal("why")
    evidence = Docket().file(entry(), given_)
    assert (evidence.reason if evidence else None) == FILED.get(refusal)
    assert evidence is None or evidence.note == entry().raw


def test_the_same_text_under_the_same_number_is_filed_once() -> None:
    docket = Docket()
    assert docket.file(entry(), REFUSAL) is not None
    assert docket.file(entry(), BrokenChainError("again")) is None
    assert docket.file(entry(body="y"), REFUSAL) is not None
    assert docket.file(entry(number=1), REFUSAL) is not None


def test_of_one_journal_at_most_a_hundred_notes_are_filed() -> None:
    docket = Docket()
    kept = [docket.file(entry(number), REFUSAL) for number in range(PER_JOURNAL_MAX + 5)]
    assert [evidence is not None for evidence in kept] == [True] * PER_JOURNAL_MAX + [False] * 5
    assert docket.file(entry(name="16.08/polri/regu-1"), REFUSAL) is not None


def test_a_docket_folded_from_the_log_files_nothing_again() -> None:
    docket, folded = Docket(), Docket()
    for number in range(3):
        evidence = docket.file(entry(number), REFUSAL)
        assert evidence is not None
        folded.take(filed(evidence))
    assert folded == docket
    assert folded.file(entry(2), REFUSAL) is None
    assert folded.file(entry(3), REFUSAL) is not None


def test_a_docket_takes_no_notice_of_other_kinds() -> None:
    docket = Docket()
    docket.take(entry(body=f"equivocation note {to_base64(entry().raw)}"))
    assert docket == Docket()


OVERSIZE = f"chain\nnote {to_base64(bytes(NOTE_BYTES_MAX + 1))}\n"


@pytest.mark.parametrize("body", ["fraud\nnote AAAA\n", "chain\nnote AAAA\n", "x\n", OVERSIZE])
def test_a_docket_survives_evidence_that_holds_no_note(body: str) -> None:
    docket = Docket()
    docket.take(Entry.parse(Device.named(CLERK).writes(EVIDENCE, body)))
    assert docket == Docket()
