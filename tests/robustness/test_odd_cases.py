"""Small cases of odd shapes, each of which once broke a command."""

from __future__ import annotations

import pytest

from onetext.api.studies import study
from onetext.formats import read

ONE_OPTION = """onetext: 1
as_of: 2031-05-01
parties: {a: {name: A}, b: {name: B}}
issues:
  seat: {options: {here: Here}}
  days: {from: 0, to: 20, step: 5}
positions:
  a: {reservation: 0, worth: {days: {0: 0, 20: 4}}}
  b: {reservation: 0, worth: {days: {0: 0, 20: 3}}}
proposals:
  first: {by: a, package: {days: 10}}
"""


def wide(issues: int) -> str:
    """Two parties over many independent issues of four options."""
    names = [f"i{n}" for n in range(issues)]
    options = "{p: P, q: Q, r: R, s: S}"
    worth = {who: "".join(f"\n      {name}: {{p: {a}, q: {b}, r: 1, s: 0}}" for name in names) for who, a, b in (("a", 3, 2), ("b", 0, 2))}
    parts = "".join(f"\n  {name}: {{options: {options}}}" for name in names)
    said = "".join(f"\n  {who}:\n    reservation: 1\n    worth:{worth[who]}" for who in worth)
    return f"onetext: 1\nas_of: 2031-05-01\nparties: {{a: {{name: A}}, b: {{name: B}}}}\nissues:{parts}\npositions:{said}\n"


def test_a_proposal_that_leaves_only_issues_of_one_option_open_is_whole() -> None:
    """Its dominating package once was looked up with an issue missing."""
    found = study(read({"case.yaml": ONE_OPTION.encode()})).why()
    (proposal,) = found.proposals
    assert dict(proposal.dominated_by or ())["days"] == "15"


def test_so_is_one_in_a_space_too_large_to_enumerate() -> None:
    text = wide(12).replace("issues:", "issues:\n  seat: {options: {here: Here}}", 1)
    package = ", ".join(f"i{n}: r" for n in range(12))
    found = study(read({"case.yaml": f"{text}proposals: {{first: {{by: a, package: {{{package}}}}}}}\n".encode()})).why()
    assert found.proposals[0].dominated_by


def test_the_frontier_of_a_space_too_large_to_enumerate_is_still_listed() -> None:
    case = study(read({"case.yaml": wide(12).encode()}))
    assert case.case.size == 4**12
    front = case.frontier()
    assert front.status == "optimal" and front.points == 13
    sums = {tuple(worth for _, worth in point.values) for point in front.frontier}
    assert sums == {(36 - n, 2 * n) for n in range(13)}


@pytest.mark.parametrize("issues", [2, 12])
def test_who_is_silent_is_said_at_any_size(issues: int) -> None:
    text = wide(issues).replace("b: {name: B}}", "b: {name: B}, c: {name: C}}")
    assert study(read({"case.yaml": text.encode()})).zopa().silent == ("c",)
