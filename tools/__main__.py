"""`python -m tools`: the command line where `segel` itself is not installed."""

from tools.cli import main

main()
