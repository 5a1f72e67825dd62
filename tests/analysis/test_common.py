"""Common ground against every package."""

from __future__ import annotations

from hypothesis import given

import direct
from analysis.drawn import blocked
from onetext.analysis.common import common_ground
from onetext.formats import native
from onetext.model.case import Case


@given(blocked())
def test_what_is_left_is_what_uncrossed_packages_have(case: Case) -> None:
    """The answers of the admissible packages that cross no red line of anybody they ask; settled where one of several is left."""
    found = common_ground(case)
    inside = [k for k in direct.admissible(case) if direct.crosses_no_line(case, k)]
    assert (found.admissible, found.within) == (len(direct.admissible(case)), len(inside))
    left = {issue.id: tuple(o.id for o in issue.options if any(k[issue.id] == o.id for k in inside)) for issue in case.issues}
    assert dict(found.left) == left
    assert dict(found.settled) == {i: options[0] for i, options in left.items() if len(options) == 1 < len(case.issue[i].options)}


def test_an_issue_of_one_option_is_no_common_ground() -> None:
    """Nothing was open there; the other issue is settled by a red line."""
    text = b"""
onetext: 1
parties: {a: {}}
issues: {i: {options: {x: X}}, j: {options: {p: P, q: Q}}}
positions: {a: {reservation: none, red_lines: [{id: r, never: {j: q}}]}}
"""
    assert common_ground(native.read({"case.yaml": text})).settled == (("j", "p"),)
