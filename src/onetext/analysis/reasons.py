"""Why as an answer: conflicts, openings, links in the way and proposals together."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.contradictions import Contradiction
from onetext.analysis.levels import Ratification
from onetext.analysis.links import LinkInTheWay
from onetext.analysis.proposals import ProposalReport
from onetext.analysis.record import Drift
from onetext.model import shown
from onetext.model.shown import Shape
from onetext.solve.results import Conflict, Softening

ALL_LISTS = ("conflicts", "softenings", "links", "nearest")
"""The lists of `why` that may be complete, whatever the case; `ratification` beside them where somebody ratifies."""


@dataclass(frozen=True, slots=True)
class Why:
    """What is in the way of an agreement and what would open it.

    `agreement`: `yes` where some admissible package is surely accepted by all, `no` where every one is surely refused
    by somebody, else `depends`. Conflicts and softenings are listed where it is `no`. `complete` names the lists that
    are complete: `conflicts`, `softenings`, `links`, `nearest`, and `ratification` where somebody is asked to ratify.
    `ratification`: what becomes of an agreement at home; None where nobody is asked. `contradictions` and `drift` say
    where the record does not agree, and how what a party said changed.
    """

    agreement: str
    method: str
    conflicts: tuple[Conflict, ...]
    softenings: tuple[Softening, ...]
    links_in_the_way: tuple[LinkInTheWay, ...]
    proposals: tuple[ProposalReport, ...]
    complete: tuple[str, ...]
    why_method: str = ""
    ratification: Ratification | None = None
    contradictions: tuple[Contradiction, ...] = ()
    drift: tuple[Drift, ...] = ()

    SHAPE = Shape("onetext/why/1")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_
