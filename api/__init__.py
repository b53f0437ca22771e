"""HTTP: translates between the web and the packages below, and nothing more."""
