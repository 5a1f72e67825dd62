"""How many questions are needed, asked well and at random: `python bench/asking.py [cases]`; medians over cases and truths.

Cases are those of tests/instances.py: orders of every issue and nothing else. `drafts`: one party and thirty packages on
the table, of which it says which of two it would rather have; as many weights as issues.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median_low

from numpy.random import PCG64, Generator

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from instances import Talk, drafts, spoken_case  # noqa: E402
from onetext.analysis.asking.questions import ASKERS  # noqa: E402
from onetext.analysis.asking.zone import zone_of  # noqa: E402
from onetext.model.case import Case  # noqa: E402
from onetext.simulate.asking import MOST_ASKED, PLAYS, truths  # noqa: E402
from onetext.solve.budget import UNLIMITED  # noqa: E402

TRUTHS = 3


def rows(count: int) -> Iterator[tuple[str, str, list[Case]]]:
    """What is measured: a name, the end that is played to, the cases."""
    for parties, issues, options in ((2, 3, 4), (3, 4, 3), (5, 4, 3)):
        talk = Talk(issues=issues, options=options, parties=parties, replies=0)
        yield f"{parties} parties, {issues} issues of {options}", "agreement", [spoken_case(seed, talk) for seed in range(count)]
    for weights in (3, 5, 8):
        yield f"one party, 30 drafts, {weights} weights", "regret", [drafts(seed, weights, 30) for seed in range(count)]
    for parties, issues, options in ((2, 3, 4), (3, 4, 3)):
        talk = Talk(issues=issues, options=options, parties=parties, replies=0)
        yield f"{parties} parties, {issues} issues of {options}", "regret", [spoken_case(seed, talk) for seed in range(count)]


def main(count: int) -> None:
    """Print a table."""
    print(f"{'case':34} {'end':10} " + " ".join(f"{asker:>8}" for asker in ASKERS) + "   not reached")
    for name, end, cases in rows(count):
        found: dict[str, list[int]] = {asker: [] for asker in ASKERS}
        for case in cases:
            zone = zone_of(case, "equal", UNLIMITED)
            for truth in (truths(zone, Generator(PCG64([7, n]))) for n in range(TRUTHS)):
                for asker in ASKERS:
                    needed = PLAYS[end](zone, truth, tuple(zone.known), asker, Generator(PCG64(11)))  # type: ignore[index]
                    found[asker].append(MOST_ASKED + 1 if needed is None else needed)
        medians = " ".join(f"{median_low(found[asker]):8}" for asker in ASKERS)
        missed = " / ".join(str(sum(one > MOST_ASKED for one in found[asker])) for asker in ASKERS)
        print(f"{name:34} {end:10} {medians}   {missed} of {len(found['best'])}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
