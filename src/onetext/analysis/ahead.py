"""Looking ahead: what a case allows on a day, what opens and closes from one day to the next, and what that means for whom.

A change is held to have done something where it had not come to pass without it: in the case of that day with this one
entry read as on the day before. Where no change did it alone, all of the day did it together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import numpy as np

from onetext.analysis.alternatives import Others, best_gains, sharp_others
from onetext.analysis.dated import DatedChange, changes_between
from onetext.analysis.steps import Opening, Step, Waiting
from onetext.analysis.why_large import verdict
from onetext.model.case import Case
from onetext.model.day import Key, foreseen, has_intervals
from onetext.model.numbers import Interval
from onetext.solve.best import best
from onetext.solve.budget import Budget, enumerable
from onetext.solve.enumerated import enumerated
from onetext.solve.gains import sharp, weighed
from onetext.solve.results import Points
from onetext.solve.space import Mask
from onetext.solve.zopa import counted

MODES = ("sure", "possible")
UNKNOWN = "not known"
ANSWERS = {1: "better", -1: "worse", 0: "same"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a case allows on its day: the step, what each party has without an agreement, and for each of MODES which
    admissible packages are in the zopa (None: too many to look at) and whether any is (None: not known)."""

    case: Case
    step: Step
    held: Mapping[str, Interval]
    masks: Mapping[str, Mask] | None
    some: Mapping[str, bool | None]


def look(case: Case, budget: Budget, *, gains: bool = True) -> Look:
    """Look at a case on its day: counted where the space can be enumerated, else only whether there is agreement, by proof.

    Without `gains` nobody's best attainable gain is looked for.
    """
    day, held = case.as_of or date.max, held_on(case)
    reservations = tuple((who, str(points)) for who, points in held.items())
    if enumerable(case, budget):
        found, inside = counted(case), enumerated(case).zopa
        best_gains = _gains(case, budget) if found.zopa and gains else ()
        step = Step(day, found.agreement, found.zopa, found.zopa_possible, found.status, best_gains, reservations)
        masks = {"sure": inside.surely, "possible": inside.possibly}
        return Look(case, step, held, masks, {mode: bool(mask.any()) for mode, mask in masks.items()})
    agreement = verdict(case, budget)
    best_gains = _gains(case, budget) if agreement == "yes" and gains else ()
    sure, possible = ((0 if agreement in empty else None) for empty in (("no", "depends"), ("no",)))
    step = Step(day, agreement, sure, possible, "unknown" if agreement == "unknown" else "exact", best_gains, reservations)
    some = {"sure": agreement == "yes", "possible": agreement != "no"}
    return Look(case, step, held, None, dict.fromkeys(MODES) if agreement == "unknown" else some)


def held_on(case: Case) -> dict[str, Interval]:
    """What each party has without an agreement on the day of a case, where that is a number."""
    dated = ((position.party, position.reservation_on(case.as_of or date.max)) for position in case.positions)
    return {who: worth.points for who, worth in dated if worth is not None}


def _gains(case: Case, budget: Budget) -> Points:
    return best(case, "kalai-smorodinsky", budget=budget).best_gains


@dataclass(slots=True)
class Ahead:
    """The looks at the days of a case (`ground`: with all its dates, and no record later than the as-of day).

    `cut` turns True where a limit left changes together that might have been taken apart.
    """

    ground: Case
    today: date
    looks: Mapping[date, Look]
    budget: Budget
    cut: bool = False
    kept_day: date | None = None
    kept: dict[tuple[date, Key, bool], Look] = field(default_factory=dict)
    others: dict[str, Others] = field(default_factory=dict)

    @property
    def later(self) -> tuple[date, ...]:
        """The days after today's step that were looked at, ascending."""
        return tuple(sorted(day for day in self.looks if day > self.today))

    def openings(self, as_of: date) -> Iterator[Opening]:
        """Each later day on which a zopa changes, the sure one first."""
        for before, day in zip((self.today, *self.later), self.later, strict=False):
            for mode in MODES:
                if kind := turn(mode, self.looks[before], self.looks[day]):
                    yield self._opening(before, day, mode, kind, as_of)

    def _opening(self, before: date, day: date, mode: str, kind: str, as_of: date) -> Opening:
        old, new = self.looks[before], self.looks[day]

        def undone(alt: Look) -> bool | None:
            return None if alt.some[mode] is None else turn(mode, old, alt) != kind

        named, alone = self._apart(before, day, undone, gains=False)
        before_count, now = (one.step.zopa if mode == "sure" else one.step.zopa_possible for one in (old, new))
        gained, lost = _moved(mode, old, new)
        passed = tuple(deadline for deadline in self.ground.deadlines if as_of <= deadline.date < day)
        return Opening(day, mode, kind, before_count, now, gained, lost, named, alone, passed)

    def _apart(
        self, before: date, day: date, undone: Callable[[Look], bool | None], *, gains: bool
    ) -> tuple[tuple[DatedChange, ...], bool]:
        """Of the entries that differ between two days those without any one of which something had not come to pass, and
        True; where there is none, or a limit came first, all, and False."""
        changes = changes_between(self.ground, before, day)
        named = []
        for change in changes if len(changes) > 1 else ():
            late = self.budget.expired()
            without = None if late else undone(self._without(change, before, day, gains))
            if without is None:
                self.cut = True
                return changes, False
            named += [change] * without
        return (tuple(named), True) if named else (changes, len(changes) == 1)

    def _without(self, change: DatedChange, before: date, day: date, gains: bool) -> Look:
        """A look at a day with one entry as on an earlier day, kept until another day is asked about."""
        if self.kept_day != day:
            self.kept_day, self.kept, self.others = day, {}, {}
        if (key := (before, change.key, gains)) not in self.kept:
            alt, masks = foreseen(self.ground, day, {change.key: before}), self.looks[day].masks
            self.kept[key] = look(alt, self.budget, gains=gains) if masks is None else self._again(alt, change.party, day, gains)
        return self.kept[key]

    def _again(self, alt: Case, who: str, day: date, gains: bool) -> Look:
        """The same where packages are looked at: again only those who turn on the entry."""
        case = self.looks[day].case
        if "all" not in self.others:
            self.others = {"all": Others(case)}
        inside = self.others["all"].zopa(alt, who)
        masks = {"sure": inside.surely, "possible": inside.possibly}
        some = {mode: bool(mask.any()) for mode, mask in masks.items()}
        agreement = "yes" if some["sure"] else "depends" if some["possible"] else "no"
        tops: Points = ()
        if gains and some["sure"]:
            if "sharp" not in self.others:
                self.others["sharp"] = sharp_others(case) if has_intervals(case) else self.others["all"]
            tops = best_gains(self.others["sharp"], sharp(alt, "middle"), who)
        return Look(alt, Step(day, agreement, None, None, "exact", tops, ()), held_on(alt), masks, some)

    def waiting(self) -> Iterator[Waiting]:
        """Each principal and each later day, compared with today."""
        found = {(party.id, day): self._compared(party.id, day) for day in self.later for party in self.ground.principals}
        yield from (found[party.id, day] for party in self.ground.principals for day in self.later)

    def _compared(self, who: str, day: date) -> Waiting:
        today, then = self.looks[self.today], self.looks[day]
        if all(who in weighed(one.case) and one.step.agreement == "yes" for one in (today, then)):
            return self._agreement(who, day)
        if who not in today.held or who not in then.held:
            return Waiting(who, day, "", UNKNOWN)
        answer = rising(today.held[who], then.held[who])
        own = tuple(c for c in changes_between(self.ground, self.today, day) if c.key == (who, "reservation", ""))
        if answer == UNKNOWN:
            return Waiting(who, day, "alternative", answer, changes=own)
        by = then.held[who].middle - today.held[who].middle
        return Waiting(who, day, "alternative", answer, by, changes=own if by else (), alone=bool(by))

    def _agreement(self, who: str, day: date) -> Waiting:
        """The best agreement of a later day against that of today; from which entries, where packages can be looked at."""
        today, then = self.looks[self.today], self.looks[day]
        by = worth_by(who, today, then)
        if by is None:
            self.cut = True
            return Waiting(who, day, "agreement", UNKNOWN)
        gain_by = dict(then.step.best_gains)[who] - dict(today.step.best_gains)[who]
        answer = ANSWERS[(by > 0) - (by < 0)]

        def undone(alt: Look) -> bool | None:
            other = worth_by(who, today, alt)
            return alt.step.agreement != "yes" or (None if other is None else other * by <= 0)

        if not by:
            return Waiting(who, day, "agreement", answer, by, gain_by)
        if then.masks is None:
            changes = changes_between(self.ground, self.today, day)
            return Waiting(who, day, "agreement", answer, by, gain_by, changes, len(changes) == 1)
        return Waiting(who, day, "agreement", answer, by, gain_by, *self._apart(self.today, day, undone, gains=True))


def turn(mode: str, old: Look, new: Look) -> str:
    """How a zopa differs from the one before: opens, closes, widens, narrows, shifts; "" where it does not, or is not known."""
    was, now = old.some[mode], new.some[mode]
    if was is None or now is None or (was, now) == (False, False):
        return ""
    if was != now:
        return "opens" if now else "closes"
    gained, lost = _moved(mode, old, new)
    if gained is None or lost is None or not (gained or lost):
        return ""
    return "widens" if gained > lost else "narrows" if lost > gained else "shifts"


def _moved(mode: str, old: Look, new: Look) -> tuple[int | None, int | None]:
    """How many packages a zopa has gained and lost; None where there are too many to look at."""
    if old.masks is None or new.masks is None:
        return None, None
    was, now = old.masks[mode], new.masks[mode]
    return int(np.count_nonzero(now & ~was)), int(np.count_nonzero(was & ~now))


def worth_by(who: str, today: Look, then: Look) -> Fraction | None:
    """By how much the best package of a zopa is worth more to a party then than today; None where one of the two is not known.

    What the party has without an agreement is taken out of its gains, since it may differ between the two days.
    """
    gains, later = dict(today.step.best_gains), dict(then.step.best_gains)
    if who not in gains or who not in later:
        return None
    moved = then.held[who].middle - today.held[who].middle if who in today.held and who in then.held else Fraction(0)
    return later[who] - gains[who] + moved


def rising(held: Interval, then: Interval) -> str:
    """Whether a value known within bounds rises or falls; not known where its bounds move apart."""
    moves = {(b > a) - (b < a) for a, b in ((held.low, then.low), (held.high, then.high))} - {0}
    return UNKNOWN if len(moves) > 1 else ANSWERS[moves.pop() if moves else 0]
