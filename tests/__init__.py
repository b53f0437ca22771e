"""Tests: they mirror the code file for file, and tell its stories."""
