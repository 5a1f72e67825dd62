"""Each rule by hand, where it finds and where it must not; a clean treaty; and whatever a text may hold."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.wording.linting import case_of, found
from onetext.analysis.wording import RULES, lint
from onetext.model.case import Case
from onetext.model.issues import Agreed, Issue, Option
from onetext.model.parties import Party
from wordings import changed_text, random_text

TWO = "## Article 1. Forces {#forces}\n\n1. {#a} %s\n\n2. {#b} %s\n\n## Article 2. Money {#money}\n\n1. {#c} %s\n"


def articles(*said: str) -> str:
    """Articles of one paragraph each, with headings."""
    return "\n".join(f"## Article {i}. Part {i} {{#a{i}}}\n\n1. {{#p}} {words}\n" for i, words in enumerate(said, 1))


FOUND = [
    ("reference_lost", articles("See Article 9."), "'Article 9' names nothing; the last is Article 1"),
    ("reference_lost", articles("As in Articles 1 and 7.", "x"), "'Articles 1 and 7' names nothing"),
    (
        "reference_lost",
        articles("Under paragraph 4 of Article 1, they go."),
        "'paragraph 4 of Article 1' names nothing; there is no paragraph",
    ),
    ("reference_lost", articles("Under Article 1(3) they go."), "'Article 1(3)' names nothing"),
    ("reference_lost", articles("See paragraph 2 of this Article."), "'paragraph 2' names nothing"),
    ("reference_lost", articles("Article 8 of this Agreement applies."), "'Article 8' names nothing"),
    ("reference_lost", articles("The maps in Annex B.") + "\n## Annex A. Maps {#maps}\n", "'Annex B' names nothing; the last is Annex A"),
    ("reference_lost", articles("They go [as Article 9 says | at once]{v: a by north; b by east}."), "'Article 9' names nothing"),
    ("term_unused", articles("“Zone” means the strip along the line.", "They go."), "defines 'Zone', which stands nowhere else"),
    ("term_unused", articles("The Joint Military Commission (the “Commission”) meets."), "defines 'Commission'"),
    ("term_unused", articles("The river, hereinafter referred to as the “Border Waters”, is shared."), "defines 'Border Waters'"),
    (
        "term_undefined",
        articles("“Zone” means the strip. The Zone is free.", "To the Observer and the Observer. A report of the observer."),
        "'the Observer' stands 2 times",
    ),
    (
        "term_undefined",
        articles("“Zone” means the strip. The Zone is free.", "The Corridor, as defined in Article [1](#a1), is open."),
        "'Corridor' is said to be defined",
    ),
    (
        "term_twice",
        articles("“Zone” means the strip.", "“Zone” means the plain. The Zone is free."),
        "'Zone' is defined in Article 1, 1 and Article 2, 1",
    ),
    (
        "terms_alike",
        articles("“Zone” means the strip along the line. “Belt” means the strip along the line. Zone, Belt."),
        "'Zone' and 'Belt' mean the same",
    ),
    (
        "date_differs",
        articles("The withdrawal shall be completed by 1 June 2027.", "The withdrawal shall be completed no later than 1 July 2027."),
        "Article 2, 1 says '1 July 2027', Article 1, 1 '1 June 2027'",
    ),
    (
        "date_differs",
        articles("The Parties shall exchange all lists within 30 days.", "The Parties shall exchange all lists within sixty days."),
        "says 'sixty days', Article 1, 1 '30 days'",
    ),
    (
        "sum_differs",
        articles("East pays into the fund of 400 million dollars.", "From the fund of 500 million dollars they pay."),
        "says 'the fund of 500 million dollars', Article 1, 1 'the fund of 400 million dollars'",
    ),
    ("words_and_figures", articles("Within thirty (20) days they go."), "'thirty (20)': the words say 30, the figures 20"),
    ("words_and_figures", articles("Of one hundred and twenty (102) tons."), "the words say 120"),
    (
        "total_differs",
        articles("East pays 40 million dollars for roads and 50 million dollars for dams, in total 100 million dollars."),
        "the parts make 90 million dollars",
    ),
    ("modals", TWO % ("The Parties shall go.", "The Parties should report.", "x"), "Article 1, 1 says 'shall', Article 1, 2 'should'"),
    ("modals", TWO % ("The Parties shall go.", "The Parties will report.", "x"), "'The Parties will', Article 1, 1 'The Parties shall'"),
    ("unheld", articles("They [shall | should]{v: a by north; b} go."), "no party holds 'b' of 'v'"),
    ("unheld", articles("They pay [#]{n} marks."), "no party holds any amount of 'n'"),
    ("unheld", "## Article 1. A {#a}\n\n1. Alt-1 {w: a by north} They go.\n\n1. Alt-2 {w: b} [ ]\n", "no party holds 'b' of 'w'"),
    ("open_wording", articles("They go [at once] home."), "'[at once]' is open"),
    ("open_wording", articles("They pay ____ marks."), "'____' is open"),
    ("open_wording", articles("The date is TBD."), "'TBD' is open"),
    ("open_wording", articles("The seat, to be completed"), "'to be completed' is open"),
    (
        "held_otherwise",
        articles("They [shall | should]{v: a by north; b by east} go.", "They [must | may]{v: a by east; b by north} go."),
        "'v' in Article 1, 1 and Article 2, 1: 'a' held by north there, and here by east",
    ),
    ("note_uncalled", articles("They go.") + "\n[^n]: A note.\n", "'n' is called nowhere"),
    ("note_twice", articles("They go.[^n]", "They come.[^n]") + "\n[^n]: A note.\n", "called in Article 1, 1 and Article 2, 1"),
    ("no_heading", articles("x", "y", "z").replace(" Part 2", ""), "Article 2 has no heading"),
    ("empty", articles("x", ""), "Article 2, 1 is empty"),
    ("doubled", articles("They go to the the river."), "'the the'"),
    ("doubled", articles("They [shall | may]{v: a by north; b by east} shall go."), "'shall shall'"),
    ("unmatched", articles("They go (at once."), "'(' has no other half"),
    ("unmatched", articles("They go at once)."), "')' has no other half"),
    ("unmatched", articles("They go “at once."), "'“' has no other half"),
    ("unmatched", articles("They go [(at once) | (soon]{v: a by north; b by east}."), "'(' has no other half"),
]

CLEAN = [
    ("reference_lost", articles("Under Article 51 of the Charter they may act.")),
    ("reference_lost", articles("Article 31 Vienna Convention governs.")),
    ("reference_lost", articles("As the Vienna Convention says in its Article 60.")),
    ("reference_lost", articles("Article 60, paragraph 2, of the Convention governs.")),
    ("reference_lost", articles("Article 7, Vienna Convention on the Law of Treaties, governs.")),
    ("reference_lost", articles("Article 2 and 20 days later.", "Article 1, 30 days later, and Article 2(1).")),
    ("reference_lost", articles("See paragraph 1 above, paragraph 5 of Article [1](#a1), and Article [1](#a1), paragraph 7.")),
    ("reference_lost", articles("Under Article 105 and those following of the Convention, or Article 30 bis, they go.")),
    ("reference_lost", "## Article 1. A {#a}\n\nThe plain one, of paragraph 4.\n"),
    ("reference_lost", "# Of Article 9, paragraph 3 of the Pact\n\nRecalling paragraph 7,\n"),
    ("reference_lost", "---\narticles are called: Clause\nagreement: nothing is agreed until everything is agreed\n---\n" + articles("See Article 9.")),
    ("term_unused", articles("“Zone” means the strip.", "The zones are free.")),
    ("term_unused", articles("The Joint Commission (the “Commission”) meets.", "The Commission reports.")),
    ("term_unused", articles("“Demilitarised Zone” means the strip.", "In the Zone nobody shoots.")),
    ("term_unused", articles("North and East (each a “Party” and together the “Parties”) agree.", "Each Party goes.")),
    ("term_unused", articles("“Zone” means the strip.", "They go [into the Zone | ]{v: a by north; b by east}.")),
    ("term_unused", articles("They said “go home” (“at once”, said East).")),
    ("term_undefined", articles("The Observer and the Observer, of the observer.")),
    ("term_undefined", articles("“Zone” means the strip. The Zone and the Zone, the zone.", "The Parties and the Parties, the parties.")),
    ("term_undefined", articles("“Zone” means the strip.", "The Strait of Ister, the Strait of Ister, and the strait.")),
    ("term_undefined", articles("“Zone” means the strip. The Zone.", "The Rights of the Child, the Rights of the Child, and the child.")),
    ("term_undefined", articles("“Zone” means the strip. The Zone.", "The Observer Corps on Rivers, the Observer Corps on Rivers: the observer.")),
    ("term_unused", articles("They shall not be sent back (“refouler”).")),
    ("term_twice", articles("For the purposes of this Article, “Zone” means the strip.", "For the purposes of this Article, “Zone” means the plain.")),
    ("term_twice", articles("[“Zone” means the strip | “Zone” means the plain]{v: a by north; b by east}. The Zone.")),
    ("terms_alike", articles("“Zone” means the strip along the line. “Belt” means the strip along the river.")),
    ("terms_alike", articles("“Zone” means the strip shown on map 1. “Belt” means the strip shown on map 2.")),
    ("terms_alike", articles("“Zone” or “Belt” means the strip along the line.")),
    ("date_differs", articles("The withdrawal shall be completed by 1 June 2027.", "The withdrawal of arms shall be completed by 1 July 2027.")),
    ("date_differs", articles("If East agrees the withdrawal shall be completed by 1 June 2027.", "The withdrawal shall be completed by 1 July 2027.")),
    ("date_differs", articles("Each phase of it shall be completed by 1 June 2027.", "Each phase of it shall be completed by 1 July 2027.")),
    ("date_differs", articles("East shall pay by 1 June 2027.", "East shall pay by 1 July 2027.")),
    ("date_differs", articles("It shall be completed by 1 June 2027.", "It shall be completed by 1 July 2027.")),
    (
        "date_differs",
        articles("The withdrawal shall be completed by 1 June 2027.", "The withdrawal shall be completed by 1 July 2027.")
        .replace("Part 1", "First phase")
        .replace("Part 2", "Second phase"),
    ),
    (
        "date_differs",
        articles("The Parties shall exchange all lists within 30 days of signature.", "The Parties shall exchange all lists within 60 days of entry."),
    ),
    ("sum_differs", articles("By a payment of 400 million dollars; the sum of 10 dollars.", "By a payment of 500 million dollars; the sum of 20 dollars.")),
    ("sum_differs", articles("The fund of 400 million dollars for roads.", "The fund of 500 million dollars for dams.")),
    ("sum_differs", articles("The fund of 400,000,000 dollars.", "The fund of 400 million dollars.")),
    ("words_and_figures", articles("Within thirty (30) days; one hundred and twenty (120); two thousand five hundred (2,500).")),
    ("words_and_figures", articles("Of the two (1) and (2) apply; forty-five (45); one million two hundred thousand (1,200,000).")
     .replace("two (1) and (2)", "rules (1) and (2)")),
    ("total_differs", articles("East pays 40 million dollars for roads and 50 million dollars for dams, in total 90 million dollars.")),
    ("total_differs", articles("East pays 10 million dollars in May and 20 million dollars in each later year, in total 90 million dollars.")),
    ("modals", TWO % ("The Parties shall go.", "The Parties shall report.", "The Parties should meet.")),
    ("modals", TWO % ("The Parties shall go.", "Should a Party fail, the other may act; if it should fail, they meet.", "x")),
    ("modals", TWO % ("The Parties shall go.", "They [shall | should]{v: a by north; b by east} report. They should meet.", "x")),
    ("modals", TWO % ("The Parties shall go.", "It was agreed that they should go; (b) should a Party die, so be it.", "x")),
    ("modals", TWO % ("The Parties shall go.", "The word “should” binds nobody.", "x")),
    ("modals", TWO % ("The Parties shall go.", "Whatever the Parties will do, they shall go.", "x")),
    ("unheld", articles("They [shall | should]{v: a by north; b by east} go.", "They [must | may]{v: a; b} come.")),
    ("unheld", articles("They pay [#]{n: 40 by north} marks.")),
    ("open_wording", articles("They said “go [sic] home”, and went to be counted. To be determined by the Council.")),
    ("held_otherwise", articles("They [shall | should]{v: a by north; b by east} go.", "They [must | may]{v: a; b} come.")),
    ("note_twice", articles("They [go[^n] | come[^n]]{v: a by north; b by east}.") + "\n[^n]: A note.\n"),
    ("no_heading", articles("x", "y").replace(" Part 2", "")),
    ("empty", "## Article 1. A {#a}\n\n1. Alt-1 {w: a by north} They go.\n\n1. Alt-2 {w: b by east} [ ]\n"),
    ("doubled", articles("They said that that had had no end. The [^n]island of Bora Bora. It is 20 20.") + "\n[^n]: x\n"),
    ("doubled", articles("They pay the [#]{n: 40 by north} the same, and [shall | ]{v: a by north; b by east} go.")),
    ("unmatched", articles("They go: a) home, b) away (soon), “now” and «later», of 5\" pipes. „So“ it is; »so« too.")),
    ("unmatched", "## Article 1. A {#a}\n\n“They go.\n\n“They come.\n\nThey stay.”\n"),
    ("unmatched", articles("They go [(at once) | ]{v: a by north; b by east} and 4” on.").replace("4” on", "on")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "source", "said"), FOUND)
def test_what_is_wrong_is_found(code: str, source: str, said: str) -> None:
    messages = [one.message for one in found(source, code)]
    assert [one for one in messages if said in one], messages
    assert len(messages) == 1


@pytest.mark.parametrize(("code", "source"), CLEAN)
def test_what_is_right_is_left_alone(code: str, source: str) -> None:
    assert found(source, code) == []


def test_every_code_of_the_table_is_tried_both_ways() -> None:
    """Those that ask for drafts or issues have tests of their own."""
    codes = {code for rule in RULES for code in rule.codes}
    assert codes - {code for code, _, _ in FOUND} == {"reference_moved", "unworded"}
    assert codes - {code for code, _ in CLEAN} == {"reference_moved", "unworded", "note_uncalled"}


FIRST = articles("They go.", "They pay under Article 1 and Article 2(1).")
NEWCOMER = "## Article 1. New {#new}\n\n1. {#p} x\n\n"
LATER = NEWCOMER + articles("They go.", "They pay under Article 1 and Article 2(1).").replace("Article 2. Part", "Article 3. Part")


def test_a_reference_to_an_article_that_moved_says_which_it_meant() -> None:
    """Its number when the words were written, and its number now."""
    messages = {one.message: one.follows for one in found(LATER, "reference_moved", drafts=(FIRST, LATER))}
    assert messages == {
        "Article 3, 1: 'Article 1' was 'Part 1' (a1) in draft 1, when that was written; that is Article 2 now": "write [2](#a1), which follows "
        "wherever that moves",
        "Article 3, 1: 'Article 2(1)' was 'Part 2' (a2/p) in draft 1, when that was written; that is Article 3, paragraph 1 now": "write "
        "[3](#a2) and [1](#a2/p), which follows wherever that moves",
    }
    assert found(FIRST, "reference_moved", drafts=(FIRST,)) == []


def test_words_written_after_the_move_mean_what_is_there() -> None:
    """Also where they stand only in the text of today."""
    moved = LATER.replace("They pay under Article 1 and Article 2(1).", "They pay.")
    assert found(LATER, "reference_moved", drafts=(FIRST.replace("Article 1 and Article 2(1)", "no rule"), moved, LATER)) == []
    assert found(LATER, "reference_moved", drafts=(moved,)) == []


def test_a_reference_to_what_is_gone_says_so() -> None:
    """The article it meant has no number any more."""
    gone = articles("They go.", "They pay under Article 1 and Article 2(1).").partition("## Article 2.")[2]
    now = "## Article 1. Part" + gone.removeprefix(" Part")
    assert "that is gone" in found(now, "reference_moved", drafts=(FIRST, now))[0].message


def test_a_reference_to_a_paragraph_that_is_gone_says_so() -> None:
    """Its article is still there."""
    was = TWO % ("They go.", "They come.", "They pay under paragraph 2 of Article 1.")
    now = was.replace("2. {#b} They come.\n\n", "")
    messages = [one.message for one in found(now, "reference_moved", drafts=(was, now))]
    assert messages == ["Article 2, 1: 'paragraph 2 of Article 1' was 'Forces' (forces/b) in draft 1, when that was written; that is gone"]


def test_an_issue_without_wording_is_found_unless_it_is_agreed() -> None:
    """Agreed, its wording may be plain."""
    open_one = Issue("water", "", (Option("a"), Option("b")))
    assert [one.message for one in found(articles("x"), "unworded", open_one)] == ["issue 'water' has no wording in the text"]
    assert found(articles("x"), "unworded", Issue("water", "", (Option("a"),), agreed=Agreed("a"))) == []


@pytest.mark.parametrize("code", ["unheld", "held_otherwise"])
def test_an_agreed_issue_may_list_whoever_it_will(code: str) -> None:
    """Its bracket is on the way out."""
    source = articles("They [shall | should]{v: a by north; b} go.", "They [must | may]{v: a by east; b} go.")
    agreed = Issue("v", "", (Option("a"), Option("b")), agreed=Agreed("a"))
    assert found(source, code)
    assert found(source, code, agreed) == []


@pytest.mark.parametrize(
    ("language", "code", "said", "clean"),
    [
        ("de", "reference_lost", "Nach Artikel 9 gilt das.", "Nach Artikel 51 der Charta gilt das, nach Artikel 1 auch."),
        ("de", "term_unused", "„Zone“ bezeichnet den Streifen.", "„Zone“ bezeichnet den Streifen. In der Zone ist Ruhe."),
        ("de", "words_and_figures", "Binnen dreißig (20) Tagen.", "Binnen dreißig (30) Tagen."),
        ("de", "modals", "Sie müssen gehen. Sie sollten berichten.", "Sie müssen gehen. Sie müssen berichten."),
        ("fr", "reference_lost", "Selon l'article 9 du présent accord.", "Selon l'article 51 de la Charte et l'article 1."),
        ("fr", "term_unused", "Le fonds (ci-après le « Fonds ») est créé.", "Le fonds (ci-après « le Fonds ») est créé. Le Fonds paie."),
        ("fr", "words_and_figures", "Dans les trente (20) jours.", "Dans les trente (30) jours, soit vingt-cinq (25)."),
        ("es", "reference_lost", "Según el artículo 9.", "Según el artículo 51 de la Carta y el artículo 1."),
        ("es", "modals", "Las Partes deberán ir. Las Partes deberían informar.", "Las Partes deberán ir e informar."),
        ("ru", "reference_lost", "В соответствии со статьей 9.", "В соответствии со статьёй 51 Устава и статьей 1."),
        ("ru", "term_unused", "«Зона» означает полосу.", "«Зона» означает полосу. В зоне тихо."),
        ("uk", "reference_lost", "Відповідно до статті 9.", "Відповідно до статті 51 Статуту та статті 1."),
        ("uk", "words_and_figures", "Протягом тридцяти (20) днів.", "Протягом тридцяти (30) днів."),
        ("ar", "reference_lost", "وفقا للشروط في المادة 9.", "وفقا لما ورد في المادة 51 من الميثاق والمادة 1."),
        ("ar", "modals", "يجب الانسحاب. ينبغي الإبلاغ.", "يجب الانسحاب ويجب الإبلاغ."),
    ],
)
def test_other_languages_have_their_words(language: str, code: str, said: str, clean: str) -> None:
    head = f"---\nlanguage: {language}\nagreement: nothing is agreed until everything is agreed\n---\n"
    assert len(found(head + articles(said), code)) == 1
    assert found(head + articles(clean)) == []


def test_a_language_without_words_says_so_and_has_the_other_rules() -> None:
    """`sw` has no table."""
    head = "---\nlanguage: sw\nagreement: nothing is agreed until everything is agreed\n---\n"
    codes = [one.code for one in found(head + articles("Article 9 the the (x [y].", ""))]
    assert codes == ["language", "open_wording", "empty", "unmatched"]
    assert "reference_lost" in found(head + articles("x"))[0].message


def test_nothing_is_found_where_there_is_no_text() -> None:
    assert lint(Case("c", parties=(Party("north"),), issues=(Issue("i", "", (Option("a"),)),))) == ()


@given(st.integers(0, 2**32))
@settings(deadline=None)
def test_nothing_raises_whatever_the_text(seed: int) -> None:
    """Findings name a rule of the table, a place that there is, and say something; asked twice they are the same."""
    rng = Random(seed)
    _, case = random_text(rng)
    known = {"language", *(code for rule in RULES for code in rule.codes)}
    findings = lint(case)
    assert {one.code for one in findings} <= known
    assert all(one.place and one.message and one.follows for one in findings)
    assert findings == lint(case)
    assert case.text is not None
    changed_text(rng, case.text)


def test_a_case_of_findings_is_of_frozen_values() -> None:
    (one,) = found(articles("They go (at once."))
    assert hash(one) == hash(one)
    assert case_of(articles("x")).text is not None
