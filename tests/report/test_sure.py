"""The section on how sure packages are: only where some figure is in doubt, in plain words, the same in every rendering."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import onetext
from analysis.test_robust import WELL
from onetext.formats import read
from onetext.report import words
from onetext.report.brief import Brief
from onetext.report.html import to_html
from onetext.report.markdown import to_markdown
from onetext.report.sealed import without_worths
from onetext.report.terminal import to_terminal
from onetext.solve.budget import Budget


@pytest.fixture(scope="module")
def well() -> Brief:
    return onetext.study(read({"well.yaml": WELL.encode()})).brief().data


def test_each_row_names_what_it_is(well: Brief) -> None:
    """Proposals by title, rules by their plain name, packages under doubt by their criterion alone."""
    rows = {row.name: row for row in well.sureness}
    plan = rows["plan"]
    assert plan.titles == ("The plan", "what every rule picks")
    assert plan.under == ("most guesses may be wrong", "all most likely accept")
    assert (plan.chance, plan.dependent) == ("49.2 to 82", "37.5 to 87.5")
    assert plan.moves is not None and (plan.moves.exact, plan.moves_first) == ("-1", ("hill",))
    assert plan.wrong is not None and (plan.wrong.exact, plan.wrong_first) == ("1/2", ("towns",))
    assert rows["nash"].under == ("all worths may move furthest",)
    assert "share" not in rows  # nobody proposes it, and Hill surely refuses
    assert words.sure_titles(plan) == (
        "The plan and what every rule picks",
        "Under doubt: most guesses may be wrong and all most likely accept",
    )


def test_the_note_says_what_is_taken_for_granted(well: Brief) -> None:
    """What is in doubt, that it is taken as independent, and that no package is best without its criterion."""
    assert well.sureness_note.startswith(
        "Eleven figures are in doubt: nine lie between two numbers, one is one of several numbers and one red line may not hold."
    )
    for said in ("independent of the others", "if they depend on each other", "which do not compare", "by its own criterion alone"):
        assert said in well.sureness_note


def test_every_rendering_shows_the_same(well: Brief) -> None:
    """Page, Markdown, terminal and JSON; the words are explained at the end."""
    for text in (to_html(well), to_markdown(well), to_terminal(well)):
        plain = " ".join(text.replace("</span>", "").split())
        for said in ("How sure is it", "49.2 to 82 %, or", "missing", "may move"):
            assert said in plain, said
    data = json.loads(json.dumps(onetext.study(read({"well.yaml": WELL.encode()})).brief().to_dict()))
    plan = data["sureness"][0]
    assert (plan["moves"], plan["wrong"], plan["exact"]) == (-1, 0.5, {"moves": "-1", "wrong": "1/2"})
    assert plan["package"] == {"depth": "mid", "fee": "5"}


def test_without_worths_no_margin_is_left(well: Brief) -> None:
    """How far worths may move, and how many guesses may be wrong, follow from worths."""
    sealed = without_worths(well)
    assert all(row.moves is None and row.wrong is None for row in sealed.sureness)
    assert "left out" in to_markdown(sealed).partition("How sure is it")[2].partition("## ")[0]


def test_where_nothing_is_in_doubt_there_is_no_section() -> None:
    """Sharp guesses alone are not in doubt: the brief tries them one by one elsewhere."""
    data = onetext.load("labour-dispute").brief().data
    assert (data.sureness, data.sureness_note) == ((), "")
    assert "sure" not in [section.key for section in words.sections(data)]


def test_out_of_time_the_section_is_missing_and_said_to_be() -> None:
    """A limit is named among what it left incomplete."""
    study = onetext.study(read({"well.yaml": WELL.encode()}))
    data = study.brief(budget=Budget(seconds_left=lambda: 0.0)).data
    assert data.sureness == ()
    assert any("how sure packages are" in note.text for note in data.notes if note.kind == "limit")


def test_what_has_no_figure_says_why(well: Brief) -> None:
    """No limit, or not accepted; never an empty cell."""
    row = replace(well.sureness[0], moves=None, moves_limit="no limit")
    assert words.limit_words(well, row.moves, row.moves_limit, ()) == "no limit"
    assert words.limit_words(well, None, "not accepted", ()) == "not accepted"
    assert words.limit_words(well, None, "", ()) == "left out of this copy"
