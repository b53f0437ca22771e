"""Corrections: what an earlier statement should read, once a second person agrees.

An amendment (`CorrectionDeclared`, `AnnulmentDeclared`) comes in force at the leaf where it, its
target and a valid endorsement are all in the log, in whatever order they came.  From that leaf on,
folds read the target as amended at the target's own place; as of an earlier leaf they read it as
it was said.  Nothing is ever removed.

* It is said by the author of the target, by a head of the author's unit, or by the registrar of the
  author's line.
* It is endorsed by a person of another unit whom the author did not enrol; where the target has a
  giver and a receiver, by the other of the two: neither can clear itself.  Where the correction
  brings in a new party, by that party; where it is a policy, by Bawaslu or the police.
* It names the amendment of the same target that is in force before it, and none if there is none:
  of two that race, the one endorsed first stands and the other has no force.
* It states the whole difference from what was said *first*, so the newest one is read alone.
* An endorsement or another amendment is not amended: a mistaken amendment is replaced.

Acts of authority are the exception in time: amending one acts forward only, from that leaf on (see
`context`).  To empty a role or a plan in hindsight would empty what others did in good faith under
it.

Source: docs/explanation/architecture.md; docs/explanation/duties.md; EPCIS 2.0 errorDeclaration.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import msgspec

from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.authority import Authority, Signer, Why, parties_of
from domain.canonical import encode
from domain.catalogue import NotUnderstood, Statement, read
from domain.endorsement import Endorsed
from domain.person import PersonEnrolled, RoleGranted, RoleRevoked
from domain.policy import AGREEING, PolicySet
from domain.role import KPU
from domain.said import Said

Find = Callable[[str], Said | None]
"""Looks a leaf up; one that stands after the leaf being folded counts as not there yet."""

HEADS: Final = KPU | {
    "ppk",
    "pps",
    "kpps",
    "kapolres",
    "kabag_ops",
    "padal",
    "danru",
    "bawaslu",
    "panwascam",
}
"""Roles that may amend what another person of the same unit said."""

_ABOUT_PERSONS: Final = (PersonEnrolled, RoleGranted, RoleRevoked)
_AMENDMENTS: Final = (CorrectionDeclared, AnnulmentDeclared)
_KINDS: Final = ("CorrectionDeclared", "AnnulmentDeclared")
_NEVER: Final = (*_KINDS, "Endorsed")


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction or annulment in force."""

    target: str
    """Leaf hash of what it amends."""
    target_index: int
    said: Said
    """The amendment itself."""
    endorsed: int
    """Leaf index of the endorsement."""
    since: int
    """From this leaf on folds read the target as amended."""
    statement: Statement | None
    """The target as it should read; None: it did not happen."""


class Standing(NamedTuple):
    """How an amendment stands as of a leaf."""

    since: int | None = None
    """The leaf that put it in force."""
    why: Why | None = None
    """Why it has no force; None beside `since` None: it waits for a second person."""
    later: int | None = None
    """The leaf of the amendment that has replaced it."""

    @property
    def state(self) -> Literal["berlaku", "digantikan", "tanpa_daya", "menunggu"]:
        """One word: in force, replaced, without force, pending."""
        if self.since is not None:
            return "berlaku" if self.later is None else "digantikan"
        return "menunggu" if self.why is None else "tanpa_daya"


@dataclass(frozen=True, slots=True)
class _Proposal:
    said: Said
    act: CorrectionDeclared | AnnulmentDeclared
    target: Said
    corrected: Statement | None


class Corrections:
    """Every amendment, pending or in force, each askable as of any leaf that was folded."""

    def __init__(self, authority: Authority, find: Find) -> None:
        self._authority = authority
        self._find = find
        self._declared: dict[str, Said] = {}
        self._targeted: dict[str, list[Said]] = {}
        self._endorsements: dict[str, list[Said]] = {}
        self._in_force: dict[str, list[Amendment]] = {}
        self._settled: set[str] = set()
        self._refused: dict[str, Why] = {}

    def fold(self, said: Said) -> tuple[Amendment, ...]:
        """Take one leaf; return the amendments that it brings in force."""
        match said.statement:
            case CorrectionDeclared(target=target) | AnnulmentDeclared(target=target):
                self._declared[said.leaf] = said
                self._targeted.setdefault(target, []).append(said)
                return tuple(self._settle((said,), said.index))
            case Endorsed(of=of, of_kind=of_kind) if of_kind in _KINDS:
                self._endorsements.setdefault(of, []).append(said)
                return self._complete(self._declared.get(of), said)
            case _:
                waiting = self._targeted.get(said.leaf, ())
                return tuple(self._settle(waiting, said.index)) if waiting else ()

    def effective(self, leaf: str, statement: Statement, index: int) -> Statement | None:
        """Return a statement as it reads as of leaf `index`; None: annulled by then."""
        amendment = self.amendment(leaf, index)
        return statement if amendment is None else amendment.statement

    def target(self, leaf: str, index: int) -> Said | None:
        """Return a statement that an amendment cites, as it was said; None: not in the log yet."""
        said = self._find(leaf)
        return None if said is None or said.index > index else said

    def read(self, said: Said, index: int) -> Said | None:
        """Return a leaf as it reads as of leaf `index`; None: annulled by then."""
        amendment = self.amendment(said.leaf, index)
        if amendment is None:
            return said
        if amendment.statement is None:
            return None
        return msgspec.structs.replace(said, statement=amendment.statement)

    def amendment(self, leaf: str, index: int) -> Amendment | None:
        """Return the amendment of a statement that is in force as of leaf `index`."""
        for amendment in reversed(self._in_force.get(leaf, ())):
            if amendment.since <= index:
                return amendment
        return None

    def concerns(self, said: Said) -> bool:
        """Tell whether a leaf can change which amendments are in force."""
        match said.statement:
            case CorrectionDeclared() | AnnulmentDeclared():
                return True
            case Endorsed(of_kind=of_kind):
                return of_kind in _KINDS or said.leaf in self._targeted
            case _:
                return said.leaf in self._targeted

    def why_not(self, leaf: str) -> Why | None:
        """Tell why an amendment has no force so far; None: in force, or nobody endorsed it."""
        return self._refused.get(leaf)

    def standing(self, leaf: str, index: int) -> Standing | None:
        """Tell how an amendment stands as of leaf `index`; None: there was no such leaf by then."""
        said = self._declared.get(leaf)
        if said is None or said.index > index:
            return None
        for amendment in self._in_force.get(getattr(said.statement, "target", ""), ()):
            if amendment.said.leaf == leaf and amendment.since <= index:
                newest = self.amendment(amendment.target, index)
                later = None if newest is None or newest is amendment else newest.said.index
                return Standing(amendment.since, later=later)
        proposal = self._propose(said, index)
        if not isinstance(proposal, _Proposal):
            return Standing(why=proposal)
        why = self._judge_author(proposal, index)
        for endorsement in self._endorsements.get(leaf, ()):
            if why is None and endorsement.index <= index:
                why = self._judge_endorser(proposal, endorsement, index)
        return Standing(why=why)

    def _settle(self, declared: Sequence[Said], index: int) -> Iterator[Amendment]:
        """Try each amendment with the endorsements that were here before, in log order."""
        for said in declared:
            for endorsement in self._endorsements.get(said.leaf, ()):
                yield from self._enforce(said, endorsement, index)

    def _complete(self, declared: Said | None, endorsement: Said) -> tuple[Amendment, ...]:
        """Try a new endorsement, and none that was in vain before."""
        if declared is None:
            return ()
        return tuple(self._enforce(declared, endorsement, endorsement.index))

    def _enforce(self, said: Said, endorsement: Said, index: int) -> Iterator[Amendment]:
        """Put an amendment in force if this endorsement completes it."""
        if said.leaf in self._settled:
            return
        outcome = self._try(said, endorsement, index)
        if not isinstance(outcome, Amendment):
            self._refused[said.leaf] = outcome
            return
        self._settled.add(said.leaf)
        self._refused.pop(said.leaf, None)
        self._in_force.setdefault(outcome.target, []).append(outcome)
        yield outcome

    def _try(self, said: Said, endorsement: Said, index: int) -> Amendment | Why:
        proposal = self._propose(said, index)
        if not isinstance(proposal, _Proposal):
            return proposal
        target, corrected = proposal.target, proposal.corrected
        why = self._judge_author(proposal, index)
        why = why or self._judge_endorser(proposal, endorsement, index)
        return why or Amendment(
            target.leaf, target.index, said, endorsement.index, index, corrected
        )

    def _propose(self, said: Said, index: int) -> _Proposal | Why:
        """Read what an amendment would do, whoever stands behind it."""
        act = said.statement
        if isinstance(act, _AMENDMENTS) and act.target_kind in _NEVER:
            return "amendment"
        target = self._find(act.target) if isinstance(act, _AMENDMENTS) else None
        if not isinstance(act, _AMENDMENTS) or target is None or not _is_target(act, target, index):
            return "target"
        corrected = _amended(act, target.statement)
        if isinstance(corrected, NotUnderstood):
            return "not-understood"
        return _Proposal(said, act, target, corrected)

    def _judge_author(self, proposal: _Proposal, index: int) -> Why | None:
        """Judge who may amend: the author, a head of the unit, the registrar of the line."""
        said, target = proposal.said, proposal.target
        newest = self.amendment(target.leaf, index)
        if proposal.act.replaces != (newest.said.leaf if newest else None):
            return "replaces"
        if said.journal in (target.journal, target.registrar):
            return None
        signer, author = self._authority.signer(said), self._authority.signer(target)
        if signer is None:
            return "unknown-journal"
        is_of_unit = author is not None and said.registrar == target.registrar
        return None if is_of_unit and self._speaks_for(said, signer, author) else "unit"

    def _speaks_for(self, said: Said, signer: Signer, author: Signer | None) -> bool:
        if author is None:
            return False
        return signer.person == author.person or any(
            held.role in HEADS and held.unit == author.unit for held in self._authority.roles(said)
        )

    def _judge_endorser(self, proposal: _Proposal, endorsement: Said, index: int) -> Why | None:
        """Judge the second person: of another unit, and nobody who clears itself."""
        endorser = self._authority.signer(endorsement, index)
        if endorser is None:
            return "unknown-journal"
        if self._authority.conflict(proposal.said, endorsement, index):
            return "same-person"
        return self._judge_consent(proposal, endorsement, endorser)

    def _judge_consent(
        self, proposal: _Proposal, endorsement: Said, endorser: Signer
    ) -> Why | None:
        """Judge whether it is this person's consent that the matter takes."""
        said, before = proposal.said, proposal.target.statement
        if isinstance(before, PolicySet) and self._authority.holds(endorsement, AGREEING):
            return "line"
        if isinstance(before, _ABOUT_PERSONS) and before.person == endorser.person:
            return "favoured"
        author = self._authority.signer(said)
        old, new = parties_of(before), parties_of(proposal.corrected)
        wanted = (new - old) or (old - {author.unit if author else ""})
        return "favoured" if wanted and endorser.unit not in wanted else None


def _amended(
    act: CorrectionDeclared | AnnulmentDeclared, before: Statement | NotUnderstood
) -> Statement | NotUnderstood | None:
    """Return the target as it should read; None: it did not happen."""
    if isinstance(before, NotUnderstood) or isinstance(act, AnnulmentDeclared):
        return None if isinstance(act, AnnulmentDeclared) else NotUnderstood("fields")
    if not act.changes.keys() <= set(before.__struct_encode_fields__):
        return NotUnderstood("fields", act.target_kind, "a changed field is unknown")
    whole = msgspec.to_builtins(before) | act.changes
    return read(encode({name: value for name, value in whole.items() if value is not None}))


def _is_target(act: CorrectionDeclared | AnnulmentDeclared, target: Said, index: int) -> bool:
    """Tell whether a leaf is in the log by now, and of the kind that was named."""
    return target.index <= index and _kind(target) == act.target_kind


def _kind(said: Said) -> str | None:
    statement = said.statement
    return statement.kind if isinstance(statement, NotUnderstood) else type(statement).__name__
