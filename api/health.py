"""`/healthz` and `/readyz`: is this process alive, and can it do its work?

    GET /healthz   200 as long as requests are answered: start it again if they are not
    GET /readyz    200, or 503 with the reasons in words: send people elsewhere, and look

For watchmen that ask every few seconds: no thread, no database, nothing about anybody.
"""

import shutil
from collections.abc import Iterator

from fastapi import APIRouter, Request, Response

from api.answer import as_json
from api.documentation import fails
from api.problems import ApiError
from api.service import Service, service_of
from api.sheet import Text

router = APIRouter(tags=["operations"])

_FRESH = {"Cache-Control": "no-store"}
_MIB = 1024**2


@router.get("/healthz", responses=fails())
async def healthz() -> Response:
    """Say that this process answers."""
    return as_json({"status": "alive"}, headers=_FRESH)


@router.get("/readyz", responses=fails("not-ready"))
async def readyz(request: Request) -> Response:
    """Say whether notes are taken, answers are fresh and the disk has room; if not, why not."""
    service = service_of(request)
    reasons = list(hindrances(service))
    if reasons:
        detail = f"{'; '.join(one.id for one in reasons)} / {'; '.join(one.en for one in reasons)}"
        raise ApiError("not-ready", detail)
    return as_json({"status": "ready", "unfolded": lag(service)}, headers=_FRESH)


def lag(service: Service) -> int:
    """Return how many entries are not folded yet."""
    return max(0, service.ledger.tree.size - 1 - service.projections.position)


def hindrances(service: Service) -> Iterator[Text]:
    """Yield what keeps a server from doing its work."""
    settings = service.settings
    if service.ledger.is_halted:
        yield Text(
            "penulisan berhenti: log dipersengketakan atau penjaga menolak",
            "writing has stopped: the log is disputed, or the guard refuses",
        )
    elif not service.ledger.is_writing:
        yield Text("penulis sudah berakhir", "the writer has ended")
    if (behind := lag(service)) > settings.ready_lag_max:
        yield Text(f"{behind} entri belum terolah", f"{behind} entries are not folded yet")
    if service.projections.trouble:
        yield Text("jawaban tidak dapat diperbarui", "answers cannot be brought up to date")
    free = shutil.disk_usage(service.ledger.folder).free
    if free < settings.ready_disk_bytes:
        yield Text(f"ruang disk tinggal {free // _MIB} MiB", f"{free // _MIB} MiB of disk are left")
