"""What the paragraphs of somebody's file are by their looks: title, headings of articles, numbered paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from onetext.formats.word.authors import Traced
from onetext.formats.word.story import Paragraph, Story
from onetext.model.text.values import Words

LABEL = re.compile(
    r"\s*(article|articles|section|clause|point|annex|appendix|artikel|abschnitt|anhang|anlage|annexe|artículo|anexo|статья|пункт|приложение|стаття|додаток)"
    r"\s+([0-9]{1,4}|[ivxlc]{1,6}|[a-z])\b\s*[.:–—-]*\s*",
    re.IGNORECASE,
)
ANNEXES = frozenset("annex appendix anhang anlage annexe anexo приложение додаток".split())
TYPED = re.compile(r"\s*(?:(\d{1,3})[.)]|\(?([a-z])\)|\(?([ivx]{1,5})\))\s+")
LONGEST_HEADING = 160
DEEPEST = 3


class Looks(NamedTuple):
    """What a paragraph is, its level, whether it heads an annex, and how many signs of a typed label stand before its words."""

    kind: Literal["title", "heading", "paragraph"]
    level: int = 0
    annex: bool = False
    label: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """The looks of each paragraph of a file."""

    looks: tuple[Looks, ...]

    @staticmethod
    def stripped(traced: tuple[Traced, ...], looks: Looks) -> tuple[Traced, ...]:
        """The pieces of a paragraph without its typed label."""
        left, found = looks.label, []
        for one in traced:
            if left and isinstance(one.piece, Words):
                cut = min(left, len(one.piece.text))
                left -= cut
                rest = one.piece.text[cut:]
                found += [Traced(Words(rest), one.revisions)] if rest else []
            else:
                found.append(one)
        return tuple(found)


def outlined(story: Story) -> Outline:
    """The looks of a file's paragraphs: by styles and labels; where nothing looks like a heading, each point of a list is an article."""
    by_looks = tuple(_looks(story))
    if any(one.kind == "heading" for one in by_looks):
        return Outline(by_looks)
    return Outline(tuple(_point(one) if one.kind == "paragraph" else one for one in by_looks))


def _point(looks: Looks) -> Looks:
    """A point of a list as an article of its own."""
    return looks._replace(kind="heading", level=0) if looks.level == 1 else looks._replace(level=max(looks.level - 1, 0))


def _looks(story: Story) -> Iterator[Looks]:
    titled = False
    for paragraph in story.paragraphs:
        words = paragraph.text
        name = paragraph.style.name.lower()
        label = LABEL.match(words)
        is_first = not titled and bool(words.strip())
        titled = titled or bool(words.strip())
        if name == "title":
            yield Looks("title")
        elif paragraph.style.outline is not None or name.startswith("heading") or (label and len(words) <= LONGEST_HEADING):
            annex = label is not None and label[1].lower() in ANNEXES
            yield Looks("heading", 0, annex, label.end() if label else 0)
        elif is_first and _is_title(story, paragraph):
            yield Looks("title")
        else:
            yield _body(paragraph)


def _is_title(story: Story, first: Paragraph) -> bool:
    """Whether a first paragraph looks like a title: short, without a number or a full stop, and more follows."""
    words = first.text.rstrip()
    short = len(words) <= LONGEST_HEADING and not words.endswith((".", ",", ";", ":"))
    return short and first.numbering is None and not TYPED.match(words) and sum(bool(one.text.strip()) for one in story.paragraphs) > 1


def _body(paragraph: Paragraph) -> Looks:
    """A paragraph of the body: its level by its list, else by a label that somebody typed."""
    if paragraph.numbering is not None:
        return Looks("paragraph", min(paragraph.numbering.level + 1, DEEPEST))
    typed = TYPED.match(paragraph.text)
    if typed is None:
        return Looks("paragraph")
    level = 1 if typed[1] else 2 if typed[2] else 3
    return Looks("paragraph", level, False, typed.end())
