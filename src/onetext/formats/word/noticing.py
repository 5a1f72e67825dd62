"""What the reader did not understand, kept with its place until the story is whole."""

from __future__ import annotations

from collections import Counter

from onetext.formats.word.safe_xml import Element, words
from onetext.formats.word.story import Unread

MAX_LISTED = 10_000
"""How many things are told one by one; nobody reads on, and each costs memory."""


class Notices:
    """Counts what was not read, by what it is and where it stands."""

    def __init__(self) -> None:
        self.counted: Counter[tuple[str, str]] = Counter()
        self.changed: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        """Whether anything more is only counted."""
        return len(self.counted) >= MAX_LISTED

    def at(self, what: str, place: str) -> None:
        """Note something at a place."""
        if self.full:
            self.more()
        else:
            self.counted[what, place] += 1

    def more(self) -> None:
        """Count something beyond what is told one by one."""
        self.changed[f"more than the {MAX_LISTED} things listed"] += 1

    def formatting(self, what: str) -> None:
        """Note a change of formatting, which is counted over the whole file."""
        self.changed[what] += 1

    def all(self) -> tuple[Unread, ...]:
        """Everything noted, in the order of the file; changes of formatting last."""
        return (
            *(Unread(what, place, count) for (what, place), count in self.counted.items()),
            *(Unread(what, "the whole file", count) for what, count in self.changed.items()),
        )


class Place:
    """Where the reader stands: the part in words, the number of the paragraph and its first words."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.number = 0
        self.paragraph: Element | None = None
        self._words: str | None = None

    def enter(self, paragraph: Element) -> None:
        """Come to the next paragraph."""
        self.number += 1
        self.paragraph = paragraph
        self._words = None

    def __str__(self) -> str:
        if self._words is None:
            self._words = "" if self.paragraph is None else words(self.paragraph)
        where = f"paragraph {self.number}" if self.number else "before paragraph 1"
        return f"{self.part}{where}" + (f": {self._words}" if self._words else "")
