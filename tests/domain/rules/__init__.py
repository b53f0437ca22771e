"""Tests of `domain.rules`."""
