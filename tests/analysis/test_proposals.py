"""What becomes of each proposal, whole or with open issues, against the definition on every completion."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

import direct as space
from analysis import by_definition as direct
from analysis.drawn import blocked
from onetext.analysis.proposals import ProposalReport
from onetext.analysis.why import MOST_LISTED, why
from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters, value
from onetext.model.case import Case
from onetext.model.demands import demands, met
from onetext.solve.results import Nearest

Packages = list[dict[str, str]]


def tried(case: Case, report: ProposalReport) -> tuple[Packages, Packages]:
    """Every completion, and those that count: the admissible ones where there is any."""
    given_ = dict(next(p.package for p in case.proposals if p.id == report.id))
    every = direct.completed(case, given_)
    return every, [k for k in every if direct.admissible(case, k)] or every


@given(blocked())
def test_who_accepts_and_who_is_asked(case: Case) -> None:
    """Yes or no where every completion that counts gets that answer, else depends."""
    for report in why(case).proposals:
        every, counted = tried(case, report)
        assert (report.whole, report.completions) == (len(every) == 1, len(every))
        assert report.admissible == any(direct.admissible(case, k) for k in every)
        for who, says in report.accepts:
            answers = {accepts(case, who, k).value for k in counted}
            assert says == (answers.pop() if len(answers) == 1 else "depends")
        assert [who for who, _ in report.accepts] == [party.id for party in consenters(case)]
        assert report.asked == tuple(p.id for p in consenters(case) if any(asked(case, p.id, k) for k in counted))


@given(blocked())
def test_what_fails_is_missed_however_the_open_issues_are_filled(case: Case) -> None:
    """Each demand that no completion that counts meets, and each link that every completion breaks; no other."""
    for report in why(case).proposals:
        every, counted = tried(case, report)
        expected = [one.key for one in demands(case) if one.kind != "link" and not any(met(case, one, k) for k in counted)]
        expected += [("", "link", link.id) for link in case.links if all(link in broken_links(case, k) for k in every)]
        assert [(fail.party, fail.kind, fail.id) for fail in report.fails] == expected


def nearest(proposal: dict[str, str], zone: Packages) -> tuple[int, int, Packages] | None:
    if not zone:
        return None
    changes = [sum(k[issue] != option for issue, option in proposal.items()) for k in zone]
    return min(changes), changes.count(min(changes)), [k for k, n in zip(zone, changes, strict=True) if n == min(changes)]


def same(found: Nearest | None, expected: tuple[int, int, Packages] | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return (found.changes, found.tied, [dict(k) for k in found.packages]) == (*expected[:2], expected[2][:MOST_LISTED])


@given(blocked())
def test_the_nearest_package_changes_the_fewest_answers(case: Case) -> None:
    """Among those all surely accept, else those nobody surely refuses, else after each opening; ties counted."""
    found = why(case)
    sure = [k for k in case.packages() if direct.admissible(case, k) and agreed(case, k) is Answer.YES]
    zone = sure or direct.unrefused(case)
    steps = [frozenset((c.party, c.kind, c.id, c.cost) for c in one.changes) for one in found.softenings]
    after = [direct.unrefused(direct.opened_case(case, one)) for one in steps]
    for report in found.proposals:
        proposal = dict(next(p.package for p in case.proposals if p.id == report.id))
        assert same(report.nearest, nearest(proposal, zone))
        assert report.nearest is None or report.nearest.sure == bool(sure)
        assert [same(one, nearest(proposal, zone_after)) for one, zone_after in zip(report.nearest_after, after, strict=True)] == [
            True
        ] * len(after)


@given(blocked())
def test_a_dominating_package_is_better_and_crosses_no_red_line(case: Case) -> None:
    """The first in file order, over the middle of intervals; none where there is none, or where issues are open."""
    who = [p.id for p in case.principals if p.id in case.position and case.position[p.id].has_worths]

    def worths(package: dict[str, str]) -> tuple[Fraction, ...]:
        return tuple(value(case, one, package).middle for one in who)

    inside = [k for k in case.packages() if direct.admissible(case, k) and space.crosses_no_line(case, k)]
    for report in why(case).proposals:
        if not report.whole:
            assert report.dominated_by is None
            continue
        this = worths(dict(next(p.package for p in case.proposals if p.id == report.id)))
        better = [k for k in inside if space.dominates(worths(k), this)]
        assert (None if report.dominated_by is None else dict(report.dominated_by)) == (better[0] if better else None)
