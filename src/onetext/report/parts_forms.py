"""The part of the brief that puts two forms of a case side by side; conventions as in `parts`."""

from dataclasses import dataclass
from typing import Literal

from onetext.report.parts import AcceptsBy, Chosen, CountBy


@dataclass(frozen=True, slots=True)
class ProposalIn:
    """Who accepts a proposal by one form."""

    id: str  # proposal id
    accepts: AcceptsBy = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What follows from one form of the case."""

    title: str  # label: the title of the case
    bases: CountBy = ()  # `answer`, `statement`, `guess` -> entries behind the verdict
    verdict: Literal["yes", "no", "depends", "unknown"] = "unknown"
    zopa: int | None = None  # packages that all accept in all cases; None: not counted
    zopa_possible: int | None = None  # in some
    within: int | None = None  # packages that cross no red line
    settled: Chosen = ()  # issues with one answer left in these
    conflicts: int = 0  # smallest sets of demands that cannot be met together
    openings: int = 0  # movements known that would open an agreement
    proposals: tuple[ProposalIn, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRow:
    """One thing that both forms say, side by side."""

    label: str  # sentence fragment: `Packages acceptable to all`
    said: str  # sentence fragment: by what was said
    estimated: str  # sentence fragment: with the estimates
    differs: bool


@dataclass(frozen=True, slots=True)
class Forms:
    """What parties said and what estimates add."""

    text: str  # sentence: the two verdicts
    said: Form  # by what was said
    estimated: Form  # with the estimates
    rows: tuple[FormRow, ...]  # those that differ first
    own: Literal["said", "estimated"] = "said"  # which of the two is this case itself
    whose: str = ""  # sentences: whose the estimates are
    alike: str = ""  # sentence: what is the same in both
