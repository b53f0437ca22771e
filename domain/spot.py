"""The spot: where the signer of a statement stands, for the kinds that are said on the spot.

An order can be given from anywhere; that a seal is whole, only somebody beside it can say.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from domain.box import BoxOpened, BoxPacked, ItemRegistered
from domain.consignment import (
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.escort import EscortEnded, EscortStarted, TransitPointPassed
from domain.inspection import InspectionRecorded
from domain.post import PostChecked
from domain.seal import SealApplied, SealBroken, SealReplaced, SealVerified
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted
from domain.store import BoxStored, StockCounted, StoreClosed, StoreOpened

Place = Callable[[Any], str]
"""Reads the place off a statement."""

_BESIDE: Final = (
    ConsignmentArrived,
    HandoverAccepted,
    SealApplied,
    SealVerified,
    SealBroken,
    SealReplaced,
    BoxOpened,
    BoxPacked,
    BoxStored,
)
"""Who says these stands beside the boxes; who offers, or refuses what is missing, may not."""

BOXES_SEEN: Final[dict[type, Place]] = {
    ConsignmentDispatched: attrgetter("origin"),
    **dict.fromkeys((*_BESIDE, ItemRegistered), attrgetter("place")),
}
"""Where the boxes are that a statement names."""

SPOT: Final[dict[type, Place]] = {
    ConsignmentDispatched: attrgetter("origin"),
    **dict.fromkeys(
        (ShiftStarted, ShiftHandedOver, ShiftAccepted, ShiftEnded, PostChecked), attrgetter("post")
    ),
    **dict.fromkeys(
        (
            *_BESIDE,
            HandoverOffered,
            HandoverRefused,
            EscortStarted,
            EscortEnded,
            TransitPointPassed,
            StoreOpened,
            StoreClosed,
            StockCounted,
            VisitorReported,
            AccessGranted,
            AccessDenied,
            AccessExited,
            InspectionRecorded,
        ),
        attrgetter("place"),
    ),
}
"""Where the device is with which a statement is made."""
