"""Journals: every device that may sign, who enrolled it, and how far its notes go.

A journal counts on with each of its statements; only what matters makes a new version, and the
numbers are read from the statements themselves, so that they are right as of any leaf.  Until
another organisation has endorsed its enrolment a journal is *belum disahkan*.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from msgspec import structs

from domain.chain import Chain
from projections.person import Signer, signers
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

JOURNALS: Final = Versions(
    "jurnal",
    Chain,
    Columns(("registrar",), lambda chain: (chain.registrar or "",), unindexed=("registrar",)),
    milestone=attrgetter("enrolled", "enroller", "missing", "revoked", "evidence", "strengthened"),
)

_NUMBERS: Final = (
    "SELECT count(*), max(sequence), total(is_hardware) FROM statement "
    "WHERE journal = :journal AND leaf_index <= :as_of"
)
_ENDORSED: Final = (
    "SELECT 1 FROM statement AS enrolment "
    "JOIN citation ON citation.cited = enrolment.leaf AND citation.role = 'of' "
    "JOIN statement AS word ON word.leaf_index = citation.leaf_index "
    "JOIN jurnal ON jurnal.subject = word.journal AND jurnal.since <= :as_of "
    "WHERE enrolment.leaf_index = :enrolled AND word.kind = 'Endorsed' "
    "AND word.leaf_index <= :as_of AND jurnal.registrar <> :registrar LIMIT 1"
)


class Journal(NamedTuple):
    """One journal as of a leaf."""

    name: str
    since: int
    """The leaf of its last milestone."""
    chain: Chain
    """As of the leaf; `at` and `index` as of now."""
    person: str | None
    """Who signs with it; None: nobody on record."""
    is_endorsed: bool
    """Whether another organisation stands by its enrolment; founders need nobody."""
    by_hardware: int
    """How many of its notes its hardware key has signed."""


def journal(view: View, name: str) -> Journal | None:
    """Return one journal; None: nobody has enrolled it."""
    version = JOURNALS.one(view, name)
    return None if version is None else _completed(view, [version])[0]


def journals(
    view: View, *, registrar: str | None = None, after: str | None = None, limit: int = LIMIT
) -> Slice[Journal]:
    """List journals by name, of one founder's line if asked for."""
    found = JOURNALS.listed(view, {"registrar": registrar}, after, limit)
    return Slice(tuple(_completed(view, found.items)), found.next)


def _completed(view: View, versions: Sequence[Version[Chain]]) -> list[Journal]:
    people = signers(view, [version.subject for version in versions])
    return [
        _whole(view, one, people.get((one.subject, one.state.registrar or ""))) for one in versions
    ]


def _whole(view: View, version: Version[Chain], signer: Signer | None) -> Journal:
    name, chain = version.subject, version.state
    count, last, by_hardware = view.rows(_NUMBERS, {"journal": name})[0]
    chain = structs.replace(chain, count=count, last=last)
    is_founder = chain.registrar == name
    is_endorsed = is_founder or (
        chain.enrolled is not None
        and view.row(_ENDORSED, {"enrolled": chain.enrolled, "registrar": chain.registrar})
        is not None
    )
    return Journal(
        name, version.since, chain, signer and signer.person, is_endorsed, int(by_hardware)
    )
