"""Ralat: an own entry is put right or taken back, and signed with a finger where there is one.

The phone's hardware is Chromium's virtual authenticator; what it signs is judged by the server's
register and by `segel verify`.
"""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.exchange import answered, hears, request_of
from tests.support.finger import Finger, at_localhost
from tests.support.handset import SEAT, Handset
from tests.support.judgement import judge
from tests.support.server import Desk, until
from tools import letter
from tools.verdict import State

pytestmark = pytest.mark.browser

GUARD = "16.08/polri/pos-1"
FINGER = "Sidik jari tidak terbaca"


@pytest.fixture(name="fingered")
def enrol_with_finger(phone: BrowserContext, page: Page, hall: Desk) -> tuple[Handset, Finger]:
    """A phone with hardware, enrolled by a registrar's letter with both of its keys."""
    finger = Finger.on(page)
    handset = Handset(phone, page, hall.place, at_localhost(hall.address))
    handset.opens("daftar")
    handset.taps("Lanjut")
    page.get_by_label("Nama, seperti di kertas pengawas").fill(GUARD)
    handset.taps("Buat kunci")
    expect(page.get_by_text("Pakai sidik jari?")).to_be_visible()
    handset.taps("Pakai sidik jari")
    expect(page.get_by_text("Tunjukkan kepada pengawas")).to_be_visible()
    registrar = hall.place.founders.registrars[1]
    answer, note = answered(hall.place, request_of(handset), registrar, seat=SEAT)
    hall.place.takes(note)
    handset.taps("Pindai jawaban")
    hears(handset, letter.write(answer.serialise()))
    expect(page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    handset.opens()
    page.evaluate("navigator.serviceWorker.ready")
    return handset, finger


def refuses_somebody(handset: Handset) -> str:
    """Keep an entry that will be put right; return its leaf hash."""
    leaf: str = handset.page.evaluate(
        """async ([charter, pinned]) => {
          const [{ openJournal }, { write }, { parseVerifierKey }, { toBase64 }] =
            await Promise.all(["journal", "author", "note", "text"].map(
              (one) => import(`/modules/${one}.js`)));
          const ledger = { ...pinned, charter, log: await parseVerifierKey(pinned.log) };
          const body = { kind: "HandoverOffered", at: "2024-11-25T08:00:00.000+07:00",
            from: "16.08/polres", to: "16.08/kpu", place: "16.08/GDG-01",
            boxes: ["16.08.05.2003-TPS001-GUB", "16.08.05.2003-TPS002-GUB"], count: 2 };
          const entry = await write(await openJournal(charter), ledger, body);
          return toBase64(entry.leaf);
        }""",
        [
            handset.place.ledger.fingerprint(),
            {
                "origin": handset.place.founders.charter.origin,
                "log": str(handset.place.founders.charter.log),
            },
        ],
    )
    handset.page.reload()
    expect(handset.page.locator("#boot")).to_have_count(0)
    return leaf


def corrects(handset: Handset) -> None:
    """Open the entry from the list at home, take a box off, and sign."""
    page = handset.page
    page.locator("#entries").get_by_role("link", name="Ralat").first.click()
    page.get_by_label("Kotak, satu tiap baris").fill("16.08.05.2003-TPS001-GUB")
    page.get_by_role("radio", name="Salah hitung").check()
    handset.taps("Tanda tangani ralat")


def is_not_recognised(handset: Handset, finger: Finger) -> None:
    """Correct an entry with a finger that the phone does not know, and be told so."""
    refuses_somebody(handset)
    finger.is_known(known=False)
    corrects(handset)
    expect(handset.page.get_by_text(FINGER)).to_be_visible()


def test_a_correction_is_signed_offline_with_the_finger_and_proven(
    fingered: tuple[Handset, Finger],
) -> None:
    handset, _ = fingered
    target = refuses_somebody(handset)
    handset.loses_the_network()
    corrects(handset)
    expect(handset.page.get_by_text("Di dalam sekarang")).to_be_visible()
    said = handset.entries()[-1]["body"]
    assert (said["kind"], said["target"]) == ("CorrectionDeclared", target)
    assert said["changes"] == {"boxes": ["16.08.05.2003-TPS001-GUB"], "count": 1}
    assert said["reason"] == "salah_hitung"

    handset.finds_the_network()
    place = handset.place
    until(lambda: bool(handset.page.evaluate(ALL_RECEIVED, place.ledger.fingerprint())))
    notes = [row.note for row in place.ledger.tree.entries(0, 100) if row.journal == GUARD]
    assert [signed_by(note) for note in notes] == ["software", "finger"]
    place.ledger.close()
    verdict = judge(place.path)
    assert verdict.state is State.HOLDS, [*verdict.lines(0)]
    (signatures,) = [check for check in verdict.checks if check.key == "signatures"]
    assert signatures.summary.id.endswith(", 1 dengan sidik jari")


def test_who_is_not_recognised_may_sign_without(fingered: tuple[Handset, Finger]) -> None:
    handset, finger = fingered
    is_not_recognised(handset, finger)
    handset.taps("Tanpa sidik jari")
    expect(handset.page.get_by_text(FINGER)).to_have_count(0)
    expect(handset.page.get_by_text("Di dalam sekarang")).to_be_visible()
    assert handset.entries()[-1]["body"]["kind"] == "CorrectionDeclared"


def test_who_is_recognised_at_the_second_try_signs_with_the_finger(
    fingered: tuple[Handset, Finger],
) -> None:
    handset, finger = fingered
    is_not_recognised(handset, finger)
    finger.is_known(known=True)
    handset.taps("Coba lagi")
    expect(handset.page.get_by_text("Di dalam sekarang")).to_be_visible()
    assert newest_tier(handset) == "finger"


def test_who_walks_away_has_still_signed(fingered: tuple[Handset, Finger]) -> None:
    handset, finger = fingered
    is_not_recognised(handset, finger)
    handset.goes("jaga")
    expect(handset.page.locator("#entries li")).to_have_count(2)
    assert newest_tier(handset) == "software"


def test_an_entry_that_did_not_happen_is_taken_back(handset: Handset) -> None:
    target = refuses_somebody(handset)
    handset.page.locator("#entries").get_by_role("link", name="Ralat").first.click()
    handset.page.get_by_role("radio", name="Ini tidak terjadi").check()
    handset.page.get_by_role("radio", name="Tercatat dua kali").check()
    handset.page.get_by_label("Catatan (tertutup)").fill("dua kali tekan")
    handset.taps("Tanda tangani ralat")
    expect(handset.page.locator("#entries li")).to_have_count(2)

    entry = handset.entries()[-1]
    assert entry["body"]["kind"] == "AnnulmentDeclared"
    assert (entry["body"]["target"], entry["body"]["reason"]) == (target, "dobel")
    assert entry["body"]["note"]["class"] == "pengawas"
    assert newest_tier(handset) == "software"
    assert handset.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_is_signed_before_something_is_wrong(handset: Handset) -> None:
    refuses_somebody(handset)
    handset.page.locator("#entries").get_by_role("link", name="Ralat").first.click()
    button = handset.page.get_by_role("button", name="Tanda tangani ralat")
    handset.page.get_by_role("radio", name="Salah tulis").check()
    expect(button).to_be_disabled()
    handset.page.get_by_label("Waktu", exact=True).fill("2024-11-25T08:30")
    handset.page.get_by_label("Jumlah kotak").fill("2")
    expect(button).to_be_enabled()
    button.click()
    expect(handset.page.locator("#entries li")).to_have_count(2)
    assert list(handset.entries()[-1]["body"]["changes"]) == ["at"]


ALL_RECEIVED = """async (charter) => {
  const { openJournal } = await import("/modules/journal.js");
  const entries = await (await openJournal(charter)).entries();
  return entries.length > 1 && entries.every(({ state }) => state === "received");
}"""


def signed_by(note: bytes | str) -> str:
    """Tell which key has signed, by the length of its line: an assertion holds a document."""
    line = (note if isinstance(note, str) else note.decode()).rpartition("\n\n")[2]
    return "finger" if len(line) > 250 else "software"


def newest_tier(handset: Handset) -> str:
    note: Any = handset.page.evaluate(
        """async (charter) => {
          const { openJournal } = await import("/modules/journal.js");
          const entries = await (await openJournal(charter)).entries();
          return new TextDecoder().decode(entries.at(-1).note);
        }""",
        handset.place.ledger.fingerprint(),
    )
    return signed_by(note)
