"""Who reported, who is inside and who has left."""

from collections import Counter
from datetime import timedelta

from projections import access
from projections.view import View, view
from tests.projections.conftest import Election
from tests.support.season import STORE


def test_everybody_has_left_in_the_end(now: View) -> None:
    assert access.inside(now).items == ()
    assert len(access.visits(now, status="keluar").items) == 8


def test_who_is_inside_is_told_as_of_a_leaf(election: Election, now: View) -> None:
    first = access.visits(now).items[0]
    entered = access.VISITS.all(now, first.subject)[1]
    assert entered.state.state == "di_dalam"
    with view(election.readers, entered.since) as then:
        (inside,) = access.inside(then, place=STORE).items
        assert inside.subject == first.subject
        assert access.inside(then, place="16.08/GDG-02").items == ()


def test_a_visit_is_found_by_the_leaf_that_reported_it(now: View) -> None:
    first = access.visits(now).items[0]
    assert access.visit(now, first.subject) == first
    assert access.visit(now, "tidak ada") is None


def test_visits_are_listed_in_slices_by_their_last_change(now: View) -> None:
    whole = [visit.subject for visit in access.visits(now).items]
    parts, after = [], None
    while True:
        found = access.visits(now, after=after, limit=3)
        parts += [visit.subject for visit in found.items]
        if (after := found.next) is None:
            break
    assert parts == whole


def test_a_visitor_is_overdue_once_the_stated_time_has_passed(
    election: Election, now: View
) -> None:
    first = access.visits(now).items[0]
    entered = access.VISITS.all(now, first.subject)[1]
    with view(election.readers, entered.since) as then:
        (inside,) = access.inside(then).items
    due = inside.state.due
    assert due is not None
    assert not access.is_overdue(inside.state, due)
    assert access.is_overdue(inside.state, due + timedelta(minutes=1))
    assert not access.is_overdue(first.state, due + timedelta(days=9))


def test_who_was_let_in_is_counted_by_the_hour_of_the_guards_clock(now: View) -> None:
    hours = access.hours(now, STORE, 14)
    entered = [
        one.state.granted.isoformat()[:13]
        for one in access.visits(now, place=STORE).items
        if one.state.granted
    ]

    assert hours == Counter(entered)
    assert access.hours(now, STORE, 1) == {
        hour: count for hour, count in hours.items() if hour[:10] == max(hours)[:10]
    }
    assert access.hours(now, "16.08/GDG-99", 14) == {}
