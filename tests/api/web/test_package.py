"""The app is one answer that holds every module it imports."""

import json
from hashlib import sha256
from pathlib import Path

import brotli
import pytest

from api.page import STATIC
from api.web.package import Package, imported, shortened
from tests.support.typescript import messages


def write(folder: Path, **texts: str) -> Path:
    (folder / "app").mkdir()
    for name, text in texts.items():
        (folder / "app" / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_a_package_holds_what_is_imported_directly_indirectly_and_lazily(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        main='import { a } from "./one.js";\nconst later = () => import("./three.js");',
        one='/** @import x */\nimport "./two.js";\nexport { b } from "../shared.js";',
        two="export const c = 1;",
        three='import * as all from "./one.js";',
        other="export const unused = 1;",
    )
    (folder / "shared.js").write_text("export const b = 2;", encoding="utf-8")

    first = {"app/main.js", "app/one.js", "app/two.js", "shared.js"}
    assert imported(folder, "app/main.js") == first
    assert imported(folder, "app/main.js", lazily=True) == first | {"app/three.js"}


def test_a_path_that_is_not_imported_is_no_module(tmp_path: Path) -> None:
    text = 'const here = import.meta.url;\nexport const FILES = ["./gone.wasm", "./gone.js"];'

    assert imported(write(tmp_path, main=text), "app/main.js") == {"app/main.js"}


def test_types_named_in_comments_are_no_imports(tmp_path: Path) -> None:
    text = '/** @param {import("./gone.js").Gone} gone */\nexport const a = 1;'

    assert imported(write(tmp_path, main=text), "app/main.js") == {"app/main.js"}


def test_an_import_of_a_module_that_does_not_exist_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, main='import "./gone.js";')

    with pytest.raises(FileNotFoundError):
        imported(folder, "app/main.js")


def test_the_version_changes_with_every_byte_and_with_nothing_else(tmp_path: Path) -> None:
    folder = write(tmp_path, main="export const a = 1;")
    first = Package.of(folder, "app/main.js", "page 1")

    assert Package.of(folder, "app/main.js", "page 1").version == first.version
    assert Package.of(folder, "app/main.js", "page 2").version != first.version
    (folder / "app/main.js").write_text("export const a = 2;", encoding="utf-8")
    assert Package.of(folder, "app/main.js", "page 1").version != first.version


def test_the_compressed_package_is_the_package(tmp_path: Path) -> None:
    folder = write(tmp_path, main="export const a = 1;")
    (folder / "icon.svg").write_text("<svg/>", encoding="utf-8")

    package = Package.of(folder, "app/main.js", "page", "icon.svg")

    assert brotli.decompress(package.compressed) == package.body
    assert sha256(package.body).hexdigest() == package.version
    head, *files = package.body.decode().split("\0")
    assert json.loads(head)["stamp"] == "page"
    assert files == ["/icon.svg\n<svg/>", "/app/main.js\nexport const a=1"]


def test_a_file_with_the_character_between_files_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, main='export const a = "\0";')

    with pytest.raises(ValueError, match="NUL"):
        Package.of(folder, "app/main.js", "page")


def test_what_is_imported_lazily_follows_in_a_package_of_its_own(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        main='import "./one.js";\nexport const later = () => import("./two.js");',
        one="export const a = 1;",
        two='import "./one.js";\nexport const b = 2;',
    )

    package = Package.of(folder, "app/main.js", "page")

    assert package.rest is not None
    assert package.files.keys() == {"/static/app/main.js", "/static/app/one.js"}
    assert package.rest.files.keys() == {"/static/app/two.js"}
    assert json.loads(package.body.partition(b"\0")[0])["rest"] == package.rest.version


def test_what_only_people_read_stays_behind_and_what_they_see_travels(tmp_path: Path) -> None:
    text = (
        "/** What it is. */\nexport function tell(/** @type {A} */ companion) {\n"
        "  // why\n  return html`<p>${companion} // <b>/** seen */</b></p>`;\n}\n"
    )

    package = Package.of(write(tmp_path, main=text), "app/main.js", "page")

    shown = package.files["/static/app/main.js"]
    assert "What it is" not in shown
    assert "why" not in shown
    assert "// <b>/** seen */</b></p>`" in shown
    assert "export function tell(" in shown


def test_markup_travels_without_its_indentation() -> None:
    assert (
        shortened("const page = html`\n    <p>a\n      b</p>`;") == "const page=html`\n<p>a\nb</p>`"
    )


def test_the_app_imports_nothing_that_is_not_there_and_no_large_reader() -> None:
    names = imported(STATIC, "jaga/main.js")

    assert {"jaga/main.js", "jaga/desk.js", "note.js", "vendor/lit-html/lit-html.js"} <= names
    assert not any(name.startswith("vendor/zxing-wasm/") for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "function f(n) {\n  const first = g(n);\n  const { second } = h({ first });\n k(second) }",
        "const first = g();\nconst { second } = h({ first });\nexport { second, first };",
    ],
)
def test_what_is_declared_first_stays_first(text: str) -> None:
    short = shortened(text)

    assert short.index("g(") < short.index("h(")


def test_no_script_uses_a_name_before_it_is_declared(tmp_path: Path) -> None:
    for name in imported(STATIC, "jaga/main.js"):
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shortened((STATIC / name).read_text(encoding="utf-8")), encoding="utf-8")

    said = messages(tmp_path / "static")
    assert [line for line in said if "TS2448" in line or "TS2454" in line] == []
