"""Papers of one box: its label, the minutes of its opening and of a seal that was replaced."""

from collections.abc import Iterator

from domain.checkdigit import printed
from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.document import Label, Paper
from projections.paper.handover import kind_of
from projections.place import place

LABELS_MAX = 300


def labels(archive: Archive, *boxes: str) -> Paper:
    """Return labels of boxes: the code says the number as people type it, with its check character.

    Raises:
        PaperError: Nobody has registered one of the boxes, or too many are asked for.
    """
    if not 0 < len(boxes) <= LABELS_MAX:
        raise PaperError(
            f"minta 1 sampai {LABELS_MAX} kotak", f"ask for 1 to {LABELS_MAX} boxes at once"
        )
    made = tuple(_label(archive, box) for box in boxes)
    return Paper("label-kotak", "Label Kotak", labels=made, look="label")


def _label(archive: Archive, name: str) -> Label:
    box = archive.box(name)
    if box is None or box.item is None:
        raise PaperError(f"kotak {name} belum didaftarkan", f"nobody has registered box {name}")
    lines = tuple(_lines(archive, box.item.destination))
    operation = archive.charter.operation
    return Label(kind_of(archive, name), name, printed(name), (*lines, operation))


def _lines(archive: Archive, where: str | None) -> Iterator[str]:
    """Yield what stands on a box's label: station, village, district, as they are registered."""
    if where is None:
        return
    yield name_of(archive, where)
    area = where.partition("/")[0]
    for code, folder in ((area, "PPS"), (area.rpartition(".")[0], "PPK")):
        place = f"{code}/{folder}"
        if place != where and (name := name_of(archive, place)) != place:
            yield name


def name_of(archive: Archive, name: str) -> str:
    """Return the registered name of a place, or its code."""
    found = place(archive.view, name)
    registered = None if found is None else found.state.registered
    return name if registered is None else registered.name
