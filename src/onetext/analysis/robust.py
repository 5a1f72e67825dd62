"""How sure packages are: proposals, what rules pick, and what is recommended under doubt, side by side.

Four criteria under doubt, each named wherever its package is: `radius` (all worths may move furthest, in points),
`share` (the same as a share of each party's spread), `gamma` (most guesses may be wrong) and `chance` (all most likely
accept). None is best without its criterion. Definitions: docs/reference/robustness.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from onetext.analysis.doubts import by_worth, deviations, doubts
from onetext.errors import UsageError
from onetext.model.acceptance import agreed, broken_links
from onetext.model.case import Case
from onetext.model.rules import RULES
from onetext.model.voting import voters
from onetext.solve.best import best
from onetext.solve.budget import UNLIMITED, Budget, bytes_needed, decided, enumerable, part
from onetext.solve.criteria import Criterion, gamma_of, radius, radius_of
from onetext.solve.criteria import gamma as by_gamma
from onetext.solve.gains import valued
from onetext.solve.levels import NEVER, Level, by_party, figure, least, status
from onetext.solve.results import Solution
from onetext.solve.robustness import Doubts, Held, Package, Robust, RobustZopa, Search
from onetext.solve.spread import spreads
from onetext.solve.sureness import chance

CRITERIA = {
    "radius": "every worth may move furthest, in each party's own points",
    "share": "every worth may move furthest, as a share of each party's spread",
    "gamma": "most guesses may be wrong",
    "chance": "all most likely accept",
}
"""The criteria under doubt: the package by which ..."""


@dataclass(frozen=True, slots=True)
class Named:
    """A package under a name."""

    name: str
    kind: str
    package: dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a case: how wrong guesses may be, how far intervals may lie off together, within what budget."""

    case: Case
    off: dict[str, Fraction]
    spread: dict[str, Fraction]
    joint: Fraction | None
    budget: Budget

    @property
    def enumerable(self) -> bool:
        """Whether packages can be looked at one by one; levels take half as much memory again as who accepts what."""
        return enumerable(self.case, self.budget) and bytes_needed(self.case) * 3 // 2 <= self.budget.memory

    def criteria(self) -> dict[str, Criterion]:
        """The criteria that a package is searched by, which have something to say of the case."""
        who = by_worth(self.case)
        found = {"radius": radius(self.case)} if who else {}
        if who and all(one in self.spread for one in who):
            found["share"] = radius(self.case, self.spread)
        if who and _some_guess(doubts(self.case, self.off)):
            found["gamma"] = by_gamma(self.case, self.off)
        return found


def _some_guess(of: Doubts) -> bool:
    return bool(of.intervals or of.one_of or of.guesses)


def robust(
    case: Case,
    *,
    only: Named | str | None = None,
    gamma: Fraction | None = None,
    off: Fraction | None = None,
    joint: Fraction | None = None,
    budget: Budget = UNLIMITED,
) -> Robust:
    """How sure the packages of a case on its day are; or of `only` one: a named package, or a rule's or criterion's.

    `gamma`: count the packages that all accept although so many guesses of each party are wrong. `off`: by how many
    points a sharp guess may be wrong; None: a step fit for the party's span, mostly one point. `joint`: by how many
    half-widths all intervals together may lie off their middles. Raises UsageError for an unknown name.
    """
    asked = _asked(case, off, joint, budget)
    if isinstance(only, Named):
        return _answer(asked, (only,), (), gamma, proven=True)
    rules = _rules(asked, only)
    named, searches = _gathered(asked, rules, only)
    return _answer(asked, named, searches, gamma, proven=_proven(rules))


def beside(case: Case, rules: tuple[Solution, ...], budget: Budget = UNLIMITED) -> Robust:
    """How sure the proposals and these rules' packages are, and what is best under doubt."""
    asked = _asked(case, None, None, budget)
    return _answer(asked, *_gathered(asked, rules, None), None, proven=_proven(rules))


def _asked(case: Case, off: Fraction | None, joint: Fraction | None, budget: Budget) -> Asked:
    given = decided(case, budget)
    return Asked(case, deviations(case, off), spreads(case, by_worth(case), part(given, 1 / 4)), joint, given)


def _answer(asked: Asked, named: tuple[Named, ...], searches: tuple[Search, ...], gamma: Fraction | None, *, proven: bool) -> Robust:
    held = tuple(_held(asked, one) for one in _merged(named))
    zone = _zopa(asked, gamma, searches) if gamma is not None else None
    return Robust(
        _status(held, searches, zone, proven),
        doubts(asked.case, asked.off),
        held,
        tuple((one.criterion, _name_of(held, one.package)) for one in searches if one.package is not None),
        searches,
        tuple(asked.off.items()),
        gamma,
        asked.joint,
        zone,
    )


def _name_of(held: tuple[Held, ...], package: Package) -> str:
    return next(one.name for one in held if one.package == package)


def _status(held: tuple[Held, ...], searches: tuple[Search, ...], zone: RobustZopa | None, proven: bool) -> str:
    """`feasible` where a limit stopped something, else `estimate` where something was drawn, else `exact`."""
    if not proven or any(one.status in ("feasible", "unknown") for one in searches) or (zone is not None and zone.status == "feasible"):
        return "feasible"
    drawn = any(one.chance.status == "estimate" or (one.chance.joint is not None and one.chance.joint.status == "estimate") for one in held)
    return "estimate" if drawn else "exact"


# --- which packages


def _rules(asked: Asked, only: str | None) -> tuple[Solution, ...]:
    """The best package by each rule, or by the one asked for, with intervals at their middles."""
    if only is not None and only not in {*RULES, *CRITERIA}:
        raise UsageError(f"no rule or criterion is called {only!r}; known: {', '.join([*RULES, *CRITERIA])}")
    wanted = [rule for rule in RULES if only in (None, rule) and valued(asked.case)]
    return tuple(best(asked.case, rule, budget=part(asked.budget, 1 / 4)) for rule in wanted)


def _proven(rules: tuple[Solution, ...]) -> bool:
    return not any(one.status in ("feasible", "unknown") for one in rules)


def _gathered(asked: Asked, rules: tuple[Solution, ...], only: str | None) -> tuple[tuple[Named, ...], tuple[Search, ...]]:
    """The packages to report on, and the searches made for them."""
    case = asked.case
    whole = [Named(p.id, "proposal", dict(p.package)) for p in case.proposals if len(p.package) == len(case.issues)]
    picked = [Named(one.rule, "rule", dict(one.package)) for one in rules if one.package is not None]
    named = tuple(_unique([*(whole if only is None else ()), *picked]))
    searches = tuple(_searches(asked, named, only))
    if only is not None and not named and not any(one.package for one in searches):
        raise UsageError(f"no package is best by {only!r}: {_why_none(rules, searches)}; allowed: another rule, or a proposal")
    under = [Named(one.criterion, "doubt", dict(one.package)) for one in searches if one.package is not None]
    return tuple(_unique([*named, *under])), searches


def _why_none(rules: tuple[Solution, ...], searches: tuple[Search, ...]) -> str:
    found = [one.status for one in rules] + [one.status for one in searches]
    return found[0].replace("infeasible", "none qualifies") if found else "the case has no worths"


def _unique(named: list[Named]) -> Iterator[Named]:
    """The same with names that differ: one that is taken gets its kind in front."""
    taken: set[str] = set()
    for one in named:
        name = one.name if one.name not in taken else f"{one.kind}:{one.name}"
        taken.add(name)
        yield replace(one, name=name)


def _searches(asked: Asked, named: tuple[Named, ...], only: str | None) -> Iterator[Search]:
    """The search by each criterion, `chance` last: it also compares what the others found."""
    listed = [one.package for one in named]
    for name, criterion in asked.criteria().items():
        if only in (None, name):
            found = _search(asked, name, criterion)
            listed += [dict(found.package)] if found.package is not None else []
            yield found
    if only in (None, "chance") and doubts(asked.case, asked.off).any:
        yield _likeliest(asked, listed)


def _search(asked: Asked, name: str, criterion: Criterion) -> Search:
    """The package that bears most by a criterion: by enumeration, or by integer programs."""
    about = replace(Search(name, CRITERIA[name], "infeasible", "enumeration"), compares_points=criterion.compares_points)
    if asked.budget.expired():
        return replace(about, status="unknown", method="none")
    if asked.enumerable:
        from onetext.solve.greatest import greatest

        found = greatest(asked.case, criterion)
        if found.package is None:
            return about
        level = figure(found.level)
        return replace(about, status="optimal", package=tuple(found.package.items()), objective=level, bound=level, tied=found.tied)
    from onetext.solve.cpsat.greatest import greatest as by_programs

    proven = by_programs(asked.case, criterion, part(asked.budget, 1 / 3))
    package = None if proven.package is None else tuple(proven.package.items())
    return replace(about, status=proven.status, method="cp-sat", package=package, objective=figure(proven.level), bound=proven.bound)


def _likeliest(asked: Asked, listed: list[dict[str, str]]) -> Search:
    """The package that all most likely accept; where that is too much, the likeliest of those listed."""
    about = Search("chance", CRITERIA["chance"], "infeasible", "enumeration")
    if asked.budget.expired():
        return replace(about, status="unknown", method="none")
    if asked.enumerable:
        from onetext.solve.likeliest import likeliest

        found = likeliest(asked.case, asked.budget)
        if found is not None and (found.package is not None or found.proven):
            package = None if found.package is None else tuple(found.package.items())
            if package is None:
                return about
            state = "optimal" if found.proven else "feasible"
            return replace(about, status=state, package=package, objective=found.chance, bound=found.bound or found.chance, tied=found.tied)
    able = [package for package in listed if not broken_links(asked.case, package)]
    if not able:
        return replace(about, status="compared", method="none listed")
    ends = {place: chance(asked.case, package, budget=asked.budget) for place, package in enumerate(able)}
    top = max(ends, key=lambda place: (ends[place].low, ends[place].high, -place))
    if not ends[top].high:
        return replace(about, status="compared", method="the packages listed")
    return replace(
        about, status="compared", method="the packages listed", package=tuple(able[top].items()), objective=ends[top].low or ends[top].high
    )


def _merged(named: tuple[Named, ...]) -> list[tuple[Named, tuple[str, ...]]]:
    """Packages that are the same under one name, the first, with the others."""
    groups: dict[tuple[tuple[str, str], ...], list[Named]] = {}
    for one in named:
        groups.setdefault(tuple(one.package.items()), []).append(one)
    return [(same[0], tuple(one.name for one in same[1:])) for same in groups.values()]


# --- how sure one is


def _held(asked: Asked, one: tuple[Named, tuple[str, ...]]) -> Held:
    """All that is said of one package."""
    case, (named, also) = asked.case, one
    package = {issue.id: named.package[issue.id] for issue in case.issues}
    radii = by_party(case, package, {who: radius_of(case, who, package) for who in voters(case)})
    more = by_party(case, package, {who: radius_of(case, who, package, more=1) for who in voters(case)})
    gammas = by_party(case, package, {who: gamma_of(case, who, package, asked.off.get(who, Fraction(0))) for who in voters(case)})
    return Held(
        named.name,
        named.kind,
        also,
        tuple(package.items()),
        not broken_links(case, package),
        agreed(case, package).value,
        chance(case, package, joint=asked.joint, budget=asked.budget),
        figure(least(radii)),
        status(least(radii)),
        figure(least(more)),
        _share(asked, package),
        _figures(radii),
        _at(radii, NEVER),
        figure(least(gammas)),
        status(least(gammas)),
        _figures(gammas),
        _at(gammas, NEVER),
    )


def _share(asked: Asked, package: dict[str, str]) -> Fraction | None:
    """The radius as a share of spreads; None where there is no figure, or a spread is not known."""
    who = voters(asked.case)
    if any(one not in asked.spread for one in by_worth(asked.case)):
        return None
    levels = {one: radius_of(asked.case, one, package, asked.spread.get(one, Fraction(1))) for one in who}
    return figure(least(by_party(asked.case, package, levels)))


def _figures(levels: Mapping[str, Level]) -> tuple[tuple[str, Fraction], ...]:
    return tuple((who, level) for who, level in levels.items() if isinstance(level, Fraction))


def _at(levels: Mapping[str, Level], level: Level) -> tuple[str, ...]:
    return tuple(who for who, one in levels.items() if one == level)


# --- the zopa with guesses wrong


def _zopa(asked: Asked, gamma: Fraction, searches: tuple[Search, ...]) -> RobustZopa:
    """The packages that all accept with so many guesses wrong; counted where they can be looked at, else whether there are any."""
    if asked.budget.expired():
        return RobustZopa(gamma, "feasible", "none", None)
    if asked.enumerable:
        from onetext.solve.guarded import Wrong, robust_zopa

        return robust_zopa(asked.case, Wrong(gamma, asked.off), asked.budget)
    found = next((one for one in searches if one.criterion == "gamma"), None)
    if found is None:
        found = _search(asked, "gamma", by_gamma(asked.case, asked.off))
    reached = found.package is not None and (found.objective is None or found.objective >= gamma)
    if reached:
        return RobustZopa(gamma, "not_counted", found.method, None, found.package)
    none = found.status in ("optimal", "infeasible") or (found.bound is not None and found.bound < gamma)
    return RobustZopa(gamma, "exact" if none else "feasible", found.method, 0 if none else None)
