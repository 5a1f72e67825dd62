"""`python -m bench`: the peers side by side; the tables and pictures of docs/benchmarks.md are written by it.

`--quick` takes small sizes and few turns, prints, and writes nothing; `--only WORD` runs the rows and curves whose name holds
the word, and writes nothing. A whole run ends with the tests marked `bench`, which hold the promised times.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from datetime import date

from bench.growth import CURVES, grown
from bench.page import growth, machine, put, tables
from bench.plots import svg
from bench.rows import pythons, rows
from bench.side import ROOT, compared

PAGE = ROOT / "docs" / "benchmarks.md"
QUICK_SIZES = 2


def watching(text: str) -> None:
    """Say on a terminal what runs."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text[:100]:100}")
        sys.stderr.flush()


def main() -> int:
    """Measure, print, write the page, and hold the promised times; not 0 where onetext itself failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    before, found, grew = os.getloadavg()[0], [], []
    for row in rows(given.quick):
        if given.only.lower() in row.name.lower():
            found.append((row, compared(row, pythons(), watching)))
            print(f"\r{tables(found[-1:])}\n", flush=True)
    for curve in CURVES:
        if given.only.lower() in curve.name:
            grew.append((curve, grown(curve, pythons(), QUICK_SIZES if given.quick else len(curve.shapes), watching)))
            print(f"\r{growth(grew[-1:])}\n", flush=True)
    head = machine((before, os.getloadavg()[0]), date.today().isoformat())
    print(head)
    if not given.quick and not given.only:
        page = PAGE.read_text("utf-8")
        for name, text in (("machine", head), ("rows", tables(found)), ("growth", growth(grew))):
            page = put(page, name, text)
        PAGE.write_text(page, "utf-8")
        for curve, series in grew:
            (ROOT / "docs" / "images" / f"bench-{curve.name}.svg").write_text(svg(curve.name, curve.along, series), "utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
        return subprocess.run([sys.executable, "-m", "pytest", "--bench", "-m", "bench", "-q", "-s"], cwd=ROOT, check=False).returncode
    return int(any(lines[0].measured.trouble for _, lines in found))


if __name__ == "__main__":
    sys.exit(main())
