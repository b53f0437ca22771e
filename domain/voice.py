"""Whose word a statement is: a unit speaks only through its own people."""

from domain.context import Context
from domain.role import HOLDERS
from domain.said import Said


def speaks_for(said: Said, unit: str, context: Context) -> bool:
    """Tell whether the signer belongs to a unit, or holds boxes for it by a role."""
    signer = context.authority.signer(said)
    if signer is None:
        return False
    if signer.unit == unit:
        return True
    return any(held.unit == unit and held.role in HOLDERS for held in context.authority.roles(said))
