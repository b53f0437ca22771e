"""`segel restore`: a lost server comes back from a mirror, without losing a mirrored entry.

The mirror is verified as an auditor would, from the charter's hash on, before a
file is made; the keys come from the operator's own copy.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

import click

from ledger.charter import Charter
from ledger.errors import CharterError, LedgerError
from ledger.replica import Replica
from ledger.restoration import Keepsake, Restoration, Restored
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import SignerKey, VerifierKey
from tools import auditor, backup
from tools.complaint import WRONG_USE, CommandError, same
from tools.mirror import offered
from tools.operator import DIRECTORY, clock
from tools.progress import Bar
from tools.secret import FILE, load
from tools.source import MissingError, Source
from tools.target import opened
from tools.verdict import State, Text, Verdict
from tools.verify import Trust, verify


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the operator brings along."""

    keys: tuple[SignerKey, SignerKey]
    guards: Sequence[Path]
    lost: Sequence[Path]


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    log_key: Path
    clerk_key: Path
    guards: tuple[Path, ...]
    lost: tuple[Path, ...]
    charter: str | None


@click.command()
@click.argument("mirror")
@click.argument("directory", type=DIRECTORY)
@click.option("--log-key", type=FILE, required=True, help="The log's private key.")
@click.option("--clerk-key", type=FILE, required=True, help="The clerk's private key.")
@click.option(
    "--guard", "guards", type=FILE, multiple=True,
    help="The old `guard`, or a checkpoint that a phone, a witness or another mirror holds.",
)  # fmt: skip
@click.option(
    "--lost", type=FILE, multiple=True,
    help="A checkpoint from the old `lost/`, if the log was recovered before.",
)  # fmt: skip
@click.option("--charter", metavar="HASH", help="Base64, hex, or the eight words.")
def restore(mirror: str, directory: Path, **options: Unpack[_Options]) -> None:
    """Make a lost server's DIRECTORY again from MIRROR, a folder or an address.

    MIRROR may be what `segel backup` has made: openings, readers and photographs come along then.

    Everything is verified first. The charter's hash is taken from --charter or from the mirror's
    own `charter.hash`. Where a guard is ahead of the mirror, the directory is made and halts.
    """
    keys = load(options["log_key"]), load(options["clerk_key"])
    kept = _Kept(keys, options["guards"], options["lost"])
    is_copy = (Path(mirror) / backup.RECORD).is_file()
    if is_copy and not kept.guards:
        raise _unguarded(Path(mirror))
    with auditor.answers(), _complaints(directory), opened(mirror) as source:
        _check(source, _trust(options["charter"], mirror, source))
        done = _restored(source, directory, kept)
        if is_copy:
            backup.carry(Path(mirror), directory)
    click.echo(f"{directory}: {done.size} entri / entries")
    if done.signed > done.size:
        raise _halted(directory, done)
    if not options["guards"]:
        click.echo("  tanpa --guard: pastikan tidak ada HP, saksi atau cermin dengan checkpoint")
        click.echo(f"  lebih besar dari {done.signed} sebelum menjalankan server")
        click.echo("  no --guard: make sure that no phone, witness or mirror holds a checkpoint")
        click.echo(f"  larger than {done.signed} before you start the server")


def _trust(charter: str | None, mirror: str, source: Source) -> Trust:
    """Return from where trust starts; a mirror that one keeps oneself has written it down."""
    if charter is not None:
        return auditor.parse_fingerprint(charter)
    pinned = Replica(Path(mirror)).pinned() or source.fingerprint()
    if pinned is None:
        raise CommandError(
            Text(
                "tidak ada yang dipercaya: cermin ini tidak mempunyai charter.hash",
                "nothing is trusted: this mirror has no charter.hash",
            ),
            Text(
                "beri --charter dengan delapan kata yang tercetak",
                "give --charter with the eight printed words",
            ),
            status=WRONG_USE,
        )
    return Trust(fingerprint=pinned)


def _check(source: Source, trust: Trust) -> None:
    """Verify the whole mirror; what is undecided there stays so in the directory."""
    with Bar("verify", source.entries) as bar:
        verdict = verify(source, trust, jobs=auditor.jobs(), progress=bar.advance)
    if verdict.state is State.FAILS:
        raise _unproven(verdict)
    for check in verdict.checks:
        if check.key == "source":  # who cuts the reading short would escape every check behind it
            raise MissingError("; ".join(reason.text.en for reason in check.reasons))
    if verdict.state is State.UNDECIDED:
        for check in verdict.checks:
            for reason in check.reasons:
                if reason.state is State.UNDECIDED:
                    click.echo(f"  ? {reason.words('id')} / {reason.words('en')}", err=True)


def _restored(source: Source, directory: Path, kept: _Kept) -> Restored:
    charter = source.entry(0)
    log = Charter.opened(charter).log
    lost = [path.read_bytes() for path in kept.lost] + [raw for _, raw in source.lost()]
    keepsake = Keepsake(kept.keys, [_guard(path, log) for path in kept.guards], lost)
    with (
        Bar("restore", source.entries) as bar,
        Restoration(directory, charter, keepsake, clock()) as restoration,
    ):
        for page in source.pages():
            restoration.take(page.notes)
            bar.advance(len(page.notes))
        return restoration.finish(offered(source, 0))


def _guard(path: Path, log: VerifierKey) -> Checkpoint:
    """Read a guard's three lines, or a checkpoint that the log has signed."""
    try:
        raw = path.read_bytes()
        if b"\n\n" in raw:
            return Checkpoint.opened(raw, log)
        return Checkpoint.parse(raw.decode())
    except (OSError, UnicodeDecodeError, TlogError) as error:
        raise CommandError(
            same(f"{path}: {error}"),
            Text("beri berkas `guard` atau checkpoint", "give a file `guard`, or a checkpoint"),
            status=WRONG_USE,
        ) from error


def _unproven(verdict: Verdict) -> CommandError:
    failures = verdict.failures()
    return CommandError(
        Text(
            f"cermin tidak lulus pemeriksaan: {failures.id}",
            f"the mirror does not verify: {failures.en}",
        ),
        Text(
            "perbaiki dengan `segel mirror` dari cermin lain, atau pakai cermin lain",
            "repair it with `segel mirror` from another mirror, or use another mirror",
        ),
    )


def _unguarded(folder: Path) -> CommandError:
    """Say that a copy cannot know to be the newest: another history would be signed from it."""
    return CommandError(
        Text(
            f"{folder} adalah salinan lama: apa yang ditandatangani sesudahnya tidak ada di sana",
            f"{folder} is a copy of then: what was signed after it does not stand there",
        ),
        Text(
            "beri --guard: berkas `guard` dari direktori yang hilang, atau checkpoint terbesar "
            "yang dipegang HP, saksi atau cermin; hanya bila sungguh tidak ada tanda tangan "
            f"sesudahnya: --guard {folder / backup.GUARD_THEN}",
            "give --guard: the file `guard` of the lost directory, or the largest checkpoint that "
            "a phone, a witness or a mirror holds; only if nothing was signed after it for sure: "
            f"--guard {folder / backup.GUARD_THEN}",
        ),
        status=WRONG_USE,
    )


def _halted(directory: Path, done: Restored) -> CommandError:
    return CommandError(
        Text(
            f"{done.signed} entri pernah ditandatangani, cermin memegang {done.size}: "
            f"buku besar ini berhenti sampai dipulihkan",
            f"{done.signed} entries were signed, the mirror holds {done.size}: "
            f"this ledger halts until it is recovered",
        ),
        Text(
            f"cari cermin yang lebih baru dan ulangi di direktori lain; bila tidak ada: "
            f"`segel recover show {directory}`",
            f"look for a newer mirror and try again in another directory; if there is none: "
            f"`segel recover show {directory}`",
        ),
        kept=Text(f"{directory}, dengan {done.size} entri", f"{directory}, {done.size} entries"),
    )


@contextmanager
def _complaints(directory: Path) -> Iterator[None]:
    """Say in words why a directory was not made."""
    try:
        yield
    except FileExistsError as error:
        raise CommandError(
            Text(f"{directory} berisi hal lain", f"{directory} holds something else"),
            Text("pilih direktori lain", "choose another directory"),
            status=WRONG_USE,
        ) from error
    except CharterError as error:
        raise CommandError(
            same(error),
            Text(
                "beri kunci log dan panitera yang asli", "give the log's and the clerk's own keys"
            ),
            status=WRONG_USE,
        ) from error
    except (LedgerError, TlogError, OSError) as error:
        raise CommandError(
            same(error),
            Text("simpan cermin itu dan hubungi auditor", "keep the mirror and call the auditors"),
        ) from error
