"""Tests of the practice operation."""
