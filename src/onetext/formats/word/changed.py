"""The paragraphs of a file that people worked on, in groups: what stands, and what each author would have instead.

A paragraph within which words changed keeps its id; its changes are brackets. Where paragraphs came, went, moved, were
split or joined, the group becomes alternative paragraphs: as they stand, and as each author would have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from onetext.formats.word.authors import STANDS, Ledger, Revisions, Traced, Tracing, Wanted, authors_of, plain, raw, short, stays
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
        """The changes that all of the paragraph shares with its mark: it came or went as a whole. What we wrote cannot have come."""
        possible = (one for one in self.mark if self.role is None or not one.adds)
        return tuple(one for one in possible if all(_has(each.revisions, one.author, one.adds) for each in self.traced))


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


def unbroken(found: Sequence[Group]) -> list[Group]:
    """The groups with alternatives of one issue side by side: what somebody put between them comes behind them."""
    ordered: list[Group] = []
    waiting: list[Group] = []
    for place, group in enumerate(found):
        issue = _issue_of(ordered[-1]) if ordered else None
        goes_on = issue is not None and any(_issue_of(later) == issue for later in _same_article(found[place:]))
        if goes_on and _issue_of(group) != issue:
            waiting.append(group)
            continue
        ordered.append(group)
        if waiting and not any(_issue_of(later) == _issue_of(group) for later in _same_article(found[place + 1 :])):
            ordered += waiting
            waiting = []
    return [*ordered, *waiting]


def _issue_of(group: Group) -> str | None:
    """The issue of which a group is an alternative; None where it is none."""
    return next((one.role.id for one in group if one.role is not None and one.role.kind == "alternative"), None)


def _same_article(found: Sequence[Group]) -> Iterator[Group]:
    """The groups up to the next heading."""
    for group in found:
        if any(one.heading for one in group):
            return
        yield group


def _alike(before: Told, after: Told) -> bool:
    """Whether two paragraphs came or went whole by the same hand, or moved together; headings stand alone."""
    same = [(one.author, one.adds) for one in before.whole] == [(one.author, one.adds) for one in after.whole]
    return bool(before.whole) and same and before.move == after.move and not (before.heading or after.heading)


Version = list[tuple[int, Content]]
"""Paragraphs as somebody would have them, each with its level."""


def version(group: Group, author: str | None) -> Version:
    """The paragraphs of a group in an author's version; None: as they stand."""
    return [(level, said) for _, level, said in told(group, author)]


def told(group: Group, author: str | None) -> list[tuple[Role | None, int, Content]]:
    """The paragraphs of a group in an author's version, each with what the first of its parts that was ours is."""
    found: list[tuple[Role | None, int, Content]] = []
    pieces: list[Piece] = []
    first: Told | None = None
    for one in group:
        first = one if first is None or (first.role is None and one.role is not None) else first
        pieces += raw(one.traced, author)
        if stays(one.mark, author):
            found.append((first.role, first.level, content(pieces)))
            pieces, first = [], None
        elif any(not each.adds for each in one.mark):  # an end that was taken out leaves a blank, one put in by another leaves nothing
            pieces.append(Words(" "))
    if first is not None:
        found.append((first.role, first.level, content(pieces)))
    return [(role, level, said) for role, level, said in found if said]


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
            self._add(self.alternatives(group))

    def _add(self, made: Alternatives) -> None:
        """Take alternatives; the two ends of a move side by side are one place."""
        last = self.assembled.last
        if not isinstance(last, Alternatives) or last.issue != made.issue:
            self.assembled.add(made)
            return
        before = {way.option: way for way in last.ways}
        joined = (replace(way, paragraphs=(*before[way.option].paragraphs, *way.paragraphs)) for way in made.ways if way.option in before)
        self.assembled.put(Alternatives(made.issue, tuple(joined)))

    def _plain(self, one: Told) -> None:
        said = Tracing(self.ledger, one.place).bracketed(one.traced)
        if one.role is None:
            self.assembled.add(Paragraph("", said, one.level))
        else:
            self.assembled.take(one.role, said)

    def _kept(self, group: Group) -> None:
        """What is no plain paragraph stays as it is where it was, and what its authors would have is left to a person to read."""
        what = "a heading" if any(one.heading for one in group) else "an alternative"
        for author in authors_of(one.mark for one in group):
            wanted = _words(version(group, author))
            note = (
                f"{author} put in, took out, moved, split or joined {what}; it stands as it was. {author} would have: {wanted or 'nothing'}"
            )
            self.ledger.todo.append(Todo(group[0].place, note))
        stands = told(group, None)
        for role, level, said in stands:
            if role is not None:
                self.assembled.take(role, said)
            else:
                self.assembled.add(Paragraph("", said, level))
        for one in group:  # a heading without words, an alternative under which nothing is said
            if one.role is not None and not one.traced and one.role not in [role for role, _, _ in stands]:
                self.assembled.take(one.role, ())

    def alternatives(self, group: Group) -> Alternatives:
        """A group as alternative paragraphs."""
        stands = version(group, None)
        authors = authors_of([*(one.mark for one in group), *(each.revisions for one in group for each in one.traced)])
        versions = {author: version(group, author) for author in authors}
        keep, wanted = self.ledger.weighed(stands, versions)
        issue = self._issue(group, stands, wanted)
        ways = [Alternative(STANDS, _paragraphs(stands), keep)]
        ways += [Alternative(one.option, _paragraphs(one.version), (Hold(one.party),)) for one in wanted]
        return Alternatives(issue, tuple(ways))

    def _issue(self, group: Group, stands: Version, wanted: list[Wanted[Version]]) -> str:
        move = group[0].move if len({one.move for one in group}) == 1 else ""
        if move in self.moves:
            return self.moves[move]
        titles = [(STANDS, f"As it stands: {'where it is' if move else short(_words(stands))}")]
        titles += [(one.option, f"{one.party}: {'moved' if move else short(_words(one.version))}") for one in wanted]
        issue = self.ledger.new_issue(group[0].place, titles)
        self.moves |= {move: issue} if move else {}
        return issue


def _words(version: Iterable[tuple[int, Content]]) -> str:
    return " / ".join(plain(said) for _, said in version)


def _paragraphs(version: Iterable[tuple[int, Content]]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph("", said, level) for level, said in version)
