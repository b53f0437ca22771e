"""What the projections can answer other than a row.

ProjectionError
├── NotFoldedError      the leaf that was asked for is not folded yet
├── CursorError         a list was to go on from a place that no list has given
├── NameRefusedError    a query was to be made with a name that is none
├── PaperError          no paper of that kind can be made of what was named
├── RacedError          another follower has folded these leaves meanwhile
└── EditionError        the file was filled by another edition of the folds: build it anew
"""


class ProjectionError(Exception):
    """Something that the projections cannot do."""


class NotFoldedError(ProjectionError):
    """The leaf that was asked for is not folded yet, and perhaps not in the log."""

    def __init__(self, asked: int, position: int) -> None:
        super().__init__(f"asked as of leaf {asked}, folded up to leaf {position}")
        self.asked = asked
        self.position = position
        """The newest leaf index that is folded."""


class CursorError(ProjectionError):
    """A list was to go on from a place that no list has given."""

    def __init__(self, place: str) -> None:
        super().__init__(f"no list goes on after {place[:60]!r}")


class NameRefusedError(ProjectionError):
    """A query was to be made with something that is no name of a table or a column."""

    def __init__(self, part: str) -> None:
        super().__init__(f"{part[:60]!r} is no name for a query")


class PaperError(ProjectionError):
    """No paper of that kind can be made of what was named."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.indonesian = indonesian
        self.english = english


class RacedError(ProjectionError):
    """Another follower has folded these leaves meanwhile; nothing of ours was kept."""


class EditionError(ProjectionError):
    """The file was filled by another edition of the folds: build it anew."""
