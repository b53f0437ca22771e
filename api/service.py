"""The service: what every endpoint may ask."""

from dataclasses import dataclass

from fastapi import Request

from ledger.application import Ledger
from ledger.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """One ledger and all that is told about it."""

    ledger: Ledger
    settings: Settings


def service_of(request: Request) -> Service:
    """Return the service behind the application that was asked."""
    service: Service = request.app.state.service
    return service
