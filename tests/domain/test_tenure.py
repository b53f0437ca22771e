"""Tenures: what held at which leaf."""

from hypothesis import given, strategies as st

from domain.tenure import Effect, History, Tenure


def test_a_tenure_holds_after_its_leaf_and_up_to_its_end() -> None:
    tenure = Tenure("ppk", since=10, rank=10, ended=20)

    history: History[str, str] = History()
    history.add("A", tenure)
    held = [index for index in range(30) if history.newest("A", index) is not None]
    assert held == list(range(11, 21))
    assert [index for index in range(30) if history.all("A", index)] == held


def test_the_newest_act_is_read_and_the_older_one_again_once_it_is_undone() -> None:
    history: History[str, str] = History()
    first, second = Effect(1, 1), Effect(5, 5)
    first.begin(history, "gudang", "lama")
    second.begin(history, "gudang", "baru")
    second.undo(9)

    assert [history.newest("gudang", index) for index in (1, 2, 6, 9, 10)] == [
        None,
        "lama",
        "baru",
        "baru",
        "lama",
    ]
    assert list(history.all("gudang", 9)) == ["baru", "lama"]
    assert list(history) == ["gudang"]


def test_an_act_that_begins_anew_keeps_its_rank() -> None:
    history: History[str, str] = History()
    Effect(1, 1).begin(history, "gudang", "lama")
    Effect(5, 5).begin(history, "gudang", "baru")
    Effect(9, 1).begin(history, "gudang", "lama dibetulkan")

    assert history.newest("gudang", 10) == "baru"


@given(st.lists(st.integers(0, 50), unique=True, min_size=1), st.integers(0, 60))
def test_undoing_never_changes_the_past(leaves: list[int], undone: int) -> None:
    history: History[str, int] = History()
    effects = []
    for leaf in sorted(leaves):
        effects.append(Effect(leaf, leaf))
        effects[-1].begin(history, "x", leaf)
    before = [history.newest("x", index) for index in range(undone + 1)]

    effects[-1].undo(max(undone, *leaves, 0))

    assert [history.newest("x", index) for index in range(undone + 1)] == before
