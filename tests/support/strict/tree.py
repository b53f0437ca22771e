"""Merkle trees: every proof up to eight leaves, and proofs that lead elsewhere."""

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from tests.support.strict.case import EMPTY_ROOT, Case, case

LEAVES: Final = [bytes([0x41 + i]) * i for i in range(8)]


def inclusions() -> Iterator[Case]:
    def one(name: str, verdict: bool, **given: Any) -> Case:
        start = {"index": 5, "size": 8, "leaf": leaf_hash(LEAVES[5])}
        start |= {"root": root_of(LEAVES), "path": path_to(5, LEAVES)}
        return case("tree.inclusion", name, verdict, **encoded(start | given))

    for size in range(1, 9):
        for index in range(size):
            yield one(
                f"leaf {index} of {size}",
                True,
                index=index,
                size=size,
                leaf=leaf_hash(LEAVES[index]),
                root=root_of(LEAVES[:size]),
                path=path_to(index, LEAVES[:size]),
            )
    path = path_to(5, LEAVES)
    yield one("the next index", False, index=6)
    yield one("the index before", False, index=4)
    yield one("an index beyond the tree", False, index=8)
    yield one("an index in a larger tree's place", False, index=13)
    yield one("an empty tree", False, index=0, size=0, root=EMPTY_ROOT, path=[])
    yield one("one hash too many", False, path=[*path, path[0]])
    yield one("one hash too few", False, path=path[:-1])
    yield one("no hashes", False, path=[])
    yield one("the hashes turned round", False, path=path[::-1])
    yield one("an entry in its leaf's place", False, leaf=hashlib.sha256(LEAVES[5]).digest())
    yield one("a hash of 31 bytes", False, path=[path[0][:31], *path[1:]])
    yield one("a root of one byte", False, root=b"x")
    for place in range(3):
        flipped = [bytes([h[0] ^ (i == place), *h[1:]]) for i, h in enumerate(path)]
        yield one(f"a bit of hash {place} flipped", False, path=flipped)


def long_inclusion() -> Iterator[Case]:
    """A tree as large as can be named, walked by the rule of RFC 9162 as it is written."""
    index, size = 2**62 + 12345, 2**63 - 1
    path = [hashlib.sha256(bytes([i])).digest() for i in range(63)]
    found, fn, sn = leaf_hash(b"far"), index, size - 1
    used = []
    for sibling in path:
        if sn == 0:
            break
        used.append(sibling)
        if fn & 1 or fn == sn:
            found = node_hash(sibling, found)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = node_hash(found, sibling)
        fn, sn = fn >> 1, sn >> 1
    given: dict[str, Any] = {"index": index, "size": size, "leaf": leaf_hash(b"far"), "root": found}
    long = encoded(given | {"path": used})
    yield case("tree.inclusion", "a leaf beyond 2^62", True, **long)
    near = encoded(given | {"path": used, "index": index + 1})
    yield case("tree.inclusion", "the leaf after it", False, **near)


def consistencies() -> Iterator[Case]:
    def one(name: str, verdict: bool, **given: Any) -> Case:
        start = {"old": 3, "new": 8, "old_root": root_of(LEAVES[:3]), "new_root": root_of(LEAVES)}
        start |= {"path": growth(3, LEAVES)}
        return case("tree.consistency", name, verdict, **encoded(start | given))

    for new in range(1, 9):
        for old in range(1, new + 1):
            yield one(
                f"from {old} to {new}",
                True,
                old=old,
                new=new,
                old_root=root_of(LEAVES[:old]),
                new_root=root_of(LEAVES[:new]),
                path=growth(old, LEAVES[:new]),
            )
    path = growth(3, LEAVES)
    yield one("from the empty tree", False, old=0, old_root=EMPTY_ROOT, path=[])
    yield one("from the empty tree, with a proof", False, old=0, old_root=EMPTY_ROOT)
    yield one("a log that shrank", False, old=8, new=3)
    yield one("two roots for one size", False, old=8, path=[])
    yield one("one size with a proof", False, old=8, old_root=root_of(LEAVES))
    yield one("another old root", False, old_root=root_of(LEAVES[:4]))
    yield one("another new root", False, new_root=root_of(LEAVES[:7]))
    yield one("the roots exchanged", False, old_root=root_of(LEAVES), new_root=root_of(LEAVES[:3]))
    yield one("another old size", False, old=4)
    yield one("no hashes", False, path=[])
    yield one("one hash too many", False, path=[*path, path[0]])
    yield one("one hash too few", False, path=path[:-1])
    yield one("a hash of 33 bytes", False, path=[path[0] + b"x", *path[1:]])
    for place in range(len(path)):
        flipped = [bytes([h[0] ^ (i == place), *h[1:]]) for i, h in enumerate(path)]
        yield one(f"a bit of hash {place} flipped", False, path=flipped)


def encoded(given: dict[str, Any]) -> dict[str, Any]:
    """Return hashes as hexadecimal and sizes as text: scripts do not count beyond 2^53."""
    return {name: _encoded(value) for name, value in given.items()}


def _encoded(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [_encoded(one) for one in value]
    return str(value)


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaf_hash(leaves[0]) if leaves else EMPTY_ROOT
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(root_of(leaves[:split]), root_of(leaves[split:]))


def path_to(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*path_to(index, leaves[:split]), root_of(leaves[split:])]
    return [*path_to(index - split, leaves[split:]), root_of(leaves[:split])]


def growth(size: int, leaves: list[bytes], *, is_whole: bool = True) -> list[bytes]:
    if size == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if size <= split:
        return [*growth(size, leaves[:split], is_whole=is_whole), root_of(leaves[split:])]
    rest = growth(size - split, leaves[split:], is_whole=False)
    return [*rest, root_of(leaves[:split])]
