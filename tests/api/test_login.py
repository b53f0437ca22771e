"""Readers register a passkey once and log in with it; whatever is not exactly that is refused."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from api.passkey import CHALLENGE_MS
from api.readership import HOUR, SESSION_HOURS, Reader, Readership
from ledger.directory import Directory
from tests.support.finger import at_localhost
from tests.support.passkey import Keyring, asked_by
from tests.support.practice import NOW, practice
from tests.support.server import Desk, desk

PAGE = {"Accept": "text/html"}
JSON = {"Content-Type": "application/json"}
OVERSEER = "16.08/bawaslu/kantor-1"


@dataclass(frozen=True, slots=True)
class Office:
    """A server under a name, an invited reader, the browser of that reader and its device."""

    readership: Readership
    reader: Reader
    http: httpx2.Client
    device: Keyring

    def invites(self, hours: int = 24) -> str:
        """Return the address of an invitation."""
        until = NOW + hours * HOUR
        return f"/undangan/{self.readership.give(self.reader, 'undangan', NOW, until)}"

    def registers(self, address: str, device: Keyring | None = None) -> httpx2.Response:
        asked = asked_by(self.http.get(address, headers=PAGE).text)
        return self.posts(address, (device or self.device).makes(asked))

    def logs_in(
        self, device: Keyring | None = None, wrong: dict[str, str] | None = None
    ) -> httpx2.Response:
        asked = asked_by(self.http.get("/masuk", headers=PAGE).text)
        return self.posts("/masuk", (device or self.device).signs(asked, **(wrong or {})))

    def posts(self, address: str, content: str) -> httpx2.Response:
        return self.http.post(address, content=content, headers=JSON)

    def is_in(self) -> bool:
        return self.http.get("/saya").is_success


@contextmanager
def office(counter: Desk) -> Iterator[Office]:
    readership = Readership.open(Directory(counter.place.path).readers)
    reader = readership.add("Bawaslu OKU Timur", "pengawas", OVERSEER, NOW)
    address = at_localhost(counter.address)
    with httpx2.Client(base_url=address, timeout=30) as http:
        yield Office(readership, reader, http, Keyring(address))
    readership.close()


@pytest.fixture(name="office")
def _office(counter: Desk) -> Iterator[Office]:
    with office(counter) as found:
        yield found


def refused(answer: httpx2.Response, slug: str) -> bool:
    return bool(answer.is_error and answer.json()["type"] == f"/problems/{slug}")


def test_a_reader_registers_a_passkey_and_logs_in_with_it(office: Office) -> None:
    address = office.invites()
    page = office.http.get(address, headers=PAGE)
    assert "Bawaslu OKU Timur" in page.text
    assert page.headers["cache-control"] == "private, no-store"
    answer = office.registers(address)
    assert answer.json() == {"name": "Bawaslu OKU Timur", "role": "pengawas"}
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert f"Max-Age={SESSION_HOURS * 3600}" in cookie
    assert office.is_in()
    assert office.http.post("/keluar").headers["location"] == "/"
    assert not office.is_in()
    assert office.logs_in().is_success
    told = office.http.get("/saya").json()
    assert (told["role"], told["journal"], told["readings"]) == ("pengawas", OVERSEER, [])
    assert "Keluar" in office.http.get("/saya", headers=PAGE).text


def test_what_was_logged_out_is_worth_nothing_to_whoever_kept_the_cookie(office: Office) -> None:
    office.registers(office.invites())
    kept = "; ".join(f"{name}={value}" for name, value in office.http.cookies.items())
    office.http.post("/keluar")
    assert kept
    assert office.http.get("/saya", headers={"Cookie": kept}).status_code == 401


def test_an_invitation_is_good_once(office: Office) -> None:
    address = office.invites()
    office.registers(address)
    assert refused(office.http.get(address), "invitation-gone")
    asked = asked_by(office.http.get(office.invites(), headers=PAGE).text)
    assert refused(office.posts(address, office.device.makes(asked)), "invitation-gone")


def test_an_invitation_that_has_expired_opens_nothing(tmp_path: Path) -> None:
    with (
        practice(tmp_path / "ledger") as place,
        desk(place, now=NOW + HOUR) as counter,
        office(counter) as late,
    ):
        assert refused(late.http.get(late.invites(hours=1)), "invitation-gone")
        assert late.http.get(late.invites(hours=2)).is_success


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://segel.example"},
        {"origin": "http://localhost"},
        {"type": "webauthn.create"},
        {"challenge": "AAAA"},
        {"challenge": "?"},
    ],
)
def test_an_answer_to_another_site_or_question_lets_nobody_in(
    office: Office, wrong: dict[str, str]
) -> None:
    office.registers(office.invites())
    office.http.cookies.clear()
    assert refused(office.logs_in(wrong=wrong), "passkey-refused")
    assert not office.is_in()


def test_an_answer_that_was_listened_to_is_worth_nothing(office: Office) -> None:
    office.registers(office.invites())
    asked = asked_by(office.http.get("/masuk", headers=PAGE).text)
    answer = office.device.signs(asked)
    assert office.posts("/masuk", answer).is_success
    assert refused(office.posts("/masuk", answer), "passkey-refused")


def test_a_device_that_has_not_recognised_its_holder_is_not_believed(office: Office) -> None:
    office.registers(office.invites())
    office.device.flags = 0x01
    assert refused(office.logs_in(), "passkey-refused")
    unknown = Keyring(office.device.origin, flags=0x01)
    assert refused(office.registers(office.invites(), unknown), "passkey-refused")


def test_a_copy_of_a_passkey_that_counts_back_is_not_believed(office: Office) -> None:
    office.registers(office.invites())
    office.logs_in()
    office.logs_in()
    assert refused(office.logs_in(Keyring(office.device.origin)), "passkey-refused")


def test_a_passkey_that_nobody_knows_and_one_that_was_revoked(office: Office) -> None:
    assert refused(office.logs_in(), "bad-credentials")
    office.registers(office.invites())
    office.readership.revoke(office.reader.id, NOW)
    assert not office.is_in()
    assert refused(office.logs_in(), "bad-credentials")


def test_a_passkey_of_one_name_is_no_passkey_of_another(office: Office, counter: Desk) -> None:
    office.registers(office.invites())
    asked = asked_by(counter.http.get("/masuk", headers=PAGE).text)
    other = Keyring(counter.address)
    named = json.loads(other.signs(asked)) | {"id": "", "rawId": ""}
    ours = json.loads(office.device.signs(asked))
    named |= {"id": ours["id"], "rawId": ours["rawId"]}
    answer = counter.http.post("/masuk", content=json.dumps(named), headers=JSON)
    assert refused(answer, "passkey-refused")


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "null", '"a"', '{"id":1}', '{"id":"AA","rawId":"AA"}', "{" * 2000]
)
def test_what_is_no_answer_of_a_browser_is_refused_in_words(office: Office, content: str) -> None:
    assert refused(office.posts("/masuk", content), "passkey-refused")
    assert refused(office.posts(office.invites(), content), "passkey-refused")


def test_what_another_site_can_send_is_not_taken(office: Office) -> None:
    office.registers(office.invites())
    asked = asked_by(office.http.get("/masuk", headers=PAGE).text)
    plain = {"Content-Type": "text/plain"}
    answer = office.http.post("/masuk", content=office.device.signs(asked), headers=plain)
    assert refused(answer, "media-type")


def test_the_pages_are_in_both_languages(office: Office) -> None:
    assert "Masuk dengan kunci sandi" in office.http.get("/masuk", headers=PAGE).text
    assert "Log in with a passkey" in office.http.get("/masuk?lang=en", headers=PAGE).text
    assert "Make a passkey" in office.http.get(f"{office.invites()}?lang=en", headers=PAGE).text


def test_a_code_has_one_spelling(office: Office) -> None:
    assert refused(office.http.get("/undangan/abc"), "bad-parameter")


def test_a_challenge_waits_five_minutes() -> None:
    assert CHALLENGE_MS == 5 * 60_000
