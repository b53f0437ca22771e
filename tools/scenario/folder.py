"""What the operation leaves in the ledger's folder, for people who want to go on from there.

    planted.json                   the findings that must come out, each with its reason
    practice/16.08/polres/jaga-01  a journal's folder, as `segel sign` and `segel submit` want it

The practice keys are no secrets: everybody who runs the demo has them.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from ledger.tlog.text import to_base64
from tools.logbook import Logbook
from tools.scenario.area import Area
from tools.scenario.operation import END, Played
from tools.scenario.phone import ORIGIN
from tools.scenario.plot import Planted
from tools.scenario.trouble import LOST

PLANTED: Final = "planted.json"
PRACTICE: Final = "practice"

_NOTICE: Final = (
    "LATIHAN. Kunci di folder ini diturunkan dari benih demo dan diketahui semua orang.\n"
    "PRACTICE. The keys in this folder follow from the demo's seed and are known to everybody.\n"
)


def write_planted(directory: Path, played: Played) -> None:
    """Write down which findings were planted."""
    value = {
        "stated_at": END.isoformat(),
        "planted": [_told(one) for one in played.planted],
    }
    text = json.dumps(value, ensure_ascii=False, indent=2)
    (directory / PLANTED).write_text(f"{text}\n", encoding="utf-8")


def write_journals(directory: Path, played: Played) -> None:
    """Leave the journals of the offices and of one village, ready to be gone on with."""
    practice = directory / PRACTICE
    practice.mkdir()
    (practice / "LATIHAN.txt").write_text(_NOTICE, encoding="utf-8")
    for journal in sorted(set(_kept(played.area, played.phones)) - {LOST}):
        phone = played.phones[journal]
        logbook = Logbook.begun(
            practice / journal, phone.key, ORIGIN, to_base64(phone.head), phone.sequence
        )
        logbook.see(played.checkpoint)


def _told(one: Planted) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "subject_kind": one.subject_kind,
        "subject": one.subject,
        "leaf": one.leaf or None,
        "is_explained": one.is_explained,
        "indonesian": one.why.indonesian,
        "english": one.why.english,
    }


def _kept(area: Area, journals: Iterable[str]) -> Iterable[str]:
    """Yield the journals of the regency's offices, of one kecamatan, one desa and one TPS."""
    district = area.districts[0]
    village = district.villages[0]
    station = village.stations[0]
    yield from (journal for journal in journals if journal.startswith("16.08/"))
    yield from (journal for journal in journals if journal.startswith(f"{district.code}/"))
    yield from (f"{village.unit}-01", station.unit, station.watcher)
