"""An attempt: work that may break in any way, for somebody who has to go on or to tell of it.

One request that breaks must not take along those that wait behind it, nor one leaf the leaves after
it.  What will break there nobody can list: it is what nobody has foreseen.
"""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

A = TypeVarTuple("A")
T = TypeVar("T")


def attempt(work: Callable[[*A], T], *arguments: *A) -> T | Exception:
    """Do some work; return what came of it, or what broke, which the caller has to tell.

    What ends a thread or the program (`SystemExit`, `KeyboardInterrupt`) goes on.
    """
    try:
        return work(*arguments)
    except Exception as error:  # noqa: BLE001 - nothing is lost: whoever calls gets the error itself
        return error
