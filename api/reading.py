"""Reading: what every read endpoint is asked alike, and how it answers.

    ?as_of=<leaf index>   as of that leaf, instead of now
    ?after=<leaf index>   not before that leaf is folded (read your own writes)
    ?lang=en              pages in English

Every answer says in `Ledger-Position` up to which leaf it has folded.  JSON unless the reader asks
for a page (`Accept: text/html`).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

import msgspec
from fastapi import Depends, Query, Request, Response

from api.answer import as_json
from api.gazetteer import named
from api.page import page, question, wants_page
from api.parameter import Number
from api.problems import ApiError
from api.service import Service, service_of
from api.sheet import Language, Sheet
from api.zone import zone_of
from domain.statement import Moment, time
from domain.wording import zone as named_zone
from projections.errors import CursorError, NotFoldedError
from projections.view import LIMIT, View

PAGE_MAX = 1000

_PICKED: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
"""What a browser makes of a date and an hour."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Limit = Annotated[int, Query(ge=1, le=PAGE_MAX)]
Cursor = Annotated[str | None, Query(max_length=400)]
Name = Annotated[str | None, Query(max_length=200)]
PAGE = LIMIT


@dataclass(frozen=True, slots=True)
class Asked:
    """One question."""

    request: Request
    service: Service
    as_of: int | None
    lang: Language

    @property
    def is_page(self) -> bool:
        """Whether a page is wanted, rather than JSON."""
        return wants_page(self.request)

    @property
    def zone(self) -> timezone:
        """By whose clock an hour is picked."""
        return zone_of(self.service.ledger.charter)

    @property
    def typed_in(self) -> timezone | None:
        """By whose clock an hour was picked; None: a program has to name its offset."""
        return self.zone if self.is_page else None

    @contextmanager
    def view(self) -> Iterator[View]:
        """Open what is asked about.

        Raises:
            ApiError: `not-yet-folded`, or `bad-parameter` for a leaf that is not in the log and
                for a cursor that no list has given.
        """
        try:
            with self.service.projections.view(self.as_of) as view:
                yield view
        except NotFoldedError as error:
            if error.asked >= self.service.ledger.tree.size:
                raise ApiError("bad-parameter", "as_of: the log has no such leaf") from error
            raise ApiError("not-yet-folded", str(error)) from error
        except CursorError as error:
            raise ApiError("bad-parameter", f"cursor: {error}") from error

    def tell(
        self,
        view: View,
        value: dict[str, Any],
        sheet: Sheet,
        template: str = "sheet.html",
        **more: object,
    ) -> Response:
        """Answer with JSON or with a page, and say as of which leaf.

        Args:
            view: What was read.
            value: For programs.
            sheet: For people.
            template: That writes the sheet.
            more: What that template is given besides.
        """
        headers = {
            "Ledger-Position": str(view.position),
            "Cache-Control": "no-cache",
            "Vary": "Accept",
        }
        if not self.is_page:
            return as_json({"as_of": view.as_of, **value}, headers=headers)
        response = page(
            template,
            {
                **more,
                "sheet": named(view, sheet),
                "lang": self.lang,
                "origin": self.service.ledger.charter.origin,
                "operation": self.service.ledger.charter.operation,
                "as_of": view.as_of,
                "position": view.position,
                "path": quote(self.request.scope["path"]),
                "question": question(self.request),
                "is_past": self.as_of is not None,
                "zone": self.zone,
                "zone_name": named_zone(_EPOCH.astimezone(self.zone)),
            },
        )
        response.headers.update(headers)
        return response

    def turn(self, cursor: str | None) -> str | None:
        """Return where the list goes on, as an address."""
        if cursor is None:
            return None
        url = self.request.url.include_query_params(cursor=cursor)
        return f"{url.path}?{url.query}"


def private(answer: Response) -> Response:
    """Say of an answer that it is for this reader alone, and to be kept nowhere."""
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Vary"] = "Accept, Authorization, Cookie"
    return answer


async def _asked(
    request: Request,
    as_of: Annotated[Number | None, Query()] = None,
    after: Annotated[Number | None, Query()] = None,
    lang: Annotated[Literal["id", "en"], Query()] = "id",
) -> Asked:
    """Wait, without holding a thread, until what is asked for is folded."""
    service = service_of(request)
    if after is not None and not await service.folded(after):
        position = service.projections.position
        raise ApiError("not-yet-folded", f"leaf {after} is asked for, {position} is folded")
    return Asked(request, service, as_of, lang)


Question = Annotated[Asked, Depends(_asked)]


def moment_of(name: str, text: str, typed_in: timezone | None = None) -> datetime:
    """Read a time that somebody asks about.

    Args:
        name: Of the parameter.
        text: RFC 3339 with an offset.
        typed_in: It may come from a field of a page (`api.sheet.hour`), which knows no offset:
            whose clock the field names. None: from a program.

    Raises:
        ApiError: `bad-parameter`: it names no moment, or has no offset.
    """
    if typed_in is not None and _PICKED.fullmatch(text):
        offset = str(typed_in).removeprefix("UTC")
        text = f"{text}{':00' if text.count(':') == 1 else ''}{offset}"
    try:
        return time(msgspec.convert(text.replace(" ", "+"), Moment))  # a plus that was not escaped
    except ValueError as error:
        detail = f"{name}: want a date, a time and its offset, such as 2024-11-25T08:00:00+07:00"
        raise ApiError("bad-parameter", detail) from error
