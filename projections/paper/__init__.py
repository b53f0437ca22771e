"""Papers: what people sign with ink, written from statements as of a leaf."""
