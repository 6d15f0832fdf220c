"""The one entry: without a command the window, with one the command line. Each is imported only when meant."""

from __future__ import annotations

import sys


def main() -> int:
    """Start what the arguments ask for; returns the exit code."""
    arguments = sys.argv[1:]
    if _wants_window(arguments):
        from mltracker import app

        return app.main(arguments)
    from mltracker import cli

    return cli.main(arguments)


def _wants_window(arguments: list[str]) -> bool:
    """No sub-command: only options of the window, such as --data-dir DIR."""
    rest = iter(arguments)
    for argument in rest:
        if argument in ("-h", "--help", "--version", "--json"):
            return False
        if argument in ("--data-dir", "--now"):
            next(rest, None)
        elif not argument.startswith("-"):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
