"""Recollection: a subject's statements folded by their own times, as they were known at a leaf.

Tables hold what was known as of each leaf, which is the log's order.  A question about an hour is
rare and is about one subject, so nothing is kept for it: the subject's history up to the leaf is
read from the log and folded once (`domain.retelling`).  What that stands on, who signed and what
was in force, is heard once and then brought along; it is asked as of leaves, so that it may be
ahead of the question.

With it the anchors are read, whose times are proof only because they are checked.
"""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from domain.catalogue import NotUnderstood
from domain.correction import Amendment, Standing
from domain.evidence import PersonalDataErased
from domain.finding import Subject
from domain.said import Said
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted
from domain.whereabouts import Whereabouts, whereabouts
from ledger.bracket import Bracket, Extent, Timeline
from ledger.errors import LedgerError
from ledger.journal import ANCHOR, Entry
from ledger.log import Log, Stored
from ledger.tlog.errors import TlogError
from projections import history, statement
from projections.bench import Letters
from projections.custody import BOXES
from projections.hearing import Hearing
from projections.shift import WATCHES
from projections.view import View

_WATCH: Final = tuple(
    kind.__name__ for kind in (ShiftStarted, ShiftHandedOver, ShiftAccepted, ShiftEnded)
)
"""Of a store, most of the history is about visitors."""


class Recollection:
    """What one log has said, asked by hour and by leaf."""

    def __init__(self, log: Log) -> None:
        """Hear nothing until somebody asks."""
        self._turn = threading.Lock()
        self._hearing = Hearing(log, Letters(lambda: 0))  # the follower keeps those that matter
        self._timeline = Timeline()

    def whereabouts(self, view: View, box: str, at: datetime | None = None) -> Whereabouts:
        """Tell where a box was.

        Args:
            view: As of which leaf it is to be told.
            box: Its name.
            at: The hour (aware); None: after all that is stated.
        """
        with self._turn:
            self._listen(view)
            known = self._known(view, BOXES.fold, box, ())
            context = self._hearing.context
            return whereabouts(
                box, known, context, at, lambda post: self._known(view, WATCHES.fold, post, _WATCH)
            )

    def bracket(self, view: View, said: Said) -> Bracket:
        """Return between which moments a statement was signed, by all anchors that are folded."""
        with self._turn:
            self._listen(view)
            return self._timeline.bracket(said.index, said.cited)

    def extent(self, view: View, moment: datetime) -> Extent:
        """Return how many leaves the log had at a moment (aware), as far as anchors show it."""
        with self._turn:
            self._listen(view)
            return self._timeline.extent(int(moment.astimezone(UTC).timestamp()))

    def standing(self, view: View, leaf: str) -> Standing | None:
        """Tell how an amendment (leaf hash, base64) stands; None: there was none by then."""
        with self._turn:
            self._listen(view)
            return self._hearing.context.corrections.standing(leaf, view.as_of)

    def amendment(self, view: View, leaf: str) -> Amendment | None:
        """Return the amendment of a statement (leaf hash, base64) that is in force."""
        with self._turn:
            self._listen(view)
            return self._hearing.context.corrections.amendment(leaf, view.as_of)

    def is_over(self, view: View) -> bool:
        """Tell whether the operation was closed, with the word of two founders."""
        with self._turn:
            self._listen(view)
            return self._hearing.context.is_closed(view.as_of + 1)  # effects begin behind a leaf

    def erasures(self, view: View) -> list[tuple[str, PersonalDataErased]]:
        """Return by which acts (leaf hash, base64) personal data are erased, newest leaf known."""
        with self._turn:
            self._listen(view)
            return self._hearing.context.erasures()

    def _listen(self, view: View) -> None:
        """Hear what has come since the last question."""
        for stored in self._hearing.recall(view.connection, view.position):
            if stored.topic == ANCHOR:
                self._see(stored)

    def _see(self, stored: Stored) -> None:
        """Take an anchor; one that proves nothing is passed over, as it bounds no time."""
        register = self._hearing.reader.register
        if register is None:
            return
        try:
            entry = Entry.parse(stored.note)
            self._timeline.read(stored.leaf_index, entry, register.charter.log, register.policy)
        except (LedgerError, TlogError):
            return

    def _known(
        self, view: View, fold: Subject, subject: str, kinds: tuple[str, ...]
    ) -> Iterator[Said]:
        """Yield what was known about a subject, each statement as it read as of the view's leaf."""
        leaves = history.leaves(view.connection, fold, subject, as_of=view.as_of)
        if kinds:
            leaves = statement.of_kinds(view, leaves, kinds)
        hearing = self._hearing
        for stored in hearing.reader.leaves(leaves):
            for fact in hearing.reader.again(stored):
                if not isinstance(fact, Said) or isinstance(fact.statement, NotUnderstood):
                    continue
                said = hearing.context.corrections.read(fact, view.as_of)
                if said is not None:
                    yield said
