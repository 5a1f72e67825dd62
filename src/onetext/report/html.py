"""The brief as one HTML file: no request, no script, light and dark, A4, phone, keyboard, screen reader, right to left.

All markup is in the templates and goes through Jinja2's autoescape; only the style sheet and the drawings of `charts`,
which escape for themselves, are inserted as they are. The page forbids all content but its own style sheet, named by
its hash, so that a hole in a template could still not load or run anything.
"""

import re
from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from onetext.report import charts, grid, lists, rows, rows_record, words, words_text
from onetext.report.brief import Brief, annexed, first_issues, party
from onetext.report.text import clean, count, day, name, number, runs

CSP = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
LONG = re.compile(r"\S{25}")  # a word that no column can hold may break anywhere


def to_html(brief: Brief) -> str:
    """The whole page as text, to be written as UTF-8."""
    css = "".join(_styles(name) for name in (("brief", "text") if brief.text is not None else ("brief",)))
    csp = CSP.format(b64encode(sha256(css.encode()).digest()).decode())
    table = {
        "b": brief,
        "css": css,
        "csp": csp,
        "pieces": partial(_pieces, brief),
        "person": partial(party, brief),
        "sections": words.sections(brief),
        "words": words,
        "texts": words_text,
        "rows": rows,
        "record": rows_record.groups(brief),
        "grid": grid,
        "lists": lists,
        "charts": charts,
        "annexed": annexed(brief),
        "issues": first_issues(brief),
        "common": rows.common_evidence(brief),
        "open_note": rows.open_note(brief),
        "beyond_common": rows.beyond_common,
        "numbers": rows.evidence_numbers(brief),
        "hands": rows.evidence_hands(brief),
        "tradeoffs": tuple(_tradeoff(brief, i) for i in range(len(brief.tradeoffs)) if brief.tradeoffs[i].dots),
    }
    return _environment().get_template("brief.html").render(table)


def _styles(name: str) -> str:
    return files("onetext.report").joinpath(f"templates/{name}.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    loader = PackageLoader("onetext.report")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"day": day, "clean": clean}
    made.globals |= {
        "count": count,
        "number": number,
        "named": name,
        "window_svg": charts.window_svg,
        "slopes_svg": charts.slopes_svg,
        "is_long": LONG.search,
    }
    return made


def _pieces(brief: Brief, sentence: str) -> list[tuple[str, str]]:
    """A sentence as runs; a party's name is set apart even where the sentence did not mark it."""
    pieces: list[tuple[str, str]] = []
    for kind, text in runs(sentence):
        if kind == "amount" and pieces and not pieces[-1][0]:
            pieces[-1] = ("", re.sub(" $", "\u00a0", pieces[-1][1]))  # a figure stays on the line of the word before it
        known = [] if kind else sorted({p.name for p in brief.parties if p.name and p.name in text}, key=len, reverse=True)
        parts = re.split(rf"(?<!\w)({'|'.join(map(re.escape, known))})(?!\w)", text) if known else [text]
        pieces += [("name" if i % 2 else kind, part) for i, part in enumerate(parts) if part]
    return pieces


def _tradeoff(brief: Brief, index: int) -> dict[str, object]:
    chart = brief.tradeoffs[index]
    names = (party(brief, chart.x).name, party(brief, chart.y).name)
    dots = charts.dots_shown(chart)
    return {
        "svg": charts.tradeoff_svg(chart, f"chart-{index}", names),
        "x": chart.x,
        "y": chart.y,
        "marks": tuple((charts.GLYPHS[m.shape], m.label) for m in chart.marks),
        "efficient": sorted((d.x, d.y) for d in dots if d.efficient),
        "shown": len(dots),
        "points": len(chart.dots),
        "total": chart.total,
    }
