"""Which pictures a statement cites, whatever its kind."""

from base64 import b64encode

import pytest

from domain.access import VisitorReported
from domain.canonical import encode
from domain.disclosure import commit
from domain.incident import IncidentReported
from domain.photo import cited, within
from tests.support.sayings import golden

ONE, TWO = (b64encode(bytes([number]) * 32).decode() for number in (1, 2))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"photo": ONE}, (ONE,)),
        ({"photos": [ONE, TWO, ONE]}, (ONE, TWO)),
        ({"document": ONE}, (ONE,)),
        ({"boxes": [{"box": "A", "photo": ONE}, {"box": "B", "photo": TWO}]}, (ONE, TWO)),
        ({"photo": "bukan sidik"}, ()),
        ({"photos": [1, None, {"photo": ONE}]}, ()),
        ({"photo": {"photo": ONE}}, ()),
        ({"sample_seed": ONE, "of": TWO}, ()),
        ({"kind": "HalLain", "photo": ONE}, (ONE,)),
    ],
)
def test_a_digest_is_of_a_picture_by_the_name_it_stands_under(
    body: dict[str, object], found: tuple[str, ...]
) -> None:
    assert cited(encode(body)) == found


def test_an_incident_cites_its_pictures() -> None:
    incident = golden("IncidentReported", photos=[ONE, TWO])
    assert isinstance(incident, IncidentReported)
    assert cited(encode(incident)) == (ONE, TWO)


def test_what_is_sealed_is_cited_by_the_opened_value_alone() -> None:
    value = {"name": "Budi Santoso", "photo": ONE}
    sealed = commit(value, bytes(32), "pribadi")
    visitor = {"sd": sealed.sd, "class": sealed.class_}
    said = golden("VisitorReported", photo=None, visitor=visitor)
    assert isinstance(said, VisitorReported)
    assert cited(encode(said)) == ()
    assert within(value) == (ONE,)


@pytest.mark.parametrize("body", [b"", b'{"photo":', b'"photo":\xff', b'["photo":]'])
def test_a_body_that_nobody_can_read_cites_nothing(body: bytes) -> None:
    assert cited(body) == ()


def test_a_body_nested_without_end_cites_nothing() -> None:
    for depth in range(900, 1000):  # where reading just works and following does not
        nested = b"[" * depth + b"]" * depth
        assert cited(b'{"photo":"%b","a":%b}' % (ONE.encode(), nested)) == ()
