"""Tests of `ledger.tlog`."""
