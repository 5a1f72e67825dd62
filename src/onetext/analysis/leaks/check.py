"""The leak check: what each viewer of an artefact, and all of them together, could conclude about others' sealed figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from onetext.analysis.leaks.direct import directly, untouched
from onetext.analysis.leaks.enumerated import Counted, ends, enumerate_worlds
from onetext.analysis.leaks.findings import Found, Remains
from onetext.analysis.leaks.history import Held, standing
from onetext.analysis.leaks.holds import still
from onetext.analysis.leaks.lone import alone as by_itself
from onetext.analysis.leaks.results import Gained, Leaks, Learned, Weaker
from onetext.analysis.leaks.solver import by_solver
from onetext.analysis.leaks.unknowns import OPEN, Doubt, Ignorance, Unknown, doubt, together
from onetext.analysis.leaks.weaker import weaker_than
from onetext.analysis.leaks.why import why_of
from onetext.analysis.leaks.worlds import World, put
from onetext.errors import UsageError
from onetext.model.artefacts import Accepts, Artefact, Best, Figure, Line, Words
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.numbers import Interval, show
from onetext.model.rules import RULES
from onetext.solve.budget import UNLIMITED, Budget, part

MOST_CHECKED = 400
"""So many worlds that show an end are put into the case and computed anew."""


def leaks(
    held: Mapping[str, Case | Held],
    full: Case,
    artefact: Artefact,
    *,
    ignorance: Ignorance = OPEN,
    beside: Collection[str] = ("weaker",),
    budget: Budget = UNLIMITED,
) -> Leaks:
    """What each viewer could conclude from an artefact about figures and red lines of others, before it is shown.

    `full`: the case with all that was confided, of which the artefact must be true; `held`: for each viewer (a party's id)
    the case as it has it, with what it was shown already where that is not in it. Where there are several viewers, what they
    could conclude together comes last. A case with an as-of day is taken on it. `ignorance`: what is possible where a viewer
    holds no interval. `beside`: what to say too: `weaker`, where somebody should confirm, what weaker artefacts would give
    away; `alone`, what would remain of each figure to one that knew all the others. Raises UsageError where the artefact is
    not true of the case, or names what is not in it. Definitions: docs/reference/leaks.md.
    """
    whole = _dated(full)
    history = {viewer: one.shown if isinstance(one, Held) else () for viewer, one in held.items()}
    views = {viewer: _dated(one.case if isinstance(one, Held) else one) for viewer, one in held.items()}
    _fitting(whole, views, artefact)
    kind = type(artefact).__name__.lower()
    if isinstance(artefact, Words):
        return Leaks(artefact, kind, "unknown", tuple(_unread((who,)) for who in views), computed=False)
    true = still(whole, artefact, part(budget, 1 / 4))
    if true is False:
        raise UsageError("what is to be shown is not true of the case")
    if any(still(whole, one, budget) is False for shown in history.values() for one in shown):
        raise UsageError("what was shown already is not true of the case")
    doubts = {who: replace(doubt(case, whole, who, ignorance), shown=history[who]) for who, case in views.items()}
    asked = [*doubts.values(), *([together(doubts)] if len(doubts) > 1 else [])]
    gained = _all_gained(whole, asked, artefact, part(budget, 3 / 4) if beside else budget)
    if "alone" in beside:
        gained = tuple(_with_alone(whole, each, one, artefact, part(budget, 1 / 2)) for each, one in zip(gained, asked, strict=True))
    found = Leaks(artefact, kind, "unknown" if true is None else _status(gained), gained)
    if "weaker" not in beside or not found.needs_confirmation:
        return found
    return replace(found, weaker=tuple(_weaker(whole, asked, one, part(budget, 1 / 2)) for one in weaker_than(whole, artefact)))


def _all_gained(full: Case, asked: list[Doubt], artefact: Artefact, budget: Budget) -> tuple[Gained, ...]:
    """What each gains, each with its share of the time left; those that do not know the same are worked out once."""
    found: dict[tuple[object, ...], Gained] = {}
    for n, each in enumerate(asked):
        if (each.unknown, each.shown) not in found:
            found[each.unknown, each.shown] = _gained(full, each, artefact, part(budget, 1 / (len(asked) - n)))
    return tuple(replace(found[each.unknown, each.shown], viewers=each.viewers, not_varied=each.not_varied) for each in asked)


def _with_alone(full: Case, gained: Gained, of: Doubt, artefact: Artefact, budget: Budget) -> Gained:
    """With what would remain of each figure to one that knew all the others."""
    figures = list(gained.figures)
    if of.shown:  # worlds of one figure alone would have to keep all that was shown before as well
        return gained
    for i, (left, whole) in by_itself(full, of.unknown, artefact, budget, range(len(figures))).items():
        if whole:
            values = [of.unknown[i].value(place) for place in left]
            figures[i] = replace(figures[i], alone=Interval(min(values), max(values)))
    return replace(gained, figures=tuple(figures))


def _status(gained: tuple[Gained, ...]) -> str:
    statuses = {one.status for one in gained}
    return next((one for one in ("unknown", "at_most") if one in statuses), "exact")


def _weaker(full: Case, asked: list[Doubt], artefact: Artefact, budget: Budget) -> Weaker:
    """What a weaker artefact would give away to the same viewers."""
    gained = _all_gained(full, asked, artefact, budget)
    bits = [one.bits for one in gained]
    return Weaker(
        artefact, type(artefact).__name__.lower(), max((len(one.may_pin) for one in gained), default=0),
        max((sum(each.changed for each in one.figures) for one in gained), default=0),
        None if None in bits else max((one for one in bits if one is not None), default=0.0), _status(gained),
        any(one.needs_confirmation for one in gained),
    )  # fmt: skip


def _dated(case: Case) -> Case:
    return case if case.as_of is None else on(case, case.as_of)


def _unread(viewers: tuple[str, ...]) -> Gained:
    return Gained(viewers, "unknown", "none", (), why_method="of words nothing is computed: somebody must read them")


def _fitting(full: Case, views: Mapping[str, Case], artefact: Artefact) -> None:
    """UsageError where viewers see another case, or an artefact names what is not there."""
    for who, case in views.items():
        if who not in full.party:
            raise UsageError(f"no party {who!r}; known: {', '.join(full.party)}")
        if [(i.id, [o.id for o in i.options]) for i in case.issues] != [(i.id, [o.id for o in i.options]) for i in full.issues]:
            raise UsageError(f"the case that {who!r} holds has other issues than the whole case")
    people = {*full.party, *(member.id for bloc in full.blocs for member in bloc.members)}
    party = artefact.party if not isinstance(artefact, Words | Best) and hasattr(artefact, "party") else ""
    if party and party not in people:
        raise UsageError(f"no party {party!r}; known: {', '.join(people)}")
    if isinstance(artefact, Best) and artefact.rule not in RULES:
        raise UsageError(f"no rule is called {artefact.rule!r}; known: {', '.join(RULES)}")
    if isinstance(artefact, Best | Accepts):
        package = dict(artefact.package)
        if set(package) != set(full.issue) or any(option not in full.issue[issue].places for issue, option in package.items()):
            raise UsageError("the package is not one option for every issue of the case")


def _gained(full: Case, of: Doubt, artefact: Artefact, budget: Budget) -> Gained:
    unknown = of.unknown
    if of.shown and unknown:
        return _after_more(full, of, artefact, budget)
    found = _found(full, unknown, artefact, budget)
    checked = _checked(full, unknown, artefact, found, budget)
    figures = tuple(_learned(full, unknown, i, artefact, found.remains[i]) for i in range(len(unknown)))
    exact = all(one.exact for one in found.remains)
    status = "unknown" if found.method == "none" else "exact" if exact else "at_most"
    return Gained(
        of.viewers, status, found.method, figures, found.before, found.after, checked, of.not_varied, found.why,
    )  # fmt: skip


def _after_more(full: Case, of: Doubt, artefact: Artefact, budget: Budget) -> Gained:
    """What these viewers gain beside what they were shown already; what is possible before is what all that left."""
    before = standing(full, of.unknown, of.shown, budget)
    after = None if before is None else standing(full, of.unknown, (*of.shown, artefact), budget)
    if before is None or after is None:
        return _beyond(full, of, artefact, budget)
    found = _of_counted(after.unknown, after.counted)
    figures = []
    for i, (one, there) in enumerate(zip(before.unknown, before.counted.remain, strict=True)):
        learned = _learned(full, after.unknown, i, artefact, found.remains[i])
        places = ends(there)
        was = Interval(one.value(places[0]), one.value(places[-1]))
        figures.append(replace(learned, before=was, values_before=sum(there), why=learned.why if learned.after != was else ""))
    why = f"each of {before.counted.after:,} worlds that what was shown already leaves was looked at"
    checked = all(_checked(full, after.unknown, one, found, budget) for one in (*of.shown, artefact))
    return Gained(
        of.viewers, "exact", found.method, tuple(figures), before.counted.after, after.counted.after, checked, of.not_varied, why,
    )  # fmt: skip


def _beyond(full: Case, of: Doubt, artefact: Artefact, budget: Budget) -> Gained:
    """Where the worlds are too many to take what was shown already into account: what each by itself excludes is excluded; of the
    rest only the truth is known to remain."""
    each = [_found(full, of.unknown, one, part(budget, 1 / (len(of.shown) + 1))) for one in (*of.shown, artefact)]
    figures = []
    for i, one in enumerate(of.unknown):
        least, most = (f(getattr(found.remains[i], end) for found in each) for f, end in ((max, "least"), (min, "most")))
        truth = Remains(one.truth, one.truth, least, most, 1 if least == most else None)
        figures.append(_learned(full, of.unknown, i, artefact, truth))
    exact = all(one.status == "exact" for one in figures)
    why = "the worlds are too many for what was shown already: each artefact by itself bounds what is left"
    return Gained(of.viewers, "exact" if exact else "at_most", "bounds", tuple(figures), not_varied=of.not_varied, why_method=why)


def _found(full: Case, unknown: tuple[Unknown, ...], artefact: Artefact, budget: Budget) -> Found:
    """By the first way that can."""
    if not unknown:
        return Found((), "direct", "there is nothing that these viewers do not know", 1, 1)
    if isinstance(artefact, Figure | Line):
        return directly(unknown, artefact)
    counted = enumerate_worlds(full, unknown, artefact, budget)
    if counted is not None:
        return _of_counted(unknown, counted)
    return by_solver(full, unknown, artefact, budget)


def _of_counted(unknown: tuple[Unknown, ...], counted: Counted) -> Found:
    remains = []
    for i, left in enumerate(counted.remain):
        if all(left):
            remains.append(replace(untouched(unknown, i), shown=counted.shown[i]))
            continue
        places = ends(left)
        remains.append(Remains(places[0], places[-1], places[0], places[-1], sum(left), counted.shown[i]))
    return Found(tuple(remains), "enumeration", f"each of {counted.before:,} worlds was looked at", counted.before, counted.after)


def _checked(full: Case, unknown: tuple[Unknown, ...], artefact: Artefact, found: Found, budget: Budget) -> bool:
    """Whether in each world that shows an end the artefact, computed anew by the public functions, is the same."""
    if found.method not in ("enumeration", "direct"):
        return True  # there every world that is shown was found by these functions
    worlds = list(dict.fromkeys(world for one in found.remains for world in one.shown.values()))[:MOST_CHECKED]
    for world in worlds:
        if budget.expired():
            return False
        if not still(put(full, unknown, world), artefact, budget):
            return False
    return True


def _learned(full: Case, unknown: tuple[Unknown, ...], i: int, artefact: Artefact, left: Remains) -> Learned:
    one = unknown[i]
    spot = one.spot
    after = Interval(one.value(left.first), one.value(left.last))
    return Learned(
        spot.party, spot.kind, "", Interval(one.low, one.high), after, one.count, left.count, show(one.step),
        "exact" if left.exact else "at_most", spot.issue, spot.option, spot.line,
        Interval(one.value(left.least), one.value(left.most)),
        None if left.alone is None else Interval(one.value(left.alone[0]), one.value(left.alone[1])),
        _written(full, unknown, left.shown.get(left.first)), _written(full, unknown, left.shown.get(left.last)),
        why_of(full, unknown, i, artefact, left), one.half,
    )  # fmt: skip


def _written(full: Case, unknown: tuple[Unknown, ...], world: World | None) -> tuple[tuple[str, str], ...]:
    """A world by the names of its figures, those that differ from the truth."""
    if world is None:
        return ()
    return tuple((one.spot.name, show(one.value(place))) for one, place in zip(unknown, world, strict=True) if place != one.truth)
