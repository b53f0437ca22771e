"""Tests of the shape of the code, not of what it does."""
