"""The answer to a phone's letter, as a text to be sent and as codes for its camera."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click
import segno

from ledger import key as keyfile
from ledger.journal import REGISTER
from ledger.line import is_of_hardware
from ledger.tlog.errors import FormatError
from tools import frame, letter
from tools.complaint import WRONG_USE, CommandError, same
from tools.letter import ANSWER, NOTES_MAX, Answer, Request
from tools.logbook import Logbook, journal_at
from tools.verdict import Text


@dataclass(frozen=True, slots=True)
class Reply:
    """What whoever answers has been told."""

    words: str | None
    """Read out by whoever holds the phone."""

    charter: str | None
    address: str
    seat: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def answer(journal: Path, text: str, reply: Reply, suffix: str) -> None:
    """Sign what a phone asks for, and print the answering letter.

    Args:
        journal: Folder of the registrar's or delegate's journal.
        text: The letter.
        reply: What the command was told.
        suffix: Of the first line.

    Raises:
        CommandError: The letter cannot be read or is for another ledger, or its words differ.
    """
    with journal_at(journal) as logbook:
        begin = logbook.next(REGISTER)
        try:
            request = Request.parse(text, begin.origin)
        except FormatError as error:
            raise _unread(error) from error
        charter = reply.charter or _charter(logbook)
        _check(request, reply, charter)
        first, *others = request.lines
        lines = [first if is_of_hardware(first) else f"{first}{suffix}", *others]
        waiting = logbook.waiting()
        note = logbook.sign(REGISTER, "".join(f"{line}\n" for line in lines))
        notes = [*waiting, note] if len(waiting) < NOTES_MAX else [note]
        held = logbook.folder / "checkpoint"
        made = Answer(
            charter,
            reply.address,
            held.read_bytes() if held.exists() else None,
            keyfile.load(logbook.folder / "key").verifier,
            tuple(path.read_bytes() for path in notes),
            request.is_new,
            reply.seat,
            reply.names,
        ).serialise()
    click.echo(note)
    click.echo(letter.write(made))
    for one in frame.cut(made, ANSWER):
        segno.make(one, error="l", mode="alphanumeric", micro=False).terminal(compact=True)


def _charter(logbook: Logbook) -> str:
    """Return what a founder's journal begins after; a delegate's begins elsewhere."""
    lines = (logbook.folder / "begin").read_text(encoding="utf-8").splitlines()
    return lines[3]


def _check(request: Request, reply: Reply, charter: str) -> None:
    if request.charter != charter:
        raise CommandError(
            Text("ponsel ini dari buku besar lain", "this phone is of another ledger"),
            Text(
                "jangan didaftarkan; jurnal delegasi memberi --charter sidik piagamnya",
                "do not enrol it; in a delegate's journal give --charter, the fingerprint",
            ),
            status=WRONG_USE,
        )
    if (reply.words or "").split() != request.words.split():
        raise CommandError(
            Text("empat kata tidak sama atau belum diberi", "the four words differ or are missing"),
            Text(
                'dengarkan dari pemegang ponsel, lalu beri --words "satu dua tiga empat"',
                'hear them from whoever holds the phone, then give --words "one two three four"',
            ),
            status=WRONG_USE,
        )


def _unread(error: FormatError) -> CommandError:
    advice = Text("salin lagi teks dari ponsel itu", "copy the text from that phone again")
    return CommandError(same(error), advice, status=WRONG_USE)
