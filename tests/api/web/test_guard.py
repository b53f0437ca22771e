"""The app of the guard: one document, one worker, one package, all of one version."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus

import brotli

from tests.support.server import Desk


def version_of(hall: Desk) -> str:
    (version,) = re.findall(r'data-version="([0-9a-f]{64})"', hall.http.get("/jaga/").text)
    return str(version)


def test_the_document_is_small_and_says_what_it_is_before_any_script_runs(hall: Desk) -> None:
    answer = hall.http.get("/jaga/", headers={"Accept-Encoding": "br"})

    assert int(answer.headers["content-length"]) <= 14_000
    assert answer.headers["content-encoding"] == "br"
    assert "LATIHAN" in answer.text
    assert "Buku jaga gudang KPU" in answer.text
    assert "{{" not in answer.text


def test_the_document_pins_origin_key_and_charter(hall: Desk) -> None:
    text = hall.http.get("/jaga/").text

    (data,) = re.findall(r'<script type="application/json" id="ledger">(.*?)</script>', text)
    charter = hall.place.founders.charter
    fingerprint = hall.place.ledger.fingerprint()
    wanted = {"origin": charter.origin, "log": str(charter.log), "charter": fingerprint}
    assert json.loads(data) == wanted


def test_the_document_allows_its_own_first_script_by_its_hash_and_no_other(hall: Desk) -> None:
    answer = hall.http.get("/jaga/")

    (script,) = re.findall(r'<script type="module">(.*?)</script>', answer.text, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = answer.headers["content-security-policy"]
    assert f"script-src 'self' 'sha256-{digest}' 'wasm-unsafe-eval';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe-inline" not in policy


def test_the_worker_and_the_package_are_of_the_version_that_the_document_names(hall: Desk) -> None:
    version = version_of(hall)

    worker = hall.http.get("/jaga/worker.js")
    package = hall.http.get(f"/jaga/package/{version}")

    assert worker.text.startswith(f'const VERSION = "{version}";\n')
    assert worker.headers["cache-control"] == "no-cache"
    assert sha256(package.content).hexdigest() == version
    assert "immutable" in package.headers["cache-control"]


def test_the_package_holds_the_app_as_one_script(hall: Desk) -> None:
    _, *files = hall.http.get(f"/jaga/package/{version_of(hall)}").text.split("\0")

    assert [file.partition("\n")[0] for file in files] == ["/jaga/main.js", "/jaga/icon.svg"]


def test_a_package_of_another_version_is_not_there(hall: Desk) -> None:
    answer = hall.http.get(f"/jaga/package/{'0' * 64}")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.json()["type"].endswith("/not-found")


def test_who_takes_no_compression_gets_the_same_bytes(hall: Desk) -> None:
    path = f"/jaga/package/{version_of(hall)}"
    plain = hall.http.get(path, headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in plain.headers
    assert plain.content == hall.http.get(path).content
    with hall.http.stream("GET", path, headers={"Accept-Encoding": "br"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert brotli.decompress(raw) == plain.content


def test_a_training_ground_is_named_so_on_the_home_screen(hall: Desk) -> None:
    answer = hall.http.get("/jaga/manifest.webmanifest")

    assert answer.headers["content-type"].startswith("application/manifest+json")
    manifest = answer.json()
    assert manifest["short_name"] == "LATIHAN"
    assert manifest["start_url"] == manifest["scope"] == "/jaga/"
    assert hall.http.get(manifest["icons"][0]["src"]).status_code == HTTPStatus.OK


def test_the_address_without_its_stroke_leads_there(hall: Desk) -> None:
    answer = hall.http.get("/jaga", follow_redirects=False)

    assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
    assert answer.headers["location"] == "/jaga/"
