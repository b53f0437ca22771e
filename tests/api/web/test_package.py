"""The app is one answer that holds its script and what lies beside it."""

from hashlib import sha256
from pathlib import Path

import brotli
import pytest

from api.web.package import Package


def write(folder: Path, text: str) -> Path:
    (folder / "app").mkdir(exist_ok=True)
    (folder / "app" / "main.js").write_text(text, encoding="utf-8")
    (folder / "app" / "one.js").write_text("export const one = 1;\n", encoding="utf-8")
    (folder / "icon.svg").write_text("<svg/>", encoding="utf-8")
    return folder


def test_the_version_changes_with_every_byte_and_with_nothing_else(tmp_path: Path) -> None:
    folder = write(tmp_path, "export const a = 1;")
    first = Package.of(folder, "app/main.js", "page 1")

    assert Package.of(folder, "app/main.js", "page 1").version == first.version
    assert Package.of(folder, "app/main.js", "page 2").version != first.version
    write(tmp_path, "export const a = 2;")
    assert Package.of(folder, "app/main.js", "page 1").version != first.version


def test_the_compressed_package_is_the_package(tmp_path: Path) -> None:
    folder = write(tmp_path, 'import { one } from "./one.js";\n\nexport const a = one;\n')

    package = Package.of(folder, "app/main.js", "page", "icon.svg")

    assert brotli.decompress(package.compressed) == package.body
    assert sha256(package.body).hexdigest() == package.version
    stamp, script, icon = package.body.decode().split("\0")
    assert stamp == "page"
    assert script.startswith("/app/main.js\n")
    assert icon == "/icon.svg\n<svg/>"


def test_a_file_with_the_character_between_files_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, "export const a = 1;")
    (folder / "icon.svg").write_text("<svg>\0</svg>", encoding="utf-8")

    with pytest.raises(ValueError, match="NUL"):
        Package.of(folder, "app/main.js", "page", "icon.svg")
