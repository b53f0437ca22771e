"""A charter that came along is believed only as far as the reader trusts it from outside."""

import pytest

from ledger.fingerprint import words
from ledger.tlog.policy import Policy
from tests.support.device import Device, founders
from tools.credence import check_charter
from tools.verdict import State
from tools.verify import Trust

PEOPLE = founders()
OWN = PEOPLE.clerk.head


def policy(key: object) -> Policy:
    return Policy.parse(f"log {key}\nquorum none\n")


@pytest.mark.parametrize(
    ("trust", "state"),
    [
        (Trust(), State.UNDECIDED),
        (Trust(fingerprint=OWN), State.HOLDS),
        (Trust(words=words(OWN)), State.HOLDS),
        (Trust(fingerprint=bytes(32)), State.FAILS),
        (Trust(words=words(bytes(32))), State.FAILS),
        (Trust(policy=policy(PEOPLE.log.verifier)), State.HOLDS),
        (Trust(policy=policy(Device.named("lain").key.verifier)), State.FAILS),
    ],
)
def test_each_root_of_trust(trust: Trust, state: State) -> None:
    check, charter = check_charter(PEOPLE.note, trust)

    assert check.state is state
    assert charter == PEOPLE.charter
    assert check.summary.id == words(OWN)


def test_what_is_no_charter_fails() -> None:
    check, charter = check_charter(PEOPLE.note[:-1], Trust())

    assert (check.state, charter) == (State.FAILS, None)
