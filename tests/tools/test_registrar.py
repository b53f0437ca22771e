"""A registrar's notes do to the register what the commands say."""

from pathlib import Path

import pytest

from ledger import key as keyfile
from ledger.tlog.text import to_base64
from tests.support.command import Place, device, place, segel
from tests.support.device import founders
from tests.support.witness import Cosigner, policy_text
from tools.source import DirectorySource
from tools.verify import Trust, verify


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    """Return a founded ledger."""
    return place(tmp_path)


def submitted(made: Place) -> str:
    """Hand in what the registrar has signed; return the newest note."""
    assert segel("submit", made.ledger, made.registrar).status == 0
    return max(made.registrar.glob("*.note")).read_text(encoding="utf-8")


def test_an_enrolled_key_speaks(made: Place) -> None:
    folder = device(made, "16.08/kpu/gudang-01")
    segel("sign", folder, "--unread", '{"kind":"Coba"}')

    assert segel("submit", made.ledger, folder).status == 0
    assert segel("verify", made.ledger).status == 0


def test_requests_come_as_lines_or_files_and_delegates_get_a_prefix(made: Place) -> None:
    lines = []
    for name in ("16.08/ppk/a", "16.08/ppk/b"):
        file = made.folder / name.replace("/", "_")
        segel("key", "new", name, file)
        lines.append(segel("key", "request", file, "--origin", made.origin).out)
    (made.folder / "request").write_text(lines[0], encoding="utf-8")

    ran = segel(
        "enrol", made.registrar, made.folder / "request", lines[1].strip(),
        "--delegate", "16.08/ppk/x",
    )  # fmt: skip

    assert ran.status == 0
    note = submitted(made)
    assert note.count(" delegate 16.08/ppk/x\n") == 2


@pytest.mark.parametrize("more", [" delegate 16.08", "\nrevoke 16.08/polri after 0", "\nlend"])
def test_a_request_asks_for_nothing_but_its_key(made: Place, more: str) -> None:
    file = made.folder / "a"
    segel("key", "new", "16.08/ppk/a", file)
    line = segel("key", "request", file, "--origin", made.origin).out.strip()
    (made.folder / "request").write_text(f"{line}{more}\n", encoding="utf-8")

    for request in (f"{line}{more}", made.folder / "request"):
        assert segel("enrol", made.registrar, request).status == 2
    assert list(made.registrar.glob("*.note")) == []


def test_a_journal_is_resumed_and_revoked(made: Place) -> None:
    device(made, "16.08/kpu/gudang-01")
    after = to_base64(bytes(32))
    resumed = segel("resume", made.registrar, "16.08/kpu/gudang-01", "--at", 5, "--after", after)
    revoked = segel("revoke", made.registrar, "16.08/kpu/gudang-01", "--after", 4)

    assert (resumed.status, revoked.status) == (0, 0)
    assert "\nrevoke 16.08/kpu/gudang-01 after 4\n" in submitted(made)
    source = DirectorySource(made.ledger)
    register = next(c for c in verify(source, Trust()).checks if c.key == "register")
    source.close()
    assert register.reasons == []


WITNESSES = policy_text(2, *(Cosigner.named(name) for name in ("bawaslu", "pers", "unsri")))


def test_witnesses_are_named_by_what_a_quorum_of_registrars_says_alike(made: Place) -> None:
    file = made.folder / "witnesses.policy"
    file.write_text(f"# saksi\n\n{WITNESSES}", encoding="utf-8")
    keyfile.save(made.folder / "polri.key", made.founders.registrars[1].key)
    where = ["--origin", made.origin, "--after", made.fingerprint]
    segel("key", "begin", made.folder / "polri", made.folder / "polri.key", *where)

    for journal in (made.registrar, made.folder / "polri"):
        assert segel("policy", journal, file).status == 0
        assert segel("submit", made.ledger, journal).status == 0

    found = segel("verify", made.ledger)
    assert found.status == 3, "witnesses are asked for, and none has come"
    assert "perlu 2, sah 0" in found.out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quorum none",
        "quorum saksi\n",
        WITNESSES.replace(" https://saksi.example/", ""),
        WITNESSES.replace("https://", "ftp://"),
        f"log {founders().charter.log} https://a.example\n{WITNESSES}",
        "\xff",
    ],
)
def test_a_policy_that_nobody_could_meet_is_not_signed(made: Place, text: str) -> None:
    file = made.folder / "witnesses.policy"
    file.write_text(text, encoding="latin-1")

    assert segel("policy", made.registrar, file).status == 2
    assert list(made.registrar.glob("*.note")) == []


@pytest.mark.parametrize(
    "words",
    [
        ["enrol", "{journal}", "bukan-berkas"],
        ["enrol", "{journal}", "{journal}/begin"],
        ["resume", "{journal}", "a", "--at", "1", "--after", "abc"],
        ["revoke", "{journal}", "a", "--after", "-1"],
        ["revoke", "/nowhere", "a", "--after", "1"],
        ["enrol", "{journal}", *["enrol a b"] * 101],
    ],
)
def test_wrong_use_signs_nothing(made: Place, words: list[str]) -> None:
    ran = segel(*(word.format(journal=made.registrar) for word in words))

    assert ran.status == 2
    assert list(made.registrar.glob("*.note")) == []
