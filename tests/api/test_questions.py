"""The public functions over a case, and the same as methods of a study."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import EntryPoint
from typing import Any

import pytest

import onetext
from conftest import SHARED
from onetext.api import named, questions
from onetext.api.budgets import bytes_needed, limits, memory_size
from onetext.errors import UsageError
from onetext.model.rules import Rule

STRAIT = str(SHARED / "cases" / "native" / "strait.yaml")
METHODS = ("solve", "frontier", "zopa", "why", "robust", "window", "trades", "check", "digest", "brief")


@pytest.fixture(scope="module")
def study() -> onetext.Study:
    """The strait on its own day."""
    return onetext.load(STRAIT)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_is_the_function(name: str) -> None:
    """Its documentation and its parameters are not written twice."""
    function, method = getattr(onetext, name), getattr(onetext.Study, name)
    assert method.__doc__ == function.__doc__
    assert method.__doc__
    assert list(inspect.signature(method).parameters)[1:] == list(inspect.signature(function).parameters)[1:]


@pytest.mark.parametrize("name", ["solve", "frontier", "zopa", "why", "robust", "window", "check", "digest"])
def test_both_give_the_same(study: onetext.Study, name: str) -> None:
    """A case asked directly answers as its study does."""
    assert getattr(study, name)() == getattr(onetext, name)(study.case)


def test_the_case_of_a_study_keeps_all_its_dates(study: onetext.Study) -> None:
    """So that the window can be asked on any day."""
    steps = study.window().steps
    assert [(str(step.day), step.zopa) for step in steps] == [("2031-01-01", 0), ("2031-04-01", 1), ("2031-07-01", 6)]
    assert [step.today for step in steps] == [False, True, False]
    assert study.on("2031-08-01").zopa().zopa == 6


def test_numbers_are_exact(study: onetext.Study) -> None:
    """Fractions, not floats."""
    shares = study.on("2031-08-01").solve("kalai-smorodinsky")
    assert shares.objective == Fraction(8, 11)
    assert all(isinstance(value, Fraction) for _, value in shares.values)


def test_trades_from_a_proposal_and_from_a_package(study: onetext.Study) -> None:
    """The package of a proposal is as good as its id; from the best package there is none."""
    plan = dict(next(one.package for one in study.case.proposals if one.id == "plan-1"))
    assert study.trades("plan-1") == study.trades(plan)
    best = study.solve("nash").package
    assert best is not None
    assert study.trades(dict(best)) == ()


def test_lifting_one_party(study: onetext.Study) -> None:
    """`lift` asks for what brings that party to accept."""
    hold = {"line": "hold", "monitors": "none", "port": "closed", "fee": "0", "fund": "0"}
    found = study.trades(hold, lift="east")
    assert all(one.lifts == "east" for one in found)


@pytest.mark.parametrize(
    ("package", "said"),
    [
        ("plan-2", "no proposal 'plan-2'; did you mean 'plan-1'"),
        ("east-1", "leaves issues open: fund"),
        ({"lin": "hold"}, "no issue 'lin'; did you mean 'line'"),
        ({"line": "hld"}, "no option 'hld' of 'line'; did you mean 'hold'"),
    ],
)
def test_no_such_package(study: onetext.Study, package: Any, said: str) -> None:
    """Unknown names are answered with the nearest known one."""
    with pytest.raises(UsageError, match=said):
        study.trades(package)


@pytest.mark.parametrize("asked", [lambda one: one.solve("nash", at="low"), lambda one: one.frontier(at="low")])
def test_another_place_within_intervals(study: onetext.Study, asked: Callable[[onetext.Study], object]) -> None:
    """Is refused, also where the case has no intervals."""
    with pytest.raises(UsageError, match="known: middle, worst, best"):
        asked(study)


def test_a_rule_of_another_distribution(study: onetext.Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is looked up by its entry point, and only for a name that is not ours."""
    asked: list[str] = []
    point = EntryPoint("mine", "api.test_questions:MINE", named.GROUP)

    def points(*, group: str, name: str = "") -> list[EntryPoint]:
        asked.append(name)
        return [point] if name in ("", "mine") else []

    monkeypatch.setattr("importlib.metadata.entry_points", points)
    assert study.solve("nash").rule == "nash"
    assert asked == []
    assert named.find_rule("mine").about == "of a test"
    with pytest.raises(UsageError, match=r"known: utilitarian, .*, mine"):
        named.find_rule("hers")


MINE = Rule("mine", "my own", lambda gains, best: min(gains), True, "of a test", "nobody")


@pytest.mark.parametrize(("text", "size"), [("2GiB", 2 << 30), ("500 MB", 500 << 20), ("1.5k", 1536), ("7", 7), (1 << 20, 1 << 20)])
def test_sizes_of_memory(text: str | int, size: int) -> None:
    """As people write them."""
    assert memory_size(text) == size


@pytest.mark.parametrize("text", ["", "GiB", "-1", "1e9", "two"])
def test_no_size_of_memory(text: str) -> None:
    """Says what is allowed."""
    with pytest.raises(UsageError, match="allowed: a size such as 2GiB"):
        memory_size(text)


def test_what_an_enumeration_needs(study: onetext.Study) -> None:
    """Grows with packages and parties."""
    assert bytes_needed(study.case) > 360 * 60
    assert bytes_needed(onetext.load("treaty-28").case) > 1 << 40


def test_a_budget_can_be_cancelled(study: onetext.Study) -> None:
    """From outside, and then it has expired whatever its time."""
    stopped: list[bool] = []
    budget = limits(None, cancelled=lambda: bool(stopped))
    assert not budget.expired()
    stopped.append(True)
    assert budget.expired()
    assert study.zopa(budget=budget).zopa == 1


def test_brief(study: onetext.Study) -> None:
    """Carries the version and where the day comes from; sealed where asked."""
    page = study.brief(meeting="east", viewer="A. Reader")
    made = page.data
    assert (made.version, made.viewer, made.as_of_from) == (onetext.__version__, "A. Reader", "case")
    assert made.meeting is not None
    assert study.brief(without_worths=True).data.worths_left_out
    assert page.bottom_line.startswith("On these estimates")
    assert page._repr_html_().startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    with pytest.raises(UsageError, match="no party 'nort'; did you mean 'north'"):
        study.brief(meeting="nort")


def test_whole_package_keeps_the_order_of_the_case(study: onetext.Study) -> None:
    """Whatever order the caller gives."""
    package = {"fund": "0", "fee": "0", "port": "open", "monitors": "none", "line": "hold"}
    assert list(questions.whole_package(study.case, package)) == ["line", "monitors", "port", "fee", "fund"]


def test_a_rule_that_does_not_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a fault of the distribution that adds it, not a mistake in onetext."""
    point = EntryPoint("mine", "api.test_questions:NOT_THERE", named.GROUP)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [point])
    with pytest.raises(UsageError, match=r"rule 'mine' of 'api\.test_questions:NOT_THERE' does not load"):
        named.find_rule("mine")


def test_a_package_may_be_named_or_given(study: onetext.Study) -> None:
    """A proposal, a rule, a criterion, or an option for every issue."""
    best = study.solve("nash").package or ()
    for package in ("plan-1", "nash", "radius", dict(best)):
        found = study.robust(package=package)
        assert len(found.packages) == 1
    given = study.robust(package=dict(best)).packages[0]
    assert (given.name, given.kind) == ("package", "given")
    assert given.radius == study.robust(package="nash").packages[0].radius


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"package": "plan-2"}, "no package 'plan-2'; did you mean 'plan-1'"),
        ({"package": "east-1"}, "leaves issues open: fund"),
        ({"package": {"line": "up"}}, "no option 'up' of 'line'"),
        ({"gamma": "two"}, "gamma: 'two' is not a number"),
        ({"off": -1}, "off: -1; allowed: 0 or more"),
        ({"joint": "1/0"}, "joint: '1/0' divides by zero"),
    ],
)
def test_what_robust_does_not_take(study: onetext.Study, asked: dict[str, Any], said: str) -> None:
    """Each with what it would take."""
    with pytest.raises(UsageError) as caught:
        study.robust(**asked)
    assert said in str(caught.value)


def test_numbers_of_robust_are_exact(study: onetext.Study) -> None:
    """Whole, Fractions or texts."""
    found = study.robust(gamma="5/2", off=Fraction(1, 2), joint=1)
    assert (found.gamma, found.joint, set(dict(found.off).values())) == (Fraction(5, 2), 1, {Fraction(1, 2)})
