"""A struct is laid out in columns, a struct within it too, and what is not there is empty."""

import msgspec

from projections.column import columns_of, lay_out, layout, struct_of


class Inner(msgspec.Struct, frozen=True):
    box: str
    from_: int | None = None


class Outer(msgspec.Struct, frozen=True):
    inner: Inner
    maybe: Inner | None = None
    many: tuple[Inner, ...] = ()
    either: int | str = 0
    again: "Outer | None" = None


def test_structs_are_laid_out_and_everything_else_takes_one_column() -> None:
    names = [name for column in columns_of(Outer) for name in column.names()]

    assert names == [
        "inner.box",
        "inner.from",
        "maybe.box",
        "maybe.from",
        "many",
        "either",
        "again",
    ]


def test_values_stand_in_the_order_of_the_columns() -> None:
    parts = layout(columns_of(Outer))
    found: list[object] = []

    lay_out(Outer(Inner("a", 1), None, (Inner("b"),), "x"), parts, found)
    lay_out(Outer(Inner("a"), Inner("c", 3), (), 7, Outer(Inner("d"))), parts, found)

    assert found == [
        *("a", 1, None, None, (Inner("b"),), "x", None),
        *("a", None, "c", 3, (), 7, Outer(Inner("d"))),
    ]


def test_only_one_struct_that_may_be_missing_is_laid_out() -> None:
    assert struct_of(Inner) is struct_of(Inner | None) is Inner
    assert [struct_of(one) for one in (int, int | str, Inner | Outer, tuple[Inner, ...])] == [
        None
    ] * 4
