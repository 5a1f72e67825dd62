"""The verdicts on the bundled treaty: no zopa on its day, and one after each change that its file names.

That a package suits all is checked by the definitions in `model`; that none does is proven here by an encoding of its
own, which shares no code with `solve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Any

import pytest
from ortools.sat.python import cp_model

from onetext.analysis.why import why
from onetext.formats import native
from onetext.model.acceptance import Answer, accepts, agreed, asked, asked_on, broken_links, consenters, value, voter, worth_at
from onetext.model.case import Case
from onetext.model.conditions import Always, Condition, Count, Form, Implies, Never, Sum, meets
from onetext.model.day import on
from onetext.model.rules import RULES
from onetext.solve.best import best

FOLDER = Path(__file__).parents[2] / "src" / "onetext" / "cases" / "treaty-28"
WHOLE = native.read({path.name: path.read_bytes() for path in FOLDER.iterdir() if path.is_file()})
TREATY = on(WHOLE, date(2043, 9, 15))
DECEMBER = on(WHOLE, date(2043, 12, 1))

Lit = Any


class Encoding:
    """What a package must meet so that no consenter is sure to refuse it, one literal an option.

    Every worth is taken at its best and every reservation value at its lowest; a bloc's consent is left out, which
    only admits more.
    """

    def __init__(self, case: Case, slack: dict[str, int] | None = None) -> None:
        self.case, self.model = case, cp_model.CpModel()
        self.chosen = {issue.id: [self.model.new_bool_var("") for _ in issue.options] for issue in case.issues}
        for literals in self.chosen.values():
            self.model.add_exactly_one(literals)
        for link in case.links:
            self.keep(link.form, ())
        for party in consenters(case):
            for when in () if party.is_a("bloc") else asked_on(case, party.id):
                self.suits(party.id, (self.holds(when),), (slack or {}).get(party.id, 0))

    def holds(self, condition: Condition) -> Lit:
        """A literal that is true exactly where the condition holds."""
        parts = []
        for issue, part in condition.parts:
            met = self.model.new_bool_var("")
            self.model.add(sum(self.chosen[issue][place] for place in meets(part, self.case.issue[issue])) == met)
            parts.append(met)
        whole = self.model.new_bool_var("")
        self.model.add_bool_and(parts).only_enforce_if(whole)
        self.model.add_bool_or([whole, *(met.negated() for met in parts)])
        return whole

    def keep(self, form: Form, under: Sequence[Lit]) -> None:
        """The form is kept wherever all of `under` are true."""
        free = [literal.negated() for literal in under]
        match form:
            case Never(condition):
                self.model.add_bool_or([*free, self.holds(condition).negated()])
            case Always(condition):
                self.model.add_bool_or([*free, self.holds(condition)])
            case Implies(condition, then):
                self.model.add_bool_or([*free, self.holds(condition).negated(), self.holds(then)])
            case Count(of, at_least, at_most):
                self.between(sum(map(self.holds, of)), 1, (at_least, at_most), under)
            case Sum(weights, at_least, at_most):
                cells = [(i, o, w * (option.amount or 0)) for i, w in weights for o, option in enumerate(self.case.issue[i].options)]
                scale = lcm(*(amount.denominator for _, _, amount in cells))
                self.between(sum(int(scale * a) * self.chosen[i][o] for i, o, a in cells), scale, (at_least, at_most), under)

    def between(self, total: Any, scale: int, bounds: tuple[Any, Any], under: Sequence[Lit]) -> None:
        low, high = bounds
        if low is not None:
            self.model.add(total >= int(scale * low)).only_enforce_if(under)
        if high is not None:
            self.model.add(total <= int(scale * high)).only_enforce_if(under)

    def suits(self, who: str, under: Sequence[Lit], slack: int) -> None:
        """No red line is crossed, and the value at its best reaches the lowest reservation value less `slack`."""
        one = voter(self.case, who)
        for line in one.lines:
            self.keep(line.form, under)
        if one.reservation is None:
            return
        position = self.case.position[who]
        cells: list[tuple[Lit, Fraction]] = [(self.holds(term.when), term.worth.points.high) for term in position.terms]
        for table in position.worth:
            issue = self.case.issue[table.issue]
            cells += [(self.chosen[issue.id][o], worth_at(table, issue, option.id).high) for o, option in enumerate(issue.options)]
        needed = one.reservation.low - slack
        scale = lcm(needed.denominator, *(points.denominator for _, points in cells))
        self.between(sum(int(scale * points) * literal for literal, points in cells), scale, (needed, None), under)

    def status(self) -> str:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = 60
        return solver.status_name(solver.solve(self.model))


def without_line(case: Case, who: str, line_id: str) -> Case:
    """The case after a party has given up a red line."""
    kept = [replace(p, red_lines=tuple(line for line in p.red_lines if (p.party, line.id) != (who, line_id))) for p in case.positions]
    return replace(case, positions=tuple(kept))


def without_link(case: Case, link_id: str) -> Case:
    return replace(case, links=tuple(link for link in case.links if link.id != link_id))


def package(text: str) -> dict[str, str]:
    """A package from its options in the order of the articles."""
    return dict(zip(TREATY.issue, text.split(), strict=True))


AFTER_THE_LINE = package(
    "peace five stores joint commission 160 halves monthly barrage 60 50 50 autonomy all restore both all truth "
    "frozen 3/4 open shared 3 200 0 stages assist panel"
)
AT_ONE_POINT_LESS = package(
    "peace barracks stores observers notice 160 halves monthly barrage 60 50 50 autonomy all pay own all truth "
    "shared 1/2 open shared 0 200 20 stages assist panel"
)


def test_no_package_suits_all_on_the_day() -> None:
    """Not even where every worth is at its best, every reservation value at its lowest and no bloc is asked."""
    assert Encoding(TREATY).status() == "INFEASIBLE"


@pytest.mark.parametrize(
    ("opened", "slack"),
    [
        (without_line(TREATY, "aldmere", "dam-is-ours"), {}),
        (without_link(TREATY, "filling"), {}),
        (without_link(TREATY, "works"), {}),
        (TREATY, {"aldmere": 1}),
        (DECEMBER, {}),
    ],
    ids=["the red line on the dam", "the link filling", "the link works", "one point of Aldmere's", "December"],
)
def test_the_encoding_finds_packages_once_something_gives(opened: Case, slack: dict[str, int]) -> None:
    """So it does not say infeasible of everything."""
    assert Encoding(opened, slack).status() == "OPTIMAL"


def test_a_package_suits_all_once_the_red_line_on_the_dam_is_given_up() -> None:
    """By the definitions: accepted in all cases, ratified as well, and refused by Aldmere alone while the line stands."""
    soft = without_line(TREATY, "aldmere", "dam-is-ours")
    assert broken_links(soft, AFTER_THE_LINE) == ()
    assert agreed(soft, AFTER_THE_LINE) is Answer.YES
    assert accepts(soft, "assembly", AFTER_THE_LINE) is Answer.YES
    assert [who.id for who in consenters(TREATY) if accepts(TREATY, who.id, AFTER_THE_LINE) is Answer.NO] == ["aldmere"]


def test_one_point_is_all_that_aldmere_misses() -> None:
    """A package of 99 against 100, which all others accept in all cases."""
    assert broken_links(TREATY, AT_ONE_POINT_LESS) == ()
    worth = value(TREATY, "aldmere", AT_ONE_POINT_LESS)
    assert (worth.low, worth.high) == (99, 99)
    others = [who.id for who in consenters(TREATY) if who.id != "aldmere" and asked(TREATY, who.id, AT_ONE_POINT_LESS)]
    assert {accepts(TREATY, who, AT_ONE_POINT_LESS) for who in others} == {Answer.YES}


def test_the_fourth_text_is_refused_by_two_and_contradicted_by_a_reply() -> None:
    """Aldmere gets less than it has, Cassaly's red line is crossed; Borrowen said no and its figures say yes."""
    text = dict(TREATY.proposals[0].package)
    assert broken_links(TREATY, text) == ()
    refused = [who.id for who in consenters(TREATY) if accepts(TREATY, who.id, text) is Answer.NO]
    assert refused == ["aldmere", "cassaly"]
    assert [reply.says for reply in TREATY.replies if (reply.who, reply.to) == ("borrowen", "text-4")] == ["no"]


def test_onetext_proves_that_no_package_suits_all() -> None:
    """The integer program agrees, at the best of every interval too."""
    assert {best(TREATY, "nash", at=at).status for at in ("middle", "worst", "best")} == {"infeasible"}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_proven_once_the_red_line_is_given_up(rule: str) -> None:
    """Optimal by proof, and its package suits all by the definitions."""
    soft = without_line(TREATY, "aldmere", "dam-is-ours")
    found = best(soft, rule, at="worst")
    assert (found.status, found.bound, found.acceptable) == ("optimal", found.objective, "all")
    assert agreed(soft, dict(found.package or ())) is Answer.YES


def test_the_values_after_the_red_line_are_those_of_all_42_packages() -> None:
    """At the worst of every interval; the 42 packages were listed once by a search of its own."""
    soft = without_line(TREATY, "aldmere", "dam-is-ours")
    assert best(soft, "utilitarian", at="worst").objective == Fraction(79, 4)
    assert best(soft, "leximin", at="worst").objective == (0, 2, Fraction(9, 4), Fraction(5, 2), 5)


@pytest.mark.slow
def test_onetext_names_what_is_in_the_way() -> None:
    """One minimal conflict, checked by hand with an encoding of its own; the red line and the links that open."""
    found = why(TREATY)
    assert found.agreement == "no"
    assert [{(demand.party, demand.kind, demand.id) for demand in conflict.demands} for conflict in found.conflicts] == [
        {
            ("aldmere", "red_line", "dam-is-ours"),
            ("aldmere", "reservation", ""),
            ("borrowen", "reservation", ""),
            ("fells", "reservation", ""),
            ("bank", "reservation", ""),
            ("company", "red_line", "view:canal:commission"),
            ("", "link", "filling"),
        }
    ]
    openings = [{(change.party, change.kind, change.id, change.cost) for change in opening.changes} for opening in found.softenings]
    assert {("aldmere", "red_line", "dam-is-ours", 14)} in openings
    assert {link.id for link in found.links_in_the_way} == {"works", "filling"}
