"""A case from the source of its text: its issues are the brackets, its parties whoever holds a variant."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from onetext.analysis.wording import Finding, lint
from onetext.formats.text import read_text
from onetext.model.case import Case
from onetext.model.issues import Grid, Issue, Option, number_issue
from onetext.model.parties import Party
from onetext.model.text.changes import changes
from onetext.model.text.drafts import Draft, edit_of, sealed
from onetext.model.text.values import Alternatives, Amount, Text
from onetext.model.text.walk import wordings


def text_of(source: str) -> Text:
    """The text of a source without mistakes."""
    found = read_text(source)
    assert not found.problems, found.problems
    return found.text


def issues_of(text: Text) -> tuple[Issue, ...]:
    """The issues that the brackets of a text ask for."""
    found: dict[str, Issue] = {}
    for one in wordings(text):
        if isinstance(one.piece, Amount):
            issue = number_issue(one.issue, "", Grid(Fraction(0), Fraction(100), Fraction(10)))
        else:
            ways = one.piece.ways if isinstance(one.piece, Alternatives) else one.piece.variants
            issue = Issue(one.issue, "", tuple(Option(way.option) for way in ways))
        found.setdefault(one.issue, issue)
    return tuple(found.values())


def case_of(source: str, *more: Issue, drafts: Iterable[str] = ()) -> Case:
    """A case whose text is the source, whose drafts were those; `more` issues replace those of the text, or stand beside them."""
    text = text_of(source)
    own = {issue.id: issue for issue in issues_of(text)}
    issues = tuple({**own, **{issue.id: issue for issue in more}}.values()) or (Issue("i", "", (Option("a"),), agreed=None),)
    parties = tuple(map(Party, ("north", "east")))
    return Case("c", parties=parties, issues=issues, text=text, drafts=chain(*drafts))


def chain(*sources: str) -> tuple[Draft, ...]:
    """Drafts whose texts are those of some sources, one after the other."""
    made: list[Draft] = []
    before = Text()
    for number, source in enumerate(sources, 1):
        text = text_of(source)
        draft = Draft(number, "", edits=tuple(map(edit_of, changes(before, text))))
        made.append(sealed(draft, made[-1] if made else None))
        before = text
    return tuple(made)


def found(source: str, code: str = "", *more: Issue, drafts: Iterable[str] = ()) -> list[Finding]:
    """What is found in a source, of one code or all; that the stand-in issue of a text without brackets has no wording is no news."""
    case = case_of(source, *more, drafts=drafts)
    stand_in = not more and not list(wordings(text_of(source)))
    return [one for one in lint(case) if (not code or one.code == code) and not (stand_in and one.code == "unworded")]
