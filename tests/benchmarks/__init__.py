"""Measurements: ratios taken in one run on the same cores, never a timed test."""
