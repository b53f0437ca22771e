"""Tests of the documentation: its commands are run, its claims compared with the code."""
