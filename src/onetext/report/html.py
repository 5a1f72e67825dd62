"""The brief as one HTML file: no request, no script, light and dark, A4, phone, keyboard, screen reader, right to left.

All text goes through Jinja2's autoescape; sentences through `say`, which turns the marks around names into <bdi> and
nothing else into markup. The page forbids all content but its own style sheet, named by its hash, so a hole in a
template could still not load or run anything.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onetext.report import charts, rows, words
from onetext.report.brief import Brief, annexed, first_issues, party
from onetext.report.parts import Chosen
from onetext.report.text import clean, count, day, name, number, plain, runs

TAGS = {"name": Markup("<bdi>{}</bdi>"), "amount": Markup('<span class="n">{}</span>'), "": Markup("{}")}
LONG_TAGS = TAGS | {"name": Markup('<bdi class="long">{}</bdi>'), "": Markup('<span class="long">{}</span>')}
LONG = re.compile(r"\S{25}")  # a word that no column can hold may break anywhere
LONG_CLASS = Markup(' class="long"')
CSP = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def to_html(brief: Brief) -> str:
    """The whole page as text, to be written as UTF-8."""
    css = files("onetext.report").joinpath("templates/brief.css").read_text("utf-8")
    csp = CSP.format(b64encode(sha256(css.encode()).digest()).decode())
    table = {
        "b": brief,
        "css": Markup(css),
        "csp": csp,
        "sections": words.sections(brief),
        "words": words,
        "rows": rows,
        "charts": charts,
        "annexed": annexed(brief),
        "issues": first_issues(brief),
        "numbers": rows.evidence_numbers(brief),
        "tradeoffs": tuple(_tradeoff(brief, i) for i in range(len(brief.tradeoffs)) if brief.tradeoffs[i].dots),
    }
    return _environment().get_template("brief.html").render(table | _shown(brief))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onetext.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"day": day, "clean": clean, "plain": plain}
    made.globals |= {"count": count, "named": name, "number": number, "window_svg": lambda brief: Markup(charts.window_svg(brief))}
    return made


def _shown(brief: Brief) -> dict[str, object]:
    """The filters that need the brief: a sentence, a name, a party, the chips of a package."""

    def label(text: str) -> Markup:
        return Markup('<bdi dir="auto"{}>{}</bdi>').format(LONG_CLASS if LONG.search(text) else "", clean(text))

    def badge(key: str) -> Markup:
        shown = party(brief, key)
        return Markup('<span class="b c{}" aria-hidden="true">{}</span>').format(shown.colour % 8, clean(shown.mark or shown.name[:1]))

    def who(key: str) -> Markup:
        return Markup('<span class="p">{}{}</span>').format(badge(key), label(party(brief, key).name))

    def say(sentence: str) -> Markup:
        return Markup("").join(_run(brief, kind, text) for kind, text in runs(sentence))

    def tags(package: Chosen) -> Markup:
        tag = Markup("<li>{}: <b>{}</b></li>")
        chips = Markup("").join(tag.format(label(a.issue_label), label(a.option_label)) for a in package)
        shape = "tags cols" if len(package) > 8 else "tags"
        return Markup('<ul class="{}">{}</ul>').format(shape, chips) if package else Markup("")

    by_name: dict[str, object] = {"label": label, "badge": badge, "who": who, "say": say, "tags": tags}
    facts: dict[str, object] = {"party_name": lambda key: party(brief, key).name, "party_colour": lambda key: party(brief, key).colour % 8}
    return by_name | facts


def _run(brief: Brief, kind: str, text: str) -> Markup:
    """One run of a sentence; a party's name is set apart even where the sentence did not mark it."""
    known = sorted({p.name for p in brief.parties if p.name and p.name in text}, key=len, reverse=True)
    if kind or not known:
        return (LONG_TAGS if LONG.search(text) else TAGS)[kind].format(text)
    found = re.split(rf"(?<!\w)({'|'.join(map(re.escape, known))})(?!\w)", text)
    return Markup("").join(TAGS["name" if i % 2 else ""].format(piece) for i, piece in enumerate(found))


def _tradeoff(brief: Brief, index: int) -> dict[str, object]:
    chart = brief.tradeoffs[index]
    names = (party(brief, chart.x).name, party(brief, chart.y).name)
    dots = charts.dots_shown(chart)
    return {
        "svg": Markup(charts.tradeoff_svg(chart, f"chart-{index}", names)),
        "x": chart.x,
        "y": chart.y,
        "marks": tuple((charts.GLYPHS[m.shape], m.label) for m in chart.marks),
        "efficient": sorted((d.x, d.y) for d in dots if d.efficient),
        "shown": len(dots),
        "points": len(chart.dots),
        "total": chart.total,
    }
