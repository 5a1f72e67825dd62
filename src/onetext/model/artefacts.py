"""What may be made of confidences and shown to others: a verdict, a count, a package, a figure, or words.

Each value holds what is shown; whether it is true of a case, and what it would give away, is for `analysis.leaks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onetext.model.conditions import Form
from onetext.model.numbers import Interval

Chosen = tuple[tuple[str, str], ...]
"""Options by issue: (issue, option)."""


@dataclass(frozen=True, slots=True)
class Accepts:
    """That a party would accept a package, or would not."""

    party: str
    package: Chosen
    says: bool


@dataclass(frozen=True, slots=True)
class Agreeable:
    """Whether any package suits all whose consent is needed."""

    exists: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many admissible packages suit all whose consent is needed; with `party`, how many that party would accept."""

    number: int
    party: str = ""


@dataclass(frozen=True, slots=True)
class Best:
    """A package that is best by a rule among those that suit all."""

    rule: str
    package: Chosen


@dataclass(frozen=True, slots=True)
class Figure:
    """A party's reservation value (`issue` empty) or the worth of one of its options."""

    party: str
    points: Interval
    issue: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """That a party has a red line, or has it no more."""

    party: str
    form: Form
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """A message in words, of which nothing can be computed."""

    text: str


Artefact = Accepts | Agreeable | Count | Best | Figure | Line | Words
WIDTH_OF_A_PIN = Fraction(1, 10)
"""A figure counts as pinned where what remains possible is at most this share of what was."""
