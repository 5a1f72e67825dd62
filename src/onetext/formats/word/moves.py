"""Moves within an article: from the old place to the new one, all is one choice, so that no version has the paragraph twice or never."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.formats.word.authors import Ledger, Traced
from onetext.formats.word.changed import Group, Told
from onetext.formats.word.taken import Todo


def with_moves_joined(found: Sequence[Group], ledger: Ledger) -> list[Group]:
    """The groups with both ends of a move in one article, and what stands between them, as one group.

    Where alternatives or other changes stand between, the paragraph stays where it was and a person is told.
    """
    groups = list(found)
    for name in dict.fromkeys(_move(group) for group in groups if _move(group)):
        ends = [place for place, group in enumerate(groups) if _move(group) == name]
        if len(ends) != 2 or any(one.heading for group in groups[ends[0] : ends[1] + 1] for one in group):
            continue
        first, last = ends
        if all(_is_plain(group) for group in groups[first + 1 : last]):
            groups[first : last + 1] = [tuple(one for group in groups[first : last + 1] for one in group)]
        else:
            groups = _kept(groups, first, last, ledger)
    return groups


def _move(group: Group) -> str:
    return next((one.move for one in group if one.move), "")


def _is_plain(group: Group) -> bool:
    """Whether a group is one paragraph whose end nobody changed, and no alternative."""
    one = group[0]
    return len(group) == 1 and not one.mark and (one.role is None or one.role.kind == "paragraph")


def _kept(groups: list[Group], first: int, last: int, ledger: Ledger) -> list[Group]:
    """The groups with a moved paragraph where it was, and nothing at its new place."""
    came = first if any(one.adds for one in groups[first][0].mark) else last
    was = last if came == first else first
    moved = groups[was][0]
    who = ", ".join(dict.fromkeys(one.author for one in moved.mark))
    ledger.todo.append(Todo(moved.place, f"{who} moved this paragraph to beside {groups[came][0].place}; it stands where it was"))
    kept = list(groups)
    kept[was] = tuple(_unmoved(one) for one in groups[was])
    del kept[came]
    return kept


def _unmoved(one: Told) -> Told:
    """A paragraph without its move."""
    return one._replace(traced=tuple(Traced(each.piece, tuple(r for r in each.revisions if not r.move)) for each in one.traced), mark=())
