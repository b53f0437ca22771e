"""A projection: a fold of the domain and the table that keeps its answers."""

from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from domain.step import Fold
from projections.version import Versions

S = TypeVar("S", bound=msgspec.Struct)


class Projection(NamedTuple, Generic[S]):
    """A fold and the table that keeps its states."""

    fold: Fold[S]
    versions: Versions[S]
    is_of_journals: bool = False
    """Its subjects are journals: what they say is found by the signer and listed nowhere else."""


AnyProjection = Projection[Any]
