"""The verdict over an evidence file, as people and as programs read it."""

import pytest

from ledger.bracket import Bracket
from ledger.journal import Entry
from tests.support.device import Device
from tools.dossier import Dossier, Witnessed, witnessed
from tools.verdict import Check, Text

EIGHT = 1_732_496_400
HELD = Check("seal", Text("Utuh", "Whole"))


def said(bracket: Bracket, at: str = "2024-11-25T08:00:00+07:00") -> Witnessed:
    return Witnessed(7, "16.08/kpu/gudang-03", 4, "SealApplied", at, bracket, (3, None))


def dossier(*statements: Witnessed) -> Dossier:
    return Dossier(
        "kotak.bukti",
        [HELD],
        entries=3,
        asked="box 1",
        statements=[*statements],
        proves=[Text("ada", "there")],
        lacks=[Text("lengkap", "complete")],
    )


def test_it_reads_from_the_checks_to_what_stays_open() -> None:
    assert [*dossier(said(Bracket(1_732_496_400, 1_732_500_000))).lines(0, "en")] == [
        "  ✓ Whole",
        "Contents (in its maker's words): box 1",
        "  leaf 7  16.08/kpu/gudang-03 4  SealApplied → leaf 3 → leaf ?",
        (
            "      stated 2024-11-25T08:00:00+07:00; signed between 2024-11-25T08:00:00+07:00 "
            "and 2024-11-25T09:00:00+07:00"
        ),
        "What this proves:",
        "  + there",
        "What this does NOT prove:",
        "  - complete",
        "PROVEN  3 entries, 0.0 s, kotak.bukti",
    ]


def test_what_failed_proves_nothing_and_what_is_open_would_prove() -> None:
    failed, open_ = dossier(), dossier()
    failed.checks = [Check("seal", Text("Utuh", "Whole"))]
    failed.checks[0].fail(Text("rusak", "broken"))
    open_.checks = [Check("trust", Text("Piagam", "Charter"))]
    open_.checks[0].doubt(Text("belum", "not yet"))

    assert "What this proves:" not in [*failed.lines(0, "en")]
    assert "What this would prove once every ? above is answered:" in [*open_.lines(0, "en")]


@pytest.mark.parametrize(
    ("bracket", "words"),
    [
        (Bracket(None, None), "not bounded by any witness"),
        (Bracket(None, 1_732_500_000), "signed before 2024-11-25T09:00:00+07:00"),
        (Bracket(1_732_496_400, None), "signed after 2024-11-25T08:00:00+07:00"),
        (Bracket(2**62, None), f"signed after {2**62} s"),
    ],
)
def test_an_open_end_is_said_to_be_open(bracket: Bracket, words: str) -> None:
    assert [*said(bracket).lines("en")][1].endswith(words)


@pytest.mark.parametrize(
    ("bracket", "words"),
    [
        (Bracket(None, EIGHT - 121), "later than the witnesses' word"),
        (Bracket(EIGHT + 121, None), "signed later than the time that it states"),
        (Bracket(EIGHT + 120, EIGHT - 120), None),
        (Bracket(None, None), None),
    ],
)
def test_a_time_that_does_not_fit_is_a_difference(bracket: Bracket, words: str | None) -> None:
    difference = said(bracket).difference

    assert (difference is None) == (words is None)
    if words is not None and difference is not None:
        assert difference.en.endswith(words)
        assert [*said(bracket).lines("en")][-1].endswith(words)


@pytest.mark.parametrize("at", ["", "kemarin", "2024-11-25T08:00:00"])
def test_a_time_that_is_none_differs_from_nothing(at: str) -> None:
    assert said(Bracket(None, 0), at).difference is None


def test_what_was_not_asked_for_is_marked() -> None:
    beside = said(Bracket(None, None))._replace(is_chosen=False)

    assert next(beside.lines("en")).endswith("  (beside it)")


def test_programs_read_the_same() -> None:
    found = dossier(said(Bracket(5, None), at="")).as_json()

    assert found["statements"] == [
        {
            "leaf": 7,
            "journal": "16.08/kpu/gudang-03",
            "number": 4,
            "tier": "perangkat lunak",
            "chosen": True,
            "kind": "SealApplied",
            "at": None,
            "not_before": 5,
            "not_after": None,
            "cites": [3, None],
            "difference": None,
        }
    ]
    assert found["does_not_prove"] == [{"id": "lengkap", "en": "complete"}]
    assert found["asked"] == "box 1"
    assert found["verdict"] == "proven"


@pytest.mark.parametrize(
    "body",
    [
        "bukan JSON",
        "[" * 20_000,
        "[1]",
        '{"kind":7,"at":[],"of":"x","target":{},"replaces":null}',
        '{"kind":"\\u001b[2J","at":"\\u001b[2J"}',
    ],
)
def test_a_body_that_says_nothing_is_shown_as_saying_nothing(body: str) -> None:
    device = Device.named("16.08/kpu/gudang-03")
    entry = Entry.parse(device.says(body))

    found = witnessed(7, entry, Bracket(None, None), lambda _: None)

    assert (found.kind, found.at, found.cites) == ("", "", ())
