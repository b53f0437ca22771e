"""Lists of boxes: each with its kind, its election and the place that it is meant for.

A box that a list does not name is named by where it belongs, `16.08.05.2003-TPS007-GUB`.
"""

from collections.abc import Mapping
from typing import Any, Final

from domain.box import ItemRegistered
from tools.intake.area_code import area_code
from tools.intake.cell import CellError
from tools.intake.column import column, count_of, identifier, one_of
from tools.intake.draft import Draft, Setting
from tools.intake.place import TPS_MAX
from tools.intake.register import Register
from tools.verdict import Text

_KINDS: Final = ("kotak_suara", "kotak_hasil_tps", "kotak_rekapitulasi", "kontainer")
_ELECTIONS: Final = ("GUB", "BUP", "WALKOT", "PPWP", "DPR", "DPD", "DPRP", "DPRK")
_BY_WORD: Final = {word.casefold(): word for word in _ELECTIONS}


def _election(text: str) -> str:
    return _BY_WORD[one_of(_BY_WORD)(text)]


class BoxList:
    """Boxes."""

    name: Final = "boxes"
    label: Final = Text("kotak", "boxes")
    columns: Final = (
        column(
            "box",
            "kotak kode_kotak box subject item.box",
            identifier,
            "boleh kosong bila ada desa, TPS dan pemilihan / may follow from the others",
        ),
        column(
            "code",
            "kode_desa kode_kelurahan kode village",
            lambda text: area_code(text, 4),
            "kode desa / code of the village",
        ),
        column(
            "number",
            "tps no_tps nomor_tps number",
            count_of(TPS_MAX, 1),
            "nomor TPS / number of the polling station",
        ),
        column(
            "election",
            "pemilihan jenis_pemilihan election item.election",
            _election,
            ", ".join(_ELECTIONS),
        ),
        column(
            "box_kind",
            "jenis jenis_kotak box_kind item.box_kind",
            one_of(_KINDS),
            ", ".join(_KINDS),
        ),
        column(
            "destination",
            "tujuan destination item.destination",
            identifier,
            "tempat yang dituju / the place that it is meant for",
        ),
        column(
            "alias",
            "kode_lain barcode qr alias item.alias",
            identifier,
            "kode yang sudah tertempel / the code that is already on it",
        ),
        column("holder", "pemegang registrant", identifier, "atau --holder / or --holder"),
        column("place", "tempat", identifier, "atau --place / or --place"),
    )

    def drafts(
        self, values: Mapping[str, Any], register: Register, setting: Setting
    ) -> tuple[Draft, ...]:
        """Return the box of one row.

        Raises:
            CellError: It is not said which box, or what would have to be said of a new one.
        """
        box, destination = _named(values)
        fields = ("box_kind", "election", "destination", "alias")
        given = {name: values[name] for name in fields if name in values}
        if destination is not None:
            given["destination"] = destination
        holder = values.get("holder", setting.holder)
        where = values.get("place", setting.place)
        if not register.has(("box", box)) and (holder is None or where is None):
            raise CellError(
                "pemegang atau tempat belum disebut: beri --holder dan --place",
                "holder or place is not said: give --holder and --place",
            )
        needs = [("organisation", holder)] if holder else []
        needs += [("place", one) for one in (given.get("destination"), where) if one]
        defaults = {"box_kind": "kotak_suara", "holder": holder, "place": where}
        return (Draft(("box", box), ItemRegistered, given, defaults, tuple(needs)),)


def _named(values: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return the box's id, and the TPS that follows from desa and number."""
    code, number = values.get("code"), values.get("number")
    if (code is None) != (number is None):
        raise CellError("kode desa dan nomor TPS bersama", "village and TPS go together")
    station = None if code is None else f"{code}/TPS-{number:03}"
    if values.get("destination", station) != (station or values.get("destination")):
        raise CellError("tujuan lain daripada TPS-nya", "destination is not its TPS")
    if "box" in values:
        return values["box"], station
    if station is None or "election" not in values:
        raise CellError(
            "perlu kotak, atau desa, TPS dan pemilihan", "wants a box, or village, TPS and election"
        )
    return f"{code}-TPS{number:03}-{values['election']}", station
