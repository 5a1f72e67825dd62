"""Replies to proposals that break a link: refused where nothing undoes the link, else warned of; held against every completion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.errors import CaseError
from onetext.model.case import Case, Link
from onetext.model.conditions import Among, Condition, Never, issues_of, keeps
from onetext.model.issues import Issue, Option
from onetext.model.parties import Party
from onetext.model.records import Proposal, Reply
from onetext.model.validity_replies import breaks, cannot_be, not_waived
from onetext.model.warnings import warnings
from strategies import cases, chance, forms, pick


def filled(case: Case, proposal: Proposal) -> Iterator[dict[str, str]]:
    """Every package that gives a proposal's answers, by definition."""
    said = dict(proposal.package)
    return (package for package in case.packages() if all(package[issue] == option for issue, option in said.items()))


@st.composite
def proposed(draw: st.DrawFn) -> tuple[Case, Proposal, Link]:
    """A case without links, a proposal that leaves some issues open, and a link of any kind that may be waived or not."""
    case = replace(draw(cases()), links=(), replies=())
    said = tuple((issue.id, pick(draw, issue.options).id) for issue in case.issues if draw(st.booleans()))
    soften = ((case.parties[0].id, Fraction(2)),) if draw(chance(30)) else ()
    return (
        case,
        Proposal("d", said),
        Link("l", draw(forms(case.issues)), pick(draw, ("", "logic", "law", "money", "choice")), soften=soften),
    )


@given(proposed())
def test_what_is_called_broken_no_completion_keeps(drawn: tuple[Case, Proposal, Link]) -> None:
    """And where the proposal answers all issues of the link, what is not called broken is kept."""
    case, proposal, link = drawn
    kept = [keeps(link.form, case.issue, package) for package in filled(case, proposal)]
    if breaks(case, proposal, link):
        assert not any(kept)
    elif set(issues_of(link.form)) <= set(dict(proposal.package)):
        assert all(kept)


@given(proposed(), st.sampled_from(["yes", "no", "if", "silent", ""]))
@settings(max_examples=100)
def test_a_reply_is_refused_where_nothing_undoes_the_link_and_else_warned_of(drawn: tuple[Case, Proposal, Link], says: str) -> None:
    """A reply that says nothing of the whole is neither."""
    case, proposal, link = drawn
    whole = replace(case, proposals=(proposal,), replies=(Reply(case.parties[0].id, "d", says),))  # type: ignore[arg-type]
    told = breaks(case, proposal, link) and says in ("yes", "no", "if")
    try:
        found = replace(whole, links=(link,))
    except CaseError as error:
        assert {problem.code for problem in error.problems} <= {"replied", "links"}
        assert told or {problem.code for problem in error.problems} == {"links"}
        assert link.kind in ("", "logic") or {problem.code for problem in error.problems} == {"links"}
        return
    assert not (told and link.kind in ("", "logic") and not link.soften)
    assert bool([one for one in warnings(found) if one.code == "replied"]) == told


def test_the_reply_and_the_link_are_both_named() -> None:
    """By their paths: the reply's `to`, and the link."""
    issue = Issue("line", "", (Option("hold", ""), Option("pull", "")))
    whole = {"parties": (Party("a"),), "issues": (issue,), "proposals": (Proposal("p", (("line", "hold"),)),)}
    link = Link("x", Never(Condition((("line", Among(("hold",))),))))
    with pytest.raises(CaseError) as caught:
        Case(**whole, links=(link,), replies=(Reply("a", "p", "silent"), Reply("a", "p", "no")))  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert (problem.path, problem.also) == (("replies", 1, "to"), ("links", 0))


@given(proposed())
def test_a_link_that_is_not_waived_is_one_that_may_have_been_broken(drawn: tuple[Case, Proposal, Link]) -> None:
    """Where it could be waived before; a link that could not is left as it is."""
    case, proposal, link = drawn
    firm = not_waived(link)
    assert firm.soften == () and firm.form == link.form and (firm is link or not cannot_be(firm))
    if not cannot_be(link):
        replies = (Reply(case.parties[0].id, "d", "no"),)
        try:
            whole = replace(case, proposals=(proposal,), links=(link,))
        except CaseError:
            return
        assert replace(whole, replies=replies, links=(firm,)).replies == replies
