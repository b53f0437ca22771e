"""Reckoning: which findings a statement adds and which it takes away, before against after.

Where statements may arrive in any order, what does not fit is worked out anew from all that is
remembered of a subject.  What was not a finding before, or read otherwise, is raised; what is none
any more is settled.
"""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from domain.finding import Finding
from domain.step import Step

S = TypeVar("S", bound=msgspec.Struct)


def reckon(state: S, before: Iterable[Finding], after: Iterable[Finding]) -> Step[S]:
    """Return the step from what did not fit before to what does not fit now.

    Args:
        state: The new state.
        before: Findings worked out from the old state; each has a `due`, so it may be settled.
        after: Findings worked out from the new state.
    """
    old = {finding.key: finding for finding in before}
    new = {finding.key: finding for finding in after}
    raised = tuple(finding for key, finding in new.items() if old.get(key) != finding)
    return Step(state, raised, tuple(key for key in old if key not in new))
