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
from itertools import chain, pairwise, product

from tree_sitter import Node

from api.web.grammar import Name, Reading, constant, parsed

_LETTERS = "etanoisrlchdumpgfvbwykxjqzETANOISRLCHDUMPGFVBWYKXJQZ$_"
_RESERVED = {"as", "do", "if", "in", "of"}
_SHORT = [
    word.encode()
    for word in chain(_LETTERS, map("".join, product(_LETTERS, _LETTERS + "0123456789")))
    if word not in _RESERVED
]


def renamed(script: str) -> str:
    """Write a script with names that are as short and as alike as they can be.

    Args:
        script: A script or a module, minified but for its names.

    Raises:
        ValueError: It holds what our scripts do without, for example `var`.
    """
    reading = Reading.of(script)
    _give(reading.names, reading.foreign)
    written, done = [], 0
    for start, end, text in sorted(_changes(reading)):
        if start >= done:  # or else it lies within what is left out
            written += [reading.text[done:start], text]
            done = end
    whole = b"".join([*written, reading.text[done:]])
    parsed(whole)  # a value cannot stand wherever its name did
    return whole.decode()


def _changes(reading: Reading) -> Iterator[tuple[int, int, bytes]]:
    """Tell which bytes become others: from, to, and what stands there."""
    for name in reading.names:
        text = name.short if name.value is None else reading.at(name.value)
        for node in (mention.node for mention in name.mentions):
            is_both = node.type != "identifier" and reading.at(node) != text
            told = reading.at(node) + b":" + text if is_both else text
            yield node.start_byte, node.end_byte, told
    for kind in reading.kinds:
        yield kind.start_byte, kind.end_byte, b"let"
    for declaration in reading.declarations:
        yield from _declared(reading, declaration)


def _declared(reading: Reading, declaration: Node) -> Iterator[tuple[int, int, bytes]]:
    """Leave out what is written elsewhere, and go on with the declaration before."""
    parts, before = declaration.named_children, declaration.prev_sibling
    kept = [part for part in parts if constant(part) is None]
    if not kept:
        yield declaration.start_byte, declaration.end_byte, b""
        return
    start, end = declaration.start_byte, kept[0].start_byte
    if before is not None and _may_go_on(reading, before):
        yield before.end_byte - 1, end, b","
    else:
        yield start, end, b"let" if reading.text[end : end + 1] in b"{[" else b"let "
    for one, part in pairwise(parts):
        if one.start_byte >= end and part not in kept:
            yield one.end_byte, part.end_byte, b""


def _may_go_on(reading: Reading, before: Node) -> bool:
    is_one = before.type == "lexical_declaration" and reading.at(before).endswith(b";")
    return is_one and any(constant(part) is None for part in before.named_children)


def _give(names: Iterable[Name], foreign: Collection[bytes]) -> None:
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
