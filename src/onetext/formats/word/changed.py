"""The paragraphs of a file that people worked on, in groups: what stands, and what each author would have instead.

A paragraph within which words changed keeps its id; its changes are brackets. Where paragraphs came, went, moved, were
split or joined, the group becomes alternative paragraphs: as they stand, and as each author would have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onetext.formats.word.authors import STANDS, Ledger, Revisions, Traced, Tracing, authors_of, plain, raw, stays
from onetext.formats.word.own import Assembled
from onetext.formats.word.sides import Role
from onetext.formats.word.taken import Todo
from onetext.model.text.values import Alternative, Alternatives, Content, Hold, Paragraph, Piece, Words, content


class Told(NamedTuple):
    """A paragraph of a file: what it is (None: somebody's new one), its level, its pieces with their changes, those on its mark."""

    role: Role | None
    level: int
    traced: tuple[Traced, ...]
    mark: Revisions
    place: str
    heading: bool = False

    @property
    def move(self) -> str:
        """The name of the move that the paragraph is one end of; "" where it is none."""
        return next((one.move for one in self.mark if one.move), "")

    @property
    def whole(self) -> Revisions:
        """The changes that all of the paragraph shares with its mark: it came or went as a whole."""
        return tuple(one for one in self.mark if all(_has(each.revisions, one.author, one.adds) for each in self.traced))


def _has(revisions: Revisions, author: str, adds: bool) -> bool:
    return any((one.author, one.adds) == (author, adds) for one in revisions)


Group = tuple[Told, ...]


def groups(paragraphs: Sequence[Told]) -> list[Group]:
    """The paragraphs in groups: those that came or went whole side by side, those whose ends somebody changed, the rest alone."""
    found: list[Group] = []
    tied: Group = ()
    for one in paragraphs:
        if tied:  # an end that was put in or taken out ties the paragraph before to this one
            tied = (*tied, one)
            if not one.mark or one.whole:
                found.append(tied)
                tied = ()
        elif one.whole and found and _alike(found[-1][-1], one):
            found[-1] = (*found[-1], one)
        elif one.mark and not one.whole:
            tied = (one,)
        else:
            found.append((one,))
    return [*found, *([tied] if tied else [])]


def _alike(before: Told, after: Told) -> bool:
    """Whether two paragraphs came or went whole by the same hand, neither of them moved nor a heading."""
    same = [(one.author, one.adds) for one in before.whole] == [(one.author, one.adds) for one in after.whole]
    return bool(before.whole) and same and not (before.heading or after.heading or before.move or after.move)


Version = list[tuple[int, Content]]
"""Paragraphs as somebody would have them, each with its level."""


def version(group: Group, author: str | None) -> Version:
    """The paragraphs of a group in an author's version; None: as they stand."""
    found: Version = []
    pieces: list[Piece] = []
    level: int | None = None
    for one in group:
        here = raw(one.traced, author)
        level = one.level if level is None else level
        pieces += here
        if stays(one.mark, author):
            found += [(level, content(pieces))] if content(pieces) else []
            pieces, level = [], None
        elif any(not each.adds for each in one.mark):  # an end that was taken out leaves a blank, one put in by another leaves nothing
            pieces.append(Words(" "))
    return [*found, *([(level or 0, content(pieces))] if content(pieces) else [])]


@dataclass
class Settling:
    """How groups become blocks; moves are remembered, so that both ends of one are one issue."""

    ledger: Ledger
    assembled: Assembled = field(default_factory=Assembled)
    moves: dict[str, str] = field(default_factory=dict)

    def take(self, group: Group) -> None:
        """Take the next group into the text."""
        one = group[0]
        roles = [each.role for each in group]
        if len(group) == 1 and not one.mark:
            self._plain(one)
        elif any(each.heading for each in group) or any(role is not None and role.kind == "alternative" for role in roles):
            self._kept(group)
        else:
            self.assembled.add(self.alternatives(group))

    def _plain(self, one: Told) -> None:
        said = Tracing(self.ledger, one.place).bracketed(one.traced)
        if one.role is None:
            self.assembled.add(Paragraph("", said, one.level))
        else:
            self.assembled.take(one.role, said)

    def _kept(self, group: Group) -> None:
        """What is no plain paragraph stays as it is where it was; what was new in it becomes paragraphs. A person has to look."""
        who = ", ".join(authors_of(one.mark for one in group))
        what = "a heading" if any(one.heading for one in group) else "an alternative"
        self.ledger.todo.append(Todo(group[0].place, f"{who} put in, took out, moved, split or joined {what}; it stands as it was"))
        for one in group:
            pieces = content(raw(one.traced, None))
            if one.role is not None:
                self.assembled.take(one.role, pieces)
            elif one.traced:
                self.assembled.add(self.alternatives((one,)))

    def alternatives(self, group: Group) -> Alternatives:
        """A group as alternative paragraphs."""
        stands = version(group, None)
        authors = authors_of([*(one.mark for one in group), *(each.revisions for one in group for each in one.traced)])
        versions = {author: version(group, author) for author in authors}
        others = {self.ledger.party(author): said for author, said in versions.items() if said != stands}
        keep = tuple(Hold(self.ledger.party(author)) for author, said in versions.items() if said == stands)
        issue = self._issue(group, stands, others)
        ways = [Alternative(STANDS, _paragraphs(stands), keep)]
        ways += [Alternative(party, _paragraphs(said), (Hold(party),)) for party, said in others.items()]
        return Alternatives(issue, tuple(ways))

    def _issue(self, group: Group, stands: Version, others: dict[str, Version]) -> str:
        move = next((one.move for one in group if one.move), "")
        if move in self.moves:
            return self.moves[move]
        said = {party: "moved" if move else _words(version) for party, version in others.items()}
        issue = self.ledger.new_issue(group[0].place, "where it is" if move else _words(stands), said)
        self.moves |= {move: issue} if move else {}
        return issue


def _words(version: Iterable[tuple[int, Content]]) -> str:
    return " / ".join(plain(said) for _, said in version)


def _paragraphs(version: Iterable[tuple[int, Content]]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph("", said, level) for level, said in version)
