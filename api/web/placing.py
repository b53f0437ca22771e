"""Functions that are called from one place stand in that place.

We write a function for each thought, so that it has a name and can be read alone.  Who only runs
the script needs neither: a name that is told once and called once costs four bytes twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from api.web.grammar import Mention, Name, Reading

_TOLD = {"function_declaration", "generator_function_declaration"}

_ONCE = {
    "every",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "flatMap",
    "map",
    "some",
    "sort",
    "then",
}
"""Methods that call what they are given, and do not ask whether they have seen it before."""

_TOLD_AND_CALLED = 2
"""How often a name is mentioned that is called from one place."""


def placed(script: str) -> str:
    """Write functions that are called from one place in that place.

    Args:
        script: A script or a module.

    Raises:
        ValueError: It holds what our scripts do without, for example `var`.
    """
    reading = Reading.of(script)
    moves = [move for name in reading.names if (move := _move(name)) is not None]
    hosts = {move.function.start_byte: move for move in moves}
    going = [move for move in moves if not _is_hidden(reading, move, hosts)]
    return (
        _Writing(
            reading.text,
            {move.use.node.start_byte: move for move in going},
            {move.function.start_byte: move for move in going},
        )
        .part(0, len(reading.text))
        .decode()
    )


@dataclass(frozen=True, eq=False)
class _Move:
    """A function and the one place where it is called."""

    name: Name
    told: Node
    function: Node
    use: Mention


@dataclass(frozen=True)
class _Writing:
    """A script with functions in their places, by where they are called and where they stood."""

    text: bytes
    called: Mapping[int, _Move]
    stood: Mapping[int, _Move]

    def part(self, start: int, end: int) -> bytes:
        """Write a part of the script."""
        written, done = [], start
        for at in sorted(one for one in (*self.called, *self.stood) if start <= one < end):
            if at < done:
                continue
            written.append(self.text[done:at])
            if at in self.stood:
                done = self.stood[at].function.end_byte
                continue
            move = self.called[at]
            head = self.text[move.function.start_byte : move.told.start_byte].rstrip()
            rest = self.part(move.told.end_byte, move.function.end_byte)
            written.append(b"(" + head + rest + b")")
            done = move.use.node.end_byte
        return b"".join([*written, self.text[done:end]])


def _move(name: Name) -> _Move | None:
    """Return what can stand elsewhere, if its name is told once and called once."""
    if name.is_of_world or len(name.mentions) != _TOLD_AND_CALLED:
        return None
    functions = {one.node: function for one in name.mentions if (function := _function(one.node))}
    used = [one for one in name.mentions if one.node not in functions]
    if len(functions) != 1:
        return None
    [(told, function)], [use] = functions.items(), used
    is_itself = function.start_byte <= use.node.start_byte < function.end_byte
    return None if is_itself or not _is_call(use.node) else _Move(name, told, function, use)


def _function(told: Node) -> Node | None:
    """Return the function whose name is told here, if it stands among statements."""
    function = told.parent
    if function is None or function.parent is None or function.type not in _TOLD:
        return None
    is_name = function.child_by_field_name("name") == told
    return function if is_name and function.parent.type == "statement_block" else None


def _is_call(use: Node) -> bool:
    """Whether nobody can tell the function from its like here."""
    around = use.parent
    if around is not None and around.type == "arguments":
        called = around.parent and around.parent.child_by_field_name("function")
        method = called and called.child_by_field_name("property")
        return method is not None and method.text is not None and method.text.decode() in _ONCE
    called = around and around.child_by_field_name("function")
    return called == use


def _is_hidden(reading: Reading, move: _Move, hosts: Mapping[int, _Move]) -> bool:
    """Whether what the function means would mean something else where it is called."""
    outside = set(move.name.scope.outwards())
    ways = (use.scope.outwards() for use in _uses(move, hosts))
    told = {word for way in ways for scope in way if scope not in outside for word in scope.names}
    return any(
        reading.at(one.node) in told and (one.name is None or one.name.scope in outside)
        for one in reading.within(move.function)
    )


def _uses(move: _Move, hosts: Mapping[int, _Move]) -> Iterator[Mention]:
    """Go from where a function is called to where the one around it is called, and so on."""
    seen = set()
    node: Node | None = move.use.node
    yield move.use
    while node is not None:
        host = hosts.get(node.start_byte)
        if host is not None and host.function == node and host not in seen:
            seen.add(host)
            yield host.use
            node = host.use.node
        node = node.parent
