"""How help is laid out: plain text in two columns, as wide as the terminal up to 100 columns."""

from __future__ import annotations

import shutil
import textwrap
from typing import Any

WIDTH, FIRST = 100, 24
"""The most columns of a line, and of the first of the two columns."""


class Layout:
    """The layout of help that Cyclopts asks for: usage, description, then panels of entries."""

    def __call__(self, console: Any, options: Any, panel: Any) -> None:
        """Print a panel: its title, then each entry with its description beside it."""
        rows = [(labels(entry), described(entry)) for entry in panel.entries]
        if not rows:
            return
        _print(console, f"{_text(panel.title)}:" if panel.title else "")
        first = min(max(len(label) for label, _ in rows), FIRST)
        for label, text in rows:
            _print(console, entry_text(label, text, first, _width()))
        _print(console, "")

    def render_usage(self, console: Any, options: Any, usage: Any) -> None:
        """Print how the command is called."""
        text = _text(usage).strip()
        _print(console, (text if text.startswith("Usage:") else f"Usage: {text}") + "\n")

    def render_description(self, console: Any, options: Any, description: Any) -> None:
        """Print what the command does, its paragraphs filled anew."""
        paragraphs = [part for part in _text(description).split("\n\n") if part.strip()]
        if paragraphs:
            _print(console, "\n\n".join(textwrap.fill(" ".join(part.split()), _width()) for part in paragraphs) + "\n")


def entry_text(label: str, text: str, first: int, width: int) -> str:
    """An entry: the label, and its text in a column beside or, below a long label, under it."""
    indent = " " * (first + 4)
    lines = textwrap.wrap(text, max(width - len(indent), 20)) or [""]
    if len(label) > first:
        return "\n".join([f"  {label}", *(indent + line for line in lines)])
    return "\n".join([f"  {label.ljust(first)}  {lines[0]}".rstrip(), *(indent + line for line in lines[1:])])


def labels(entry: Any) -> str:
    """The names of a command or an option, with what it takes."""
    return ", ".join(_text(label) for label in entry.display_labels_with_metavar)


def described(entry: Any) -> str:
    """What an entry does, with its choices and its default."""
    parts = [" ".join(_text(entry.description).split())]
    if entry.choices:
        parts.append(f"[{' | '.join(entry.choices)}]")
    if entry.default is not None:
        parts.append(f"[default: {entry.default}]")
    return " ".join(part for part in parts if part)


def _width() -> int:
    """As wide as the terminal is now: a console made earlier in the process may remember another width."""
    return min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH)


def _text(shown: Any) -> str:
    """The plain text of what Cyclopts hands over: a string, a Rich text, or one of its own that holds either."""
    if shown is None or isinstance(shown, str):
        return (shown or "").strip()
    if hasattr(shown, "plain"):
        return str(shown.plain).strip()
    inner = getattr(shown, "primary_renderable", None)
    return _text(inner) if inner is not None else str(shown).strip()


def _print(console: Any, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)
