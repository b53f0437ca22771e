"""An evidence file over HTTP: taken home, it is judged without the server."""

import pytest

from ledger.bundle import Bundle
from ledger.charter import fingerprint
from tests.support.recital import BOX
from tests.support.server import Desk
from tools.exhibit import judge
from tools.verdict import State
from tools.verify import Trust


def test_the_file_of_a_box_is_proven_at_home(hall: Desk) -> None:
    answer = hall.http.get(f"/boxes/{BOX}/bundle")

    trust = Trust(fingerprint=fingerprint(hall.place.founders.note))
    dossier = judge(answer.content, trust)
    assert dossier.state is State.HOLDS, [*dossier.lines(0, "en")]
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert dossier.asked == f"box {BOX}"


def test_it_stands_under_what_witnesses_have_seen(hall: Desk) -> None:
    bundle = Bundle.parse(hall.http.get(f"/boxes/{BOX}/bundle").content)

    assert b"bawaslu.example/w" in bundle.checkpoint


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/boxes/tidak-ada/bundle", "not-found"),
        (f"/boxes/{BOX}/bundle?as_of=3", "bad-parameter"),
        ("/boxes/%E2%80%A8/bundle", "bad-parameter"),
        (f"/boxes/{'x' * 600}/bundle", "bad-parameter"),
    ],
)
def test_what_there_is_no_file_of_is_said(hall: Desk, path: str, slug: str) -> None:
    assert hall.http.get(path).json()["type"].endswith(f"/{slug}")


def test_a_box_is_still_found_by_its_name_alone(hall: Desk) -> None:
    assert hall.http.get(f"/boxes/{BOX}").json()["box"]["box"] == BOX
