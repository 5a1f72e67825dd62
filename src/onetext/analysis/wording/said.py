"""The text as the rules read it: stretches of plain words, whole passages read one way, and what stands where.

A stretch has `GAP` where a bracket, a number or a reference stands, so that nothing is taken to stand side by side that does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from onetext.analysis.wording.languages import LANGUAGES, Language
from onetext.model.case import Case
from onetext.model.text.numbering import article_numbers, label, markers
from onetext.model.text.values import Bracket, Content, NoteMark, Text, Words
from onetext.model.text.walk import NOTES, PREAMBLE, TITLE, Place, passages

GAP = "\ufffc"
Within = tuple[tuple[str, str], ...]
"""The options under which something is said: issue and option, outermost first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be wrong with the wording, where, and what follows from that."""

    code: str
    place: Place
    message: str
    follows: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand side by side at a place, and the options under which they are said."""

    place: Place
    text: str
    within: Within = ()

    @property
    def article(self) -> str:
        return self.place[0]


@dataclass(frozen=True, slots=True)
class Said:
    """All that a case's text says."""

    case: Case
    text: Text
    language: Language | None
    stretches: tuple[Stretch, ...]
    numbers: dict[str, str]
    plain: tuple[Stretch, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", tuple(one for one in self.stretches if not one.within))


def said(case: Case, text: Text) -> Said:
    return Said(case, text, LANGUAGES.get(text.language.split("-")[0].lower()), tuple(stretches(text)), article_numbers(text))


def stretches(text: Text) -> Iterator[Stretch]:
    """The stretches of a text, in reading order, those of variants after what they stand in."""
    for place, of in passages(text):
        in_alternative = len(place) == 4
        yield from _stretches(place, of, ((place[1], place[2]),) if in_alternative else ())


def _stretches(place: Place, of: Content, within: Within) -> Iterator[Stretch]:
    said = "".join(map(_plain, of))
    if said:
        yield Stretch(place, said, within)
    for piece in of:
        if isinstance(piece, Bracket):
            for variant in piece.variants:
                yield from _stretches(place, variant.content, (*within, (piece.issue, variant.option)))


def _plain(piece: object) -> str:
    return piece.text if isinstance(piece, Words) else "" if isinstance(piece, NoteMark) else GAP


def readings(of: Content) -> dict[str, None]:
    """A content as it reads with the first, second, ... variant of every bracket taken, the last where there are fewer; each once."""
    return dict.fromkeys(map(partial(_reading, of), range(max(1, _widest(of)))))


def _widest(of: Content) -> int:
    brackets = (piece for piece in of if isinstance(piece, Bracket))
    return max((max(len(one.variants), *(_widest(way.content) for way in one.variants), 0) for one in brackets), default=0)


def _reading(of: Content, turn: int) -> str:
    parts = (
        _reading(piece.variants[min(turn, len(piece.variants) - 1)].content, turn)
        if isinstance(piece, Bracket) and piece.variants
        else _plain(piece)
        for piece in of
    )
    return "".join(parts)


def together(one: Within, other: Within) -> bool:
    """Whether one package can say both: no issue has another option in one than in the other."""
    options = dict(one)
    return all(options.get(issue, option) == option for issue, option in other)


def where(said: Said, place: Place) -> str:
    """A place in words: `Article 3, paragraph 2`."""
    article = said.text.article.get(place[0])
    if article is None:
        return {TITLE: "the title", PREAMBLE: "the preamble", NOTES: f"footnote {place[-1]}"}.get(place[0], "/".join(place))
    name = label(said.text, article, said.numbers)
    if len(place) == 1:
        return f"the heading of {name}"
    marker = dict(markers(article.blocks)).get(place[1:], "")
    return f"{name}, {marker.rstrip('.') or place[1]}"
