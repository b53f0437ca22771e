"""Erasure: what two people of different lines have erased is gone from the vault and the album.

The log keeps what was said, and the commitment; what opens it is overwritten, a photograph that
only such a value cites is removed, and neither is taken in again.  The act counts by its force
alone, so a vault that comes back from a backup loses the same values again at the next start.

Source: UU 27/2022 Ps 43-45
"""

from domain.evidence import PersonalDataErased
from ledger.album import Album
from projections import photo, statement
from projections.recollection import Recollection
from projections.vault import Vault
from projections.view import View


class Eraser:
    """Erases what the acts in force say, each once as long as it lives."""

    def __init__(self, recollection: Recollection, vault: Vault, album: Album) -> None:
        """Look at nothing yet."""
        self._recollection = recollection
        self._vault = vault
        self._album = album
        self._done: set[str] = set()

    def follow(self, view: View) -> None:
        """Erase what has come in force since the last time.

        Raises:
            StorageError: The disk did not take it; what is left is done the next time.
        """
        if not statement.has(view, PersonalDataErased):
            return
        for leaf, act in self._recollection.erasures(view):
            if leaf not in self._done:
                self._erase(view, leaf, act)
                self._done.add(leaf)

    def _erase(self, view: View, leaf: str, act: PersonalDataErased) -> None:
        """Remove the photographs first: who is interrupted still knows which ones they are."""
        for digest in self._vault.photos(act):
            if not photo.citing(view, digest):
                self._album.remove(digest)
        self._vault.erase(leaf, act)
