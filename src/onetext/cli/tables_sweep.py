"""A sweep for a person at a terminal: a line for each case or day."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from onetext.cli.tables import table
from onetext.cli.words import amount, grouped

if TYPE_CHECKING:
    from onetext.api.tasks import Sweep, Swept

BECAME = {
    "answered": "",
    "cut_short": "stopped by a limit",
    "refused": "cannot be asked so",
    "failed": "failed",
    "lost": "lost",
    "not_asked": "not asked",
}
FIGURES: dict[str, tuple[tuple[str, str], ...]] = {
    "solve": (("Objective", "objective"), ("Status", "status"), ("How", "method")),
    "frontier": (("Points", "points"), ("Packages", "packages"), ("How", "method")),
    "zopa": (("All accept", "zopa"), ("Break no link", "admissible"), ("How", "method")),
    "why": (("Agreement", "agreement"), ("How", "method")),
    "ask": (("Verdict", "verdict"), ("Status", "status")),
    "robust": (("Status", "status"),),
    "window": (("Status", "status"),),
}
"""By question the heads of the table, each with the field of the answer that stands below it."""


def show(found: Sweep, console: Any) -> None:
    """Print what became of all, then a table."""
    answered = sum(row.outcome == "answered" for row in found.rows)
    console.print(f"{found.question}: {grouped(answered)} of {grouped(len(found.rows))} answered.", style="bold")
    figures = FIGURES[found.question]
    rows = [(row.name, row.as_of.isoformat(), *(_figure(row, field) for _, field in figures), BECAME[row.outcome]) for row in found.rows]
    table(console, ("Case", "As of", *(head for head, _ in figures), "What became of it"), rows)


def _figure(row: Swept, field: str) -> str:
    value = getattr(row.answer, field, None)
    if value is None:
        return "-"
    if isinstance(value, Fraction):
        return amount(value)
    if isinstance(value, tuple):
        return ", ".join(map(amount, value))
    return grouped(value) if isinstance(value, int) else str(value)
