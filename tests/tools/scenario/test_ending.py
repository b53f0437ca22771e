"""The operation is closed by two organisations, after everything else."""

from domain.operation import OperationClosed
from tests.tools.scenario.postbox import Rehearsal


def test_the_operation_is_closed_on_its_last_day(rehearsal: Rehearsal) -> None:
    (closed,) = rehearsal.box.sayings(OperationClosed)
    assert closed.statement.at == "2024-12-31T10:00:00+07:00"
    assert closed.leaf in rehearsal.box.endorsed()
