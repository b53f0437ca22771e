"""Evidence files and the one proof in them: one spelling, no hash too many and none too few."""

from collections.abc import Iterator
from typing import Final

from ledger.tlog import multiproof
from ledger.tlog.errors import TlogError
from ledger.tlog.subtree import Subtrees
from ledger.tlog.tree import leaf_hash
from tests.support.exhibit import bundled, golden_bundle, resealed, witnessed
from tests.support.strict.case import Case, case, text_of

_WALKS: Final[tuple[tuple[int, list[int], list[int]], ...]] = (
    (1, [0], []),
    (2, [1], [1]),
    (7, [0, 3], [2, 5]),
    (8, [7], [8, 4]),
    (13, [0, 1, 12], [6, 12, 13]),
    (70, [33], [64, 65, 3]),
    (70, [], []),
)
"""Sizes, leaves and earlier sizes on either side of powers of two."""

_CHANGES: Final = {
    "another version": (b"segel/bundle/v1", b"segel/bundle/v2"),
    "another word for what was asked": (b"\nleaf 2\n", b"\nbag 2\n"),
    "a control character": (b"\nleaf 2\n", b"\nleaf \x7f2\n"),
    "a space of another kind": (b"\nleaf 2\n", "\nleaf \u00a02\n".encode()),
    "an invisible character": (b"\nleaf 2\n", "\nleaf 2\u200b\n".encode()),
    "nothing asked for": (b"\nleaf 2\n", b"\nleaf  \n"),
    "one moment": (b"\nleaf 2\n", b"\ntime 2024\n"),
    "three moments": (b"\nleaf 2\n", b"\ntime 1 2 3\n"),
    "asked for in 513 bytes": (b"\nleaf 2\n", b"\nleaf " + b"1" * 508 + b"\n"),
    "a line without an end": (b"\nleaf 2\n", b"\nleaf " + b"1" * 600 + b"\n"),
    "not UTF-8": (b"\nleaf 2\n", b"\nleaf \xff\n"),
    "without the charter": (b"leaf 0 needed", b"leaf 1 needed"),
    "a leaf twice": (b"leaf 2 chosen", b"leaf 1 chosen"),
    "a leaf behind the tree": (b"leaf 3 needed", b"leaf 5 needed"),
    "a leaf beyond every number": (b"leaf 3 needed", b"leaf 9223372036854775808 needed"),
    "a leading zero": (b"leaf 2 chosen", b"leaf 02 chosen"),
    "a capital letter": (b"leaf 2 chosen", b"leaf 2 Chosen"),
    "a length too long": (b"leaf 2 chosen ", b"leaf 2 chosen 9"),
    "a word more": (b"leaf 2 chosen", b"leaf 2 chosen now"),
    "a space more": (b"leaf 2 chosen", b"leaf  2 chosen"),
    "another word than hash": (b"\nhash ", b"\nHash "),
    "a hash cut short": (b"=\nseal ", b"\nseal "),
    "carriage returns": (b"\n", b"\r\n"),
    "a byte-order mark": (b"segel/bundle", b"\xef\xbb\xbfsegel/bundle"),
    "another log's name": (b"pilkada-2024\nleaf 2", b"lain\nleaf 2"),
}

_WORDS_OF_OUR_OWN: Final = {
    "words in another script": "\nleaf ꦱꦼꦒꦺꦭ\n",
    "two moments": "\ntime 2024-11-25 2024-11-26\n",
    "512 bytes": f"\nleaf {'1' * 507}\n",
}


def bundles() -> Iterator[Case]:
    raw = golden_bundle().serialise()
    yield case("bundle.parse", "the golden file", True, **text_of(raw))
    for name, asked in _WORDS_OF_OUR_OWN.items():
        said = resealed(raw.replace(b"\nleaf 2\n", asked.encode(), 1))
        yield case("bundle.parse", name, True, **text_of(said))
    for name, (old, new) in _CHANGES.items():
        changed = raw.replace(old, new, -1 if old == b"\n" else 1)
        assert changed != raw, name
        yield case("bundle.parse", name, False, **text_of(resealed(changed)))
    torn = {
        "nothing": b"",
        "a changed byte": raw.replace(b"needed", b"chosen", 1),
        "a broken seal": raw[:-10] + b"A" + raw[-9:],
        "without its seal": raw[: raw.rindex(b"seal ")],
        "no line feed at the end": raw[:-1],
        "an empty line at the end": raw + b"\n",
        "twice the same": raw + raw,
        "cut in the middle": raw[: len(raw) // 2],
    }
    for name, changed in torn.items():
        yield case("bundle.parse", name, False, **text_of(changed))


def bundle_roots() -> Iterator[Case]:
    log = witnessed()
    for name, found in {
        "the golden file": golden_bundle(),
        "some statements and what they cite": bundled(log, [3, 4, 6], [1, 2, 5]),
        "one statement alone": bundled(log, [3]),
    }.items():
        roots = {str(size): root.hex() for size, root in found.roots().items()}
        given = text_of(found.serialise())
        yield case("bundle.roots", name, True, roots=roots, **given)
    raw = bundled(log, [3]).serialise()
    start = raw.index(b"\nhash ")
    line = raw[start : raw.index(b"\n", start + 1)]
    wrong = {
        "a hash too few": raw.replace(line, b"", 1),
        "a hash too many": raw.replace(line, line * 2, 1),
    }
    for name, changed in wrong.items():
        yield case("bundle.roots", name, False, roots={}, **text_of(resealed(changed)))


def multiproofs() -> Iterator[Case]:
    for size, indexes, sizes in _WALKS:
        leaves = [leaf_hash(b"%d" % number) for number in range(size)]
        subtrees = Subtrees(0, lambda _level, _index, _width: [])
        for leaf in leaves:
            subtrees.push(leaf)
        hashes = multiproof.prove(indexes, sizes, size, subtrees.node)
        chosen = {index: leaves[index] for index in indexes}
        roots = multiproof.roots(chosen, sizes, size, hashes)
        name = f"{indexes} of {size}, cut at {sizes}"
        given = {
            "size": size,
            "sizes": sizes,
            "leaves": {str(index): leaf.hex() for index, leaf in chosen.items()},
            "hashes": [one.hex() for one in hashes],
            "roots": {str(one): root.hex() for one, root in roots.items()},
        }
        yield case("multiproof.roots", name, True, **given)
        for wrong, changed in _unproven(given).items():
            yield case("multiproof.roots", f"{name}: {wrong}", _has_roots(changed), **changed)


def _unproven(given: Case) -> dict[str, Case]:
    hashes: list[str] = given["hashes"]
    size: int = given["size"]
    wrong = {
        "a hash more": given | {"hashes": [*hashes, "00" * 32]},
        "a short hash": given | {"hashes": [*hashes, "00" * 31]},
        "a leaf behind the tree": given | {"leaves": {**given["leaves"], str(size): "00" * 32}},
        "a size behind the tree": given | {"sizes": [size + 1]},
        "a cut at nothing": given | {"sizes": [0]},
    }
    if hashes:
        wrong["a hash missing"] = given | {"hashes": hashes[1:]}
    return wrong


def _has_roots(given: Case) -> bool:
    leaves = {int(index): bytes.fromhex(leaf) for index, leaf in given["leaves"].items()}
    hashes = [bytes.fromhex(one) for one in given["hashes"]]
    try:
        multiproof.roots(leaves, given["sizes"], given["size"], hashes)
    except TlogError:
        return False
    return True
