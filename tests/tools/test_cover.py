"""The outside of an evidence file, judged before any note of it is read."""

from dataclasses import replace

import pytest

from ledger.bundle import Bundle
from tests.support.device import Device
from tests.support.exhibit import bundled
from tests.support.log_builder import story
from tools.cover import charter_of, check_log, roots_of
from tools.verdict import Check, State, Text

LOG = story()
BUNDLE = bundled(LOG, [2])
CHARTER = LOG.founders.charter


def blank() -> Check:
    return Check("any", Text("apa pun", "anything"))


def test_a_sound_outside_holds() -> None:
    check = blank()

    assert charter_of(BUNDLE, check) == CHARTER
    check_log(BUNDLE, CHARTER, check)
    assert roots_of(BUNDLE, check)[12] == LOG.checkpoint().root
    assert (check.state, check.reasons) == (State.HOLDS, [])


def test_the_first_leaf_has_to_be_a_charter() -> None:
    check = blank()
    first = BUNDLE.leaves[0]._replace(note=LOG.entries[1])

    assert charter_of(replace(BUNDLE, leaves=(first,)), check) is None
    assert check.state is State.FAILS


def test_another_logs_charter_and_signature_fail() -> None:
    check, other = blank(), replace(BUNDLE.tree, origin="segel.example/lain")
    stolen = Device.named("segel.example/lain").key.sign(other.text()).serialise()
    bundle: Bundle = replace(BUNDLE, tree=other, checkpoint=stolen)

    assert charter_of(bundle, check) == CHARTER
    check_log(bundle, CHARTER, check)

    assert check.reasons[0].text.en == "the charter of another log"
    assert len(check.reasons) == 2


@pytest.mark.parametrize("hashes", [(), (bytes(32),) * 20, BUNDLE.hashes[::-1]])
def test_hashes_that_lead_elsewhere_give_no_roots(hashes: tuple[bytes, ...]) -> None:
    check = blank()

    assert roots_of(replace(BUNDLE, hashes=hashes), check) == {}
    assert check.state is State.FAILS
