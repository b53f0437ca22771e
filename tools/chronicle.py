"""What a server writes down with `--log`: a line of JSON for each request and each event.

    {"at": "2024-11-25T01:02:03.004Z", "level": "info", "event": "request", "method": "GET",
     "route": "/boxes/{box}", "status": 200, "ms": 3.1}

Logs are copied to where nobody thinks of them any more, so nothing personal comes into them: the
template of an address and not what stood in its places, no query, no body, no address of a sender.
Of what other libraries say only the constant part is kept, of an error its kind and its places in
the code: a message may quote what somebody has sent.
"""

import logging
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TextIO

import structlog

from api.meter import Meter

_FRAMES_MAX: Final = 5


class StrangerHandler(logging.Handler):
    """Writes down what other libraries say, without what they quote."""

    def __init__(self, tell: Callable[..., Any]) -> None:
        """Tell it to `tell`."""
        super().__init__(logging.WARNING)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the constant part of a message, and where an error came from."""
        members: dict[str, object] = {"logger": record.name, "severity": record.levelname.lower()}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_MAX:]
            members["kind"] = type(error).__name__
            members["where"] = [f"{Path(one.filename).name}:{one.lineno}" for one in frames]
        with suppress(OSError):  # nobody is served worse because a log cannot be written
            self._tell(str(record.msg).strip(), **members)


@contextmanager
def written(
    meter: Meter, state: Callable[[], Mapping[str, int]], *, is_asked: bool
) -> Iterator[None]:
    """Write down what a server does, from its first request to its last, where that is asked for.

    Args:
        meter: What is asked of it.
        state: How far it is, for the first line and the last.
        is_asked: Whether anything is written down at all.
    """
    if not is_asked:
        yield
        return
    tell = meter.tell = begin()
    tell("serving", **state())
    yield
    tell("stopped", **state())


def begin(stream: TextIO | None = None) -> Callable[..., Any]:
    """Write everything as lines of JSON from now on; return what is told an event.

    Args:
        stream: Where to; standard error unless another is named.
    """
    target = sys.stderr if stream is None else stream
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(target),
    )
    tell: Callable[..., Any] = structlog.get_logger().info
    root = logging.getLogger()
    root.handlers = [StrangerHandler(tell)]
    root.setLevel(logging.WARNING)
    for name in list(root.manager.loggerDict):  # whoever served before may have left its own ways
        one = logging.getLogger(name)
        one.handlers, one.propagate = [], True
    return tell
