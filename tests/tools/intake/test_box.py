"""Lists of boxes: named by the list or by where they belong, in as few statements as fit."""

from dataclasses import replace

import pytest
from msgspec.json import decode

from ledger.journal import NOTE_BYTES_MAX
from tests.support.worklist import SETTING, on_record, reasons, reviewed, sayings, states
from tools.intake.box import BoxList
from tools.intake.register import Register

TPS = "16.08.05.2003/TPS-007"
BOX = "16.08.05.2003-TPS007-GUB"


def record() -> Register:
    return on_record(("place", TPS))


def test_a_box_is_named_by_where_it_belongs() -> None:
    review = reviewed(BoxList(), "kode desa;tps;pemilihan\n16.08.05.2003;7;gub\n", record())

    (saying,) = sayings(review)
    assert decode(saying.body) == {
        "kind": "ItemRegistered",
        "at": "2024-11-25T08:00:00+07:00",
        "holder": "16.08/kpu",
        "place": "16.08/GDG-01",
        "items": [{"box": BOX, "box_kind": "kotak_suara", "election": "GUB", "destination": TPS}],
    }


def test_many_boxes_go_into_as_few_notes_as_hold_them() -> None:
    rows = "".join(
        f"16.08.05.2003-TPS007-X{number:06};KOTAK SUARA;{TPS}\n" for number in range(700)
    )

    found = sayings(reviewed(BoxList(), f"kotak;jenis kotak;tujuan\n{rows}", record()))

    bodies = [decode(one.body)["items"] for one in found]
    assert sum(map(len, bodies)) == 700
    assert len(found) == 3
    assert all(len(items) <= 300 for items in bodies)
    assert all(len(one.body) < NOTE_BYTES_MAX - 1000 for one in found)


def test_boxes_of_two_stores_are_two_statements() -> None:
    register = on_record(("place", "16.08/GDG-02"))
    review = reviewed(
        BoxList(), "kotak;tempat\nA;16.08/GDG-01\nB;16.08/GDG-02\nC;16.08/GDG-01\n", register
    )

    items = [[one["box"] for one in decode(each.body)["items"]] for each in sayings(review)]
    assert items == [["A", "C"], ["B"]]


def test_a_box_on_record_is_compared_by_what_the_row_says() -> None:
    register = record()
    register.add(("box", BOX), {"box": BOX, "box_kind": "kotak_suara", "destination": TPS})
    text = f"kotak;jenis;tujuan;barcode\n{BOX};kotak_suara;{TPS};{{}}\n".format

    assert states(reviewed(BoxList(), text(""), register)) == ["on record"]
    review = reviewed(BoxList(), text("QR-1"), register)
    assert states(review) == ["differs"]
    assert reasons(review) == '2: alias: on record "-", in the file "QR-1"'
    assert sayings(review, replace=True) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kode;tps\n16.08.05.2003;7\n", "wants a box"),
        ("kotak;kode\nA;16.08.05.2003\n", "go together"),
        (f"kotak;kode;tps;tujuan\nA;16.08.05.2003;8;{TPS}\n", "destination is not its TPS"),
        ("kotak;tujuan\nA;16.08.05.2003/TPS-008\n", "not on record: place 16.08.05.2003/TPS-008"),
        ("kotak;pemilihan\nA;CAMAT\n", "unknown; one of"),
        ("kotak;jenis\nA;peti\n", "unknown; one of"),
        ("kotak;pemegang\nA;16.08/foo\n", "not on record: organisation 16.08/foo"),
        ("kotak\nA B\n", "a space within a code"),
    ],
)
def test_what_cannot_be_registered_is_told(text: str, words: str) -> None:
    review = reviewed(BoxList(), text, record())

    assert states(review) == ["bad"]
    assert words in reasons(review)


def test_without_holder_and_place_a_new_box_cannot_be_stated() -> None:
    setting = replace(SETTING, holder=None)
    register = record()
    register.add(("box", "B"), {})

    review = reviewed(BoxList(), "kotak\nA\nB\n", register, setting)

    assert states(review) == ["bad", "on record"]
    assert "--holder" in reasons(review)
