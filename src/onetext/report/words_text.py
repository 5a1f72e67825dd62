"""The words and rows on the text that every rendering shares; nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.model.text.walk import NOTES, PREAMBLE, TITLE
from onetext.report.brief import Brief, party
from onetext.report.parts import Figure
from onetext.report.parts_text import OpenArticle, OpenIssue, OpenVariant, PackageText, Readiness, Slope, SlopePoint, Stake, StakeVariant
from onetext.report.text import clean, day, listed, name
from onetext.report.words import figure_words, letter

APART = {TITLE: "Title", PREAMBLE: "Preamble", NOTES: "Notes"}
"""What is called what belongs to no article."""
READY = ("Draft", "Articles", "Clean", "Bracketed", "In conflict", "Issues agreed")
IN_CONFLICT = "In conflict: with open wording on an issue of which a red line or link speaks that stands in a conflict of today."
SLOPES = (
    "What the package that each draft puts forward is worth to each principal, by the figures of today and in its own points. "
    "Where two figures stand, what is still open brings it between them, links left aside; nothing is assumed in between."
)
UP = "Up is the share from the least to the most that any answers together are worth to a party; heights of two parties do not compare."
STAKES = {"red_line": "red line", "reservation": "worth without an agreement", "bloc": "consent", "link": "link"}


def draft_words(row: Readiness) -> str:
    """`4, 15 September 2043`, or that no draft records it."""
    which = str(row.draft) if row.draft else "as it stands"
    return f"{which}, {day(row.date)}" if row.date else which


def ready_cells(row: Readiness) -> tuple[str, ...]:
    """The figures of a draft, as under `READY`."""
    return tuple(f"{one:,}" for one in (row.articles, row.clean, row.bracketed, row.in_conflict, row.agreed))


def variant_words(one: OpenVariant) -> str:
    """`Alt-2: A low weir`, or the answer alone."""
    return f"{one.marker}: {name(one.label)}" if one.marker else name(one.label)


def fought(article: OpenArticle) -> bool:
    """Whether an issue of an article with open wording stands in a conflict."""
    return any(issue.conflicts for issue in article.issues)


def analysis_words(brief: Brief, one: OpenIssue) -> tuple[str, ...]:
    """Sentence fragments: what the analysis says of an issue with open wording; that it says nothing where it does not."""
    said = [f"in conflict {listed([letter(place) for place in one.conflicts])}"] if one.conflicts else []
    picked = [variant for variant in one.variants if variant.rules]
    every = {rule.rule for rule in brief.rules if rule.package}
    for variant in picked:
        titles = [clean(rule.title) for rule in brief.rules if rule.rule in variant.rules]
        whose = ("every rule" if len(every) > 1 else titles[0]) if one.same and set(variant.rules) == every else listed(titles)
        said.append(f"picked by {whose}: {name(variant.label)}")
    said += [f"common ground: {name(variant.label)}" for variant in one.variants if variant.common]
    return tuple(said) or ("in no conflict",)


def stake_words(stake: Stake) -> str:
    """`Article 7, Running of the High Dam`."""
    return f"{listed([name(one) for one in stake.where])}, {name(stake.issue_label)}"


def stake_wording(one: StakeVariant) -> str:
    """A variant in brackets; the words around a number, which hold their own, as they are."""
    return f"[{one.wording or ' '}]" if one.option else one.wording


def stake_kind(stake: Stake) -> str:
    """What kind of demand it is; of a worth, that it is where the most hangs."""
    return STAKES[stake.kind] + (", most hangs on" if stake.kind == "reservation" else "")


def package_titles(brief: Brief, package: PackageText) -> str:
    """The plain names of the rules that pick a package."""
    titles = listed([clean(rule.title) for rule in brief.rules if rule.rule in package.rules])
    return titles[:1].upper() + titles[1:]


@dataclass(frozen=True, slots=True)
class SlopeRow:
    """The figures of one party: without an agreement, then by draft; None where a draft says nothing of it."""

    party: str
    reservation: Figure | None
    points: tuple[SlopePoint | None, ...]


def slope_drafts(brief: Brief) -> tuple[int, ...]:
    """The drafts that the slopes show."""
    return tuple(sorted({point.draft for slope in brief.slopes for point in slope.points}))


def slope_rows(brief: Brief) -> tuple[SlopeRow, ...]:
    """The slopes as a table."""
    return tuple(_row(slope, slope_drafts(brief)) for slope in brief.slopes)


def _row(slope: Slope, drafts: tuple[int, ...]) -> SlopeRow:
    points = {point.draft: point for point in slope.points}
    return SlopeRow(slope.party, slope.reservation, tuple(points.get(draft) for draft in drafts))


def point_words(point: SlopePoint | None) -> str:
    """`31 to 46, ⊘`, with a sign for each red line crossed."""
    if point is None:
        return "–"
    return figure_words(point.value, point.value_high) + (f" {'⊘' * len(point.crossed)}" if point.crossed else "")


def crossings(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Party id -> sentence fragment: a red line and the drafts that cross it."""
    found: dict[tuple[str, str], list[str]] = {}
    for slope in brief.slopes:
        for point in slope.points:
            for line in point.crossed:
                found.setdefault((slope.party, line), []).append(str(point.draft))
    return tuple((who, f"{line} (draft{'s' * (len(drafts) > 1)} {listed(drafts)})") for (who, line), drafts in found.items())


def held_words(brief: Brief, one: OpenVariant) -> str:
    """`Borrowen and Cassaly`, or nobody known."""
    return listed([name(party(brief, who).name) for who in one.holders]) or "nobody known"
