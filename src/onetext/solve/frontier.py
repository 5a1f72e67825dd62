"""The efficient frontier: the packages that no other betters for one principal without worsening another."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.day import At, has_intervals
from onetext.solve.budget import ENUMERABLE, UNLIMITED, Budget
from onetext.solve.dominance import distinct, efficient, ranks
from onetext.solve.enumerated import enumerated, principals_values, within_lines
from onetext.solve.fronts import Front, plan, summed
from onetext.solve.gains import sharp, valued
from onetext.solve.plan import answered
from onetext.solve.results import Frontier, Point
from onetext.solve.space import Mask, columns
from onetext.solve.tables import scale_of

WORTH_STATES = 200
"""A space that can be enumerated is, where more states than this are to be told apart."""

WITHIN = ("admissible", "acceptable", "zopa")


def frontier(
    case: Case,
    *,
    within: str = "admissible",
    at: At = "middle",
    budget: Budget = UNLIMITED,
    method: str | None = None,
    eps: Fraction | None = None,
) -> Frontier:
    """The packages among `within` that no other of them dominates, over the values of the principals with worths.

    `case` is on its day; intervals are made sharp as `at` says. `acceptable`: crossing no red line. Ties are all
    kept: `points` counts distinct vectors, `packages` the packages. Small spaces are enumerated; large ones are
    summed issue by issue, where that ends (`solve.fronts`); else the status is `feasible`, and those listed stand for
    all but for a share `eps` of each one's best gain (`solve.covers`), or are proven efficient (`solve.supported`).
    `method`: one of `plan.METHODS`; None: as suits. `eps`: the share that may be lost, for a list as short as that.
    Raises UsageError for an unknown `within` or method, or a share that is none.
    """
    if within not in WITHIN:
        raise UsageError(f"no packages are called {within!r}; known: {', '.join(WITHIN)}")
    if eps is not None and (not 0 < eps < 1 or method not in (None, "covering")):
        raise UsageError(f"eps is a share above 0 and below 1, for the method covering; got {float(eps):g}, method {method or 'not named'}")
    own, who = sharp(case, at), valued(case)
    frame = Frontier(
        "unknown",
        "",
        points=0,
        packages=0,
        frontier=(),
        within=within,
        midpoints=at == "middle" and has_intervals(case),
        at=at,
        weighed=who,
        left_out=tuple(party.id for party in case.principals if party.id not in who),
        eps_asked=eps,
    )
    found: Frontier | None = answered("frontier", own, frame, budget=budget, method=method if eps is None else "covering")
    return frame if found is None else found


def by_issues(case: Case, frame: Frontier, *, budget: Budget = UNLIMITED) -> Frontier | None:
    """The frontier of a sharp case, issue by issue; None where that does not end, or enumeration is sooner done."""
    of = plan(case, frame.within)
    if of is None or (case.size <= ENUMERABLE and of.of.cost > WORTH_STATES):
        return None
    front = summed(case, of, budget if case.size <= ENUMERABLE else _half(budget))
    if front is None:
        return None
    why = f"{case.size:.3g} packages, issue by issue; what another dominates was dropped at every step"
    return with_points(case, replace(frame, status="optimal", method="dynamic programming", why_method=why), front)


def _half(budget: Budget) -> Budget:
    """Half of the time that is left."""
    left = budget.seconds_left()
    return budget if left is None else replace(budget, seconds_left=lambda: (budget.seconds_left() or 0) - left / 2)


def by_enumeration(case: Case, frame: Frontier, *, budget: Budget = UNLIMITED) -> Frontier:
    """The frontier of a sharp case, every package looked at."""
    kept = np.flatnonzero(inside(case, frame.within))
    vectors = [own.low[kept] for own in principals_values(case).values()]
    # Where nobody has worths, all packages are alike: one point.
    standing, complete = efficient([ranks(vector) for vector in vectors] or [np.zeros(len(kept), dtype=np.int32)], budget)
    left = np.flatnonzero(standing)
    vectors = [vector[left] for vector in vectors]
    first, which = distinct(vectors or [np.zeros(len(left), dtype=np.int64)])
    codes = enumerated(case).codes[kept[left[first]]]
    rows = np.stack([vector[first] for vector in vectors], axis=1) if vectors else np.zeros((len(first), 0), dtype=np.int64)
    front = Front(rows, np.bincount(which, minlength=len(first)), codes)
    return with_points(
        case,
        replace(frame, status="optimal" if complete else "feasible", method="enumeration", why_method=f"all {case.size} packages compared"),
        front,
    )


def inside(case: Case, within: str) -> Mask:
    """Over the admissible packages of a sharp case, which are looked at."""
    if within == "acceptable":
        return within_lines(case)
    found = enumerated(case)
    return found.zopa.surely if within == "zopa" else np.ones(len(found.codes), dtype=bool)


def with_points(case: Case, frame: Frontier, front: Front) -> Frontier:
    """The answer with its points: the vectors, largest first, each with its first package and the number of packages."""
    by_party = list(front.vectors.T)
    order = np.lexsort([-ranks(column) for column in reversed(by_party)]) if by_party else np.arange(len(front.counts))
    named = zip(frame.weighed, by_party, strict=True)
    values = [[(who, worth) for worth in _exact(vector[order], scale_of(case, who))] for who, vector in named]
    pairs = [[(issue.id, option.id) for option in issue.options] for issue in case.issues]
    places = columns(case, front.codes[order])
    packages = zip(*([own[place] for place in column] for own, column in zip(pairs, places, strict=True)), strict=True)
    counts = [int(count) for count in front.counts[order]]
    vectors = zip(*values, strict=True) if values else iter([()] * len(counts))
    points = tuple(Point(vector, package, count) for vector, package, count in zip(vectors, packages, counts, strict=True))
    return replace(frame, points=len(points), packages=sum(counts), frontier=points)


def _exact(numbers: np.ndarray, scale: int) -> list[Fraction]:
    """The numbers divided by the scale; each distinct one is made once."""
    made: dict[int, Fraction] = {}
    return [made[n] if n in made else made.setdefault(n, Fraction(n, scale)) for n in map(int, numbers)]
