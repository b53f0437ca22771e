"""Pages: server-side HTML that is read without a script.

Every page carries the strictest policy under which it works: its own style and its own first script
by their hashes, other scripts from our own address only.
"""

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from fastapi import Request, Response

_WEB = Path(__file__).parent / "web"
STATIC = _WEB / "static"

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_WEB / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)


def wants_page(request: Request) -> bool:
    """Tell whether somebody reads this in a browser."""
    return "text/html" in request.headers.get("accept", "")


def question(request: Request) -> str:
    """Return what an address asks beside the language, for a link that changes only that."""
    return urlencode([one for one in request.query_params.multi_items() if one[0] != "lang"])


def page(
    name: str, values: Mapping[str, Any], status: int = 200, *, runs_wasm: bool = False
) -> Response:
    """Return a filled template.

    Args:
        name: Of the template.
        values: What it is filled with.
        status: Of the answer.
        runs_wasm: Whether its scripts compile WebAssembly of our own address.
    """
    return served(filled(name, values), status, runs_wasm=runs_wasm)


def filled(name: str, values: Mapping[str, Any]) -> str:
    """Return the text of a filled template."""
    return _ENVIRONMENT.get_template(name).render(values)


def served(text: str, status: int = 200, *, runs_wasm: bool = False) -> Response:
    """Return a page under the strictest policy under which it works; arguments as in `page`."""
    style, script = _own(text)
    headers = {
        "Content-Security-Policy": _policy(style, script, runs_wasm=runs_wasm),
        "Referrer-Policy": "no-referrer",
    }
    return Response(text.encode(), status, headers, "text/html; charset=utf-8")


def alone(text: str) -> str:
    """Return a page that carries its policy itself, for a file: it may load and send nothing."""
    style, script = _own(text)
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        f"img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'; "
        f"require-trusted-types-for 'script'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return text.replace("<head>\n", f"<head>\n{meta}\n", 1)


def source(name: str) -> str:
    """Return the text of a template as it was written."""
    return (_WEB / "templates" / name).read_text(encoding="utf-8")


def _own(text: str) -> tuple[str, str]:
    """Return a page's own style and script."""
    style = text.partition("<style>")[2].partition("</style>")[0]
    script = text.partition('<script type="module">')[2].partition("</script>")[0]
    return style, script


@lru_cache(maxsize=32)
def _policy(style: str, script: str, *, runs_wasm: bool) -> str:
    scripts = ["'self'"]
    if script:
        scripts.append(_hash(script))
    if runs_wasm:
        scripts.append("'wasm-unsafe-eval'")
    return (
        f"default-src 'none'; script-src {' '.join(scripts)}; connect-src 'self'; "
        f"img-src 'self' data: blob:; media-src 'self' blob:; manifest-src 'self'; "
        f"worker-src 'self'; style-src {_hash(style)}; base-uri 'none'; form-action 'self'; "
        f"frame-ancestors 'none'; require-trusted-types-for 'script'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
