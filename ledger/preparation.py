"""Preparation: a ledger on its way, in the directory that is to hold it.

preparation/answers.json         what was filled in, right or wrong
preparation/draft/charter.note   the charter, with the signatures that have come so far
preparation/draft/log.key        the server's own two keys, which have signed it
preparation/draft/clerk.key

Founders sign on machines of their own: their signatures are taken in and checked, and never made
here.  Every step is one rename, so that whatever cuts it off, the step was done or not.  When the
ledger is founded, the folder is removed.
"""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final, Self

from ledger import file, founding, key as keyfile
from ledger.charter import Charter
from ledger.directory import Directory
from ledger.errors import CharterError, UnfitError
from ledger.journal import NOTE_BYTES_MAX
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, VerifierKey
from ledger.tlog.policy import Policy

FOLDER: Final = "preparation"

_OURS: Final = re.compile(r"preparation|lock|address|keys|ledger[.]db.*")
"""What can stand in a directory before its ledger is founded, or when that was cut off."""
_SIGNED_BY: Final = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class Outline:
    """What the founders have agreed."""

    operation: str
    """Its name, for people."""
    origin: str
    """What the log is called, for ever."""
    clerk: str
    """What the server's own journal is called."""
    founders: tuple[VerifierKey, ...]
    quorum: int
    policy: str
    """The first tlog-policy, in any spelling."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """A directory in which a ledger is prepared, by this process alone."""

    directory: Directory
    lock: TextIOWrapper

    @classmethod
    def open(cls, path: Path) -> Self:
        """Begin in an empty directory, which is made if it is missing, or go on in one.

        Raises:
            LockedError: Another process is at it.
            OSError: The disk refused.
        """
        directory = Directory(path)
        path.mkdir(parents=True, exist_ok=True)
        lock = directory.lock()
        _folder(directory).mkdir(mode=0o700, exist_ok=True)
        return cls(directory, lock)

    def close(self) -> None:
        """Let another process go on; of a founded ledger nothing stays but the ledger."""
        if is_founded(self.directory.path):
            clear(self.directory.path)
        self.lock.close()

    @property
    def answers(self) -> Mapping[str, str]:
        """What was filled in last, right or wrong."""
        try:
            found = json.loads(self._answers.read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return {str(name): str(value) for name, value in found.items()}

    def keep(self, answers: Mapping[str, str]) -> None:
        """Remember what was filled in.

        Raises:
            OSError: The disk refused.
        """
        file.replace(self._answers, json.dumps(dict(answers), ensure_ascii=False).encode())

    @property
    def note(self) -> bytes | None:
        """The charter with the signatures that it has; nothing before it is drafted."""
        try:
            return (self._draft / "charter.note").read_bytes()
        except FileNotFoundError:
            return None

    def draft(self, outline: Outline) -> Charter:
        """Make the server's two keys and the charter, signed by these two.

        Raises:
            CharterError: No charter can say this; nothing is written.
            OSError: The disk refused.
        """
        try:
            log, clerk = keyfile.generate(outline.origin), keyfile.generate(outline.clerk)
            policy = Policy.parse(outline.policy).serialise()
        except TlogError as error:
            raise CharterError(str(error)) from error
        said = Charter(
            outline.origin,
            outline.operation,
            log.verifier,
            clerk.verifier,
            outline.founders,
            outline.quorum,
            policy,
        )
        charter = Charter.parse(said.text())
        note = charter.signed(charter.signed(f"{charter.text()}\n".encode(), log), clerk)
        made = self._draft.with_name("draft.new")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(mode=0o700)
        keyfile.save(made / "log.key", log)
        keyfile.save(made / "clerk.key", clerk)
        file.replace(made / "charter.note", note)
        made.rename(self._draft)
        file.sync(self._draft.parent)
        return charter

    def discard(self) -> None:
        """Give the draft up, with its two keys and the signatures; what was filled in stays."""
        given_up = self._draft.with_name("draft.old")
        shutil.rmtree(given_up, ignore_errors=True)
        if self._draft.exists():
            self._draft.rename(given_up)
            shutil.rmtree(given_up)

    def take(self, brought: bytes) -> tuple[str, ...]:
        """Check the signatures that somebody brings, and keep them.

        Args:
            brought: The signed charter, or its signature lines alone; as files and fields have it.

        Returns:
            The names of those who have signed, in the charter's order.

        Raises:
            UnfitError: Something of it does not belong under this charter; nothing of it is kept.
            OSError: The disk refused.
        """
        kept = self.note
        if kept is None:
            raise CharterError("there is no draft yet")
        charter, _ = Charter.draft(kept)
        joined = charter.joined(kept, _checked(charter, brought))
        file.replace(self._draft / "charter.note", joined)
        return tuple(one.name for one in Note.parse(joined).signatures)

    def found(self, now: int) -> bytes:
        """Found the ledger; return its fingerprint. What was cut off before is begun again.

        Args:
            now: Milliseconds since 1970 UTC.

        Raises:
            CharterError: Somebody has still to sign.
            OSError: The disk refused.
        """
        note = self.note
        if note is None:
            raise CharterError("there is no draft yet")
        Charter.opened(note)
        place = self.directory
        if is_founded(place.path):
            raise CharterError("there is a ledger already")
        for rest in (*place.path.glob("ledger.db*"), place.log_key, place.clerk_key):
            rest.unlink(missing_ok=True)  # no fingerprint: nobody has been shown anything of it
        try:
            keys = keyfile.load(self._draft / "log.key"), keyfile.load(self._draft / "clerk.key")
        except (TlogError, UnicodeDecodeError) as error:
            raise CharterError(f"a key of the server cannot be read: {error}") from error
        return founding.found(place.path, note, keys, now)

    @property
    def _answers(self) -> Path:
        return _folder(self.directory) / "answers.json"

    @property
    def _draft(self) -> Path:
        return _folder(self.directory) / "draft"


def is_wanted(path: Path) -> bool:
    """Tell whether a directory is to be prepared: it is missing or empty, or that was begun."""
    if is_founded(path) or not path.is_dir():
        return not path.exists()
    names = {one.name for one in path.iterdir()}
    return not names or (FOLDER in names and all(_OURS.fullmatch(name) for name in names))


def is_founded(path: Path) -> bool:
    """Tell whether a directory holds a ledger: its fingerprint is written last.

    One that has signed anything is a ledger even if its fingerprint was lost since.
    """
    directory = Directory(path)
    return directory.hash.exists() or directory.guard.exists()


def clear(path: Path) -> None:
    """Remove what is left of preparing a founded ledger: two copies of keys are one too many."""
    if Directory(path).hash.exists():
        shutil.rmtree(path / FOLDER, ignore_errors=True)


def _folder(directory: Directory) -> Path:
    return directory.path / FOLDER


def _checked(charter: Charter, brought: bytes) -> bytes:
    """Return what somebody brings as a draft of this charter, checked signature by signature."""
    lines = _lines(charter, brought)
    raw = f"{charter.text()}\n{lines}".encode()
    try:
        signatures = Note.parse(raw).signatures
    except TlogError as error:
        raise UnfitError("form", str(error)) from error
    keys = {key.name: key for key in charter.keys}
    for one in signatures:
        if one.name not in keys:
            raise UnfitError("stranger", one.name)
        try:
            keys[one.name].verify(Note(charter.text(), (one,)))
        except TlogError as error:
            raise UnfitError("false", one.name) from error
    return raw


def _lines(charter: Charter, brought: bytes) -> str:
    """Return the lines of signatures in what somebody brings, with or without the text."""
    if len(brought) > NOTE_BYTES_MAX:
        raise UnfitError("form", f"more than {NOTE_BYTES_MAX} bytes")
    try:
        text = brought.decode("utf-8-sig").replace("\r\n", "\n").strip()
    except UnicodeDecodeError as error:
        raise UnfitError("form", "not UTF-8") from error
    if text.startswith(keyfile.PREFIX):
        raise UnfitError("secret", "a private key")
    head, _, tail = text.rpartition("\n\n")
    if not tail.startswith(_SIGNED_BY):
        raise UnfitError("nothing", "no line of a signature")
    if head and f"{head}\n" != charter.text():
        raise UnfitError("other", "another text")
    return "".join(f"{line.strip()}\n" for line in tail.split("\n"))
