"""The sentences of R25, R26 and R35."""

from domain.policy import DEFAULT_THRESHOLDS
from domain.rules.clock import ahead, backwards, early, late, withheld
from tests.support.story import moment

J = "16.08/polri/regu-1"
AT = "2024-11-25T08:00:00+07:00"


def test_each_names_the_journal_the_time_and_what_it_differs_from() -> None:
    bound = moment("07:00")
    found = [
        backwards(J, (9, 8), 4, AT, "2024-11-25T09:00:00+07:00"),
        early(J, 9, 4, AT, moment("09:00")),
        ahead(J, (9, 12), AT, bound),
        late(J, 9, 4, AT, moment("27 09:00")),
    ]

    assert [one.rule for one in found] == ["R25", "R25", "R25", "R26"]
    for one in found:
        assert J in one.indonesian()
        assert "25 Nov 2024 08.00 WIB" in one.english()
        assert one.due is None


def test_a_log_that_nobody_sees_any_more_is_told_when_the_wait_is_over() -> None:
    found = withheld("log", 7, moment("08:02"), DEFAULT_THRESHOLDS)

    assert (found.key, found.due) == ("R35/buku/log/7", moment("09:02"))
    assert "lebih dari 60 menit" in found.indonesian()
