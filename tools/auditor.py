"""What an auditor asks: is this log whole and true, and where is the proof of one leaf?"""

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TypedDict, Unpack

import click

from ledger.bundle import BUNDLE
from ledger.charter import Charter
from ledger.equivocation import EQUIVOCATION
from ledger.errors import CharterError
from ledger.tlog.errors import PolicyError, TlogError
from ledger.tlog.policy import Policy
from ledger.tlog.proof import Proof
from ledger.tlog.subtree import Subtrees
from ledger.tlog.text import HASH_BYTES, parse_hash
from ledger.tlog.tree import prove_inclusion
from tools import equivocation, exhibit
from tools.complaint import UNDECIDED, WRONG_USE, CommandError, same
from tools.progress import Bar
from tools.source import DamagedError, MissingError, NotALogError, Source, SourceError
from tools.target import is_address, opened
from tools.telling import Told, telling
from tools.verdict import Text, Verdict
from tools.verify import Trust, unread, verify as verified

_JOBS_MAX = 4
_WORDS = 8
_FIRST_LINE_MAX = 100
_NEAR = 0.8
_LATER = re.compile(r"segel/[a-z-]{1,40}/v[0-9]{1,6}")


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    charter: str | None
    policy: Path | None
    is_qr: bool


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET")
@click.option("--qr", "is_qr", is_flag=True, help="The targets are images of a sheet's QR codes.")
@click.option("--charter", "charter", metavar="HASH", help="Base64, hex, or the eight words.")
@click.option("--policy", type=click.Path(path_type=Path), help="A tlog-policy with the log's key.")
@telling
def verify(targets: tuple[str, ...], **options: Unpack[_Options]) -> Told:
    """Recompute a whole log from its entries and give one verdict of three values.

    TARGET is a ledger's directory, a published folder, an address, or a file of evidence.

    With --qr, every TARGET is a photograph or scan of one sheet of `segel paper`, or a file with
    the signed charter.

    Exit status: 0 proven, 1 evidence is bad, 2 wrong use, 3 undecided.
    """
    if len(targets) > 1 and not options["is_qr"]:
        raise click.UsageError("give one target; several images need --qr")
    trust = _trust(options["charter"], options["policy"])
    start = time.perf_counter()
    with answers():
        verdict = _of_sheet(targets, trust) if options["is_qr"] else _verdict(targets[0], trust)
    return told_of(verdict, time.perf_counter() - start)


def told_of(verdict: Verdict, seconds: float) -> Told:
    """Return what is told of a verdict that took so long."""
    lines = map(Text, verdict.lines(seconds, "id"), verdict.lines(seconds, "en"))
    return Told(verdict.as_json(), lines, verdict.state.exit_status)


@click.command()
@click.argument("target")
@click.argument("leaf", type=click.IntRange(min=0))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File; else it is printed.")
@telling
def proof(target: str, leaf: int, output: Path | None) -> Told:
    """Write the offline proof (tlog-proof) that LEAF is in the log at TARGET."""
    with _log(target) as source:
        raw = _proof(source, leaf)
    text = raw.decode()
    value = {"leaf": leaf, "proof": text, "file": None if output is None else str(output)}
    if output is None:
        return Told(value, [same(text.removesuffix("\n"))])
    output.write_bytes(raw)
    return Told(value, [Text(f"{output}: daun {leaf}", f"{output}: leaf {leaf}")])


_FILES: dict[str, Callable[[Path, Trust], Verdict]] = {
    BUNDLE: exhibit.examine,
    EQUIVOCATION: equivocation.examine,
}
"""The first line of a file -> who judges it."""


def _verdict(target: str, trust: Trust) -> Verdict:
    if not is_address(target) and Path(target).is_file():
        return _of_file(Path(target), trust)
    try:
        with opened(target) as source, Bar("verify", source.entries) as bar:
            return verified(source, trust, jobs=jobs(), progress=bar.advance)
    except NotALogError:
        raise
    except SourceError as error:
        return unread(target, error)


def _of_file(path: Path, trust: Trust) -> Verdict:
    """Judge a file by the format that its first line names, or nearly names.

    One with a damaged first line is damaged evidence, not wrong use.

    Raises:
        NotALogError: It names none that is known.
        SourceError: The file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            line = stream.readline(_FIRST_LINE_MAX).rstrip(b"\n").decode(errors="replace")
    except OSError as error:
        raise MissingError(f"{path}: {error.strerror}") from error
    if line not in _FILES and _LATER.fullmatch(line):
        raise MissingError(f"{path}: the format {line!r} is not known to this version")
    near = get_close_matches(line[: max(map(len, _FILES))], _FILES, n=1, cutoff=_NEAR)
    if not near:
        raise NotALogError(f"{path}: {line[:40]!r} is no format that can be verified")
    return _FILES[near[0]](path, trust)


def _of_sheet(images: Sequence[str], trust: Trust) -> Verdict:
    from tools.slip import examine

    return examine([Path(image) for image in images], trust)


def parse_fingerprint(text: str) -> Trust:
    """Read a charter's hash in one of its three spellings.

    Raises:
        CommandError: It is none of them.
    """
    words = text.replace("-", " ").split()
    if len(words) == _WORDS:
        return Trust(words=" ".join(words).lower())
    try:
        if len(text) == 2 * HASH_BYTES:
            return Trust(fingerprint=bytes.fromhex(text))
        return Trust(fingerprint=parse_hash(text, "charter"))
    except (TlogError, ValueError) as error:
        raise CommandError(
            Text(f"{text!r} bukan hash piagam", f"{text!r} is no charter's hash"),
            Text(
                "beri base64 (44 huruf), heksadesimal (64 huruf) atau delapan kata dalam kutipan",
                "give base64 (44 characters), hex (64 characters) or the eight words in quotes",
            ),
            status=WRONG_USE,
        ) from error


def _trust(charter: str | None, policy: Path | None) -> Trust:
    if charter is not None and policy is not None:
        raise click.UsageError("give --charter or --policy, not both")
    if charter is not None:
        return parse_fingerprint(charter)
    return Trust() if policy is None else Trust(policy=parse_policy(policy))


def parse_policy(path: Path) -> Policy:
    """Read a file with a tlog-policy.

    Raises:
        CommandError: It cannot be read, or is none.
    """
    try:
        return Policy.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, PolicyError) as error:
        raise CommandError(
            same(f"{path}: {error}"),
            Text("beri berkas tlog-policy", "give a tlog-policy file"),
            status=WRONG_USE,
        ) from error


@contextmanager
def _log(target: str) -> Iterator[Source]:
    """Open a log; say in words what keeps it from being read."""
    with answers(), opened(target) as source:
        yield source


@contextmanager
def answers() -> Iterator[None]:
    """Say in words what keeps a log from being read."""
    try:
        yield
    except NotALogError as error:
        advice = Text(
            "beri direktori buku besar, folder terbitan, atau alamat http",
            "give a ledger's directory, a published folder, or an http address",
        )
        raise CommandError(same(error), advice, status=WRONG_USE) from error
    except MissingError as error:
        advice = Text("coba lagi nanti; ini bukan bukti apa pun", "try later; this proves nothing")
        raise CommandError(same(error), advice, status=UNDECIDED) from error
    except SourceError as error:
        is_bad = isinstance(error, DamagedError)
        advice = Text(
            "simpan berkas itu apa adanya dan bandingkan dengan salinan lain",
            "keep the file as it is and compare it with another copy",
        )
        status = 1 if is_bad else UNDECIDED
        raise CommandError(same(error), advice, status=status) from error


def jobs() -> int:
    """Return how many processes verify at a time."""
    return min(len(os.sched_getaffinity(0)), _JOBS_MAX)


def _proof(source: Source, leaf: int) -> bytes:
    size, checkpoint = max(source.checkpoints())
    if leaf >= size:
        raise CommandError(
            Text(
                f"daun {leaf} belum tercakup; checkpoint terbaru berukuran {size}",
                f"leaf {leaf} is not covered yet; the newest checkpoint has size {size}",
            ),
            Text("coba lagi setelah checkpoint berikutnya", "try after the next checkpoint"),
            status=UNDECIDED,
        )
    try:
        path = prove_inclusion(leaf, size, Subtrees(size, source.hashes).node)
        found = Proof(leaf, tuple(path), checkpoint)
        found.verified(source.entry(leaf), Charter.opened(source.entry(0)).log)
    except (TlogError, CharterError) as error:
        raise DamagedError(f"{source.name}: {error}") from error
    return found.serialise()
