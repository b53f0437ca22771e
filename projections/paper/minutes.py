"""Minutes of one statement: what all of them have around their own middle.

Day, place and persons in front; signatures, remarks and the statements that it rests on behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalogue import KINDS
from projections.paper import sealing
from projections.paper.archive import Archive, Record
from projections.paper.document import Block, Look, Paper, Prose, Signatory
from projections.paper.remark import remarks
from projections.paper.wording import on_this_day, plain


@dataclass(frozen=True, slots=True)
class Form:
    """The middle, and how the parts are called."""

    name: str
    title: str
    blocks: Sequence[Block]
    number: str = ""
    preface: str = ""
    """What follows day and place in the first sentence; empty: there is no such sentence."""

    place: str = ""
    """Where, in words."""

    parts: tuple[str, str] = ("Yang menyatakan", "Yang mengesahkan")
    ink: tuple[str, ...] = ()
    """Who signs with ink alone."""

    others: Sequence[Record] = ()
    """Further statements that the paper rests on."""

    seals: Sequence[str] = ()
    """Whose evidence is to be judged."""

    look: Look = "tegak"


def minutes(archive: Archive, record: Record, form: Form) -> Paper:
    """Return the minutes of a statement."""
    endorsed = [one for one in archive.answers(record) if one.kind == "Endorsed"]
    found = {one.index: one for one in (record, *form.others, *endorsed)}
    records = [found[index] for index in sorted(found)]
    where = f", bertempat di {form.place}" if form.place else ""
    first = (Prose(f"{on_this_day(record.time)}{where}, {form.preface}"),) if form.preface else ()
    return Paper(
        form.name,
        form.title,
        form.number,
        (*first, *form.blocks),
        (
            *signatories(archive, record, form.parts),
            *(Signatory(part, is_asked=False) for part in form.ink),
        ),
        (*sealing.remark(form.seals), *remarks(archive, records)),
        tuple(archive.source(one) for one in records),
        grade=archive.weakest(found),
        proven=record.index,
        look=form.look,
    )


def signatories(archive: Archive, record: Record, parts: tuple[str, str]) -> list[Signatory]:
    """Return who has signed a statement and who stands by it; who is missing has an empty line.

    Args:
        archive: Where both are looked up.
        record: The statement.
        parts: What its signer is called, and who stands by it.
    """
    signer = archive.signer(record)
    found = [Signatory(parts[0], signer.office, signer.person, record.index)]
    for answer in archive.answers(record):
        if answer.kind == "Endorsed":
            second = archive.signer(answer)
            capacity = answer.statement.capacity
            part = plain(capacity).capitalize() if capacity else parts[1]
            found.append(Signatory(part, second.office, second.person, answer.index))
    if len(found) == 1:
        is_asked = KINDS[record.kind].needs_second(record.statement)
        found.append(Signatory(parts[1], is_asked=is_asked))
    return found
