"""Linear programs over shares, behind one door: the largest value of a sum over shares that keep some comparisons.

*Shares* are numbers of 0 or more that add up to 1. A *region* is the shares for which every cut, a row of numbers, comes
to at least 0. Only this file knows the linear solver; it is loaded when the first program with a cut is made. All numbers
here are floats: what comes out ranks questions and says how far off a choice may be, and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import Generator

EPSILON = 1e-9
"""A value this far below 0 is taken for 0."""
MOST_KEPT = 300
"""So many points and prices of earlier programs are kept, as bounds on later ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """The shares, `size` in number, that keep all `cuts` (rows)."""

    size: int
    cuts: np.ndarray

    def cut(self, row: np.ndarray) -> Region:
        """The part of the region where one more row comes to at least 0."""
        return Region(self.size, np.vstack([self.cuts, row]))


def whole(size: int) -> Region:
    """All shares of a size."""
    return Region(size, np.zeros((0, size)))


@dataclass(slots=True, eq=False)
class Search:
    """Programs over one region: each keeps its best point and its prices, which bound the value of any other sum."""

    region: Region
    points: np.ndarray = field(init=False)
    prices: np.ndarray = field(init=False)
    solver: Any = None
    shares: list[Any] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)
    programs: int = 0

    def __post_init__(self) -> None:
        self.points = np.zeros((0, self.region.size)) if len(self.region.cuts) else np.eye(self.region.size)
        self.prices = np.zeros((1, len(self.region.cuts)))

    def largest(self, goal: np.ndarray) -> float | None:
        """The largest value of a sum over the region; None where the region is empty."""
        if not len(self.region.cuts):
            return float(goal.max())
        if self.solver is None:
            self._load()
        objective = self.solver.Objective()
        for share, number in zip(self.shares, goal, strict=True):
            objective.SetCoefficient(share, float(number))
        objective.SetMaximization()
        self.programs += 1
        if self.solver.Solve() != self.solver.OPTIMAL:
            return None
        self.points = np.vstack([self.points, [share.solution_value() for share in self.shares]])[-MOST_KEPT:]
        prices = np.maximum([-row.dual_value() for row in self.rows], 0.0)
        self.prices = np.vstack([self.prices, prices])[-MOST_KEPT:]
        return float(objective.Value())

    def _load(self) -> None:
        from ortools.linear_solver import pywraplp

        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.shares = [self.solver.NumVar(0.0, 1.0, "") for _ in range(self.region.size)]
        total = self.solver.Constraint(1.0, 1.0)
        for share in self.shares:
            total.SetCoefficient(share, 1.0)
        for cut in self.region.cuts:
            row = self.solver.Constraint(0.0, self.solver.infinity())
            for place in np.flatnonzero(cut):
                row.SetCoefficient(self.shares[place], float(cut[place]))
            self.rows.append(row)

    def upper(self, goals: np.ndarray) -> np.ndarray:
        """Upper bounds on the largest values of some sums (rows), by weak duality: for any prices of 0 or more of the cuts,
        no share earns more than the dearest column."""
        bound = goals.max(axis=1)
        for prices in self.prices[1:]:
            bound = np.minimum(bound, (goals + prices @ self.region.cuts).max(axis=1))
        return bound

    def lower(self, goals: np.ndarray) -> np.ndarray:
        """Lower bounds on the largest values of some sums (rows), by the points found so far."""
        return (goals @ self.points.T).max(axis=1) if len(self.points) else np.full(len(goals), -np.inf)


STEPS = 40
"""A walk takes so many steps, and more in more dimensions."""


def drawn(search: Search, source: Generator, count: int, start: np.ndarray | None = None) -> np.ndarray | None:
    """Shares drawn from a region: exactly where it has no cut, else about uniformly by hit and run (Smith 1984).

    `start`: inner points to walk from; None: the solver finds some. A region that is flat (something said to be alike) has
    no inner point; there, mixtures of the solver's points. None where the region is empty.
    """
    region = search.region
    if not len(region.cuts):
        return source.dirichlet(np.ones(region.size), size=count)
    if start is None or not len(start):
        if not all(search.largest(goal) is not None for goal in source.standard_normal((2 * region.size + 2, region.size))):
            return None
        start = search.points[-(2 * region.size + 2) :].mean(axis=0)[None, :]
    walls = np.vstack([np.eye(region.size), region.cuts])
    begun = here = start[source.integers(0, len(start), count)]
    for _ in range(STEPS + 4 * region.size):
        here = _step(here, walls, source)
    if region.size > 1 and len(search.points) and np.abs(here - begun).max() < FLAT:
        return source.dirichlet(np.full(len(search.points), 0.3), size=count) @ search.points
    return here


FLAT, FAR = 1e-6, 1e9


def _step(here: np.ndarray, walls: np.ndarray, source: Generator) -> np.ndarray:
    """One step of each walker: a random direction, a random place on the line within the walls."""
    along = source.standard_normal(here.shape)
    along -= along.mean(axis=1, keepdims=True)
    slope, height = along @ walls.T, np.maximum(here @ walls.T, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = -height / slope
    ahead = np.where(slope < -1e-12, reach, FAR).min(axis=1)
    back = np.where(slope > 1e-12, reach, -FAR).max(axis=1)
    step = np.where((ahead < FAR) & (back > -FAR), back + (ahead - back) * source.random(len(here)), 0.0)
    there = np.maximum(here + along * step[:, None], 0.0)
    return np.asarray(there / there.sum(axis=1, keepdims=True))
