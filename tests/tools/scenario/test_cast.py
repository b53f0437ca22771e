"""Those who watch one another are enrolled by different people."""

from domain.person import PersonEnrolled, RoleGranted
from ledger.journal import REGISTER
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.cast import LINES_MAX, LOGISTIK, TEAMS
from tools.scenario.founding import BAWASLU, KPU, POLRI


def enrollers(rehearsal: Rehearsal) -> dict[str, str]:
    """Return who enrolled each journal."""
    return {
        line.split(" ")[1].partition("+")[0]: entry.header.journal
        for entry in rehearsal.box.entries()
        if entry.header.topic == REGISTER
        for line in entry.body.split("\n")
        if line.startswith("enrol ")
    }


def test_a_note_enrols_at_most_a_hundred_phones(rehearsal: Rehearsal) -> None:
    counts = [
        len(entry.body.split("\n"))
        for entry in rehearsal.box.entries()
        if entry.header.topic == REGISTER
    ]
    assert max(counts) <= LINES_MAX


def test_everybody_who_speaks_was_enrolled_once(rehearsal: Rehearsal) -> None:
    speaking = {entry.header.journal for entry in rehearsal.box.entries()}
    assert speaking <= {*enrollers(rehearsal), KPU, POLRI, BAWASLU}


def test_poll_workers_and_those_who_watch_them_have_different_registrars(
    rehearsal: Rehearsal,
) -> None:
    by = enrollers(rehearsal)
    for station in rehearsal.stage.area.stations:
        assert (by[station.unit], by[station.watcher]) == (KPU, BAWASLU)


def test_an_office_is_enrolled_by_its_delegate(rehearsal: Rehearsal) -> None:
    by = enrollers(rehearsal)
    assert by[LOGISTIK] == "16.08/kpu/pendaftar-01"
    assert {by[journal] for team in TEAMS.values() for journal in team} == {
        "16.08/polres/pendaftar-01"
    }


def test_persons_are_pseudonyms_and_their_names_are_sealed(rehearsal: Rehearsal) -> None:
    told = rehearsal.box.sayings(PersonEnrolled)
    persons = [saying.statement.person for saying in told]
    assert len(set(persons)) == len(persons) - 1  # one got a new phone
    assert all(saying.statement.identity for saying in told[:-1])


def test_every_grant_can_be_cited(rehearsal: Rehearsal) -> None:
    granted = {saying.leaf for saying in rehearsal.box.sayings(RoleGranted)}
    assert {told.leaf for told in rehearsal.stage.grants.values()} == granted
