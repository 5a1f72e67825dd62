"""What remains possible where a best package is shown: integer programs over the worlds, with cutting planes.

A world remains where the package suits all, and each other package either does not, or has no larger measure. There are too
many other packages to write all down. So the program begins with none: it finds the world in which one unknown is largest or
smallest; the exact solver looks for the best package of that world; if it is the one shown, this end is proven, with the
world that shows it; if another is better, what that one demands is added, and the search goes on. At any moment the program
holds all worlds that remain and maybe more, so its bound is proven; the worlds confirmed by the exact solver surely remain.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from onetext.analysis.leaks.beats import WORSE
from onetext.analysis.leaks.corners import Ends, bent
from onetext.analysis.leaks.findings import Found, Remains
from onetext.analysis.leaks.holds import held_against_best
from onetext.analysis.leaks.lone import alone
from onetext.analysis.leaks.programs import Beyond, Worlds, gains_of, in_zopa, outside, worlds_program
from onetext.analysis.leaks.unknowns import RESERVATION, Unknown
from onetext.analysis.leaks.worlds import World, put, truth
from onetext.model.artefacts import Best
from onetext.model.case import Case
from onetext.model.conditions import keeps
from onetext.model.margins import parts
from onetext.model.positions import NoNumber
from onetext.solve.budget import Budget, part
from onetext.solve.cpsat.engine import run
from onetext.solve.gains import sharp, weighed
from onetext.solve.results import Solution

MOST_CUTS = 400
FEW_CUTS = 8
"""For each end in the first round, so that one that is hard to prove leaves time for the others."""
SHARE = 1 / 8
"""Of the time left for the best package of one world."""
TRIES = 3
"""So often a world for many ends at once is looked for before they are split."""


@dataclass(slots=True)
class Hunt:
    """A search for ends: the program of worlds with the cuts so far, and what is known of each unknown."""

    full: Case
    unknown: tuple[Unknown, ...]
    artefact: Best
    budget: Budget
    worlds: Worlds
    here: list[Ends]
    helps: tuple[int, ...]
    rules: bool
    cuts: int = 0
    asked: dict[World, tuple[bool | None, Solution | None]] = field(default_factory=dict)

    @property
    def package(self) -> dict[str, str]:
        return dict(self.artefact.package)


def by_cuts(full: Case, unknown: tuple[Unknown, ...], artefact: Best, budget: Budget) -> Found:
    """What surely remains and what is surely excluded of each unknown."""
    hunt = _hunt(full, unknown, artefact, budget)
    _easy(hunt)
    weighty = [i for i, one in enumerate(unknown) if one.spot.kind in (RESERVATION, "red_line")]
    rest = [i for i in range(len(unknown)) if i not in weighty]
    for most in (FEW_CUTS, MOST_CUTS):
        for i in weighty:
            for up in (True, False):
                _end(hunt, i, up, most)
        for up in (True, False):
            _group(hunt, rest, up, most)
    remains = tuple(_hull(ends) for ends in hunt.here)
    exact = all(one.exact for one in remains)
    how = f"integer programs over the worlds, with {hunt.cuts} packages that must not be better"
    if exact:
        return Found(remains, "solver", how)
    lone = alone(full, unknown, artefact, budget, [i for i, one in enumerate(remains) if not one.exact])
    merged = tuple(_with_lone(one, lone.get(i)) for i, one in enumerate(remains))
    return Found(merged, "bounds", f"{how}, to a limit")


def _easy(hunt: Hunt) -> None:
    """The world in which nothing outside the package is worth anything to anybody, and all red lines hold that it keeps: no other
    package gains by that, and fewer suit all; so by all rules but Kalai and Smorodinsky's the package is the best there too."""
    true = truth(hunt.unknown)
    world = list(true)
    for i, (one, helps) in enumerate(zip(hunt.unknown, hunt.helps, strict=True)):
        if one.is_line and keeps(one.red_line.form, hunt.full.issue, hunt.package):  # type: ignore[union-attr]
            world[i] = 1
        elif helps < 0:
            world[i] = 0
    sure = hunt.rules and hunt.artefact.rule in WORSE
    if _confirmed(hunt, tuple(world)) is None and sure:
        for i, place in enumerate(world):
            hunt.here[i].show(place, tuple(world))


def _open(hunt: Hunt, i: int, up: bool) -> bool:
    ends = hunt.here[i]
    return ends.last != ends.most if up else ends.first != ends.least


def _group(hunt: Hunt, group: list[int], up: bool, most: int) -> None:
    """Show the far ends of many unknowns by one world, or of fewer; what cannot be shown so is looked at one by one."""
    group = [i for i in group if _open(hunt, i, up)]
    if not group or hunt.budget.expired():
        return
    if len(group) > 1 and hunt.rules:
        for _ in range(TRIES):
            world = _with_ends(hunt, group, up)
            said = None if world is None else _confirmed(hunt, world)
            if said or world is None or (said is False and not _cut(hunt, world)):
                break
        half = len(group) // 2
        _group(hunt, group[:half], up, most)
        _group(hunt, group[half:], up, most)
    else:
        for i in group:
            _end(hunt, i, up, most)


def _with_ends(hunt: Hunt, group: list[int], up: bool) -> World | None:
    """A world of the program in which these unknowns are at an end, and most helps the package."""
    program = hunt.worlds.program.fork()
    for i in group:
        place = hunt.here[i].most if up else hunt.here[i].least
        program.between({hunt.worlds.variables[i]: 1}, place, place)
    program.maximise(dict(zip(hunt.worlds.variables, hunt.helps, strict=True)))
    outcome = run(program, part(hunt.budget, SHARE), "how far figures may go together")
    return hunt.worlds.world(outcome) if outcome.found else None


def _confirmed(hunt: Hunt, world: World) -> bool | None:
    """Whether the package is the best in a world, by the exact solver; what such a world shows is noted."""
    if world not in hunt.asked:
        case = put(hunt.full, hunt.unknown, world)
        hunt.asked[world] = held_against_best(case, hunt.artefact.rule, hunt.package, part(hunt.budget, SHARE))
    said = hunt.asked[world][0]
    if said:
        for i, place in enumerate(world):
            hunt.here[i].show(place, world)
    return said


def _hull(ends: Ends) -> Remains:
    left = ends.remains()
    return Remains(left.first, left.last, left.least, left.most, 1 if left.least == left.most else None, left.shown)


def _with_lone(one: Remains, lone: tuple[dict[int, World], bool] | None) -> Remains:
    """What remains, with the worlds found as if all the rest were known."""
    if lone is None or not lone[0]:
        return one
    shown = {**one.shown, **lone[0]}
    low, high = min(lone[0]), max(lone[0])
    return Remains(
        min(one.first, low), max(one.last, high), one.least, one.most, one.count, shown, (low, high) if lone[1] else None,
    )  # fmt: skip


def _hunt(full: Case, unknown: tuple[Unknown, ...], artefact: Best, budget: Budget) -> Hunt:
    true, own = truth(unknown), sharp(full, "middle")
    here = [Ends(true[i], true[i], 0, one.count - 1, {true[i]: true}) for i, one in enumerate(unknown)]
    worlds = worlds_program(own, unknown)
    rules = artefact.rule in WORSE and not _bases_move(own, unknown, artefact.rule)
    if bent(full, unknown):
        rules = False
    else:
        try:
            in_zopa(worlds, dict(artefact.package))
        except Beyond:
            worlds, rules = worlds_program(own, unknown), False
    return Hunt(full, unknown, artefact, budget, worlds, here, _helps(own, unknown, artefact), rules)


def _bases_move(case: Case, unknown: tuple[Unknown, ...], rule: str) -> bool:
    """Whether the gain of somebody weighed is measured from its least worth, and that is not known."""
    return rule != "utilitarian" and any(
        case.position[who].reservation is NoNumber.NONE and any(one.spot.party == who and not one.is_line for one in unknown)
        for who in weighed(case)
    )


def _helps(case: Case, unknown: tuple[Unknown, ...], artefact: Best) -> tuple[int, ...]:
    """By unknown, 1 where a larger figure helps the package to be best, else -1: worths in it, and what keeps others from the zopa."""
    counted = {
        (who, *part.place)
        for who in {one.spot.party for one in unknown if not one.is_line}
        for part in parts(case, who, dict(artefact.package))
    }
    return tuple(
        1
        if one.is_line or one.spot.kind == RESERVATION or (one.spot.party, one.spot.kind, one.spot.issue, one.spot.option) in counted
        else -1
        for one in unknown
    )


def _end(hunt: Hunt, i: int, up: bool, most: int) -> None:
    """The largest or smallest value of one unknown that remains, found with so many more cuts."""
    before = hunt.cuts
    while hunt.cuts - before < most and _open(hunt, i, up) and not hunt.budget.expired():
        world = _furthest(hunt, i, up)
        if world is None:
            return
        shown = hunt.here[i].last if up else hunt.here[i].first
        said = _confirmed(hunt, world)
        if (
            said is None
            or (said is False and not _cut(hunt, world))
            or (said and shown == (hunt.here[i].last if up else hunt.here[i].first))
        ):
            return


def _furthest(hunt: Hunt, i: int, up: bool) -> World | None:
    """The world of the program with the largest or smallest value of one unknown, among these one in which most helps the
    package; it tells what is excluded."""
    program, variables = hunt.worlds.program.fork(), hunt.worlds.variables
    sizes = [one.count - 1 for one in hunt.unknown]
    big, sign = sum(sizes) + 1, 1 if up else -1
    goal = dict(zip(variables, hunt.helps, strict=True))
    goal[variables[i]] = sign * big
    program.maximise(goal)
    outcome = run(program, part(hunt.budget, SHARE), "how far a figure may go")
    ends = hunt.here[i]
    if outcome.found and outcome.bound is not None:  # without a solution the solver's bound need not be one
        rest = sum(size for j, (size, helps) in enumerate(zip(sizes, hunt.helps, strict=True)) if helps < 0 and j != i)
        if up:
            ends.most = min(ends.most, max((outcome.bound + rest) // big, ends.last))
        else:
            ends.least = max(ends.least, min(-((outcome.bound + rest) // big), ends.first))
    return hunt.worlds.world(outcome) if outcome.found else None


def _bases(case: Case, found: Solution) -> dict[str, Fraction]:
    """From where gains are measured beside the reservation value: the least worth of those that have none."""
    values = dict(found.values)
    return {who: values[who] - gain if case.position[who].reservation is NoNumber.NONE else Fraction(0) for who, gain in found.gains}


def _cut(hunt: Hunt, world: World) -> bool:
    """Add what the best package of a world demands; False where it cannot be said or is not known."""
    if hunt.cuts >= MOST_CUTS:
        return False
    found = hunt.asked[world][1]
    if not hunt.rules or found is None or found.package is None:
        return False
    other = dict(found.package)
    tried = hunt.worlds.fork()
    try:
        literal = tried.program.boolean()
        mine, theirs = gains_of(tried, _bases(tried.case, found), [hunt.package, other])
        WORSE[hunt.artefact.rule](tried, mine, theirs, literal)
        tried.program.clause([literal, *outside(tried, other)])
    except Beyond:
        return False
    hunt.worlds, hunt.cuts = tried, hunt.cuts + 1
    return True
