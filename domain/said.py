"""One leaf of the log as the domain sees it: who said what, and where it stands."""

import msgspec

from domain.catalogue import NotUnderstood, Statement


class Said(msgspec.Struct, frozen=True, gc=False):
    """A statement with the facts about its note that only the ledger can know."""

    index: int
    """The leaf index: the order in which everything is folded."""
    leaf: str
    """The leaf hash in standard base64, as other statements cite it."""
    journal: str
    """Which device said it; `authority` tells which person that is."""
    sequence: int
    """Its number in the journal, from 0."""
    cited: int
    """The size of the checkpoint that the device had verified when it signed."""
    enroller: str
    """The journal that enrolled this one; for a registrar, the registrar itself."""
    registrar: str
    """The founding registrar at the root of the journal's enrolment."""
    statement: Statement | NotUnderstood
    doubted: bool = False
    """It stands above the number after which the journal was revoked."""
    lost: int | None = None
    """It cites entries that the log has lost; the leaf at which the log was recovered from that."""
