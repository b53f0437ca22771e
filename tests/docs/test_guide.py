"""The guides are run as they stand: every command, with what it prints."""

import re
from pathlib import Path

import pytest

from tests.docs.transcript import ROOT, check

GUIDES = {
    "operator.md": (
        "key new", "charter draft", "charter sign", "init", "key show", "key request", "enrol",
        "submit", "key begin", "serve", "sign", "status", "publish", "verify", "revoke", "rebuild",
        "reader token", "reader invite", "reader list", "reader revoke",
    ),
    "witness.md": ("witness init", "witness add-log", "witness serve", "equivocation", "verify"),
    "witnessing.md": ("policy", "submit", "status", "witness serve", "serve", "verify"),
    "evidence.md": ("demo", "bundle", "verify"),
    "loss.md": (
        "init", "submit", "serve", "status", "recover show", "recover sign", "recover apply",
        "verify",
    ),
    "mirror.md": ("mirror", "verify rusak", "restore", "serve"),
    "print.md": ("demo", "print latihan bast", "print latihan buku-tamu", "labels tag"),
    "paper.md": ("paper latihan", "verify --qr", "equivocation"),
    "overseer.md": ("replay", "monitor", "mirror", "publish", "rebuild"),
    "impor.md": ("import areas", "import tps", "import boxes", "import roster", "export", "verify"),
    "latihan.md": ("demo",),
    "https.md": ("demo", "serve", "tls", "verify", "mirror"),
    "auditor.md": (
        "verify salinan", "verify rusak", "proof", "publish", "show", "findings", "gaps latihan",
        "diff latihan",
    ),
}  # fmt: skip
"""Page -> the commands that it must have run."""


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_does_what_it_says(name: str, tmp_path: Path) -> None:
    steps = check(ROOT / "docs" / "guide" / name, tmp_path)

    typed = [step.command for step in steps]
    missing = {word for word in GUIDES[name] if not any(f"segel {word} " in c for c in typed)}
    assert missing == set()


def test_every_guide_is_run_or_has_nothing_to_run() -> None:
    pages = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "guide").glob("*.md")}

    assert {name for name, text in pages.items() if "```console" in text} == {*GUIDES}


@pytest.mark.parametrize(("name", "ticks_min"), [("guard.md", 3), ("supervisor.md", 2)])
def test_people_find_on_their_phone_every_word_that_the_guide_names(
    name: str, ticks_min: int
) -> None:
    guide = (ROOT / "docs" / "guide" / name).read_text(encoding="utf-8")
    web = ROOT / "api" / "web"
    sources = [web / "templates" / "jaga.html", *(web / "static").rglob("*.js")]
    shown = "\n".join(path.read_text(encoding="utf-8") for path in sources).casefold()

    named = [" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", guide, re.DOTALL)]
    ticks = re.findall(r"`(✓[^`…]+)`", guide)
    assert len(named) >= 9
    assert len(ticks) >= ticks_min
    assert [words for words in named + ticks if words.casefold() not in shown] == []
