"""What must hold of replies to what cannot be, and of resolutions of what contradicts.

What cannot be are proposals that break a link however their open issues are filled.

A link of kind `logic`, or of no kind, says what cannot be, so nobody can have proposed it and been answered: one of the
two entries is wrong. A link of law, of money or of somebody's choice says what ought not to be, and one with `soften`
what may be waived; real proposals break these, and are replied to. See adr/010.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onetext.errors import Path, Problem
from onetext.model.checks import Problems, check_name, one_of, repeated
from onetext.model.conditions import issues_of, keeps
from onetext.model.propagation import contradiction
from onetext.model.resolved import sides_of

if TYPE_CHECKING:
    from onetext.model.case import Case, Link
    from onetext.model.records import Proposal

ANSWERS = ("yes", "no", "if")
"""The replies that take a proposal as made."""
BREAKABLE = ("law", "money", "choice")
"""The kinds of links that a proposal may break and still be made."""


def cannot_be(link: Link) -> bool:
    """Whether what breaks a link cannot be, waived or not."""
    return link.kind not in BREAKABLE and not link.soften


def not_waived(link: Link) -> Link:
    """A link as one that is not waived; what broke it can have been proposed as before."""
    return replace(link, soften=(), kind=link.kind if link.kind in BREAKABLE else BREAKABLE[-1]) if link.soften else link


def breaks(case: Case, proposal: Proposal, link: Link) -> bool:
    """Whether a proposal breaks a link however its open issues are filled; sound, and exact where it answers all of the link's issues."""
    said = dict(proposal.package)
    named = issues_of(link.form)
    if all(issue in said for issue in named):
        return not keeps(link.form, case.issue, said)
    about = [case.issue[issue] for issue in named]
    return contradiction(about, [link.form], {issue: said[issue] for issue in named if issue in said}) is not None


def broken(case: Case) -> Iterator[tuple[int, int]]:
    """Each reply that takes as made a proposal that breaks a link: the place of the reply, and that of the link."""
    proposals = {proposal.id: proposal for proposal in case.proposals}
    found: dict[str, list[int]] = {}
    for place, reply in enumerate(case.replies):
        if reply.says in ANSWERS and reply.to in proposals:
            if reply.to not in found:
                found[reply.to] = [n for n, link in enumerate(case.links) if breaks(case, proposals[reply.to], link)]
            yield from ((place, link) for link in found[reply.to])


def check_resolved(case: Case) -> Problems:
    """A problem for each resolution without a name, or for a side that no contradiction of that kind has.

    Whether there is such a contradiction depends on the day; `check` warns where there is none.
    """
    yield from repeated("resolution", ((one.id, ("resolved", one.id)) for one in case.resolved))
    for one in case.resolved:
        path: Path = ("resolved", one.id)
        yield from check_name(one.id, path)
        yield from check_name(one.by, (*path, "by"))
        if not one.by.strip():
            yield Problem("resolved", f"{one.id!r} is resolved by nobody", "the name of the person who resolved it", (*path, "by"))
        if sides := sides_of(one.id):
            yield from one_of("side", one.holds, sides, (*path, "holds"))


def check_replied_to(case: Case) -> Problems:
    """A problem for each reply to a proposal that breaks a link which nothing undoes."""
    for place, number in broken(case):
        reply, link = case.replies[place], case.links[number]
        if cannot_be(link):
            at: Path = ("replies", place, "to")
            what = f"{reply.who!r} replies {reply.says!r} to {reply.to!r}, which breaks the link {link.id!r}"
            allowed = f"a proposal that keeps the link; or the link's kind ({', '.join(BREAKABLE)}), if it was proposed all the same"
            yield Problem("replied", what, allowed, at, also=("links", number))
