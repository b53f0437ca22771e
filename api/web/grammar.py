"""What a script names and mentions, by the grammar of JavaScript.

tree-sitter tells names from other words; which of them is meant where several are alike, the rules
of scopes say.  Only what our scripts are made of is read; anything else is refused.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))

_MENTIONS = {"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"}
_TOLD_AROUND = {"function_declaration", "generator_function_declaration", "class_declaration"}
"""Whose own names hold around them."""
_TOLD_WITHIN = {"function_expression", "generator_function", "class"}
_TAKING = _TOLD_AROUND | _TOLD_WITHIN | {"arrow_function", "method_definition", "catch_clause"}
"""What has parameters, if it is no class."""
_SCOPES = _TAKING | {"statement_block", "for_statement", "for_in_statement", "switch_body"}
_REFUSED = {"variable_declaration", "with_statement", "import_statement"}
"""What our scripts do without, and what would need other rules."""


@dataclass(eq=False)
class Scope:
    """Where names hold: a function or a block."""

    around: Self | None = None
    is_body: bool = False
    """Whether it may name nothing as a parameter around it is named."""
    names: dict[bytes, "Name"] = field(default_factory=dict)
    taken: set[bytes] = field(default_factory=set)
    """Short names that mean something here."""

    def outwards(self) -> Iterator[Self]:
        """Go through this scope and those around it."""
        scope: Self | None = self
        while scope is not None:
            yield scope
            scope = scope.around

    def tell(self, word: bytes, value: Node | None) -> None:
        """Note that a name is told here."""
        beside = {self.around} if self.is_body and self.around is not None else set()
        self.names.setdefault(word, Name(word, self, {self} | beside, value))


@dataclass(eq=False)
class Name:
    """One name of the script's own."""

    short: bytes
    scope: Scope
    """Where it is told."""
    reach: set[Scope]
    """Where it must mean nothing else."""
    value: Node | None
    """What is written in its place."""
    mentions: list["Mention"] = field(default_factory=list)

    @property
    def is_of_world(self) -> bool:
        """Whether others may know it."""
        return self.scope.around is None


@dataclass(eq=False)
class Mention:
    """A name where it is told or used."""

    node: Node
    scope: Scope
    name: Name | None = None
    """Nothing, if the browser has given it."""


@dataclass
class Reading:
    """A script as it is read: who tells a name, and who mentions it."""

    text: bytes
    mentions: list[Mention] = field(default_factory=list)
    """In their order."""
    declarations: list[Node] = field(default_factory=list)
    kinds: list[Node] = field(default_factory=list)
    """What says in a loop whether a name is for good."""

    @classmethod
    def of(cls, script: str) -> Self:
        """Read a script or a module.

        Raises:
            ValueError: It holds what our scripts do without, for example `var`.
        """
        reading = cls(script.encode())
        reading._take(parsed(reading.text), Scope())
        for mention in reading.mentions:
            reading._resolve(mention)
        return reading

    @property
    def names(self) -> list[Name]:
        """The script's own names, in the order in which they are mentioned."""
        return list(dict.fromkeys(one.name for one in self.mentions if one.name is not None))

    @property
    def foreign(self) -> set[bytes]:
        """Names that the browser has given."""
        return {self.at(one.node) for one in self.mentions if one.name is None}

    def at(self, node: Node) -> bytes:
        """Return how a part is written."""
        return self.text[node.start_byte : node.end_byte]

    def within(self, node: Node) -> Sequence[Mention]:
        """Return what a part mentions."""
        first, end = (
            bisect_left(self.mentions, at, key=lambda one: one.node.start_byte)
            for at in (node.start_byte, node.end_byte)
        )
        return self.mentions[first:end]

    def _take(self, node: Node, scope: Scope) -> None:
        if node.type in _REFUSED:
            raise ValueError(f"not as our scripts are written: {self.at(node)[:60].decode()}")
        if node.type in _MENTIONS:
            self.mentions.append(Mention(node, scope))
            return
        inner = Scope(scope, _is_body(node)) if node.type in _SCOPES else scope
        self._tell(node, scope, inner)
        own = node.child_by_field_name("name") if node.type in _TOLD_AROUND else None
        for child in node.named_children:
            self._take(child, scope if child == own else inner)

    def _tell(self, node: Node, scope: Scope, inner: Scope) -> None:
        part = node.child_by_field_name
        if node.type in _TOLD_AROUND | _TOLD_WITHIN:
            self._bind(part("name"), scope if node.type in _TOLD_AROUND else inner)
        if node.type in _TAKING:
            self._bind(part("parameters") or part("parameter"), inner)
        if node.type == "for_in_statement" and (kind := part("kind")) is not None:
            self.kinds.append(kind)
            self._bind(part("left"), inner)
        if node.type == "lexical_declaration":
            self.declarations.append(node)
            for declarator in node.named_children:
                self._bind(declarator.child_by_field_name("name"), scope, constant(declarator))

    def _bind(self, pattern: Node | None, scope: Scope, value: Node | None = None) -> None:
        """Tell a name, or all those of a pattern."""
        if pattern is None:
            return
        if pattern.type in _MENTIONS:
            scope.tell(self.at(pattern), value)
            return
        inside = pattern.child_by_field_name("left") or pattern.child_by_field_name("value")
        for part in pattern.named_children if inside is None else [inside]:
            self._bind(part, scope)

    def _resolve(self, mention: Mention) -> None:
        """Find out what is meant, which may be told after it is mentioned."""
        word, way = self.at(mention.node), set()
        for scope in mention.scope.outwards():
            way.add(scope)
            if (name := scope.names.get(word)) is not None:
                mention.name = name
                name.mentions.append(mention)
                name.reach |= way
                return


def parsed(script: bytes) -> Node:
    """Return the tree of a script.

    Raises:
        ValueError: It is none.
    """
    tree = _PARSER.parse(script).root_node
    if tree.has_error:
        raise ValueError("not as our scripts are written: no tree of it")
    return tree


def constant(declarator: Node) -> Node | None:
    """Return the number, text or pattern that a declaration within a function gives for good."""
    value, declaration = declarator.child_by_field_name("value"), declarator.parent
    kind = None if declaration is None else declaration.child_by_field_name("kind")
    if value is None or declaration is None or declaration.parent is None or kind is None:
        return None
    is_for_good = kind.type == "const" and declaration.parent.type == "statement_block"
    is_same_anywhere = value.type in {"number", "string"} or _is_pattern(value)
    return value if is_for_good and is_same_anywhere else None


def _is_pattern(value: Node) -> bool:
    """Whether it is a regular expression that does not remember where it has found something."""
    flags = value.child_by_field_name("flags")
    remembers = flags is not None and flags.text is not None and {*flags.text} & {*b"gy"}
    return value.type == "regex" and not remembers


def _is_body(node: Node) -> bool:
    around = node.parent
    return node.type == "statement_block" and around is not None and around.type in _TAKING
