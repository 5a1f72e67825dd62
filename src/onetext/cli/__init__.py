"""The command line; `--version` is answered before anything else is imported."""

import sys

from onetext import __version__


def main() -> int:
    """Run the command line with the arguments of the process; return its exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] in (["--version"], ["-V"]):
        sys.stdout.write(f"onetext {__version__}\n")
        return 0
    from onetext.cli.run import run

    return run(arguments)
