"""A device signs what its owner says, in the one form that everybody reads alike."""

from pathlib import Path

import pytest

from tests.support.command import Place, device, place, segel

BODY = '{"kind": "Coba", "at": "2024-11-25T08:01:02.345+07:00"}'


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    """Return a founded ledger."""
    return place(tmp_path)


@pytest.fixture(name="journal")
def _journal(made: Place) -> Path:
    """Return the folder of an enrolled device."""
    return device(made, "16.08/kpu/gudang-01")


def test_a_body_is_signed_in_canonical_form_from_wherever_it_comes(
    journal: Path, tmp_path: Path
) -> None:
    (tmp_path / "body.json").write_text(BODY, encoding="utf-8")

    for words, stdin in (([BODY], None), ([tmp_path / "body.json"], None), ([], BODY)):
        ran = segel("sign", journal, "--unread", *words, stdin=stdin)
        note = Path(ran.out.strip()).read_text(encoding="utf-8")
        assert '\n{"kind":"Coba","at":"2024-11-25T08:01:02.345+07:00"}\n\n— ' in note


def test_what_the_catalogue_does_not_understand_needs_a_second_word(journal: Path) -> None:
    ran = segel("sign", journal, BODY)

    assert ran.status == 2
    assert "--unread" in ran.err
    assert list(journal.glob("*.note")) == []


def test_what_it_understands_is_signed(journal: Path) -> None:
    body = (
        '{"kind":"ShiftEnded","at":"2024-11-25T08:01:02.345+07:00","post":"gudang-kpu",'
        '"team":"regu-1","unit":"polres","reason":"selesai"}'
    )

    ran = segel("sign", journal, body)

    assert ran.status == 0, ran.err


@pytest.mark.parametrize("body", ["{", "[1.5]", '{"A":1}', '{"a":1.5}', "/nowhere/at/all"])
def test_what_has_no_canonical_form_is_wrong_use(journal: Path, body: str) -> None:
    ran = segel("sign", journal, "--unread", body)

    assert ran.status == 2
    assert list(journal.glob("*.note")) == []
