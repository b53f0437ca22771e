"""The training supervisor: says yes to every phone that asks, so that one person can try it all.

LATIHAN / PRACTICE ONLY.  `segel demo` alone serves it, with the keys of the practice ledger, which
everybody knows.  A real supervisor's phone compares four words; this one compares nothing and says
so on the phone.  Whom it enrols may enrol others under its own name, so that two phones can try
what a supervisor does.
"""

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.body import whole
from api.problems import ApiError
from api.service import Service, service_of
from domain.catalogue import Statement, encode
from domain.person import PersonEnrolled, RoleGranted
from ledger.errors import RefusedError
from ledger.journal import REGISTER, STATEMENT
from ledger.tlog.errors import TlogError
from ledger.tlog.note import VerifierKey
from projections import place as register
from tools.letter import Answer, Request as Asking, write
from tools.logbook import Logbook, LogbookError
from tools.scenario.area import STORE
from tools.scenario.cast import KPU_UNIT, OVERSIGHT, POLICE, STORE_UNIT
from tools.scenario.clock import WIB
from tools.scenario.folder import PRACTICE
from tools.scenario.founding import BAWASLU, KPU, POLRI

ADDRESS: Final = "/latihan/pengawas"
LETTER_BYTES_MAX: Final = 1 << 16


class Branch(NamedTuple):
    """Whom a registrar enrols for practice, and as what."""

    registrar: str
    unit: str
    role: str
    held_for: str
    team: str


BRANCHES: Final = {
    POLICE: Branch(POLRI, POLICE, "danru", POLICE, "regu-1"),
    KPU_UNIT: Branch(KPU, STORE_UNIT, "petugas_gudang", KPU_UNIT, ""),
    OVERSIGHT: Branch(BAWASLU, OVERSIGHT, "bawaslu", OVERSIGHT, ""),
}
"""First two words of a post's name -> who enrols it."""


class Supervisor:
    """Answers letters of practice phones, in the registrars' own practice journals."""

    def __init__(self, directory: Path, service: Service) -> None:
        """Take the practice ledger of a directory, which is being served.

        Args:
            directory: Made by `segel demo`.
            service: Its ledger and clock.
        """
        self._practice = directory / PRACTICE
        self._service = service
        self._lock = threading.Lock()

    def answer(self, text: str, address: str) -> str:
        """Enrol the phone whose letter this is, or let its journal go on.

        Args:
            text: The letter as the phone writes it.
            address: Of this server, as the phone reaches it.

        Returns:
            The answering letter as one text.

        Raises:
            ApiError: No letter, of another ledger, or a name that is of none of the branches.
        """
        ledger = self._service.ledger
        try:
            asking = Asking.parse(text, ledger.charter.origin)
        except TlogError as error:
            raise ApiError("malformed", str(error)) from error
        if asking.charter != ledger.fingerprint():
            raise ApiError("malformed", "a letter to another ledger")
        branch = _branch(asking.journal)
        if asking.is_new and asking.journal in ledger.register.members:
            raise ApiError("malformed", f"{asking.journal} is taken; choose another name")
        with self._lock:
            return self._enrol(asking, branch, address)

    def _enrol(self, asking: Asking, branch: Branch, address: str) -> str:
        ledger = self._service.ledger
        logbook = Logbook(self._practice / branch.registrar)
        lines = [*asking.lines]
        if asking.is_new:
            lines[0] += f" delegate {asking.journal}"
        notes = [self._takes(logbook, REGISTER, "".join(f"{line}\n" for line in lines))]
        seat = {"place": STORE, "unit": branch.held_for, "team": branch.team, "role": branch.role}
        if asking.is_new:
            seat["person"] = f"p-latihan-{len(logbook.notes()):04}"
            for said in self._introduced(asking.journal, branch, seat["person"]):
                self._takes(logbook, STATEMENT, f"{encode(said).decode()}\n")
        answer = Answer(
            charter=ledger.fingerprint(),
            address=address,
            checkpoint=ledger.checkpoint,
            enroller=_key_of(ledger.charter.registrars, branch.registrar),
            notes=tuple(notes),
            is_new=asking.is_new,
            seat={name: value for name, value in seat.items() if value},
            names=self._names(seat.get("person", "")),
        )
        return write(answer.serialise())

    def _names(self, person: str) -> dict[str, str]:
        with self._service.projections.view() as view:
            found = register.place(view, STORE)
        place = found.state.registered if found is not None else None
        names = {} if place is None else {STORE: place.name}
        return names | ({person: "Petugas latihan"} if person else {})

    def _introduced(self, journal: str, branch: Branch, person: str) -> Iterator[Statement]:
        at = datetime.fromtimestamp(self._service.clock() / 1000, WIB)
        now = at.isoformat(timespec="milliseconds")
        yield PersonEnrolled(at=now, person=person, unit=branch.unit, journals=(journal,))
        yield RoleGranted(
            at=now, person=person, role=branch.role, unit=branch.held_for, scope=STORE
        )

    def _takes(self, logbook: Logbook, topic: str, body: str) -> bytes:
        """Sign a note and append it, with all before it that may not have arrived."""
        ledger = self._service.ledger
        try:
            logbook.see(ledger.checkpoint)
            logbook.sign(topic, body)
            notes = [path.read_bytes() for path in logbook.notes()]
        except (LogbookError, OSError) as error:
            raise ApiError("storage", str(error)) from error
        last = ledger.append_all(notes)[-1]
        if isinstance(last, RefusedError):
            raise last
        return notes[-1]


def router(supervisor: Supervisor) -> APIRouter:
    """Return the one address at which practice phones ask."""
    made = APIRouter(include_in_schema=False)

    @made.post(ADDRESS)
    async def enrol(request: Request) -> Response:
        seconds = service_of(request).body_seconds
        body = await whole(request, LETTER_BYTES_MAX, seconds)
        address = str(request.base_url).rstrip("/")
        text = body.decode("utf-8", "replace")
        answer = await run_in_threadpool(supervisor.answer, text, address)
        service_of(request).waker.ring()
        return Response(answer, media_type="text/plain; charset=utf-8")

    return made


def _branch(journal: str) -> Branch:
    for prefix, branch in BRANCHES.items():
        if journal.startswith(f"{prefix}/"):
            return branch
    raise ApiError("malformed", f"for practice, a post is called {POLICE}/...")


def _key_of(registrars: Sequence[VerifierKey], name: str) -> VerifierKey:
    return next(key for key in registrars if key.name == name)
