"""`segel findings`: what did not fit, as of a leaf and at a stated time.

A deadline is a finding from the moment it has passed, and no rule reads a clock: so the time is
part of the question, as the leaf is.  The same log gives everybody the same list for both.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypedDict, Unpack, get_args

import click
import msgspec

from api.findings import told
from api.sheet import WIB, called, moment
from api.standing import Standing
from domain.finding import SEVERITIES, Severity
from projections import findings as found_so_far, statement
from projections.view import View
from tools.folded import folded
from tools.question import ask
from tools.show import parse_moment
from tools.target import is_address
from tools.telling import Told, telling
from tools.verdict import Text

_PAGE = 1000


class _Wanted(NamedTuple):
    as_of: int | None
    at: datetime
    rule: str | None
    severity: Severity | None


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    as_of: int | None
    at: str | None
    rule: str | None
    severity: Severity | None


@click.command()
@click.argument("target", default=".")
@click.option("--as-of", type=click.IntRange(min=0), metavar="LEAF", help="Default: the newest.")
@click.option("--at", metavar="TIME", help="What has come due by then; default: now.")
@click.option("--rule", metavar="RULE", help="Of one rule only, such as R04.")
@click.option("--severity", type=click.Choice(get_args(Severity)), help="Of one severity only.")
@telling
def findings(target: str, **options: Unpack[_Options]) -> Told:
    """List what did not fit, the gravest and oldest first, and what explains it.

    TARGET is a ledger's directory (by default this one) or a server's address. TIME is written as
    in 2024-11-30T14:00:00+07:00.
    """
    stated = parse_moment("--at", options["at"]) or datetime.now(UTC).astimezone(WIB)
    wanted = _Wanted(options["as_of"], stated, options["rule"], options["severity"])
    found = _asked(target, wanted) if is_address(target) else _read(Path(target), wanted)
    return Told(found, lines(found))


def lines(found: dict[str, Any]) -> Iterator[Text]:
    """Write an answer down.

    Args:
        found: As the server tells it, all of its list together.
    """
    hour, as_of, counts = moment(found["at"]).text, found["as_of"], found["counts"]
    names = [(counts[name], called(name)) for name in SEVERITIES]
    yield Text(
        f"Selisih pada {hour}, seperti pada daun {as_of}; belum dijelaskan: "
        + ", ".join(f"{count} {name.id}" for count, name in names),
        f"Differences at {hour}, as of leaf {as_of}; not explained: "
        + ", ".join(f"{count} {name.en}" for count, name in names),
    )
    for one in found["findings"]:
        severity = called(one["severity"])
        leaves = ", ".join(map(str, one["evidence"]))
        explained = Text("", "")
        if one["explained_by"] is not None:
            by = one["explained_by"]
            explained = Text(f"; dijelaskan oleh koreksi, daun {by}", f"; explained by leaf {by}")
        yield Text(
            f"  {one['rule']} {severity.id}: {one['text']} [daun {leaves}]{explained.id}",
            f"  {one['rule']} {severity.en}: {one['text_en']} [leaves {leaves}]{explained.en}",
        )


def _asked(address: str, wanted: _Wanted) -> dict[str, Any]:
    """Let a server tell, one part of the list after the other, all as of one leaf."""
    parameters = {
        name: value.isoformat() if isinstance(value, datetime) else str(value)
        for name, value in wanted._asdict().items()
        if value is not None
    }
    parameters["limit"] = str(_PAGE)
    found = part = ask(address, "findings", parameters)
    parameters["as_of"] = str(found["as_of"])
    while part["next"] is not None:
        part = ask(address, "findings", {**parameters, "cursor": part["next"]})
        found["findings"] += part["findings"]
    found.pop("next")
    return found


def _read(directory: Path, wanted: _Wanted) -> dict[str, Any]:
    """Read it from a directory."""
    with folded(directory) as opened, opened.view(wanted.as_of) as view:
        value = {
            "as_of": view.as_of,
            "at": wanted.at,
            "findings": [one for part in _parts(view, wanted) for one in part],
            "counts": found_so_far.counted(view, wanted.at),
        }
        answer: dict[str, Any] = json.loads(msgspec.json.encode(value))
    return answer


def _parts(view: View, wanted: _Wanted) -> Iterator[list[dict[str, Any]]]:
    """Yield the list, a part at a time."""
    cursor: str | None = None
    while True:
        part = found_so_far.listed(
            view,
            wanted.at,
            rule=wanted.rule,
            severity=wanted.severity,
            after=cursor,
            limit=_PAGE,
        )
        leaves = [index for one in part.items for index in one.finding.evidence]
        tiers = statement.tiers(view, leaves)
        standing = Standing.of(view, part.items)
        yield [told(one, tiers, standing) for one in part.items]
        cursor = part.next
        if cursor is None:
            return
