"""Attachments: files that exist beside the log, each known by its hash.

Who files a paper that was signed by hand binds it to its statement; the same file may be filed for
several of them.
"""

from typing import Final

import msgspec

from domain.context import Context
from domain.evidence import EvidenceFiled
from domain.fact import Fact
from domain.said import Said
from domain.step import Step

MAX_KEPT: Final = 32


class Filing(msgspec.Struct, frozen=True, gc=False):
    """One word that the file exists."""

    index: int
    journal: str
    of: str | None
    """Leaf hash of the statement that it belongs to."""
    paper: str | None
    """The printed paper of which it is a signed copy."""


class Attachment(msgspec.Struct, frozen=True, gc=False):
    """What is known of one file; its first filing describes it."""

    evidence_kind: str
    media: str
    size: int
    """Bytes."""
    place: str | None
    taken: str | None
    filings: tuple[Filing, ...]


class Attachments:
    """The fold of every file."""

    name: Final = "berkas"
    state: Final = Attachment
    kinds: Final[frozenset[type] | None] = frozenset({EvidenceFiled})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the hash of the file that is filed."""
        if isinstance(fact, Said) and isinstance(fact.statement, EvidenceFiled):
            return (fact.statement.file,)
        return ()

    def after(
        self, subject: str, state: Attachment | None, fact: Fact, context: Context
    ) -> Step[Attachment]:
        """Return what a filing adds."""
        del subject, context
        if not isinstance(fact, Said) or not isinstance(fact.statement, EvidenceFiled):
            return Step(state)
        act = fact.statement
        filing = Filing(fact.index, fact.journal, act.of, act.paper)
        if state is not None:
            filings = (*state.filings, filing)[-MAX_KEPT:]
            return Step(msgspec.structs.replace(state, filings=filings))
        return Step(
            Attachment(act.evidence_kind, act.media, act.size, act.place, act.taken, (filing,))
        )
