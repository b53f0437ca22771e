"""Rules: from history to findings, pure and replayable with the same result."""
