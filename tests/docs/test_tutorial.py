"""The tutorial follows one box through the demo: every command of it is run, as it stands."""

from pathlib import Path

from tests.docs.transcript import ROOT, check

PAGE = ROOT / "docs" / "tutorial.md"
MUST_RUN = (
    "segel demo --dir latihan --scale 12 --no-serve",
    "segel verify latihan",
    "segel serve latihan ",
    "python3 perjalanan.py",
    "segel proof http://",
    "python3 temuan.py",
    "segel verify salinan",
    "segel sign ",
    "segel submit http://",
    "segel verify http://",
)
"""In this order; without one of them the page would not be the tutorial any more."""

MUST_SAY = (
    "LULUS  ",
    "disengketakan ",
    "GAGAL  ",
    "catatan tidak lagi menghasilkan hash di sampingnya",
    "BELUM DAPAT DIPUTUSKAN  ",
)
"""What its commands print, and therefore stands on the page."""


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    steps = check(PAGE, tmp_path)

    typed = iter(step.command for step in steps)
    assert [words for words in MUST_RUN if not any(c.startswith(words) for c in typed)] == []
    printed = "\n".join(line for step in steps for line in step.printed)
    assert [words for words in MUST_SAY if words not in printed] == []
    assert (tmp_path / "latihan" / "ledger.db").exists()
    assert (tmp_path / "salinan" / "ledger.db").exists()
