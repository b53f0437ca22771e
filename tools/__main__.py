"""`python -m tools`: the command line where `segel` itself is not installed."""

from tools.cli import main

if __name__ == "__main__":  # a process that checks signatures imports this module as well
    main()
