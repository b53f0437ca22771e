"""Figures that never change, and the tests that hold us to them."""
