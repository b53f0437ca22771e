"""Benchmarks: every figure beside its floor, measured in one run on the same cores."""
