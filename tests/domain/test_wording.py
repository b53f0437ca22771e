"""How findings say times, kinds and codes: as people read them."""

import pytest

from domain.catalogue import KINDS
from domain.wording import Language, moment, said, zone
from tests.support.sayings import leaf
from tests.support.story import moment as at


@pytest.mark.parametrize(
    ("stated", "indonesian", "english"),
    [
        ("2024-11-26T23:59:00+07:00", "26 Nov 2024 23.59 WIB", "26 Nov 2024 23.59 WIB"),
        ("2024-08-01T08:05:30+08:00", "1 Agu 2024 08.05.30 WITA", "1 Aug 2024 08.05.30 WITA"),
        ("2024-10-01T00:00:00+09:00", "1 Okt 2024 00.00 WIT", "1 Oct 2024 00.00 WIT"),
        ("2024-05-01T00:00:00.250Z", "1 Mei 2024 00.00 UTC", "1 May 2024 00.00 UTC"),
        ("2024-12-01T00:00:00-03:30", "1 Des 2024 00.00 UTC-0330", "1 Dec 2024 00.00 UTC-0330"),
        ("", "tidak diketahui", "not known"),
    ],
)
def test_a_time_is_said_as_the_clock_of_its_signer_showed_it(
    stated: str, indonesian: str, english: str
) -> None:
    assert (moment(stated, "id"), moment(stated, "en")) == (indonesian, english)


def test_half_an_hour_beside_an_indonesian_zone_is_none() -> None:
    assert zone(at("2024-11-26T23:59:00+07:30")) == "UTC+0730"


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("{x:words}", "kotak_suara 1/2, bilik 4/4", "kotak suara 1/2, bilik 4/4"),
        (
            "{x:words}",
            "kabel_ties:OKT-004211, kabel_ties@tutup_depan, tag_qr:7K3M-9QXT",
            "kabel ties OKT-004211, kabel ties tutup depan, tag qr 7K3M-9QXT",
        ),
        ("{x:words}", "masa_tenang", "masa tenang"),
        ("{x:words}", "kabel_ties:ab_1", "kabel ties ab_1"),
        ("{x:name}", leaf("a"), f"{leaf('a')[:8]}…"),
        ("{x:name}", "kirim_1", "kirim_1"),
        ("{x:kind}", "PlanSet", "rencana ditetapkan"),
        ("{x:kind}", "NotUnderstood", "NotUnderstood"),
        ("{x}", "kabel_ties", "kabel_ties"),
    ],
)
def test_codes_and_kinds_are_said_in_words_and_names_stay(
    template: str, value: str, expected: str
) -> None:
    assert said(template, {"x": value}, "id") == expected


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_has_a_name(language: Language) -> None:
    names = {said("{x:kind}", {"x": name}, language) for name in KINDS}

    assert names.isdisjoint(KINDS)
