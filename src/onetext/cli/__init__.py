"""The command line; `--version` is answered before anything else is imported."""

import sys

from onetext import __version__


def main() -> int:
    """Run the command line with the arguments of the process; return its exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] in (["--version"], ["-V"]):
        sys.stdout.write(f"onetext {__version__}\n")
        return 0
    import gc

    from onetext.cli.run import run

    # A command makes many values and ends: looking for cycles among them again and again took a fifth of its time.
    gc.set_threshold(200_000, 20, 20)
    return run(arguments)
