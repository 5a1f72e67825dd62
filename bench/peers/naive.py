"""What one would write for CP-SAT from the manual: a boolean per option and per condition, and one program for each rule after the
other with the solver's own settings; the product as a sum of logarithms below tangents on a grid."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log, prod
from typing import Any

import ortools
from bench.peers.drawn import drawn
from bench.peers.worker import Task
from ortools.sat.python import cp_model

from onetext.model.case import Case
from onetext.model.conditions import Always, Condition, Count, Form, Implies, Never, meets

VERSION = f"OR-Tools {ortools.__version__}"
GRID, FINE, SHARES = 200, 10_000, 100_000
WORKERS = 2


@dataclass
class Program:
    """A model of the packages that all accept, with a variable for each party's gain."""

    case: Case
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    options: dict[tuple[str, int], Any] = field(default_factory=dict)
    gains: list[Any] = field(default_factory=list)
    tops: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for issue in self.case.issues:
            row = [self.model.new_bool_var(f"{issue.id}={option.id}") for option in issue.options]
            self.options |= {(issue.id, place): literal for place, literal in enumerate(row)}
            self.model.add_exactly_one(row)
        for form in [link.form for link in self.case.links] + [line.form for one in self.case.positions for line in one.red_lines]:
            self._keep(form)
        for position in self.case.positions:
            self.gains.append(self._gain(position))

    def _met(self, condition: Condition) -> Any:
        """A boolean that is true where a condition holds, and only there."""
        parts = []
        for name, part in condition.parts:
            any_of = self.model.new_bool_var("part")
            literals = [self.options[name, place] for place in meets(part, self.case.issue[name])]
            self.model.add_max_equality(any_of, literals)
            parts.append(any_of)
        both = self.model.new_bool_var("condition")
        self.model.add_min_equality(both, parts)
        return both

    def _keep(self, form: Form) -> None:
        match form:
            case Never(condition):
                self.model.add(self._met(condition) == 0)
            case Always(condition):
                self.model.add(self._met(condition) == 1)
            case Implies(condition, then):
                self.model.add_implication(self._met(condition), self._met(then))
            case Count(of, at_least, at_most):
                total = sum(self._met(one) for one in of)
                self.model.add(total >= (at_least or 0))
                self.model.add(total <= (len(of) if at_most is None else at_most))

    def _gain(self, position: Any) -> Any:
        """The gain over the reservation value, which is not below 0."""
        worths = [
            (int(worth.points.low), self.options[row.issue, self.case.issue[row.issue].places[option]])
            for row in position.worth
            for option, worth in row.at
        ]
        terms = [(int(term.worth.points.low), self._met(term.when)) for term in position.terms]
        self.tops.append(sum(max(0, n) for n, _ in (*worths, *terms)))
        gain = self.model.new_int_var(0, self.tops[-1], f"gain of {position.party}")
        self.model.add(gain == sum(n * literal for n, literal in (*worths, *terms)) - int(position.reservation[0].worth.points.low))
        return gain

    def greatest(self, goal: Any) -> list[int]:
        """The gains in a package with the greatest goal."""
        self.model.maximize(goal)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = WORKERS
        status = solver.solve(self.model)
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"the solver says {solver.status_name(status)}")
        return [solver.value(gain) for gain in self.gains]


def utilitarian(case: Case) -> list[int]:
    program = Program(case)
    return program.greatest(sum(program.gains))


def egalitarian(case: Case) -> list[int]:
    program = Program(case)
    least = program.model.new_int_var(0, 10**6, "least")
    program.model.add_min_equality(least, program.gains)
    return program.greatest(least)


def kalai_smorodinsky(case: Case) -> list[int]:
    """The largest smallest share, to five digits."""
    tops = []
    for place in range(len(case.positions)):
        program = Program(case)
        tops.append(program.greatest(program.gains[place])[place])
    program = Program(case)
    share = program.model.new_int_var(0, SHARES, "share")
    for gain, top in zip(program.gains, tops, strict=True):
        program.model.add(share * top <= SHARES * gain)
    return program.greatest(share)


def leximin(case: Case) -> list[int]:
    """The largest sums of the one, two, three smallest gains, one after the other (Ogryczak and Sliwinski 2006)."""
    sums: list[int] = []
    gains: list[int] = []
    for count in range(1, len(case.positions) + 1):
        program = Program(case)
        goal = None
        for k in range(1, count + 1):
            at = program.model.new_int_var(0, 10**6, "at")
            short = [program.model.new_int_var(0, 10**6, "short") for _ in program.gains]
            for gap, gain in zip(short, program.gains, strict=True):
                program.model.add(gap >= at - gain)
            goal = k * at - sum(short)
            if k <= len(sums):
                program.model.add(goal >= sums[k - 1])
        gains = program.greatest(goal)
        sums.append(sum(sorted(gains)[:count]))
    return gains


def nash(case: Case) -> list[int]:
    """The largest sum of logarithms, each below its tangents on a grid."""
    program = Program(case)
    logs = []
    for gain, top in zip(program.gains, program.tops, strict=True):
        program.model.add(gain >= 1)
        below = program.model.new_int_var(0, int(FINE * log(top)) + 1, "log")
        for at in sorted({max(1, round(top ** (step / GRID))) for step in range(1, GRID + 1)}):
            slope, rise = FINE / at, FINE * (log(at) - 1)
            program.model.add(1000 * below <= round(1000 * slope) * gain + round(1000 * rise) + 1000)
        logs.append(below)
    return program.greatest(sum(logs))


RULES = {
    "utilitarian": utilitarian,
    "egalitarian": egalitarian,
    "kalai-smorodinsky": kalai_smorodinsky,
    "leximin": leximin,
    "nash": nash,
}


def told(found: dict[str, list[int]]) -> dict[str, Any]:
    """What the rules are compared by: numbers that are the same for all tied packages."""
    return {
        "sum": sum(found["utilitarian"]),
        "least": min(found["egalitarian"]),
        "ascending": str(sorted(found["leximin"])),
        "product": f"{float(prod(found['nash'])):.5g}",
    }


TASKS = {"rules": Task(drawn, lambda case: {rule: one(case) for rule, one in RULES.items()}, told)}
