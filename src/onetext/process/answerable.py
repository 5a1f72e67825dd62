"""Whether what is asked, answered or put forward exists in the case, and whether an answer can be laid over it.

`decide` knows the session and not the case: whoever holds both asks here first, and gives what is said as the refusal. A
party's answers are judged by the case that this party knows and by its own answers alone, so that a refusal tells it nothing
of another's; no check of a case compares what two parties know, so answers that are sound one party at a time are sound together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from onetext.errors import CaseError, Problem
from onetext.model.case import Case
from onetext.model.checks import Problems, check_form, check_part, one_of, people_of, repeated
from onetext.model.conditions import Among
from onetext.model.text.numbering import references
from onetext.model.text.walk import PREAMBLE
from onetext.process.overlay import Known, overlay
from onetext.process.questions import OnArticle, OnLine, OnPackage, OnPreference, OnReservation, OnWorth, Question, unfit
from onetext.process.terms import Options


def wrong(case: Case, new: Known, before: Iterable[Known] = ()) -> str:
    """Why an answer cannot be laid over a case, with what can; "" where it can. `before` is what the same party answered until now."""
    if said := unasked(case, new.party, new.about) or unfit(new.about, new.answer):
        return said
    try:
        overlay(case, (*before, new))
    except CaseError as error:
        return _said(error.problems)
    return ""


def unasked(case: Case, party: str, about: Question) -> str:
    """Why a question cannot be asked of a party, with what can; "" where it can."""
    return _said([*one_of("party", party, people_of(case), ()), *ASKS[type(about)](case, about)])


def unknown_options(case: Case, options: Options) -> str:
    """Which issue or option of a package does not exist, with those that do; "" where all do."""
    return _said(list(_options(case, options)))


def _said(problems: Iterable[Problem]) -> str:
    """The first problem in the words of a refusal."""
    for one in problems:
        hint, _, known = one.allowed.rpartition("known: ")
        return f"{one.message}; {hint}allowed: {known}"
    return ""


def _options(case: Case, options: Options) -> Problems:
    yield from repeated("issue", ((issue, ()) for issue, _ in options))
    for issue, option in options:
        yield from check_part(case, issue, Among((option,)), ())


def _package(case: Case, about: OnPackage) -> Problems:
    if not about.package:
        yield Problem("empty", "a package without any issue", "at least one issue with its option")
    yield from _options(case, about.package)


def _article(case: Case, about: OnArticle) -> Problems:
    if case.text is not None:
        yield from one_of("article or paragraph", about.article, (*references(case.text), PREAMBLE), ())
    if not about.article:
        yield Problem("empty", "no article is named", "an article such as 3, or a paragraph such as 3/a")


def _preference(case: Case, about: OnPreference) -> Problems:
    yield from _options(case, about.rather)
    yield from _options(case, about.than)
    if not about.rather or dict(about.rather).keys() != dict(about.than).keys():
        yield Problem("prefers", "the two do not answer the same issues", "the same issues on both sides, all else equal")


ASKS: dict[type, Callable[[Case, Any], Problems]] = {
    OnArticle: _article,
    OnPackage: _package,
    OnWorth: lambda case, about: check_part(case, about.issue, Among((about.option,)), ()),
    OnReservation: lambda case, about: iter(()),
    OnLine: lambda case, about: check_form(case, about.form, ()),
    OnPreference: _preference,
}
"""What has to exist for each kind of question."""
