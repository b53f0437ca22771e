"""Every projection: each fold of the domain with the table of its noun.

A fold that no noun has a table for gets one without columns: it is folded for its findings.
"""

from typing import Any, Final

from domain.fold import FOLDS
from domain.step import Fold
from projections.access import VISITS
from projections.activity import ACTIVITIES, DRILLS
from projections.book import BOOKS
from projections.consignment import CONSIGNMENTS
from projections.custody import BOXES, SEALS
from projections.discrepancy import DISCREPANCIES
from projections.equipment import APPARATUSES
from projections.incident import INCIDENTS
from projections.inquiry import INQUIRIES
from projections.inspection import ROUNDS
from projections.journals import JOURNALS
from projections.leg import LEGS
from projections.neutrality import CASES, UNITS
from projections.officer import OFFICERS
from projections.order import ORDERS
from projections.organisation import ORGANISATIONS, Organisations
from projections.person import PERSONS, Persons
from projections.place import PLACES, Places
from projections.projection import AnyProjection, Projection
from projections.shift import WATCHES
from projections.situation import AREAS, REPORTS
from projections.statement import SIGNINGS
from projections.stock import STOCKS
from projections.store import STORES
from projections.unlocking import UNLOCKINGS
from projections.version import Versions

_TABLES: Final[dict[str, Versions[Any]]] = {
    versions.fold: versions
    for versions in (
        BOXES,
        DISCREPANCIES,
        SEALS,
        CONSIGNMENTS,
        WATCHES,
        VISITS,
        JOURNALS,
        SIGNINGS,
        PLACES,
        PERSONS,
        ORGANISATIONS,
        INCIDENTS,
        INQUIRIES,
        CASES,
        UNITS,
        OFFICERS,
        REPORTS,
        AREAS,
        ORDERS,
        ACTIVITIES,
        DRILLS,
        APPARATUSES,
        ROUNDS,
        STORES,
        STOCKS,
        LEGS,
        BOOKS,
        UNLOCKINGS,
    )
}


def _projection(fold: Fold[Any]) -> AnyProjection:
    versions = _TABLES.get(fold.name)
    if versions is None:
        versions = Versions(fold.name, fold.state)
    return Projection(fold, versions, is_of_journals=versions is JOURNALS)


PROJECTIONS: Final[tuple[AnyProjection, ...]] = tuple(
    _projection(fold) for fold in (*FOLDS, Places(), Persons(), Organisations())
)
"""The domain's folds in their order, then the registers that merely list what has force."""
