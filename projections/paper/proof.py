"""The proof that stands on a paper: one leaf under the first checkpoint that is good enough.

Not under the newest: a paper that is printed again is the same, byte for byte, however far the log
has come.  Until a quorum has seen a checkpoint over the leaf, the log's own signature is all that
the code holds, and the paper says so.
"""

import json
from collections.abc import Iterator
from typing import Final, NamedTuple

from ledger.charter import Charter, fingerprint
from ledger.journal import REGISTER, Entry
from ledger.log import Log
from ledger.register import Register
from ledger.slip import Slip, in_order, mark_of
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import FormatError, TlogError
from ledger.tlog.note import COSIGNATURE_ED25519, Note, Signature
from ledger.tlog.policy import Policy
from ledger.tlog.tree import leaf_hash, prove_inclusion

_TRIED_MAX: Final = 64
"""Cosigned checkpoints that are looked at before the log's own word has to do."""

_SELECT_COSIGNED: Final = (
    "SELECT size, note FROM checkpoint WHERE size > ? "
    "AND size IN (SELECT size FROM cosignature) ORDER BY size LIMIT ?"
)
_SELECT_LINES: Final = "SELECT line FROM cosignature WHERE size = ? ORDER BY witness"
_SELECT_REGISTER: Final = (
    "SELECT leaf_index, note FROM entry WHERE journal IN (SELECT value FROM json_each(?)) "
    "AND topic = ? AND leaf_index <= ? "
    "AND (instr(note, CAST('policy ' AS BLOB)) OR instr(note, CAST('revoke ' AS BLOB))) "
    "ORDER BY leaf_index"
)
"""Only founders say what the policy is, so nobody else's notes are looked at."""


class Proof(NamedTuple):
    """What goes into the code."""

    slip: Slip
    is_witnessed: bool
    """Whether it meets the policy of witnesses in force at the leaf."""


def proof(log: Log, leaf: int, newest: bytes | None = None) -> Proof | None:
    """Return the proof of a leaf; None: no signed checkpoint covers it yet, or it is too long.

    Args:
        log: Where the leaf stands.
        leaf: Its index.
        newest: The newest signed checkpoint, if its signer holds one that is not stored yet.
    """
    first = log.entries(0, 1)[0].note
    charter = Charter.opened(first)
    policy = policy_at(log, charter, leaf)
    for checkpoint, note, is_witnessed in _covering(log, charter, policy, (leaf, newest)):
        own, *lines = note.signatures
        slip = Slip(
            fingerprint(first),
            checkpoint,
            leaf,
            log.entries(leaf, 1)[0].leaf,
            tuple(prove_inclusion(leaf, checkpoint.size, log.subtrees.node)),
            charter.log.id,
            own.value,
            in_order(map(mark_of, lines)),
        )
        try:
            slip.serialise()
        except FormatError:  # too many witnesses for one code: the log's own word has to do
            continue
        return Proof(slip, is_witnessed)
    return None


def policy_at(log: Log, charter: Charter, leaf: int) -> Policy:
    """Return the policy of witnesses that is in force at a leaf."""
    register = Register.opened(charter, leaf_hash(log.entries(0, 1)[0].note))
    founders = json.dumps([key.name for key in charter.registrars])
    for index, note in log.query(_SELECT_REGISTER, (founders, REGISTER, leaf)):
        register.take(index, Entry.parse(note))
    return register.policy


def _covering(
    log: Log, charter: Charter, policy: Policy, where: tuple[int, bytes | None]
) -> Iterator[tuple[Checkpoint, Note, bool]]:
    """Yield checkpoints over a leaf with the lines that go to paper, the best one first."""
    leaf, newest = where
    for size, raw in log.query(_SELECT_COSIGNED, (leaf, _TRIED_MAX)):
        checkpoint = Checkpoint.opened(raw, charter.log)
        lines = _chosen(log, policy, raw, size)
        if lines is not None:
            yield checkpoint, Note(checkpoint.text(), (_own(raw, charter), *lines)), True
    found = log.checkpoint_covering(leaf)
    raw = found[1] if found is not None else newest
    if raw is not None:
        checkpoint = Checkpoint.opened(raw, charter.log)
        if checkpoint.size > leaf:
            is_enough = policy.fewest(()) is not None
            yield checkpoint, Note(checkpoint.text(), (_own(raw, charter),)), is_enough


def _own(raw: bytes, charter: Charter) -> Signature:
    """Return the log's own line under a checkpoint that it has signed."""
    return next(line for line in Note.parse(raw).signatures if line.key_id == charter.log.id)


def _chosen(log: Log, policy: Policy, raw: bytes, size: int) -> list[Signature] | None:
    """Return the fewest lines of witnesses that meet a policy; None: they do not."""
    rows = log.query(_SELECT_LINES, (size,))
    note = Note.parse(raw + "".join(f"{row[0]}\n" for row in rows).encode())
    given = {(line.name, line.key_id): line for line in note.signatures}
    valid: dict[str, Signature] = {}
    for witness in policy.witnesses:
        line = given.get((witness.key.name, witness.key.id))
        if line is None or witness.key.algorithm != COSIGNATURE_ED25519:
            continue
        try:
            verify_cosignature(Note(note.text, (line,)), witness.key)
        except TlogError:
            continue
        valid[witness.name] = line
    chosen = policy.fewest(valid)
    return None if chosen is None else [valid[name] for name in chosen]
