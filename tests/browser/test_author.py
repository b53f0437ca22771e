"""What a phone signs it keeps, whole or not at all, and what an older version kept stays."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.errand import Errand
from tests.support.handset import Handset
from tests.support.practice import practice
from tests.support.server import desk, until

pytestmark = pytest.mark.browser

FIRST_VERSION = """async (charter) => {
  const request = indexedDB.open(`segel ${charter}`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("device");
    request.result.createObjectStore("note", { keyPath: "sequence" });
  };
  const answer = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const database = await answer(request);
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const stores = database.transaction(["device", "note"], "readwrite");
  await answer(stores.objectStore("device").add(
    { name: "16.08/kpu/lama", keys, next: 1, previous: Uint8Array.of(1), held: null }, "self"));
  await answer(stores.objectStore("note").add({
    sequence: 0, note: Uint8Array.of(2), leaf: Uint8Array.of(1), openings: [{ path: "/visitor" }],
    cited: null, state: "signed", receipt: null, problem: null }));
  database.close();
}"""

OPENED = """async (charter) => {
  const { openJournal } = await import("/modules/journal.js");
  const journal = await openJournal(charter);
  const { keys, ...device } = await journal.device();
  const signed = await crypto.subtle.sign("Ed25519", keys.privateKey, Uint8Array.of(3));
  const [entry] = await journal.entries();
  await journal.remember("ingatan", { a: 1 });
  return { name: device.name, next: device.next, signed: signed.byteLength, entry: entry.sequence,
    opening: entry.openings[0].path, carried: await journal.carried(),
    memo: await journal.memo("ingatan") };
}"""

FILLED = """async ([charter, bytes]) => {
  const { openJournal } = await import("/modules/journal.js");
  const journal = await openJournal(charter);
  const filler = new Blob([crypto.getRandomValues(new Uint8Array(65536))]);
  const blob = new Blob(Array(bytes / 65536).fill(filler));
  const photos = [{ hash: "x", blob, type: "", size: blob.size }];
  const device = await journal.device();
  const note = { note: Uint8Array.of(1), leaf: Uint8Array.of(2), openings: [], cited: null };
  const fault = await journal.keep(note, device, photos).then(() => "", (error) => error.name);
  const after = await journal.device();
  return { fault, next: after.next, entries: (await journal.entries()).length,
    photos: (await journal.photos()).length };
}"""

RENEWED = """async (charter) => {
  const { openJournal } = await import("/modules/journal.js");
  const journal = await openJournal(charter);
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const { held, vkey } = await journal.device();
  await journal.renew({ name: "16.08/kpu/gudang-03-2", vkey, keys, line: "enrol" });
  const device = await journal.device();
  return { name: device.name, next: device.next, previous: device.previous,
    isHeld: device.held === held && held !== null, entries: (await journal.entries()).length,
    former: (await journal.former()).map(({ journal: name, sequence }) => [name, sequence]),
    devices: (await journal.formerDevices()).map(({ name }) => name) };
}"""

LATE = """async (charter) => {
  const { openJournal } = await import("/modules/journal.js");
  const journal = await openJournal(charter);
  const [old] = await journal.entries();
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const { vkey } = await journal.device();
  await journal.renew({ name: "16.08/kpu/gudang-03-2", vkey, keys, line: "enrol" });
  await journal.settle({ ...old, state: "received" });
  await journal.enrolled(new Uint8Array(32));
  await journal.keep({ ...old, leaf: new Uint8Array(32) }, await journal.device());
  await journal.settle({ ...old, state: "received" });
  return (await journal.entries()).map(({ state }) => state);
}"""


@pytest.fixture(name="errand")
def open_phone(phone: BrowserContext, page: Page, tmp_path: Path) -> Iterator[Errand]:
    with practice(tmp_path / "buku") as place, desk(place) as served:
        yield Errand(Handset(phone, page, place, served.address))


def test_what_the_first_version_kept_is_still_there_after_the_upgrade(
    errand: Errand, page: Page
) -> None:
    page.goto(f"{errand.handset.address}/periksa")
    charter = errand.handset.place.ledger.fingerprint()
    page.evaluate(FIRST_VERSION, charter)

    assert page.evaluate(OPENED, charter) == {
        "name": "16.08/kpu/lama",
        "next": 1,
        "signed": 64,
        "entry": 0,
        "opening": "/visitor",
        "carried": [],
        "memo": {"a": 1},
    }


def test_a_full_phone_keeps_nothing_of_what_does_not_fit(errand: Errand, page: Page) -> None:
    page.goto(f"{errand.handset.address}/periksa")
    session = errand.handset.phone.new_cdp_session(page)
    quota: dict[str, Any] = {"origin": errand.handset.address, "quotaSize": 8_000_000}
    session.send("Storage.overrideQuotaForOrigin", quota)
    errand.handset.is_enrolled()
    errand.says("sebelum penuh")

    asked = [errand.handset.place.ledger.fingerprint(), 32 * 1024 * 1024]
    found = page.evaluate(FILLED, asked)

    assert found == {"fault": "QuotaExceededError", "next": 1, "entries": 1, "photos": 0}
    errand.says("yang masih muat")
    errand.waits_for(["received"] * 2)


def test_a_full_phone_is_told_what_to_do(errand: Errand, page: Page) -> None:
    page.goto(f"{errand.handset.address}/periksa")

    words = page.evaluate("""async () => {
      const { inWords, problemOf } = await import("/modules/words.js");
      return inWords(problemOf(new DOMException("", "QuotaExceededError")))[0];
    }""")

    assert "TIDAK tersimpan" in words
    assert "hapus foto atau video lain" in words


def test_a_new_key_begins_a_new_journal_and_the_old_one_stays(errand: Errand, page: Page) -> None:
    errand.handset.is_enrolled()
    errand.says("halo", "lagi")
    errand.waits_for(["received"] * 2)

    found = page.evaluate(RENEWED, errand.handset.place.ledger.fingerprint())

    assert found == {
        "name": "16.08/kpu/gudang-03-2",
        "next": 0,
        "previous": None,
        "isHeld": True,
        "entries": 0,
        "former": [["16.08/kpu/gudang-03", 0], ["16.08/kpu/gudang-03", 1]],
        "devices": ["16.08/kpu/gudang-03"],
    }
    errand.handset.opens("saya")
    page.reload()
    expect(page.get_by_text("Jurnal lama 16.08/kpu/gudang-03: 2 catatan")).to_be_visible()


def test_what_the_old_journal_had_not_sent_is_handed_in_under_the_new_key(
    errand: Errand, page: Page
) -> None:
    errand.handset.is_enrolled()
    errand.handset.loses_the_network()
    errand.says("halo", "lagi", opened={"name": "Siti Aminah"})
    page.evaluate(RENEWED, errand.handset.place.ledger.fingerprint())
    errand.handset.finds_the_network()
    errand.rings()

    until(lambda: errand.carried() == ["received"] * 2)
    assert errand.handset.place.ledger.tree.size == 4
    assert errand.secrets() == 0


def test_an_urgent_entry_takes_along_what_stands_before_it_and_nothing_behind_it(
    errand: Errand, page: Page
) -> None:
    errand.handset.is_enrolled()
    errand.handset.loses_the_network()
    errand.says("satu")
    errand.says("mendesak", urgent=True)
    errand.says_many(3)
    with page.expect_request("**/entries") as begun:
        errand.handset.finds_the_network()
        errand.rings()

    assert len((begun.value.post_data_json or {})["notes"]) == 2
    errand.waits_for(["received"] * 5)


def test_an_answer_about_a_former_journal_is_none_about_the_new_one(errand: Errand) -> None:
    errand.handset.is_enrolled()
    errand.handset.loses_the_network()
    errand.says("halo")
    charter = errand.handset.place.ledger.fingerprint()

    assert errand.handset.page.evaluate(LATE, charter) == ["signed"]


def test_a_fault_of_the_apps_own_promises_nothing(errand: Errand, page: Page) -> None:
    page.goto(f"{errand.handset.address}/periksa")
    said = page.evaluate(
        """async () => {
          const { inWords, problemOf } = await import("/modules/words.js");
          return inWords(problemOf(new TypeError("x is undefined")))[0];
        }"""
    )

    assert said.startswith("Aplikasi gagal: x is undefined.")
    assert "ersimpan di ponsel" not in said
