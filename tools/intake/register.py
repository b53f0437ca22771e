"""What is on record already, so that nothing is said twice: read from a server or a directory.

Only what has force is on record.  Of an assignment the list of orders tells whom it names, and the
journal's own folder tells where to and until when: those of other journals are not known here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx2
import msgspec
from msgspec import structs

from domain.catalogue import read
from domain.journey import Box
from domain.mission import Mission
from domain.plan import AssignmentMade
from domain.statement import Stated
from domain.unit import founding_unit
from ledger.charter import Charter
from ledger.journal import STATEMENT, Entry
from projections.listing import Record, listings, pages
from projections.organisation import Organisation
from projections.person import Person
from projections.place import Place
from tools.complaint import UNDECIDED, CommandError, same
from tools.folded import folded
from tools.intake.draft import Key
from tools.logbook import Logbook
from tools.target import is_address
from tools.tile import client
from tools.trust import explained
from tools.verdict import Text

_ANY_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STATES: Final[dict[str, type]] = {
    "organisations": Organisation,
    "places": Place,
    "persons": Person,
    "boxes": Box,
    "orders": Mission,
}
"""The lists that are read, and what their rows hold."""


class _Line(msgspec.Struct):
    """One line of an export."""

    subject: str
    state: msgspec.Raw


class Register:
    """What is on record."""

    def __init__(self) -> None:
        """Know nothing."""
        self._found: dict[Key, Mapping[str, Any]] = {}
        self._areas: set[str] = set()

    def find(self, key: Key) -> Mapping[str, Any] | None:
        """Return what is on record of a subject, by the statement's fields; None: nothing."""
        return self._found.get(key)

    def has(self, key: Key) -> bool:
        """Tell whether something is on record."""
        return key in self._found or (key[0] == "area" and key[1] in self._areas)

    def name_of(self, key: Key, otherwise: str) -> str:
        """Return the name under which something is on record."""
        found = self._found.get(key)
        return otherwise if found is None else str(found.get("name", otherwise))

    def add(self, key: Key, fields: Mapping[str, Any]) -> None:
        """Put something on record."""
        self._found[key] = fields
        if key[0] in {"organisation", "place"}:
            code = key[1].partition("/")[0]
            while code:
                self._areas.add(code)
                code = code.rpartition(".")[0]

    def add_charter(self, charter: Charter) -> None:
        """Put the organisations on record for which the founders speak."""
        for key in charter.registrars:
            self.add(("organisation", founding_unit(key.name)), {})

    def add_row(self, list_name: str, subject: str, state: Any) -> None:  # noqa: ANN401 - of any list
        """Put a row of a list on record."""
        match state:
            case Organisation(registered=act):
                self.add(("organisation", subject), fields_of(act))
            case Place(registered=act):
                self.add(("place", subject), {} if act is None else fields_of(act))
            case Person():
                self._add_person(subject, state)
            case Mission():
                self._add_order(subject, state)
            case _ if list_name == "boxes" and state.registration is not None:
                told = state.registration
                item = {**structs.asdict(told.item), "holder": told.registrant}
                self.add(("box", subject), item)
            case _:
                pass

    def add_assignments(self, folder: Path) -> None:
        """Put on record whom the journal in a folder has assigned, if orders name them too."""
        for note in Logbook(folder).notes():
            entry = Entry.parse(note.read_bytes())
            if entry.header.topic != STATEMENT or '"AssignmentMade"' not in entry.body:
                continue
            said = read(entry.body.rstrip("\n").encode())
            if isinstance(said, AssignmentMade):
                for person in said.persons:
                    if not self.has(("roll", said.order, person)):
                        continue
                    key = ("assignment", said.order, said.unit, said.place, said.task, person)
                    self.add(key, {"from_": said.from_, "until": said.until})

    def _add_order(self, subject: str, mission: Mission) -> None:
        for person in mission.roll:
            self.add(("roll", subject, person), {})
        if mission.issued is None:
            return
        self.add(("order", subject), {})
        for person in mission.roll:
            self.add(("order", subject, person), {})

    def _add_person(self, subject: str, person: Person) -> None:
        self.add(("person", subject), {})
        for mandate in person.mandates:
            self.add(("mandate", subject, mandate.journal), {"unit": mandate.unit})
        for office in person.offices:
            told = {"from_": office.starts, "until": office.ends, "order": office.order}
            self.add(("office", subject, office.role, office.unit, office.scope), told)


def fields_of(act: Stated) -> dict[str, Any]:
    """Return the fields of a statement that say something."""
    return {name: value for name, value in structs.asdict(act).items() if value is not None}


def loaded(target: str, names: Iterable[str], after: int | None) -> Register:
    """Read lists of a server or of a directory that nobody serves.

    Args:
        target: Address or directory.
        names: Of the lists.
        after: Leaf that has to be folded before.

    Raises:
        CommandError: They cannot be read.
    """
    register = Register()
    rows = _asked(target, names, after) if is_address(target) else _kept(Path(target), names)
    for name, subject, state in rows:
        register.add_row(name, subject, state)
    return register


def _kept(directory: Path, names: Iterable[str]) -> Iterator[tuple[str, str, Any]]:
    with folded(directory) as opened:
        with opened.view() as view:
            as_of = view.as_of
        for name in names:
            for page in pages(opened.view, listings()[name], as_of, _ANY_TIME):
                row: Record
                for row in page.rows:
                    yield name, row.subject, row.state


def _asked(address: str, names: Iterable[str], after: int | None) -> Iterator[tuple[str, str, Any]]:
    parameters = {} if after is None else {"after": str(after)}
    with _answers(address), client() as session:
        for name in names:
            decode: Callable[[bytes], Any] = msgspec.json.Decoder(_STATES[name]).decode
            url = f"{address.rstrip('/')}/export/{name}.jsonl"
            with session.stream("GET", url, params=parameters) as answer:
                answer.raise_for_status()
                for text in answer.iter_lines():
                    line = msgspec.json.decode(text, type=_Line)
                    yield name, line.subject, decode(line.state)


@contextmanager
def _answers(address: str) -> Iterator[None]:
    try:
        yield
    except (httpx2.HTTPError, msgspec.DecodeError) as error:
        what = explained(error) if isinstance(error, httpx2.HTTPError) else error
        advice = Text(
            "coba lagi nanti; server dan perintah ini harus seedisi",
            "try again later; server and command have to be of one edition",
        )
        raise CommandError(same(f"{address}: {what}"), advice, status=UNDECIDED) from error
