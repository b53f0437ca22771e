"""Charters: signed by everybody they name, in one spelling."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.support.device import Device, Founders, founders
from tests.support.strict.case import Case, case, text_of
from tests.support.strict.policy import GOOD


def charters() -> Iterator[Case]:
    people = founders()
    text = people.note.decode()
    yield case("charter.open", "of three founders", True, text=text)
    own = "".join(GOOD.splitlines(keepends=True)[1:])
    yield case("charter.open", "with witnesses", True, text=founders(policy=own).note.decode())
    head, _, lines = text.rpartition("\n\n")
    signatures = lines.splitlines(keepends=True)
    wrong = {
        "nothing": "",
        "unsigned": f"{head}\n\n",
        "one signature missing": f"{head}\n\n{''.join(signatures[:-1])}",
        "signatures in another order": f"{head}\n\n{''.join(reversed(signatures))}",
        "a signature twice": f"{text}{signatures[-1]}",
        "a byte of the name changed": text.replace("OKU", "OKI"),
        "carriage returns": text.replace("\n", "\r\n"),
        "a space more": text.replace("quorum 2", "quorum  2"),
        "another version": text.replace("charter/v1", "charter/v2"),
    }
    for name, changed in wrong.items():
        yield case("charter.open", name, False, **text_of(changed))
    for name, changed in _signed_anyway(people):
        yield case("charter.open", name, False, text=changed)


def _signed_anyway(people: Founders) -> Iterator[tuple[str, str]]:
    """Yield charters that everybody signed although they cannot found a ledger."""
    whole = people.charter
    policy = f"log {Device.named('log.lain').key.verifier}\nquorum none\n"
    changes: dict[str, dict[str, Any]] = {
        "a minority for a quorum": {"quorum": 1},
        "a quorum that cannot be met": {"quorum": 4},
        "one founder": {"registrars": whole.registrars[:1], "quorum": 1},
        "a key twice": {"registrars": (*whole.registrars[:2], whole.clerk)},
        "no operation": {"operation": " \u3000"},
        "a policy about another log": {"policy": policy},
        "a policy with tabs": {"policy": "quorum\tnone\n"},
        "another origin than the log's": {"origin": "segel.example/lain"},
        "a clerk whose name is no journal's": {"clerk": Device.named("panitera!").key.verifier},
    }
    everybody = [people.log, people.clerk.key, *(one.key for one in people.registrars)]
    everybody.append(Device.named("panitera!").key)
    for name, change in changes.items():
        changed = replace(whole, **change)
        text, keys = changed.text(), changed.keys
        lines = [
            next(one for one in everybody if one.verifier == key).signature(text).line()
            for key in keys
        ]
        yield name, f"{text}\n" + "".join(f"{line}\n" for line in lines)
