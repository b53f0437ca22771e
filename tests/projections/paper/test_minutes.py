"""What all minutes have around their middle."""

from projections.paper.archive import Archive
from projections.paper.document import Prose
from projections.paper.minutes import Form, minutes, signatories
from tests.projections.paper.conftest import Asked


def test_the_first_sentence_tells_day_place_and_what_was_done(
    records: Archive, asked: Asked
) -> None:
    record = records.asked(asked["buka-kotak"][0], {"BoxOpened"})
    paper = minutes(records, record, Form("x", "X", (), preface="telah dibuka:", place="Bantan"))

    (first,) = paper.blocks
    assert isinstance(first, Prose)
    assert first.text.startswith("Pada hari ini Selasa, tanggal dua puluh enam bulan November")
    assert first.text.endswith("(08.00 WIB), bertempat di Bantan, telah dibuka:")
    assert minutes(records, record, Form("x", "X", ())).blocks == ()


def test_whoever_endorsed_is_a_signatory_and_a_source(records: Archive, asked: Asked) -> None:
    record = records.asked(asked["penggantian-segel"][0], {"SealReplaced"})
    first, second = signatories(records, record, ("A", "B"))

    assert (first.part, first.name, first.leaf) == ("A", "p-3", record.index)
    assert (second.part, second.name, second.leaf) == ("Saksi", "p-2", record.index + 1)
    paper = minutes(records, record, Form("x", "X", ()))
    assert [one.index for one in paper.sources] == [record.index, record.index + 1]


def test_a_second_signature_is_asked_for_only_where_the_kind_asks(
    records: Archive, asked: Asked
) -> None:
    opened = records.asked(asked["buka-kotak"][0], {"BoxOpened"})
    report = records.asked(asked["kejadian"][0], {"IncidentReported"})

    assert signatories(records, opened, ("A", "B"))[1].is_asked
    assert not signatories(records, report, ("A", "B"))[1].is_asked
