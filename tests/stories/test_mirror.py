"""What happens to mirrors: a bit flips, the network is cut, the process dies, a ledger is fake."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ledger import key as keyfile
from ledger.charter import fingerprint
from ledger.fingerprint import words
from ledger.tlog.note import SignerKey
from ledger.tlog.text import to_base64
from tests.support.command import Ran, segel
from tests.support.device import Device, Founders, founders
from tests.support.judgement import flipped
from tests.support.log_builder import LogBuilder, body
from tests.support.mutation import mutations
from tests.support.server import ROOT, until
from tests.support.wire import wire
from tests.tools.test_mirror import serving
from tests.tools.test_publication import files

CHARTER = to_base64(fingerprint(founders().note))


def grown(size: int, people: Founders | None = None) -> LogBuilder:
    """Return a log of `size` entries, signed twice on the way."""
    log = LogBuilder(people or founders())
    (device,) = log.enrol("16.08/kpu/gudang-01")
    while log.size < size:
        log.add(device.says(body(log.size)))
        if log.size in {size // 3, size // 2}:
            log.sign()
    log.sign()
    return log


@pytest.fixture(name="ledger", scope="module")
def _ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of a log of three bundles and a bit."""
    return grown(800).write(tmp_path_factory.mktemp("origin") / "ledger")


def is_proven(folder: Path | str) -> bool:
    return segel("verify", folder, "--charter", CHARTER).status == 0


def mirror(source: object, folder: Path) -> Ran:
    return segel("mirror", source, folder, "--charter", CHARTER)


# --- one bit ---------------------------------------------------------------------------------


def test_after_one_flipped_bit_verify_names_the_place_and_mirroring_again_repairs_it(
    ledger: Path, tmp_path: Path
) -> None:
    copy, chance = tmp_path / "copy", random.Random(7)
    mirror(ledger, copy)
    whole = files(copy)
    logs = [name for name in whole if name.startswith(("tile", "checkpoint"))]
    assert len(logs) >= 10
    for name in logs:
        raw = whole[name]
        for place in {chance.randrange(len(raw)) for _ in range(3)}:
            (copy / name).write_bytes(flipped(raw, place))

            verdict = segel("verify", copy, "--charter", CHARTER, "--lang", "en")
            assert verdict.status == 1, (name, place)
            named = ("leaf ", "leaves ", "checkpoint ", name)
            assert any(word in verdict.out for word in named), verdict.out

            again = mirror(ledger, copy)
            assert again.status == 0, (name, place, again.err)
            assert f"diperbaiki / repaired: {name}" in again.out, (name, place)
            after = files(copy)
            assert {each: after[each] for each in whole} == whole, (name, place)
            for left in copy.rglob("*.damaged"):
                left.unlink()
    assert is_proven(copy)


def test_a_mirror_whose_pinned_charter_is_damaged_refuses(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    mirror(ledger, copy)
    pin = copy / "charter.hash"
    pin.write_bytes(flipped(pin.read_bytes(), 9))
    before = files(copy)

    ran = mirror(ledger, copy)

    assert ran.status == 1
    assert "charter.hash" in ran.err or "another ledger" in ran.err
    assert files(copy) == before


# --- the network -----------------------------------------------------------------------------


def test_connections_that_break_at_any_byte_are_made_again(ledger: Path, tmp_path: Path) -> None:
    segel("publish", ledger, tmp_path / "published")
    chance, copy = random.Random(3), tmp_path / "copy"
    with (
        serving(tmp_path / "published") as server,
        wire(server, lambda: chance.choice((20, 300, 5_000, 60_000, 10**9, 10**9))) as cut,
    ):
        for _ in range(10):
            if mirror(cut.address, copy).status == 0:
                break

    assert cut.cuts > 0
    assert is_proven(copy)


def test_a_network_that_is_cut_leaves_a_valid_older_mirror_and_the_next_run_goes_on(
    tmp_path: Path,
) -> None:
    log, copy, chance = grown(300), tmp_path / "copy", random.Random(5)
    mirror(log.publish(tmp_path / "published"), copy)
    old = (copy / "checkpoint").read_bytes()
    device = Device.named("16.08/kpu/gudang-02")
    log.add(log.founders.enrol(device), *(device.says(body(number)) for number in range(1_200)))
    log.sign()
    log.publish(tmp_path / "published")
    held = []
    with serving(tmp_path / "published") as server:
        for _ in range(3):
            with wire(server, life=chance.randrange(100_000, 400_000)) as cut:
                ran = mirror(cut.address, copy)
            assert ran.status == 3, ran.err
            assert (copy / "checkpoint").read_bytes() == old
            assert is_proven(copy)
            held.append(len(files(copy)))
        assert mirror(server, copy).status == 0

    assert held == sorted(held)
    assert (copy / "checkpoint").read_bytes() == log.checkpoints[-1][1]
    assert is_proven(copy)


def test_a_process_that_is_killed_leaves_a_valid_mirror_and_the_next_one_goes_on(
    tmp_path: Path,
) -> None:
    log, copy, chance = grown(300), tmp_path / "copy", random.Random(11)
    mirror(log.publish(tmp_path / "published"), copy)
    log.add(*(f"{number}".encode() * 50 for number in range(20_000)))
    log.sign()
    log.publish(tmp_path / "published")
    old, new = (copy / "checkpoint").read_bytes(), log.checkpoints[-1][1]
    command = [sys.executable, "-m", "tools", "mirror", str(tmp_path / "published"), str(copy)]
    killed = 0
    for wanted in sorted(chance.sample(range(3, 75), 4)):
        killed += killed_with(command, copy, wanted) == -signal.SIGKILL
        shown = (copy / "checkpoint").read_bytes()
        assert shown in {old, new}
        assert shown == new or is_proven(copy)
    assert killed > 0

    assert mirror(tmp_path / "published", copy).status == 0
    expected = files(tmp_path / "published")
    found = files(copy)
    assert {name: found.get(name) for name in expected if ".p/" not in name} == {
        name: raw for name, raw in expected.items() if ".p/" not in name
    }


def killed_with(command: list[str], copy: Path, wanted: int) -> int:
    """Kill a command once there are so many bundles; return its exit status."""
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    until(lambda: child.poll() is not None or bundles(copy) >= wanted)
    child.send_signal(signal.SIGKILL)
    return child.wait()


def bundles(folder: Path) -> int:
    return len(list((folder / "tile" / "entries").iterdir()))


# --- a ledger of somebody else ---------------------------------------------------------------


def impostors() -> Founders:
    """Return founders of the same names and the same origin, whose keys are somebody else's."""
    real = founders()

    def other(key: SignerKey) -> SignerKey:
        return SignerKey.from_seed(key.name, sha256(b"fake " + key.name.encode()).digest())

    log, clerk = other(real.log), Device(real.charter.origin, other(real.clerk.key))
    registrars = tuple(Device(one.origin, other(one.key)) for one in real.registrars)
    charter = replace(
        real.charter,
        log=log.verifier,
        clerk=clerk.key.verifier,
        registrars=tuple(one.key.verifier for one in registrars),
    )
    note = f"{charter.text()}\n".encode()
    for key in (log, clerk.key, *(one.key for one in registrars)):
        note = charter.signed(note, key)
    for device in (clerk, *registrars):
        device.head = fingerprint(note)
    return Founders(log, clerk, registrars, charter, note)


def test_a_complete_fake_ledger_with_its_own_charter_convinces_nobody_who_has_the_words(
    ledger: Path, tmp_path: Path
) -> None:
    fake = grown(900, impostors())
    shown = fake.write(tmp_path / "fake")
    copy = tmp_path / "copy"
    mirror(ledger, copy)
    before = files(copy)
    with serving(fake.publish(tmp_path / "published")) as address:
        trusting = segel("verify", address)
        knowing = segel("verify", address, "--charter", CHARTER, "--lang", "en")
        followed = segel("mirror", address, copy)
        first = mirror(address, tmp_path / "first")
        deceived = segel("mirror", address, tmp_path / "deceived")

    assert trusting.status == 3  # whole, but whose? the eight words are shown
    assert words(fake.fingerprint) in trusting.out
    assert knowing.status == 1
    assert "not the charter that is trusted" in knowing.out
    assert segel("verify", shown, "--charter", CHARTER).status == 1
    assert (followed.status, first.status) == (1, 1)
    assert "another ledger" in followed.err
    assert files(copy) == before
    assert set(files(tmp_path / "first")) == {"lock"}
    assert words(fake.fingerprint) in deceived.out  # to be compared with the printed ones
    assert words(fingerprint(founders().note)) not in deceived.out


def test_a_fake_mirror_does_not_become_the_server(tmp_path: Path) -> None:
    fake, real = grown(30, impostors()), founders()
    segel("mirror", fake.write(tmp_path / "fake"), tmp_path / "copy")
    keyfile.save(tmp_path / "log.key", real.log)
    keyfile.save(tmp_path / "clerk.key", real.clerk.key)
    keys = ("--log-key", tmp_path / "log.key", "--clerk-key", tmp_path / "clerk.key")

    ran = segel("restore", tmp_path / "copy", tmp_path / "new", *keys)

    assert ran.status == 2
    assert "other keys" in ran.err
    assert not (tmp_path / "new").exists()


# --- a server that answers anything ----------------------------------------------------------


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_server_answers_the_mirror_shows_the_log_or_nothing(
    data: st.DataObject, tmp_path: Path
) -> None:
    honest = files(grown(270).publish(tmp_path / "published"))
    name = data.draw(st.sampled_from(sorted(honest)))
    raw = data.draw(mutations(honest[name]) | st.binary(max_size=300))
    with TemporaryDirectory(dir=tmp_path) as folder:
        copy = Path(folder) / "copy"
        (tmp_path / "published" / name).write_bytes(raw)
        ran = mirror(tmp_path / "published", copy)
        (tmp_path / "published" / name).write_bytes(honest[name])

        assert ran.status in {0, 1, 2, 3}
        shown = files(copy)
        tiles = {each: one for each, one in shown.items() if each.startswith("tile/")}
        assert tiles == {each: honest[each] for each in tiles}
        assert ("checkpoint" in shown) == (ran.status == 0)
        assert ran.status != 0 or is_proven(copy)


# --- any web server --------------------------------------------------------------------------


def test_a_plain_web_server_serves_a_mirror_as_the_origin_would_be(
    ledger: Path, tmp_path: Path
) -> None:
    mirror(ledger, tmp_path / "copy")
    with http_server(tmp_path / "copy") as address:
        assert is_proven(address)
        assert mirror(address, tmp_path / "second").status == 0
        proven = segel("proof", address, 700, "-o", tmp_path / "700.tlog-proof")

    assert proven.status == 0
    assert files(tmp_path / "second") == files(tmp_path / "copy")


@contextmanager
def http_server(folder: Path) -> Iterator[str]:
    """Run `python -m http.server` in a folder."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    child = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert child.stdout is not None
    try:
        port = child.stdout.readline().split(" port ")[1].split()[0]
        yield f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        child.wait()
        child.stdout.close()
