"""Two drafts side by side in one text: what came, went, changed and moved, each with who asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from onetext.model.case import Case
from onetext.model.text.changes import in_order, woven
from onetext.model.text.drafts import Draft
from onetext.model.text.values import Text
from onetext.model.text.walk import wordings
from onetext.report.wording.lines import Fate, Line, Request
from onetext.report.wording.spans import Reading, compared_spans, merged, variants
from onetext.report.wording.views import Flat, flats, reading_of

Requests = Mapping[str, tuple[Request, ...]]


class Pair(NamedTuple):
    """One thing on both sides, either of which may lack it, and whether it stands elsewhere than it did."""

    before: Flat | None
    after: Flat | None
    moved: bool = False


def requests_of(drafts: Sequence[Draft], first: int, last: int, text: Text) -> dict[str, tuple[Request, ...]]:
    """By unit, the edits of the drafts after `first` up to `last`, and what they agreed or opened again, where `text` words it."""
    found: dict[str, tuple[Request, ...]] = {}
    places: dict[str, list[str]] = {}
    for wording in wordings(text):
        places.setdefault(wording.issue, []).append("/".join(wording.place[:2]))
    for number, draft in enumerate(drafts[first:last], first):
        day = draft.date.isoformat() if draft.date is not None else ""
        for edit in draft.edits:
            at = "/".join(edit.at)
            one = Request(draft.number, draft.by, day, edit.asked, edit.answers, edit.why or draft.why)
            found[at] = (*found.get(at, ()), one)
        before = drafts[number - 1].settled if number else {}
        for issue in (issue for issue, _ in draft.settled.items() ^ before.items()):
            said = f"{issue} agreed on {draft.settled[issue]}" if issue in draft.settled else f"{issue} opened again"
            one = Request(draft.number, draft.by, day, draft.asked, draft.answers, "; ".join(filter(None, (said, draft.why))))
            for at in dict.fromkeys(places.get(issue, ())):
                found[at] = (*found.get(at, ()), one)
    return found


def compared_lines(before: Text, after: Text, case: Case, requests: Requests) -> tuple[Line, ...]:
    """Every line of `after`, and in their places the lines of `before` that are gone; those that changed say so."""
    reading = reading_of(after, case, {})
    old = {name: (head, below) for name, head, below in flats(before, reading_of(before, case, {}))}
    new = {name: (head, below) for name, head, below in flats(after, reading)}
    found: list[Line] = []
    for name, moved in _paired(tuple(old), tuple(new)):
        was, now = old.get(name, (None, [])), new.get(name, (None, []))
        if was[0] or now[0]:
            found.append(_line(Pair(was[0], now[0], moved), reading, requests))
        sides = {one.id: one for one in was[1]}, {one.id: one for one in now[1]}
        for at, elsewhere in _paired(tuple(sides[0]), tuple(sides[1])):
            found.append(_line(Pair(sides[0].get(at), sides[1].get(at), elsewhere), reading, requests))
    return tuple(found)


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The ids of two sequences in the order of the second, what is gone behind what it stood behind; and whether each moved."""
    common = set(before) & set(after)
    stays = in_order(before, [name for name in after if name in common])
    for name in woven(before, after):
        yield name, name in common and name not in stays


def _line(pair: Pair, reading: Reading, requests: Requests) -> Line:
    """One line of a pair: its spans, its fate, and who asked for that."""
    shown = pair.after or pair.before
    assert shown is not None
    sides = tuple(one.content if one is not None else () for one in (pair.before, pair.after))
    fate: Fate = ""
    if pair.before is None or pair.after is None:
        fate = "added" if pair.before is None else "removed"
    elif sides[0] != sides[1] or pair.before.own != pair.after.own:
        fate = "changed"
    elif pair.moved:
        fate = "moved"
    at = shown.line.at
    own = requests.get("/".join(at.split("/")[:2]), ()) or (requests.get(at.split("/")[0], ()) if fate in ("added", "removed") else ())
    said = merged((*shown.label, *compared_spans(sides[0], sides[1], reading)))
    held = (*shown.line.variants, *variants(shown.content, reading)) if pair.after is not None else ()
    return replace(shown.line, spans=said, variants=held, fate=fate, requests=own if fate else ())
