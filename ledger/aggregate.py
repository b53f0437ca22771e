"""The journal as the event-sourcing library sees it: an aggregate of notes.

Originator = journal, version = sequence number, state = the note, byte for
byte.  The mapper is verbatim: what was signed is never serialised again.

Source: eventsourcing.persistence, Mapper; eventsourcing.application, Repository
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from ledger.errors import MalformedNoteError
from ledger.tlog.tree import leaf_hash


@dataclass(frozen=True, slots=True)
class NoteSigned:
    """A device signed a note: the one kind of event there is."""

    originator_id: str
    """The journal."""

    originator_version: int
    """The number in the journal, from 0."""

    topic: str
    """The note's first line: a stable word, never a module's path."""

    note: bytes


class VerbatimMapper(Mapper[str]):
    """Stores the note itself."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """Return the row of a signed note."""
        if not isinstance(domain_event, NoteSigned):
            raise MalformedNoteError(f"{type(domain_event).__name__} is not a signed note")
        return StoredEvent(
            domain_event.originator_id,
            domain_event.originator_version,
            domain_event.topic,
            domain_event.note,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> NoteSigned:
        """Return the signed note of a row."""
        return NoteSigned(
            str(stored_event.originator_id),
            stored_event.originator_version,
            stored_event.topic,
            stored_event.state,
        )


@dataclass(frozen=True, slots=True)
class Journal:
    """One device's notes so far."""

    id: str
    version: int
    """The last number."""

    head: bytes
    """Leaf hash of the last note."""

    @classmethod
    def project(
        cls, journal: Self | None, events: Iterable[DomainEventProtocol[str]]
    ) -> Self | None:
        """Fold notes in their order."""
        for event in events:
            if isinstance(event, NoteSigned):
                journal = cls(event.originator_id, event.originator_version, leaf_hash(event.note))
        return journal
