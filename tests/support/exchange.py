"""Two phones that enrol one another: what is tapped, what one screen shows and the other reads."""

from collections.abc import Mapping

from playwright.sync_api import expect

from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.camera import frames_on
from tests.support.device import Device
from tests.support.handset import Handset
from tests.support.practice import Practice
from tools import letter
from tools.letter import Answer, Request

SUPERVISOR = "16.08/polri/danru-1"
PREFIX = "16.08/polri/pos"
GUARD = "16.08/polri/pos/pos-1"
SEAT = {
    "place": "16.08/GDG-01",
    "unit": "16.08/polres",
    "person": "p-kabag",
    "team": "regu-1",
    "role": "kabag_ops",
}


def asks(handset: Handset, name: str) -> None:
    """Open the app on a new phone and make its key."""
    handset.opens("daftar")
    handset.taps("Lanjut")
    names(handset, name)


def names(handset: Handset, name: str) -> None:
    """Say which post the key is for, and make it."""
    handset.page.get_by_label("Nama, seperti di kertas pengawas").fill(name)
    handset.taps("Buat kunci")
    expect(handset.page.get_by_text("Tunjukkan kepada pengawas")).to_be_visible()


def request_of(handset: Handset) -> str:
    """Copy the text of the letter that a phone shows."""
    return handset.page.get_by_label("Teks kode").input_value()


def hears(handset: Handset, *texts: str) -> None:
    """Give a phone's scanner the texts of codes."""
    field = handset.page.get_by_label("Isi kode")
    for text in texts:
        handset.page.locator("details", has=field).evaluate("one => { one.open = true; }")
        field.fill(text)
        field.press("Enter")


def words_on(handset: Handset) -> list[str]:
    """Hear the four words that a guard reads out."""
    return handset.page.locator(".words").inner_text().split()


def chooses(handset: Handset, *words: str) -> None:
    """Tap the words that the supervisor has heard."""
    for row, word in enumerate(words):
        handset.page.locator(f"label:has([name=word{row}])", has_text=word).click()
    handset.taps("Keempat kata sama")


def admits(supervisor: Handset, guard: Handset) -> None:
    """Read the request off the guard's screen and compare the words; the form is open then."""
    supervisor.goes("daftarkan")
    hears(supervisor, *frames_on(guard.page))
    expect(supervisor.page.get_by_text("Dengarkan empat kata")).to_be_visible()
    chooses(supervisor, *words_on(guard))


def signs(supervisor: Handset, who: str) -> None:
    """Say who holds the phone and sign; the answer is on the screen then."""
    supervisor.page.get_by_label("Pemegang ponsel").fill(who)
    supervisor.taps("Tanda tangani")
    expect(supervisor.page.get_by_text("Tunjukkan kepada penjaga")).to_be_visible()


def is_answered(guard: Handset, supervisor: Handset) -> None:
    """Read the answer off the supervisor's screen."""
    guard.taps("Pindai jawaban")
    hears(guard, *frames_on(supervisor.page))
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()


def enrols(supervisor: Handset, guard: Handset, name: str, who: str = "Bripda Rahmat") -> None:
    """Go the whole way from a phone without a key to one that may write."""
    asks(guard, name)
    admits(supervisor, guard)
    signs(supervisor, who)
    is_answered(guard, supervisor)


def answered(
    place: Practice,
    request: str,
    by: Device,
    delegate: str | None = None,
    seat: Mapping[str, str] | None = None,
) -> tuple[Answer, bytes]:
    """Answer a request as the command line of a registrar does; the note is still to be sent."""
    asked = Request.parse(request, place.founders.charter.origin)
    suffix = "" if delegate is None else f" delegate {delegate}"
    first, *others = asked.lines  # a hardware key beside it delegates nothing
    note = by.registers(f"{first}{suffix}", *others)
    answer = Answer(
        to_base64(leaf_hash(place.founders.note)),
        "https://segel.example",
        place.ledger.checkpoint,
        by.key.verifier,
        (note,),
        seat=seat or {},
    )
    return answer, note


def becomes_supervisor(
    handset: Handset, name: str, prefix: str, seat: Mapping[str, str] = SEAT
) -> bytes:
    """Enrol a phone as a delegate by pasted text; return the note, which the log has not seen."""
    asks(handset, name)
    registrar = handset.place.founders.registrars[1]
    answer, note = answered(handset.place, request_of(handset), registrar, prefix, seat)
    handset.taps("Pindai jawaban")
    hears(handset, letter.write(answer.serialise()))
    expect(handset.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    return note
