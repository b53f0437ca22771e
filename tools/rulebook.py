"""The page of every rule: what it finds, about what, and how long it waits.

Everything stands in the domain's own modules; here it is only put in order.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import domain
import domain.rules
import domain.signal
from api.remark import remarks
from domain.policy import DEFAULT_OPENINGS, DEFAULT_THRESHOLDS, Thresholds
from domain.rules.rule import Rule
from tools.markdown import bullets, filled

RULES: Final = tuple(
    value
    for module in pkgutil.iter_modules(domain.rules.__path__, "domain.rules.")
    for value in vars(importlib.import_module(module.name)).values()
    if isinstance(value, Rule)
)
"""Every sentence of every rule, by module."""

SIGNALS: Final = tuple(one for one in vars(domain.signal).values() if isinstance(one, Rule))
"""What is told beside the rules, by number."""


def page() -> str:
    """Return the page in Markdown."""
    return "\n\n".join(
        (
            "# Aturan / Rules",
            filled(
                "A finding (temuan) is a difference (selisih), not a verdict. The same log and the "
                "same stated time give everybody the same findings. Thresholds are the defaults; "
                "a `PolicySet` in force may set others."
            ),
            *_sections(RULES),
            "# Tanda / Signals",
            filled(
                "What wants a look though it contradicts nothing stands beside the rules, on the "
                "page of what needs attention."
            ),
            *_sections(SIGNALS),
            "# Lainnya / The rest",
            "## Ambang lain / Other thresholds",
            bullets(one.text for one in _thresholds() if one.is_read and not one.number),
            filled("A policy may set these already; no rule reads them yet:"),
            bullets(f"{one.number} {one.text}" for one in _thresholds() if not one.is_read),
            "## Siapa boleh membuka kotak kapan / Who may open a box when",
            filled("In force until a policy sets another table (R07)."),
            "| phase | place | purpose | witnesses of other sides | order needed |\n"
            "|---|---|---|---|---|\n"
            + "\n".join(
                f"| {one.phase} | {one.place_kind} | {one.purpose} | {one.quorum} | "
                f"{'yes' if one.order_required else 'no'} |"
                for one in DEFAULT_OPENINGS
            ),
        )
    )


def _sections(rules: tuple[Rule, ...]) -> Iterator[str]:
    numbers: dict[str, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: rule.number):
        numbers.setdefault(rule.number, []).append(rule)
    for number, found in numbers.items():
        yield _rule_section(number, found)


def _rule_section(number: str, found: list[Rule]) -> str:
    names = " / ".join(dict.fromkeys(rule.name for rule in found))
    sentences = bullets(
        f"*{rule.severity}*, {rule.subject}: "
        + _HOW.sub("", f"{rule.sentence.indonesian} / {rule.sentence.english}")
        for rule in found
    )
    waits = bullets(one.text for one in _thresholds() if one.number == number and one.is_read)
    return "\n\n".join(part for part in (f"## {number} {names}", sentences, waits) if part)


_HOW: Final = re.compile(r"(?<=\w):[a-z]+(?=\})")
"""How a sentence says one of its parameters."""

_UNITS: Final = {
    "Minutes": "minutes",
    "Metres": "metres",
    "Percent": "%",
    "Hour": "h",
    "Count": "",
}


class _Threshold(NamedTuple):
    number: str
    """Of the rule that its words begin with; empty where they name none."""

    text: str
    is_read: bool
    """Whether any module of the domain reads it."""


def _thresholds() -> Iterator[_Threshold]:
    read = _attributes()
    for name, remark in remarks(Thresholds).items():
        number = "".join(re.findall(r"^[RS]\d\d", remark.words))
        meaning = remark.words.removeprefix(number).lstrip(":. ")
        unit = (
            "%"
            if name.endswith("percent")
            else _UNITS[ast.unparse(remark.annotation or ast.Constant(None))]
        )
        value = f"`{name}`, {getattr(DEFAULT_THRESHOLDS, name)} {unit}".rstrip()
        yield _Threshold(number, f"{value}: {meaning}" if meaning else value, name in read)


@cache
def _attributes() -> frozenset[str]:
    """Return every attribute that the domain's modules ask something for."""
    return frozenset(
        node.attr
        for path in Path(*domain.__path__).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    )
