"""Every row gets one verdict, whatever the others say, and none is lost."""

from hypothesis import given, strategies as st

from tests.support.worklist import on_record, reasons, reviewed, sayings, states
from tools.intake.place import Areas
from tools.intake.review import State, stands

HEAD = "kode;nama\n"
PLACE = {
    "place": "16.08.05/PPK",
    "place_kind": "ppk",
    "name": "PPK Peliung",
    "unit": "16.08.05/ppk",
    "parent": "16.08",
    "travel": 35,
}


def test_what_is_on_record_in_the_same_words_is_not_said_again() -> None:
    first = reviewed(Areas(), f"{HEAD}16.08.05;Peliung\n")
    register = on_record()
    for draft in first.drafts():
        register.add(draft.key, {**draft.defaults, **draft.given})

    again = reviewed(Areas(), f"{HEAD}16.08.05;Peliung\n16.08.05.2003;Bantan\n", register)

    assert states(again) == ["on record", "new"]
    assert all(stands(register, draft) for draft in first.drafts())
    assert [one.keys[0][1] for one in sayings(again)] == ["16.08.05.2003/pps", "16.08.05.2003/PPS"]


def test_what_differs_is_listed_and_stated_anew_only_if_that_is_asked() -> None:
    register = on_record(**{"16.08.05/PPK": PLACE})
    review = reviewed(Areas(), f"{HEAD}16.08.05;Buay Pemuka Peliung\n", register)

    assert states(review) == ["differs"]
    assert 'name: on record "PPK Peliung", in the file "PPK Buay Pemuka P' in reasons(review)
    assert review.drafts() == []
    anew = sayings(review, replace=True)
    assert len(anew) == 2
    assert '"name":"PPK Buay Pemuka Peliung"' in anew[1].body
    assert '"travel":35' in anew[1].body


def test_the_same_row_twice_is_told_and_said_once() -> None:
    review = reviewed(Areas(), f"{HEAD}16.08.05;Peliung\n160805;Peliung\n")

    assert states(review) == ["new", "duplicate"]
    assert reasons(review) == "3: same as line 2"
    assert len(sayings(review)) == 2


def test_of_two_rows_that_contradict_each_other_neither_is_taken() -> None:
    review = reviewed(Areas(), f"{HEAD}16.08.05;Peliung\n16.08.06;Suku\n16.08.05;Pelung\n")

    assert states(review) == ["bad", "new", "bad"]
    assert "2: organisation 16.08.05/ppk: not as in line 4" in reasons(review)
    assert "4: organisation 16.08.05/ppk: not as in line 2" in reasons(review)


def test_what_a_bad_row_would_have_stated_cannot_be_built_upon() -> None:
    review = reviewed(
        Areas(), f"{HEAD}16.08.05.2003;Bantan\n16.08.05;=A1\n16.08.05.2003;Bantan\n;\n"
    )

    assert states(review) == ["bad", "bad", "bad", "empty"]
    assert "2: not on record: organisation 16.08.05/ppk" in reasons(review)


def test_rows_may_come_in_any_order() -> None:
    review = reviewed(Areas(), f"{HEAD}16.08.05.2003;Bantan\n16.08.05;Peliung\n")

    assert states(review) == ["new", "new"]
    assert [one.keys[0][1] for one in sayings(review)] == [
        "16.08.05/ppk",
        "16.08.05.2003/pps",
        "16.08.05/PPK",
        "16.08.05.2003/PPS",
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["16.08.05", "16.08.05.2003", "16.08.06.2001", "16.8", "", "=1"]),
            st.sampled_from(["A", "B", "", "a\u202eb"]),
        ),
        max_size=12,
    )
)
def test_every_row_gets_a_verdict(rows: list[tuple[str, str]]) -> None:
    review = reviewed(Areas(), HEAD + "".join(f"{code};{name}\n" for code, name in rows))

    assert sum(review.counts.values()) == len(rows) == len(review.verdicts)
    for verdict, (code, name) in zip(review.verdicts, rows, strict=True):
        assert (verdict.state is State.EMPTY) == (not code and not name)
        assert (verdict.state is State.BAD) <= bool(verdict.reasons)
    keys = [draft.key for draft in review.drafts()]
    assert len(keys) == len(set(keys))
