"""What closes a box: the seals on record, and the looks that found something else.

The seals on record are those applied and not taken off since.  A look that differs from them is a
finding (R04) from that moment on, once: the same difference seen again is no news, and whatever is
done to the seals next starts from what was last seen.

A polling station without signal opens and seals its boxes on a telephone that speaks later than
the next receiver's.  So the newest acts are kept in the order of their stated times.  One that
comes late is put between, the rest is gone through once more, and what the log then shows is what
the same words in order would have shown: a look may be explained, or differ after all.  Damage is
explained by nothing.  Where there is no room for more, what nobody was expected to say goes first,
and a device whose clock runs ahead makes only its own words forgotten.

Whoever may not say so (R28) moves no seal on record.  What such a voice saw, or found off, may
differ, and is a finding; what others see next is compared with the record as it was.

Doors of stores are sealed like boxes, and opened and closed again all the time; whoever opens one
states which seals came off, and those should be the ones that were put on.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby, takewhile
from operator import attrgetter
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec

from domain.anchor import Anchors
from domain.finding import Finding
from domain.rules.opening import OPENED
from domain.rules.seal import NO_DIFFERENCE, Difference, difference, mismatch
from domain.seal import BoxSeen
from domain.timeline import surplus

MAX_KEPT: Final = 12
"""So many acts are kept one by one; in its life a box sees about twenty, over months."""
MAX_SEALS: Final = 64
"""So many seals are kept on one box, and of one act; a real one has two to six."""

_SLACK: Final = timedelta(hours=1)
"""So much a clock may run ahead of what witnesses saw before its looks go first."""

Deed: TypeAlias = Literal["pasang", "lepas", "ganti", "buka", "lihat", "temukan", "pintu"]
"""Put on, take off, replace, open the box, look, find off, open the door."""

_ORDER: Final = attrgetter("at", "index")
_AT: Final = attrgetter("at")


class Act(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One thing that was done to the seals, or seen of them."""

    deed: Deed
    at: datetime
    index: int
    attached: tuple[str, ...] = ()
    """Put on; of a look, seen intact."""
    removed: tuple[str, ...] = ()
    """Taken off; of a look, seen damaged."""
    left_out: int = 0
    """So many more were put on than are kept."""
    voice: str = ""
    """The journal of who says so."""
    is_unexpected: bool = False
    """Nobody expects the signer to say so (R28)."""
    is_asked: bool = False
    """Only seals that had differed before are a reason for it (R07)."""


class Record(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The seals of one box at one moment."""

    seals: tuple[str, ...] = ()
    """On record."""
    loose: tuple[str, ...] = ()
    """Of these, the ones that may have come off when the box was opened, though nobody says so."""
    difference: Difference = NO_DIFFERENCE
    """What the last look found different from the record."""
    opened: int | None = None
    """The leaf of the last opening; None once the box is sealed again."""
    left_out: int = 0
    """So many more were put on than are kept."""

    @property
    def there(self) -> tuple[str, ...]:
        """What sits on the box after the last look."""
        if self.difference == NO_DIFFERENCE:
            return self.seals
        kept = tuple(seal for seal in self.seals if seal not in self.difference.missing)
        return kept + self.difference.extra


class Closure(Record, frozen=True, gc=False, array_like=True):
    """The seals of one box now, and how they came to be."""

    acts: tuple[Act, ...] = ()
    """The newest acts, by their times."""
    before: Record = Record()
    """How it stood before these."""
    forgotten: datetime | None = None
    """The time of the newest act, but for looks, that is not kept one by one."""


class Closing(msgspec.Struct, frozen=True, gc=False):
    """What one statement does to the seals."""

    closure: Closure
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()
    differs: bool = False
    """Whether a look had found something else before it."""


class _Line(NamedTuple):
    """What is kept one by one, and what of it is left out."""

    acts: tuple[Act, ...]
    spare: Act | None
    anchors: Anchors


class _Way(NamedTuple):
    """Where acts lead to, and what does not fit on the way."""

    record: Record
    found: dict[str, Finding]
    excused: frozenset[int]
    """The leaves before which a look had found something else, of what was done to the seals."""


def turn(closure: Closure, box: str, act: Act, anchors: Anchors) -> Closing:
    """Let something be done to the seals of a box or a door, or be seen of them."""
    if max(len(act.attached), len(act.removed)) > MAX_SEALS:
        on, off = act.attached[:MAX_SEALS], act.removed[:MAX_SEALS]
        left_out = len(act.attached) - len(on)
        act = msgspec.structs.replace(act, attached=on, removed=off, left_out=left_out)
    acts = closure.acts
    is_newest = not acts or act.at > acts[-1].at
    spare: Act | None = None
    if len(acts) >= MAX_KEPT:
        acts = acts if is_newest else tuple([_dated(one, act.index, anchors) for one in acts])
        spare = _spare(tuple(sorted((*acts, act), key=_ORDER)), act.index, anchors)
    if spare is not None or act.is_unexpected or not is_newest:
        return _late(closure, box, act, _Line(acts, spare, anchors))
    record, finding = _stepped(closure, box, act)  # nearly always
    raised = () if finding is None else (finding,)
    kept = _bounded(record, closure, box, _Line((*acts, act), None, anchors))
    return Closing(kept, raised, (), closure.difference != NO_DIFFERENCE)


def _dated(act: Act, newest: int, anchors: Anchors) -> Act:
    """Date what was done to the seals when witnesses had seen it, if it is stated for later."""
    if act.deed == "lihat" or not anchors.contradict(act, newest, _SLACK):
        return act
    return msgspec.structs.replace(act, at=anchors.not_after(act.index, newest) or act.at)


def _spare(acts: tuple[Act, ...], newest: int, anchors: Anchors) -> Act | None:
    """Return what is left out and not summed up, where there is one too many; None: nothing.

    It must not make others forgotten: what nobody was expected to say, or else a look at a time
    that witnesses contradict, or the oldest word of a voice that fills half of all with times that
    nobody has seen yet.  Where most are looks, it is one of who looked most often.
    """
    unexpected = next((one for one in acts if one.is_unexpected), None)
    if unexpected is not None:
        return None if unexpected is acts[0] else unexpected
    if _again(acts) is not None:
        return None
    looks = [one for one in acts if _is_look(one)]
    false = next((one for one in looks if anchors.contradict(one, newest, _SLACK)), None)
    return false or _ahead(acts, newest, anchors) or _crowding(acts)


def _ahead(acts: tuple[Act, ...], newest: int, anchors: Anchors) -> Act | None:
    """Return the oldest word of a voice that fills half of all, if nobody has seen its time yet."""
    start = surplus(acts, MAX_KEPT)
    spare = next((one for one in acts[start:] if _is_look(one)), acts[start] if start else None)
    if spare is None or len({one.voice for one in acts[start:]}) > 1:
        return None
    return spare if anchors.is_ahead(spare.at, newest) else None


def _crowding(acts: tuple[Act, ...]) -> Act | None:
    """Return a look of who looked most often, if most that is kept are looks at the end."""
    looks = list(takewhile(_is_look, reversed(acts)))
    if 2 * len(looks) <= MAX_KEPT:
        return None
    count = Counter(one.voice for one in looks)
    return max(reversed(looks), key=lambda one: count[one.voice])  # the oldest of the most


def _again(acts: tuple[Act, ...]) -> int | None:
    """Return the place of a look between two that saw the same: nothing is lost with it."""
    seen = [(one.attached, one.removed) if _is_look(one) else None for one in acts]
    for place in range(1, len(acts) - 1):
        if seen[place] is not None and seen[place - 1] == seen[place] == seen[place + 1]:
            return place
    return None


def _is_look(act: Act) -> bool:
    return act.deed == "lihat"


def _late(closure: Closure, box: str, act: Act, line: _Line) -> Closing:
    """Put an act where it belongs, and go through what follows once more."""
    before, spare = closure.before, line.spare
    old = _gone(before, box, closure.acts)
    new: dict[str, Finding] = {}
    differs = False
    if closure.forgotten is not None and act.at < closure.forgotten:
        # Nobody knows any more what came between: it is taken as it comes.
        differs = before.difference != NO_DIFFERENCE
        before, finding = _heard(before, box, act)
        new = {} if finding is None else {finding.key: finding}
        acts, spare = closure.acts, None
    else:
        acts = tuple(sorted((*line.acts, act), key=_ORDER))
    if spare is not None:
        # What it has found stays found: nothing that comes later explains it any more.
        found = _gone(before, box, acts).found
        new = {key: one for key, one in found.items() if one.evidence[0] == spare.index}
        acts = tuple(one for one in acts if one is not spare)
    way = _gone(before, box, acts)
    new |= way.found
    raised = tuple(finding for key, finding in new.items() if old.found.get(key) != finding)
    settled = tuple(key for key in old.found if key not in new)
    excused = way.excused - old.excused - {act.index}
    settled += tuple(
        OPENED.key(box, one.index) for one in acts if one.is_asked and one.index in excused
    )
    start = msgspec.structs.replace(closure, before=before)
    kept = _bounded(way.record, start, box, _Line(acts, None, line.anchors))
    return Closing(kept, raised, settled, differs or act.index in way.excused)


def _bounded(now: Record, start: Closure, box: str, line: _Line) -> Closure:
    """Keep so many acts one by one, and sum up the oldest.

    A look changes no seal, so what came before one may still be said; nor is anything known by a
    time that nobody has seen yet.
    """
    before, forgotten, acts = start.before, start.forgotten, line.acts
    again = _again(acts) if len(acts) > MAX_KEPT else None
    if again is not None:
        acts = (*acts[:again], *acts[again + 1 :])
    elif len(acts) > MAX_KEPT:
        oldest, acts = acts[0], acts[1:]
        before, _ = _heard(before, box, oldest)
        if oldest.deed != "lihat":
            at = line.anchors.at_most(oldest.at, oldest.index, _SLACK)
            forgotten = at if forgotten is None else max(at, forgotten)
    return Closure(
        now.seals, now.loose, now.difference, now.opened, now.left_out, acts, before, forgotten
    )


def _gone(record: Record, box: str, acts: Iterable[Act]) -> _Way:
    """Go through acts in the order of their times."""
    found: dict[str, Finding] = {}
    excused: set[int] = set()
    rumour = record  # and what those found last of whom nobody expects it: it is told once
    for _, group in groupby(acts, _AT):
        together = tuple(group)
        records = [record]
        for act in together:
            if act.deed == "lihat":
                continue
            is_rumour = act.is_unexpected and act.deed == "temukan"
            excused |= set() if record.difference == NO_DIFFERENCE else {act.index}
            now, finding = _stepped(rumour if is_rumour else record, box, act)
            found |= {} if finding is None else {finding.key: finding}
            if not act.is_unexpected:
                record = now
                records.append(record)
            if is_rumour or not act.is_unexpected:
                rumour = now
        for act in together:
            # Of one moment nobody knows what came first: a look that fits before it fits.
            if act.deed != "lihat" or any(_fits(one, act) for one in records[:-1]):
                continue
            rumour, finding = _looked(rumour if act.is_unexpected else record, box, act)
            found |= {} if finding is None else {finding.key: finding}
            record = record if act.is_unexpected else rumour
    return _Way(record, found, frozenset(excused))


def _heard(record: Record, box: str, act: Act) -> tuple[Record, Finding | None]:
    """Return the record after one act, which nobody moves who may not."""
    now, finding = _stepped(record, box, act)
    return (record if act.is_unexpected else now), finding


def _fits(record: Record, look: Act) -> bool:
    return _compared(record, look) == NO_DIFFERENCE


def _compared(record: Record, act: Act) -> Difference:
    """Compare what was seen with the record; what may have come off may be there or not."""
    found = difference(record.seals, BoxSeen(box="", utuh=act.attached, rusak=act.removed))
    if record.loose and found.missing:
        missing = tuple(seal for seal in found.missing if seal not in record.loose)
        return found._replace(missing=missing)
    return found


def _stepped(record: Record, box: str, act: Act) -> tuple[Record, Finding | None]:
    """Return what one act does to the record, and what does not fit about it."""
    if act.deed == "lihat":
        return _looked(record, box, act)
    found = _found_out(record, box, act)
    off, is_open = act.removed, act.deed in ("buka", "pintu")
    there: tuple[str, ...] = ()
    if act.deed != "pintu":
        there = tuple([seal for seal in record.there if seal not in off])
    loose = there if is_open else record.loose
    left_out = 0 if act.deed == "pintu" else record.left_out + act.left_out
    if act.attached:
        there = tuple(dict.fromkeys((*there, *act.attached)))
        left_out += max(0, len(there) - MAX_SEALS)
        there = there[:MAX_SEALS]
    if loose:
        loose = tuple([seal for seal in loose if seal in there and seal not in act.attached])
    opened = act.index if is_open else record.opened
    if act.deed in ("pasang", "ganti"):
        opened = None
    record = Record(there, loose, NO_DIFFERENCE, opened, left_out)
    return record, None if found == NO_DIFFERENCE else mismatch(box, act.index, found, act.at)


def _found_out(record: Record, box: str, act: Act) -> Difference:
    """Compare what comes off with what should sit there, where somebody is asked about that."""
    if act.deed == "pintu":
        return difference(record.there, BoxSeen(box=box, utuh=act.removed))
    if act.deed == "temukan":
        known = {*record.difference.damaged, *record.difference.missing}
        return Difference(damaged=tuple(sorted({*act.removed} & {*record.there} - known)))
    return NO_DIFFERENCE


def _looked(record: Record, box: str, look: Act) -> tuple[Record, Finding | None]:
    """Compare a look with the record; the same difference seen again is no news."""
    found = _compared(record, look)
    if record.loose:
        seen = {*look.attached, *look.removed}
        seals = tuple(seal for seal in record.seals if seal in seen or seal not in record.loose)
        loose = tuple(seal for seal in record.loose if seal in seen)
        record = Record(seals, loose, record.difference, record.opened, record.left_out)
    if found == record.difference:
        return record, None
    record = Record(record.seals, record.loose, found, record.opened, record.left_out)
    finding = None if found == NO_DIFFERENCE else mismatch(box, look.index, found, look.at)
    return record, finding
