"""A list out of a spreadsheet, looked through without a ledger."""

from collections.abc import Mapping
from typing import Any

from tools.intake.column import entries, known
from tools.intake.draft import Key, Setting
from tools.intake.moment import ZONES
from tools.intake.register import Register
from tools.intake.review import Kind, Review
from tools.intake.wording import Saying, worded
from tools.intake.worksheet import read

SETTING = Setting(ZONES["wib"], b"secret", "16.08/kpu", "16.08/GDG-01")
AT = "2024-11-25T08:00:00+07:00"


def on_record(*keys: Key, **told: Mapping[str, Any]) -> Register:
    """Return a register that holds KPU and its store, these keys, and these places."""
    register = Register()
    register.add(("organisation", "16.08/kpu"), {})
    register.add(("place", "16.08/GDG-01"), {})
    for key in keys:
        register.add(key, {})
    for place, fields in told.items():
        register.add(("place", place), fields)
    return register


def reviewed(
    kind: Kind, text: str, register: Register | None = None, setting: Setting = SETTING
) -> Review:
    """Look through a list that is written with semicolons."""
    worksheet = read(text.encode(), "utf-8", known(kind.columns))
    found, _ = entries(worksheet, kind.columns)
    return Review(kind, found, on_record() if register is None else register, setting)


def states(review: Review) -> list[str]:
    """Return the verdict of every row, in English."""
    return [verdict.state.value.en for verdict in review.verdicts]


def reasons(review: Review) -> str:
    """Return every reason, in English."""
    return "\n".join(f"{one.line}: {why.en}" for one in review.verdicts for why in one.reasons)


def sayings(review: Review, *, replace: bool = False) -> list[Saying]:
    """Return what is to be signed, every salt alike."""
    return worded(review.drafts(replace=replace), AT, lambda: bytes(32))
