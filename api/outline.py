"""The outline: what people fill in to found a ledger, and what is wrong with it, field by field.

The same is checked once more, as a whole, when the charter is drafted (`ledger.charter`); here it
is said in words beside the field, so that whoever filled it in can mend it.
"""

from collections.abc import Mapping
from typing import Final

from api.sheet import Text
from ledger import key as keyfile
from ledger.journal import check_journal
from ledger.preparation import Outline
from ledger.tlog.errors import TlogError
from ledger.tlog.note import ED25519, VerifierKey, check_name
from ledger.tlog.policy import Policy

Faults = dict[str, Text]
"""Field -> what is wrong with it."""

FIELDS: Final = ("operation", "origin", "clerk", "founders", "quorum", "policy")
LISTS: Final = frozenset({"founders", "policy"})
"""Fields of many lines, which files and codes may be added to."""

_NO_WITNESSES: Final = "quorum none\n"
_FOUNDERS_MIN: Final = 2


def filled(sent: Mapping[str, list[bytes]]) -> dict[str, str]:
    """Return what was filled in, files below what was written; private keys are left out."""
    answers = {}
    for name in FIELDS:
        texts = [one.decode("utf-8-sig", "replace") for one in sent.get(name, ())]
        lines = [line.strip() for text in texts for line in text.splitlines()]
        kept = [line for line in lines if line and not line.startswith(keyfile.PREFIX)]
        answers[name] = "\n".join(kept) if name in LISTS else " ".join(kept)
    return answers


def has_secret(sent: Mapping[str, list[bytes]]) -> bool:
    """Tell whether somebody has handed in a private key."""
    return any(keyfile.PREFIX.encode() in one for values in sent.values() for one in values)


def read(answers: Mapping[str, str]) -> tuple[Outline | None, Faults]:
    """Return the outline, or what is wrong with each field."""
    faults: Faults = {}
    said = {name: answers.get(name, "") for name in FIELDS}
    if not said["operation"]:
        faults["operation"] = Text("Isi nama operasi.", "Give the operation's name.")
    _check_names(said, faults)
    founders = _founders(said, faults)
    quorum = _quorum(said["quorum"], len(founders), faults)
    policy = _policy(said["policy"], faults)
    if faults:
        return None, faults
    names = said["operation"], said["origin"], said["clerk"]
    return Outline(*names, tuple(founders), quorum, policy), faults


def _check_names(said: Mapping[str, str], faults: Faults) -> None:
    try:
        check_name(said["origin"])
    except TlogError:
        faults["origin"] = Text(
            "Isi nama buku besar: tanpa spasi dan tanpa +, paling panjang 128 byte.",
            "Give the ledger's name: no space, no +, at most 128 bytes.",
        )
    try:
        check_journal(said["clerk"])
    except TlogError:
        faults["clerk"] = Text(
            "Isi nama jurnal server: huruf, angka, titik, garis, dan / di antaranya.",
            "Give the server's journal a name: letters, digits, . _ - and / in between.",
        )
    if said["clerk"] == said["origin"]:
        faults.setdefault(
            "clerk",
            Text("Nama ini sudah dipakai buku besar.", "The ledger has this name already."),
        )


def _founders(said: Mapping[str, str], faults: Faults) -> list[VerifierKey]:
    """Read the founders' keys, one on a line."""
    found: list[VerifierKey] = []
    for number, line in enumerate(said["founders"].splitlines(), 1):
        fault, key = _founder(line)
        if key is not None:
            found.append(key)
            others = {said["origin"], said["clerk"], *(one.name for one in found[:-1])}
            if key.name in others or key.public in {one.public for one in found[:-1]}:
                fault = Text(
                    f"{key.name} atau kuncinya sudah dipakai.",
                    f"{key.name} or its key is in use already.",
                )
        if fault is not None:
            faults["founders"] = Text(f"Baris {number}: {fault.id}", f"Line {number}: {fault.en}")
            return []
    if len(found) < _FOUNDERS_MIN:
        faults["founders"] = Text(
            "Perlu kunci dua pendiri atau lebih, satu per baris.",
            "It takes the keys of two or more founders, one on a line.",
        )
    return found


def _founder(line: str) -> tuple[Text | None, VerifierKey | None]:
    try:
        key = VerifierKey.parse(line)
        check_journal(key.name)
        key.check_strong()
    except TlogError as error:
        return (
            Text(
                f"bukan kunci pendiri. Salin seluruh baris dari `segel key new`. ({error})",
                f"no founder's key. Copy the whole line of `segel key new`. ({error})",
            ),
            None,
        )
    if key.algorithm == ED25519:
        return None, key
    return (
        Text(
            f"{key.name} bukan kunci pendaftar (mungkin kunci saksi).",
            f"{key.name} is not a registrar's key (perhaps a witness').",
        ),
        None,
    )


def _quorum(text: str, founders: int, faults: Faults) -> int:
    """Read how many founders must agree; more than half where nothing is said."""
    half = founders // 2 + 1
    if not text:
        return half
    if text.isascii() and text.isdecimal() and half <= int(text[:9]) <= founders:
        return int(text)
    if "founders" not in faults:
        faults["quorum"] = Text(
            f"Dari {founders} pendiri, kuorum {half} sampai {founders}.",
            f"Of {founders} founders, the quorum is {half} to {founders}.",
        )
    return half


def _policy(text: str, faults: Faults) -> str:
    if not text:
        return _NO_WITNESSES
    try:
        policy = Policy.parse(f"{text}\n")
    except TlogError as error:
        faults["policy"] = Text(
            f"Daftar saksi tidak terbaca. Perlu baris `witness …` dan satu baris `quorum …`. "
            f"({error})",
            f"The list of witnesses cannot be read. It takes lines `witness …` and one line "
            f"`quorum …`. ({error})",
        )
        return _NO_WITNESSES
    if policy.logs:
        faults["policy"] = Text(
            "Jangan sebut log: kuncinya baru dibuat sesudah ini.",
            "Name no log: its key is only made after this.",
        )
    return policy.serialise()
