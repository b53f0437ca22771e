"""What Python says of a case: the same table as tests/browser/judge.js."""

from collections.abc import Callable
from typing import Final

from ledger.bundle import Bundle
from ledger.charter import Charter
from ledger.equivocation import Equivocation
from ledger.errors import LedgerError
from ledger.journal import REGISTER, Entry
from ledger.member import check_joint
from ledger.register import possession_text
from ledger.slip import Slip, read_text, write_text
from ledger.tlog import multiproof, tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, PolicyError, SignatureError, TlogError
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.proof import Proof
from ledger.tlog.text import parse_base64
from tests.support.strict.case import Case


def verdict(case: Case) -> str:
    """Return `accepted`, `refused`, or `altered` where reading and writing is not the identity."""
    try:
        is_same = _CHECKS[case["check"]](case)
    except (TlogError, LedgerError):
        return "refused"
    return "accepted" if is_same else "altered"


def _raw(case: Case) -> bytes:
    return bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode()


def _log(case: Case) -> VerifierKey:
    return VerifierKey.parse(case["vkey"])


def _note_parse(case: Case) -> bool:
    return Note.parse(_raw(case)).serialise() == _raw(case)


def _note_verify(case: Case) -> bool:
    _log(case).verify(Note.parse(_raw(case)))
    return True


def _vkey_parse(case: Case) -> bool:
    return str(VerifierKey.parse(case["text"])) == str(case["text"])


def _key_strong(case: Case) -> bool:
    VerifierKey.parse(case["text"]).check_strong()
    return True


def _join_check(case: Case) -> bool:
    verb, key, possession = (
        case["text"].split(" ") if case["text"].count(" ") == 2 else ("", "", "")
    )
    if verb != "enrol":
        raise FormatError("line", "out of form")
    hardware, own = VerifierKey.parse(key), VerifierKey.parse(case["own"])
    text = possession_text(case["origin"], hardware)
    check_joint(parse_base64(possession, "possession"), text, own, hardware)
    return True


def _checkpoint_parse(case: Case) -> bool:
    return Checkpoint.parse(case["text"]).text() == str(case["text"])


def _checkpoint_open(case: Case) -> bool:
    Checkpoint.opened(_raw(case), _log(case))
    return True


def _inclusion(case: Case) -> bool:
    leaf, root = bytes.fromhex(case["leaf"]), bytes.fromhex(case["root"])
    path = [bytes.fromhex(one) for one in case["path"]]
    tree.verify_inclusion(leaf, int(case["index"]), int(case["size"]), path, root)
    return True


def _consistency(case: Case) -> bool:
    roots = bytes.fromhex(case["old_root"]), bytes.fromhex(case["new_root"])
    path = [bytes.fromhex(one) for one in case["path"]]
    tree.verify_consistency(int(case["old"]), int(case["new"]), path, *roots)
    return True


def _proof_parse(case: Case) -> bool:
    return Proof.parse(_raw(case)).serialise() == _raw(case)


def _proof_verify(case: Case) -> bool:
    Proof.parse(_raw(case)).verified(bytes.fromhex(case["entry"]), _log(case))
    return True


def _statement_parse(case: Case) -> bool:
    entry = Entry.parse(_raw(case))
    return f"{entry.header.text()}{entry.body}\n" == entry.text


def _register_parse(case: Case) -> bool:
    entry = Entry.parse(_raw(case))
    if entry.header.topic != REGISTER:
        raise FormatError("register note", "another kind")
    return f"{entry.header.text()}{entry.body}\n" == entry.text


def _policy_parse(case: Case) -> bool:
    return Policy.parse(case["text"]).serialise() == case.get("canonical", case["text"])


def _policy_met(case: Case) -> bool:
    if not Policy.parse(case["text"]).is_met_by(case["names"]):
        raise PolicyError("not met")
    return True


def _charter_open(case: Case) -> bool:
    Charter.opened(_raw(case))
    return True


def _equivocation_parse(case: Case) -> bool:
    return Equivocation.parse(_raw(case)).serialise() == _raw(case)


def _equivocation_prove(case: Case) -> bool:
    Equivocation.parse(_raw(case)).proven()
    return True


def _code_read(case: Case) -> bool:
    found = read_text(case["text"])
    if found is None:
        raise FormatError("code", "none of ours")
    raw = found.serialise() if isinstance(found, Slip) else b"\x01\x02" + found
    return write_text(raw) == str(case["text"])


def _slip_verify(case: Case) -> bool:
    slip = Slip.parse(_raw(case))
    slip.verify(_log(case))
    for text in case["witnesses"]:
        if slip.cosignature(VerifierKey.parse(text)) is None:
            raise SignatureError("no mark of a witness")
    return True


def _bundle_parse(case: Case) -> bool:
    return Bundle.parse(_raw(case)).serialise() == _raw(case)


def _bundle_roots(case: Case) -> bool:
    return _are_roots(case, Bundle.parse(_raw(case)).roots())


def _multiproof_roots(case: Case) -> bool:
    leaves = {int(index): bytes.fromhex(leaf) for index, leaf in case["leaves"].items()}
    hashes = [bytes.fromhex(one) for one in case["hashes"]]
    return _are_roots(case, multiproof.roots(leaves, case["sizes"], case["size"], hashes))


def _are_roots(case: Case, found: dict[int, bytes]) -> bool:
    roots: dict[str, str] = case["roots"]
    return {str(size): root.hex() for size, root in found.items()} == roots


_CHECKS: Final[dict[str, Callable[[Case], bool]]] = {
    "note.parse": _note_parse,
    "note.verify": _note_verify,
    "vkey.parse": _vkey_parse,
    "key.strong": _key_strong,
    "join.check": _join_check,
    "checkpoint.parse": _checkpoint_parse,
    "checkpoint.open": _checkpoint_open,
    "tree.inclusion": _inclusion,
    "tree.consistency": _consistency,
    "proof.parse": _proof_parse,
    "proof.verify": _proof_verify,
    "statement.parse": _statement_parse,
    "register.parse": _register_parse,
    "policy.parse": _policy_parse,
    "policy.met": _policy_met,
    "charter.open": _charter_open,
    "equivocation.parse": _equivocation_parse,
    "equivocation.prove": _equivocation_prove,
    "code.read": _code_read,
    "slip.verify": _slip_verify,
    "bundle.parse": _bundle_parse,
    "bundle.roots": _bundle_roots,
    "multiproof.roots": _multiproof_roots,
}
