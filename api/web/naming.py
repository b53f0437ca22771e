"""Short names for what a script calls its own, and values for what it calls once and for all.

A name of our own means nothing to a browser.  Each scope names afresh, in the order in which its
names are mentioned: the first parameter is `e` nearly everywhere.  So functions that do alike come
to be written alike, which is what a compressor looks for; names by how often they are used, as
minifiers give them, weigh 600 bytes more in the app of the guard.  A number, a text or a regular
expression that has a name for those who read is written where the name stood, and `const` as `let`,
which is the same once nobody edits the script.

Names of properties are left: they are told to others, in statements, in storage, on screens.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise, product
from typing import Self

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))

_LETTERS = "etanoisrlchdumpgfvbwykxjqzETANOISRLCHDUMPGFVBWYKXJQZ$_"
_RESERVED = {"as", "do", "if", "in", "of"}
_SHORT = [
    word.encode()
    for word in chain(_LETTERS, map("".join, product(_LETTERS, _LETTERS + "0123456789")))
    if word not in _RESERVED
]

_MENTIONS = {"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"}
_TOLD_AROUND = {"function_declaration", "generator_function_declaration", "class_declaration"}
"""Whose own names hold around them."""
_TOLD_WITHIN = {"function_expression", "generator_function", "class"}
_TAKING = _TOLD_AROUND | _TOLD_WITHIN | {"arrow_function", "method_definition", "catch_clause"}
"""What has parameters, if it is no class."""
_SCOPES = _TAKING | {"statement_block", "for_statement", "for_in_statement", "switch_body"}
_REFUSED = {"ERROR", "variable_declaration", "with_statement", "import_statement"}
"""What our scripts do without, and what would need other rules."""


def renamed(script: str) -> str:
    """Write a script with names that are as short and as alike as they can be.

    Args:
        script: A script or a module, minified but for its names.

    Raises:
        ValueError: It holds what our scripts do without, for example `var`.
    """
    read = _Reading(script.encode())
    read.take(_PARSER.parse(read.text).root_node, _Scope())
    names, foreign = read.resolved()
    _give(names, foreign)
    written, done = [], 0
    for start, end, text in sorted(read.changes(names)):
        if start >= done:  # or else it lies within what is left out
            written += [read.text[done:start], text]
            done = end
    whole = b"".join([*written, read.text[done:]])
    if _PARSER.parse(whole).root_node.has_error:
        raise ValueError("a value cannot stand where its name did")
    return whole.decode()


@dataclass(eq=False)
class _Scope:
    """Where names hold: a function or a block."""

    around: Self | None = None
    is_body: bool = False
    """Whether it may name nothing as a parameter around it is named."""
    names: dict[bytes, "_Name"] = field(default_factory=dict)
    taken: set[bytes] = field(default_factory=set)
    """Short names that mean something here."""

    @property
    def is_world(self) -> bool:
        return self.around is None

    def tell(self, word: bytes, value: Node | None) -> None:
        beside = {self.around} if self.is_body and self.around is not None else set()
        self.names.setdefault(word, _Name(word, self.is_world, {self} | beside, value))


@dataclass(eq=False)
class _Name:
    """One name of the script's own."""

    short: bytes
    is_of_world: bool
    """Whether others may know it."""
    reach: set[_Scope]
    """Where it must mean nothing else."""
    value: Node | None
    """What is written in its place."""
    mentions: list[Node] = field(default_factory=list)


@dataclass
class _Reading:
    """A script as it is read: who tells a name, and who mentions it."""

    text: bytes
    mentions: list[tuple[Node, _Scope]] = field(default_factory=list)
    declarations: list[Node] = field(default_factory=list)
    kinds: list[Node] = field(default_factory=list)
    """What says in a loop whether a name is for good."""

    def at(self, node: Node) -> bytes:
        return self.text[node.start_byte : node.end_byte]

    def take(self, node: Node, scope: _Scope) -> None:
        """Note what a part of the script tells and mentions."""
        if node.type in _REFUSED or node.is_missing:
            raise ValueError(f"not as our scripts are written: {self.at(node)[:60].decode()}")
        if node.type in _MENTIONS:
            self.mentions.append((node, scope))
            return
        inner = _Scope(scope, _is_body(node)) if node.type in _SCOPES else scope
        self._tell(node, scope, inner)
        own = node.child_by_field_name("name") if node.type in _TOLD_AROUND else None
        for child in node.named_children:
            self.take(child, scope if child == own else inner)

    def _tell(self, node: Node, scope: _Scope, inner: _Scope) -> None:
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
                self._bind(declarator.child_by_field_name("name"), scope, _constant(declarator))

    def _bind(self, pattern: Node | None, scope: _Scope, value: Node | None = None) -> None:
        """Tell a name, or all those of a pattern."""
        if pattern is None:
            return
        if pattern.type in _MENTIONS:
            scope.tell(self.at(pattern), value)
            return
        inside = pattern.child_by_field_name("left") or pattern.child_by_field_name("value")
        for part in pattern.named_children if inside is None else [inside]:
            self._bind(part, scope)

    def resolved(self) -> tuple[list[_Name], set[bytes]]:
        """Find out what is meant by each mention, which may come before the name is told.

        Returns:
            The script's own names in the order in which they are mentioned, and those of others.
        """
        names: dict[_Name, None] = {}
        foreign = set()
        for mention, within in self.mentions:
            word, scope, way = self.at(mention), within, {within}
            while word not in scope.names and scope.around is not None:
                scope = scope.around
                way.add(scope)
            if (name := scope.names.get(word)) is None:
                foreign.add(word)
                continue
            name.mentions.append(mention)
            name.reach |= way
            names[name] = None
        return list(names), foreign

    def changes(self, names: Iterable[_Name]) -> Iterator[tuple[int, int, bytes]]:
        """Tell which bytes become others: from, to, and what stands there."""
        for name in names:
            text = name.short if name.value is None else self.at(name.value)
            for mention in name.mentions:
                is_both = mention.type != "identifier" and self.at(mention) != text
                told = self.at(mention) + b":" + text if is_both else text
                yield mention.start_byte, mention.end_byte, told
        for kind in self.kinds:
            yield kind.start_byte, kind.end_byte, b"let"
        for declaration in self.declarations:
            yield from self._declared(declaration)

    def _declared(self, declaration: Node) -> Iterator[tuple[int, int, bytes]]:
        """Leave out what is written elsewhere, and go on with the declaration before."""
        parts, before = declaration.named_children, declaration.prev_sibling
        kept = [part for part in parts if _constant(part) is None]
        if not kept:
            yield declaration.start_byte, declaration.end_byte, b""
            return
        start, end = declaration.start_byte, kept[0].start_byte
        if before is not None and self._may_go_on(before):
            yield before.end_byte - 1, end, b","
        else:
            yield start, end, b"let" if self.text[end : end + 1] in b"{[" else b"let "
        for one, part in pairwise(parts):
            if one.start_byte >= end and part not in kept:
                yield one.end_byte, part.end_byte, b""

    def _may_go_on(self, before: Node) -> bool:
        is_one = before.type == "lexical_declaration" and self.at(before).endswith(b";")
        return is_one and any(_constant(part) is None for part in before.named_children)


def _is_body(node: Node) -> bool:
    around = node.parent
    return node.type == "statement_block" and around is not None and around.type in _TAKING


def _constant(declarator: Node) -> Node | None:
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


def _give(names: Iterable[_Name], foreign: Collection[bytes]) -> None:
    """Give each name the first short one that means nothing else where it is mentioned."""
    for name in names:
        for scope in name.reach if name.is_of_world else ():
            scope.taken.add(name.short)
    for name in names:
        if name.is_of_world or name.value is not None:
            continue
        taken = set(foreign).union(*(scope.taken for scope in name.reach))
        name.short = next(word for word in _SHORT if word not in taken)
        for scope in name.reach:
            scope.taken.add(name.short)
