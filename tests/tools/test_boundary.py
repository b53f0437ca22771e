"""`segel boundaries`: a file into a ledger's directory, or a word about what is wrong with it."""

from pathlib import Path

from api.boundary import load
from tests.api.test_boundary import feature, raw
from tests.support.command import segel
from tests.support.practice import practice


def test_boundaries_are_taken_in(tmp_path: Path) -> None:
    source = tmp_path / "batas.json"
    source.write_bytes(raw(feature(), feature("16.08.06")))
    with practice(tmp_path / "ledger") as place:
        done = segel("boundaries", source, place.path)

        assert (done.status, done.out) == (0, "2 wilayah / areas, 10 titik / positions\n")
        codes = [one.code for one in load(place.path / "boundaries.json")]
        assert codes == ["16.08.05", "16.08.06"]


def test_what_cannot_be_taken_in_changes_nothing(tmp_path: Path) -> None:
    source = tmp_path / "batas.json"
    source.write_bytes(raw(feature("Belitang")))
    with practice(tmp_path / "ledger") as place:
        done = segel("boundaries", source, place.path)

        assert done.status == 1
        assert "bukan kode sebagai teks" in done.err
        assert "want a code as text" in done.err
        assert load(place.path / "boundaries.json") == ()


def test_a_folder_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "batas.json"
    source.write_bytes(raw(feature()))

    assert segel("boundaries", source, tmp_path).status == 1
    assert not (tmp_path / "boundaries.json").exists()
