"""Other people's code judges ours: a program in Go, and the tests that run it."""
