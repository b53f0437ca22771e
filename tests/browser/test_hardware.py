"""What a phone's hardware signs, in a real browser, Python verifies; and what it refuses."""

from collections.abc import Iterator
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from playwright.sync_api import Page

from ledger.register import Effect
from ledger.tlog.note import VerifierKey
from ledger.tlog.text import parse_base64
from ledger.tlog.webauthn import EDDSA, ES256, Assertion, Public, verify
from tests.support.authenticator import ORDER
from tests.support.device import ORIGIN, Device
from tests.support.finger import Finger, at_localhost
from tests.support.roll import Roll
from tests.support.site import serving

pytestmark = pytest.mark.browser

JOURNAL = "16.08/kpu/gudang-03"
ALGORITHMS = {"es256": (-7, ES256), "eddsa": (-8, EDDSA)}

HAS = "async () => (await import('/static/hardware.js')).hasHardware()"
MAKE = """async ([origin, name, algorithms]) => {
  const [{ makeHardwareKey }, { enrolLine }, { formatVerifierKey, verifierKey }] =
    await Promise.all(["hardware", "enrolment", "note"].map((one) => import(`/static/${one}.js`)));
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  const signer = { key: await verifierKey(name, raw), privateKey: keys.privateKey };
  const line = await enrolLine(origin, signer);
  globalThis.hardware = await makeHardwareKey(origin, signer, algorithms);
  return [line, globalThis.hardware.line];
}"""
RAW = """async (ders) => {
  const { rawSignature } = await import("/static/webauthn.js");
  const { parseHex, toHex } = await import("/static/text.js");
  const { FormatError } = await import("/static/errors.js");
  return ders.map((der) => {
    try {
      return toHex(rawSignature(parseHex(der, "DER")));
    } catch (error) {
      if (error instanceof FormatError) return null;
      throw error;
    }
  });
}"""
SIGN = """async (text) => {
  const { hardwareSigner } = await import("/static/hardware.js");
  const { signNote } = await import("/static/note.js");
  const { key, privateKey } = await hardwareSigner(globalThis.hardware);
  return new TextDecoder().decode(await signNote(text, key, privateKey));
}"""
FAILS = """async (text) => {
  const { hardwareSigner, UnrecognisedError } = await import("/static/hardware.js");
  const { privateKey } = await hardwareSigner(globalThis.hardware);
  return privateKey(new TextEncoder().encode(text)).then(
    () => "signed", (error) => (error instanceof UnrecognisedError ? error.type : String(error)));
}"""


@pytest.fixture(name="address", scope="module")
def serve_files() -> Iterator[str]:
    with serving() as address:
        yield at_localhost(address)


@pytest.mark.parametrize(("algorithm", "identifier"), ALGORITHMS.values(), ids=ALGORITHMS)
def test_a_key_in_hardware_is_enrolled_and_signs(
    script: Page, algorithm: int, identifier: bytes
) -> None:
    finger = Finger.on(script)
    software, line = made(script, algorithm)

    roll = Roll()
    effects = [one.effect for one in roll.takes(roll.kpu.registers(software, line))]
    assert effects == [Effect.ENROLLED, Effect.STRENGTHENED]
    member = roll.register.member(JOURNAL)
    guard = Device.named(JOURNAL).enrolled(roll.notes[-1])
    text = guard.says({"kind": "HandoverOffered"}).decode().rpartition("\n\n")[0] + "\n"
    roll.takes(script.evaluate(SIGN, text).encode())

    assert member.chain.expected == 1
    assert member.hardware is not None
    public = Public.parse(member.hardware.public)
    assert (public.identifier, public.rp_id_hash) == (identifier, sha256(b"localhost").digest())
    assert len(finger.keys()) == 1


def test_many_signatures_are_all_strict(script: Page) -> None:
    Finger.on(script)
    line = made(script, -7)[1]
    key = VerifierKey.parse(line.split(" ")[1])
    for number in range(16):  # every second one has the larger s before it is turned
        note = script.evaluate(SIGN, f"{number}\n")
        value = parse_base64(note.rstrip("\n").rpartition(" ")[2], "signature")[4:]
        verify(key.public, value, f"{number}\n".encode())
        assert Assertion.parse(value).serialise() == value


def test_whoever_is_not_recognised_signs_nothing(script: Page) -> None:
    finger = Finger.on(script)
    made(script, -7)
    finger.is_known(known=False)
    assert script.evaluate(FAILS, "text\n") == "unrecognised"
    finger.is_known(known=True)
    assert script.evaluate(FAILS, "text\n") == "signed"


def test_a_phone_without_hardware_says_so(script: Page) -> None:
    assert script.evaluate(HAS) is False
    Finger.on(script)
    assert script.evaluate(HAS) is True


def test_an_address_without_a_name_has_no_hardware_keys(page: Page, address: str) -> None:
    page.goto(address.replace("localhost", "127.0.0.1"))
    Finger.on(page)
    assert page.evaluate(HAS) is False
    with pytest.raises(Exception, match="UnrecognisedError"):
        made(page, -7)


def test_what_authenticators_write_is_read_strictly(script: Page) -> None:
    random = Random(1)
    pairs = [(random.randrange(1, ORDER), random.randrange(1, ORDER)) for _ in range(40)]
    pairs += [(1, 1), (127, 128), (128, 255), (ORDER - 1, ORDER - 1), (2**248 - 1, 2**248)]
    ders = [encode_dss_signature(r, s) for r, s in pairs]
    expected = [(r.to_bytes(32) + min(s, ORDER - s).to_bytes(32)).hex() for r, s in pairs]
    assert script.evaluate(RAW, [der.hex() for der in ders]) == expected

    good = encode_dss_signature(1, 2).hex()
    assert good == "3006020101020102"
    bad = (
        "",
        "30",
        "300602010102010200",  # a byte behind it
        "3007020101020102",  # another length
        "3106020101020102",  # no sequence
        "3006030101020102",  # no integer
        "300602010102010200"[:-4],  # a byte short
        "30070202000102010200"[:-2],  # a zero too many
        "3006020181020102",  # a negative number
        "30050200020102",  # no number
        "30812402010102010200",  # a length of two bytes
        encode_dss_signature(1, 2).hex().replace("020102", "020900" + "ff" * 8),
        f"302602010102{'21'}00{(2**256 - 1).to_bytes(32).hex()}",  # s beyond the order
    )
    assert script.evaluate(RAW, list(bad)) == [None] * len(bad)


def made(script: Page, algorithm: int) -> tuple[str, str]:
    """Make both keys of a journal; return their enrol lines."""
    lines: Any = script.evaluate(MAKE, [ORIGIN, JOURNAL, [algorithm]])
    return lines[0], lines[1]
