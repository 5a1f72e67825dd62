"""Tracked changes as brackets: what stands, and what each author would have in its place.

The law: an author's version of a stretch is what stands there, less what that author took out, with what that author put
in; what others did to it is left aside. Who takes out what another put in holds the words as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from onetext.formats.word.manifest import holds_of
from onetext.formats.word.own import Cursor
from onetext.formats.word.spread import Begin, Said, Sign
from onetext.formats.word.story import NoteMark as CalledNote
from onetext.formats.word.story import Revision
from onetext.formats.word.taken import Todo
from onetext.model.issues import Issue, Option
from onetext.model.text.issues import free_issue
from onetext.model.text.values import Amount, Bracket, Content, Held, Hold, NoteMark, Piece, Reference, Variant, Words, content

STANDS = "text"
"""The option of the words as they stand."""
Revisions = tuple[Revision, ...]
MOST_SHOWN = 60


V = TypeVar("V")


class Wanted(NamedTuple, Generic[V]):
    """What an author would have instead of what stands: the option that it becomes, the party, and the version."""

    option: str
    party: str
    version: V


class Traced(NamedTuple):
    """A piece with the changes on it."""

    piece: Piece
    revisions: Revisions


@dataclass
class Ledger:
    """The issues that changes have become so far, and what is left to a person.

    `party`: who an author is. `taken`: ids of issues that there are. `ours`: changes that we recorded ourselves, by author
    and date: they count as done. `calls`: the notes of the file by the ids that they have in the text.
    """

    party: Callable[[str], str]
    taken: set[str]
    ours: frozenset[tuple[str, str]] = frozenset()
    issues: dict[str, Issue] = field(default_factory=dict)
    todo: list[Todo] = field(default_factory=list)
    calls: dict[str, CalledNote] = field(default_factory=dict)

    def of_others(self, revisions: Revisions) -> Revisions | None:
        """The changes by others; None where one of ours has taken the thing away."""
        ours = [one for one in revisions if (one.author, one.date) in self.ours]
        return None if any(not one.adds for one in ours) else tuple(one for one in revisions if one not in ours)

    def new_issue(self, place: str, options: Iterable[tuple[str, str]]) -> str:
        """An issue for a stretch of text, from the ids of its options and what they say; its id."""
        name = free_issue(place, self.taken)
        self.taken.add(name)
        self.issues[name] = Issue(name, f"todo: name what is at stake in {place}", tuple(Option(*one) for one in options))
        return name

    def weighed(self, stands: V, versions: Mapping[str, V]) -> tuple[tuple[Hold, ...], list[Wanted[V]]]:
        """Who holds what stands, and what the others want instead, each with an option of its own.

        Two authors may be one party: each keeps a version, and the second option of a party has a number.
        """
        keep = dict.fromkeys(self.party(author) for author, version in versions.items() if version == stands)
        wanted: list[Wanted[V]] = []
        taken = {STANDS}
        for author, version in versions.items():
            if version == stands:
                continue
            party = self.party(author)
            option = next(name for name in (party, *(f"{party}-{n}" for n in range(2, len(versions) + 3))) if name not in taken)
            taken.add(option)
            wanted.append(Wanted(option, party, version))
        return tuple(map(Hold, keep)), wanted


def short(words: str) -> str:
    """Words for a title: cut where they are long; `nothing` where there are none."""
    flat = " ".join(words.split())
    return (flat if len(flat) <= MOST_SHOWN else flat[: MOST_SHOWN - 1].rstrip() + "…") or "nothing"


def stays(revisions: Revisions, author: str | None) -> bool:
    """Whether a thing is there in an author's version; None: as it stands."""
    put_in = all(one.author == author for one in revisions if one.adds)
    return put_in and not any(one.author == author for one in revisions if not one.adds)


def authors_of(changes: Iterable[Revisions]) -> tuple[str, ...]:
    """Who made some changes, in the order in which they first come."""
    return tuple(dict.fromkeys(one.author for revisions in changes for one in revisions))


def raw(traced: Sequence[Traced], author: str | None) -> list[Piece]:
    return [one.piece for one in traced if stays(one.revisions, author)]


@dataclass
class Tracing:
    """A reader of tokens that keeps the changes on what it reads; within variants they become brackets at once."""

    ledger: Ledger
    place: str

    def traced(self, cursor: Cursor) -> list[Traced]:
        """The pieces up to the square sign that closes what is being read, or to the end."""
        found: list[Traced] = []
        while (token := cursor.peek()) is not None and not (isinstance(token, Sign) and token.text == "]"):
            cursor.next()
            if isinstance(token, Begin):
                found += self._part(token, cursor)
            elif isinstance(token, Said | Sign):
                found += self._kept(Words(token.text), token.revisions) if not (isinstance(token, Said) and token.style) else ()
            else:
                name = f"{token.kind}-{token.id}"
                self.ledger.calls.setdefault(name, token)
                found += self._kept(NoteMark(name), token.revisions)
        return found

    def _kept(self, piece: Piece, revisions: Revisions) -> Iterator[Traced]:
        by_others = self.ledger.of_others(revisions)
        if by_others is not None:
            yield Traced(piece, by_others)

    def _part(self, begin: Begin, cursor: Cursor) -> Iterator[Traced]:
        row = begin.sides[-1]
        if begin.kind == "b":
            yield from self._bracket(row, cursor)
        elif begin.kind == "a":
            first = self._sign(cursor)
            for _ in range(begin.groups - 1):
                self._sign(cursor)
            if row is not None and first is not None:
                yield Traced(Amount(row[0], tuple(Held(option, holds_of(holds)) for option, holds in row[1])), first)
        else:
            token = cursor.next()
            made: Piece = NoteMark(row) if begin.kind == "n" else Reference(row)
            if begin.kind == "n" and row is not None and isinstance(token, CalledNote):
                self.ledger.calls.setdefault(row, token)
            if row is not None and isinstance(token, Said | CalledNote):
                yield from self._kept(made, token.revisions)

    def _sign(self, cursor: Cursor) -> Revisions | None:
        """The changes on the square sign that opens the next group, all of which is passed over."""
        token = cursor.next()
        self.traced(cursor)
        cursor.next()
        return self.ledger.of_others(token.revisions) if isinstance(token, Sign) else None

    def _bracket(self, issue: str, cursor: Cursor) -> Iterator[Traced]:
        read: list[tuple[Any, Revisions, list[Traced]]] = []
        while isinstance(token := cursor.peek(), Begin) and token.kind == "v":
            cursor.next()
            opens = cursor.next()
            inner = self.traced(cursor)
            cursor.next()
            revisions = self.ledger.of_others(opens.revisions) if isinstance(opens, Sign) else None
            row = token.sides[-1]
            if row is not None and revisions is not None:
                read.append((row, revisions, inner))
        if read:
            common = tuple(one for one in read[0][1] if all(_has(revisions, one) for _, revisions, _ in read))
            variants = tuple(Variant(row[0], self.bracketed(without(inner, common)), holds_of(row[1])) for row, _, inner in read)
            self._struck(issue, [(row[0], revisions) for row, revisions, _ in read], common)
            yield Traced(Bracket(issue, variants), common)

    def _struck(self, issue: str, signs: Iterable[tuple[str, Revisions]], common: Revisions) -> None:
        """One variant struck alone is for a person to read: a party that it does not suit, or a slip."""
        for option, revisions in signs:
            for one in revisions:
                if not _has(common, one):
                    self.ledger.todo.append(Todo(self.place, f"{one.author} struck the variant {option!r} of {issue!r}"))

    def bracketed(self, traced: Sequence[Traced]) -> Content:
        """A content in which each stretch that somebody changed has become a bracket, of whole words."""
        found: list[Piece] = []
        rows = _rows(traced)
        for place, row in enumerate(rows):
            if not any(one.revisions for one in row):
                found += [one.piece for one in row]
                continue
            after = rows[place + 1][0].piece if place + 1 < len(rows) else Words(" ")
            found += self._stretch(row, _ends_blank(found), not isinstance(after, Words) or after.text.startswith(" "))
        return content(found)

    def _stretch(self, row: list[Traced], blank_before: bool, blank_after: bool) -> Iterator[Piece]:
        """A stretch that was changed, as a bracket. Blanks at the ends of what stands are outside of it.

        Where nothing stands, a blank that an author puts in is outside if there is one on the other side already: the words as
        they stand must not change.
        """
        sides = {author: raw(row, author) for author in authors_of(one.revisions for one in row)}
        versions = {author: content(pieces) for author, pieces in sides.items()}
        before = raw(row, None)
        stands = content(before)
        if stands:
            begins, ends = _starts_blank(before), _ends_blank(before)
        else:
            begins = bool(before) or (blank_after and any(map(_starts_blank, sides.values())))
            ends = not before and blank_before
        yield from (Words(" "),) if begins else ()
        if all(version == stands for version in versions.values()):  # of blanks, or words put in and taken out again
            yield from stands
        else:
            yield self._made(stands, versions)
        yield from (Words(" "),) if ends else ()

    def _made(self, stands: Content, versions: Mapping[str, Content]) -> Bracket:
        keep, wanted = self.ledger.weighed(stands, versions)
        titles = [(STANDS, f"As it stands: {short(plain(stands))}")]
        titles += [(one.option, f"{one.party}: {short(plain(one.version))}") for one in wanted]
        variants = (Variant(one.option, one.version, (Hold(one.party),)) for one in wanted)
        return Bracket(self.ledger.new_issue(self.place, titles), (Variant(STANDS, stands, keep), *variants))


def _has(revisions: Revisions, one: Revision) -> bool:
    """Whether a change by the same hand in the same direction is among some."""
    return any((each.author, each.adds) == (one.author, one.adds) for each in revisions)


def without(traced: Iterable[Traced], common: Revisions) -> list[Traced]:
    """Pieces without the changes that are on all that they stand in."""
    return [Traced(one.piece, tuple(each for each in one.revisions if not _has(common, each))) for one in traced]


def _starts_blank(pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and isinstance(pieces[0], Words) and pieces[0].text.startswith(" ")


def _ends_blank(pieces: Sequence[Piece]) -> bool:
    return not pieces or (isinstance(pieces[-1], Words) and pieces[-1].text.endswith(" "))


def _rows(traced: Sequence[Traced]) -> list[list[Traced]]:
    """The pieces in rows, changed and unchanged by turns; a word of which a part was changed is changed as a whole."""
    rows: list[list[Traced]] = [list(group) for _, group in groupby(traced, lambda one: bool(one.revisions))]
    found: list[list[Traced]] = []
    for place, row in enumerate(rows):
        if any(one.revisions for one in row):
            if found and (torn := _torn(found[-1][-1], row, TAIL, first=True)):
                found[-1][-1:] = [torn[0]] if torn[0].piece != NO_WORDS else []
                row.insert(0, torn[1])
            following = rows[place + 1] if place + 1 < len(rows) else []
            if following and (torn := _torn(following[0], row, HEAD, first=False)):
                following[:1] = [torn[0]] if torn[0].piece != NO_WORDS else []
                row.append(torn[1])
            if found and not found[-1]:
                found.pop()
            if found and any(one.revisions for one in found[-1]):
                found[-1] += row
                continue
        if row:
            found.append(row)
    return found


HEAD, TAIL = re.compile(r"\w+"), re.compile(r"\w+$")
NO_WORDS = Words("")


def _torn(neighbour: Traced, row: list[Traced], part: re.Pattern[str], *, first: bool) -> tuple[Traced, Traced] | None:
    """A neighbour of a changed stretch without the part of a word that goes on in the stretch, and that part."""
    words = neighbour.piece
    if neighbour.revisions or not isinstance(words, Words):
        return None
    found = part.match(words.text) if not first else part.search(words.text)
    sides = [raw(row, author) for author in (None, *authors_of(one.revisions for one in row))]
    edges = [side[0 if first else -1] for side in sides if side]
    inside = any(isinstance(one, Words) and one.text and WORD.match(one.text[0 if first else -1]) for one in edges)
    if found is None or not inside:
        return None
    rest = words.text[: found.start()] if first else words.text[found.end() :]
    return Traced(Words(rest), ()), Traced(Words(found[0]), ())


WORD = re.compile(r"\w")


def plain(of: Content) -> str:
    """A content as words, for a title."""
    return "".join(piece.text if isinstance(piece, Words) else "[…]" for piece in of)
