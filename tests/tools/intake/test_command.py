"""`segel import`: a list from a spreadsheet is on record afterwards, once, or nothing of it is."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.app import open_app
from ledger.log import Log
from projections.vault import Vault
from tests.support.command import Place, Ran, device, place, segel
from tests.support.server import serving

AREAS = "Kode;Nama\r\n16.08.05;Buay Pemuka Peliung\r\n1608052003;Bantan\r\n"
STATIONS = "Kode desa,No TPS,Kerawanan\n16.08.05.2003,1,rawan\n16.08.05.2003,002,\n"
STORE = "tempat,jenis,nama,penanggung jawab\n16.08/GDG-01,gudang,Gudang KPU,16.08/kpu\n"
BOXES = "Kode desa\tTPS\tPemilihan\n16.08.05.2003\t1\tGUB\n16.08.05.2003\t1\tBUP\n"
NIK = "1608051234567890"
ROSTER = f"nik;nama;unit;peran;lingkup\n{NIK};Siti Aminah;16.08.05/ppk;ppk;16.08.05\n"


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    """Return a founded ledger."""
    return place(tmp_path)


def takes(made: Place, kind: str, text: str | bytes, *words: object) -> Ran:
    """Take in a list with the registrar's journal, into the directory."""
    file = made.folder / f"{kind}.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return segel("import", kind, file, made.ledger, made.registrar, *words)


def notes(folder: Path) -> int:
    return len([*folder.glob("*.note")])


def opened(made: Place, index: int) -> list[Any]:
    """Return the values that the vault can open of a leaf."""
    with closing(Log.read(made.ledger / "ledger.db")) as log:
        vault = Vault.open(made.ledger / "vault.db", log)
        try:
            (stored,) = log.entries(index, 1)
            return [one.value for one in vault.opened(stored.leaf)]
        finally:
            vault.close()


@contextmanager
def served(made: Place) -> Iterator[str]:
    """Serve the ledger, so that the command finds the server by itself."""
    with serving(open_app(made.ledger)) as address:
        (made.ledger / "address").write_text(address, encoding="utf-8")
        yield address
    (made.ledger / "address").unlink()


def test_lists_build_upon_one_another_and_come_in_once(made: Place) -> None:
    lists = (("areas", AREAS), ("tps", STATIONS), ("places", STORE), ("boxes", BOXES))
    where = ("--holder", "16.08/kpu", "--place", "16.08/GDG-01")

    first = [takes(made, kind, text, *where) for kind, text in lists]
    signed = notes(made.registrar)
    again = [takes(made, kind, text, *where) for kind, text in lists]

    assert [ran.status for ran in (*first, *again)] == [0] * 8, [r.out + r.err for r in first]
    assert "2 baris / rows: 2 baru / new\n4 pernyataan" in first[0].out
    assert signed == notes(made.registrar) == 4 + 4 + 1 + 1
    assert ["2 ada / on record" in one.out for one in again] == [True, True, False, True]
    assert segel("verify", made.ledger).status == 0


def test_a_dry_run_signs_nothing_and_tells_every_bad_row(made: Place) -> None:
    ran = takes(made, "areas", f"{AREAS}16.8.5;Salah\r\n\r\n=A1;x\r\n", "--dry-run")

    assert ran.status == 1
    assert notes(made.registrar) == 0
    assert "✗ baris / line 4: salah / bad: kode: 16.8.5: nol hilang" in ran.out
    assert "✗ baris / line 6: salah / bad: kode: sel berisi rumus" in ran.out
    assert "the cell holds a formula" in ran.out
    assert "5 baris / rows: 2 baru / new, 2 salah / bad, 1 kosong / empty" in ran.out


def test_one_bad_row_keeps_all_others_out_unless_that_is_asked(made: Place) -> None:
    refused = takes(made, "areas", f"{AREAS}16.8.5;Salah\r\n")
    before = notes(made.registrar)
    skipped = takes(made, "areas", f"{AREAS}16.8.5;Salah\r\n", "--skip-bad")

    assert (refused.status, skipped.status) == (1, 1)
    assert "nothing was signed: 1 rows are bad" in refused.out
    assert (before, notes(made.registrar)) == (0, 4)


def test_a_line_in_another_encoding_is_named_and_read_if_that_is_said(made: Place) -> None:
    raw = AREAS.replace("Bantan", "Désa Bantan").encode("windows-1252")

    guessed = takes(made, "areas", raw)
    said = takes(made, "areas", raw, "--encoding", "windows-1252")

    assert (guessed.status, said.status) == (1, 0)
    assert "✗ baris / line 3: salah / bad: bukan UTF-8; sebagai Windows-1252" in guessed.out
    assert '"1608052003;Désa Bantan"' in guessed.out
    assert '"name":"PPS Désa Bantan"' in (made.registrar / "000001.note").read_text("utf-8")


def test_what_differs_is_listed_and_replaced_only_if_that_is_asked(made: Place) -> None:
    takes(made, "areas", AREAS)
    other = AREAS.replace("Bantan", "Désa Bantan")

    listed = takes(made, "areas", other)
    replaced = takes(made, "areas", other, "--replace")
    again = takes(made, "areas", other)

    assert [ran.status for ran in (listed, replaced, again)] == [1, 1, 0]
    assert '≠ baris / line 3: beda / differs: name: tercatat "PPS Bantan"' in listed.out
    assert notes(made.registrar) == 6


def test_names_are_sealed_and_only_the_vault_can_open_them(made: Place) -> None:
    takes(made, "areas", AREAS)
    with served(made) as address:
        ran = takes(made, "roster", ROSTER)
        again = takes(made, "roster", ROSTER)
        rows = httpx2.get(f"{address}/statements?kind=PersonEnrolled").json()["statements"]
        persons = httpx2.get(f"{address}/export/persons.csv").text

    assert (ran.status, again.status) == (0, 0), ran.out + ran.err
    assert "1 ada / on record" in again.out
    assert opened(made, rows[0]["leaf_index"]) == [{"nama": "Siti Aminah", "nik": NIK}]
    assert [*made.registrar.glob("*.opening")] == []
    written = b"".join(path.read_bytes() for path in made.registrar.iterdir())
    for secret in ("Siti", NIK):
        assert secret not in ran.out + persons
        assert secret.encode() not in written


def test_orders_come_in_once_and_only_with_authority(made: Place) -> None:
    takes(made, "areas", AREAS)
    text = (
        "orang;unit;mulai;sampai;sprin;tugas;tempat tugas\n"
        "p-1;16.08.05/ppk;25/11/2024;26/11/2024;Sprin/1;gudang;16.08.05/PPK\n"
        "p-2;16.08.05/ppk;25/11/2024;26/11/2024;Sprin/1;gudang;16.08.05/PPK\n"
    )

    first, again = takes(made, "roster", text), takes(made, "roster", text)
    journal = device(made, "16.08/kpu/gudang-01")
    (made.folder / "other.csv").write_text(text.replace("Sprin/1", "Sprin/2"), encoding="utf-8")
    other = segel("import", "roster", made.folder / "other.csv", made.ledger, journal)

    assert (first.status, again.status, other.status) == (0, 0, 1), first.out + again.out
    assert "4 pernyataan" in first.out  # two persons, their order, their assignment
    assert "2 ada / on record" in again.out
    assert "without force" in other.out
    assert "penugasan Sprin/2" in other.out


def test_without_a_server_that_keeps_openings_nobody_is_enrolled_by_name(made: Place) -> None:
    takes(made, "areas", AREAS)
    before = notes(made.registrar)

    ran = takes(made, "roster", ROSTER)

    assert ran.status == 2
    assert "segel serve" in ran.err
    assert notes(made.registrar) == before
    assert takes(made, "roster", ROSTER.replace("Siti Aminah", ""), "--dry-run").status == 0


def test_what_waited_is_handed_in_before_anything_is_compared(made: Place) -> None:
    takes(made, "areas", AREAS)
    for receipt in [*made.registrar.glob("00000[23].receipt")]:
        receipt.unlink()

    dry = takes(made, "areas", AREAS, "--dry-run")
    ran = takes(made, "areas", AREAS)

    assert dry.out.startswith("2 catatan jurnal ini menunggu")
    assert ran.status == 0
    assert "2 ada / on record" in ran.out
    assert len([*made.registrar.glob("*.receipt")]) == notes(made.registrar) == 4


def test_a_signer_without_authority_is_told_that_nothing_has_force(made: Place) -> None:
    journal = device(made, "16.08/kpu/gudang-01")
    file = made.folder / "areas.csv"
    file.write_text(AREAS, encoding="utf-8")

    ran = segel("import", "areas", file, made.ledger, journal)

    assert ran.status == 1
    assert "without force" in ran.out
    assert "organisasi 16.08.05/ppk" in ran.out


def test_places_that_were_exported_come_in_again_without_difference(made: Place) -> None:
    name = '\'=Gudang ""Baru"", -1; Désa'
    takes(made, "areas", AREAS)
    takes(made, "tps", "kode;tps;lintang;bujur;radius\n16.08.05.2003;1;-4,000001;104.25;200\n")
    takes(made, "places", STORE.replace("Gudang KPU", f'"{name}"'))
    exported = made.folder / "exported.csv"
    assert segel("export", made.ledger, "places", "-o", exported).status == 0

    before = notes(made.registrar)
    ran = takes(made, "places", exported.read_bytes())

    assert ran.status == 0, ran.out
    assert "4 baris / rows: 4 ada / on record" in ran.out
    assert notes(made.registrar) == before
    assert name in exported.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"PK\x03\x04", "workbook"),
        (b"a;b\n1;2\n", "column names"),
        (b"code;kode\n1;2\n", "same column twice"),
        (b"kode;code;nama\n1;2;3\n", "same column twice"),
    ],
)
def test_a_file_that_is_no_list_is_wrong_use(made: Place, raw: bytes, words: str) -> None:
    ran = takes(made, "areas", raw)

    assert ran.status == 2
    assert words in ran.err
    assert "Langkah: " in ran.err


def test_what_is_not_read_is_told(made: Place) -> None:
    text = "DAFTAR WILAYAH;;\nKode;Nama;Keterangan\n16.08.05;Peliung;\n"

    ran = takes(made, "areas", text, "--dry-run", "--all")

    assert "kolom yang tidak dibaca / columns not read: keterangan" in ran.out
    assert "- baris / line 1: di atas judul kolom" in ran.out
    assert "+ baris / line 3: baru / new\n" in ran.out


@pytest.mark.parametrize("at", ["besok", "2024-02-31T08:00:00+07:00", "2024-11-25"])
def test_a_time_that_is_none_is_wrong_use(made: Place, at: str) -> None:
    ran = takes(made, "areas", AREAS, "--at", at)

    assert ran.status == 2
    assert notes(made.registrar) == 0


def test_it_is_said_at_the_time_that_was_given(made: Place) -> None:
    takes(made, "areas", AREAS, "--at", "2024-09-05T08:00:00+07:00")

    note = (made.registrar / "000000.note").read_text(encoding="utf-8")
    assert '"at":"2024-09-05T08:00:00+07:00"' in note


def test_an_address_that_a_dead_server_has_left_is_not_asked(made: Place) -> None:
    (made.ledger / "address").write_text("http://127.0.0.1:9", encoding="utf-8")

    assert takes(made, "areas", AREAS).status == 0


def test_another_ledger_gets_nothing(made: Place, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = place(tmp_path / "other")
    file = made.folder / "areas.csv"
    file.write_text(AREAS, encoding="utf-8")

    ran = segel("import", "areas", file, other.ledger, made.registrar, "--charter", "0" * 43 + "=")

    assert ran.status != 0
    assert notes(made.registrar) == 0
    assert json.loads(segel("verify", made.ledger, "--json").out)["entries"] == 1
