"""Complete subtrees: what is read from tiles equals what grew leaf by leaf."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings, strategies as st

from ledger.tlog import tree
from ledger.tlog.errors import ProofError
from ledger.tlog.subtree import Pyramid, Subtrees
from ledger.tlog.tile import WIDTH, tiles_of


class Store:
    """Tiles of the leaves so far, made from the definition, and every reading of them."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.rows = [leaves]
        self.asked: list[tuple[int, int, int]] = []
        while len(self.rows[-1]) >= WIDTH:
            row = self.rows[-1]
            starts = range(0, len(row) - WIDTH + 1, WIDTH)
            self.rows.append([tree.root_of(row[start : start + WIDTH]) for start in starts])

    def read(self, level: int, index: int, width: int) -> list[bytes]:
        self.asked.append((level, index, width))
        start = index * WIDTH
        return self.rows[level][start : start + width]

    def grown(self, size: int) -> "Store":
        return Store(self.rows[0][:size])


BORDERS = (0, 1, 2, 254, 255, 256, 257, 300, 511, 512, 513, 65_535, 65_536, 65_537, 66_000)
LEAVES = [tree.leaf_hash(b"%d" % number) for number in range(66_000)]
STORE = Store(LEAVES)


def grown_to(size: int, reads: Store = STORE, tiles_kept: int = 1024) -> Subtrees:
    subtrees = Subtrees(0, reads.read, tiles_kept)
    for leaf in LEAVES[:size]:
        subtrees.push(leaf)
    return subtrees


def spots(size: int) -> list[tuple[int, int]]:
    """Return (level, index) of the first, the last and some inner complete subtrees."""
    counts = [size >> level for level in range(size.bit_length())]
    return [
        (level, index)
        for level, count in enumerate(counts)
        for index in sorted({0, count // 3, count // 2, max(count - 2, 0), count - 1})
    ]


GROWN = grown_to(max(BORDERS))


@pytest.mark.parametrize("size", BORDERS)
def test_what_is_read_equals_what_grew(size: int) -> None:
    read, kept = Subtrees(size, STORE.grown(size).read), grown_to(size)
    assert read.size == kept.size == size
    assert read.root() == kept.root() == GROWN.root(size) == tree.root_of(LEAVES[:size])
    for level, index in spots(size):
        expected = tree.root_of(LEAVES[index << level : (index + 1) << level])
        assert read.node(level, index) == kept.node(level, index) == expected
        assert GROWN.node(level, index) == expected


@pytest.mark.parametrize("size", [250, 65_530])
def test_a_log_that_is_opened_anywhere_goes_on_growing(size: int) -> None:
    reopened = Subtrees(size, STORE.read)
    for number, leaf in enumerate(LEAVES[size : size + 20], size):
        rows = reopened.push(leaf)
        assert rows == [
            (level, (number + 1 >> 8 * level) - 1, STORE.rows[level][(number + 1 >> 8 * level) - 1])
            for level in (1, 2)
            if (number + 1) % WIDTH**level == 0
        ]
        assert reopened.root() == tree.root(number + 1, GROWN.node)


def test_growing_yields_every_tile_sized_subtree_once_and_in_order() -> None:
    subtrees = Subtrees(0, STORE.read)
    rows = [row for leaf in LEAVES for row in subtrees.push(leaf)]
    first = [(1, index, node) for index, node in enumerate(STORE.rows[1])]
    assert rows == [*first[:256], (2, 0, STORE.rows[2][0]), *first[256:]]


@settings(max_examples=100)
@given(st.data(), st.sampled_from((GROWN, Subtrees(66_000, STORE.read, tiles_kept=2))))
def test_proofs_of_any_earlier_size_hold(data: st.DataObject, subtrees: Subtrees) -> None:
    size = data.draw(st.sampled_from(BORDERS[1:]) | st.integers(1, subtrees.size))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    path = tree.prove_inclusion(index, size, subtrees.node)
    root = subtrees.root(size)
    tree.verify_inclusion(LEAVES[index], index, size, path, root)
    growth = tree.prove_consistency(old, size, subtrees.node)
    tree.verify_consistency(old, size, growth, subtrees.root(old), root)


@pytest.mark.parametrize("size", [0, 1, 200, 256, 65_536])
def test_a_subtree_that_is_not_complete_is_refused(size: int) -> None:
    subtrees = Subtrees(size, STORE.grown(size).read)
    for level in (*range(18), 64, 200):
        with pytest.raises(ProofError):
            subtrees.node(level, size >> level)
        with pytest.raises(ProofError):
            subtrees.node(level, 2**70)
    for beyond in (size + 1, 2 * size + 1, 2**63, -1):
        with pytest.raises(ProofError):
            subtrees.root(beyond)


@pytest.mark.parametrize("size", BORDERS)
def test_opening_reads_the_right_edge_alone(size: int) -> None:
    store = STORE.grown(size)
    Subtrees(size, store.read)
    partial = [(tile.level, tile.index, tile.width) for tile in tiles_of(size)]
    assert store.asked == [asked for asked in partial if asked[2] < WIDTH]


def test_the_tile_that_was_kept_longest_is_forgotten_and_read_again() -> None:
    store = STORE.grown(1_100)
    subtrees = Subtrees(1_100, store.read, tiles_kept=2)
    store.asked.clear()
    for index in (0, 1, 0, 2, 0, 1, 1, 0):
        assert subtrees.node(0, index * WIDTH) == LEAVES[index * WIDTH]
        assert subtrees.node(7, index * 2) == tree.root_of(LEAVES[index * WIDTH :][:128])
    assert [index for _, index, _ in store.asked] == [0, 1, 2, 0, 1]


def test_a_tile_that_grew_in_memory_is_not_read() -> None:
    store = Store([])
    subtrees = grown_to(600, store)
    assert subtrees.node(0, 5) == LEAVES[5]
    assert subtrees.root() == tree.root_of(LEAVES[:600])
    assert store.asked == []


def test_others_may_read_what_was_there_while_one_thread_pushes() -> None:
    subtrees = grown_to(700, STORE, tiles_kept=2)
    expected = [(size, GROWN.root(size)) for size in range(1, 700, 3)]

    def read_all() -> bool:
        return all(subtrees.root(size) == root for size, root in expected)

    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(read_all) for _ in range(8)]
        for leaf in LEAVES[700:3_000]:
            subtrees.push(leaf)
        assert all(answer.result() for answer in answers)
    assert subtrees.root() == tree.root_of(LEAVES[:3_000])


@pytest.mark.parametrize("size", [0, 1, 255, 256, 300, 65_535])
@pytest.mark.parametrize("more", [1, 2, 257])
def test_what_was_pushed_since_a_mark_is_forgotten_without_reading(size: int, more: int) -> None:
    store = Store(LEAVES[:size])
    subtrees = Subtrees(size, store.read)
    mark = subtrees.mark()
    for number in range(more):
        subtrees.push(tree.leaf_hash(b"not taken %d" % number))
    store.asked.clear()

    subtrees.restore(mark)

    assert subtrees.size == size
    assert not store.asked
    for leaf in LEAVES[size : size + more]:
        subtrees.push(leaf)
    assert subtrees.root() == tree.root_of(LEAVES[: size + more])


def test_nothing_need_be_kept_in_memory_for_the_answers_to_be_right() -> None:
    subtrees = grown_to(1_100, STORE, tiles_kept=0)
    for size in range(1, 1_100, 37):
        assert subtrees.root(size) == tree.root_of(LEAVES[:size])


def test_a_pyramid_holds_the_nodes_that_its_hashes_complete() -> None:
    pyramid = Pyramid()
    for width, leaf in enumerate(LEAVES[:WIDTH], 1):
        pyramid.push(leaf)
        assert pyramid.width == width
        assert [len(row) for row in pyramid.rows] == [width >> row for row in range(9)]
    assert pyramid.rows[8] == [tree.root_of(LEAVES[:WIDTH])]


@pytest.mark.parametrize("change", [-1, 1, -WIDTH])
def test_a_source_that_returns_another_number_of_hashes_is_refused(change: int) -> None:
    leaves = [tree.leaf_hash(bytes([number])) for number in range(WIDTH)]

    def read(level: int, index: int, width: int) -> list[bytes]:
        del level, index
        return (leaves + leaves)[: max(width + change, 0)]

    with pytest.raises(ProofError, match="hashes"):
        Subtrees(200, read)
    grown = Subtrees(0, read, tiles_kept=0)
    for leaf in leaves:
        grown.push(leaf)
    with pytest.raises(ProofError, match="hashes"):
        grown.node(0, 0)
