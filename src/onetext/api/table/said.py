"""Questions, answers, packages and red lines from the short forms in which somebody types them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from onetext.api.checking import text_problems
from onetext.api.named import nearest
from onetext.errors import CaseError, UsageError
from onetext.model.case import Case
from onetext.model.conditions import Always, Among, Condition, Form, Never, Range
from onetext.model.issues import Issue
from onetext.model.numbers import Interval, exact, show
from onetext.model.positions import red_lines
from onetext.process.events import Bracketed
from onetext.process.questions import POINTS, SAYS, Answer, OnArticle, OnLine, OnPackage, OnPreference, OnReservation, OnWorth, Question
from onetext.process.rolling import with_bracket
from onetext.process.terms import Options

FORMS: dict[str, Callable[[Condition], Form]] = {"never": Never, "always": Always}


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about, as typed; one of these, or `rather` and `than` together."""

    article: str = ""
    package: str = ""
    worth: str = ""
    reservation: bool = False
    line: str = ""
    rather: str = ""
    than: str = ""


def question(case: Case, party: str, about: About) -> Question | None:
    """The question that was typed; None where nothing was. UsageError for two, and for what the case does not have."""
    given = [name for name in ("article", "package", "worth", "reservation", "line") if getattr(about, name)]
    given += ["rather and than"] if about.rather or about.than else []
    if not given:
        return None
    if len(given) > 1:
        raise UsageError(f"two questions in one: {', '.join(given)}; allowed: one of them")
    if about.article:
        return OnArticle(article(case, about.article))
    if about.package:
        return OnPackage(named_package(case, about.package))
    if about.worth:
        parts = options(case, about.worth)
        if len(parts) != 1:
            raise UsageError(f"{about.worth!r} is not one option; allowed: ISSUE=OPTION")
        return OnWorth(*parts[0])
    if about.reservation:
        return OnReservation()
    if about.line:
        return OnLine(line(case, party, about.line))
    if not (about.rather and about.than):
        raise UsageError("a preference is between two answers; allowed: --rather ISSUE=OPTION,... --than ISSUE=OPTION,...")
    return OnPreference(options(case, about.rather), options(case, about.than))


def day(typed: str) -> str:
    """A day; "" where none was typed. UsageError for what is none."""
    try:
        return date.fromisoformat(typed).isoformat() if typed else ""
    except ValueError:
        raise UsageError(f"{typed!r} is no day; allowed: a day such as 2031-05-01") from None


def article(case: Case, typed: str) -> str:
    """An article of the text, or a paragraph of one; where the case has no text, one of its issues."""
    known = tuple(case.text.article) if case.text else tuple(case.issue)
    first = typed.split("/")[0]
    if first not in known:
        raise UsageError(f"no {'article' if case.text else 'issue'} {first!r}; {nearest(first, known)}")
    return typed


def bracketed(case: Case, new: Bracketed) -> None:
    """Raise UsageError where words cannot be bracketed: there is no text, they do not stand there just once, or that part is agreed."""
    try:
        problems = text_problems(with_bracket(case, new))
    except ValueError as wrong:
        raise UsageError(str(wrong)) from None
    except CaseError as wrong:
        problems = list(wrong.problems)
    own = [one for one in problems if one not in text_problems(case)]
    if own:
        raise UsageError(f"{own[0].message}; allowed: words that are not agreed, without signs that the text's own file uses")


def options(case: Case, typed: str) -> Options:
    """Options by issue, typed as `line=pull,port=open`. UsageError for an issue or option that there is not, or one named twice."""
    found: dict[str, str] = {}
    for part in (part.strip() for part in typed.split(",") if part.strip()):
        name, equals, option = part.partition("=")
        if not equals:
            raise UsageError(f"{part!r} is no option; allowed: ISSUE=OPTION")
        issue = _issue(case, name.strip())
        if issue.id in found:
            raise UsageError(f"{issue.id!r} is named twice; allowed: one option for an issue")
        found[issue.id] = _option(issue, option.strip())
    if not found:
        raise UsageError("no option is named; allowed: ISSUE=OPTION,...")
    return tuple(found.items())


def named_package(case: Case, typed: str) -> Options:
    """A package typed option by option, or by the id of a proposal."""
    proposal = next((one for one in case.proposals if one.id == typed), None)
    if proposal is not None:
        return proposal.package
    if "=" not in typed:
        raise UsageError(f"no proposal {typed!r}; allowed: ISSUE=OPTION,... or {', '.join(p.id for p in case.proposals) or 'a proposal'}")
    return options(case, typed)


def line(case: Case, party: str, typed: str) -> Form:
    """A red line: `never ISSUE=OPTION|OPTION,...`, `always ...`, a number's as `ISSUE=FROM..TO`; or the id of one in the case."""
    own = {one.id: one.form for one in red_lines(case.position[party])} if party in case.position else {}
    if typed in own:
        return own[typed]
    word, _, rest = typed.partition(" ")
    if word not in FORMS:
        known = f", or {', '.join(own)}" if own else ""
        raise UsageError(f"{typed!r} is no red line; allowed: never ISSUE=OPTION,..., always ISSUE=OPTION,...{known}")
    parts = tuple(_part(case, part.strip()) for part in rest.split(",") if part.strip())
    if not parts:
        raise UsageError(f"{typed!r} says nothing; allowed: {word} ISSUE=OPTION,...")
    return FORMS[word](Condition(parts))


def _part(case: Case, typed: str) -> tuple[str, Among | Range]:
    name, equals, said = typed.partition("=")
    if not equals:
        raise UsageError(f"{typed!r} is no condition; allowed: ISSUE=OPTION|OPTION, or ISSUE=FROM..TO for a number")
    issue = _issue(case, name.strip())
    if ".." in said and issue.grid is not None:
        low, _, high = said.partition("..")
        return issue.id, Range(_number(low), _number(high))
    return issue.id, Among(tuple(_option(issue, option.strip()) for option in said.split("|")))


def _number(typed: str) -> Fraction | None:
    if not typed.strip():
        return None
    try:
        return exact(typed.strip())
    except ValueError as wrong:
        raise UsageError(f"{wrong}; allowed: a number") from None


def _issue(case: Case, name: str) -> Issue:
    if name not in case.issue:
        raise UsageError(f"no issue {name!r}; {nearest(name, case.issue)}")
    return case.issue[name]


def _option(issue: Issue, typed: str) -> str:
    option = typed
    if issue.grid is not None and typed not in issue.places:
        try:
            option = show(exact(typed))
        except ValueError:
            option = typed
    if option not in issue.places:
        raise UsageError(f"no option {typed!r} of {issue.id!r}; {nearest(typed, issue.places)}")
    return option


def answer(about: Question | None, typed: str, words: str = "", soften: str = "") -> Answer:
    """An answer as typed: a word such as yes, points such as `40` or `35:45`, or words alone."""
    kind = type(about)
    giving_up = _number(soften)
    if about is None or kind is OnArticle:
        return Answer(words=" ".join(part for part in (typed, words) if part), soften=giving_up)
    if typed in SAYS[kind]:
        return Answer(typed, soften=giving_up, words=words)
    if kind in POINTS:
        return Answer(points=points(typed), soften=giving_up, words=words)
    return Answer(typed, soften=giving_up, words=words)


def points(typed: str) -> Interval:
    """Points: `40`, or `35:45` for somewhere between."""
    low, colon, high = typed.partition(":")
    try:
        return Interval(exact(low), exact(high if colon else low))
    except ValueError as wrong:
        raise UsageError(f"{wrong}; allowed: points such as 40 or 35:45") from None
