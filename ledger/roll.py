"""The roll of witnesses: every key that a policy of a log has named, and whose lines thus count.

A copy of a log takes signature lines from whoever offers them.  A line of a known
witness that does not hold would put a false one in the place of a true one that
is here already, and make the copy fail its own verification: it is left out.

Who may change the policy does not matter: a line that holds under a key is that
key's word.  Lines of keys that nobody has named are kept as they come.
"""

from collections.abc import Iterable
from typing import Final

from ledger.charter import Charter
from ledger.journal import REGISTER
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, Signature, VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.text import parse_base64

KEYS_MAX: Final = 4096
"""Keys remembered; no log has had so many witnesses."""

_TOPIC: Final = f"{REGISTER}\n".encode()
_VERB: Final = b"policy "


class Roll:
    """Keys of witnesses, gathered from a log's entries."""

    def __init__(self, charter: Charter) -> None:
        """Begin with the charter's first policy."""
        self._keys: set[VerifierKey] = set()
        self._learn(charter.policy)

    def read(self, entries: Iterable[bytes]) -> None:
        """Learn the keys in whatever policy these entries propose."""
        for entry in entries:
            if entry.startswith(_TOPIC) and b"\n" + _VERB in entry:
                for line in entry.split(b"\n"):
                    self._read_line(line)

    def sound(self, raw: bytes) -> bytes:
        """Return a checkpoint without the lines of known witnesses that do not hold.

        Args:
            raw: A checkpoint note whose signature by the log was verified.
        """
        note = Note.parse(raw)
        kept = tuple(line for line in note.signatures if not self._is_false(note, line))
        return Note(note.text, kept).serialise()

    def _is_false(self, note: Note, line: Signature) -> bool:
        keys = [key for key in self._keys if (key.name, key.id) == (line.name, line.key_id)]
        return bool(keys) and not any(_holds(Note(note.text, (line,)), key) for key in keys)

    def _read_line(self, line: bytes) -> None:
        if not line.startswith(_VERB):
            return
        try:
            text = parse_base64(line.removeprefix(_VERB).decode(), "policy").decode()
        except (TlogError, UnicodeDecodeError):
            return
        self._learn(text)

    def _learn(self, text: str) -> None:
        try:
            policy = Policy.parse(text)
        except TlogError:
            return
        for witness in policy.witnesses:
            if len(self._keys) < KEYS_MAX:
                self._keys.add(witness.key)


def _holds(note: Note, key: VerifierKey) -> bool:
    try:
        verify_cosignature(note, key)
    except TlogError:
        return False
    return True
