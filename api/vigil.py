"""The page of a witness: which logs it watches, how fresh they are, and what it has refused."""

from datetime import datetime
from typing import Final, Literal

from fastapi import Response

from api.page import page
from api.sheet import WIB, Cell, Language, Sheet, Table, Text, code, moment, plain
from ledger.tlog.addition import Contradiction
from ledger.witness import Refusal, Watched, Witness

_MINUTE: Final = 60
_FRESH_MINUTES: Final = 15
"""A log that publishes every few minutes is late after this."""

_KINDS: Final = {
    Contradiction.EQUIVOCATION: Cell(
        Text("dua akar untuk satu ukuran: bukti", "two roots for one size: proof"), tone="bad"
    ),
    Contradiction.FORK: Cell(
        Text("tumbuh dari pohon lain: bukti", "grown from another tree: proof"), tone="bad"
    ),
    Contradiction.EMPTY: Cell(
        Text("pohon kosong dengan akar lain: bukti", "an empty tree with a root: proof"), tone="bad"
    ),
    Contradiction.UNPROVEN: Cell(
        Text(
            "pertumbuhan yang buktinya tidak cocok: minta penjelasan",
            "growth whose proof does not hold: ask for an explanation",
        ),
        tone="warn",
    ),
}


def vigil(witness: Witness, now: int, lang: Language) -> Response:
    """Return the page.

    Args:
        witness: Whose page it is.
        now: Seconds since 1970 UTC.
        lang: `id` or `en`.
    """
    values = {
        "sheet": _sheet(witness, now),
        "lang": lang,
        "origin": witness.key.name,
        "operation": "Saksi" if lang == "id" else "Witness",
        "is_past": False,
    }
    return page("vigil.html", values)


def _sheet(witness: Witness, now: int) -> Sheet:
    logs, refusals = witness.logs(), witness.refusals()
    return Sheet(
        Text(f"Saksi {witness.key.name}", f"Witness {witness.key.name}"),
        [
            (Text("kunci", "key"), code(str(witness.key))),
            (Text("log yang diawasi", "logs watched"), plain(len(logs))),
            (Text("ditolak", "refused"), Cell(str(len(refusals)), tone="bad" if refusals else "")),
        ],
        [_logs(logs, now), _refusals(refusals)],
    )


def _logs(logs: list[Watched], now: int) -> Table:
    heads = (
        Text("log", "log"),
        Text("ukuran", "size"),
        Text("terakhir disaksikan", "last witnessed"),
        Text("umur", "age"),
    )
    return Table(Text("Log", "Logs"), heads, [_log(log, now) for log in logs])


def _log(log: Watched, now: int) -> list[Cell]:
    if log.cosigned_at is None:
        never = Cell(Text("belum pernah", "never"), tone="warn")
        return [code(log.origin), Cell(), never, Cell()]
    minutes = max(0, now - log.cosigned_at) // _MINUTE
    age = Text(f"{minutes} menit", f"{minutes} minutes")
    tone: Literal["good", "warn"] = "good" if minutes <= _FRESH_MINUTES else "warn"
    return [code(log.origin), plain(log.size), _when(log.cosigned_at), Cell(age, tone=tone)]


def _refusals(refusals: list[Refusal]) -> Table:
    heads = (
        Text("nomor", "number"),
        Text("waktu", "time"),
        Text("log", "log"),
        Text("sebab", "why"),
        Text("yang diingat", "remembered"),
        Text("yang ditolak", "refused"),
        Text("permintaan", "request"),
    )
    title = Text("Ditolak, dan disimpan sebagai bukti", "Refused, and kept as evidence")
    return Table(title, heads, [_refusal(one) for one in refusals])


def _refusal(one: Refusal) -> list[Cell]:
    nothing = one.kind is Contradiction.EMPTY and not one.size
    return [
        plain(one.number),
        _when(one.at),
        code(one.origin),
        _KINDS[one.kind],
        Cell() if nothing else _bytes(one.number, "kept", one.size),
        _bytes(one.number, "offered", one.offered),
        Cell(Text("seluruhnya", "all of it"), f"/evidence/{one.number}/request"),
    ]


def _bytes(number: int, which: str, size: int) -> Cell:
    """Write the size that a checkpoint names, leading to its bytes."""
    return Cell(Text(f"ukuran {size}", f"size {size}"), f"/evidence/{number}/{which}")


def _when(seconds: int) -> Cell:
    return moment(datetime.fromtimestamp(seconds, WIB))
