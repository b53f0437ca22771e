"""Commands for people: the `segel` command line and the tools of the project."""
