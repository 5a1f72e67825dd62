"""A text to `text.md`: a sentence to a line, an id to every block; `read_text(write_text(text)).text == text`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from onetext.formats.text.inline import BARE
from onetext.formats.text.settings import write_settings
from onetext.formats.text.sources import START
from onetext.model.text.changes import settings
from onetext.model.text.numbering import article_numbers, label, markers, references
from onetext.model.text.values import (
    Alternative,
    Alternatives,
    Amount,
    Article,
    Block,
    Bracket,
    Content,
    Hold,
    NoteMark,
    Piece,
    Reference,
    Text,
    Words,
)
from onetext.model.text.walk import pieces

ESCAPE = re.compile(r"[\\\[\]|]")
SENTENCE = re.compile(r"(?<=[.;:!?]) (?=\S)")
INDENT = ("", "", "   ", "      ")
Numbers = dict[str, str]


def write_text(text: Text) -> str:
    """The whole file."""
    numbers = references(text)
    lines = [*write_settings(settings(text)), ""]
    if text.title:
        lines += [f"# {write_content(text.title, numbers)}", *_reasons(text.title), ""]
    lines += _blocks(text.preamble, numbers)
    of_articles = article_numbers(text)
    for article in text.articles:
        lines += _article(article, label(text, article, of_articles), numbers)
    for note in text.notes:
        lines += [f"[^{note.id}]: {write_content(note.content, numbers)}", *_reasons(note.content), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def write_article(article: Article, heading: str = "", numbers: Numbers | None = None) -> str:
    """One article as it stands in the file, under the label given; without one it is told as an annex or not."""
    return "\n".join(_article(article, heading, numbers or {})).rstrip("\n") + "\n"


def write_block(block: Block, numbers: Numbers | None = None) -> str:
    """One block as it stands in the file, numbered from 1."""
    return "\n".join(_blocks((block,), numbers or {})).rstrip("\n") + "\n"


def _article(article: Article, heading: str, numbers: Numbers) -> list[str]:
    annex = "annex" if article.annex and not heading else ""
    marks = ", ".join(filter(None, (f"#{article.id}", article.standing, annex)))
    title = write_content(article.heading, numbers)
    labelled = f"{heading}{'.' if title else ''}" if heading else ""
    return [
        "## " + " ".join(filter(None, (labelled, title, f"{{{marks}}}"))),
        *_reasons(article.heading),
        "",
        *_blocks(article.blocks, numbers),
    ]


def _blocks(blocks: tuple[Block, ...], numbers: Numbers) -> list[str]:
    lines: list[str] = []
    marked = dict(markers(blocks))
    for block in blocks:
        if isinstance(block, Alternatives):
            for count, way in enumerate(block.ways, 1):
                lines += _way(block.issue, way, count, marked, numbers)
            continue
        marks = ", ".join(filter(None, (f"#{block.id}", block.standing)))
        lines += _paragraph(block.level, marked[(block.id,)], f"{{{marks}}}", block.content, numbers)
        lines += [*_reasons(block.content), ""]
    return lines


def _way(issue: str, way: Alternative, count: int, marked: dict[tuple[str, ...], str], numbers: Numbers) -> Iterator[str]:
    if not way.paragraphs:
        yield from (f"Alt-{count} {{{quoted(issue)}: {_answer(way.option, way.holds)}}} [ ]", *_whys(issue, way.option, way.holds), "")
    for i, paragraph in enumerate(way.paragraphs):
        holds = () if i else way.holds
        said = f"Alt-{count} {{{quoted(issue)}: {_answer(way.option, holds)}}}"
        marker = marked[(issue, way.option, str(i))]
        yield from _paragraph(paragraph.level, marker, said, paragraph.content, numbers)
        yield from (*_whys(issue, way.option, holds), *_reasons(paragraph.content), "")


def _paragraph(level: int, marker: str, own: str, of: Content, numbers: Numbers) -> list[str]:
    """A paragraph, each of its sentences on a line, as long as no line looks like the beginning of a block."""
    parts = zip(of, _pieces(of, numbers), strict=True)
    said = "".join(SENTENCE.sub("\n", part) if isinstance(piece, Words) else part for piece, part in parts)
    lines = [" ".join(filter(None, (marker, own)))]
    for i, sentence in enumerate(said.split("\n")):
        if i == 0 or START.match(f"{sentence} "):
            lines[-1] += f" {sentence}"
        else:
            lines.append(sentence)
    return [INDENT[level] + line.rstrip(" ") for line in lines]


def write_content(of: Content, numbers: Numbers | None = None) -> str:
    """A content in one line."""
    return "".join(_pieces(of, numbers or {}))


def _pieces(of: Content, numbers: Numbers) -> Iterator[str]:
    for before, piece in zip((None, *of), of, strict=False):
        said = _piece(piece, numbers)
        # `[^note]` and what looks as if it went with it
        yield "\\" + said if isinstance(before, NoteMark) and said[:1] in ("{", "(") else said


def _piece(piece: Piece, numbers: Numbers) -> str:
    match piece:
        case Words(text):
            return ESCAPE.sub(r"\\\g<0>", text)
        case Bracket(issue, variants):
            wordings = [write_content(one.content, numbers) for one in variants]
            said = " | ".join(wordings) if wordings != ["#"] else r"\#"
            return f"[{said}]{{{quoted(issue)}: {_answers((one.option, one.holds) for one in variants)}}}"
        case Amount(issue, held):
            answers = _answers((one.option, one.holds) for one in held)
            return f"[#]{{{quoted(issue)}{': ' if held else ''}{answers}}}"
        case NoteMark(note):
            return f"[^{note}]"
        case Reference(to):
            return f"[{numbers.get(to) or '…'}](#{to})"


def _answers(answers: Iterable[tuple[str, tuple[Hold, ...]]]) -> str:
    return "; ".join(_answer(option, holds) for option, holds in answers)


def _answer(option: str, holds: tuple[Hold, ...]) -> str:
    by = ", ".join(quoted(one.party) for one in holds)
    return quoted(option) + (f" by {by}" if by else "")


def quoted(name: str) -> str:
    """An id in braces: bare where that is safe, else in double quotes."""
    return name if re.fullmatch(BARE, name) else json.dumps(name, ensure_ascii=False)


def _reasons(of: Content) -> list[str]:
    """The reasons of all brackets in a content, each once."""
    lines: dict[str, None] = {}
    for piece in pieces(of):
        if isinstance(piece, Bracket):
            lines.update((line, None) for one in piece.variants for line in _whys(piece.issue, one.option, one.holds))
        elif isinstance(piece, Amount):
            lines.update((line, None) for one in piece.held for line in _whys(piece.issue, one.option, one.holds))
    return list(lines)


def _whys(issue: str, option: str, holds: tuple[Hold, ...]) -> list[str]:
    said = ((one, ESCAPE.sub(r"\\\g<0>", one.why), ", ".join(map(quoted, one.evidence))) for one in holds if one.why or one.evidence)
    return [
        f"> {quoted(issue)}: {quoted(option)} by {quoted(one.party)}: {why}{' ' if why and ids else ''}{f'[{ids}]' if ids else ''}"
        for one, why, ids in said
    ]
