"""Tests of the intake of lists."""
