"""`segel gaps`: what is missing, where `segel findings` lists what is wrong.

From a ledger's directory it is looked up here; a server is asked.  Both give one answer.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, TypedDict, Unpack

import click
import msgspec

from api.gap import answer, silence, span
from api.sheet import WIB, called, moment
from projections.gap import HOUR, SILENT, Asked
from tools.folded import folded
from tools.question import ask
from tools.show import parse_moment
from tools.target import is_address
from tools.telling import Told, telling
from tools.verdict import Text

_HOURS_MAX: Final = 24 * 366


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    area: str | None
    at: str | None
    as_of: int | None
    silent: int


class _Line(NamedTuple):
    """Who or what has a gap, and which."""

    who: Text
    what: Text


@click.command()
@click.argument("target", default=".")
@click.option("--area", metavar="CODE", help="Only what lies in it, such as 16.08 or 16.08.05.")
@click.option("--at", metavar="TIME", help="Silent and overdue by then; default: now.")
@click.option("--as-of", type=click.IntRange(min=0), metavar="LEAF", help="Default: the newest.")
@click.option(
    "--silent", type=click.IntRange(1, _HOURS_MAX), default=SILENT // HOUR, show_default=True,
    metavar="HOURS", help="A phone that was not heard for longer is silent.",
)  # fmt: skip
@telling
def gaps(target: str, **options: Unpack[_Options]) -> Told:
    """List what is missing: numbers, phones that nobody hears, boxes that nobody answers for.

    TARGET is a ledger's directory (by default this one) or a server's address. TIME is written as
    in 2024-11-30T14:00:00+07:00. A silent phone is named if its unit holds boxes or has a watch;
    the others are counted.
    """
    at = parse_moment("--at", options["at"]) or datetime.now(UTC).astimezone(WIB)
    asked = Asked(at, options["area"], options["silent"] * HOUR)
    if is_address(target):
        found = _asked(target, asked, options["as_of"])
    else:
        found = _read(Path(target), asked, options["as_of"])
    return Told(found, lines(found))


def lines(found: dict[str, Any]) -> Iterator[Text]:
    """Write an answer down.

    Args:
        found: As the server tells it.
    """
    told = [
        *map(_number, found["numbers"]),
        *map(_silent, found["silent"]),
        *map(_unheld, found["unheld"]),
    ]
    count = len(told) + found["left_out"]
    hour, leaf = moment(found["at"]).text, found["as_of"]
    head = Text(f"{count} hal belum terjelaskan", f"{count} things are not explained")
    if not count:
        head = Text("Tidak ada celah", "No gaps")
    yield Text(
        f"{head.id} pada {hour}, seperti pada daun {leaf}",
        f"{head.en} at {hour}, as of leaf {leaf}",
    )
    width = max((len(one.who.id) for one in told), default=0)
    for one in told:
        yield Text(
            f"  {one.who.id:{width}}  {one.what.id}", f"  {one.who.en:{width}}  {one.what.en}"
        )
    if found["left_out"]:
        more = found["left_out"]
        yield Text(f"  dan {more} lagi", f"  and {more} more")
    if found["also_silent"]:
        quiet = found["also_silent"]
        yield Text(
            f"{quiet} ponsel lain diam; satuannya tidak memegang kotak dan tidak berjaga",
            f"{quiet} more phones are silent; their units hold no box and have no watch",
        )


def _number(one: dict[str, Any]) -> _Line:
    numbers, next_one = span(one["first"], one["last"]), one["last"] + 1
    what = Text(
        f"nomor {numbers} hilang, {next_one} sudah ada",
        f"numbers {numbers} are missing, {next_one} is there",
    )
    if one["before"] and one["after"]:
        hours = f"{moment(one['before']).text} - {moment(one['after']).text}"
        what = Text(
            f"{what.id}; tanya: di mana ponsel {hours}?",
            f"{what.en}; ask: where was the phone {hours}?",
        )
    return _Line(_phone(one), what)


def _silent(one: dict[str, Any]) -> _Line:
    said, since, boxes = silence(one["hours"]), moment(one["at"]).text, one["boxes"]
    holds, watch = Text("", ""), Text("", "")
    if boxes:
        holds = Text(f"; satuannya memegang {boxes} kotak", f"; its unit holds {boxes} boxes")
    if one["is_on_watch"]:
        watch = Text("; satuannya berjaga", "; its unit has a watch")
    return _Line(
        _phone(one),
        Text(
            f"{said.id}, terakhir terdengar {since}{holds.id}{watch.id}",
            f"{said.en}, last heard {since}{holds.en}{watch.en}",
        ),
    )


def _unheld(one: dict[str, Any]) -> _Line:
    who = Text(f"kotak {one['box']}", f"box {one['box']}")
    if one["since"] is None:
        state = called(one["state"])
        return _Line(
            who,
            Text(
                f"tanpa pemegang tunggal: {state.id} sejak daun {one['leaf']}",
                f"no single holder: {state.en} since leaf {one['leaf']}",
            ),
        )
    since, count = moment(one["since"]).text, one["minutes"]
    giver, receiver = (one[f"{side}_name"] or one[side] for side in ("giver", "receiver"))
    until = Text("sekarang", "now")
    if one["until"] is not None:
        until = Text(*2 * (str(moment(one["until"]).text),))
    return _Line(
        who,
        Text(
            f"{count} menit tanpa penanggung jawab, {since} → {until.id}, "
            f"dari {giver} ke {receiver}",
            f"nobody answered for it for {count} minutes, {since} → {until.en}, "
            f"from {giver} to {receiver}",
        ),
    )


def _phone(one: dict[str, Any]) -> Text:
    name = one["unit_name"] or one["unit"]
    of = f" ({name})" if name else ""
    return Text(f"ponsel {one['journal']}{of}", f"phone {one['journal']}{of}")


def _asked(address: str, asked: Asked, as_of: int | None) -> dict[str, Any]:
    """Let a server tell."""
    wanted = {
        "at": asked.at.isoformat(),
        "silent": str(asked.silent // HOUR),
        "area": asked.area,
        "as_of": None if as_of is None else str(as_of),
        "limit": str(asked.most),
    }
    return ask(address, "gaps", {name: value for name, value in wanted.items() if value})


def _read(directory: Path, asked: Asked, as_of: int | None) -> dict[str, Any]:
    """Read it from a directory."""
    with folded(directory) as opened, opened.view(as_of) as view:
        found: dict[str, Any] = json.loads(msgspec.json.encode(answer(view, opened.log, asked)))
    return found
