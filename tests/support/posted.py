"""What a page has posted, as the server reads it: long outboxes are compressed on their way."""

import gzip
import json
from typing import Any

from playwright.sync_api import Request


def posted(request: Request) -> dict[str, Any]:
    body = request.post_data_buffer or b"{}"
    if request.headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    found: dict[str, Any] = json.loads(body)
    return found
