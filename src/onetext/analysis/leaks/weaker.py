"""What might be shown instead: weaker artefacts that are true of the same case, and say less."""

from __future__ import annotations

from onetext.analysis.leaks.holds import figure
from onetext.analysis.leaks.unknowns import scale_of
from onetext.model.artefacts import Accepts, Agreeable, Artefact, Best, Count, Figure, Line, Words
from onetext.model.case import Case
from onetext.model.numbers import Interval

PARTS = 4
"""Instead of a figure, the quarter of the party's scale in which it lies."""


def weaker_than(full: Case, artefact: Artefact) -> tuple[Artefact, ...]:
    """Weaker artefacts, least telling last; none where there is nothing weaker that can be computed."""
    match artefact:
        case Best():
            return (Agreeable(True),)
        case Accepts(party) if party in full.position and full.position[party].has_worths:
            return (Agreeable(True),) if artefact.says else ()
        case Count(number, party):
            return (Agreeable(number > 0),) if not party else ()
        case Figure(party, points, issue, option):
            return _quarters(full, party, figure(full, party, issue, option) or points, artefact)
        case Agreeable() | Line() | Words() | Accepts():
            return ()


def _quarters(full: Case, party: str, own: Interval, artefact: Figure) -> tuple[Artefact, ...]:
    """The quarter, and the half, of the scale in which a figure lies."""
    scale = scale_of(full, party)[0]
    found = []
    for parts in (PARTS, PARTS // 2):
        width = (scale.high - scale.low) / parts
        low = scale.low + width * min(int((own.low - scale.low) / width), parts - 1)
        wide = Interval(min(low, own.low), max(low + width, own.high))
        if wide.low < artefact.points.low or wide.high > artefact.points.high:
            found.append(Figure(party, wide, artefact.issue, artefact.option))
    return tuple(found)
