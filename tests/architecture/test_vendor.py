"""What others wrote and we serve: unchanged, named, licensed, and nothing beside it."""

import hashlib
import json

from api.page import STATIC

FOLDER = STATIC / "vendor"
LOCK = json.loads((FOLDER / "vendor.json").read_text(encoding="utf-8"))


def test_every_file_is_the_one_that_was_taken_over() -> None:
    listed = {name: digest for package in LOCK for name, digest in package["files"].items()}
    found = {
        str(path.relative_to(FOLDER)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }

    assert found == listed


def test_every_package_says_its_version_and_brings_its_licence() -> None:
    for package in LOCK:
        assert package["version"]
        assert package["licence"]
        assert f"{package['name']}/LICENSE" in package["files"]
        folder = FOLDER / package["name"]
        texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.js*")]
        assert any(f'"{package["version"]}"' in text for text in texts)
