"""`python -m tests.benchmarks [NAME...]`: measure, print, and write var/bench.json."""

import json
import sys
from importlib import import_module
from pathlib import Path

_NAMES = (
    "bulk_append",
    "concurrent_post",
    "stock_recorder",
    "verify",
    "rebuild",
    "rules",
    "export",
    "proof",
    "witness",
    "bundle_make",
    "bundle_verify",
    "mirror",
    "monitor",
    "paper",
    "help",
    "app_first_screen",
    "app_document",
    "app_size",
    "app_install",
    "app_again",
    "app_sign",
    "app_flush",
    "app_scan",
    "page_verify",
    "pages",
    "page_first_words",
    "live",
)
_FILE = Path("var/bench.json")


def main(names: list[str]) -> int:
    """Measure the named benchmarks, all by default; return 1 if one misses its ratio."""
    kept = json.loads(_FILE.read_text()) if names and _FILE.exists() else {}
    missed = []
    for name in names or _NAMES:
        figure = import_module(f"tests.benchmarks.{name}").measure()
        kept[name] = figure.row()
        is_met = figure.ratio >= figure.wanted
        missed += [] if is_met else [name]
        print(
            f"{'✓' if is_met else '✗'} {name:16} {figure.ratio:7.3f} (want {figure.wanted})  "
            f"{figure.value} beside {figure.floor} {figure.unit}",
            flush=True,
        )
        _FILE.parent.mkdir(exist_ok=True)
        _FILE.write_text(json.dumps(kept, indent=2) + "\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
