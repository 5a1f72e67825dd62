"""What becomes of each proposal: is it admissible, who accepts it, what fails, what is better, and what is nearest to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from onetext.model.acceptance import Answer, accepts, asked, broken_links, consenters
from onetext.model.case import Case
from onetext.model.demands import Demand, demands, met
from onetext.model.records import Proposal
from onetext.model.shown import Shape
from onetext.solve.results import Nearest

MOST_COMPLETIONS = 4_096
"""A proposal that leaves more packages open than this is not completed one by one."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A demand that a proposal misses, or a link that it breaks (`party` "", kind `link`), however its open issues are filled."""

    party: str
    kind: str
    id: str = ""

    SHAPE = Shape(null=("party", "id"))


@dataclass(frozen=True, slots=True)
class ProposalReport:
    """One proposal against the case.

    `admissible`: whether some completion breaks no link (a whole proposal is its only completion). `accepts`: by party,
    `yes` or `no` where every admissible completion gives that answer (every completion, where none is admissible),
    else `depends`. `asked` lists those whose consent some completion needs. `complete` is False where there were too
    many completions to try; `admissible` and `accepts` are then unknown (None, empty).
    """

    id: str
    whole: bool
    completions: int
    admissible: bool | None
    accepts: tuple[tuple[str, str], ...]
    asked: tuple[str, ...]
    fails: tuple[Failing, ...]
    dominated_by: tuple[tuple[str, str], ...] | None = None
    nearest: Nearest | None = None
    nearest_after: tuple[Nearest | None, ...] = ()

    SHAPE = Shape(key="id")


def completions(case: Case, proposal: Proposal) -> Iterator[dict[str, str]]:
    """Every package that gives the proposal's answers, in file order."""
    said = dict(proposal.package)
    choices = [(said[issue.id],) if issue.id in said else tuple(option.id for option in issue.options) for issue in case.issues]
    for options in product(*choices):
        yield dict(zip((issue.id for issue in case.issues), options, strict=True))


def open_size(case: Case, proposal: Proposal) -> int:
    """How many completions a proposal has."""
    said = dict(proposal.package)
    return prod(len(issue.options) for issue in case.issues if issue.id not in said)


def report(case: Case, proposal: Proposal) -> ProposalReport:
    """The report without what needs a search: `dominated_by` and `nearest` are filled in by `why`."""
    size, parties = open_size(case, proposal), consenters(case)
    if size > MOST_COMPLETIONS:
        return ProposalReport(proposal.id, False, size, None, (), (), ())
    every = list(completions(case, proposal))
    whole = [package for package in every if not broken_links(case, package)]
    tried = whole or every
    answers = {party.id: {accepts(case, party.id, package) for package in tried} for party in parties}
    said = tuple((who, found.pop().value if len(found) == 1 else Answer.DEPENDS.value) for who, found in answers.items())
    needed = tuple(party.id for party in parties if any(asked(case, party.id, package) for package in tried))
    return ProposalReport(proposal.id, size == 1, size, bool(whole), said, needed, _fails(case, every, tried))


def _fails(case: Case, every: list[dict[str, str]], tried: list[dict[str, str]]) -> tuple[Failing, ...]:
    links = [set(link.id for link in broken_links(case, package)) for package in every]
    broken = [Failing("", "link", link.id) for link in case.links if all(link.id in one for one in links)]
    missed: list[Demand] = [d for d in demands(case) if d.kind != "link" and not any(met(case, d, k) for k in tried)]
    return (*(Failing(*demand.key) for demand in missed), *broken)
