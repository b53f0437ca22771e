"""Quorums: what the registrars say together, counted by their newest words.

On one subject (the policy, the fate of one registrar) each registrar has one
word, the newest: who says something else takes the old word back.  A line acts
when enough registrars say exactly it; then the count on its subject starts
anew, so that no old word ever helps a later mistake.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Quorum:
    """Who said what last, on each subject that is still open."""

    needed: int
    """How many registrars must say the same line."""

    _words: dict[str, dict[str, str]] = field(default_factory=dict)

    def agrees(self, subject: str, registrar: str, line: str) -> bool:
        """Take a registrar's word; tell whether enough of them now say this line.

        Args:
            subject: What the line is about; one word of each registrar stands on it.
            registrar: Who says it, being in office.
            line: Byte for byte.
        """
        words = self._words.setdefault(subject, {})
        words[registrar] = line
        if list(words.values()).count(line) < self.needed:
            return False
        del self._words[subject]
        return True

    def dismiss(self, registrar: str) -> None:
        """Forget the words of a registrar who is no longer in office."""
        for words in self._words.values():
            words.pop(registrar, None)
