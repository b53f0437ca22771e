"""A phone's letter is answered by hand: text in, text and codes out."""

from pathlib import Path

import pytest

from domain import canonical
from ledger import key as keyfile
from ledger.application import Ledger
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.command import Place, clock, place, segel
from tests.support.device import Device
from tools import frame, letter
from tools.letter import ANSWER, REQUEST, Request

GUARD = "16.08/polri/pos-1"


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    """Return a founded ledger."""
    return place(tmp_path)


def asked(made: Place, *lines: str, kind: str = "enrol-request", charter: str = "") -> str:
    """Return the text that a phone shows."""
    given = {"v": 1, "type": kind, "charter": charter or made.fingerprint, "lines": list(lines)}
    return letter.write(canonical.encode(given))


def words(made: Place, text: str) -> str:
    return Request.parse(text, made.origin).words


def told(out: str) -> dict[str, object]:
    """Return the letter in what a command printed."""
    text = next(line for line in out.splitlines() if line.startswith("segel:"))
    value: dict[str, object] = canonical.decode(letter.read(text, ANSWER))
    return value


def test_a_phone_is_enrolled_by_its_letter_and_answered_with_one(made: Place) -> None:
    text = asked(made, Device.named(GUARD).enrol_line())

    ran = segel(
        "enrol", made.registrar, text, "--words", words(made, text),
        "--address", "https://segel.example", "--delegate", "16.08/polri/pos",
        "--role", "kabag_ops", "--place", "16.08/GDG-01", "--name", "16.08/GDG-01", "Gudang KPU",
    )  # fmt: skip

    assert ran.status == 0, ran.err
    said = told(ran.out)
    note = (made.registrar / "000000.note").read_text()
    assert said["notes"] == [note]
    assert f"{Device.named(GUARD).enrol_line()} delegate 16.08/polri/pos\n" in note
    assert said["seat"] == {"place": "16.08/GDG-01", "role": "kabag_ops"}
    assert said["names"] == [["16.08/GDG-01", "Gudang KPU"]]
    assert said["charter"] == made.fingerprint
    assert "█" in ran.out, "codes for a camera"
    assert segel("submit", made.ledger, made.registrar).status == 0
    ledger = Ledger.open(made.ledger, clock)
    assert ledger.register.members[GUARD].prefix == "16.08/polri/pos"
    ledger.close()


def test_the_answer_carries_what_the_log_has_not_seen_yet(made: Place) -> None:
    first = asked(made, Device.named("16.08/polri/pos-2").enrol_line())
    segel("enrol", made.registrar, first, "--words", words(made, first))
    text = asked(made, Device.named(GUARD).enrol_line())

    ran = segel("enrol", made.registrar, text, "--words", words(made, text))

    notes = [path.read_text() for path in sorted(made.registrar.glob("*.note"))]
    assert told(ran.out)["notes"] == notes
    assert len(notes) == 2


def test_a_letter_may_lie_in_a_file_and_a_delegate_names_its_charter(made: Place) -> None:
    registrar = made.founders.registrars[0]
    delegate = Device.named("16.08/polri/danru-1")
    note = registrar.registers(delegate.enrol_line(delegate="16.08/polri"))
    keyfile.save(made.folder / "d.key", delegate.key)
    folder = made.folder / "danru"
    after = to_base64(leaf_hash(note))
    segel("key", "begin", folder, made.folder / "d.key", "--origin", made.origin, "--after", after)
    text = asked(made, Device.named(GUARD).enrol_line())
    (made.folder / "minta.txt").write_text(f"{text[:60]}\n{text[60:]}\n")
    words_heard = ["--words", words(made, text)]

    alone = segel("enrol", folder, made.folder / "minta.txt", *words_heard)
    named = segel(
        "enrol", folder, made.folder / "minta.txt", *words_heard, "--charter", made.fingerprint
    )

    assert alone.status == 2
    assert "--charter" in alone.err
    assert named.status == 0, named.err


def test_a_journal_is_resumed_by_its_phones_letter(made: Place) -> None:
    line = f"resume {GUARD} at 5 after {to_base64(bytes(32))}"
    text = asked(made, line, kind="resume-request")

    ran = segel("resume", made.registrar, text, "--words", words(made, text))

    assert ran.status == 0, ran.err
    assert told(ran.out)["type"] == "resume-answer"
    assert f"\n{line}\n" in (made.registrar / "000000.note").read_text()


@pytest.mark.parametrize("heard", [None, "", "satu dua tiga empat"])
def test_nothing_is_signed_before_the_words_were_heard(made: Place, heard: str | None) -> None:
    text = asked(made, Device.named(GUARD).enrol_line())
    given = [] if heard is None else ["--words", heard]

    ran = segel("enrol", made.registrar, text, *given)

    assert ran.status == 2
    assert "empat kata" in ran.err
    assert list(made.registrar.glob("*.note")) == []


def test_a_letter_of_another_ledger_or_none_at_all_is_refused(made: Place) -> None:
    line = Device.named(GUARD).enrol_line()
    other = asked(made, line, charter=to_base64(bytes(32)))
    stranger = asked(
        made, Device.named(GUARD, "segel.example/lain").enrol_line("segel.example/lain")
    )

    assert "buku besar lain" in segel("enrol", made.registrar, other, "--words", "a").err
    for text in (stranger, "segel:AAAA", "SG1:REQUEST:0"):
        ran = segel("enrol", made.registrar, text, "--words", "a")
        assert ran.status == 2
        assert "salin lagi" in ran.err
    assert segel("resume", made.registrar, GUARD).status == 2
    assert list(made.registrar.glob("*.note")) == []


def test_a_letter_reads_alike_as_text_and_as_codes(made: Place) -> None:
    text = asked(made, Device.named(GUARD).enrol_line())
    raw = letter.read(text, REQUEST)
    codes = "\n".join(reversed(frame.cut(raw, REQUEST)))
    assert letter.read(codes, REQUEST) == raw
