"""What becomes of each proposal: is it admissible, who accepts it, what fails, what is better, and what is nearest to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onetext.analysis.conflicts import missed_masks
from onetext.analysis.survey import Survey, accepting_mask, possibly, surely, voters
from onetext.model.acceptance import Answer, accepts, asked, broken_links, consenters
from onetext.model.case import Case
from onetext.model.completions import MOST_FILLED, filled, left_open
from onetext.model.demands import Demand, demands, met
from onetext.model.records import Proposal
from onetext.model.shown import Shape
from onetext.model.witness import why_accepts
from onetext.solve.results import Nearest
from onetext.solve.space import Mask, Masks

MOST_EXPLAINED = 64
"""The reasons behind the answers to a proposal are looked for where it leaves at most so many packages open."""
MOST_COMPLETIONS = MOST_FILLED
"""A proposal that leaves more packages open than this is not completed one by one."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A demand that a proposal misses, or a link that it breaks (`party` "", kind `link`), however its open issues are filled."""

    party: str
    kind: str
    id: str = ""

    SHAPE = Shape(null=("party", "id"))


@dataclass(frozen=True, slots=True)
class Because:
    """What stands behind a party's or member's yes or no to a proposal: see `model.witness.Reason`."""

    party: str
    answer: str
    kind: str
    id: str = ""

    SHAPE = Shape(key="party", null=("id",))


@dataclass(frozen=True, slots=True)
class ProposalReport:
    """One proposal against the case.

    `admissible`: whether some completion breaks no link (a whole proposal is its only completion). `accepts`: by party,
    `yes` or `no` where every admissible completion gives that answer (every completion, where none is admissible),
    else `depends`. `asked` lists those whose consent some completion needs. `complete` is False where there were too
    many completions to try; `admissible` and `accepts` are then unknown (None, empty). `because`: what stands behind
    each yes and no, of members of blocs too, where it is the same however the open issues are filled.
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
    because: tuple[Because, ...] = ()

    SHAPE = Shape(key="id")


def completions(case: Case, proposal: Proposal) -> Iterator[dict[str, str]]:
    """Every package that gives the proposal's answers, in file order."""
    return filled(case.issues, dict(proposal.package))


def open_size(case: Case, proposal: Proposal) -> int:
    """How many completions a proposal has."""
    return left_open(case.issues, dict(proposal.package))


def surveyed(seen: Survey, proposal: Proposal) -> ProposalReport:
    """The report over an enumerated space, however many answers the proposal leaves open.

    What needs a search, `dominated_by` and `nearest`, is filled in by `why`.
    """
    case, here = seen.case, answers_mask(seen, proposal)
    tried = here & seen.whole
    if not tried.any():
        return report(case, proposal)
    own = {who: Masks(surely(seen, who), possibly(seen, who)) for who in voters(case)}
    accepted = []
    for party in seen.parties:
        masks = party_masks(seen.case, party.id, own)
        sure, maybe = masks.surely[tried].all(), masks.possibly[tried].any()
        accepted.append((party.id, Answer.YES.value if sure else Answer.DEPENDS.value if maybe else Answer.NO.value))
    needed = tuple(who for who, mask in seen.asked.items() if mask[tried].any())
    fails = tuple(Failing(*d.key) for d, missed in missed_masks(seen) if d.kind != "link" and missed[tried].all())
    size = open_size(case, proposal)
    return ProposalReport(proposal.id, size == 1, size, True, tuple(accepted), needed, fails, because=because(case, proposal))


def because(case: Case, proposal: Proposal) -> tuple[Because, ...]:
    """What stands behind each answer to a proposal that all packages tried share; of one that leaves much open nothing is said."""
    if open_size(case, proposal) > MOST_EXPLAINED:
        return ()
    every = list(completions(case, proposal))
    tried = [package for package in every if not broken_links(case, package)] or every
    people = dict.fromkeys(one for party in consenters(case) for one in (party.id, *(member.id for member in party.members)))
    found = ((who, {why_accepts(case, who, package) for package in tried}) for who in people)
    same = ((who, reasons.pop()) for who, reasons in found if len(reasons) == 1)
    return tuple(Because(who, reason.answer.value, reason.kind, reason.id) for who, reason in same if reason.kind)


def answers_mask(seen: Survey, proposal: Proposal) -> Mask:
    """Which packages give all of a proposal's answers."""
    said, mask = dict(proposal.package), np.ones(len(seen.codes), dtype=bool)
    for issue, column in zip(seen.case.issues, seen.cols, strict=True):
        if issue.id in said:
            mask &= column == issue.places[said[issue.id]]
    return mask


def party_masks(case: Case, who: str, own: dict[str, Masks]) -> Masks:
    """Which packages a party itself surely and possibly accepts, asked or not, given what each voter does."""
    surely = accepting_mask(case, who, {one: masks.surely for one, masks in own.items()})
    return Masks(surely, accepting_mask(case, who, {one: masks.possibly for one, masks in own.items()}))


def report(case: Case, proposal: Proposal) -> ProposalReport:
    """The report by definition, completion by completion, without what needs a search."""
    size, parties = open_size(case, proposal), consenters(case)
    if size > MOST_COMPLETIONS:
        return unread(case, proposal)
    every = list(completions(case, proposal))
    whole = [package for package in every if not broken_links(case, package)]
    tried = whole or every
    answers = {party.id: {accepts(case, party.id, package) for package in tried} for party in parties}
    said = tuple((who, found.pop().value if len(found) == 1 else Answer.DEPENDS.value) for who, found in answers.items())
    needed = tuple(party.id for party in parties if any(asked(case, party.id, package) for package in tried))
    fails = _fails(case, every, tried)
    return ProposalReport(proposal.id, size == 1, size, bool(whole), said, needed, fails, because=because(case, proposal))


def unread(case: Case, proposal: Proposal) -> ProposalReport:
    """The report on a proposal whose completions were not tried."""
    size = open_size(case, proposal)
    return ProposalReport(proposal.id, size == 1, size, None, (), (), ())


def _fails(case: Case, every: list[dict[str, str]], tried: list[dict[str, str]]) -> tuple[Failing, ...]:
    links = [{link.id for link in broken_links(case, package)} for package in every]
    broken = [Failing("", "link", link.id) for link in case.links if all(link.id in one for one in links)]
    missed: list[Demand] = [d for d in demands(case) if d.kind != "link" and not any(met(case, d, k) for k in tried)]
    return (*(Failing(*demand.key) for demand in missed), *broken)
