"""`segel boundaries`: take in where the areas of an operation lie, for the map.

Nothing of it goes into the log.  A server that runs shows the new map at once.
"""

from pathlib import Path

import click

from api.boundary import BoundaryError, Names, read, save
from ledger.directory import Directory
from ledger.errors import CharterError
from tools.complaint import CommandError, same
from tools.verdict import Text

_USUAL = Names()
_WANTED = Text(
    "beri GeoJSON berisi poligon, dengan kode dan nama wilayah sebagai properti",
    "give GeoJSON of polygons, with each area's code and name as properties",
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("directory", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--code", default=_USUAL.code, show_default=True, help="Property with the code.")
@click.option("--name", default=_USUAL.name, show_default=True, help="Property with the name.")
def boundaries(file: Path, directory: Path, code: str, name: str) -> None:
    """Take in the boundaries of districts from FILE (GeoJSON) for the map of DIRECTORY."""
    try:
        place = Directory(directory)
        place.fingerprint()
        found = read(file.read_bytes(), Names(code, name))
        save(place.boundaries, found)
    except BoundaryError as error:
        what = Text(f"{file}: {error.text.id}", f"{file}: {error.text.en}")
        raise CommandError(what, _WANTED) from error
    except CharterError as error:
        advice = Text("sebut direktori buku besar", "name the directory of a ledger")
        raise CommandError(same(error), advice) from error
    points = sum(len(ring) for one in found for ring in one.rings)
    click.echo(f"{len(found)} wilayah / areas, {points} titik / positions")
