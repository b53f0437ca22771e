"""The page names every column of every list with all its titles."""

from tools.intake.command import KINDS
from tools.intake.manual import page


def test_every_title_of_every_column_is_on_the_page() -> None:
    sections = {part.split()[0]: part for part in page().split("\n## ")[1:]}

    for name, kind in KINDS.items():
        heads = [head for column in kind.columns for head in column.heads]
        assert [head for head in heads if f"`{head}`" not in sections[name]] == []
        assert kind.label.id in sections[name]
