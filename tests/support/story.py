"""A story of one box, one post or one visit: told leaf by leaf, folded, and asked for findings."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec

from domain.catalogue import KINDS
from domain.chain import Chain
from domain.fact import Anchored, Fact
from domain.finding import Finding
from domain.fold import FOLDS
from domain.journey import Box
from domain.rules.journal import LOST
from domain.said import Said
from domain.sealing import Seal
from domain.signing import Signing
from domain.statement import time
from domain.transit import Consignment
from domain.visit import Visit
from domain.watch import Watch
from tests.support.sayings import GUARD, KPU, POLRI, PPK, STORE, Sayings

UNIT_KPU, UNIT_PPK, UNIT_PPS, UNIT_KPPS = (
    "16.08/kpu",
    "16.08.05/ppk",
    "16.08.05.2003/pps",
    "16.08.05.2003/kpps-007",
)
PPS, KPPS, PTPS = "16.08.05.2003/pps/hp-1", "16.08.05.2003/kpps-007/hp-1", "16.08/bawaslu/ptps-1"
GUARD_2, LOGISTICS = "16.08/polri/regu-2", "16.08/kpu/logistik-01"
STORE_PLACE, PPK_PLACE, TPS_PLACE = "16.08/GDG-01", "16.08.05/PPK", "16.08.05.2003/TPS-007"
BOX, OTHER = "16.08.05.2003-TPS007-GUB", "16.08.05.2003-TPS007-BUP"
TIE, TAG = "kabel_ties:OKT-004211", "tag_qr:7K3M-9QXT-2PHD-8VWA"

LEG = {
    "leg": "16.08.05-pergi-1",
    "from": UNIT_KPU,
    "to": UNIT_PPK,
    "origin": STORE_PLACE,
    "destination": PPK_PLACE,
    "pattern": "16.08.05.*",
}
"""The one planned way; at which hour, the plan leaves open."""

RAW: Final = re.compile(
    r"\d{4}-\d\d-\d\dT|[A-Za-z0-9+/]{43}=|[a-z]_[a-z]|[{}]|\b(" + "|".join(KINDS) + r")\b"
)
"""What people do not read: times, hashes, codes and kinds as programs write them."""

S = TypeVar("S", bound=msgspec.Struct)


def clock(at: str) -> str:
    """Return a moment: `07:45` is on 25 November 2024, `26 07:45` the day after; WIB."""
    day, _, hour = at.rpartition(" ")
    if "T" in at:
        return at
    return f"2024-11-{day or '25'}T{hour}{':00' if hour.count(':') == 1 else ''}+07:00"


def moment(at: str) -> datetime:
    return time(clock(at))


@dataclass(slots=True)
class Story:
    """What was said, what is known, and what did not fit."""

    sayings: Sayings = field(default_factory=Sayings.of_operation)
    states: dict[tuple[str, str], msgspec.Struct] = field(default_factory=dict)
    raised: dict[str, Finding] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    facts: list[Fact] = field(default_factory=list)

    @classmethod
    def of_election(cls) -> "Story":
        """An open operation with its plan, and somebody for every unit on the way of a box."""
        story = cls()
        sayings = story.sayings
        sayings.enrol(KPU, "p-pps", PPS, "pps", "16.08.05.2003")
        sayings.enrol(KPU, "p-kpps", KPPS, "kpps", "16.08.05.2003")
        sayings.enrol(KPU, "p-logistik", LOGISTICS, "logistik_kpu", "16.08")
        sayings.enrol("16.08/bawaslu", "p-ptps", PTPS, "ptps", "16.08.05.2003")
        sayings.enrol(POLRI, "p-danru-2", GUARD_2, "danru", "16.08")
        sayings.say(KPU, "PlanSet", legs=[LEG])
        for place, kind, unit in (
            (STORE_PLACE, "gudang", UNIT_KPU),
            (PPK_PLACE, "ppk", UNIT_PPK),
            (TPS_PLACE, "tps", UNIT_KPPS),
        ):
            sayings.say(KPU, "PlaceRegistered", place=place, place_kind=kind, unit=unit)
        sayings.endorse(POLRI, sayings.say(KPU, "PlaceAccepted", place=STORE_PLACE))
        return story

    def says(self, journal: str, kind: str, at: str, **fields: Any) -> Said:
        """Let a journal say something at a time; every fold hears it."""
        said = self.sayings.say(journal, kind, at=clock(at), **fields)
        self.tell(said)
        return said

    def plans(self, journal: str, kind: str, at: str, **fields: Any) -> Said:
        """Draft a statement that reaches the log later, by `hears`."""
        return self.sayings.draft(journal, kind, at=clock(at), **fields)

    def hears(self, said: Said) -> Said:
        said = self.sayings.hear(said)
        self.tell(said)
        return said

    def witnessed(self, at: str, until: str | None = None) -> Anchored:
        """Let witnesses see the log as it stands, between two times."""
        size = self.sayings.now
        anchored = Anchored(size - 1, size - 1, moment(at), moment(until or at))
        self.sayings.context.anchors.fold(anchored)
        self.tell(anchored)
        return anchored

    def tell(self, fact: Fact) -> None:
        self.facts.append(fact)
        for fold in FOLDS:
            for subject in fold.subjects(fact):
                key = (fold.name, subject)
                step = fold.after(subject, self.states.get(key), fact, self.sayings.context)
                if step.state is not None:
                    self.states[key] = msgspec.json.decode(
                        msgspec.json.encode(step.state), type=fold.state
                    )
                for finding in step.raised:
                    assert (finding.subject_kind, finding.subject) == key
                    for sentence in (finding.indonesian(), finding.english()):
                        assert sentence
                        assert RAW.search(sentence) is None, sentence
                    assert self._is_news(finding.key) or finding.evidence[0] != fact.index
                    self.raised[finding.key] = finding
                    self.settled.discard(finding.key)
                assert all(self._may_settle(key) for key in step.settled)
                self.settled.update(step.settled)

    def _is_news(self, key: str) -> bool:
        return key not in self.raised or key in self.settled

    def _may_settle(self, key: str) -> bool:
        """Nothing that stands at once is ever settled, but that a journal cites what was lost."""
        raised = self.raised.get(key)
        return raised is None or raised.due is not None or raised.sentence == LOST.sentence

    def findings(self, at: str = "2024-12-31T00:00:00+07:00", but: str = "") -> list[str]:
        """Return the rules that stand at a stated time, one per finding, without those in `but`."""
        return sorted(
            finding.rule
            for key, finding in self.raised.items()
            if key not in self.settled and finding.stands(moment(at))
            if finding.rule not in but.split()
        )

    def open(self) -> set[tuple[str, str, tuple[str, ...]]]:
        """Return what was raised and not settled, in terms that no order of arrival changes."""
        leaf = {said.index: said.leaf for said in self.sayings.leaves.values()}
        return {
            (finding.rule, finding.english(), tuple(leaf[index] for index in finding.evidence))
            for key, finding in self.raised.items()
            if key not in self.settled
        }

    def finding(self, rule: str) -> Finding:
        """Return the one finding of a rule that was raised and not settled."""
        (finding,) = (
            one for key, one in self.raised.items() if one.rule == rule and key not in self.settled
        )
        return finding

    def finding_of(self, subject: str) -> Finding:
        """Return the one finding about a subject that was raised and not settled."""
        (finding,) = (
            one
            for key, one in self.raised.items()
            if one.subject == subject and key not in self.settled
        )
        return finding

    def box(self, box: str = BOX) -> Box:
        return self._state("kotak", box, Box)

    def seal(self, seal: str = TIE) -> Seal:
        return self._state("segel", seal, Seal)

    def consignment(self, name: str = "kirim-1") -> Consignment:
        return self._state("kiriman", name, Consignment)

    def post(self, post: str = STORE_PLACE) -> Watch:
        return self._state("pos", post, Watch)

    def visit(self, said: Said) -> Visit:
        return self._state("kunjungan", said.leaf, Visit)

    def signing(self, said: Said) -> Signing:
        return self._state("pernyataan", said.leaf, Signing)

    def chain(self, journal: str) -> Chain:
        return self._state("jurnal", journal, Chain)

    def registers(self, *boxes: str, at: str = "10 09:00", by: str = STORE) -> Said:
        items = [{"box": box, "box_kind": "kotak_suara"} for box in boxes or (BOX,)]
        return self.says(by, "ItemRegistered", at, holder=UNIT_KPU, place=STORE_PLACE, items=items)

    def seals(self, *seals: str, at: str = "20 10:00", by: str = STORE, **fields: Any) -> Said:
        fields = {"boxes": [{"box": BOX, "seals": seals or (TIE,)}], "place": STORE_PLACE} | fields
        return self.endorsed(self.says(by, "SealApplied", at, **fields))

    def endorsed(self, said: Said, by: str = GUARD, at: str | None = None) -> Said:
        """Let another person stand by a statement at once, and return that statement."""
        kind = type(said.statement).__name__
        moment = clock(at) if at else getattr(said.statement, "at", "")
        self.says(by, "Endorsed", moment, of=said.leaf, of_kind=kind)
        return said

    def looks(self, *utuh: str, at: str, by: str = PPK, **seen: Any) -> Said:
        boxes = [{"box": BOX, "utuh": utuh} | seen]
        return self.says(by, "SealVerified", at, place=PPK_PLACE, boxes=boxes)

    def sends(self, *boxes: str, at: str, by: str = STORE, **fields: Any) -> Said:
        return self.endorsed(self.says(by, "ConsignmentDispatched", at, **(_sent(boxes) | fields)))

    def offers(self, *boxes: str, at: str, by: str = STORE, **fields: Any) -> Said:
        return self.says(by, "HandoverOffered", at, **(_offered(boxes) | fields))

    def accepts(self, *boxes: str, at: str, by: str = PPK, **fields: Any) -> Said:
        return self.says(by, "HandoverAccepted", at, **(_accepted(boxes) | fields))

    def refuses(self, *boxes: str, at: str, by: str = PPK, **fields: Any) -> Said:
        refused = [{"box": box, "reason": "segel_rusak"} for box in boxes or (BOX,)]
        return self.says(by, "HandoverRefused", at, **(_accepted(()) | {"boxes": refused} | fields))

    def starts(
        self, present: object = 10, at: str = "07:00", by: str = GUARD, **fields: Any
    ) -> Said:
        return self.says(by, "ShiftStarted", at, present=present, **fields)

    def _state(self, kind: str, subject: str, state: type[S]) -> S:
        found = self.states.get((kind, subject), state() if kind == "kotak" else None)
        assert isinstance(found, state)
        return found


def draft_offer(story: Story, at: str, by: str = STORE, **fields: Any) -> Said:
    return story.plans(by, "HandoverOffered", at, **(_offered(()) | fields))


def draft_dispatch(story: Story, at: str, by: str = STORE, **fields: Any) -> Said:
    return story.plans(by, "ConsignmentDispatched", at, **(_sent(()) | fields))


def draft_acceptance(story: Story, at: str, by: str = PPK, **fields: Any) -> Said:
    return story.plans(by, "HandoverAccepted", at, **(_accepted(()) | fields))


def _sent(boxes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "consignment": "kirim-1",
        "boxes": boxes or (BOX,),
        "count": len(boxes or (BOX,)),
        "eta": None,
        "part": 1,
        "parts": 1,
    }


def _offered(boxes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "from": UNIT_KPU,
        "to": UNIT_PPK,
        "place": PPK_PLACE,
        "boxes": boxes or (BOX,),
        "count": len(boxes or (BOX,)),
        "eta": None,
    }


def _accepted(boxes: tuple[str, ...]) -> dict[str, Any]:
    seen = [{"box": box, "utuh": [TIE]} for box in boxes or (BOX,)]
    return {
        "of": None,
        "from": UNIT_KPU,
        "to": UNIT_PPK,
        "place": PPK_PLACE,
        "boxes": seen,
        "count": len(seen),
    }
