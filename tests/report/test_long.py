"""What keeps long pages readable: one small table per issue, notes for long conditions, alike evidence together."""

from dataclasses import replace

from onetext.report import grid, lists, words
from onetext.report.brief import Brief
from onetext.report.html import to_html
from onetext.report.markdown import to_markdown
from onetext.report.parts import (
    Answer,
    Ask,
    Cell,
    Evidence,
    Figure,
    Issue,
    Nearest,
    Option,
    Party,
    Proposal,
    RestsOn,
    Standing,
    Turning,
    Way,
)
from onetext.report.sealed import without_worths
from onetext.report.terminal import to_terminal
from onetext.report.text import amount, name

LONG = "at least one of these: a full barrage; 180 cubic metres a second or more"


def issue() -> Issue:
    """Two answers: `a` has worths and a long condition twice, `b` does not mind, `c` is silent."""
    cells = (Cell("a", Figure("1", "1"), condition=LONG), Cell("b", view="indifferent"))
    return Issue("flow", "The flow", (Option("low", "Low", cells), Option("high", "High", cells)))


def people() -> Brief:
    parties = tuple(Party(key, key.upper(), mark=key.upper()) for key in "abcdef")
    return Brief("Many", "2031-02-01", parties=parties, columns=tuple("abcdef"), issues=(issue(),))


def test_an_issue_shows_only_who_said_something():
    """A column for whom the answers differ; who does not mind and who is silent are named once, below."""
    found = grid.block(people(), issue())
    assert found.people == ("a",)
    assert found.unmoved == ("b",)
    assert found.silent == ("c", "d", "e", "f")
    assert [[cell and cell.party for cell in cells] for _, cells in found.rows] == [["a"], ["a"]]


def test_a_long_condition_stands_once_below_its_issue():
    """The cell has its letter, the note its words, on both layouts of the table."""
    notes = grid.conditions(issue())
    assert [(n.letter, n.party, n.text) for n in notes] == [("a", "a", LONG)]
    assert grid.in_cell(notes, issue().options[0].cells[0]) == ("", "a")
    assert grid.in_cell(notes, issue().options[0].cells[1]) == ("does not mind", "")
    for brief in (people(), replace(people(), columns=("a", "b"))):
        assert to_html(brief).count(LONG) == 1


def test_counts_of_very_many_packages_are_shares():
    """157,460,881,095,000 packages fit no column; a share of them does, and both ends alike are one."""
    standing = Standing("a", acceptable=3_967_233_394_170, possible=3_967_233_394_171, admissible=157_460_881_095_000)
    assert grid.accepted(standing) == "2.52 %"
    assert grid.of_how_many(replace(people(), standings=(standing,))) == "about 1.6 × 10¹⁴"
    assert grid.accepted(Standing("a", acceptable=61, possible=70, admissible=173)) == "61 to 70"
    assert grid.accepted(replace(standing, acceptable=0, possible=1)) == "none to under 0.1 %"


def test_evidence_that_says_the_same_is_one_entry_with_every_number():
    """Neighbours alike but for the cell behind them; each number can still be jumped to."""
    alike = tuple(Evidence(f"s{i}", "No words recorded", "The authors", behind=(f"Cell {i}",)) for i in range(3))
    brief = Brief("Evidence", "2031-02-01", evidence=(Evidence("x", "Something else"), *alike))
    assert [(e.first, e.last) for e in lists.entries(brief)] == [(1, 1), (2, 4)]
    page = to_html(brief)
    assert page.count("No words recorded") == 1
    assert all(f'id="e{n}"' in page for n in range(1, 5))


def test_a_source_with_a_long_name_is_named_once():
    """Three entries from it show its sign."""
    source = "A news article that names neither its outlet nor its author"
    entries = tuple(Evidence(f"s{i}", f"Claim {i}", source=source) for i in range(3))
    brief = Brief("Evidence", "2031-02-01", evidence=entries)
    assert lists.long_sources(brief) == {source: "S1"}
    assert to_html(brief).count(source) == 1


def test_a_package_is_shown_by_where_it_differs():
    first = (Answer("i", "a", "I", "A"), Answer("j", "a", "J", "A"))
    second = (Answer("i", "a", "I", "A"), Answer("j", "b", "J", "B"))
    assert lists.differing(first, second) == second[1:]
    assert lists.differing(first, first) == ()


def test_the_nearest_packages_come_by_fewest_changes():
    """Also when the fewest come after a later movement; and no change is said as what it is."""
    proposal = Proposal("p", "P", nearest_after=(Nearest(3, 1, after="Once A moves"), Nearest(0, 5, after="Once B moves")))
    assert [n.changes for n in lists.nearest(proposal)] == [0, 3]
    assert words.nearest_words(lists.nearest(proposal)[0]) == "Once B moves: it can stand as it is, in five packages"
    assert words.nearest_words(Nearest(0, 1)) == "It can stand as it is"


def test_guesses_stand_under_what_they_turn_the_verdict_into():
    """Said once for each group, not once for each guess."""
    turning = tuple(Turning("a", f"guess {i}", into="an open answer" if i % 2 else "a package that all accept") for i in range(4))
    brief = replace(people(), rests_on=RestsOn("guess", "Guesses.", turning=turning))
    assert [len(found) for _, found in lists.turning_groups(brief.rests_on)] == [2, 2]
    assert to_html(brief).count("an open answer") == 1


def test_the_headline_is_the_first_sentence():
    """A full stop inside of a name ends nothing; without a second sentence there is no rest."""
    brief = Brief("H", "2031-02-01", bottom_line=f"Not yet for {name('St. Mary. Port')}. No package is acceptable.")
    assert words.headline(brief) == (f"Not yet for {name('St. Mary. Port')}.", "No package is acceptable.")
    assert words.headline(Brief("H", "2031-02-01", bottom_line="Yes.")) == ("Yes.", "")


def test_a_figure_stays_on_the_line_of_the_word_before_it():
    brief = Brief("F", "2031-02-01", lead=f"It needs {amount('43')} against {amount('44')}.")
    assert 'against\u00a0<span class="n">44</span>' in to_html(brief)


def test_many_parties_in_a_terminal_get_a_table_per_issue():
    """The condition stands below its issue, once; no word is cut into columns of three letters."""
    shown = to_terminal(people(), 80)
    assert "Every answer is alike to B." in shown
    assert "1 (a)" in shown
    assert " ".join(shown.split()).count(LONG) == 1


def test_many_parties_in_markdown_get_a_table_per_issue():
    """Three columns: the issue, and the one party whose answers differ."""
    table = next(line for line in to_markdown(people()).splitlines() if line.startswith("| The flow"))
    assert table == "| The flow | A |"


def test_technical_words_are_explained_where_they_occur():
    """A page with a red line and worths explains both; an empty one nothing."""
    brief = replace(people(), standings=(Standing("a", red_lines=("no fee",)),))
    assert [term for term, _ in words.glossary(brief)] == ["package", "red line", "without an agreement", "points"]
    assert words.glossary(Brief("Empty", "2031-02-01")) == ()
    for page in (to_html(brief), to_markdown(brief), to_terminal(brief)):
        assert "Words used here" in page


def test_a_list_of_ways_begins_with_capitals():
    brief = Brief("W", "2031-02-01", ways=(Way("link", "lifting one link"),))
    assert "Lifting one link" in to_html(brief)
    assert "Lifting one link" in to_terminal(brief)


def test_a_copy_without_worths_has_no_sentence_left_empty():
    """Counts of estimates stay, figures go, and what said nothing but figures goes with them."""
    figures = f": {amount('43')} against {amount('44')}"
    brief = replace(
        people(),
        bottom_line=f"On 144 estimates and 1,016 public positions: not yet, by 12 or {amount('7')}. 19 packages of 405 are.",
        ways=(Way("movement", f"{name('A')} accepting less{figures}"),),
        ask=(Ask("Is it so?", why="The estimate is 15; at 16 it opens."), Ask("And this?", why="A yes keeps it closed.")),
    )
    sealed = without_worths(brief)
    assert sealed.bottom_line == "On 144 estimates and 1,016 public positions: not yet, by ··· or ···. 19 packages of 405 are."
    assert sealed.ways[0].text == f"{name('A')} accepting less"
    assert [a.why for a in sealed.ask] == ["", "A yes keeps it closed."]
    assert "Where a cell is empty" in to_html(sealed)


def test_the_terminal_names_the_unit_of_an_issue():
    """Its answers stand there without it; in both layouts."""
    brief = replace(people(), issues=(replace(issue(), unit="cubic metres"),))
    for shown in (to_terminal(brief), to_terminal(replace(brief, columns=("a", "b")))):
        assert "The flow, cubic metres" in shown
