"""Letters of phones: what each asks, and that it holds the key it asks for."""

import pytest

from domain import canonical
from ledger.tlog.errors import FormatError
from ledger.tlog.text import to_base64
from tests.support.authenticator import EDDSA, Authenticator
from tests.support.device import ORIGIN, Device
from tools.letter import NOTES_MAX, REQUEST, Answer, Request, is_letter, read, write

GUARD = Device.named("16.08/kpu/gudang-03")
FINGER = Authenticator()
OWN = str(GUARD.key.verifier)
HASH = to_base64(bytes(32))
ENROL, RESUME, JOIN = "enrol-request", "resume-request", "join-request"


def letter(kind: str, *lines: str, **beside: object) -> str:
    said = {"v": 1, "type": kind, "charter": HASH, "lines": [*lines], **beside}
    return write(canonical.encode(said))


def test_a_phone_asks_to_be_enrolled_with_one_key_or_two() -> None:
    for lines in ([GUARD.enrol_line()], [GUARD.enrol_line(), GUARD.strengthen_line(FINGER)]):
        request = Request.parse(letter(ENROL, *lines), ORIGIN)
        assert (request.lines, request.is_new, request.journal) == ((*lines,), True, GUARD.name)
        assert len(request.words.split(" ")) == 4


def test_a_phone_asks_to_go_on() -> None:
    line = f"resume {GUARD.name} at 7 after {HASH}"
    request = Request.parse(letter(RESUME, line), ORIGIN)
    assert (request.lines, request.is_new, request.journal) == ((line,), False, GUARD.name)


@pytest.mark.parametrize("finger", [FINGER, Authenticator(EDDSA)], ids=["es256", "eddsa"])
def test_a_phone_asks_for_a_finger_beside_its_key(finger: Authenticator) -> None:
    line = GUARD.strengthen_line(finger)
    request = Request.parse(letter(JOIN, line, own=OWN), ORIGIN)
    assert (request.lines, request.is_new, request.journal) == ((line,), False, GUARD.name)


OTHER = Device.named("16.08/kpu/gudang-04")
WRONG = {
    "nothing": letter(ENROL),
    "another kind": letter("enrol-answer", GUARD.enrol_line()),
    "a key of nobody": letter(ENROL, GUARD.enrol_line()[:-8] + "AAAAAAA="),
    "a key for another log": letter(ENROL, GUARD.enrol_line("segel.example/lain")),
    "a prefix": letter(ENROL, GUARD.enrol_line(delegate="16.08")),
    "lines about two": letter(ENROL, GUARD.enrol_line(), OTHER.enrol_line()),
    "a prefix behind it": letter(ENROL, GUARD.enrol_line(), GUARD.enrol_line(delegate="16.08")),
    "an end of the journal behind it": letter(
        ENROL, GUARD.enrol_line(), f"revoke {GUARD.name} after 0"
    ),
    "a stranger's line behind a finger": letter(
        ENROL,
        GUARD.enrol_line(),
        f"{GUARD.strengthen_line(FINGER)}\nrevoke {OTHER.name} after 0",
    ),
    "three lines": letter(ENROL, GUARD.enrol_line(), *2 * [GUARD.strengthen_line(FINGER)]),
    "a prefix behind a place": letter(
        RESUME, f"resume {GUARD.name} at 7 after {HASH}", GUARD.enrol_line(delegate="16.08")
    ),
    "a prefix behind a finger": letter(
        JOIN, GUARD.strengthen_line(FINGER), GUARD.enrol_line(delegate="16.08"), own=OWN
    ),
    "a finger alone": letter(ENROL, GUARD.strengthen_line(FINGER)),
    "a finger beside no key": letter(JOIN, GUARD.strengthen_line(FINGER)),
    "a finger beside another's key": letter(
        JOIN, GUARD.strengthen_line(FINGER), own=str(OTHER.key.verifier)
    ),
    "a finger beside itself": letter(
        JOIN, GUARD.strengthen_line(FINGER), own=GUARD.strengthen_line(FINGER).split(" ")[1]
    ),
    "a finger that nobody holds": letter(
        JOIN, GUARD.strengthen_line(FINGER)[:-8] + "AAAAAAA=", own=OWN
    ),
    "a key that is to join itself": letter(JOIN, GUARD.enrol_line(), own=OWN),
    "a place out of form": letter(RESUME, f"resume {GUARD.name} at 07 after {HASH}"),
    "a later version": write(b'{"v":2,"type":"enrol-request"}'),
    "no word for its kind": write(b'{"v":1,"type":[],"lines":["enrol"]}'),
    "no object": write(b"[]"),
    "no JSON": write(b"enrol"),
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_what_could_have_no_effect_is_not_read(text: str) -> None:
    with pytest.raises(FormatError):
        Request.parse(text, ORIGIN)


def test_messengers_may_break_lines_where_they_like() -> None:
    text = letter(ENROL, GUARD.enrol_line())
    broken = "\n".join(text[at : at + 30] for at in range(0, len(text), 30))
    assert read(broken, REQUEST) == read(text, REQUEST)
    assert is_letter(f"  {broken}")
    assert not is_letter(GUARD.enrol_line())


def test_an_answer_holds_what_the_phone_is_told() -> None:
    note = GUARD.says("{}")
    answer = Answer(HASH, "https://segel.example", None, GUARD.key.verifier, (note,))
    said = canonical.decode(answer.serialise())
    assert (said["type"], said["notes"], said["checkpoint"]) == (
        "enrol-answer",
        [note.decode()],
        None,
    )
    assert len(said["notes"]) <= NOTES_MAX
