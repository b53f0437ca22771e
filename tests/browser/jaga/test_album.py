"""Photographs on the phone: shrunk and stripped, kept with their note, sent whatever comes between.

Each is sent by a real Chromium to a real server; the log cites it first.
"""

import os
import signal
from base64 import b64decode, b64encode
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.support.handset import Handset
from tests.support.practice import practice
from tests.support.process import process
from tests.support.server import PATIENCE, desk
from tests.support.snapshot import snapshot

pytestmark = pytest.mark.browser

UPLOAD: Final = "**/photos/*/upload"
MODULES: Final = """const [{ openJournal }, album, { parseBase64, toBase64 }] = await Promise.all(
    ["journal", "album", "text"].map((name) => import(`/modules/${name}.js`)));"""

SHRINK: Final = f"""async (text) => {{
  {MODULES}
  const raw = parseBase64(text, "file");
  const taken = await album.shrink(new Blob([raw]));
  const bytes = new Uint8Array(await taken.blob.arrayBuffer());
  return {{ ...taken, bytes: toBase64(bytes) }};
}}"""

SAY: Final = f"""async ([charter, texts, urgent]) => {{
  {MODULES}
  const photos = await Promise.all(texts.map((text) => (
    album.shrink(new Blob([parseBase64(text, "file")])))));
  const [{{ write }}, {{ wallClock }}, {{ parseVerifierKey }}] = await Promise.all(
    ["author", "moment", "note"].map((name) => import(`/modules/${{name}}.js`)));
  const pinned = JSON.parse(document.getElementById("ledger").textContent);
  const ledger = {{ ...pinned, log: await parseVerifierKey(pinned.log) }};
  const at = wallClock(new Date());
  await write(await openJournal(charter), ledger, {{
    kind: "InspectionRecorded", at, place: "16.08/GDG-01", template: "hujan",
    items: [{{ item: "atap", result: "kurang" }}], photos: photos.map(({{ hash }}) => hash),
  }}, {{ photos, urgent }});
  return photos.map(({{ hash }}) => hash);
}}"""

SEND: Final = f"""async ([charter, bytes]) => {{
  {MODULES}
  const {{ deliver }} = await import("/modules/outbox.js");
  const {{ parseVerifierKey }} = await import("/modules/note.js");
  const pinned = JSON.parse(document.getElementById("ledger").textContent);
  const ledger = {{ ...pinned, log: await parseVerifierKey(pinned.log),
    fetch: (path, options) => fetch(path, options) }};
  const journal = await openJournal(charter);
  return navigator.locks.request(`segel kirim ${{charter}}`, async () => {{
    await deliver(journal, ledger);
    return album.sendPhotos(journal, ledger, {{ bytes }});
  }});
}}"""

PHOTOS: Final = f"""async (charter) => {{
  {MODULES}
  const photos = await (await openJournal(charter)).photos();
  return photos.map(({{ blob, ...rest }}) => ({{ ...rest, kept: blob?.size ?? null }}));
}}"""


FULL: Final = """() => {
  const { add, put } = IDBObjectStore.prototype;
  let hasRoom = false;
  IDBObjectStore.prototype.put = function (value, ...rest) {
    hasRoom ||= value.blob === null;
    return put.call(this, value, ...rest);
  };
  IDBObjectStore.prototype.add = function (...values) {
    if (!hasRoom) throw new DOMException("full", "QuotaExceededError");
    return add.apply(this, values);
  };
}"""
"""A phone that takes no entry before it has let go of a photograph."""


@pytest.fixture(name="image", scope="module")
def take_image() -> bytes:
    return snapshot()


def b64(raw: bytes) -> str:
    return b64encode(raw).decode()


class Album:
    """What happens to photographs on one phone."""

    def __init__(self, handset: Handset) -> None:
        self.handset = handset
        self.charter = handset.place.ledger.fingerprint()
        self.pieces: list[tuple[int, int]] = []
        """Offset and size of each piece that left the phone."""

        def hear(route: Route) -> None:
            request = route.request
            if request.method == "PATCH":
                start = int(request.headers["upload-offset"])
                self.pieces.append((start, len(request.post_data_buffer or b"")))
            route.fallback()

        handset.phone.route(UPLOAD, hear)

    def says(self, *files: bytes, urgent: bool = False) -> list[str]:
        """Keep an inspection with photographs; return their hashes."""
        page, texts = self.handset.page, [b64(one) for one in files]
        hashes: list[str] = page.evaluate(SAY, [self.charter, texts, urgent])
        return hashes

    def sends(self, size: int = 65536) -> dict[str, Any]:
        """Send notes, then photographs; return what came of the latter."""
        answer: dict[str, Any] = self.handset.page.evaluate(SEND, [self.charter, size])
        return answer

    def kept(self) -> list[dict[str, Any]]:
        """Look into the phone."""
        found: list[dict[str, Any]] = self.handset.page.evaluate(PHOTOS, self.charter)
        return found

    def stored(self) -> dict[str, bytes]:
        """Look into the server's folder: whole photographs by their name."""
        folder = self.handset.place.path / "photos"
        return {path.name: path.read_bytes() for path in folder.glob("[0-9a-f][0-9a-f]/*")}

    def is_there(self, *hashes: str) -> bool:
        """Tell whether the server has exactly these, intact."""
        names = {b64decode(one).hex() for one in hashes}
        found = self.stored()
        return found.keys() == names and all(
            sha256(raw).hexdigest() == name for name, raw in found.items()
        )


@pytest.fixture(name="album")
def open_album(handset: Handset) -> Album:
    return Album(handset)


def test_a_photograph_is_small_upright_and_says_nothing_beside(
    handset: Handset, image: bytes
) -> None:
    taken = handset.page.evaluate(SHRINK, b64(image))
    raw = b64decode(taken["bytes"])
    shown = Image.open(BytesIO(raw))
    assert taken["size"] == len(raw) <= 200_000
    assert taken["hash"] == b64(sha256(raw).digest())
    assert (taken["type"], shown.format, shown.size) == ("image/jpeg", "JPEG", (960, 1280))
    assert (len(shown.getexif()), b"Rahasia" in raw) == (0, False)
    dark, grainy = shown.getpixel((480, 100)), shown.getpixel((480, 1200))
    assert isinstance(dark, tuple)
    assert dark[2] > dark[0] + 30
    assert isinstance(grainy, tuple)
    assert abs(grainy[2] - grainy[0]) < 30


def test_what_is_no_picture_is_refused(handset: Handset) -> None:
    with pytest.raises(Exception, match="not a picture"):
        handset.page.evaluate(SHRINK, b64(b"<svg xmlns='http://www.w3.org/2000/svg'/>x"))


def test_photographs_go_in_pieces_after_their_note(album: Album, image: bytes) -> None:
    hashes = album.says(image, snapshot(1, 800, 600))
    assert {one["state"] for one in album.kept()} == {"waiting"}
    assert album.sends() == {"received": 2, "problem": None}
    assert album.is_there(*hashes)
    assert all(size <= 65536 for _, size in album.pieces)
    assert len(album.pieces) >= 4
    assert {one["state"] for one in album.kept()} == {"received"}
    assert all(one["kept"] == one["size"] == one["sent"] for one in album.kept())
    album.pieces.clear()
    assert album.sends() == {"received": 0, "problem": None}
    assert album.pieces == []


def test_without_a_network_nothing_is_lost_and_later_all_is_sent(
    album: Album, image: bytes
) -> None:
    album.handset.loses_the_network()
    hashes = album.says(image)
    answer = album.sends()
    assert (answer["received"], album.kept()[0]["state"]) == (0, "waiting")
    album.handset.page.reload()
    expect(album.handset.page.locator("#boot")).to_have_count(0)
    album.handset.finds_the_network()
    assert album.sends()["problem"] is None
    assert album.is_there(*hashes)


def test_it_goes_on_where_the_network_broke(album: Album, image: bytes) -> None:
    (digest,) = album.says(image)
    broken: list[int] = []

    def cut(route: Route) -> None:
        if route.request.method == "PATCH" and len(album.pieces) >= 2:
            broken.append(1)
            route.abort()
        else:
            route.fallback()

    album.handset.phone.route(UPLOAD, cut)
    answer = album.sends()
    assert (answer["problem"]["type"], len(broken)) == ("unreachable", 1)
    before = album.pieces[:]
    album.handset.phone.unroute(UPLOAD, cut)
    assert album.sends()["problem"] is None
    assert album.is_there(digest)
    assert album.pieces[len(before)][0] == sum(size for _, size in before)


def test_what_somebody_else_has_spoilt_is_passed_by(album: Album, image: bytes) -> None:
    (digest,) = album.says(image)
    spoilt: list[int] = []

    def spoil(route: Route) -> None:
        if route.request.method == "PATCH" and not spoilt:
            spoilt.append(1)
            route.continue_(post_data=b"\xff\xd8\xff" + bytes(65533))
        else:
            route.fallback()

    album.handset.phone.route(UPLOAD, spoil)
    assert album.sends() == {"received": 1, "problem": None}
    assert spoilt == [1]
    assert album.is_there(digest)
    assert album.pieces[-1] == (0, album.kept()[0]["size"])


def test_urgent_photographs_go_first(album: Album) -> None:
    (later,) = album.says(snapshot(1, 400, 300))
    (first,) = album.says(snapshot(2, 400, 300), urgent=True)
    asked: list[str] = []
    album.handset.page.on(
        "request", lambda one: asked.append(one.url) if one.method == "PATCH" else None
    )
    album.sends()
    names = [url.split("/")[-2] for url in asked]
    urls = [one.rstrip("=").replace("+", "-").replace("/", "_") for one in (first, later)]
    assert list(dict.fromkeys(names)) == urls


def test_a_server_without_room_is_told_and_the_photograph_stays(album: Album, image: bytes) -> None:
    album.says(image)
    body = '{"type":"/problems/photos-full","retry":"same-bytes","status":507}'
    headers = {"Content-Type": "application/problem+json"}

    def full(route: Route) -> None:
        if route.request.method == "PATCH":
            route.fulfill(status=507, body=body, headers=headers)
        else:
            route.fallback()

    album.handset.phone.route(UPLOAD, full)
    answer = album.sends()
    assert answer["problem"]["type"] == "/problems/photos-full"
    (kept,) = album.kept()
    assert (kept["state"], kept["kept"]) == ("waiting", kept["size"])


def test_a_full_phone_lets_go_of_confirmed_photographs_alone(album: Album) -> None:
    (confirmed,) = album.says(snapshot(1, 400, 300))
    album.sends()
    (waiting,) = album.says(snapshot(2, 400, 300))
    album.handset.page.evaluate(FULL)
    (kept,) = album.says(snapshot(3, 400, 300))
    gone = {one["hash"]: one["kept"] is None for one in album.kept()}
    assert gone == {confirmed: True, waiting: False, kept: False}
    assert album.sends()["received"] == 2
    assert album.is_there(confirmed, waiting, kept)


def test_photographs_of_a_former_key_go_when_its_notes_were_carried(album: Album) -> None:
    (digest,) = album.says(snapshot(1, 400, 300))
    code = f"""async (charter) => {{
      {MODULES}
      const journal = await openJournal(charter);
      const [entry] = await journal.entries();
      await journal.transact(["note", "carried"], async ({{ note, carried }}) => {{
        await note.delete(entry.sequence);
        await carried.put({{ ...entry, leaf: toBase64(entry.leaf), state: "received" }});
      }});
    }}"""
    album.sends()
    for path in (album.handset.place.path / "photos").glob("[0-9a-f][0-9a-f]/*"):
        path.unlink()
    album.handset.page.evaluate(code, album.charter)
    again = f"""async (charter) => {{
      {MODULES}
      await (await openJournal(charter)).transact(["photo"], async ({{ photo }}) => {{
        for (const one of await photo.getAll()) await photo.put({{ ...one, state: "waiting" }});
      }});
    }}"""
    album.handset.page.evaluate(again, album.charter)
    assert album.sends()["received"] == 1
    assert album.is_there(digest)


def test_a_photograph_that_was_damaged_on_the_phone_is_told_and_not_sent(album: Album) -> None:
    album.says(snapshot(1, 400, 300))
    code = f"""async (charter) => {{
      {MODULES}
      const journal = await openJournal(charter);
      const [one] = await journal.photos();
      const blob = new Blob(["rusak"]);
      await journal.transact(["photo"], ({{ photo }}) => photo.put({{ ...one, blob }}));
    }}"""
    album.handset.page.evaluate(code, album.charter)
    assert album.sends() == {"received": 0, "problem": None}
    assert (album.pieces, album.kept()[0]["state"]) == ([], "refused")
    album.handset.goes("antrean")
    expect(album.handset.page.locator("#screen")).to_contain_text("1 foto rusak atau ditolak")


def test_photographs_of_entries_that_the_log_has_lost_are_offered_again(album: Album) -> None:
    (digest,) = album.says(snapshot(1, 400, 300))
    album.sends()
    for path in (album.handset.place.path / "photos").glob("[0-9a-f][0-9a-f]/*"):
        path.unlink()
    code = f"""async (charter) => {{
      {MODULES}
      await (await openJournal(charter)).lose(0);
    }}"""
    album.handset.page.evaluate(code, album.charter)
    assert album.sends()["received"] == 1
    assert album.is_there(digest)


def test_a_server_that_is_killed_in_the_middle_goes_on_where_it_stood(
    phone: BrowserContext, page: Page, tmp_path: Path, image: bytes
) -> None:
    with practice(tmp_path / "buku") as place:
        with desk(place) as served:
            handset = Handset(phone, page, place, served.address)
            handset.is_enrolled()
            album = Album(handset)
            (digest,) = album.says(image)
        place.ledger.close()
        with process(place.path, handset.address) as (child, _):

            def kill(route: Route) -> None:
                if route.request.method == "PATCH" and len(album.pieces) == 2:
                    os.kill(child.pid, signal.SIGKILL)
                    child.wait(PATIENCE)
                route.fallback()

            phone.route(UPLOAD, kill)
            assert album.sends()["problem"]["type"] == "unreachable"
            phone.unroute(UPLOAD, kill)
        begun = len(album.pieces)
        with process(place.path, handset.address):
            assert album.sends() == {"received": 1, "problem": None}
        assert album.is_there(digest)
        assert album.pieces[begun][0] >= 65536
