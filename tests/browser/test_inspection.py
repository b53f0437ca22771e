"""The page and `segel verify --qr` come to one verdict over one sheet and one trust."""

import base64
import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from ledger.equivocation import Equivocation, accuse
from ledger.fingerprint import words
from ledger.slip import Slip, note_slip, write_text
from ledger.tlog.note import Note
from ledger.tlog.policy import Policy
from tests.support.authenticator import Authenticator
from tests.support.cosigned import cosigned, policy_text, slip_of
from tests.support.device import Device
from tests.support.fork import fork
from tools.equivocation import judged as judged_accusation
from tools.slip import Found, judged
from tools.verdict import Check, Text
from tools.verify import Trust

pytestmark = pytest.mark.browser

JUDGE = """async (cases) => {
  const { judge, parseTrust } = await import("/static/inspection.js");
  const { parsePolicy } = await import("/static/policy.js");
  const { parseBase64 } = await import("/static/text.js");
  return Promise.all(cases.map(async ({ texts, files, words, policy }) => {
    const trust = parseTrust(words);
    if (policy !== "") trust.policy = await parsePolicy(policy);
    const bytes = files.map((one) => parseBase64(one, "file"));
    return (await judge({ texts, files: bytes, known: [] }, trust)).state;
  }));
}"""

LOG, _ = cosigned()
KEY = LOG.founders.log.verifier
CHARTER, NOTE, OTHER = LOG.entries[0], LOG.entries[5], LOG.entries[6]
GOOD = slip_of(LOG)

SLIPS: tuple[list[Slip], ...] = (
    [],
    [GOOD],
    [GOOD, slip_of(LOG, 0)],
    [GOOD, slip_of(LOG, 6)],
    [slip_of(LOG, 0)],
    [slip_of(LOG, witnesses=2)],
    [replace(GOOD, leaf=bytes(32))],
    [replace(GOOD, charter=bytes(32))],
    [replace(GOOD, log_id=b"abcd")],
    [replace(GOOD, signature=bytes(64))],
    [replace(GOOD, marks=(GOOD.marks[0]._replace(value=bytes(72)), *GOOD.marks[1:]))],
)
NOTES: tuple[list[bytes], ...] = ([], [NOTE], [CHARTER], [NOTE, CHARTER], [OTHER], [CHARTER[:-1]])
WORDS = ("", words(LOG.fingerprint), words(bytes(32)))
POLICIES = ("", policy_text(KEY), policy_text(KEY, 1), policy_text(Device.named("x").key.verifier))


def trusts() -> Iterator[tuple[str, str]]:
    yield from ((spelled, "") for spelled in WORDS)
    yield from (("", policy) for policy in POLICIES[1:])


def trust_of(spelled: str, policy: str) -> Trust:
    if policy:
        return Trust(policy=Policy.parse(policy))
    return Trust(words=spelled or None)


def asked(texts: list[str], files: list[bytes], trust: tuple[str, str]) -> dict[str, object]:
    encoded = [base64.b64encode(one).decode() for one in files]
    return {"texts": texts, "files": encoded, "words": trust[0], "policy": trust[1]}


def test_every_sheet_under_every_trust(script: Page) -> None:
    cases, python = [], []
    for slips, notes, trust in itertools.product(SLIPS, NOTES, trusts()):
        texts = [write_text(slip.serialise()) for slip in slips]
        texts += [write_text(note_slip(note)) for note in notes]
        cases.append(asked(texts, [], trust))
        found, check = Found(list(slips), list(notes)), Check("codes", Text("", ""))
        python.append(judged("x", found, trust_of(*trust), check).state.value)
    page = script.evaluate(JUDGE, cases)

    rows = zip(
        itertools.product(range(len(SLIPS)), range(len(NOTES)), trusts()), python, page, strict=True
    )
    assert [row for row in rows if row[1] != row[2]] == []
    assert {*python} == {"holds", "fails", "undecided"}


def test_who_signed_a_note_is_checked_with_the_register_note_beside_it(script: Page) -> None:
    log, _ = cosigned(4)
    finger = Authenticator()
    device = Device.named("16.08/kpu/gudang-01")
    device.head, device.sequence = log.leaves[3], 2
    log.add(log.founders.registrars[0].registers(device.strengthen_line(finger)))
    device.finger = finger
    good = log.add(device.says({"kind": "SealBroken"}))
    device.finger = Authenticator(secret=7)
    by_other = Note.parse(device.says({"kind": "SealBroken"}))
    signature = by_other.signatures[0]._replace(key_id=signed_id(log.entries[good]))
    bad = log.add(Note(by_other.text, (signature,)).serialise())
    registration = log.entries[4]

    trust = Trust(words=words(log.fingerprint))
    cases, python = [], []
    for index, others in itertools.product((good, bad), ((), (registration,))):
        notes = [log.entries[index], log.entries[0], *others]
        slip = slip_of(log, index)
        texts = [write_text(slip.serialise()), *(write_text(note_slip(note)) for note in notes)]
        cases.append(asked(texts, [], (words(log.fingerprint), "")))
        found = Found([slip], list(notes))
        python.append(judged("x", found, trust, Check("codes", Text("", ""))).state.value)

    assert script.evaluate(JUDGE, cases) == python
    assert python == ["holds", "holds", "holds", "fails"]


def signed_id(raw: bytes) -> bytes:
    return Note.parse(raw).signatures[0].key_id


def test_every_proof_of_two_histories_under_every_trust(script: Page) -> None:
    parted = fork()
    pair = [parted.signed("left", 7), parted.signed("right", 12)]
    good = accuse(parted.left.founders.note, pair, parted.right.subtrees.node)
    files = [
        good.serialise(),
        good.serialise() + b"\n",
        Equivocation(good.charter, parted.signed("right", 7), pair[1], good.hashes).serialise(),
        Equivocation(good.charter[:-1], good.smaller, good.larger, good.hashes).serialise(),
    ]
    asking = [*itertools.product(files, trusts())]
    python = [judged_accusation("x", raw, trust_of(*trust)).state.value for raw, trust in asking]
    page = script.evaluate(JUDGE, [asked([], [raw], trust) for raw, trust in asking])

    assert page == python
    assert python.count("holds") == 3
