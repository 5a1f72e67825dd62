"""A Word file of ours back to the text: words as they stand in the file, ids and holders by its manifest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from onetext.formats.text import read_text
from onetext.formats.word.manifest import Json, Manifest, holds_of
from onetext.formats.word.sides import Role
from onetext.formats.word.spread import Begin, Said, Sign, Token, begins, bookmark_of, tokens
from onetext.formats.word.story import NoteMark as CalledNote
from onetext.formats.word.story import Paragraph as Told
from onetext.formats.word.story import Story
from onetext.formats.word.views import gone, texts
from onetext.model.text.changes import SETTING_FIELDS
from onetext.model.text.values import (
    Alternative,
    Alternatives,
    Amount,
    Article,
    Block,
    Bracket,
    Content,
    Footnote,
    Held,
    NoteMark,
    Paragraph,
    Piece,
    Reference,
    Text,
    Variant,
    Words,
    content,
)


def own_text(story: Story, manifest: Manifest, *, accept: bool) -> Text:
    """The text of a file of ours once all changes are accepted, or rejected. ValueError where the manifest is not ours."""
    reading = Reading(story, manifest, accept)
    assembled = Assembled()
    try:
        for paragraph in story.paragraphs:
            roles, parts = manifest.paragraphs.get(bookmark_of(paragraph), ([None], []))
            role = role_of(reading.side(roles))
            if role is not None:
                assembled.take(role, reading.content((paragraph,), parts))
        return reading.whole(assembled)
    except (TypeError, KeyError, IndexError, ValueError) as wrong:
        raise ValueError("the file's own account of its parts is damaged") from wrong


@dataclass
class Cursor:
    """A place in a row of tokens."""

    tokens: tuple[Token, ...]
    at: int = 0

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self) -> Token | None:
        token = self.peek()
        self.at += 1
        return token


@dataclass
class Reading:
    """One side of a file while it is read: the rows of its manifest for that side, the notes called on it."""

    story: Story
    manifest: Manifest
    accept: bool
    notes: dict[str, Content] = field(default_factory=dict)

    @property
    def said(self) -> Json:
        """What the manifest says of this side as a whole."""
        return self.manifest.texts[1 if self.accept else 0]

    def side(self, sides: Json) -> Json:
        """What is said of this side, of what is said once or of both sides."""
        return sides[-1 if self.accept else 0]

    def content(self, paragraphs: tuple[Told, ...], parts: Json) -> Content:
        """The content of a paragraph, or of those of a note."""
        return content(self.pieces(Cursor(tokens(paragraphs, begins(parts), changed=self.manifest.is_compared))))

    def there(self, token: Sign | Said | CalledNote) -> bool:
        return not gone(token.revisions, accept=self.accept)

    def pieces(self, cursor: Cursor) -> Iterator[Piece]:
        """The pieces up to the square sign that closes what is being read, or to the end."""
        while (token := cursor.peek()) is not None:
            if isinstance(token, Sign) and token.text == "]":
                return
            if isinstance(token, Begin):
                cursor.next()
                yield from self._part(token, cursor)
            else:
                cursor.next()
                if isinstance(token, Said | Sign) and self.there(token) and not (isinstance(token, Said) and token.style):
                    yield Words(token.text)

    def _part(self, begin: Begin, cursor: Cursor) -> Iterator[Piece]:
        row = self.side(begin.sides)
        match begin.kind:
            case "b":
                variants = tuple(self._variants(cursor))
                yield from (Bracket(row, variants),) if variants else ()
            case "a":
                groups = [there for there, _ in (self._group(cursor) for _ in range(max(1, len(row[1]))))]
                yield from (Amount(row[0], tuple(Held(option, holds_of(holds)) for option, holds in row[1])),) if any(groups) else ()
            case "n":
                yield from self._called(row, cursor.next())
            case "r":
                token = cursor.next()
                yield from (Reference(row),) if isinstance(token, Said) and self.there(token) else ()

    def _variants(self, cursor: Cursor) -> Iterator[Variant]:
        """The variants of the bracket that has begun."""
        while isinstance(token := cursor.peek(), Begin) and token.kind == "v":
            cursor.next()
            there, inner = self._group(cursor)
            row = self.side(token.sides)
            if there:
                yield Variant(row[0], inner, holds_of(row[1]))

    def _group(self, cursor: Cursor) -> tuple[bool, Content]:
        """What stands between two square signs, and whether it is there on this side."""
        opens = cursor.next()
        inner = content(self.pieces(cursor))
        cursor.next()
        return isinstance(opens, Sign) and self.there(opens), inner

    def _called(self, note: str, token: Token | None) -> Iterator[Piece]:
        """The call of a note; the content of one that is called for the first time is kept."""
        if not isinstance(token, CalledNote | Said) or not self.there(token):
            return
        yield NoteMark(note)
        found = self.story.note(token.kind, token.id) if isinstance(token, CalledNote) else None
        if found is not None and note not in self.notes:
            if self._is_lost(note, found.paragraphs):
                return  # what another program mixed up is taken from the manifest
            parts = self.manifest.notes[1 if self.accept else 0].get(note, [])
            self.notes[note] = self.content(found.paragraphs, parts)

    def _is_lost(self, note: str, paragraphs: tuple[Told, ...]) -> bool:
        """Whether the words of a note are not its own, and not a person's either: nothing, or those of another note or side."""
        shown = " ".join(texts(paragraphs, accept=self.accept)).strip()
        if any(shown == words for name, _, _, words in self.said["notes"] if name == note):
            return False
        known = {words for side in self.manifest.texts for _, _, _, words in side["notes"]} | set(self.manifest.written)
        return not shown or shown in known or " ".join(one.text for one in paragraphs).strip() in known

    def whole(self, assembled: Assembled) -> Text:
        """The text, with its settings and the notes in their order."""
        said = self.said
        kept = {note.id: note for _, source, _, _ in said["notes"] for note in read_text(source).text.notes}
        notes = tuple(Footnote(name, self.notes[name]) if name in self.notes else kept[name] for name, _, _, _ in said["notes"])
        text = Text(assembled.title, tuple(assembled.preamble), tuple(assembled.articles), notes)
        settings: dict[str, Any] = {name: said[name] for name in SETTING_FIELDS}
        return replace(text, **{**settings, "early": tuple(settings["early"])})


def role_of(row: Json) -> Role | None:
    """What the manifest says that a paragraph is; None where it is nothing on this side."""
    if row is None:
        return None
    kind, where, name, level, standing, annex, option, index, holds = row
    return Role(kind, where, name, level, standing, annex, option, index, holds_of(holds))


@dataclass
class Assembled:
    """The paragraphs of a file so far, put together."""

    title: Content = ()
    preamble: list[Block] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)

    def take(self, role: Role, said: Content) -> None:
        """Take the next paragraph."""
        if role.kind == "title":
            self.title = said
        elif role.kind == "heading":
            self.articles.append(Article(role.id, said, (), role.standing, role.annex))  # type: ignore[arg-type]
        elif role.kind == "paragraph":
            self.add(Paragraph(role.id, said, role.level, role.standing))  # type: ignore[arg-type]
        else:
            self._way(role, said)

    def add(self, block: Block) -> None:
        """Take a block as it is."""
        if self.articles:
            self.articles[-1] = replace(self.articles[-1], blocks=(*self.articles[-1].blocks, block))
        else:
            self.preamble.append(block)

    @property
    def last(self) -> Block | None:
        """The block that was taken last in this article, or in the preamble."""
        blocks: Any = self.articles[-1].blocks if self.articles else self.preamble
        return blocks[-1] if blocks else None

    def put(self, block: Block) -> None:
        """Put a block in the place of the last."""
        if self.articles:
            self.articles[-1] = replace(self.articles[-1], blocks=(*self.articles[-1].blocks[:-1], block))
        else:
            self.preamble[-1] = block

    def _way(self, role: Role, said: Content) -> None:
        """A paragraph of an alternative: of the alternatives that stand last, or of new ones."""
        last = self.last
        ways = {way.option: way for way in last.ways} if isinstance(last, Alternatives) and last.issue == role.id else {}
        before = ways.get(role.option, Alternative(role.option, (), role.holds))
        new = () if role.index < 0 else (Paragraph("", said, role.level),)
        whole = Alternatives(role.id, tuple({**ways, role.option: replace(before, paragraphs=(*before.paragraphs, *new))}.values()))
        if ways:
            self.put(whole)
        else:
            self.add(whole)
