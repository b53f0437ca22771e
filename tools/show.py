"""`segel show`: where a box was at an hour, as it was known at a leaf, and on what that rests.

From a ledger's directory it is folded here; from a server it is asked.  Both give one answer in one
form, which is written down here.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click
import msgspec

from api import whereabouts
from api.address import written
from api.sheet import WIB, called, moment
from api.whereabouts import PARTS, Known
from domain.statement import Moment, time
from domain.whereabouts import Part
from projections.recollection import Recollection
from tools.complaint import UNDECIDED, CommandError, same
from tools.folded import Folded, folded
from tools.question import ask
from tools.target import is_address
from tools.telling import Told, telling
from tools.verdict import Language, Text

_UNKNOWN = "tidak_dikenal"
_WIDTH = 10


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    at: str | None
    known: str | None


@click.command()
@click.argument("box")
@click.argument("target", default=".")
@click.option("--at", metavar="TIME", help="The hour; else all that is stated. With an offset.")
@click.option("--known", metavar="LEAF|TIME", help="What was known by then; else all of it.")
@telling
def show(box: str, target: str, **options: Unpack[_Options]) -> Told:
    """Tell where BOX was, who held and guarded it, and which seals closed it.

    TARGET is a ledger's directory (by default this one) or a server's address. TIME is written as
    in 2024-11-25T14:00:00+07:00; --known also takes a leaf index. With neither, it is told for now.

    Exit status: 0 told, 2 wrong use, 3 nothing is known of it then.
    """
    stated, known = parse_moment("--at", options["at"]), options["known"]
    is_leaf = known is not None and known.isascii() and known.isdigit()
    asked = known if is_leaf else parse_moment("--known", known)
    if stated is None and asked is None:
        stated = datetime.now(UTC).astimezone(WIB)
    if is_address(target):
        found = _asked(target, box, stated, asked)
    else:
        found = _read(Path(target), box, stated, asked)
    status = UNDECIDED if found["box"]["state"] == _UNKNOWN else 0
    return Told(found, map(Text, lines(found, "id"), lines(found, "en")), status)


def parse_moment(name: str, text: str | None) -> datetime | None:
    """Read a time that a command was given.

    Raises:
        BadParameter: It names no moment; `14:00` alone does not.
    """
    if text is None:
        return None
    try:
        return time(msgspec.convert(text, Moment))
    except ValueError as error:
        want = "want a date, a time and its offset, such as 2024-11-25T14:00:00+07:00"
        raise click.BadParameter(f"{name}: {want}") from error


def lines(found: dict[str, Any], language: Language) -> Iterator[str]:
    """Write an answer down.

    Args:
        found: As the server tells it.
        language: Of the words.
    """
    yield _title(found).of(language)
    for label, value in (*_facts(found["box"]), (Text("bukti", "evidence"), _grade(found))):
        yield f"  {label.of(language):{_WIDTH}}{value.of(language)}"
    later = found["stated_for_later"]
    if later:
        yield Text(
            f"  {later} pernyataan lain tentang waktu sesudahnya",
            f"  {later} more statements are about later times",
        ).of(language)
    if found["rests_on"]:
        yield Text("bersandar pada", "rests on").of(language)
    for ground in found["rests_on"]:
        yield _ground(ground).of(language)


def _title(found: dict[str, Any]) -> Text:
    box, known = found["box"]["box"], found["known"]
    at = Text("menurut semua pernyataan", "by all that is stated")
    if found["at"] is not None:
        at = Text(*(f"{word} {_hour(found['at'])}" for word in ("pada", "at")))
    by = Text("", "")
    if known["asked"] is not None:
        hour = _hour(known["asked"])
        by = Text(f" (disaksikan sampai {hour})", f" (witnessed by {hour})")
    return Text(
        f"Kotak {box} {at.id}, seperti diketahui pada daun {known['leaf']}{by.id}",
        f"Box {box} {at.en}, as known at leaf {known['leaf']}{by.en}",
    )


def _facts(box: dict[str, Any]) -> Iterator[tuple[Text, Text]]:
    """Yield what is said of the box, label and value; nothing is a dash."""
    state = whereabouts.STATES.get(box["state"]) or called(box["state"])
    yield Text("keadaan", "state"), Text(*state)
    holders = " / ".join(claim["unit"] for claim in box["claims"])
    seen = "" if box["seen_at"] is None else _hour(box["seen_at"])
    place = Text(box["place"] or "-", box["place"] or "-")
    if seen:
        place = Text(f"{place.id} (terlihat {seen})", f"{place.en} (seen {seen})")
    yield _part("pemegang"), same(holders or "-")
    yield _part("tempat"), place
    yield _part("penjaga"), same(", ".join(box["guards"]) or "-")
    yield _part("segel"), same(", ".join(box["seals"]) or "-")


def _grade(found: dict[str, Any]) -> Text:
    grade = found["grade"] or "-"
    return Text(f"tingkat {grade} (yang terlemah)", f"grade {grade} (the weakest)")


def _part(name: Part) -> Text:
    return Text(*PARTS[name])


def _ground(ground: dict[str, Any]) -> Text:
    """Write one statement that the answer rests on, with its proven bracket."""
    when = whereabouts.proven(ground["not_before"], ground["not_after"])
    signed = Text(f"ditandatangani {when.id}", f"signed {when.en}")
    if ground["not_before"] is None and ground["not_after"] is None:
        signed = Text("waktunya belum dibuktikan saksi", "no witness has proven its time")
    parts = [_part(part) for part in ground["decides"]]
    late = Text(" susulan", " entered late") if ground["late"] else Text("", "")
    what = f"{_hour(ground['at'])}  {ground['kind']}  {ground['journal']}  {ground['grade'] or '-'}"
    return Text(
        f"  daun {ground['leaf_index']}  {what}  [{', '.join(part.id for part in parts)}]{late.id}"
        f"  {signed.id}",
        f"  leaf {ground['leaf_index']}  {what}  [{', '.join(part.en for part in parts)}]{late.en}"
        f"  {signed.en}",
    )


def _hour(at: str) -> str:
    """Write a time as its signer's clock showed it."""
    return str(moment(at).text)


def _asked(
    address: str, box: str, at: datetime | None, known: datetime | str | None
) -> dict[str, Any]:
    """Let a server tell."""
    asked = {"at": at, "known": known}
    return ask(
        address,
        f"boxes/{written(box)}",
        {
            name: value if isinstance(value, str) else value.isoformat()
            for name, value in asked.items()
            if value is not None
        },
    )


def _read(
    directory: Path, box: str, at: datetime | None, known: datetime | str | None
) -> dict[str, Any]:
    """Fold it from a directory."""
    with folded(directory) as opened:
        memory = Recollection(opened.log)
        by = _known(opened, memory, known)
        with opened.view(by.leaf) as view:
            found = whereabouts.answer(memory, view, box, at, by)
            told = {"as_of": view.as_of, **whereabouts.told(found)}
    if not found.is_of_anything:
        what = Text(f"belum ada catatan tentang {box}", f"nothing was said about {box}")
        advice = Text("periksa ejaannya", "check how it is spelled")
        raise CommandError(what, advice, status=UNDECIDED)
    answer: dict[str, Any] = json.loads(msgspec.json.encode(told))
    return answer


def _known(opened: Folded, memory: Recollection, known: datetime | str | None) -> Known:
    """Return the leaf as of which something is asked."""
    if isinstance(known, str):
        return Known(int(known))
    with opened.view() as now:
        found = Known(now.as_of) if known is None else whereabouts.known_by(memory, now, known)
    if found is None:
        what = Text(
            "tidak ada saksi yang melihat buku besar sampai waktu itu",
            "no witness had seen the ledger by then",
        )
        advice = Text("beri indeks daun pada --known", "give a leaf index to --known")
        raise CommandError(what, advice, status=UNDECIDED)
    return found
