"""Brackets at a table: refused before anything is written where they cannot stand, and part of the case for everybody at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import require

require("table")

from onetext.api.table import acts  # noqa: E402
from onetext.api.table.cases import case_for  # noqa: E402
from onetext.api.table.opening import Outside, Terms, new  # noqa: E402
from onetext.api.table.tables import Table, opened  # noqa: E402
from onetext.api.table.views import view  # noqa: E402
from onetext.errors import UsageError  # noqa: E402
from onetext.process.moves import MoveError  # noqa: E402
from onetext.process.terms import Actor, Mode, Procedure  # noqa: E402
from onetext.store.keys.wrapping import Cost  # noqa: E402

CLOCK = "2025-12-08T09:00:00Z"
OUTSIDE = Outside(clock=lambda: CLOCK, cost=Cost(1, 8, 1))
ROLLING = Terms(Procedure.ROLLING, Mode.PLENARY)
HELD = "all that it holds in 2025"


def place(folder: Path, case: str, terms: Terms = ROLLING) -> Path:
    """A session on a case with its first draft on the table."""
    new(case, folder / "t", terms, outside=OUTSIDE)
    with opened(folder / "t", writing=True, clock=lambda: CLOCK) as table:
        acts.table_draft(table, Actor(table.held.mediator), case)
    return folder / "t"


@pytest.fixture(scope="module")
def talks(tmp_path_factory):
    """A rolling session in which Ukraine has bracketed some words."""
    folder = place(tmp_path_factory.mktemp("talks"), "peace-talks-2025")
    with opened(folder, writing=True, clock=lambda: CLOCK) as table:
        acts.bracket(table, Actor("ukraine"), "land/held", (HELD, "some of it"), issue="some")
    return folder


@pytest.fixture
def table(talks) -> Table:
    """That session, open."""
    with opened(talks, writing=True, clock=lambda: CLOCK) as table:
        yield table


@pytest.mark.parametrize("viewer", ["envoys", "ukraine", "russia", "belgium"])
def test_a_bracket_is_in_the_case_of_everybody(table, viewer):
    """The mediator and every party find the new issue and its wording."""
    case = case_for(table, viewer, {}).case
    assert list(case.issue["some"].places) == ["text", "ukraine"]
    assert view(table, viewer, {}).brackets == (f"Ukraine bracketed “{HELD}” in land/held and would say “some of it” instead. Issue some.",)


@pytest.mark.parametrize(
    ("at", "words", "issue", "says"),
    [
        ("land/held", "nowhere", "", "land/held says “[Territory is left open]"),
        ("land/held", "Russia keeps", "", "stand there 2 times; allowed: words that stand there once"),
        ("land/gone", "Russia", "", "no paragraph 'land/gone'; known: land/held"),
        ("gone/held", "Russia", "", "no article 'gone'; known: decisions"),
        ("land/held", "Territory is left open", "some", "an issue 'some' is there already; allowed: another id"),
        ("land/held", "Territory is left open", "assets", "an issue 'assets' is there already; allowed: another id"),
    ],
)
def test_a_bracket_that_cannot_stand_is_refused_and_nothing_is_written(table, at, words, issue, says):
    """With what stands there, or what is known."""
    before = table.session.size
    with pytest.raises((UsageError, MoveError)) as wrong:
        acts.bracket(table, Actor("russia"), at, (words, "other"), issue=issue)
    assert says in str(wrong.value)
    assert table.session.size == before == len(table.log.entries("envoys"))


def test_what_is_agreed_is_not_bracketed(tmp_path):
    """The readings of the gauges were agreed in a draft."""
    with opened(place(tmp_path, "treaty-28"), writing=True) as table:
        with pytest.raises(UsageError, match="was agreed in draft 2 and is changed here; allowed: words that are not agreed"):
            acts.bracket(table, Actor("dunmar"), "gauges/share", ("once a month", "twice a month"))
        assert acts.bracket(table, Actor("dunmar"), "gauges/kept", ("beside it", "below it")).events[0].issue == "gauges-kept-1"


def test_a_case_without_text_has_nothing_to_bracket(tmp_path):
    """Its issues can still be lifted; an option that there is not is refused with those that there are."""
    new("house-sale", tmp_path / "t", ROLLING, outside=OUTSIDE)
    with opened(tmp_path / "t", writing=True, clock=lambda: CLOCK) as table:
        acts.table_draft(table, Actor("mediator"), None, package=(("date", "june"),))
        with pytest.raises(UsageError, match="the case has no text to put brackets into; allowed: lift"):
            acts.bracket(table, Actor("seller"), "date/keys", ("June", "May"))
        with pytest.raises(UsageError, match=r"no option 'may' of 'date'; .*june"):
            acts.lift(table, Actor("seller"), "date", "may")
        with pytest.raises(UsageError, match="no issue 'dates'; did you mean 'date'"):
            acts.lift(table, Actor("seller"), "dates", "june")
        for party in ("seller", "buyer"):
            acts.lift(table, Actor(party), "date", "june")
        assert table.session.settled == (("date", "june"),)
        assert case_for(table, "buyer", {}).case.issue["date"].agreed.option == "june"


def test_a_bracket_and_a_lift_out_of_turn_say_so_first(tmp_path):
    """Whether the words stand there is nobody's question in a one-text procedure."""
    with opened(place(tmp_path, "house-sale", Terms()), writing=True) as table:
        for move in (lambda: acts.bracket(table, Actor("seller"), "a/b", ("c", "d")), lambda: acts.lift(table, Actor("seller"), "a", "b")):
            with pytest.raises(MoveError, match="in a one-text procedure; allowed: "):
                move()


def test_a_package_has_an_option_for_each_bracket(table):
    """`put` asks for one, knows its options, and a later draft keeps the bracket as an issue of the case."""
    rest = tuple((issue.id, issue.options[0].id) for issue in acts.shared_case(table).issues if issue.id != "some")
    with pytest.raises(MoveError, match="the package leaves some open"):
        acts.put(table, Actor("envoys"), rest)
    with pytest.raises(UsageError, match=r"no option 'russia' of 'some'; .*known: text, ukraine"):
        acts.typed_put(table, Actor("envoys"), "some=russia")
    made = acts.table_draft(table, Actor("envoys"), None, package=(("some", "text"),))
    assert made.events[0].issues == tuple(issue.id for issue in acts.shared_case(table).issues)
    assert "some" in made.events[0].issues and table.session.brackets == ()
    put = acts.put(table, Actor("envoys"), (*rest, ("some", "text"))).events[0]
    assert dict(put.package)["some"] == "text" and put.voters[:3] == ("ukraine", "russia", "eu")
