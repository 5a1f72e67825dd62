"""The integer solver, behind one door: programs over literals and integers, and what became of them.

A *literal* is an integer: i for the variable numbered i, -i-1 for its negation. Sums are mappings from literals or
variables to whole coefficients. Only this file knows OR-Tools; it is loaded when the first program is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from onetext.solve.budget import Budget, Progress

LARGEST = 1 << 61
"""No bound of a sum goes beyond this; the solver refuses 2^62 and more."""
SETTINGS = {"num_workers": 1, "linearization_level": 2, "catch_sigint_signal": False, "random_seed": 1}
"""One worker with all linear relaxations proves our programs ten to a hundred times faster than a portfolio on two cores
(bench/large.py); with one worker the same program also takes the same way every time."""
EVERY = 0.2
"""The solver's own measure of work after which it stops listing solutions: about as many seconds; the same on every machine."""
POLL = 0.05
"""Seconds between two looks at the budget while the solver runs."""

STATUS = {"OPTIMAL": "optimal", "FEASIBLE": "feasible", "INFEASIBLE": "infeasible", "UNKNOWN": "unknown"}
"""The solver's word -> ours; any other (MODEL_INVALID) is a mistake of ours and raises."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: `optimal` (of a program without objective: a solution), `feasible` (stopped before the proof),
    `infeasible` or `unknown`; the values of all variables, the objective reached and its bound, the core of assumptions."""

    status: str
    values: tuple[int, ...] = ()
    objective: int | None = None
    bound: int | None = None
    core: tuple[int, ...] = ()

    @property
    def found(self) -> bool:
        return self.status in ("optimal", "feasible")

    def holds(self, literal: int) -> bool:
        return bool(self.values[literal]) if literal >= 0 else not self.values[-literal - 1]


@dataclass(slots=True)
class Program:
    """An integer program under construction; `fork` copies it, so that a search adds to a copy.

    `known` holds literals that were already defined, by what they say; `offset` is the constant of the objective.
    """

    model: Any = None
    known: dict[object, int] = field(default_factory=dict)
    offset: int = 0

    def __post_init__(self) -> None:
        if self.model is None:
            from ortools.sat.python import cp_model

            self.model = cp_model.CpModel()

    def fork(self) -> Program:
        return Program(self.model.clone(), dict(self.known), self.offset)

    def integer(self, low: int, high: int) -> int:
        """A new integer variable between two bounds, both counted."""
        proto = self.model.proto
        proto.variables.add().domain.extend([low, high])
        return len(proto.variables) - 1

    def boolean(self) -> int:
        return self.integer(0, 1)

    def high(self, variable: int) -> int:
        """The upper bound of a variable."""
        return int(self.model.proto.variables[variable].domain[-1])

    def exactly_one(self, literals: Iterable[int]) -> None:
        self.model.proto.constraints.add().exactly_one.literals.extend(literals)

    def clause(self, literals: Iterable[int], when: Sequence[int] = ()) -> None:
        """That one of the literals holds, wherever all of `when` do."""
        constraint = self.model.proto.constraints.add()
        constraint.bool_or.literals.extend([*literals, *(-literal - 1 for literal in when)])

    def between(self, terms: Mapping[int, int], low: int | None, high: int | None, when: Sequence[int] = ()) -> None:
        """That a sum lies between two bounds (None: open), wherever all of `when` hold."""
        variables, constant = plain_sum(terms)
        constraint = self.model.proto.constraints.add()
        constraint.linear.vars.extend(variables.keys())
        constraint.linear.coeffs.extend(variables.values())
        constraint.linear.domain.extend([-LARGEST * 2 if low is None else low - constant, LARGEST * 2 if high is None else high - constant])
        constraint.enforcement_literal.extend(when)

    def product(self, target: int, factors: Sequence[int]) -> None:
        """That a variable is the product of others."""
        constraint = self.model.proto.constraints.add()
        for one, places in ((constraint.int_prod.target, [target]), *((constraint.int_prod.exprs.add(), [factor]) for factor in factors)):
            one.vars.extend(places)
            one.coeffs.extend([1])

    def maximise(self, terms: Mapping[int, int]) -> None:
        """Look for the largest value of a sum, and of no other."""
        self.model.clear_objective()
        variables, self.offset = plain_sum(terms)
        objective = self.model.proto.objective
        objective.vars.extend(variables.keys())
        objective.coeffs.extend(-coefficient for coefficient in variables.values())
        objective.offset = -self.offset
        objective.scaling_factor = -1

    def hint(self, values: Mapping[int, int]) -> None:
        """Where to begin: values of some variables."""
        hint = self.model.proto.solution_hint
        hint.vars.extend(values.keys())
        hint.values.extend(values.values())

    def assume(self, literals: Iterable[int]) -> None:
        """Literals that must hold; if they cannot, the outcome's `core` names some that cannot hold together."""
        self.model.proto.assumptions.extend(literals)


def plain_sum(terms: Mapping[int, int]) -> tuple[dict[int, int], int]:
    """A sum over literals as a sum over variables and a constant."""
    variables: dict[int, int] = {}
    constant = 0
    for literal, coefficient in terms.items():
        if coefficient and literal < 0:
            constant += coefficient
            variables[-literal - 1] = variables.get(-literal - 1, 0) - coefficient
        elif coefficient:
            variables[literal] = variables.get(literal, 0) + coefficient
    return {variable: coefficient for variable, coefficient in variables.items() if coefficient}, constant


def run(program: Program, budget: Budget, task: str = "", options: Mapping[str, Any] | None = None) -> Outcome:
    """Solve a program within a budget, telling it of each better solution and bound.

    The solver runs beside, so that the caller's limit, wish to stop and Ctrl-C are heard within a moment.
    """
    from ortools.sat.python import cp_model

    left = budget.seconds_left()
    if budget.cancelled() or (left is not None and left <= 0):
        return Outcome("unknown")
    solver = _solver(budget, options or {})
    watch = _Watch(task)
    solver.best_bound_callback = watch.bounded
    status = _beside(lambda: solver.solve(program.model, watch.seen(cp_model)), solver, budget, watch)
    return _outcome(STATUS[solver.status_name(status)], solver, program)


def _solver(budget: Budget, options: Mapping[str, Any]) -> Any:
    """A solver with our settings, within a budget."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    for name, value in {**SETTINGS, **options}.items():
        setattr(solver.parameters, name, value)
    left = budget.seconds_left()
    if left is not None:
        solver.parameters.max_time_in_seconds = max(left, 0.0)
    solver.parameters.max_memory_in_mb = max(200, budget.memory >> 20)
    return solver


def every(program: Program, literals: Sequence[int], most: int, budget: Budget, work: float = EVERY) -> tuple[set[tuple[int, ...]], bool]:
    """The different values that some variables have in the solutions of a program, and whether those are all.

    At most `most`, and no more than so much `work`, in the solver's own measure.
    """
    from ortools.sat.python import cp_model

    copy = program.fork()
    copy.model.clear_objective()
    found: set[tuple[int, ...]] = set()

    class Collecting(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            solution = list(self.response_proto.solution)  # one call: to ask for one value after the other takes longer than to search
            found.add(tuple(solution[literal] for literal in literals))
            if len(found) >= most:
                self.stop_search()

    solver = _solver(budget, {"enumerate_all_solutions": True, "linearization_level": 1, "max_deterministic_time": work})
    status = _beside(lambda: solver.solve(copy.model, Collecting()), solver, budget, _Watch(""))
    return found, len(found) < most and STATUS[solver.status_name(status)] in ("optimal", "infeasible")


@dataclass(slots=True)
class _Watch:
    """What the solver has told so far."""

    task: str
    best: str = ""
    bound: str = ""
    told: tuple[str, str] = ("", "")

    def bounded(self, bound: float) -> None:
        self.bound = f"{bound:.12g}"

    def seen(self, cp_model: Any) -> Any:
        """A callback for solutions."""
        watch = self

        class Seen(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
            def on_solution_callback(self) -> None:
                watch.best = f"{self.objective_value:.12g}"

        return Seen()

    def tell(self, budget: Budget) -> None:
        if self.told != (self.best, self.bound):
            self.told = (self.best, self.bound)
            budget.on_progress(Progress(self.task, self.best, self.bound))


def _beside(solve: Callable[[], Any], solver: Any, budget: Budget, watch: _Watch) -> Any:
    """Run `solve` in a thread and watch the budget meanwhile; what `solve` raises is raised here."""
    results: list[Any] = []
    raised: list[BaseException] = []

    def work() -> None:
        try:
            results.append(solve())
        except BaseException as error:
            raised.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(POLL)
            watch.tell(budget)
            if thread.is_alive() and budget.expired():
                solver.stop_search()
    except BaseException:
        solver.stop_search()
        thread.join()
        raise
    if raised:
        raise raised[0]
    return results[0]


def _outcome(status: str, solver: Any, program: Program) -> Outcome:
    if status == "infeasible":
        return Outcome(status, core=tuple(solver.response_proto.sufficient_assumptions_for_infeasibility))
    reply = solver.response_proto
    values = tuple(reply.solution) if status in ("optimal", "feasible") else ()
    if not program.model.has_objective():
        return Outcome(status, values)
    goal = program.model.proto.objective
    reached = program.offset - sum(c * values[v] for v, c in zip(goal.vars, goal.coeffs, strict=True)) if values else None
    bound = program.offset - int(reply.inner_objective_lower_bound)
    return Outcome(status, values, reached, reached if status == "optimal" else bound)
