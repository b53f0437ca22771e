"""A published folder grows with its log, is proven by strangers, and is never turned back."""

from pathlib import Path

import pytest

from ledger.tlog.text import to_base64
from tests.support.command import segel
from tests.support.device import Device
from tests.support.judgement import doctored
from tests.support.log_builder import LogBuilder, body


@pytest.fixture(name="device")
def _device() -> Device:
    """Return the device that speaks in the log."""
    return Device.named("16.08/kpu/gudang-01")


@pytest.fixture(name="log")
def _log(device: Device) -> LogBuilder:
    """Return a log of one full bundle and a bit."""
    log = LogBuilder()
    log.add(log.founders.enrol(device))
    log.add(*(device.says(body(number)) for number in range(258)))
    log.sign()
    return log


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_it_is_byte_for_byte_the_log_as_tiles(log: LogBuilder, tmp_path: Path) -> None:
    ran = segel("publish", log.write(tmp_path / "ledger"), tmp_path / "out")

    assert ran.status == 0
    assert files(tmp_path / "out") == files(log.publish(tmp_path / "expected"))
    verified = segel("verify", tmp_path / "out", "--charter", to_base64(log.fingerprint))
    assert verified.status == 0


def test_only_what_is_new_is_written(log: LogBuilder, device: Device, tmp_path: Path) -> None:
    out = tmp_path / "out"
    segel("publish", log.write(tmp_path / "ledger"), out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    again = segel("publish", tmp_path / "ledger", out)
    log.add(device.says(body(1)))
    log.sign()
    grown = segel("publish", log.write(tmp_path / "grown"), out)

    assert ", 0 berkas" in again.out
    assert ", 2 berkas" in grown.out
    assert segel("verify", out, "--charter", to_base64(log.fingerprint)).status == 0
    before.pop(out / "checkpoint")
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_another_or_a_shorter_log_is_not_published_over_it(
    log: LogBuilder, device: Device, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shorter = log.write(tmp_path / "shorter")
    log.add(device.says(body(1)))
    log.sign()
    segel("publish", log.write(tmp_path / "ledger"), out)
    before = files(out)
    fork = LogBuilder()
    other = Device.named("16.08/kpu/gudang-02")
    fork.add(fork.founders.enrol(other))
    fork.add(*(other.says(body(number)) for number in range(300)))
    fork.sign()

    for directory in (shorter, fork.write(tmp_path / "fork")):
        ran = segel("publish", directory, out)
        assert ran.status == 1
        assert "does not extend" in ran.err
    assert files(out) == before


def test_a_damaged_log_is_not_published(log: LogBuilder, tmp_path: Path) -> None:
    ledger = doctored(log.write(tmp_path / "ledger"), "DELETE FROM entry WHERE leaf_index = 7")

    ran = segel("publish", ledger, tmp_path / "out")

    assert ran.status == 1
    assert not (tmp_path / "out" / "checkpoint").exists()
