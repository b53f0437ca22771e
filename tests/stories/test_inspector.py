"""An inspector asks a dishonest operator for one box, and judges at home what she is given.

The server is real and so are its files; she has the eight words on paper, and knows who the
witnesses are only through the charter that those words vouch for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from ledger.bundle import Asked, Bundle, Scope
from ledger.charter import fingerprint
from ledger.fingerprint import words
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from tests.support.device import Device, Founders, founders
from tests.support.exhibit import WITNESSES, bundled, cosigned, resealed
from tests.support.judgement import reasons
from tests.support.log_builder import LogBuilder
from tests.support.practice import Practice, practice
from tests.support.server import Desk, desk
from tests.support.witness import AT, Cosigner, policy_text
from tools.dossier import Dossier
from tools.exhibit import judge
from tools.verdict import State
from tools.verify import Trust

BOX = "16.08.05.2003-TPS007-GUB"
POLICY = policy_text(2, *WITNESSES, url="")
NAMES = ("16.08/kpu/gudang-01", "16.08/bawaslu/staf-01")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What she was given, and what is on her paper."""

    file: bytes
    paper: str
    people: Founders

    @property
    def bundle(self) -> Bundle:
        return Bundle.parse(self.file)

    def judges(self, file: bytes) -> Dossier:
        return judge(file, Trust(words=self.paper))


@pytest.fixture(name="it", scope="module")
def _inspection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspection]:
    folder = tmp_path_factory.mktemp("inspector") / "ledger"
    with practice(folder, POLICY) as place, desk(place) as counter:
        file = asked(place, counter)
        yield Inspection(file, words(fingerprint(place.founders.note)), place.founders)


def asked(place: Practice, counter: Desk) -> bytes:
    """Seal a box twice, witnesses looking on before, between and after; ask the server for it."""
    first, second = place.enrols(*NAMES)
    witness(place, AT)
    for number in (1, 2):
        place.shows(first)
        place.shows(second)
        place.takes(first.says(sealed(number)))
        place.takes(second.says(endorsed(first)))
        witness(place, AT + 600 * number)
    after = place.ledger.tree.size - 1
    return counter.http.get(f"/boxes/{BOX}/bundle", params={"after": after}).content


def witness(place: Practice, time: int) -> None:
    """Let both witnesses cosign what there is, and the clerk write it down."""
    note = Note.parse(cosigned(place.ledger.checkpoint, time))
    size = Checkpoint.parse(note.text).size
    for one, line in zip(WITNESSES, note.signatures[1:], strict=True):
        place.ledger.tree.keep_cosignature(size, one.name, line.line())
    place.ledger.anchor(note).result()


def sealed(number: int) -> dict[str, object]:
    return {
        "kind": "SealApplied",
        "at": "2024-11-27T00:05:00+07:00",
        "place": "16.08/GDG-01",
        "boxes": [{"box": BOX, "seals": [f"tag_qr:{number}"]}],
    }


def endorsed(by: Device) -> dict[str, object]:
    return {
        "kind": "Endorsed",
        "at": "2024-11-27T00:06:00+07:00",
        "of": to_base64(by.head),
        "of_kind": "SealApplied",
    }


def rival(people: Founders) -> LogBuilder:
    """Return another history: one seal, and nobody who looked on."""
    log = LogBuilder(people)
    (first,) = log.enrol(NAMES[0])
    log.add(first.says(sealed(7)))
    log.sign()
    return log


def told(log: LogBuilder) -> bytes:
    """Return the file about the box in another history."""
    return replace(bundled(log, [2], [1]), scope=Scope(Asked.BOX, BOX)).serialise()


def test_the_whole_truth_is_proven_with_its_times(it: Inspection) -> None:
    dossier = it.judges(it.file)

    assert dossier.state is State.HOLDS, [*dossier.lines(0, "en")]
    assert [one.kind for one in dossier.statements] == 2 * ["SealApplied", "Endorsed"]
    assert [one.bracket for one in dossier.statements] == [
        *2 * [(AT, AT + 660)],
        *2 * [(AT + 600, AT + 1260)],
    ]
    assert [one.cites for one in dossier.statements][1::2] == [
        (one.leaf_index,) for one in dossier.statements[::2]
    ]


def test_a_changed_seal_number_fails_by_signature_and_by_place(it: Inspection) -> None:
    forged = resealed(it.file.replace(b'"tag_qr:2"', b'"tag_qr:1"'))

    dossier = it.judges(forged)

    (leaf,) = (one.leaf_index for one in it.bundle.leaves if b'"tag_qr:2"' in one.note)
    assert dossier.state is State.FAILS
    assert reasons(dossier, "signatures") == [
        f"leaf {leaf}: the signature does not hold over this text"
    ]
    assert "do not lead to the root" in reasons(dossier, "proof")[0]


def test_a_statement_taken_out_of_the_file_takes_the_proof_along(it: Inspection) -> None:
    bundle = it.bundle
    kept = tuple(one for one in bundle.leaves if b'"tag_qr:2"' not in one.note)

    dossier = it.judges(replace(bundle, leaves=kept).serialise())

    assert dossier.state is State.FAILS
    assert reasons(dossier, "proof")


def test_a_statement_left_out_from_the_first_is_not_seen_and_the_verdict_says_so(
    it: Inspection,
) -> None:
    assert "there may be other notes about the same thing" in it.judges(it.file).lacks[0].en


def test_a_complete_ledger_of_ones_own_fails_by_the_words_on_paper(it: Inspection) -> None:
    fake = rival(founders(names=("16.08/kpu", "16.08/polri"), policy=POLICY))

    dossier = it.judges(told(fake))

    assert dossier.state is State.FAILS
    assert reasons(dossier, "trust") == ["not the charter that is trusted"]
    assert dossier.words != it.paper


def test_another_history_under_the_same_keys_has_no_witnesses(it: Inspection) -> None:
    dossier = it.judges(told(rival(it.people)))

    assert dossier.state is State.UNDECIDED
    assert reasons(dossier, "witnesses") == ["the quorum of witnesses is not met"]
    assert reasons(dossier, "trust") == []


def test_one_stolen_witness_key_is_no_quorum(it: Inspection) -> None:
    log = rival(it.people)
    size, raw = log.checkpoints[-1]
    stolen, friend = WITNESSES[0], Cosigner.named("teman")
    note = friend.cosigns(stolen.cosigns(Note.parse(raw), AT), AT)
    log.checkpoints[-1] = (size, note.serialise())

    dossier = it.judges(told(log))

    assert dossier.state is State.UNDECIDED
    assert reasons(dossier, "witnesses") == ["the quorum of witnesses is not met"]
