"""Who was written down by mistake is erased: nobody has what opens it."""

from domain.access import VisitorReported
from domain.evidence import PersonalDataErased
from tests.tools.scenario.postbox import Rehearsal


def test_the_commitment_of_one_visit_opens_to_nothing(rehearsal: Rehearsal) -> None:
    (erased,) = rehearsal.box.sayings(PersonalDataErased)
    (leaf,) = erased.statement.of
    told = {one.leaf: one.statement for one in rehearsal.box.sayings(VisitorReported)}
    opened = {opening.leaf for letter in rehearsal.box.letters for opening in letter.openings}
    assert erased.statement.commitments == (told[leaf].visitor.sd,)
    assert told.keys() - opened == {leaf}


def test_somebody_of_another_organisation_stands_by_it(rehearsal: Rehearsal) -> None:
    (erased,) = rehearsal.box.sayings(PersonalDataErased)
    assert erased.leaf in rehearsal.box.endorsed()
