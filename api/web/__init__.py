"""Plain readable pages; no script is needed to read them."""
