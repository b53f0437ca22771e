"""Signed notes kept, ordered and proven; never understood."""
