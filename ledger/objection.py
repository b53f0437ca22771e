"""Objections: what a witness was sent and answered when the log seemed to have signed two trees.

    segel/objection/v1
    witness <name> <address>
    time <seconds since 1970 UTC>
    status <of the answer>
    reason <in words>
    request <base64>
    answer <base64>

One file each in the folder `objections` of the ledger's directory.  As long as
one lies there, no witness is asked and no anchor is written: nothing more is
published as witnessed.  Appending goes on, because an answer without the log's
signature proves nothing: if it stopped the log, whoever holds one witness, or
the wire to it, could stop an election's ledger.  What does stop the log is its
own signature: the checkpoint that the witness holds is fetched and held against
the tree (`Ledger.challenge`).
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ledger import file
from ledger.errors import ObjectionError, StorageError
from ledger.tlog.policy import Witness
from ledger.tlog.text import to_base64

KEPT_MAX = 100
"""Files that are kept; the first ones tell most."""


@dataclass(frozen=True, slots=True)
class Objections:
    """The folder."""

    path: Path

    def names(self) -> list[str]:
        """Return the files' names, each below the ledger's directory."""
        if not self.path.is_dir():
            return []
        return sorted(f"{self.path.name}/{one.name}" for one in self.path.glob("*.objection"))

    def keep(self, witness: Witness, error: ObjectionError, time: int) -> None:
        """Write down what was sent and answered.

        Args:
            witness: Who has objected.
            error: What it was about.
            time: Seconds since 1970 UTC.

        Raises:
            StorageError: The disk did not take it.
        """
        reason = " ".join(str(error).split())
        raw = (
            f"segel/objection/v1\nwitness {witness.name} {witness.url}\ntime {time}\n"
            f"status {error.status}\nreason {reason}\nrequest {to_base64(error.request)}\n"
            f"answer {to_base64(error.answer)}\n"
        ).encode()
        try:
            self.path.mkdir(exist_ok=True)
            if len(self.names()) < KEPT_MAX:
                file.replace(self.path / f"{time}-{sha256(raw).hexdigest()[:16]}.objection", raw)
        except OSError as failure:
            what = f"{self.path.name} cannot be written: {failure.strerror}"
            raise StorageError(what) from failure
