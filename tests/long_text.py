"""A long text in a folder, for tests and benches: articles, brackets and a chain of drafts from a seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from onetext.formats import write
from onetext.formats.native_text import draft_file
from onetext.formats.text import write_text
from onetext.model.case import Case
from onetext.model.issues import Issue, Option
from onetext.model.parties import Party
from onetext.model.text.changes import changes
from onetext.model.text.drafts import Draft, edit_of, sealed
from onetext.model.text.values import Article, Bracket, Hold, Paragraph, Text, Variant, Words

WORDS = "the Parties shall withdraw report meet agree forces strait river share month year fund notice observe verify release return each all no".split()


def long_case(folder: Path, articles: int = 300, brackets: int = 1_000, drafts: int = 40, seed: int = 1) -> Path:
    """Write the case into a folder; the last draft is the text."""
    rng = Random(seed)
    issues = [Issue(f"i{n}", f"Question {n}", (Option("a"), Option("b"), Option("c"))) for n in range(brackets)]
    text = Text((Words("A long text"),), (), tuple(_article(rng, n, issues, articles) for n in range(articles)))
    chain: list[Draft] = []
    before = Text()
    for number in range(1, drafts + 1):
        text = text if number == 1 else _redrafted(rng, text)
        made = tuple(edit_of(change, ("p0",), (), "asked for") for change in changes(before, text))
        draft = Draft(number, "p1", date(2031, 1, 1) + timedelta(days=number), "a round", made)
        chain.append(sealed(draft, chain[-1] if chain else None))
        before = text
    case = Case("Long", parties=(Party("p0", "North"), Party("p1", "East")), issues=tuple(issues), text=None)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "drafts").mkdir(exist_ok=True)
    for name, data in {**write(case, "native"), "text.md": write_text(text).encode(), **dict(map(draft_file, chain))}.items():
        (folder / name).write_bytes(data)
    return folder


def _words(rng: Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count))


def _article(rng: Random, number: int, issues: list[Issue], articles: int) -> Article:
    own = issues[number * len(issues) // articles : (number + 1) * len(issues) // articles]
    paragraphs = []
    for place in range(max(3, len(own))):
        pieces: tuple[object, ...] = (Words(_words(rng, 20) + " "),)
        if place < len(own):
            options = tuple(Variant(one, (Words(_words(rng, 5)),), (Hold("p0"),) if one == "a" else ()) for one in "abc")
            pieces = (*pieces, Bracket(own[place].id, options))
        paragraphs.append(Paragraph(f"p{place + 1}", (*pieces, Words(" " + _words(rng, 10) + ".")), 1))  # type: ignore[arg-type]
    return Article(f"a{number + 1}", (Words(_words(rng, 3)),), tuple(paragraphs))


def _redrafted(rng: Random, text: Text) -> Text:
    """Twenty paragraphs with other words, and two articles that change places."""
    articles = list(text.articles)
    for _ in range(20):
        at = rng.randrange(len(articles))
        blocks = list(articles[at].blocks)
        place = rng.randrange(len(blocks))
        block = blocks[place]
        assert isinstance(block, Paragraph)
        blocks[place] = replace(block, content=(Words(_words(rng, 6) + " "), *block.content[1:]))
        articles[at] = replace(articles[at], blocks=tuple(blocks))
    at = rng.randrange(len(articles) - 1)
    articles[at], articles[at + 1] = articles[at + 1], articles[at]
    return replace(text, articles=tuple(articles))
