"""Pieces that the sections of the brief share on a terminal: sentences, marks of parties, list items, tables, packages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from onetext.report import words
from onetext.report.brief import Brief, party
from onetext.report.parts import Chosen
from onetext.report.text import clean, runs

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#b9c2ca")


def say(sentence: str, style: str = "") -> "Text":
    from rich.text import Text

    return Text("".join(text for _, text in runs(sentence)), style=style)


def note(console: "Console", sentence: str, style: str = "dim") -> None:
    if sentence:
        console.print(say(sentence, style))


def marks(brief: Brief, ids: Iterable[str]) -> "Text":
    """The letters of parties, each on its colour."""
    from rich.text import Text

    shown = Text()
    for key in ids:
        who = party(brief, key)
        shown.append(
            clean(who.mark or who.name[:1]), f"bold {'white' if who.colour == 0 else 'black'} on {COLOURS[who.colour % 8]}"
        ).append(" ")
    return shown


def who(brief: Brief, key: str) -> "Text":
    return marks(brief, [key]).append(clean(party(brief, key).name))


def item(console: "Console", mark: "Text", body: "Text") -> None:
    """One line of a list, its further lines set in."""
    table = plain_table()
    table.add_row(mark, body)
    console.print(table)


def plain_table(*head: Any) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD if head else None, show_header=bool(head), padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for title in head:
        table.add_column(title, overflow="fold", header_style="bold")
    return table


def package(answers: Chosen, most: int = 8) -> "Text":
    """The answers of a package; of a long one the first, and how many more there are."""
    if len(answers) > most:
        return package(answers[: most - 2]).append(f", and {len(answers) - most + 2} more")
    return say(", ".join(f"{clean(a.issue_label)}{words.colon(a.issue_label)} {clean(a.option_label)}" for a in answers))
