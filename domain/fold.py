"""Every fold, in one list: what `projections` iterate over, and nothing else does."""

from typing import Any, Final

from domain.apparatus import Apparatuses
from domain.attachment import Attachments
from domain.book import Books
from domain.calm import Calms
from domain.case import Cases
from domain.chain import Chains
from domain.disparity import Disparities
from domain.drill import Drills
from domain.happening import Happenings
from domain.impartiality import Impartialities
from domain.inquiry import Inquiries
from domain.journey import Journeys
from domain.leg import Legs
from domain.mission import Missions
from domain.officer import Officers
from domain.pair import Pairs
from domain.picture import Pictures
from domain.repetition import Repetitions
from domain.reporting import Reportings
from domain.revision import Revisions
from domain.rounds import Rounds
from domain.sealing import Seals
from domain.securing import Securings
from domain.signing import Signings
from domain.site import Sites
from domain.step import Fold
from domain.stock import Stocks
from domain.transit import Consignments
from domain.unlocking import Unlockings
from domain.visit import Visits
from domain.warehouse import Stores
from domain.watch import Watches

FOLDS: Final[tuple[Fold[Any], ...]] = (
    Journeys(),
    Seals(),
    Consignments(),
    Watches(),
    Visits(),
    Signings(),
    Chains(),
    Happenings(),
    Cases(),
    Impartialities(),
    Officers(),
    Reportings(),
    Calms(),
    Missions(),
    Securings(),
    Drills(),
    Inquiries(),
    Revisions(),
    Attachments(),
    Apparatuses(),
    Rounds(),
    Books(),
    Sites(),
    Pairs(),
    Pictures(),
    Disparities(),
    Stores(),
    Stocks(),
    Repetitions(),
    Legs(),
    Unlockings(),
)
"""In the order in which one leaf's findings are raised."""
