"""`/jaga/`: the app of the guard at the gate, which works for days without a network.

    /jaga/                  the document: readable before any script runs
    /jaga/worker.js         the service worker, which names the version it belongs to
    /jaga/package/VERSION   the whole app in one compressed answer
    /jaga/manifest.json     what the home screen shows

Everything is made once from files that do not change while the server runs.
"""

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.page import STATIC, page
from api.problems import ApiError
from api.service import service_of
from api.web.package import Package

router = APIRouter()

_ENTRY = "jaga/main.js"
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_MANIFEST = "application/manifest+json"


@dataclass(frozen=True, slots=True)
class App:
    """One version of the app for one ledger."""

    document: Response
    manifest: str
    package: Package
    worker: str


@router.get("/jaga")
def moved() -> Response:
    """Lead to the address with the stroke, under which the service worker reigns."""
    return RedirectResponse("/jaga/", HTTPStatus.PERMANENT_REDIRECT)


@router.get("/jaga/")
def document(request: Request) -> Response:
    """Return the page of the app and what it pins: the log's origin and key, the charter's hash."""
    made = _app(request).document
    headers = _spoken(made) | {"Cache-Control": _ASK_AGAIN}
    return _compressed(request, bytes(made.body), headers)


@router.get("/jaga/worker.js")
def worker(request: Request) -> Response:
    """Return the service worker; its bytes change with the version, which is how phones notice."""
    headers = {
        "Content-Type": "text/javascript; charset=utf-8",
        "Cache-Control": _ASK_AGAIN,
        "Content-Security-Policy": "default-src 'none'; connect-src 'self'; script-src 'self'",
    }
    return _compressed(request, _app(request).worker.encode(), headers)


@router.get("/jaga/package/{version}")
def package(request: Request, version: str) -> Response:
    """Return the whole app, if it still is of this version.

    Raises:
        ApiError: `not-found`, after which the page asks for the newer one.
    """
    made = _app(request).package
    if version != made.version:
        raise ApiError("not-found", "the app has another version now")
    headers = {"Content-Type": "application/json", "Cache-Control": _FOREVER}
    if _takes_gzip(request):
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(made.compressed, headers=headers)
    return Response(made.body, headers=headers)


@router.get("/jaga/manifest.webmanifest")
def manifest(request: Request) -> Response:
    """Return what a phone needs to put the app on its home screen."""
    return Response(_app(request).manifest, headers={"Content-Type": _MANIFEST})


def _app(request: Request) -> App:
    charter = service_of(request).ledger.charter
    return _made(charter.origin, str(charter.log), service_of(request).ledger.fingerprint())


@lru_cache(maxsize=8)
def _made(origin: str, log: str, charter: str) -> App:
    """Put the app together for one ledger.

    The document that comes over the network names the version, so that the page can ask for the
    package at once; the one inside the package cannot name its own hash, and need not.
    """
    pinned = {"origin": origin, "log": log, "charter": charter}
    kept = page("jaga.html", {"ledger": pinned, "version": ""}, runs_wasm=True)
    manifest = _manifest(origin)
    icon = (STATIC / "jaga/icon.svg").read_text(encoding="utf-8")
    beside = {
        "/jaga/": {"headers": _spoken(kept), "text": bytes(kept.body).decode()},
        "/jaga/manifest.webmanifest": {"headers": {"Content-Type": _MANIFEST}, "text": manifest},
        "/static/jaga/icon.svg": {"headers": {"Content-Type": "image/svg+xml"}, "text": icon},
    }
    package = Package.of(STATIC, _ENTRY, beside)
    document = page("jaga.html", {"ledger": pinned, "version": package.version}, runs_wasm=True)
    script = (STATIC / "jaga/worker.js").read_text(encoding="utf-8")
    return App(document, manifest, package, f'const VERSION = "{package.version}";\n{script}')


def _spoken(document: Response) -> dict[str, str]:
    """Return the headers that a browser must hear with the document, from a cache too."""
    names = ("content-security-policy", "content-type", "referrer-policy")
    return {name: document.headers[name] for name in names}


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


def _compressed(request: Request, body: bytes, headers: dict[str, str]) -> Response:
    """Return a small text, compressed where the browser takes that."""
    headers |= {"Vary": "Accept-Encoding"}
    if not _takes_gzip(request):
        return Response(body, headers=headers)
    return Response(_gzip(body), headers=headers | {"Content-Encoding": "gzip"})


def _takes_gzip(request: Request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")


@lru_cache(maxsize=16)
def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
