"""Offline proofs: one page that an entry is in the log."""

from collections.abc import Iterator

from tests.support.strict.case import LOG, ORIGIN, Case, b64, case, sign
from tests.support.strict.tree import LEAVES, path_to, root_of


def proofs() -> Iterator[Case]:
    good = proof_text()
    yield case("proof.parse", "a proof", True, text=good)
    yield case("proof.parse", "with extra data", True, text=proof_text(extra="extra c2VnZWw=\n"))
    yield case("proof.parse", "with empty extra data", True, text=proof_text(extra="extra \n"))
    yield case("proof.parse", "without hashes", True, text=proof_text("0", path=[]))
    yield case("proof.parse", "of 63 hashes", True, text=proof_text(path=[bytes(32)] * 63))
    wrong = {
        "nothing": "",
        "of 64 hashes": proof_text(path=[bytes(32)] * 64),
        "index 05": proof_text("05"),
        "index +5": proof_text("+5"),
        "index of 2^63": proof_text(str(2**63)),
        "another version": good.replace("@v1", "@v2"),
        "a space after the header": good.replace("@v1", "@v1 "),
        "no index": good.replace("index 5\n", ""),
        "the index after the hashes": good.replace("index 5\n", "").replace(
            "\n\n", "\nindex 5\n\n"
        ),
        "extra data twice": proof_text(extra="extra AA==\nextra AA==\n"),
        "extra data after the index": good.replace("index 5\n", "index 5\nextra AA==\n"),
        "extra data with a stray bit": proof_text(extra="extra AB==\n"),
        "a hash of 31 bytes": proof_text(path=[bytes(31)]),
        "no empty line": good.replace("\n\n", "\n", 1),
        "two empty lines": good.replace("\n\n", "\n\n\n", 1),
        "no checkpoint": good.split("\n\n")[0] + "\n\n",
        "a checkpoint of size 08": good.replace("\n8\n", "\n08\n"),
        "carriage returns": good.replace("\n", "\r\n"),
        "a byte-order mark": f"\ufeff{good}",
    }
    for name, text in wrong.items():
        yield case("proof.parse", name, False, text=text)


def verified_proofs() -> Iterator[Case]:
    def one(name: str, verdict: bool, text: str, entry: bytes = LEAVES[5]) -> Case:
        return case("proof.verify", name, verdict, text=text, entry=entry.hex(), vkey=LOG)

    good = proof_text()
    yield one("an honest proof", True, good)
    yield one("of another entry", False, good, LEAVES[4])
    yield one("at another index", False, proof_text("4"))
    yield one("an index beyond the tree", False, proof_text("8"))
    yield one("without hashes", False, proof_text(path=[]))
    yield one("under a checkpoint that was changed", False, good.replace("\n8\n", "\n9\n"))


def proof_text(index: str = "5", extra: str = "", path: list[bytes] | None = None) -> str:
    hashes = path_to(5, LEAVES) if path is None else path
    lines = "".join(f"{b64(one)}\n" for one in hashes)
    checkpoint = sign(f"{ORIGIN}\n8\n{b64(root_of(LEAVES))}\n")
    return f"c2sp.org/tlog-proof@v1\n{extra}index {index}\n{lines}\n{checkpoint}"
