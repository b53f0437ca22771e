"""`segel import`: a list from a spreadsheet, looked through row by row, signed and handed in.

Nothing is signed while one row is bad, unless that is asked; what is on record in the same words is
not said again, so the same file may be taken in as often as one likes, also after a cut.
"""

import json
import secrets
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Required, TypedDict, Unpack

import click
from msgspec import convert

from domain.statement import Moment, time
from ledger import key as keyfile
from ledger.charter import Charter
from ledger.directory import Directory
from ledger.log import Log
from projections.directory import Projections
from tools.auditor import parse_fingerprint
from tools.complaint import FAILED, UNDECIDED, WRONG_USE, CommandError
from tools.delivery import Door, deliver, door_of, trusted
from tools.device import FOLDER
from tools.intake import dispatch, register
from tools.intake.box import BoxList
from tools.intake.column import entries, known
from tools.intake.draft import Draft, Setting, called
from tools.intake.moment import ZONES
from tools.intake.place import Areas, Places, Stations
from tools.intake.register import Register
from tools.intake.review import Kind, Review, State, Verdict, stands
from tools.intake.roster import Roster
from tools.intake.wording import Saying, worded
from tools.intake.worksheet import Encoding, Worksheet, WorksheetError, read
from tools.logbook import Logbook, journal_at
from tools.operator import answers, clock
from tools.progress import Bar
from tools.verdict import Text, shown
from tools.verify import Trust

KINDS: Final[dict[str, Kind]] = {
    kind.name: kind for kind in (Areas(), Stations(), Places(), Roster(), BoxList())
}
"""The kinds of lists, by name."""

_LISTS: Final = ("organisations", "places", "persons", "boxes", "orders")
_SALT_BYTES: Final = 32
_SHOWN_MAX: Final = 5


class _Told(TypedDict, total=False):
    """What the options say."""

    charter: Required[str | None]
    dry_run: Required[bool]
    skip_bad: Required[bool]
    replace: Required[bool]
    every: Required[bool]
    encoding: Required[Encoding]
    zone: Required[str]
    at: Required[str]
    holder: Required[str | None]
    place: Required[str | None]


@dataclass(frozen=True, slots=True)
class _Office:
    """Where everything goes: a log, and the journal that speaks to it."""

    target: str
    """Address of the server, or the directory that nobody serves."""
    door: Door
    log: Charter
    logbook: Logbook

    @property
    def is_served(self) -> bool:
        """Whether somebody keeps openings."""
        return self.door.address is not None


def _moment(ctx: click.Context, option: click.Parameter, at: str | None) -> str:
    """Return when it is said."""
    del ctx, option
    if at is None:
        return datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        return time(convert(at, Moment)).isoformat()
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(name="import")
@click.argument("kind", metavar="KIND", type=click.Choice([*KINDS]))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("target")
@click.argument("journal", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="Only tell what would be done with every row.")
@click.option("--skip-bad", is_flag=True, help="Take the good rows in, though others are bad.")
@click.option("--replace", is_flag=True, help="State units and places anew that differ.")
@click.option("--all", "every", is_flag=True, help="Tell of every row, not of those that matter.")
@click.option(
    "--encoding", type=click.Choice(["utf-8", "windows-1252"]), default="utf-8", show_default=True
)
@click.option("--zone", type=click.Choice([*ZONES]), default="wib", show_default=True)
@click.option("--at", metavar="TIME", callback=_moment, help="When it is said, RFC 3339; else now.")
@click.option("--holder", help="First holder of boxes: a unit.")
@click.option("--place", help="Where boxes are now.")
@click.option("--charter", metavar="HASH", help="Refuse a server of another ledger.")
@click.pass_context
def command(
    ctx: click.Context, kind: str, file: Path, target: str, journal: Path, **told: Unpack[_Told]
) -> None:
    """Take the list FILE (CSV) in: sign it in the folder JOURNAL and hand it in at TARGET.

    KIND is areas, tps, places, roster or boxes; their columns stand in docs/reference/imports.md.
    TARGET is a server's address or a ledger's directory. Every row gets a verdict; nothing is
    signed while one is bad.

    Exit status: 0 all is on record, 1 rows are bad or differ, 3 something has to be sent later.
    """
    chosen = KINDS[kind]
    worksheet = _worksheet(file, chosen, told["encoding"])
    trust = Trust() if told["charter"] is None else parse_fingerprint(told["charter"])
    with journal_at(journal) as logbook, door_of(target) as door:
        log = trusted(door.charter(), trust)
        office = _Office(door.address or target, door, log, logbook)
        setting = _setting(logbook, told)
        found = _reviewed(office, chosen, worksheet, setting, is_dry=told["dry_run"])
        _tell(found, every=told["every"])
        status = _status(found)
        if not told["dry_run"]:
            status = max(status, _take_in(office, found, told), key=[0, FAILED, UNDECIDED].index)
    ctx.exit(status)


def _reviewed(
    office: _Office, kind: Kind, worksheet: Worksheet, setting: Setting, *, is_dry: bool
) -> Review:
    """Hand in what waits, read what is on record, and look at every row."""
    waiting = len(office.logbook.waiting())
    if waiting and is_dry:
        click.echo(
            f"{waiting} catatan jurnal ini menunggu dikirim, belum dihitung / notes of this "
            f"journal wait to be sent and are not counted"
        )
    elif waiting and deliver(office.door, office.log, office.logbook.folder):
        raise _waits()
    if not is_dry:
        dispatch.lay_open(office.door, office.logbook)
    try:
        found, unread = entries(worksheet, kind.columns)
    except WorksheetError as error:
        raise _unreadable(error) from error
    for row in worksheet.above:
        _echo(
            "-", row.line, Text("di atas judul kolom; tidak dibaca", "above the titles; not read")
        )
    if unread:
        names = ", ".join(unread)
        click.echo(shown(f"kolom yang tidak dibaca / columns not read: {names}"))
    return Review(kind, found, _record(office), setting)


def _record(office: _Office) -> Register:
    """Read what is on record."""
    if not office.is_served:
        _fold(Path(office.target))
    last = office.logbook.kept()
    after = None if last is None else _leaf(last)
    found = register.loaded(office.target, _LISTS, after)
    found.add_charter(office.log)
    found.add_assignments(office.logbook.folder)
    return found


def _leaf(note: Path) -> int:
    receipt = json.loads(note.with_suffix(".receipt").read_bytes())
    return int(receipt["leaf_index"])


def _fold(directory: Path) -> None:
    """Fold what a directory's log has more, as nobody serves it."""
    with (
        answers(),
        closing(Log.read(Directory(directory).database)) as log,
        closing(Projections.open(directory, log, clock)) as projections,
    ):
        projections.catch_up()


def _take_in(office: _Office, found: Review, told: _Told) -> int:
    """Sign and hand in what is new, and look whether it came on record; return the status."""
    bad = found.counts[State.BAD]
    if bad and not told["skip_bad"]:
        click.echo(
            f"tidak ada yang ditandatangani: {bad} baris salah / nothing was signed: {bad} rows "
            f"are bad (--dry-run, --skip-bad)"
        )
        return FAILED
    drafts = found.drafts(replace=told["replace"])
    sayings = worded(drafts, told["at"], lambda: secrets.token_bytes(_SALT_BYTES))
    if any(one.secret for one in sayings) and not office.is_served:
        raise _needs_server()
    return _say(office, sayings) or _look_again(office, drafts)


def _say(office: _Office, sayings: Sequence[Saying]) -> int:
    """Sign statements and hand them in; return the status."""
    if not sayings:
        return 0
    with Bar("menandatangani / signing", len(sayings)) as bar:
        dispatch.sign(office.logbook, sayings, bar.advance)
    with Bar("mengirim / sending", len(sayings)) as bar:
        status = deliver(office.door, office.log, office.logbook.folder, bar.advance)
    status = max(status, dispatch.lay_open(office.door, office.logbook))
    click.echo(f"{len(sayings)} pernyataan ditandatangani / statements signed")
    return status


def _look_again(office: _Office, drafts: Sequence[Draft]) -> int:
    """Look whether what was said has come on record: it does not without authority."""
    now = _record(office) if drafts else Register()
    missing = [draft for draft in drafts if not stands(now, draft)]
    if not missing:
        return 0
    click.echo(
        f"✗ {len(missing)} ada di log tetapi tidak berlaku, penanda tangan tidak berwenang / are "
        f"in the log without force, their signer has no authority: "
        f"{', '.join(called(draft.key).id for draft in missing[:_SHOWN_MAX])}"
    )
    return FAILED


def _tell(found: Review, *, every: bool) -> None:
    """Tell of the rows that matter, then how many there are of each kind."""
    for verdict in found.verdicts:
        if every or verdict.state.is_trouble or verdict.state is State.DUPLICATE:
            for reason in verdict.reasons or [Text("", "")]:
                _echo(_mark(verdict), verdict.line, reason, verdict.state)
    counts = [
        f"{count} {state.value.id} / {state.value.en}"
        for state, count in found.counts.items()
        if count
    ]
    click.echo(f"{len(found.verdicts)} baris / rows: {', '.join(counts)}")


def _mark(verdict: Verdict) -> str:
    return {State.BAD: "✗", State.DIFFERS: "≠", State.NEW: "+"}.get(verdict.state, "=")


def _echo(mark: str, line: int, text: Text, state: State | None = None) -> None:
    name = "" if state is None else f"{state.value.id} / {state.value.en}"
    words = f"{text.id} / {text.en}" if text.id else ""
    parts = [part for part in (name, words) if part]
    click.echo(shown(f"{mark} baris / line {line}: {': '.join(parts)}"))


def _status(found: Review) -> int:
    is_trouble = any(verdict.state.is_trouble for verdict in found.verdicts)
    return FAILED if is_trouble else 0


def _worksheet(file: Path, kind: Kind, encoding: Encoding) -> Worksheet:
    try:
        return read(
            file.read_bytes(),
            encoding,
            known(kind.columns),
            is_private=any(column.is_private for column in kind.columns),
        )
    except OSError as error:
        raise click.BadParameter(f"{file}: {error.strerror}") from error
    except WorksheetError as error:
        raise _unreadable(error) from error


def _setting(logbook: Logbook, told: _Told) -> Setting:
    secret = keyfile.load(logbook.folder / "key").private.private_bytes_raw()
    return Setting(ZONES[told["zone"]], secret, told["holder"], told["place"])


def _unreadable(error: WorksheetError) -> CommandError:
    advice = Text(
        "lihat kolom tiap daftar di docs/reference/imports.md",
        "see the columns of each list in docs/reference/imports.md",
    )
    return CommandError(error.text, advice, status=WRONG_USE)


def _waits() -> CommandError:
    return CommandError(
        Text(
            "catatan lama jurnal ini belum diterima", "older notes of this journal were not taken"
        ),
        Text("kirim dengan `segel submit` lebih dahulu", "hand them in with `segel submit` first"),
        status=UNDECIDED,
    )


def _needs_server() -> CommandError:
    return CommandError(
        Text(
            "nama dan nomor disegel, dan pembukanya hanya disimpan server yang berjalan",
            "names and numbers are sealed, and their openings are kept by a running server only",
        ),
        Text("jalankan `segel serve`, lalu ulangi", "run `segel serve`, then again"),
        status=WRONG_USE,
    )
