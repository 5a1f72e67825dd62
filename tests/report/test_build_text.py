"""The text in the brief: readiness, open articles, wording at stake, the text of packages, and the drafts by worth."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from onetext.analysis.drafts import bounds
from onetext.model.acceptance import value
from onetext.model.day import on
from onetext.report.brief import Brief
from onetext.report.build import build
from onetext.report.build_stakes import MOST_CHARACTERS, cut
from onetext.report.charts import slopes_svg
from onetext.report.html import to_html
from onetext.report.markdown import to_markdown
from onetext.report.sealed import without_worths
from onetext.report.terminal import to_terminal
from onetext.report.tojson import to_dict
from report.test_build import faults, plain, rendered
from report.test_renderings import FORBIDDEN, Page
from report.text_case import DAY, text_case
from report.variants import renamed


def brief(*, clash: bool = False) -> Brief:
    return build(text_case(clash=clash), DAY)


@pytest.mark.parametrize("clash", [False, True])
def test_the_brief_of_a_text_is_well_formed(clash: bool) -> None:
    """Sentences, words, every rendering, with rules that pick and with a conflict."""
    made = brief(clash=clash)
    assert faults(made) == []
    rendered(made)
    for text in ("".join(Page(to_html(made)).text), to_markdown(made), to_terminal(made)):
        assert not FORBIDDEN.findall(text)


def test_how_far_the_text_is_draft_by_draft() -> None:
    """Of three articles one is settled; the one on the port is fought over."""
    text = brief(clash=True).text
    assert text is not None
    assert [(r.draft, r.articles, r.clean, r.bracketed, r.in_conflict, r.agreed) for r in text.readiness] == [
        (1, 2, 0, 2, 1, 0), (2, 3, 1, 2, 1, 1),
    ]  # fmt: skip
    assert plain(text.state) == (
        "Draft 2 of 2. Three articles, one of them clean; three issues have open wording. "
        "Early harvest: Article 2 may enter into force before all is agreed."
    )


def test_a_text_that_no_draft_records_has_one_row() -> None:
    made = build(replace(text_case(), drafts=()), DAY)
    assert made.text is not None and [row.draft for row in made.text.readiness] == [0]
    assert made.slopes == () and "as it stands" in to_markdown(made)


def test_open_articles_stand_beside_what_the_analysis_says() -> None:
    """Only paragraphs with open brackets; who holds what; alternatives by their marks; what rules pick."""
    text = brief().text
    assert text is not None
    port, fee = text.articles
    assert ["".join(span.text for span in line.spans) for line in port.lines] == [
        "The port [is shut to every ship that does not fly the flag of Northland][is open to all][is shared]."
    ]
    assert [(line.marker, "".join(span.text for span in line.spans)) for line in fee.lines] == [
        ("1.", "The fee is [0][6] coins."), ("", "[Alt-1] [ ]"), ("2.", "[Alt-2] A joint mission watches. It reports to all."),
    ]  # fmt: skip
    assert [(v.option, v.holders) for v in port.issues[0].variants] == [("shut", ("e",)), ("open", ("n",)), ("shared", ())]
    assert [(v.option, v.marker, v.holders) for v in fee.issues[1].variants] == [("none", "Alt-1", ()), ("joint", "Alt-2", ("n",))]
    picked = {rule.rule: {a.issue: a.option for a in rule.package} for rule in brief().rules}
    for issue in (issue for article in text.articles for issue in article.issues):
        assert {(r, v.option) for v in issue.variants for r in v.rules} == {(r, package[issue.issue]) for r, package in picked.items()}


def test_an_amount_that_a_rule_picks_and_nobody_holds_is_among_the_variants() -> None:
    """3 coins stand in no bracket."""
    text = brief().text
    assert text is not None
    held = {v.option: (v.holders, bool(v.rules)) for v in text.articles[1].issues[0].variants}
    assert held["3"] == ((), True) and held["0"][0] == ("e",)


def test_the_wording_at_stake_is_that_of_the_options_a_red_line_names() -> None:
    """Of two red lines on the port, the variant that one forbids and the other asks for."""
    text = brief(clash=True).text
    assert text is not None
    ((one, other),) = text.stakes
    said = "is shut to every ship that does not fly the flag of Northland"
    assert [(s.kind, s.party, s.issue, s.where) for s in (one, other)] == [
        ("red_line", "n", "port", ("Article 1",)), ("red_line", "e", "port", ("Article 1",)),
    ]  # fmt: skip
    assert [[v.wording for v in stake.variants] for stake in (one, other)] == [[said], [said]]
    assert f"[{said}]" in to_terminal(brief(clash=True), 400)


def test_long_wording_is_cut_between_words() -> None:
    assert cut("a " * 60 + "b") == "a " * 60 + "b"
    assert len(cut("word " * 80)) <= MOST_CHARACTERS and cut("word " * 80).endswith("word …")
    assert len(cut("字" * 400)) <= MOST_CHARACTERS


def test_each_package_has_its_clean_text() -> None:
    """Only the articles that have open brackets, in the words of the package, without a bracket."""
    made = brief()
    assert made.text is not None and made.text.packages
    for package in made.text.packages:
        said = "\n".join("".join(span.text for span in line.spans) for line in package.lines)
        assert "[" not in said and "The flag" not in said and "The port is " in said
    assert '<details class="worded">' in to_html(made)


def test_the_drafts_by_worth_are_exact_or_between_exact_bounds() -> None:
    """By definition over all packages that the draft allows; a term over two open issues counts once."""
    case, made = on(text_case(), DAY), brief()
    for slope in made.slopes:
        for point, draft in zip(slope.points, case.drafts, strict=True):
            fits = [k for k in case.packages() if draft.puts.items() <= k.items()]
            worths = [value(case, slope.party, k).low for k in fits]
            found = bounds(case, slope.party, draft.puts)
            assert found is not None and (found.low, found.high) == (min(worths), max(worths))
            assert (point.value_high is None) == found.sharp
    assert [(s.party, [p.enough for p in s.points], [len(p.crossed) for p in s.points]) for s in made.slopes] == [
        ("n", ["depends", "yes"], [1, 0]), ("e", ["yes", "yes"], [0, 0]),
    ]  # fmt: skip
    assert plain(made.slopes_note) == "Left out, as no numbers of theirs are known: Westreach."


def test_the_slopes_are_drawn_and_said() -> None:
    """A bar where only bounds are known, a dot where not, no line between a bar and a dot; a sign at the red line."""
    made = brief()
    root = ElementTree.fromstring(slopes_svg(made))
    assert root.find("desc").text == "Northland: draft 1 0 to 7, draft 2 10; Eastmark: draft 1 3 to 8, draft 2 5"  # type: ignore[union-attr]
    assert len(root.findall("g/rect")) == 2 and len(root.findall("g/circle")) == 2
    assert not [line for line in root.iter("line") if line.get("class") == "joined"]
    assert [t.text for t in root.iter("text") if t.get("class") == "crossed mid"] == ["⊘"]
    assert all(float(r.get("y", "")) >= 0 and float(r.get("height", "")) > 0 for r in root.iter("rect"))
    alone = replace(made, slopes=tuple(replace(s, points=s.points[:1]) for s in made.slopes))
    assert slopes_svg(alone) == ""


def test_two_sharp_figures_are_joined() -> None:
    made = brief()
    sharp = replace(made, slopes=tuple(replace(s, points=(replace(s.points[1], draft=1), s.points[1])) for s in made.slopes))
    assert slopes_svg(sharp).count('class="joined"') == 2


def test_a_copy_without_worths_keeps_the_text_and_no_figure_of_a_draft() -> None:
    """Nor on which issue the most hangs for a party."""
    made = build(text_case(least=20), DAY)
    sealed = without_worths(made)
    assert made.text is not None and sealed.text is not None
    assert [(s.kind, s.party, s.issue) for s in made.text.stakes[0]] == [("reservation", "n", "fee")]
    assert sealed.text.stakes == ((),) and sealed.slopes == () and sealed.slopes_note == ""
    assert sealed.text.readiness == made.text.readiness
    assert "slopes-chart" not in to_html(sealed) and to_dict(sealed)["slopes"] == []
    rendered(sealed)


def test_the_text_adds_and_changes_nothing_else() -> None:
    """Less its own parts, the brief of a case with a text is that of the case without one, byte for byte."""
    bare = build(replace(text_case(), text=None, drafts=()), DAY)
    less = replace(brief(), text=None, slopes=(), slopes_note="", digest=bare.digest)
    assert less == bare
    for render in (to_html, to_markdown, to_terminal):
        assert render(less) == render(bare)
    assert "wording" not in to_html(bare) and json.dumps(to_dict(less)) == json.dumps(to_dict(bare))


def test_a_hostile_text_stays_text() -> None:
    """Markup in wording is shown as it stands."""
    made = renamed(brief(clash=True), {"is shared": "<img src=x onerror=alert(1)>", "Northland": "</style><b>"})
    source = to_html(made)
    assert "<img" not in source and "&lt;img src=x onerror=alert(1)&gt;" in source
    assert not re.search(r"<b>[^<]*</style>", source)


def test_what_is_read_on_an_earlier_day_is_the_draft_of_that_day() -> None:
    """Of two drafts, the first: the second is later."""
    made = build(text_case(), DAY.replace(month=1, day=15))
    assert made.text is not None and (made.text.draft, len(made.text.readiness)) == (1, 1)
