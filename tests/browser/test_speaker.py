"""What the page writes Python reads, and the other way round."""

import base64
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from domain.disclosure import commit
from ledger.charter import Charter, fingerprint
from ledger.errors import RecoveryError
from ledger.recovery import check, recover_line
from ledger.register import possession_text
from ledger.tlog import ed25519
from ledger.tlog.note import VerifierKey
from ledger.tlog.text import to_base64
from tests.support.device import ORIGIN, Device, founders

pytestmark = pytest.mark.browser

JOURNAL = "16.08/kpu/gudang-03"


def call(script: Page, name: str, argument: object = None) -> Any:
    code = f"async (given) => (await import('/tests/speaker.js')).{name}(given)"
    return script.evaluate(code, argument)


def test_a_key_made_by_the_page_can_be_enrolled(script: Page) -> None:
    line = call(script, "enrol", {"origin": ORIGIN, "name": JOURNAL})
    verb, encoded, possession = line.split(" ")
    key = VerifierKey.parse(encoded)
    key.check_strong()
    signature = base64.b64decode(possession, validate=True)
    ed25519.verify(key.public, signature, possession_text(ORIGIN, key))
    assert (verb, key.name) == ("enrol", JOURNAL)


def test_the_page_reads_the_enrol_lines_of_other_devices(script: Page) -> None:
    device = Device.named(JOURNAL)
    vkey = str(device.key.verifier)
    plain = {"line": device.enrol_line(), "origin": ORIGIN}
    assert call(script, "enrols", plain) == {"vkey": vkey, "delegate": None}
    delegate = {"line": device.enrol_line(delegate="16.08/kpu"), "origin": ORIGIN}
    assert call(script, "enrols", delegate) == {"vkey": vkey, "delegate": "16.08/kpu"}


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace("enrol ", "resume "),
        lambda line: line.replace("gudang-03", "gudang-04"),
        lambda line: line.rsplit(" ", 1)[0],
        lambda line: f"{line} ",
        lambda line: f"{line} delegate",
        lambda line: f"{line} delegate 16.08/",
        lambda line: f"{line} delegate 16.08 twice",
        lambda line: f"{line} guest 16.08/",
        lambda line: line[:-4] + ("AA==" if not line.endswith("AA==") else "AQ=="),
    ],
)
def test_a_void_enrol_line_is_void_for_the_page_too(script: Page, change: Any) -> None:
    line = change(Device.named(JOURNAL).enrol_line())
    assert call(script, "enrols", {"line": line, "origin": ORIGIN}) is None


@pytest.mark.parametrize("name", ["16.08//kpu", "16.08/kpu/", "gudang ü", "../x"])
def test_the_page_enrols_no_name_that_no_journal_can_have(script: Page, name: str) -> None:
    prefix = {"line": Device.named(JOURNAL).enrol_line(delegate=name), "origin": ORIGIN}
    assert call(script, "enrols", prefix) is None
    if " " not in name:
        own = {"line": Device.named(name).enrol_line(), "origin": ORIGIN}
        assert call(script, "enrols", own) is None


def test_an_outbox_of_large_notes_is_sent_in_requests_that_a_server_takes(script: Page) -> None:
    large, small = 32 * 1024, 600
    assert call(script, "batches", [small] * 700) == [300, 300, 100]
    assert call(script, "batches", [large] * 40) == [15, 15, 10]  # quotes take two characters
    assert call(script, "batches", [600_000, 600_000, small]) == [1, 1, 1]
    assert call(script, "batches", []) == []


def test_possession_holds_for_one_log_alone(script: Page) -> None:
    line = Device.named(JOURNAL).enrol_line()
    assert call(script, "enrols", {"line": line, "origin": "other.example/log"}) is None


def test_a_commitment_is_the_hash_that_everybody_computes(script: Page) -> None:
    salt = bytes(range(32))
    values: list[object] = ["Siti Aminah", {"name": "Ahmad"}, 7, None, True, ["a", 1], "é \u2028 🗳"]
    openings = [{"salt": base64.b64encode(salt).decode(), "value": value} for value in values]
    found = call(script, "digests", openings)
    assert found == [commit(value, salt, "pribadi").sd for value in values]


def test_an_opening_out_of_form_opens_nothing(script: Page) -> None:
    salt = base64.b64encode(bytes(32)).decode()
    wrong = [
        {"salt": base64.b64encode(bytes(31)).decode(), "value": 1},
        {"salt": salt.rstrip("="), "value": 1},
        {"salt": salt, "value": 1.5},
        {"salt": salt, "value": 2**53},
        {"salt": salt, "value": {"Name": 1}},
    ]
    assert call(script, "digests", wrong) == [None] * len(wrong)


def test_a_number_is_kept_once_however_many_sign_it(script: Page) -> None:
    assert call(script, "race") == {"refused": True, "kept": 1}


@pytest.mark.parametrize(
    ("zone", "wanted"),
    [
        ("Asia/Jakarta", "2024-11-25T08:01:02.345+07:00"),
        ("Asia/Makassar", "2024-11-25T09:01:02.345+08:00"),
        ("Asia/Jayapura", "2024-11-25T10:01:02.345+09:00"),
        ("UTC", "2024-11-25T01:01:02.345+00:00"),
        ("America/St_Johns", "2024-11-24T21:31:02.345-03:30"),
    ],
)
def test_the_time_is_what_the_guards_wall_clock_shows(
    chromium: Browser, address: str, zone: str, wanted: str
) -> None:
    context = chromium.new_context(timezone_id=zone)
    page = context.new_page()
    page.goto(address)
    assert call(page, "clock", 1732496462345) == wanted
    context.close()


def believed(charter: Charter, recovery: dict[str, Any]) -> bool:
    root, notes = base64.b64decode(recovery["root"]), recovery["notes"]
    try:
        check(charter, recovery["size"], root, [note.encode() for note in notes])
    except RecoveryError:
        return False
    return True


def test_both_languages_believe_the_same_recoveries(script: Page) -> None:
    whole, root = founders(), bytes([7]) * 32
    votes = [
        registrar.sees(12, root).registers("policy x", recover_line(12, root)).decode()
        for registrar in whole.registrars
    ]
    notes = [whole.note.decode(), *votes[:2]]
    good = {"size": 12, "root": to_base64(root), "notes": notes}
    chance, recoveries = Random(1608), [good, {**good, "notes": [notes[0], *votes]}]
    recoveries += [
        {**good, "size": 13},
        {**good, "root": to_base64(bytes(32))},
        {**good, "notes": notes[:2]},
        {**good, "notes": [*notes[:2], notes[1]]},
        {**good, "notes": [notes[0], notes[1].replace("segel.example", "segel.lain"), notes[2]]},
    ]
    for _ in range(150):
        which = chance.randrange(1, 3)
        place = chance.randrange(len(notes[which]))
        put = notes[which][:place] + chance.choice(["", "x", " ", "\n", "A"])
        mutant = put + notes[which][place + chance.randrange(2) :]
        recoveries.append({**good, "notes": [mutant if n == which else notes[n] for n in range(3)]})
    told = call(
        script,
        "recovers",
        {
            "recoveries": recoveries,
            "vkey": str(whole.log.verifier),
            "charter": to_base64(fingerprint(whole.note)),
        },
    )

    assert told == [believed(whole.charter, one) for one in recoveries]
    assert told[:7] == [True, True, False, False, False, False, False]


@pytest.mark.parametrize("recovery", [None, {}, [], {"size": "1"}, {"size": 1, "root": "x"}])
def test_the_page_believes_nothing_out_of_form(script: Page, recovery: Any) -> None:
    whole = founders()
    given = {"recoveries": [recovery], "vkey": str(whole.log.verifier), "charter": "x"}
    assert call(script, "recovers", given) == [False]


def test_the_page_believes_no_registrars_of_another_charter(script: Page) -> None:
    whole, root = founders(), bytes([7]) * 32
    notes = [one.sees(12, root).registers(recover_line(12, root)) for one in whole.registrars]
    texts = [whole.note.decode(), *(note.decode() for note in notes)]
    recovery = {"size": 12, "root": to_base64(root), "notes": texts}
    other = to_base64(fingerprint(founders("segel.example/lain").note))
    given = {"recoveries": [recovery], "vkey": str(whole.log.verifier), "charter": other}
    assert call(script, "recovers", given) == [False]
