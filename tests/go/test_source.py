"""The stranger's own source is in order, as Go's tools see it."""

from tests.support.stranger import SOURCES, Toolchain

LINE_MAX = 100
FILE_LINES_MAX = 400


def test_go_formats_it_no_other_way(toolchain: Toolchain) -> None:
    assert toolchain.gofmt("-l", ".") == ""


def test_go_has_no_doubts_about_it(toolchain: Toolchain) -> None:
    assert toolchain.go("vet", ".") == ""


def test_it_is_as_short_as_our_own_code() -> None:
    for path in SOURCES.glob("*.go"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= FILE_LINES_MAX, path
        assert max(len(line.expandtabs(4)) for line in lines) <= LINE_MAX, path
