"""Run the command line as ``python -m onetext``."""

from onetext.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
