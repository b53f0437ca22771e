"""The app is one answer that holds every module it imports."""

import gzip
import json
import re
from pathlib import Path

import pytest

from api.page import STATIC
from api.web.package import Package, imported


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

    names = imported(folder, "app/main.js")

    assert names == {"app/main.js", "app/one.js", "app/two.js", "app/three.js", "shared.js"}


def test_types_named_in_comments_are_no_imports(tmp_path: Path) -> None:
    text = '/** @param {import("./gone.js").Gone} gone */\nexport const a = 1;'

    assert imported(write(tmp_path, main=text), "app/main.js") == {"app/main.js"}


def test_an_import_of_a_module_that_does_not_exist_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, main='import "./gone.js";')

    with pytest.raises(FileNotFoundError):
        imported(folder, "app/main.js")


def test_the_version_changes_with_every_byte_and_with_nothing_else(tmp_path: Path) -> None:
    folder = write(tmp_path, main="export const a = 1;")
    beside = {"/page": {"headers": {"Content-Type": "text/html"}, "text": "<p>"}}
    first = Package.of(folder, "app/main.js", beside)

    assert Package.of(folder, "app/main.js", beside).version == first.version
    other = {"/page": {"headers": {"Content-Type": "text/html"}, "text": "<p> "}}
    assert Package.of(folder, "app/main.js", other).version != first.version
    (folder / "app/main.js").write_text("export const a = 2;", encoding="utf-8")
    assert Package.of(folder, "app/main.js", beside).version != first.version


def test_the_compressed_package_is_the_package(tmp_path: Path) -> None:
    package = Package.of(write(tmp_path, main="export const a = 1;"), "app/main.js", {})

    assert gzip.decompress(package.compressed) == package.body
    files = json.loads(package.body)["files"]
    assert files["/static/app/main.js"] == {
        "headers": {"Content-Type": "text/javascript; charset=utf-8"},
        "text": "export const a = 1;",
    }


def test_documentation_stays_behind_and_every_line_of_code_travels(tmp_path: Path) -> None:
    text = (
        "/**\n * What it is.\n */\n\n/** Which. */\nexport const a = /** @type {A} */ (b); // why\n"
        "  /** @param {B} b */ (c);\n/* kept */\nconst d = 1; /** of this line */\n"
    )
    folder = write(tmp_path, main=text)

    package = json.loads(Package.of(folder, "app/main.js", {}).body)

    assert package["files"]["/static/app/main.js"]["text"] == (
        "\nexport const a = /** @type {A} */ (b); // why\n"
        "  /** @param {B} b */ (c);\n/* kept */\nconst d = 1; /** of this line */\n"
    )


def test_no_text_of_the_app_looks_like_documentation() -> None:
    for name in imported(STATIC, "jaga/main.js"):
        text = (STATIC / name).read_text(encoding="utf-8")
        for literal in re.findall(
            r"`[^`\n]*\n[^`]*`", re.sub(r"/\*\*.*?\*/", "", text, flags=re.DOTALL)
        ):
            assert "/**" not in literal, name


def test_the_app_imports_nothing_that_is_not_there_and_no_large_reader() -> None:
    names = imported(STATIC, "jaga/main.js")

    assert {"jaga/main.js", "jaga/desk.js", "note.js", "vendor/lit-html/lit-html.js"} <= names
    assert not any(name.startswith("vendor/zxing-wasm/") for name in names)
