"""Settings of a serving ledger, from the environment (`SEGEL_...`)."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may change."""

    model_config = SettingsConfigDict(env_prefix="SEGEL_")

    busy_seconds: float = Field(default=2.0, ge=0)
    """How long a write waits for another program to let go of `ledger.db`."""

    ca: Path | None = None
    """Certificates (PEM) of further authorities that witnesses' servers may have."""

    ready_disk_bytes: int = Field(default=256 * 1024**2, ge=0)
    """Free space on the disk below which `/readyz` says no."""

    ready_lag_max: int = Field(default=5000, ge=0)
    """Entries that are not folded yet, above which `/readyz` says no."""

    request_bytes_max: int = Field(default=4 * 1024 * 1024, gt=0)
    """Largest request body."""

    request_notes_max: int = Field(default=1000, gt=0)
    """Most notes in one request."""

    photo_bytes_max: int = Field(default=512 * 1024, gt=0)
    """Largest photograph."""

    photos_bytes_max: int = Field(default=10 * 1024**3, ge=0)
    """All photographs together."""

    photos_reserve_bytes: int = Field(default=512 * 1024**2, ge=0)
    """Free space on the disk that photographs leave to the ledger."""

    reads_per_minute: int = Field(default=6000, ge=0)
    """Most requests of one address in a minute, entries, tiles and proofs not counted; 0: any."""

    logins_per_minute: int = Field(default=60, ge=0)
    """Most requests of one address in a minute to log in or to register a passkey; 0: any."""
