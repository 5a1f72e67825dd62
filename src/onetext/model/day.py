"""The case on one day, and the case with its intervals made sharp."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import takewhile
from types import MappingProxyType
from typing import Any, Literal

from onetext.model.case import Case
from onetext.model.dates import after
from onetext.model.disputes import taking_effect
from onetext.model.numbers import Interval
from onetext.model.parties import Consent
from onetext.model.positions import NoNumber, Position, RedLine, Reservation, Worth
from onetext.model.text.drafts import Draft

At = Literal["middle", "worst", "best"]

Key = tuple[str, str, str]
"""A dated entry: the party, its kind (`reservation`, `red_line`, `consent`), and its id: of a red line its own, of a line
of `consents` its place in the list, of a reservation value none."""
NOT_MOVED: Mapping[Key, date] = MappingProxyType({})


def on(case: Case, day: date) -> Case:
    """The case as it stands on `day`: one reservation value each, the red lines and consents in force, no later record, and
    no resolution that sets a reply aside where on that day nothing speaks against it.

    Doing it twice changes nothing. Analyses take what this returns.
    """
    return foreseen(known(case, day), day)


def foreseen(case: Case, day: date, instead: Mapping[Key, date] = NOT_MOVED) -> Case:
    """The dated entries of a case that hold on `day`, the record left as it is; those that `instead` names as on another day."""

    def when(key: Key) -> date:
        return instead.get(key, day)

    consents = tuple(line for place, line in enumerate(case.consents) if line.in_force(when((line.who, "consent", str(place)))))
    positions = tuple(_position_on(position, when) for position in case.positions)
    return taking_effect(replace(case, as_of=day, positions=positions, consents=consents))


def known(case: Case, day: date) -> Case:
    """The case without the records that are later than `day`, and nothing that stays names them; all its dates are left.

    Of the drafts those by that day stay. Where any goes, the text of today goes too: that of the day is `latest(drafts)`.
    """
    kept: dict[str, Any] = {name: tuple(entry for entry in getattr(case, name) if not _later(entry, day)) for name in _RECORDS}
    gone = {name: {entry.id for entry in getattr(case, name)} - {entry.id for entry in kept[name]} for name in ("proposals", "statements")}
    kept["replies"] = tuple(reply for reply in kept["replies"] if reply.to not in gone["proposals"])
    kept["positions"] = tuple(_said_by(position, day) for position in case.positions)
    kept["drafts"] = tuple(takewhile(lambda draft: not (_later(draft, day) or _answers(draft, gone["statements"])), case.drafts))
    if kept["drafts"] != case.drafts:
        kept["text"] = None
    if gone["statements"]:
        kept |= {name: _without(kept.get(name, getattr(case, name)), gone["statements"]) for name in _RESTING}
    changed = {name: value for name, value in kept.items() if value != getattr(case, name)}
    return replace(case, **changed) if changed else case


def _answers(draft: Draft, statements: Collection[str]) -> bool:
    return any(name in statements for edit in draft.edits for name in edit.answers)


def _said_by(position: Position, day: date) -> Position:
    """A position without the preferences that were said after `day`."""
    kept = tuple(one for one in position.prefers if not _later(one, day))
    return position if kept == position.prefers else replace(position, prefers=kept)


_RECORDS = ("proposals", "replies", "statements", "events", "resolved")
_RESTING = ("links", "positions", "proposals", "replies", "events", "channels", "alternatives", "text")
"""What may name a statement as its evidence or source."""


def _without(value: Any, gone: Collection[str]) -> Any:
    """A part of a case that no longer names the statements in `gone`."""
    if isinstance(value, tuple):
        return tuple(_without(part, gone) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for name in (field.name for field in fields(value)):
        old = getattr(value, name)
        new = tuple(one for one in old if one not in gone) if name == "evidence" else _without(old, gone)
        if name == "source" and old in gone:
            new = ""
        if new != old:
            changes[name] = new
    return replace(value, **changes) if changes else value


def _later(entry: object, day: date) -> bool:
    when = getattr(entry, "said", None) or getattr(entry, "date", None)
    return when > day if isinstance(when, date) else bool(when) and after(str(when), day)


def later_records(case: Case, day: date) -> int:
    """How many statements, replies, preferences, proposals, events, resolutions and drafts are dated after `day` and so left out."""
    dated = [entry for name in (*_RECORDS, "drafts") for entry in getattr(case, name)]
    return sum(_later(entry, day) for entry in (*dated, *(one for position in case.positions for one in position.prefers)))


def _position_on(position: Position, when: Callable[[Key], date]) -> Position:
    who = position.party
    lines = tuple(line for line in position.red_lines if line.in_force(when((who, "red_line", line.id))))
    worth = position.reservation_on(when((who, "reservation", "")))
    kept = position.reservation if worth is None else (Reservation(worth),)
    return replace(position, reservation=kept, red_lines=lines)


def change_days(case: Case) -> tuple[date, ...]:
    """The days on which a reservation value changes, or the force of a red line or of a line of `consents`, ascending."""
    days = {day for line in case.consents for day in _ends(line)}
    for position in case.positions:
        if not isinstance(position.reservation, NoNumber):
            days |= {entry.since for entry in position.reservation if entry.since is not None}
        days |= {day for line in position.red_lines for day in _ends(line)}
    return tuple(sorted(days))


def _ends(line: RedLine | Consent) -> Iterator[date]:
    """The day from which a line holds, and that from which it no longer does."""
    yield from (day for day in (line.since, _next(line.until)) if day is not None)


def _next(day: date | None) -> date | None:
    return None if day is None or day == date.max else date.fromordinal(day.toordinal() + 1)


_PICKS: dict[str, tuple[Fraction, Fraction]] = {
    "middle": (Fraction(1, 2), Fraction(1, 2)),
    "worst": (Fraction(0), Fraction(1)),
    "best": (Fraction(1), Fraction(0)),
}
"""How far from low to high a worth and a reservation value are taken."""


def has_intervals(case: Case) -> bool:
    """Whether any worth or reservation value is an interval that is not sharp."""
    return any(not points.sharp for position in case.positions for points in _intervals(position))


def _intervals(position: Position) -> list[Interval]:
    worths = [worth.points for table in position.worth for _, worth in table.at]
    worths += [term.worth.points for term in position.terms]
    if not isinstance(position.reservation, NoNumber):
        worths += [entry.worth.points for entry in position.reservation]
    return worths


def sharpened(case: Case, at: At = "middle") -> Case:
    """The case with every interval replaced by its middle, or for each party its worst or best.

    Worst: every worth low and every reservation value high; best: the reverse.
    """
    of_worth, of_reservation = _PICKS[at]

    def pick(worth: Worth, share: Fraction) -> Worth:
        number = worth.points.low + share * (worth.points.high - worth.points.low)
        return worth.replaced(Interval(number, number))

    def sharp_position(position: Position) -> Position:
        reservation = position.reservation
        if not isinstance(reservation, NoNumber):
            reservation = tuple(replace(entry, worth=pick(entry.worth, of_reservation)) for entry in reservation)
        return replace(
            position,
            reservation=reservation,
            worth=tuple(replace(t, at=tuple((k, pick(w, of_worth)) for k, w in t.at)) for t in position.worth),
            terms=tuple(replace(term, worth=pick(term.worth, of_worth)) for term in position.terms),
        )

    return replace(case, positions=tuple(map(sharp_position, case.positions)))
