"""The zopa and the best packages of a space that is looked at block by block; several threads at once.

The zopa is counted in one pass. For the rules the pass notes of each block how much each party gains at most within the
zopa there; a rule's measure of these gains bounds the block, since no measure falls where a gain rises. Blocks are then
looked at again from the largest bound down, as long as the bound reaches the best measure found: ties are counted too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache, partial
from typing import TypeVar

import numpy as np

from onetext.model.acceptance import consenters
from onetext.model.case import Case
from onetext.model.day import At
from onetext.model.rules import RULES, Rule
from onetext.solve import blocks
from onetext.solve.blocks import Choice, Cut, cut
from onetext.solve.budget import UNLIMITED, Budget, Progress
from onetext.solve.gains import base, blank, measured, scored, sharp, weighed
from onetext.solve.ranking import PICKS, Field, largest_product, refined
from onetext.solve.results import Accepted, Points, Solution, Zopa
from onetext.solve.space import FITS, Mask, packages

T = TypeVar("T")
AT_ONCE = 64
"""So many blocks are handed out before the budget is looked at again."""


def each(of: Cut, look: Callable[[Choice], T], budget: Budget, task: str) -> Iterator[T] | None:
    """What a function finds in every block, in file order; None where the budget ends first."""
    choices, found = list(of.choices()), list[T]()
    with ThreadPoolExecutor(budget.threads) as pool:
        for start in range(0, len(choices), AT_ONCE):
            if budget.expired():
                return None
            found += pool.map(look, choices[start : start + AT_ONCE])
            budget.on_progress(Progress(task, share=len(found) / len(choices)))
    return iter(found)


# --- the zopa


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one block: how many packages break no link, of each party how many it surely and possibly accepts and for how many
    it is asked; how many are surely, possibly in the zopa; of the former how many each ratifier accepts; the code of the first
    of the zopa, the first undecided and the first refused one, -1 where there is none."""

    admissible: int
    accepts: tuple[tuple[int, int, int], ...]
    zopa: tuple[int, int]
    ratified: tuple[int, ...]
    first: tuple[int, int, int]


def zopa(case: Case, *, budget: Budget = UNLIMITED) -> Zopa | None:
    """`solve.zopa.zopa` by blocks, levels and silence left to the caller; None where the budget ends first."""
    of = cut(case)
    found = each(of, partial(_counts, of), budget, "zopa, block by block")
    if found is None:
        return None
    counted = list(found)
    table = consenters(case)
    own = [[sum(column) for column in zip(*(one.accepts[i] for one in counted), strict=True)] for i in range(len(table))]
    firsts = [next((one.first[kind] for one in counted if one.first[kind] >= 0), None) for kind in range(3)]
    first, undecided, refused = (None if code is None else tuple(packages(case, [code])[0].items()) for code in firsts)
    return Zopa(
        status="exact",
        method="blocks",
        size=case.size,
        admissible=sum(one.admissible for one in counted),
        acceptable=tuple(
            Accepted(party.id, yes, possible, needed if party.id in of.asked else None)
            for party, (yes, possible, needed) in zip(table, own, strict=True)
        ),
        zopa=sum(one.zopa[0] for one in counted),
        zopa_possible=sum(one.zopa[1] for one in counted),
        ratified=tuple((party.id, sum(one.ratified[i] for one in counted)) for i, party in enumerate(consenters(case, "ratify"))),
        first=first,
        first_undecided=undecided,
        first_refused=refused,
        why_method=_why(case, of),
    )


def _why(case: Case, of: Cut) -> str:
    count = case.size // of.size
    return f"each of the {case.size} packages was looked at" + (f", in {count} blocks of {of.size}" if count > 1 else "")


def _counts(of: Cut, choice: Choice) -> Counts:
    here = blocks.block(of, choice)
    count, links, zone = partial(blocks.count, of), here.links, here.zopa
    accepts = []
    for party in consenters(of.case):
        own = here.accepts[party.id]
        yes = count(links & own.surely)
        possible = yes if own.possibly is own.surely else count(links & own.possibly)
        accepts.append((yes, possible, count(links & here.asked[party.id]) if party.id in of.asked else 0))
    surely = count(zone.surely)
    possibly = surely if zone.possibly is zone.surely else count(zone.possibly)
    admissible = count(links)
    firsts = (
        _first(of, choice, zone.surely) if surely else -1,
        _first(of, choice, zone.possibly & ~zone.surely) if possibly > surely else -1,
        _first(of, choice, links & ~zone.possibly) if admissible > possibly else -1,
    )
    late = consenters(of.case, "ratify")
    ratified = tuple(count(zone.surely & here.where(party.id, here.accepts[party.id].surely)) for party in late)
    return Counts(admissible, tuple(accepts), (surely, possibly), ratified, firsts)


def _first(of: Cut, choice: Choice, mask: Mask) -> int:
    return blocks.number(of, choice, int(np.broadcast_to(mask, of.shape).argmax()))


# --- the rules


@dataclass(frozen=True, slots=True)
class Found:
    """A block with packages of the zopa, and the largest value there of each weighed party, times its scale."""

    choice: Choice
    tops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A sharp case looked at once: the blocks that hold packages of the zopa; `bases` are the values from which gains are
    measured; `admissible`: whether some package breaks no link."""

    of: Cut
    who: tuple[str, ...]
    values: tuple[blocks.Values, ...]
    bases: dict[str, Fraction]
    found: tuple[Found, ...]
    admissible: bool
    zones: dict[Choice, Field] = field(default_factory=dict, compare=False)

    @property
    def scales(self) -> tuple[int, ...]:
        return tuple(own.table.scale for own in self.values)

    def gains(self, whole: Sequence[int]) -> Points:
        """The gains behind values times the scales."""
        pairs = zip(self.who, whole, self.scales, strict=True)
        return tuple((who, Fraction(number, scale) - self.bases[who]) for who, number, scale in pairs)


@lru_cache(maxsize=1)
def _survey(case: Case, budget: Budget) -> Survey | None:
    of, who = cut(case), weighed(case)
    values = tuple(of.values.get(one) or blocks.values(case, one, of.head, of.cols) for one in who)
    seen = each(of, partial(_look, of, values), budget, "packages, block by block")
    if seen is None:
        return None
    looked = list(seen)
    bases: dict[str, Fraction] = {}
    for place, (one, own) in enumerate(zip(who, values, strict=True)):
        said = base(case, one)
        least = min((links[place] for _, links in looked if links is not None), default=0)
        bases[one] = said if said is not None else Fraction(least, own.table.scale)
    found = tuple(here for here, _ in looked if here is not None)
    return Survey(of, who, values, bases, found, any(links is not None for _, links in looked))


def _look(of: Cut, values: tuple[blocks.Values, ...], choice: Choice) -> tuple[Found | None, tuple[int, ...] | None]:
    """The largest values of the zopa, None where it is empty here; the least of all that break no link, None where all do."""
    here = blocks.block(of, choice)
    if not here.links.any():
        return None, None
    all_here, inside = partial(_places, of, here.links), _places(of, here.zopa.surely)
    least = tuple(int(blocks.worths(of, own.low, choice, all_here()).min()) if own.table.reservation is None else 0 for own in values)
    if not len(inside):
        return None, least
    return Found(choice, tuple(int(blocks.worths(of, own.low, choice, inside).max()) for own in values)), least


def _places(of: Cut, mask: Mask) -> np.ndarray:
    """The places in the tail of the packages that a mask holds."""
    return np.flatnonzero(np.broadcast_to(mask, of.shape))


def best(
    case: Case, rule: Rule, *, at: At = "middle", normalise: bool = False, budget: Budget = UNLIMITED, ties: int = 0
) -> Solution | None:
    """`solve.best.best` by blocks.

    None where the budget ends first, where ties are to be listed, which are only counted here, and for a rule whose measure
    is not known to rise with every gain.
    """
    if ties or RULES.get(rule.name) is not rule:
        return None
    own = sharp(case, at)
    survey = _survey(own, budget)
    if survey is None:
        return None
    frame = replace(blank(case, rule, at=at, normalise=normalise), method="blocks", why_method=_why(case, survey.of))
    if not survey.found:
        return replace(frame, status="infeasible" if survey.admissible else "infeasible_links")
    tops = survey.gains([max(one.tops[i] for one in survey.found) for i in range(len(survey.who))])
    bounds = [(measured(rule, survey.gains(one.tops), tops, normalise=normalise), one.choice) for one in survey.found]
    top, tied, first = None, 0, -1
    for bound, choice in sorted(bounds, key=lambda pair: pair[0], reverse=True):  # type: ignore[arg-type,return-value]
        if top is not None and bound < top:  # type: ignore[operator]
            break
        if budget.expired():
            return None
        zone = _zone(survey, choice, tops)
        winners = PICKS[rule.name](zone, normalise)
        gains = tuple((who, Fraction(int(g[winners[0]]), s)) for who, g, s in zip(zone.who, zone.gains, zone.scales, strict=True))
        reached, code = measured(rule, gains, tops, normalise=normalise), int(zone.codes[winners[0]])
        if top is None or reached > top:  # type: ignore[operator]
            top, tied, first = reached, len(winners), code
        elif reached == top:
            tied, first = tied + len(winners), min(first, code)
    (package,) = packages(case, [first])
    answer = scored(case, rule, package, survey.bases, tops, frame)
    nobody = rule is RULES["nash"] and top == 0
    return replace(
        answer,
        status="optimal",
        bound=answer.objective,
        tied=tied,
        unique=tied == 1,
        canonical=True,
        refined=refined(case, _where_most_gain(survey, tops), answer) if nobody else None,
    )


def _where_most_gain(survey: Survey, tops: Points) -> Field:
    """Of each block the packages with the largest product for the largest set of parties that can gain together."""
    most: tuple[int, tuple[bool, ...]] = (0, ())
    for one in survey.found:
        gaining = np.stack([(gain > 0).astype(bool) for gain in _zone(survey, one.choice, tops).gains])
        most = max(most, *((int(column.sum()), tuple(map(bool, column))) for column in np.unique(gaining, axis=1).T))
    who = [i for i, gains in enumerate(most[1]) if gains]
    found = []
    for one in survey.found:
        zone = _zone(survey, one.choice, tops)
        keep = np.flatnonzero(np.all([(zone.gains[i] > 0).astype(bool) for i in who], axis=0)) if who else np.arange(len(zone.codes))
        if len(keep):
            best_here = largest_product(zone, who, keep)
            found.append(replace(zone, codes=zone.codes[best_here], gains=zone.some(best_here)))
    joined = tuple(np.concatenate(gains) for gains in zip(*(one.gains for one in found), strict=True))
    return replace(found[0], codes=np.concatenate([one.codes for one in found]), gains=joined)


MOST_HELD = 1 << 20
"""So many packages of the zopa are held for the next rule."""


def _zone(survey: Survey, choice: Choice, tops: Points) -> Field:
    """The zopa of one block, with the best attainable gains of the whole."""
    if choice in survey.zones:
        return survey.zones[choice]
    of = survey.of
    inside = _places(of, blocks.block(of, choice).zopa.surely)
    whole = np.int64 if of.case.size < FITS else object
    gains = []
    for who, own in zip(survey.who, survey.values, strict=True):
        gains.append(blocks.worths(of, own.low, choice, inside) - int(survey.bases[who] * own.table.scale))
    most = tuple(int(top * scale) for (_, top), scale in zip(tops, survey.scales, strict=True))
    zone = Field(inside.astype(whole) + blocks.number(of, choice), survey.who, tuple(gains), survey.scales, most, survey.bases)
    if sum(len(one.codes) for one in survey.zones.values()) + len(inside) <= MOST_HELD:
        survey.zones[choice] = zone
    return zone
