"""Answers kept ready, rebuilt at will: what the log says, folded by the domain."""
