"""A practice phone: signs statements with a key of its own, keeps its journal, waits for signal.

It does what a real one does, with one difference: its key is derived from the seed of the practice
ledger, so that everybody who runs the demo gets the same log.  Never do that elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, NamedTuple, Protocol, Self

from domain.catalogue import Statement, encode
from domain.disclosure import Opening, commit
from domain.endorsement import Endorsed
from domain.statement import Sealed, SealedClass
from ledger.errors import RefusedError
from ledger.journal import REGISTER, STATEMENT, Header
from ledger.register import possession_text
from ledger.tlog.note import Note, Signature, SignerKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash
from tools.scenario.clock import Clock

ORIGIN: Final = "segel.example/latihan/16.08/pilkada-2024"
"""The practice log: LATIHAN stands in its name and on every page."""


class Told(NamedTuple):
    """A statement that was made, as the next one cites it."""

    leaf: str
    """Leaf hash in base64."""
    kind: str


class Letter(NamedTuple):
    """One signed note on its way, with what opens its commitments."""

    phone: "Phone"
    note: bytes
    openings: tuple[Opening, ...] = ()
    expected: type[RefusedError] | None = None
    """The refusal that the scene wants; None: it must be taken."""


class Post(Protocol):
    """Who carries letters to the ledger."""

    def take(self, letters: Sequence[Letter]) -> None:
        """Take letters, in the order in which they shall arrive."""


@dataclass(slots=True, eq=False)
class Phone:
    """One device, its journal and the person who holds it."""

    key: SignerKey
    clock: Clock
    post: Post
    person: str = ""
    """A pseudonym."""
    unit: str = ""
    role: str = ""
    head: bytes = bytes(32)
    """Leaf hash of the newest note; before number 0, of the note that enrolled the journal."""
    sequence: int = 0
    """Number of the next note."""
    size: int = 0
    root: bytes = EMPTY_ROOT
    """The newest checkpoint that it has verified."""
    is_offline: bool = False
    outbox: list[Letter] = field(default_factory=list)
    """What waits for signal."""
    _salts: int = 0
    _sealed: list[tuple[str, str, object]] = field(default_factory=list)
    _key_id: bytes = field(init=False)

    def __post_init__(self) -> None:
        """Compute once what stands in every signature line."""
        self._key_id = self.key.verifier.id

    @classmethod
    def named(cls, journal: str, seed: str, clock: Clock, post: Post) -> Self:
        """Make the phone whose key follows from the practice ledger's seed and its journal."""
        return cls(practice_key(journal, seed), clock, post)

    @property
    def journal(self) -> str:
        """The name under which it signs."""
        return self.key.name

    def says(self, statement: Statement) -> Told:
        """Sign the next statement and hand it in, or keep it until there is signal."""
        letter, told = self.drafts(statement)
        self.sends(letter)
        return told

    def drafts(self, statement: Statement) -> tuple[Letter, Told]:
        """Sign the next statement without handing it in."""
        note = self._writes(STATEMENT, encode(statement).decode())
        leaf = to_base64(self.head)
        openings = tuple(
            Opening(leaf=leaf, path=path, salt=salt, value=value)
            for path, salt, value in self._sealed
        )
        self._sealed.clear()
        return Letter(self, note, openings), Told(leaf, type(statement).__name__)

    def endorses(self, told: Told, capacity: str) -> Told:
        """Stand by what somebody else said."""
        return self.says(
            Endorsed(at=self.clock.at, of=told.leaf, of_kind=told.kind, capacity=capacity)
        )

    def registers(self, *lines: str) -> bytes:
        """Sign and hand in a register note; return its leaf hash."""
        self.sends(Letter(self, self._writes(REGISTER, "\n".join(lines))))
        return self.head

    def seals(self, path: str, value: object, visibility: SealedClass) -> Sealed:
        """Commit to a value of the statement that is said next; its opening travels beside it.

        Args:
            path: Where the commitment will stand: `/visitor`.
            value: Any JSON value.
            visibility: Who may read it.
        """
        secret = self.key.private.private_bytes_raw()
        salt = sha256(secret + f"garam {self._salts}".encode()).digest()
        self._salts += 1
        self._sealed.append((path, to_base64(salt), value))
        return commit(value, salt, visibility)

    def enrol_line(self, delegate: str | None = None) -> str:
        """Return the line by which a registrar enrols this phone."""
        verifier = self.key.verifier
        possession = self.key.private.sign(possession_text(ORIGIN, verifier))
        line = f"enrol {verifier} {to_base64(possession)}"
        return line if delegate is None else f"{line} delegate {delegate}"

    def enrolled(self, leaf: bytes, enroller: "Phone") -> None:
        """Begin the journal after the note that enrols it, with the enroller's view of the log."""
        self.head, self.sequence = leaf, 0
        self.sees(enroller.size, enroller.root)

    def sees(self, size: int, root: bytes) -> None:
        """Take a checkpoint as verified: later notes cite it."""
        if size > self.size:
            self.size, self.root = size, root

    def sends(self, *letters: Letter) -> None:
        """Hand letters in, or keep them until there is signal."""
        if self.is_offline:
            self.outbox.extend(letters)
        else:
            self.post.take(letters)

    def connects(self) -> None:
        """Find signal: everything that waited is handed in, in order."""
        self.is_offline = False
        self.post.take(self.outbox)
        self.outbox.clear()

    def hands_over(self, other: "Phone") -> None:
        """Give what waits here to another phone: whoever holds a note may hand it in."""
        other.sends(*self.outbox)
        self.outbox.clear()

    def _writes(self, topic: str, body: str) -> bytes:
        header = Header(topic, ORIGIN, self.journal, self.sequence, self.head, self.size, self.root)
        text = f"{header.text()}{body}\n"
        value = self.key.private.sign(text.encode())
        note = Note(text, (Signature(self.journal, self._key_id, value),)).serialise()
        self.head, self.sequence = leaf_hash(note), self.sequence + 1
        return note


def practice_key(name: str, seed: str) -> SignerKey:
    """Return the key that a name has in the practice ledger of a seed: no secret at all."""
    return SignerKey.from_seed(
        name, sha256(f"segel/latihan/v1\n{seed}\n{name}\n".encode()).digest()
    )
