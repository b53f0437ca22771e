"""What every test of this folder is given: a stranger that knows nothing of Segel."""

from tests.support.stranger import build_stranger, find_toolchain

__all__ = ["build_stranger", "find_toolchain"]
