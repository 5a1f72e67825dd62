"""How long the large cases take: `python bench/large.py [seeds]`; medians in seconds, in process, by task.

The instances are those of tests/instances.py (28 issues x 4 options x 5 parties, links, pair terms, red lines), and
the nonlinear domains of ANAC 2014 where `../shared` holds them. Run it alone on the machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from instances import Shape, large_case  # noqa: E402
from onetext.formats import read  # noqa: E402
from onetext.model.case import Case  # noqa: E402
from onetext.model.rules import RULES  # noqa: E402
from onetext.solve.best import best  # noqa: E402
from onetext.solve.budget import UNLIMITED  # noqa: E402
from onetext.solve.cpsat.conflicts import conflicts  # noqa: E402
from onetext.solve.cpsat.openings import softenings  # noqa: E402
from onetext.solve.zopa import zopa  # noqa: E402


def seconds(task: Callable[[Case], object], cases: list[Case]) -> str:
    """The median and the largest time of a task over cases."""
    times = []
    for case in cases:
        start = perf_counter()
        task(case)
        times.append(perf_counter() - start)
    return f"{median(times):7.2f} {max(times):7.2f}"


def main(seeds: int) -> None:
    """Print a table."""
    print(f"{'case':28} {'task':26} {'median':>7} {'most':>7}")
    for asks in (Fraction(1, 2), Fraction(7, 10)):
        cases = [large_case(seed, Shape(asks=asks)) for seed in range(1, seeds + 1)]
        best(large_case(99), "utilitarian")  # loads the solver
        for rule in RULES:
            print(f"{f'28 x 4 x 5, asks {asks}':28} {rule:26} {seconds(lambda case, rule=rule: best(case, rule), cases)}", flush=True)
        print(f"{f'28 x 4 x 5, asks {asks}':28} {'zopa, estimated':26} {seconds(zopa, cases)}", flush=True)
    cases = [large_case(seed, Shape(asks=Fraction(9, 10))) for seed in range(1, seeds + 1)]
    print(f"{'28 x 4 x 5, no zopa':28} {'first conflict':26} {seconds(lambda case: conflicts(case, UNLIMITED, 1), cases)}")
    print(f"{'28 x 4 x 5, no zopa':28} {'all conflicts':26} {seconds(lambda case: conflicts(case, UNLIMITED), cases)}")
    print(f"{'28 x 4 x 5, no zopa':28} {'cheapest softening':26} {seconds(lambda case: softenings(case, UNLIMITED, 1), cases)}")
    for name in ("10issues", "30issues", "50issues"):
        folder = ROOT.parent / "shared" / "cases" / "genius" / name
        if folder.is_dir():
            case = read({path.name: path.read_bytes() for path in folder.glob("*.xml")})
            print(f"{'ANAC 2014 ' + name:28} {'nash':26} {seconds(lambda case: best(case, 'nash'), [case])}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
