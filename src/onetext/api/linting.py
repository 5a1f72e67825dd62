"""`text lint`: slips of a text that a careful drafter would mend."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.api.texts import text_at
from onetext.model import shown
from onetext.model.case import Case
from onetext.model.shown import Shape


@dataclass(frozen=True, slots=True)
class Slip:
    """One finding: its kind, where it stands (by ids), what it is, and what to do about it."""

    code: str
    at: str
    message: str
    follows: str


@dataclass(frozen=True, slots=True)
class Lint:
    """What was found in a text, in the order of the rules."""

    slips: tuple[Slip, ...]
    articles: int
    rules: int

    SHAPE = Shape("onetext/text_lint/1", rows="slips")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_


def lint(case: Case) -> Lint:
    """The slips of the text of a case: references, terms, dates and sums, modal words, brackets without holders, and more.

    Raises UsageError where the case has no text.
    """
    from onetext.analysis.wording import RULES
    from onetext.analysis.wording import lint as find

    text = text_at(case, None)
    found = tuple(Slip(one.code, "/".join(one.place), one.message, one.follows) for one in find(case))
    return Lint(found, len(text.articles), len(RULES))
