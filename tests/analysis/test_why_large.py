"""Why by integer programs against why by enumeration."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings

from analysis.test_examples import SOFT
from instances import TREATY, Talk, large_case, spoken_case
from onetext.analysis.why import why
from onetext.analysis.why_large import why_large
from onetext.api.budgets import limits
from onetext.cli.tables_why import show
from onetext.formats import native
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.records import Proposal
from onetext.report.build_opening import _link_way
from onetext.solve.budget import UNLIMITED, Budget
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding, Mode
from onetext.solve.cpsat.near import nearest
from onetext.solve.cpsat.zone import zone
from onetext.solve.results import Nearest
from strategies import DAY, cases


@settings(max_examples=40)
@given(case=cases(rich=True))
def test_why_is_the_same_by_program_and_by_enumeration(case: Case) -> None:
    """The verdict, conflicts, openings, links and proposals; a better package may be another one."""
    today = on(case, DAY)
    found, expected = why_large(today, today.proposals, UNLIMITED), why(today)
    assert found.agreement == expected.agreement
    assert [[d.key for d in one.demands] for one in found.conflicts] == [[d.key for d in one.demands] for one in expected.conflicts]
    if "softenings" in found.complete:
        assert found.softenings == expected.softenings
    for link, other in zip(found.links_in_the_way, expected.links_in_the_way, strict=True):
        assert link == other if link.counted else (link.id, link.opens <= other.opens) == (other.id, True)
    for one, other in zip(found.proposals, expected.proposals, strict=True):
        assert (one.dominated_by is None) == (other.dominated_by is None)
        pairs = zip((one.nearest, *one.nearest_after), (other.nearest, *other.nearest_after[: len(one.nearest_after)]), strict=True)
        assert all(a == b for a, b in pairs)
        assert replace(one, dominated_by=None, nearest=None, nearest_after=()) == replace(
            other, dominated_by=None, nearest=None, nearest_after=()
        )


def test_a_count_that_was_cut_short_says_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lifting the ceiling opens two packages; counted up to one, it opens at least one, in every rendering."""
    today = on(native.read({"case.yaml": f"onetext: 1\n{SOFT}".encode()}), DAY)
    whole = why_large(today, (), UNLIMITED)
    assert [(link.opens, link.counted) for link in whole.links_in_the_way] == [(2, True)]
    monkeypatch.setattr("onetext.analysis.why_large.MOST_OPENED", 1)
    least = why_large(today, (), UNLIMITED)
    assert [(link.opens, link.counted) for link in least.links_in_the_way] == [(1, False)]
    assert "links" in whole.complete and "links" not in least.complete
    assert [row["counted"] for row in least.to_dict()["links_in_the_way"]] == [False]
    tables: list[list[tuple[str, ...]]] = []
    show(today, least, lambda heads, rows, *_: tables.append(rows), lambda *_, **__: None)
    assert any("at least 1" in row for rows in tables for row in rows)
    assert "opens at least one package" in str(_link_way(today, least.links_in_the_way[0]).text)


def test_where_nobody_has_points_no_package_is_searched_that_is_better_for_all() -> None:
    """Of 28 issues with 10 proposals in words every list is complete long before the limit; none is better for nobody."""
    found = why(spoken_case(1, Talk(replies=2)), budget=limits(20))
    assert set(found.complete) == {"conflicts", "softenings", "links", "nearest"}
    assert all(one.whole and one.dominated_by is None and one.nearest is not None for one in found.proposals)


def test_a_proposal_that_all_accept_is_itself_the_nearest_without_a_search() -> None:
    """Even where no time is left: of the packages that all may accept, none is nearer to it."""
    case = spoken_case(1, Talk(replies=2))
    said = dict(case.proposals[0].package)
    near, proven = nearest(zone(case, "possibly"), said, Budget(cancelled=lambda: True))
    assert proven and near == Nearest(0, 1, (tuple(said.items()),), sure=False)


def test_a_program_is_made_once_for_all_proposals(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sought near 2 proposals and near 10 takes as many programs: copies do for the rest."""
    made, zopa = list[Case](), coded.zopa

    def counting(case: Case, mode: Mode = "surely") -> Encoding:
        made.append(case)
        return zopa(case, mode)

    monkeypatch.setattr(coded, "zopa", counting)
    case, counts = large_case(3, replace(TREATY, issues=8)), []
    every = [Proposal(f"q{n}", tuple(package.items())) for n, package in enumerate(islice(case.packages(), 0, 1_000, 100))]
    for some in (every[:2], every):
        made.clear()
        told = replace(case, proposals=tuple(some))
        assert all(one.nearest is not None or one.nearest_after for one in why_large(told, told.proposals, UNLIMITED).proposals)
        counts.append(len(made))
    assert counts[0] == counts[1]
