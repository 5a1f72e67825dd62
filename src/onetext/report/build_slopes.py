"""What each draft is worth to each principal, as data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from onetext.analysis.drafts import bounds, surely_crossed
from onetext.model.acceptance import compare, voter
from onetext.model.case import Case
from onetext.model.numbers import Interval
from onetext.model.text.drafts import Draft
from onetext.report.findings import Findings
from onetext.report.parts_text import Slope, SlopePoint
from onetext.report.say import figure, line_words, people
from onetext.solve.gains import valued


def slopes(found: Findings) -> tuple[Slope, ...]:
    """A slope for each principal with worths, over the drafts that put something forward; none where there are none."""
    case = found.case
    every = ((who, bounds(case, who, {})) for who in valued(case)) if _drawn(case) else ()
    made = (_slope(case, who, whole) for who, whole in every if whole is not None)
    return tuple(slope for slope in made if slope.points)


def slopes_note(found: Findings) -> str:
    """Which principals are left out, and why."""
    drawn = {slope.party for slope in slopes(found)}
    left = [party.id for party in found.case.principals if party.id not in drawn]
    unsaid = [who for who in left if who not in valued(found.case)]
    tied = [who for who in left if who not in unsaid]
    said = [f"Left out, as no numbers of theirs are known: {people(found.case, unsaid)}."] if unsaid else []
    said += [f"Left out, as too many of their issues hang together: {people(found.case, tied)}."] if tied else []
    return " ".join(said) if drawn else ""


def _drawn(case: Case) -> tuple[Draft, ...]:
    return tuple(draft for draft in case.drafts if draft.puts)


def _slope(case: Case, who: str, whole: Interval) -> Slope:
    reservation = voter(case, who).reservation
    points = tuple(_points(case, who, whole, reservation))
    return Slope(who, points, None if reservation is None else figure(reservation.low))


def _points(case: Case, who: str, whole: Interval, reservation: Interval | None) -> Iterator[SlopePoint]:
    for draft in _drawn(case):
        worth = bounds(case, who, draft.puts)
        if worth is None:
            continue
        yield SlopePoint(
            draft.number,
            figure(worth.low),
            None if worth.sharp else figure(worth.high),
            _share(worth.low, whole),
            None if worth.sharp else _share(worth.high, whole),
            "" if reservation is None else compare(worth, reservation).value,
            tuple(line_words(case, line) for line in surely_crossed(case, who, draft.puts)),
        )


def _share(worth: Fraction, whole: Interval) -> float:
    """Where a worth lies from the least to the most that any answers together bring."""
    return float((worth - whole.low) / (whole.high - whole.low)) if whole.high > whole.low else 1.0
