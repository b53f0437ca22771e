"""`segel demo`: a practice ledger with the real shape of Pilkada 2024 in OKU Timur.

LATIHAN / PRACTICE ONLY.  This is the one command that makes every key itself, and it derives them
all from `--seed`: whoever knows the seed can sign as anybody.  The log is called
`segel.example/latihan/16.08/pilkada-2024`, so nothing signed here is valid anywhere else.  A real
ledger begins with `segel charter draft`, and its founders sign on their own machines.

The places, the numbers of TPS and the time line are real; persons, seals, vehicles and everything
that happens are made up, with failures at the rates known from February 2024.
"""

import json
import shlex
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Unpack

import click

from api.app import open_app
from ledger.log import Log
from ledger.settings import Settings
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from tools import training
from tools.complaint import WRONG_USE, CommandError
from tools.gate import Gate, Place, announced, listening, opened, run
from tools.operator import DIRECTORY, answers, clock
from tools.progress import Bar
from tools.scenario.area import TPS_MAX
from tools.scenario.folder import PLANTED, write_journals, write_planted
from tools.scenario.operation import expected_count, play
from tools.scenario.plot import Planted
from tools.training import Supervisor
from tools.trust import authorities
from tools.verdict import Text

MARK: Final = "demo.json"
"""Written last: a directory with it is whole."""

EDITION: Final = 4
"""Raised whenever the scenario changes: an older directory is not taken for this one."""


@click.command()
@click.option("--dir", "directory", type=DIRECTORY, default=Path("var/demo"), show_default=True)
@click.option("--scale", type=click.IntRange(1, TPS_MAX), default=TPS_MAX, show_default=True)
@click.option("--seed", default="2024", show_default=True, help="Every key follows from it.")
@click.option("--no-serve", is_flag=True, help="Only make the ledger.")
@listening(8000)
def command(
    directory: Path, scale: int, seed: str, *, no_serve: bool, **place: Unpack[Place]
) -> None:
    """Make a practice ledger (LATIHAN) in --dir and serve it, to this machine alone by default.

    Pilkada 2024, OKU Timur, with --scale polling stations. Every key is made here and known to
    everybody: nothing of it may be used in earnest. A directory that is there is served again.
    """
    wanted = {"edition": EDITION, "seed": seed, "scale": scale}
    with answers():
        if no_serve:
            _explain(directory, _found_or_made(directory, wanted), None)
            return
        with opened(place) as gate:
            made = _found_or_made(directory, wanted)
            app = open_app(directory, Settings(ca=authorities()))
            app.include_router(training.router(Supervisor(directory, app.state.service)))
            with announced(directory, gate):
                _explain(directory, made, gate)
                run(app, gate)


def _found_or_made(directory: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return what the directory says of itself; make it if it is not there."""
    mark = directory / MARK
    if mark.exists():
        made: dict[str, Any] = json.loads(mark.read_text(encoding="utf-8"))
        if any(made.get(name) != value for name, value in wanted.items()):
            raise _another(directory, made, wanted)
        return made
    if directory.exists() and any(directory.iterdir()):
        raise CommandError(
            Text(f"{directory} berisi hal lain", f"{directory} holds something else"),
            Text("pilih --dir lain", "choose another --dir"),
            status=WRONG_USE,
        )
    return _make(directory, wanted)


def _another(directory: Path, made: dict[str, Any], wanted: dict[str, Any]) -> CommandError:
    is_old = made.get("edition") != wanted["edition"]
    return CommandError(
        Text(
            f"{directory} adalah latihan lain: {_name(made, 'id')}, diminta {_name(wanted, 'id')}",
            f"{directory} is another practice: {_name(made, 'en')}, asked {_name(wanted, 'en')}",
        ),
        Text(
            "hapus direktori itu, atau pilih --dir lain"
            if is_old
            else "beri --scale dan --seed yang sama, hapus direktori itu, atau pilih --dir lain",
            "delete that directory, or choose another --dir"
            if is_old
            else "give the same --scale and --seed, delete that directory, or choose another --dir",
        ),
        status=WRONG_USE,
    )


def _name(made: dict[str, Any], language: str) -> str:
    word = {"id": "benih", "en": "seed"}[language]
    return f"{made.get('scale')} TPS, {word} {made.get('seed')}, edisi {made.get('edition')}"


def _make(directory: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """Build beside the directory and rename: what is there is whole, or not there."""
    whole = directory.absolute()
    draft = whole.with_name(f".{whole.name}.building")
    if draft.exists():
        shutil.rmtree(draft)
    draft.mkdir(parents=True)
    began, scale = time.monotonic(), int(wanted["scale"])
    with Bar("pernyataan / statements", expected_count(scale)) as bar:
        played = play(draft, str(wanted["seed"]), scale, bar.advance)
    write_planted(draft, played)
    write_journals(draft, played)
    size = _fold(draft)
    made = {
        **wanted,
        "size": size,
        "phones": len(played.phones),
        "boxes": len(played.area.boxes),
        "districts": len(played.area.districts),
        "seconds": round(time.monotonic() - began),
        "planted": len(played.planted),
        "story": _story(played.planted),
    }
    (draft / MARK).write_text(f"{json.dumps(made, indent=2)}\n", encoding="utf-8")
    if directory.exists():
        directory.rmdir()
    draft.rename(directory)
    return made


def _fold(directory: Path) -> int:
    """Fold every answer once, so that the server is ready at once; return the log's size."""
    log = Log.read(directory / "ledger.db")
    try:
        with Bar("jawaban / answers", log.size) as bar:
            Builder(log, PROJECTIONS, clock).rebuild(directory, lambda done, _: bar.reach(done))
        return log.size
    finally:
        log.close()


def _story(planted: Sequence[Planted]) -> dict[str, str]:
    """Return a box with a story, and the statement on which it turned."""
    boxes = [one for one in planted if one.subject_kind == "kotak"]
    told = min(boxes, key=lambda one: one.rule != "R02")
    return {"box": told.subject, "leaf": told.leaf.translate(_URL_SAFE).rstrip("=")}


_URL_SAFE: Final = str.maketrans("+/", "-_")


def _explain(directory: Path, made: dict[str, Any], gate: Gate | None) -> None:
    """Say in plain words what was made, what to open and how to verify it."""
    segel = shlex.quote(sys.argv[0]) if Path(sys.argv[0]).name == "segel" else "segel"
    click.echo(_WORDS.format(**made, directory=directory, planted_file=directory / PLANTED))
    if gate is None:
        click.echo(f"Buka / Open:\n  {segel} serve {directory}\n")
    else:
        click.echo("Buka / Open:")
        for path, indonesian, english in _pages(made):
            click.echo(f"  {gate.address}{path}\n      {indonesian} / {english}")
        if others := gate.afar():
            click.echo("\nDari HP / From phones:")
            click.echo("\n".join(f"  {one}/jaga/" for one in others))
        click.echo("")
    charter = (directory / "charter.hash").read_text(encoding="utf-8").strip()
    click.echo(
        "Periksa sendiri, tanpa percaya kepada server / Verify it yourself, trusting nobody:"
    )
    click.echo(f"  {segel} verify {directory}")
    if gate is not None:
        believing = "" if gate.tls is None else " --ca ca.crt"
        click.echo(f"  {segel}{believing} verify {gate.address} --charter {charter}")
    click.echo(
        "\nMasuk sebagai pengawas: tautan sekali pakai, selagi dilayani / Log in as an overseer, "
        "by a link that is good once, while it is served:"
    )
    click.echo(f"  {segel} reader invite {directory} --role pengawas --name Pengawas")
    if gate is not None:
        click.echo("\nCtrl+C: berhenti / stop")


def _pages(made: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    story = made["story"]
    return (
        ("/", "ringkasan", "overview"),
        ("/jaga/", "ponsel jaga: daftar dan coba sendiri", "a guard's phone: join and try it"),
        (f"/boxes/{story['box']}", "perjalanan satu kotak", "the journey of one box"),
        ("/visitors", "tamu yang tercatat di dalam", "visitors on record as inside"),
        ("/findings", "selisih yang ditemukan", "differences that were found"),
        (f"/statements/{story['leaf']}", "satu pernyataan dan buktinya", "a statement, its proof"),
    )


_WORDS: Final = """\
LATIHAN: Pilkada 2024 Kabupaten OKU Timur. Semua kunci diketahui umum; jangan dipakai sungguhan.
PRACTICE: Pilkada 2024, OKU Timur. Every key is public knowledge; never use it in earnest.

  {size} catatan dari {phones} HP: {scale} TPS, {boxes} kotak, {districts} kecamatan,
  24 Agustus sampai 31 Desember 2024, dibuat dalam {seconds} detik di {directory}.
  {planted} selisih ditanam dengan sengaja; {planted_file} menyebut semuanya.

  {size} notes from {phones} phones: {scale} polling stations, {boxes} boxes, {districts} kecamatan,
  24 August to 31 December 2024, made in {seconds} seconds in {directory}.
  {planted} differences were planted on purpose; {planted_file} lists them all.
"""
