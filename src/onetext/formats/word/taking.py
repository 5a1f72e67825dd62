"""From the story of a Word file to what is taken from it, whether the file was ours once or never."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from onetext.formats.text import read_text
from onetext.formats.word.authors import Ledger, Tracing
from onetext.formats.word.changed import Settling, Told, groups, unbroken
from onetext.formats.word.manifest import Manifest
from onetext.formats.word.moves import with_moves_joined
from onetext.formats.word.outline import Outline, outlined
from onetext.formats.word.own import Cursor, role_of
from onetext.formats.word.sides import Role
from onetext.formats.word.spread import Begin, Sign, Token, begins, bookmark_of, tokens
from onetext.formats.word.story import CommentStart, Paragraph, Story
from onetext.formats.word.taken import Taken, Todo
from onetext.formats.word.typed import with_typed_brackets
from onetext.model.records import Statement
from onetext.model.text.changes import SETTING_FIELDS
from onetext.model.text.values import Article, Block, Footnote, Text
from onetext.model.text.values import Paragraph as Said
from onetext.model.text.walk import NOTES, PREAMBLE

DEEPEST = 3


def taken_from(story: Story, manifest: Manifest | None, ledger: Ledger, source: str) -> Taken:
    """What is taken from a file: with a manifest, the text that we wrote and what people did to it; without one, a text by its looks."""
    ledger.ours = frozenset(manifest.ours) if manifest is not None else frozenset()
    settling = Settling(ledger)
    told = list(_ours(story, manifest, ledger) if manifest is not None else _foreign(story, outlined(story), ledger))
    for group in unbroken(with_moves_joined(groups(told), ledger)):
        settling.take(group)
    assembled = settling.assembled
    text = Text(assembled.title, renamed(assembled.preamble), tuple(_named(one) for one in assembled.articles))
    text = replace(text, notes=tuple(_notes(story, manifest, ledger)))
    text = with_settings(text, manifest) if manifest is not None else with_typed_brackets(_turned(text, story), ledger)
    statements = tuple(_statements(story, manifest, told, ledger, source))
    authors = tuple((name, ledger.party(name)) for name in authors_in(story, manifest))
    return Taken(text, tuple(ledger.issues.values()), authors, statements, tuple(dict.fromkeys(ledger.todo)), story.unread)


def authors_in(story: Story, manifest: Manifest | None) -> tuple[str, ...]:
    """Who changed something in a file or remarked on it, but for us."""
    ours = frozenset(manifest.ours) if manifest is not None else frozenset()
    revisions = (
        one
        for paragraph in story.paragraphs
        for piece in (paragraph.mark, paragraph.row, *(getattr(piece, "revisions", ()) for piece in paragraph.pieces))
        for one in piece
        if (one.author, one.date) not in ours
    )
    remarks = set(manifest.remarks) if manifest is not None else set()
    comments = (one for one in story.comments if "\n".join(one.paragraphs) not in remarks)
    return tuple(dict.fromkeys([*(one.author for one in revisions), *(one.author for one in comments)]))


def _turned(text: Text, story: Story) -> Text:
    return replace(text, rightward=not any(one.rtl for one in story.paragraphs))


def with_settings(text: Text, manifest: Manifest) -> Text:
    """A text with the settings that we wrote into the file."""
    said: dict[str, Any] = {name: manifest.texts[1][name] for name in SETTING_FIELDS}
    return replace(text, **{**said, "early": tuple(said["early"])})


def _ours(story: Story, manifest: Manifest, ledger: Ledger) -> Iterator[Told]:
    """The paragraphs of a file of ours, with what others did to them."""
    where, last = PREAMBLE, ""
    waiting: list[Begin] = []
    torn: tuple[Role | None, tuple[Token, ...]] | None = None  # a paragraph that somebody split within a bracket, so far
    for paragraph in story.paragraphs:
        row = manifest.paragraphs.get(bookmark_of(paragraph))
        role = role_of(row[0][-1]) if row is not None else None
        mark = ledger.of_others((*paragraph.row, *paragraph.cell, *paragraph.mark))
        if (row is not None and role is None) or mark is None:
            continue  # what we took out ourselves
        if row is not None:
            waiting, torn = begins(row[1]), None
        where = role.where if role is not None and role.kind == "heading" else where
        last = f"{where}/{role.id}" if role is not None and role.kind != "heading" else where if role is not None else last
        row_of = tokens((paragraph,), waiting, changed=manifest.is_compared)
        if torn is not None:
            role, row_of = torn[0], (*torn[1], *row_of)
        torn = None if _closed(row_of) else (role, row_of)
        if torn is not None and mark:
            ledger.todo.append(Todo(last, f"{mark[0].author} split a paragraph within a bracket; it stands in one"))
            continue
        traced = tuple(Tracing(ledger, last or where).traced(Cursor(row_of)))
        heading = role is not None and role.kind in ("heading", "title")
        yield Told(role, role.level if role is not None else _level(paragraph), traced, mark, last or where, heading)


def _closed(row: tuple[Token, ...]) -> bool:
    """Whether every bracket of ours that opens in a row of tokens is closed in it."""
    signs = [token.text for token in row if isinstance(token, Sign)]
    return signs.count("[") == signs.count("]")


def _level(paragraph: Paragraph) -> int:
    return min(paragraph.numbering.level, DEEPEST) if paragraph.numbering is not None else 0


def _foreign(story: Story, outline: Outline, ledger: Ledger) -> Iterator[Told]:
    """The paragraphs of a file that was never ours, by their looks."""
    where, count, articles = PREAMBLE, 0, 0
    for paragraph, looks in zip(story.paragraphs, outline.looks, strict=True):
        mark = (*paragraph.row, *paragraph.cell, *paragraph.mark)
        cursor = Cursor(tokens((paragraph,), [], changed=False))
        if looks.kind == "heading":
            articles, count = articles + 1, 0
            where = f"a{articles}"
        count += looks.kind == "paragraph"
        place = where if looks.kind == "heading" else f"{where}/p{count}"
        traced = outline.stripped(tuple(Tracing(ledger, place).traced(cursor)), looks)
        if not traced and looks.kind != "heading":
            continue
        role = {
            "title": Role("title"),
            "heading": Role("heading", where, where, annex=looks.annex),
            "paragraph": Role("paragraph", where, f"p{count}", looks.level),
        }[looks.kind]
        new = bool(mark) and looks.kind == "paragraph"
        yield Told(None if new else role, looks.level, traced, mark, place, looks.kind != "paragraph")


def _named(article: Article) -> Article:
    return replace(article, blocks=renamed(article.blocks))


def renamed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks in which each paragraph has an id: those that have none take the first `p1`, `p2` that is free."""
    blocks = tuple(blocks)
    names = {block.id for block in blocks}
    found: list[Block] = []
    number = 1
    for block in blocks:
        if isinstance(block, Said) and not block.id:
            while f"p{number}" in names:
                number += 1
            names.add(f"p{number}")
            block = replace(block, id=f"p{number}")
        found.append(block)
    return tuple(found)


def _notes(story: Story, manifest: Manifest | None, ledger: Ledger) -> Iterator[Footnote]:
    """The notes: those of ours in their order, those that are not called as they were; then what people put in."""
    said = manifest.texts[1]["notes"] if manifest is not None else []
    for name, source, called, _ in said:
        if called and name in ledger.calls:
            parts = manifest.notes[1].get(name, []) if manifest is not None else []
            yield _note(name, story, ledger, begins(parts), manifest is not None and manifest.is_compared)
        else:
            yield from read_text(source).text.notes
    own = {name for name, _, _, _ in said}
    yield from (_note(name, story, ledger, [], False) for name in list(ledger.calls) if name not in own)


def _note(name: str, story: Story, ledger: Ledger, waiting: list[Begin], changed: bool) -> Footnote:
    mark = ledger.calls[name]
    found = story.note(mark.kind, mark.id)
    paragraphs = found.paragraphs if found is not None else ()
    tracing = Tracing(ledger, f"{NOTES}/{name}")
    return Footnote(name, tracing.bracketed(tracing.traced(Cursor(tokens(paragraphs, waiting, changed=changed)))))


def _statements(story: Story, manifest: Manifest | None, told: list[Told], ledger: Ledger, source: str) -> Iterator[Statement]:
    """The comments of people as statements: what they wrote, on the issue that they stand beside where it is one alone."""
    remarks = set(manifest.remarks) if manifest is not None else set()
    where = _commented(story, manifest)
    for number, comment in enumerate((one for one in story.comments if "\n".join(one.paragraphs) not in remarks), 1):
        words = " ".join(" ".join(comment.paragraphs).split())
        if not words:
            continue
        place, issue = where.get(comment.id, ("", ""))
        flags = (f"comment on {place}" if place else "comment",)
        about = ((issue, ()),) if issue else ()
        yield Statement(
            f"{source}-{number}", who=comment.author, speaks_for=ledger.party(comment.author), issue=about, quote=words, source=source,
            said=comment.date[:10], flags=flags,
        )  # fmt: skip
        if not place:
            ledger.todo.append(Todo("comments", f"a comment by {comment.author} stands nowhere in the text: {words[:60]}"))


def _commented(story: Story, manifest: Manifest | None) -> dict[str, tuple[str, str]]:
    """By comment, the paragraph on which it stands, and the only issue of that."""
    found: dict[str, tuple[str, str]] = {}
    where, place = PREAMBLE, ""
    for number, paragraph in enumerate(story.paragraphs, 1):
        row = manifest.paragraphs.get(bookmark_of(paragraph)) if manifest is not None else None
        role = role_of(row[0][-1]) if row is not None else None
        if role is not None:
            where = role.where or where
            place = f"{where}/{role.id}" if role.kind in ("paragraph", "alternative") else role.id or role.kind
        parts = begins(row[1]) if row is not None else []
        issues = {part.sides[-1] if part.kind == "b" else part.sides[-1][0] for part in parts if part.kind in "ba"}
        issues |= {role.id} if role is not None and role.kind == "alternative" else set()
        for piece in paragraph.pieces:
            if isinstance(piece, CommentStart):
                found[piece.id] = (place or f"paragraph {number}", next(iter(issues)) if len(issues) == 1 else "")
    return found
