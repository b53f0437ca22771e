"""`/witnesses`: who vouches for this log besides its server, since when, and who is absent."""

from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter, Response

from api.documentation import fails
from api.reading import Question
from api.sheet import WIB, Cell, Sheet, Table, Text, code, moment, plain
from ledger.attendance import NO_ADDRESS, Attendant, Report
from ledger.tlog.policy import NONE

router = APIRouter(tags=["witnesses"])

LATE_MINUTES: Final = 30
"""Without a quorum for longer than this, somebody should look."""

_TIME_MAX: Final = 253_402_300_799 - 7 * 3600
"""The last second that a calendar has in WIB: 31 December 9999."""

_HEADS: Final = (
    Text("saksi", "witness"),
    Text("keadaan", "state"),
    Text("disaksikan sampai", "witnessed up to"),
    Text("waktu saksi", "witness' time"),
    Text("gagal", "failures"),
    Text("sebab", "why"),
    Text("alamat", "address"),
    Text("kunci", "key"),
)


@router.get("/witnesses", responses=fails("bad-parameter", "not-yet-folded"))
def witnesses(asked: Question) -> Response:
    """Return the witnesses of the policy in force, and what a quorum of them has seen."""
    report, now = asked.service.witnessing.report(), asked.service.clock() // 1000
    more = (
        Text("saksi baru", "a new witness"),
        Cell(Text("satu perintah", "one command"), "/witnesses/setup"),
    )
    sheet = Sheet(Text("Saksi", "Witnesses"), [*facts(report, now), more], [table(report)])
    with asked.view() as view:
        return asked.tell(view, told(report, now), sheet)


def told(report: Report, now: int) -> dict[str, Any]:
    """Return who vouches for the log as JSON has it; `now` in seconds since 1970 UTC."""
    return {
        "quorum": report.quorum,
        "size": report.signed,
        "witnessed": {"size": report.size, "time": report.time} if report.size else None,
        "minutes_since_quorum": _minutes(report, now),
        "absent": _absent(report),
        "objections": report.objections,
        "witnesses": [_members(one) for one in report.witnesses],
    }


def facts(report: Report, now: int) -> list[tuple[Text, Cell]]:
    """Return who vouches for the log, in a few lines."""
    return [
        (Text("kuorum", "quorum"), _quorum(report, _minutes(report, now))),
        (Text("disaksikan sampai", "witnessed up to"), _leaves(report)),
        (Text("tidak hadir", "absent"), _names(_absent(report))),
        (Text("keberatan", "objections"), _objections(report)),
    ]


def table(report: Report) -> Table:
    """Return each witness of the policy, with when it was seen last."""
    rows = [_row(one) for one in report.witnesses]
    return Table(Text("Saksi dalam kebijakan", "In the policy"), _HEADS, rows)


def _absent(report: Report) -> list[str]:
    return [one.name for one in report.witnesses if one.is_absent]


def _minutes(report: Report, now: int) -> int | None:
    """Return the minutes since a quorum has seen the log; none if that has never been."""
    return None if report.time is None else max(0, now - report.time) // 60


def _quorum(report: Report, minutes: int | None) -> Cell:
    if report.quorum == NONE and not report.witnesses:
        return Cell(Text("kebijakan tidak meminta saksi", "the policy asks for no witness"))
    if minutes is None:
        return Cell(Text("belum pernah", "never so far"), tone="bad")
    since = Text(f"{minutes} menit yang lalu", f"{minutes} minutes ago")
    is_late = report.size < report.signed and minutes > LATE_MINUTES
    return Cell(since, tone="bad" if is_late else "good")


def _leaves(report: Report) -> Cell:
    words = Text(f"{report.size} dari {report.signed}", f"{report.size} of {report.signed}")
    return Cell(words, "/log/witnessed" if report.size else None)


def _names(absent: list[str]) -> Cell:
    return Cell(", ".join(absent), tone="warn") if absent else Cell()


def _objections(report: Report) -> Cell:
    if not report.objections:
        return Cell()
    files = ", ".join(report.objections)
    return Cell(
        Text(
            f"mungkin log menandatangani dua pohon; penyaksian dihentikan: {files}",
            f"possibly the log has signed two trees; witnessing has stopped: {files}",
        ),
        tone="bad",
    )


def _row(one: Attendant) -> list[Cell]:
    state = (
        Cell(Text("tidak hadir", "absent"), tone="warn")
        if one.is_absent
        else Cell(Text("hadir", "present"), tone="good")
    )
    return [
        plain(one.name),
        state,
        plain(one.size or None),
        _when(one.time),
        plain(one.failures),
        _fault(one),
        plain(one.url or None),
        code(one.key),
    ]


def _fault(one: Attendant) -> Cell:
    """Write what the last failure was; what a machine said of it stands as it is."""
    if one.fault == NO_ADDRESS:
        return Cell(Text("tanpa alamat dalam kebijakan", "no address in the policy"))
    return code(one.fault) if one.fault else Cell()


def _when(time: int | None) -> Cell:
    """Write a witness' time, which may be any number; 0 is no word on the time."""
    if not time:
        return Cell()
    return moment(datetime.fromtimestamp(time, WIB)) if time <= _TIME_MAX else plain(time)


def _members(one: Attendant) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": one.url,
        "key": one.key,
        "size": one.size,
        "time": one.time,
        "failures": one.failures,
        "fault": one.fault,
        "absent": one.is_absent,
    }
