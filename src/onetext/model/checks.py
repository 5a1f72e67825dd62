"""The checks that the parts of a case share: names, conditions, forms and evidence; each yields problems with their paths."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING

from onetext.errors import Path, Problem
from onetext.model.conditions import Among, Condition, Count, Form, Implies, Range, Sum
from onetext.model.issues import Issue
from onetext.model.numbers import Interval, show

if TYPE_CHECKING:
    from onetext.model.case import Case
    from onetext.model.positions import Worth

Problems = Iterator[Problem]
MOST_COMPARED = 200  # letters and names: looking for the nearest takes time in their product


def unknown(kind: str, name: str, known: Iterable[str], path: Path) -> Problem:
    """The problem that `name` is no known `kind`, with the nearest known one."""
    names = list(known)
    near = get_close_matches(name[:MOST_COMPARED], names[:MOST_COMPARED], n=1, cutoff=0.6)
    listed = ", ".join(name if name.isprintable() else repr(name) for name in names[:12]) + (", ..." if len(names) > 12 else "")
    hint = f"did you mean {near[0]!r}? known: {listed}" if near else f"known: {listed or 'none'}"
    return Problem("unknown", f"unknown {kind} {name!r}", hint, path)


def one_of(kind: str, name: str, known: Iterable[str], path: Path) -> Problems:
    """A problem if `name` is said and is not among `known`."""
    names = tuple(known)
    if name and name not in names:
        yield unknown(kind, name, names, path)


def unsound_characters(text: str) -> str:
    """The first control or direction-changing character of a name, described; "" where there is none."""
    if text.isascii() and text.isprintable():
        return ""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\u200c\u200d":
            return f"U+{ord(character):04X} {unicodedata.name(character, 'a control character')}"
    return ""


def one_line(text: str) -> str:
    """A text with a blank for each character that would begin a line of its own, or turn the direction of what follows."""
    return "".join(" " if unsound_characters(character) else character for character in text) if unsound_characters(text) else text


def check_name(text: str, path: Path) -> Problems:
    if found := unsound_characters(text):
        yield Problem("character", f"a name holds {found}", "letters, digits, punctuation and spaces", path)


def repeated(kind: str, named: Iterable[tuple[str, Path]]) -> Problems:
    """A problem for each name that stands again, at its own path."""
    seen: set[str] = set()
    for name, path in named:
        if name in seen:
            yield Problem("repeated", f"{kind} {name!r} stands twice", "each once", path)
        seen.add(name)


def people_of(case: Case) -> tuple[str, ...]:
    """The ids of all parties and members."""
    members = (member.id for party in case.parties for member in party.members)
    return tuple(dict.fromkeys((*case.party, *members)))


def check_part(case: Case, issue_id: str, part: Among | Range, path: Path) -> Problems:
    if issue_id not in case.issue:
        yield unknown("issue", issue_id, case.issue, path)
        return
    issue = case.issue[issue_id]
    if isinstance(part, Among):
        for i, option in enumerate(part.options):
            yield from check_option(issue, option, (*path, i) if len(part.options) > 1 else path)
        if not part.options:
            yield Problem("empty", f"no option of {issue_id!r} is named", "at least one option", path)
    elif issue.grid is None:
        yield Problem("range", f"{issue_id!r} is a choice, not a number", "an option or a list of options", path)
    elif part.low is not None and part.high is not None and part.low > part.high:
        yield Problem("range", f"a range runs from {part.low} down to {part.high}", "from <= to", path)


def check_option(issue: Issue, option: str, path: Path) -> Problems:
    if option not in issue.places and issue.options:
        if issue.grid is None:
            yield unknown(f"option of {issue.id!r}", option, issue.places, path)
        else:
            grid = issue.grid
            yield Problem("unknown", f"{option!r} is no answer to {issue.id!r}", f"{grid.start} to {grid.stop} by {grid.step}", path)


def check_condition(case: Case, condition: Condition, path: Path) -> Problems:
    yield from repeated("issue", ((issue, (*path, issue)) for issue in condition.issues))
    for issue_id, part in condition.parts:
        yield from check_part(case, issue_id, part, (*path, issue_id))


def check_form(case: Case, form: Form, path: Path) -> Problems:
    match form:
        case Implies(condition, then):
            yield from check_condition(case, condition, (*path, "if"))
            yield from check_condition(case, then, (*path, "then"))
        case Count(of, at_least, at_most):
            for i, condition in enumerate(of):
                yield from check_condition(case, condition, (*path, "of", i))
            if not of:
                yield Problem("empty", "no condition to count", "a list of conditions", (*path, "of"))
            yield from _check_bounds(at_least, at_most, path)
        case Sum(weights, at_least, at_most):
            for issue_id, _ in weights:
                if issue_id not in case.issue:
                    yield unknown("issue", issue_id, case.issue, (*path, "sum", issue_id))
                elif case.issue[issue_id].grid is None:
                    yield Problem("sum", f"{issue_id!r} is a choice", "issues that are numbers", (*path, "sum", issue_id))
            yield from _check_bounds(at_least, at_most, path)
        case _:
            word = type(form).__name__.lower()
            yield from check_condition(case, form.condition, (*path, word))


def _check_bounds(at_least: Fraction | int | None, at_most: Fraction | int | None, path: Path) -> Problems:
    if at_least is None and at_most is None:
        yield Problem("bounds", "no bound is said", "at_most, at_least or equals", path)
    elif at_least is not None and at_most is not None and at_least > at_most:
        yield Problem("bounds", f"at_least {at_least} is above at_most {at_most}", "at_least <= at_most", path)


def check_evidence(case: Case, evidence: Iterable[str], path: Path) -> Problems:
    known = {*(s.id for s in case.statements), *(s.id for s in case.sources)}
    for i, name in enumerate(evidence):
        if name not in known:
            yield unknown("statement", name, sorted(known), (*path, "evidence", i))


def check_chances(worth: Worth, path: Path) -> Problems:
    """Problems of the numbers that a worth may be: at least two, each once, with shares above 0 that add up to 1."""
    if not worth.chances:
        return
    yield from repeated("number", ((show(number), (*path, "one_of")) for number, _ in worth.chances))
    numbers, shares = zip(*worth.chances, strict=True)
    if len(numbers) < 2:
        yield Problem("chances", "one_of has one number", "at least two numbers, or worth: a number", (*path, "one_of"))
    for number, share in worth.chances:
        if share <= 0:
            yield Problem("chances", f"the share of {number} is {share}", "above 0", (*path, "one_of"))
    if sum(shares) != 1:
        yield Problem("chances", f"the shares of one_of add up to {sum(shares)}", "1", (*path, "one_of"))
    if worth.points != Interval(min(numbers), max(numbers)):
        yield Problem("chances", f"points {worth.points} beside one_of", f"{Interval(min(numbers), max(numbers))}, which it spans", path)
