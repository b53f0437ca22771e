"""`/jaga/`: the app of the guard at the gate, which works for days without a network.

    /jaga/                  the document: readable before any script runs
    /jaga/worker.js         the service worker, which names the version it belongs to
    /jaga/package/VERSION   the app in one compressed answer
    /jaga/manifest.json     what the home screen shows

Everything is made once from files that do not change while the server runs.
"""

import json
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.page import STATIC, page, source
from api.problems import ApiError
from api.service import service_of
from api.web.package import Package
from api.web.script import shortened
from api.web.squeeze import squeezed, takes_brotli

router = APIRouter()

_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_SCRIPT = "text/javascript; charset=utf-8"


@router.get("/jaga")
def moved() -> Response:
    """Lead to the address with the stroke, under which the service worker reigns."""
    return RedirectResponse("/jaga/", HTTPStatus.PERMANENT_REDIRECT)


@router.get("/jaga/")
def document(request: Request) -> Response:
    """Return the page of the app and what it pins: the log's origin and key, the charter's hash."""
    ledger = service_of(request).ledger
    charter = ledger.charter
    made = _document(charter.origin, str(charter.log), ledger.fingerprint())
    names = ("content-security-policy", "content-type", "referrer-policy")
    headers = {name: made.headers[name] for name in names} | {"Cache-Control": _ASK_AGAIN}
    return squeezed(request, bytes(made.body), headers)


@router.get("/jaga/worker.js")
def worker(request: Request) -> Response:
    """Return the service worker; its bytes change with the version, which is how phones notice."""
    headers = {
        "Content-Type": _SCRIPT,
        "Cache-Control": _ASK_AGAIN,
        "Content-Security-Policy": "default-src 'none'; connect-src 'self'; script-src 'self'",
    }
    return squeezed(request, _worker(), headers)


@router.get("/jaga/package/{version}")
def package(request: Request, version: str) -> Response:
    """Return the app, if it still is of this version.

    Raises:
        ApiError: `not-found`, after which the page asks for the newer one.
    """
    found = _package()
    if found.version != version:
        raise ApiError("not-found", "the app has another version now")
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": _FOREVER}
    headers["Vary"] = "Accept-Encoding"
    if not takes_brotli(request.headers):
        return Response(found.body, headers=headers)
    return Response(found.compressed, headers=headers | {"Content-Encoding": "br"})


@router.get("/jaga/manifest.webmanifest")
def manifest(request: Request) -> Response:
    """Return what a phone needs to put the app on its home screen."""
    origin = service_of(request).ledger.charter.origin
    return Response(_manifest(origin), headers={"Content-Type": "application/manifest+json"})


@lru_cache(maxsize=8)
def _document(origin: str, log: str, charter: str) -> Response:
    """Return the page for one ledger; it names the version, so the page can ask for it at once."""
    pinned = {"origin": origin, "log": log, "charter": charter}
    version = _package().version
    values = {"ledger": pinned, "version": version, "boot": shortened(source("boot.js"))}
    return page("jaga.html", values, runs_wasm=True)


@lru_cache(maxsize=1)
def _package() -> Package:
    texts = [*map(source, ("jaga.html", "palette.css", "boot.js")), _worker_text()]
    stamp = sha256("".join(texts).encode()).hexdigest()
    return Package.of(STATIC, "jaga/main.js", stamp, "jaga/icon.svg")


@lru_cache(maxsize=1)
def _worker() -> bytes:
    return f'const VERSION = "{_package().version}";\n{shortened(_worker_text())}'.encode()


def _worker_text() -> str:
    return (STATIC / "jaga/worker.js").read_text(encoding="utf-8")


def _manifest(origin: str) -> str:
    """Write the manifest: a training ground is named so on the home screen too."""
    is_practice = "latihan" in origin.split("/")
    icons = [
        {"src": "/static/jaga/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": use}
        for use in ("any", "maskable")
    ]
    return json.dumps(
        {
            "id": "/jaga/",
            "name": "Segel · Jaga (LATIHAN)" if is_practice else "Segel · Jaga",
            "short_name": "LATIHAN" if is_practice else "Segel",
            "lang": "id",
            "start_url": "/jaga/",
            "scope": "/jaga/",
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#f6f7f4",
            "theme_color": "#0b6b46",
            "icons": icons,
        }
    )
