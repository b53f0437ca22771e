"""Markdown for pages that are made: lines of one width."""

import textwrap
from collections.abc import Iterable
from typing import Final

WIDTH: Final = 100


def filled(text: str, indent: str = "") -> str:
    """Return a paragraph in lines of the page's width; later lines are indented."""
    return textwrap.fill(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def bullets(items: Iterable[str]) -> str:
    """Return a list, an item a line or more."""
    return "\n".join(filled(f"- {item}", "  ") for item in items)
