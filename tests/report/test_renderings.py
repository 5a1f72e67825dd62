"""The brief as HTML text, Markdown and terminal text: order, words, names, nothing from outside."""

import itertools
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from onetext.report import words
from onetext.report.brief import Brief
from onetext.report.html import to_html
from onetext.report.markdown import to_markdown
from onetext.report.parts import Proposal, Reply
from onetext.report.terminal import to_terminal
from report.strait_brief import DEADLINES, EVIDENCE, strait, with_rules
from report.variants import ARABIC, HOSTILE, crowded, no_numbers, renamed

FORBIDDEN = re.compile(r"\b(soften(s|ed|ing|ings)?|costs?|blocks?|blocked|blocking|buy|buys|give[sn]? up|gave up|short)\b", re.IGNORECASE)
FULL = "full"
BRIEFS = {
    "strait": strait,
    FULL: lambda: replace(strait(), rules=with_rules(strait()), evidence=EVIDENCE, deadlines=DEADLINES),
    "arabic": lambda: renamed(strait(), ARABIC),
    "hostile": lambda: renamed(strait(), HOSTILE),
    "no numbers": no_numbers,
    "crowded": crowded,
    "empty": lambda: Brief("Nothing yet", "2031-02-01"),
}
VOID = {"meta", "link", "br", "img", "rect", "path", "circle", "line"}


class Page(HTMLParser):
    """Visible text, tags in order, the text inside <bdi>, and whether every tag is closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.text: list[str] = []
        self.apart: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)
        assert self.stack == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.stack.pop() == tag

    def handle_data(self, data):
        if "style" not in self.stack:
            self.text.append(data)
            if "bdi" in self.stack or "title" in self.stack or "desc" in self.stack:
                self.apart.append(data)


def page(key: str) -> Page:
    return Page(to_html(BRIEFS[key]()))


@pytest.mark.parametrize("key", BRIEFS)
def test_html_is_well_formed_and_quiet(key):
    """Every tag closed in order, ids unique, nothing fetched, no script, no event handler, one style sheet."""
    found = page(key)
    names = [tag for tag, _ in found.tags]
    assert not {"script", "img", "iframe", "object", "embed", "form", "base"} & set(names)
    assert names.count("style") == 1 and names.count("h1") == 1 and names.count("main") == 1
    attributes = [(name, value) for _, attrs in found.tags for name, value in attrs.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in ("src", "style", "srcset")]
    assert all(value.startswith("#") for name, value in attributes if name == "href")
    ids = [value for name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value[1:] for name, value in attributes if name == "href"} <= set(ids)
    source = re.sub(r'"http://www\.w3\.org/2000/svg"', "", to_html(BRIEFS[key]()))
    assert not re.search(r"https?:|//[a-z]|url\(|@import", source.replace(HOSTILE["Northland"], ""))


@pytest.mark.parametrize("key", BRIEFS)
@pytest.mark.parametrize(
    "render", [lambda b: "".join(Page(to_html(b)).text), to_markdown, to_terminal], ids=["html", "markdown", "terminal"]
)
def test_no_word_that_blames_or_haggles(key, render):
    """No soften, cost, block, buy, give up or short as a word on any page."""
    assert not FORBIDDEN.findall(render(BRIEFS[key]()))


@pytest.mark.parametrize("key", ["strait", "arabic", "crowded", FULL])
def test_every_party_name_is_set_apart(key):
    """Outside of <bdi> (and of titles, which hold text only) no party's name occurs."""
    found = page(key)
    loose = [text for text in found.text if text not in found.apart]
    for party in BRIEFS[key]().parties:
        assert any(party.name in text for text in found.apart) or not party.kind
        assert not [text for text in loose if re.search(rf"\b{re.escape(party.name)}\b", text)]


@pytest.mark.parametrize("key", [FULL, "crowded"])
def test_sections_stand_in_their_order(key):
    """The order of the issue: ask, common ground, what does not fit, proposals, two levels, table, trades, window, rules, how sure, evidence, rests on."""
    order = [name for name, _, _ in words.TITLES] + ["annex"]
    found = [attrs["id"] for tag, attrs in page(key).tags if tag == "section" and attrs.get("id") in order]
    assert found == [key for key in order if key in found]
    assert len(found) == 12
    markdown = re.findall(r"^## (?:\d+ )?(.*)$", to_markdown(BRIEFS[key]()), re.MULTILINE)
    assert markdown == [*(section.title for section in words.sections(BRIEFS[key]())), "Words used here"]


def test_headings_step_by_one():
    """No level is left out on the way down."""
    levels = [int(tag[1]) for tag, _ in page("crowded").tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in itertools.pairwise(levels))


def test_tables_have_captions_and_scopes():
    """Each table has a caption or a name, and each head cell a scope."""
    found = page(FULL)
    heads = [attrs for tag, attrs in found.tags if tag == "th"]
    assert heads and all(attrs.get("scope") for attrs in heads)


def test_hostile_names_stay_text():
    """What looks like markup is shown as it stands; characters that change direction are gone from every rendering."""
    source = to_html(BRIEFS["hostile"]())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in source
    assert "{{ 7*7 }}" in "".join(page("hostile").text)
    for text in (source, to_terminal(BRIEFS["hostile"]()), to_markdown(BRIEFS["hostile"]())):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", text)
    assert "<script>" not in to_markdown(BRIEFS["hostile"]()).replace("\\<script\\>", "")


def test_without_numbers_there_are_no_empty_charts_and_no_zeros():
    """Views, orders and silence in words; a number that nobody gave is never shown as 0."""
    found = page("no numbers")
    text = "".join(found.text)
    assert "svg" not in [tag for tag, _ in found.tags]
    for said in ("not said", "wants it", "first choice", "only if", "does not mind", "It is not known what it could accept"):
        assert said in text
    cells = re.findall(r"<td[^>]*>(.*?)</td>", to_html(no_numbers()), re.S)
    assert not [cell for cell in cells if re.search(r">\s*0\s*<", cell)]


def test_the_annex_holds_all_issues_and_the_table_eight():
    """More than eight issues: eight open ones first, all of them in the annex."""
    source = to_html(crowded())
    table, annex = source.split('id="annex"')
    assert table.count('class="issue"') == 8
    assert annex.count('class="issue"') == 28


def test_the_meeting_stands_in_its_section():
    """What to ask, what it last said, what is confidential from it."""
    text = "".join(page("crowded").text)
    assert text.index("The meeting with") < text.index("What it last said") < text.index("Confidential from it")


@pytest.mark.parametrize("key", BRIEFS)
def test_the_terminal_fits_its_width(key):
    """No line is wider than asked for, and the bottom line is among the first lines."""
    from rich.cells import cell_len

    for width in (100, 72):
        lines = to_terminal(BRIEFS[key](), width).splitlines()
        assert max(map(cell_len, lines)) <= width
    bottom = BRIEFS[key]().bottom_line
    assert not bottom or "".join(line for line in lines[:6] if line).find(bottom[:20].replace("\u2068", "")) >= 0


def test_colour_only_on_request():
    """Plain text has no escape sequence; with colour the words are the same."""
    plain, coloured = to_terminal(strait()), to_terminal(strait(), colour=True)
    assert "\x1b" not in plain and "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()


def test_rich_and_jinja_load_only_when_needed():
    """Importing the data, the words or the terminal rendering loads neither."""
    code = "import sys, onetext.report.brief, onetext.report.tojson, onetext.report.terminal, onetext.report.markdown;"
    code += "print([m for m in ('rich', 'jinja2', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_link_that_only_keeps_a_proposal_out_opens_nothing():
    """It is told with the proposals, in all renderings, and not among what would open an agreement."""
    link = replace(strait().links_in_the_way[0], opens=0, why="Two at most can be watched")
    brief = replace(strait(), links_in_the_way=(link,), softenings=())
    for text in ("".join(Page(to_html(brief)).text), to_markdown(brief), to_terminal(brief)):
        told = " ".join(text.split())
        assert "keeps out The envoy’s plan. Reason on record: Two at most can be watched. No source recorded." in told
        assert "What would open it" not in told


def test_evidence_behind_most_cells_is_named_once():
    """One source behind a whole table stands in its legend, not in a hundred cells; other references stay in theirs."""
    issues = tuple(
        replace(i, options=tuple(replace(o, cells=tuple(replace(c, evidence=("s1",)) for c in o.cells)) for o in i.options))
        for i in strait().issues
    )
    source = to_html(replace(strait(), issues=issues, evidence=EVIDENCE))
    assert source.count('href="#e1"') == 1
    few = replace(issues[0], options=(replace(issues[0].options[0], cells=issues[0].options[0].cells[:1]),))
    assert to_html(replace(strait(), issues=(few,), evidence=EVIDENCE)).count('href="#e1"') == 1


def test_a_question_takes_no_colon():
    """`Who watches? A joint mission`, but `Fee: 6`; a unit stands once."""
    brief = renamed(strait(), {"Watch": "Who watches?"})
    for text in (" ".join("".join(Page(to_html(brief)).text).split()), to_terminal(brief, 400), to_markdown(brief).replace("*", "")):
        assert "Who watches? A joint mission" in " ".join(text.split())
        assert "?:" not in text
        assert "Fee: 6" in text


@pytest.mark.parametrize(
    ("accepts", "says", "told"),
    [
        ("yes", "yes", "nothing"),
        ("depends", "no", "nothing certain"),
        ("depends", "if", "nothing known"),
        ("depends", None, "nothing known"),
    ],
)
def test_what_stands_where_nothing_is_known_to_be_in_the_way(accepts, says, told):
    """A refusal that decides no package is still a refusal."""
    replies = () if says is None else (Reply("a", says),)
    assert words.nothing_in_the_way(Proposal("p", "The plan", accepts=(("a", accepts),), replies=replies)) == told
