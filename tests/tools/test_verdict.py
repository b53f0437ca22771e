"""A verdict reads like a report, in two languages, and as JSON."""

import json

from tools.verdict import DETAILS_MAX, Check, Span, State, Text, Verdict, leaf, shown


def verdict() -> Verdict:
    check = Check("signatures", Text("Tanda tangan", "Signatures"), summary=Text("9/10", "9/10"))
    check.fail(Text("tidak sah", "does not hold"), leaf(7))
    witnesses = Check("witnesses", Text("Saksi", "Witnesses"))
    witnesses.doubt(Text("kurang", "too few"))
    register = Check("register", Text("Daftar kunci", "Register"))
    register.remark(Text("baris tidak berlaku", "void line"), Span(3, 5))
    return Verdict("bukti/", [check, witnesses, register], "o", 10, 10, "r", "c", "w")


def test_the_worst_check_decides() -> None:
    whole = verdict()

    assert whole.state is State.FAILS
    assert Verdict("t", whole.checks[1:]).state is State.UNDECIDED
    assert Verdict("t", whole.checks[2:]).state is State.HOLDS


def test_exit_statuses_are_those_of_the_manual() -> None:
    assert [s.exit_status for s in (State.HOLDS, State.FAILS, State.UNDECIDED)] == [0, 1, 3]


def test_a_terminal_shows_a_line_per_check_and_a_verdict() -> None:
    assert [line.rstrip() for line in verdict().lines(3.06)] == [
        "  ✗ Tanda tangan                             9/10",
        "      daun 7: tidak sah",
        "  ? Saksi",
        "      kurang",
        "  ✓ Daftar kunci",
        "      daun 3-4: baris tidak berlaku",
        "GAGAL  10 entri, 3.1 s, bukti/",
    ]


def test_english_stands_beside_it() -> None:
    lines = [*verdict().lines(3.06, "en")]

    assert "      leaf 7: does not hold" in lines
    assert lines[-1] == "FAILED  10 entries, 3.1 s, bukti/"


def test_reasons_beyond_a_screen_are_counted() -> None:
    check = Check("form", Text("Bentuk", "Form"))
    for index in range(DETAILS_MAX + 3):
        check.fail(Text("x", "x"), leaf(index))

    assert len(check.reasons) == DETAILS_MAX
    assert "      and 3 more" in [*Verdict("t", [check]).lines(0, "en")]


def test_json_carries_verdict_exit_status_and_leaves() -> None:
    found = verdict().as_json()

    assert (found["verdict"], found["exit"], found["entries"]) == ("failed", 1, 10)
    assert found["checks"][0]["reasons"][0]["leaves"] == [7, 8]
    assert found["checks"][1]["state"] == "undecided"


def test_nothing_that_a_terminal_obeys_is_shown_to_it() -> None:
    told = "Pilkada\u009b2J\u202e \x1b[1mLULUS\u2028\U000e0001\n é ✓"

    assert shown(told) == r"Pilkada\u009b2J\u202e \u001b[1mLULUS\u2028\udb40\udc01" + "\n é ✓"
    assert json.loads(shown(json.dumps(told, ensure_ascii=False))) == told
