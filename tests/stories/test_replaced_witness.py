"""A witness' key is stolen: the registrars name another one, and the log goes on."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ledger.anchor import opened
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import PolicyError
from ledger.tlog.note import Note
from ledger.tlog.policy import Policy
from ledger.tlog.text import to_base64
from tests.support.device import founders
from tests.support.judgement import judge
from tests.support.practice import Practice, practice
from tests.support.server import Desk, desk, until
from tests.support.witness import Cosigner, Stand, agreed, stands
from tools.verdict import State

HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}


@pytest.fixture(name="four")
def _four(tmp_path: Path) -> Iterator[list[Stand]]:
    """Three witnesses of the first policy, of whom one will be robbed, and a fresh one."""
    names = ("bawaslu", "pers", "unsri", "bawaslu-2")
    made = stands(tmp_path / "saksi", founders().charter.log, *names)
    with ExitStack() as open_:
        for stand in made:
            open_.enter_context(stand.serves())
        yield made


def witnessed(counter: Desk) -> bool:
    return bool(counter.http.get("/log/witnessed").is_success)


def policies(place: Practice, text: str) -> None:
    """Let a quorum of registrars say who the witnesses are."""
    for registrar in place.founders.registrars[:2]:
        place.takes(registrar.registers(f"policy {to_base64(text.encode())}"))


def test_the_thief_alone_is_no_quorum_and_after_the_change_not_even_a_voice(
    four: list[Stand],
) -> None:
    robbed, pers, unsri, fresh = four
    before, after = agreed(2, robbed, pers, unsri), agreed(2, fresh, pers, unsri)
    log, thief = founders().charter.log, Cosigner.named("bawaslu")
    lie = founders().log.sign(Checkpoint(log.name, 99, bytes(32)).text())

    with pytest.raises(PolicyError):
        opened(thief.cosigns(lie).serialise(), log, Policy.parse(before))
    bribed = pers.cosigner.cosigns(thief.cosigns(lie))
    assert opened(bribed.serialise(), log, Policy.parse(before)).names == ("bawaslu", "pers")
    with pytest.raises(PolicyError):
        opened(bribed.serialise(), log, Policy.parse(after))


def test_the_log_goes_on_under_the_new_policy_and_old_anchors_stay_true(
    tmp_path: Path, four: list[Stand]
) -> None:
    robbed, pers, _, fresh = four
    with practice(tmp_path / "l", agreed(2, robbed, pers)) as place:
        with desk(place) as counter:
            (guard,) = place.enrols("16.08/kpu/gudang-01")
            until(lambda: witnessed(counter))
            policies(place, agreed(2, fresh, pers))
            counter.hands_in(guard.says(HELLO))

            def goes_on() -> bool:
                told = counter.http.get("/witnesses").json()
                names = [one["name"] for one in told["witnesses"]]
                return names == ["bawaslu-2", "pers"] and told["witnessed"]["size"] == told["size"]

            until(goes_on)
            newest = Note.parse(counter.http.get("/log/witnessed").content)
        assert not any(line.name == robbed.cosigner.key.name for line in newest.signatures)
        place.ledger.close()
        verdict = judge(place.path)
    assert verdict.state is State.HOLDS, [*verdict.lines(0, "en")]
