"""One problem: a kind of failure, in words for people and a word for machines.

Source: RFC 9457
"""

from dataclasses import dataclass
from typing import Literal

Retry = Literal["never", "same-bytes"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of failure."""

    status: int
    slug: str
    """The last word of its type, `/problems/<slug>`."""

    title: str
    """In Indonesian; `title_en` in English."""

    title_en: str
    advice: str
    """What has happened and what to do, in Indonesian; `advice_en` in English."""

    advice_en: str
    retry: Retry = "never"
    retry_after: int | None = None
    """Seconds after which trying again makes sense, where that is known."""

    @property
    def type(self) -> str:
        """Return the reference that identifies it, and the address of its page."""
        return f"/problems/{self.slug}"
