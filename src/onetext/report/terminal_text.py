"""The text of the brief for a terminal: how far it is, what drafts are worth, and its open articles beside the analysis."""

from typing import TYPE_CHECKING

from onetext.report import screen, words, words_text
from onetext.report.brief import Brief
from onetext.report.parts_text import OpenIssue, OpenVariant, Stake, TextLine
from onetext.report.text import clean, count

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MOST_ARTICLES = 6
"""So many are shown where none is in conflict."""
MOST_SHOWN = 220
"""Characters of a paragraph; the whole of it is what `onetext text show` prints."""


def section(brief: Brief, console: "Console") -> None:
    """The section on the text."""
    from rich.text import Text

    if brief.text is None:
        return
    console.print(screen.say(brief.text.state))
    table = screen.plain_table(*words_text.READY)
    for row in brief.text.readiness:
        table.add_row(words_text.draft_words(row), *words_text.ready_cells(row))
    console.print(table)
    screen.note(console, words_text.IN_CONFLICT)
    _slopes(brief, console)
    shown = [one for one in brief.text.articles if words_text.fought(one)] or brief.text.articles[:MOST_ARTICLES]
    for article in shown:
        heading = "".join(span.text for span in article.heading)
        console.print("", Text(clean(f"{article.label}{f'. {heading}' if heading else ''}"), style="bold"))
        for line in article.lines:
            screen.item(console, screen.say(line.marker), _line(line))
        for issue in article.issues:
            screen.item(console, Text("-"), _issue(brief, issue))
    if left := len(brief.text.articles) - len(shown):
        screen.note(
            console, f"{count(left, 'more article has', 'more articles have')} open brackets; `onetext text show` shows them.".capitalize()
        )


def _line(line: TextLine) -> "Text":
    from rich.text import Text

    said = clean("".join(span.text for span in line.spans))
    return Text(said if len(said) <= MOST_SHOWN else said[: MOST_SHOWN - 2].rpartition(" ")[0] + " …")


def _issue(brief: Brief, one: OpenIssue) -> "Text":
    shown = screen.say(f"{clean(one.title)}{words.colon(one.title)} ", "bold")
    for i, variant in enumerate(one.variants):
        shown.append("; " if i else "", "not bold").append_text(screen.say(words_text.variant_words(variant), "not bold"))
        if variant.holders:
            shown.append(" (", "not bold").append_text(_held(brief, variant)).append(")", "not bold")
    said = ". ".join(words.capital(part) for part in words_text.analysis_words(brief, one))
    return shown.append("\n").append_text(screen.say(f"{said}.", "dim not bold"))


def _held(brief: Brief, variant: OpenVariant) -> "Text":
    shown = screen.marks(brief, variant.holders)
    shown.rstrip()
    return shown


def _slopes(brief: Brief, console: "Console") -> None:
    if not brief.slopes:
        return
    screen.note(console, " ".join(filter(None, (words_text.SLOPES, brief.slopes_note))))
    table = screen.plain_table("Own points", "No agreement", *(f"Draft {draft}" for draft in words_text.slope_drafts(brief)))
    for row in words_text.slope_rows(brief):
        none = row.reservation.display if row.reservation else "not known"
        table.add_row(screen.who(brief, row.party), none, *map(words_text.point_words, row.points))
    console.print(table)
    for who, line in words_text.crossings(brief):
        screen.item(console, screen.say("⊘"), screen.who(brief, who).append_text(screen.say(f": {line}")))


def at_stake(brief: Brief, console: "Console") -> None:
    """Below what does not fit together: the wording that it is about."""
    if brief.text is None or not any(brief.text.stakes):
        return
    screen.note(console, "The wording at stake:", "")
    for i, held in enumerate(brief.text.stakes):
        for one in held:
            screen.item(console, screen.say(words.letter(i), "bold"), _stake(brief, one))


def _stake(brief: Brief, one: Stake) -> "Text":
    from rich.text import Text

    shown = screen.who(brief, one.party).append(", ") if one.party else Text()
    shown.append_text(screen.say(f"{words_text.stake_kind(one)}: {words_text.stake_words(one)}"))
    return shown.append("\n" + clean("".join(map(words_text.stake_wording, one.variants))), "dim")
