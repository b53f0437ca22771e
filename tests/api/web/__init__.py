"""Tests of `api.web`."""
