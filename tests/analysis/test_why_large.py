"""Why by integer programs against why by enumeration."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from onetext.analysis.why import why
from onetext.analysis.why_large import why_large
from onetext.model.case import Case
from onetext.model.day import on
from onetext.solve.budget import UNLIMITED
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
    assert found.links_in_the_way == expected.links_in_the_way
    for one, other in zip(found.proposals, expected.proposals, strict=True):
        assert (one.dominated_by is None) == (other.dominated_by is None)
        pairs = zip((one.nearest, *one.nearest_after), (other.nearest, *other.nearest_after[: len(one.nearest_after)]), strict=True)
        assert all(a == b for a, b in pairs)
        assert replace(one, dominated_by=None, nearest=None, nearest_after=()) == replace(
            other, dominated_by=None, nearest=None, nearest_after=()
        )
