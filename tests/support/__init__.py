"""Test tools: fakes, builders and fixtures that several tests share."""
