"""The next best question: what is worth asking by how things stand, and exactly what each answer would settle.

Choosing is a search and uses worths drawn at random (`known`, `verdict`, `regret`); what an answer settles is worked out
anew on the case with the answer written into it, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from onetext.analysis.asking.comparisons import comparisons
from onetext.analysis.asking.guesses import about_guesses
from onetext.analysis.asking.known import Known, told_preference, told_reply
from onetext.analysis.asking.lines import about_lines
from onetext.analysis.asking.questions import ANSWERS, Asked, Chosen, Goal, Open, Question
from onetext.analysis.asking.regret import Held, Regret, candidates, held, regret, weighed
from onetext.analysis.asking.scales import Steps, score
from onetext.analysis.asking.settling import After, Standing, settled, standing
from onetext.analysis.asking.verdict import PLACES, chances, puts, votes
from onetext.analysis.asking.zone import Zone, zone_of
from onetext.errors import UsageError
from onetext.model.case import Case
from onetext.model.checks import people_of
from onetext.solve.budget import UNLIMITED, Budget, decided
from onetext.solve.sampling import generator

MOST_OPEN = 5


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """All that questions are chosen by: the case on its day, how it stands, its zone, and the packages held against each other."""

    case: Case
    now: Standing
    zone: Zone
    who: tuple[str, ...]
    among: Held
    regret: Regret | None
    of: tuple[str, ...]
    source: Generator


def look(case: Case, steps: Steps, of: str, budget: Budget) -> Look:
    """Look at a case on its day; `of` names the party to be asked, "" all."""
    now, source = standing(case, budget), generator(case, "asking")
    zone = zone_of(case, steps, budget, source)
    worths = weighed(zone)
    among = held(candidates(zone, worths), tuple(worths.values()))
    return Look(case, now, zone, tuple(worths), among, regret(among) if zone.size else None, asked_of(case, of, tuple(zone.known)), source)


def asked_of(case: Case, of: str, voters: tuple[str, ...]) -> tuple[str, ...]:
    """The voters that may be asked: all, or the one named, or the members of the bloc named; UsageError for an unknown one."""
    if not of:
        return voters
    if of not in people_of(case):
        raise UsageError(f"no party {of!r}; known: {', '.join(people_of(case))}")
    members = [member.id for member in case.party[of].members] if of in case.party else []
    return tuple(who for who in voters if who in (of, *members))


def ask(case: Case, *, of: str = "", count: int = 1, goal: Goal = "auto", steps: Steps = "equal", budget: Budget = UNLIMITED) -> Asked:
    """The `count` next best questions on the case's day, to anybody or to `of`; each with what every answer would settle.

    `goal`: `agreement`, whether something can be agreed; `regret`, which package serves best; `auto`: the first while that is
    open, else the second. Raises UsageError for a party that does not exist.
    """
    given = decided(case, budget)
    seen = look(case, steps, of, given)
    found = []
    for question in _ordered(seen, goal, given):
        found.append(settled(case, question, seen.now, _after(seen, question), given))
        if len(found) >= count or given.expired():
            break
    chosen = (
        None if seen.regret is None else Chosen(_package(seen.zone, seen.regret.place), seen.regret.largest, seen.who, seen.regret.among)
    )
    unfit = tuple(who for who, known in seen.zone.known.items() if known.worths is not None and not known.worths.fits)
    return Asked(
        seen.now.verdict, seen.now.zopa, seen.now.zopa_possible, seen.now.conflicts, tuple(found), _open(seen), chosen, goal, steps,
        _status(seen, given), seen.now.method, unfit, _how(seen.zone),
    )  # fmt: skip


def _status(seen: Look, budget: Budget) -> str:
    return "unknown" if budget.expired() else "exact" if seen.zone.whole else "estimate"


def _how(zone: Zone) -> str:
    if not zone.size:
        return "no package is left that nobody surely refuses" if zone.whole else "no package was found that nobody surely refuses"
    if zone.whole:
        return f"all {zone.size:,} packages that nobody surely refuses were looked at"
    return f"{zone.size:,} of the packages that nobody surely refuses were looked at"


def _ordered(seen: Look, goal: Goal, budget: Budget) -> Iterator[Question]:
    """Questions, most telling first: while a verdict is open those that may settle it, then those that lower the regret; where
    nothing can be agreed, those that may open something."""
    verdict = seen.now.verdict
    if verdict == "depends" and goal in ("auto", "agreement"):
        yield from _packages(seen)
    if verdict == "no" or goal == "agreement":
        yield from about_lines(seen.case, seen.now, seen.of, budget)
        yield from about_guesses(seen.case, seen.of, budget)
    yield from _comparisons(seen)
    if verdict != "no" and goal != "agreement":
        yield from about_guesses(seen.case, seen.of, budget)
        yield from about_lines(seen.case, seen.now, seen.of, budget)


def _packages(seen: Look) -> Iterator[Question]:
    """Packages to put to somebody."""
    yield from _in_turn(Question("accept", put.who, _package(seen.zone, put.place), chance=put.chance) for put in puts(seen.zone, seen.of))


def _comparisons(seen: Look) -> Iterator[Question]:
    """Pairs of answers to put to somebody."""
    if seen.regret is not None and seen.regret.largest > 0:
        found = comparisons(seen.zone, seen.among, seen.who, seen.regret, seen.of, seen.source)
        yield from _in_turn(Question("prefer", one.who, rather=one.rather, than=one.than, chance=one.chance) for one in found)


def _in_turn(questions: Iterable[Question]) -> Iterator[Question]:
    """Questions in order, each party once before any comes again."""
    once: set[str] = set()
    again: list[Question] = []
    for question in questions:
        if question.party in once:
            again.append(question)
        else:
            once.add(question.party)
            yield question
    yield from again


def _package(zone: Zone, place: int) -> tuple[tuple[str, str], ...]:
    return tuple(zone.package(place).items())


def _after(seen: Look, question: Question) -> dict[str, After]:
    """By answer, what is then known of the packages looked at, where that changes."""
    known = seen.zone.known.get(question.party)
    if known is None or known.worths is None or question.kind not in ("accept", "prefer"):
        return {}
    return {
        answer: _look_again(seen, known, _told(seen, question, answer))
        for answer in (ANSWERS[question.kind][0], ANSWERS[question.kind][-1])
    }


def _look_again(seen: Look, known: Known, after: Zone) -> After:
    """The largest regret of the package then chosen, and of how many packages the party's own answer is then known."""
    then = after.known[known.who]
    decided = int((known.possibly & ~known.surely).sum() - (then.possibly & ~then.surely).sum())
    worths = weighed(after)
    places = seen.among.places[after.possibly[seen.among.places]]
    result = regret(held(places, tuple(worths.values())))
    return After(None if result is None else result.largest, decided if seen.zone.whole else None)


def _told(seen: Look, question: Question, answer: str) -> Zone:
    """The zone with an answer known."""
    zone, known = seen.zone, seen.zone.known[question.party]
    if question.kind == "accept":
        places = [np.array([issue.places[option]]) for issue, (_, option) in zip(seen.case.issues, question.package, strict=True)]
        place = int(np.flatnonzero(np.all([column == at for column, at in zip(zone.cols, places, strict=True)], axis=0))[0])
        new = told_reply(known, zone.cols, place, answer == "yes", seen.source)
    else:
        scores = known.worths.scale.scores if known.worths is not None and known.worths.scale is not None else ()
        row = score(seen.case, scores, question.rather) - score(seen.case, scores, question.than)
        new = told_preference(known, row if answer == "first" else -row, seen.source)
    return replace(zone, known=zone.known | {question.party: new})


def _open(seen: Look) -> tuple[Open, ...]:
    """The undecided packages that matter: fewest yeses missing, then the likeliest, then file order."""
    zone = seen.zone
    if not zone.size or not zone.known:
        return ()
    likely = chances(zone, votes(zone))
    everyone = np.prod(list(likely.values()), axis=0) if likely else np.ones(zone.size)
    sure = zone.by_party({who: known.surely for who, known in zone.known.items()})
    missing = np.sum([~mask for mask in sure.values()], axis=0)
    places = [int(place) for place in np.lexsort((-everyone.round(PLACES), missing)) if missing[place]][:MOST_OPEN]
    return tuple(
        Open(_package(zone, place), tuple(who for who, mask in sure.items() if not mask[place]), float(everyone[place])) for place in places
    )
