"""Minimal conflicts where the space is too large to enumerate: a map of the sets of demands not yet decided.

Each round takes a largest undecided set of demands. Where some package meets them all, all sets within what it meets
are decided; where none does, the set is shrunk to a minimal conflict, and all sets that contain it are decided
(Liffiton et al. 2016). When no set is undecided the list is complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onetext.model.acceptance import Answer, accepts
from onetext.model.case import Case
from onetext.model.demands import Demand, demands, met, possible
from onetext.solve.budget import Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding
from onetext.solve.cpsat.engine import Program, run
from onetext.solve.cpsat.kept import table
from onetext.solve.results import Conflict

Package = dict[str, str]


@dataclass(frozen=True, slots=True)
class Demanding:
    """A program of the packages that break no link which cannot be waived, with a literal for each demand that enforces it."""

    encoding: Encoding
    demands: tuple[Demand, ...]
    literals: tuple[int, ...]

    @property
    def case(self) -> Case:
        return self.encoding.case


def demanding(case: Case) -> Demanding:
    """The program of all demands of a case on its day."""
    encoding = coded.encode(case)
    for link in case.links:
        if not link.soften:
            coded.keep(encoding, link.form)
    listed = demands(case)
    literals = tuple(encoding.program.boolean() for _ in listed)
    for demand, literal in zip(listed, literals, strict=True):
        _enforce(encoding, demand, literal)
    return Demanding(encoding, listed, literals)


def _enforce(encoding: Encoding, demand: Demand, literal: int) -> None:
    """That a demand is met wherever its literal holds: that it is not surely missed."""
    case = encoding.case
    when = (literal, *(coded.asked(encoding, case.party[demand.party]) if demand.party else ()))
    if demand.kind == "bloc":
        coded.accept_as_bloc(encoding, case.party[demand.party], "possibly", when)
    elif demand.form is not None:
        coded.keep(encoding, demand.form, when)
    else:
        own = table(case, demand.party)
        coded.at_least(encoding, coded.weights(encoding, own, "high"), (own.reservation or (0, 0))[0], when)


def satisfied(of: Demanding, chosen: frozenset[int], budget: Budget) -> tuple[bool | None, frozenset[int]]:
    """Whether some package meets all chosen demands, and all that one such package meets; None where a limit came first."""
    encoding = of.encoding.fork()
    for i in sorted(chosen):
        encoding.program.clause([of.literals[i]])
    _guide(of, encoding, chosen)
    while True:
        outcome = run(encoding.program, budget, "demands that can be met together", FIRST)
        if outcome.status == "infeasible":
            return False, chosen
        if not outcome.found:
            return None, chosen
        package = coded.package(encoding, outcome)
        meets = frozenset(i for i, demand in enumerate(of.demands) if met(of.case, demand, package))
        if chosen <= meets and possible(of.case, package):
            return True, meets
        coded.exclude(encoding, package)


FIRST = {"stop_after_first_solution": True}
PLENTY = 1 << 40


def _guide(of: Demanding, encoding: Encoding, chosen: frozenset[int]) -> None:
    """Let the search look for the largest smallest excess over the reservation values: it proves faster than it does without."""
    excess = encoding.program.integer(0, PLENTY)
    for i in sorted(chosen):
        demand = of.demands[i]
        if demand.kind == "reservation" and not coded.asked(encoding, of.case.party[demand.party]):
            own = table(of.case, demand.party)
            sums = coded.weights(encoding, own, "high")
            needed = -(-(own.reservation or (0, 0))[0] // sums.divisor) - sums.constant
            encoding.program.between({**sums.terms, excess: -1}, needed, None)
    encoding.program.maximise({excess: 1})


def _core(of: Demanding, chosen: frozenset[int], budget: Budget) -> frozenset[int]:
    """Of demands that cannot be met together, some that cannot; all of them where the solver does not say."""
    encoding = of.encoding.fork()
    encoding.program.assume(of.literals[i] for i in sorted(chosen))
    outcome = run(encoding.program, budget, "demands that clash")
    core = frozenset(i for i in chosen if of.literals[i] in outcome.core)
    return core if outcome.status == "infeasible" and core else chosen


def conflicts(case: Case, budget: Budget, most: int = 200) -> tuple[tuple[Conflict, ...], bool]:
    """The minimal sets of demands that no package meets together, smallest first, and whether all were found.

    Every one is proven: no package meets it, and some package meets it without any one of its demands. At most `most`
    are looked for. None, and complete, where some package meets every demand.
    """
    of = demanding(case)
    found: list[frozenset[int]] = []
    complete = False
    for one in _minimal_conflicts(of, budget):
        if one is None:
            complete = True
        else:
            found.append(one)
        if len(found) >= most or budget.expired():
            break
    ordered = sorted(found, key=lambda one: (len(one), sorted(one)))
    return tuple(_conflict(of, one, budget) for one in ordered), complete


def _minimal_conflicts(of: Demanding, budget: Budget) -> Iterator[frozenset[int] | None]:
    """Minimal conflicts one by one, then None if there are no more; ends without None at a limit."""
    undecided = Program()
    inside = [undecided.boolean() for _ in of.demands]
    undecided.maximise(dict.fromkeys(inside, 1))
    everything = frozenset(range(len(of.demands)))
    while True:
        outcome = run(undecided, budget)
        if outcome.status == "infeasible":
            yield None
        if not outcome.found:
            return
        seed = frozenset(i for i, literal in enumerate(inside) if outcome.holds(literal))
        together, meets = satisfied(of, seed, budget)
        if together is None:
            return
        if together:
            undecided.clause(inside[i] for i in sorted(everything - meets))
            continue
        smallest = _shrink(of, _core(of, seed, budget), budget)
        if smallest is None:
            return
        if not smallest:  # no package at all: the links contradict each other
            yield None
            return
        undecided.clause(-inside[i] - 1 for i in sorted(smallest))
        yield smallest


def _shrink(of: Demanding, core: frozenset[int], budget: Budget) -> frozenset[int] | None:
    """A minimal conflict within a set of demands that cannot be met together; None where a limit came first."""
    needed: frozenset[int] = frozenset()
    while ahead := sorted(core - needed):
        without = core - {ahead[-1]}
        together, _ = satisfied(of, without, budget)
        if together is None:
            return None
        if together:
            needed |= {ahead[-1]}
        else:
            core = without
    return core


def _conflict(of: Demanding, places: frozenset[int], budget: Budget) -> Conflict:
    chosen = [of.demands[place] for place in sorted(places)]
    members = []
    for place in sorted(places):
        if of.demands[place].kind == "bloc":
            members.append((of.demands[place].party, _in_the_way(of, places - {place}, of.demands[place], budget)))
    return Conflict(tuple(chosen), tuple(members))


def _in_the_way(of: Demanding, others: frozenset[int], bloc: Demand, budget: Budget) -> tuple[str, ...]:
    """The members of a bloc that refuse every package which meets the other demands of a conflict.

    Where there is none, those that refuse the packages which were looked at on the way.
    """
    always: list[str] = []
    sometimes: dict[str, None] = {}
    for who in bloc.members:
        encoding = of.encoding.fork()
        for place in others:
            encoding.program.clause([of.literals[place]])
        party = of.case.party.get(who)
        if party is not None and party.is_a("bloc"):
            coded.accept_as_bloc(encoding, party, "possibly")
        else:
            coded.accept_as_voter(encoding, who, "possibly")
        outcome = run(encoding.program, budget, f"a package that {who} accepts")
        if outcome.status == "infeasible":
            always.append(who)
        elif outcome.found:
            package = coded.package(encoding, outcome)
            sometimes |= dict.fromkeys(one for one in bloc.members if accepts(of.case, one, package) is Answer.NO)
    return tuple(always) or tuple(who for who in bloc.members if who in sometimes)
