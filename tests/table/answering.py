"""Answers sealed words without end, and says after each that it is kept: `python answering.py FOLDER SECRET`. To be killed."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from onetext.api.table import acts
from onetext.process import questions as q
from table.talks import NORTH, sitting

if __name__ == "__main__":
    with sitting(Path(sys.argv[1])) as table:
        for n in count():
            acts.confide(table, NORTH, q.Answer(words=f"{sys.argv[2]} {n} " + "and more " * 200))
            print(n, flush=True)
