"""What changed from one text to another, unit by unit: `applied(a, changes(a, b)) == b`.

A unit is a title, the settings, a heading, a block, a footnote or an article that comes or goes whole. Units are found
by their ids, never by line or offset, so that what moved is seen to have moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onetext.model.text.values import Article, Block, Content, Footnote, Text
from onetext.model.text.walk import NOTES, PREAMBLE, TITLE, Place

SETTINGS = "settings"
SETTING_FIELDS = ("language", "rightward", "called", "annexes_called", "early")


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a whole text, as in `Text`."""

    language: str
    rightward: bool
    called: str
    annexes_called: str
    early: tuple[str, ...]


Unit = Content | Settings | Article | Block | Footnote


@dataclass(frozen=True, slots=True)
class Change:
    """One unit that came (`was` None), went (`now` None), changed, or moved behind its sibling `after` ("": to the front).

    `at`: `(title,)`, `(settings,)`, `(article,)`, `(article, block)`, `(preamble, block)` or `(notes, note)`. The unit of
    an article that stays is its heading: the article without blocks.
    """

    at: Place
    was: Unit | None = None
    now: Unit | None = None
    after: str | None = None

    @property
    def kind(self) -> str:
        """`insert`, `delete`, `change` or `move`."""
        if self.was is None and self.now is None:
            return "move"
        return "insert" if self.was is None else "delete" if self.now is None else "change"


def settings(text: Text) -> Settings:
    return Settings(*(getattr(text, name) for name in SETTING_FIELDS))


def changes(a: Text, b: Text) -> tuple[Change, ...]:
    """The changes that lead from `a` to `b`, in the order of `b`, what went last of its kind; none where they are equal."""
    found: list[Change] = []
    if a.title != b.title:
        found.append(Change((TITLE,), a.title, b.title))
    if settings(a) != settings(b):
        found.append(Change((SETTINGS,), settings(a), settings(b)))
    found += _sequence((PREAMBLE,), a.preamble, b.preamble)
    found += _articles(a, b)
    found += _sequence((NOTES,), a.notes, b.notes)
    return tuple(found)


def _articles(a: Text, b: Text) -> Iterator[Change]:
    placed = {change.at: change for change in _sequence((), tuple(map(_header, a.articles)), tuple(map(_header, b.articles)))}
    for article in b.articles:
        change = placed.pop((article.id,), None)
        if change is not None:
            yield replace(change, now=article) if change.kind == "insert" else change
        if article.id in a.article:
            yield from _sequence((article.id,), a.article[article.id].blocks, article.blocks)
    yield from (replace(change, was=a.article[change.at[0]]) for change in placed.values())


def _header(article: Article) -> Article:
    return replace(article, blocks=())


def _sequence(place: Place, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    """The changes between two sequences of units with ids."""
    old = {unit.id: unit for unit in before}
    stays = in_order([unit.id for unit in before], [unit.id for unit in after if unit.id in old])
    previous = ""
    for unit in after:
        where = None if unit.id in stays else previous
        was = old.get(unit.id)
        if was is None or was != unit:
            yield Change((*place, unit.id), was, unit, where)
        elif where is not None:
            yield Change((*place, unit.id), after=where)
        previous = unit.id
    kept = {unit.id for unit in after}
    yield from (Change((*place, unit.id), unit, None) for unit in before if unit.id not in kept)


def in_order(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """A longest set of ids that stand in the same order in both: a longest increasing run of their old places."""
    place = {name: i for i, name in enumerate(before)}
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for i, name in enumerate(after):
        at = bisect_left(tails, place[name])
        tails[at : at + 1] = [place[name]]
        ends[at : at + 1] = [i]
        back.append(ends[at - 1] if at else -1)
    found, i = set(), ends[-1] if ends else -1
    while i >= 0:
        found.add(after[i])
        i = back[i]
    return found


def woven(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The ids of two sequences, each once: in the order of the second, what is gone behind what it stood behind."""
    kept = set(after)
    gone: dict[str, list[str]] = {}
    previous = ""
    for name in before:
        if name in kept:
            previous = name
        else:
            gone.setdefault(previous, []).append(name)
    yield from gone.get("", ())
    for name in after:
        yield name
        yield from gone.get(name, ())


def applied(text: Text, made: Iterable[Change]) -> Text:
    """The text after some changes. ValueError where a change is not one of this text."""
    by_place: dict[Place, list[Change]] = {}
    for change in made:
        by_place.setdefault(change.at[:-1], []).append(change)
    for change in by_place.get((), ()):
        if change.at in ((TITLE,), (SETTINGS,)):
            text = _set_whole(text, change)
    text = replace(text, preamble=_placed(text.preamble, by_place.get((PREAMBLE,), ())))
    text = replace(text, notes=_placed(text.notes, by_place.get((NOTES,), ())))
    return replace(text, articles=_with_articles(text, by_place))


def _set_whole(text: Text, change: Change) -> Text:
    before: Any = text.title if change.at == (TITLE,) else settings(text)
    if before != change.was:
        raise ValueError(f"{change.at[0]} is another than the change says")
    if isinstance(change.now, Settings):
        return replace(text, **{name: getattr(change.now, name) for name in SETTING_FIELDS})
    return replace(text, title=change.now if isinstance(change.now, tuple) else ())


def _with_articles(text: Text, by_place: Mapping[Place, Sequence[Change]]) -> tuple[Article, ...]:
    whole = [_of_whole(change, text) for change in by_place.get((), ()) if change.at not in ((TITLE,), (SETTINGS,))]
    placed = _placed(text.articles, whole) if whole else text.articles
    lost = {place[0] for place in by_place if place and place[0] not in (PREAMBLE, NOTES)} - {article.id for article in placed}
    if lost:
        raise ValueError(f"no article {min(lost)!r}")
    return tuple(
        replace(article, blocks=_placed(article.blocks, by_place[(article.id,)])) if (article.id,) in by_place else article
        for article in placed
    )


def _of_whole(change: Change, text: Text) -> Change:
    """A change of an article; where it only speaks of its heading, with the blocks that the article has."""
    known = text.article.get(change.at[0])
    if change.kind != "change" or known is None or not isinstance(change.was, Article) or not isinstance(change.now, Article):
        return change
    return replace(change, was=replace(change.was, blocks=known.blocks), now=replace(change.now, blocks=known.blocks))


def _placed(units: Sequence[Any], made: Iterable[Change]) -> tuple[Any, ...]:
    """Units after the changes of their sequence."""
    now = {unit.id: unit for unit in units}
    order = [unit.id for unit in units]
    made = tuple(made)
    for change in made:
        name = change.at[-1]
        known = now.get(name)
        if (change.kind == "move" and known is None) or (change.kind != "move" and known != change.was):
            raise ValueError(f"{'/'.join(change.at)} is another than the change says")
        if change.now is None and change.kind != "move":
            del now[name]
        elif change.now is not None:
            now[name] = change.now
        if change.after is not None and known is not None:
            order.remove(name)
    for change in made:
        if change.after is not None:
            if change.after and change.after not in order:
                raise ValueError(f"nothing {change.after!r} to stand behind")
            order.insert(order.index(change.after) + 1 if change.after else 0, change.at[-1])
    return tuple(now[name] for name in order if name in now)
