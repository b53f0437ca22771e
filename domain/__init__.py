"""What was said and what it means: pure functions over statements."""
