"""The text in the brief as data: how far it is, its open brackets beside the analysis, and how packages word it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onetext.model.case import Case
from onetext.model.text.drafts import latest, texts
from onetext.model.text.numbering import article_numbers, label
from onetext.model.text.values import Text
from onetext.model.text.walk import issues_of
from onetext.report.build_stakes import conflict_issues, stakes
from onetext.report.findings import Findings
from onetext.report.parts_text import OpenArticle, OpenIssue, OpenVariant, PackageText, Readiness, TextLine, TextState
from onetext.report.say import option_label
from onetext.report.text import count, listed, name, number
from onetext.report.wording.lines import Line, Variant
from onetext.report.wording.say import WHOLE
from onetext.report.wording.spans import Reading, spans
from onetext.report.wording.views import Flat, clean, counted, flats, reading_of, whole
from onetext.report.words_text import APART


class Held(NamedTuple):
    """The text of the day with what is agreed by then."""

    text: Text
    settled: Mapping[str, str]
    edited: bool


def text_state(found: Findings) -> TextState | None:
    """All that the brief says of the text; None where the case has none."""
    held = of_the_day(found.case)
    if held is None:
        return None
    drafts = len(found.case.drafts)
    last = found.case.drafts[-1].number if drafts else 0
    return TextState(
        last, drafts, held.edited, _state(found.case, held), readiness(found, held), _articles(found, held),
        stakes(found, held.text, held.settled), _packages(found, held), held.text.rightward, held.text.language,
    )  # fmt: skip


def of_the_day(case: Case) -> Held | None:
    """The text as it stands, or that of the last draft where the case is read on an earlier day."""
    if case.text is None and not case.drafts:
        return None
    if case.text is None:
        return Held(latest(case.drafts), case.drafts[-1].settled, False)
    settled = {issue.id: issue.agreed.option for issue in case.issues if issue.agreed is not None}
    return Held(case.text, settled, bool(case.drafts) and case.text != latest(case.drafts))


def _state(case: Case, held: Held) -> str:
    """`Draft 4 of 4. 30 articles, six of them clean; 26 issues have open wording. Nothing is agreed until everything is agreed.`"""
    last = case.drafts[-1].number if case.drafts else 0
    which = f"Draft {last} of {len(case.drafts)}" if case.drafts else "No draft is recorded; the text stands in the case"
    which += ", with changes that no draft records yet" if held.edited else ""
    count_ = counted(held.text, held.settled)
    many = count(count_.articles, "article")
    clean_ = f"{many[0].upper()}{many[1:]}, {_clean(count_.clean, count_.articles)}"
    open_ = f"{count(count_.open, 'issue')} {'has' if count_.open == 1 else 'have'} open wording"
    return f"{which}. {clean_}; {open_}. {agreement(held.text)}"


def _clean(clean_: int, articles: int) -> str:
    return f"{number(clean_)} of them clean" if 0 < clean_ < articles else "all clean" if clean_ else "all with open brackets"


def agreement(text: Text) -> str:
    """The switch: everything or nothing, or the articles of an early harvest by their numbers."""
    numbers = article_numbers(text)
    early = [name(label(text, text.article[one], numbers)) for one in text.early if one in text.article]
    return f"Early harvest: {listed(early)} may enter into force before all is agreed." if early else WHOLE


# --- readiness


def readiness(found: Findings, held: Held) -> tuple[Readiness, ...]:
    """A row for each draft, and one for the text as it stands where no draft records it."""
    fought = set().union(*conflict_issues(found))
    case = found.case
    rows = [
        _ready((one.number, one.date.isoformat() if one.date else "", one.by), text, one.settled, fought)
        for one, text in zip(case.drafts, texts(case.drafts), strict=True)
    ]
    if held.edited or not rows:
        rows.append(_ready((0, "", ""), held.text, held.settled, fought))
    return tuple(rows)


def _ready(which: tuple[int, str, str], text: Text, settled: Mapping[str, str], fought: set[str]) -> Readiness:
    open_ = [set(issues_of(article)) - settled.keys() for article in text.articles]
    bracketed = sum(map(bool, open_))
    return Readiness(*which, len(open_), len(open_) - bracketed, bracketed, sum(bool(one & fought) for one in open_), len(settled))


# --- open articles


def _articles(found: Findings, held: Held) -> tuple[OpenArticle, ...]:
    reading = reading_of(held.text, found.case, held.settled)
    every = (_article(found, held, reading, part) for part in flats(held.text, reading))
    return tuple(article for article in every if article is not None)


def _article(found: Findings, held: Held, reading: Reading, part: tuple[str, Flat | None, list[Flat]]) -> OpenArticle | None:
    at, head, below = part
    open_: list[tuple[Flat, Line]] = []
    for flat in (head, *below) if head is not None else below:
        line = whole(flat, reading)
        if line.variants or flat.label:
            open_.append((flat, line))
    if not open_:
        return None
    label_ = head.line.marker if head is not None else APART[at]
    heading = spans(head.content, reading) if head is not None else ()
    lines = tuple(_line(line) for _, line in open_ if line.kind != "heading")
    return OpenArticle(at, label_, heading, lines, tuple(_issues(found, open_)))


def _line(line: Line) -> TextLine:
    return TextLine(line.kind, line.marker, line.spans, line.level)


def _issues(found: Findings, lines: list[tuple[Flat, Line]]) -> Iterator[OpenIssue]:
    """The issues with open brackets in some lines, each with its variants and what is known of it."""
    variants: dict[str, list[tuple[str, Variant]]] = {}
    for flat, line in lines:
        alt = "".join(span.text for span in flat.label).strip("[] ")
        whose = flat.line.variants[0].issue if flat.line.variants else ""
        for one in line.variants:
            variants.setdefault(one.issue, []).append((alt if one.issue == whose else "", one))
    for issue, held in variants.items():
        yield _issue(found, issue, held)


def _issue(found: Findings, issue_id: str, held: list[tuple[str, Variant]]) -> OpenIssue:
    issue = found.case.issue[issue_id]
    picked = {one.rule: dict(one.package)[issue_id] for one in found.solutions if one.package is not None}
    common = dict(found.ground.settled).get(issue_id)
    holders: dict[str, dict[str, None]] = {}
    alts: dict[str, str] = {}
    for alt, one in held:
        holders.setdefault(one.option, {}).update((holder.party, None) for holder in one.holders)
        alts[one.option] = alts.get(one.option) or alt
    for option in (*picked.values(), *((common,) if common else ())):
        holders.setdefault(option, {})
    variants = tuple(
        OpenVariant(
            option, option_label(issue, issue.option(option)), alts.get(option, ""), tuple(who),
            tuple(rule for rule, pick in picked.items() if pick == option), option == common,
        )
        for option, who in sorted(holders.items(), key=lambda item: issue.places[item[0]])
    )  # fmt: skip
    places = tuple(place for place, about in enumerate(conflict_issues(found)) if issue_id in about)
    return OpenIssue(issue_id, issue.name, places, variants, len(set(picked.values())) == 1)


# --- the text of packages


def _packages(found: Findings, held: Held) -> tuple[PackageText, ...]:
    """The clean text of each package that rules pick, those with the same package together."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for one in found.solutions:
        if one.package is not None:
            groups.setdefault(one.package, []).append(one.rule)
    return tuple(PackageText(tuple(rules), _worded(found.case, held, dict(package))) for package, rules in groups.items())


def _worded(case: Case, held: Held, package: dict[str, str]) -> tuple[TextLine, ...]:
    """The articles that have open brackets today, as the package words them."""
    decided = {article.id for article in held.text.articles if set(issues_of(article)) - held.settled.keys()}
    lines = clean(held.text, case, {**package, **held.settled})
    return tuple(_line(line) for line in lines if line.at.partition("/")[0] in decided)
