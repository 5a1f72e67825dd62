"""The packages that give some answers, whatever else they say: how a proposal that leaves issues open may be filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

from onetext.model.case import Case
from onetext.model.conditions import Form, issues_of, keeps
from onetext.model.issues import Issue

MOST_FILLED = 4_096
"""What leaves more packages open than this is not filled one by one."""


def filled(issues: Iterable[Issue], said: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every way to answer some issues that keeps to what is said, in file order."""
    of = tuple(issues)
    choices = [(said[issue.id],) if issue.id in said else tuple(option.id for option in issue.options) for issue in of]
    for options in product(*choices):
        yield dict(zip((issue.id for issue in of), options, strict=True))


def left_open(issues: Iterable[Issue], said: Mapping[str, str]) -> int:
    """In how many ways some issues can be answered that keep to what is said."""
    return prod(len(issue.options) for issue in issues if issue.id not in said)


def never_kept(case: Case, form: Form, said: Mapping[str, str]) -> bool:
    """Whether no package that gives some answers keeps a form; False too where its own issues leave too much open to try."""
    about = [case.issue[issue] for issue in issues_of(form)]
    if left_open(about, said) > MOST_FILLED:
        return False
    return not any(keeps(form, case.issue, answers) for answers in filled(about, said))
