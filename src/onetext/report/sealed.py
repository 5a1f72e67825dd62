"""A copy of the brief for a bag that may be searched: no worth, gain, reservation value or chart of them is in it.

Built the safe way round: figures are dropped by their type wherever they stand, so a field added later cannot leak one;
sentences lose what stands inside `text.amount()`, and those that are made from worths lose every bare number too.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from onetext.report.brief import Brief
from onetext.report.parts import Ask, Cell, Change, Demand, Figure, Note, Standing, TradeOff
from onetext.report.parts_text import Slope, TextState
from onetext.report.text import LRI, RUN

GAP = "···"
# Every number but a count of packages or of what stands behind the verdict, which tells nothing of a worth.
COUNTED = r"(?! (?:estimates|public positions|packages|with a source)\b)"
NUMBER = re.compile(rf"(?<![\d.,/])(?<!packages of )(?<!package of )[-−]?\d[\d.,/]*+{COUNTED}")
EMPTY = re.compile(f": {GAP} against {GAP}")  # tells nothing once its figures are gone
NOTE = Note("left_out", f"Worths, reservation values and charts of them are left out of this copy; {GAP} stands where a sentence had one.")
# Sentences that are made from worths, by their class: every number outside a name goes.
RISKY = {
    "Brief": ("bottom_line", "lead", "window_note", "trades_note", "rules_note", "softenings_note"),
    "Way": ("text",), "Ask": ("question", "why"), "Demand": ("text",), "Change": ("text",), "Trade": ("text",),
    "WindowStep": ("changes",), "Contradiction": ("text",), "Turning": ("text", "into"), "Rule": ("note",),
    "Nearest": ("after",), "RestsOn": ("step",), "Note": ("gap",), "Cell": ("condition",), "Proposal": ("condition",),
}  # fmt: skip
RESERVATION = {Demand: "at least its worth without an agreement", Change: "Accept less than what it is said to have without an agreement"}


def without_worths(brief: Brief) -> Brief:
    """The same brief without worths, with a note that says so; the verdict, red lines, views, counts and evidence stay.

    For whom a later day would be better goes too, and on what the most hangs for a party: they tell of worths without a figure.
    """
    kept: Brief = _sealed(replace(brief, tradeoffs=(), window_later=(), slopes=(), slopes_note="", text=_without_weights(brief.text)))
    return replace(kept, notes=(NOTE, *kept.notes), worths_left_out=True)


def _without_weights(text: TextState | None) -> TextState | None:
    if text is None:
        return None
    return replace(text, stakes=tuple(tuple(one for one in stakes if one.kind != "reservation") for stakes in text.stakes))


def _sealed(value: Any) -> Any:
    if isinstance(value, Figure | TradeOff | Slope):
        return None
    if isinstance(value, str):
        return _masked(value, every=False)
    if isinstance(value, tuple):
        return _sealed_tuple(value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    risky = RISKY.get(type(value).__name__, ())
    kept = {f.name: (_every if f.name in risky else _sealed)(getattr(value, f.name)) for f in fields(value)}
    return replace(value, **kept | _told(value))


def _told(value: Any) -> dict[str, Any]:
    """What tells of worths without being a figure or standing in a sentence, with what stands there instead."""
    if isinstance(value, Cell):
        return {"share": None, "best": False}
    if isinstance(value, Demand | Change) and value.kind == "reservation":
        return {"text": RESERVATION[type(value)]}
    if isinstance(value, Ask) and value.why != _masked(value.why, every=True):
        return {"why": ""}
    if isinstance(value, Standing) and value.reservation is not None:
        return {"reservation_word": "left out"}
    return {}


def _sealed_tuple(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """Figures, and pairs that end in one, go out of a tuple; the rest is sealed in place."""
    if any(isinstance(item, Figure) for item in value):
        return ()
    kept = (_sealed(item) for item in value if not (isinstance(item, tuple) and item and isinstance(item[-1], Figure)))
    return tuple(kept)


def _every(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple((item[0], _masked(item[1], True)) if isinstance(item, tuple) else _masked(item, True) for item in value)
    return _masked(value, every=True)


def _masked(text: str, every: bool) -> str:
    """`text` with a gap for each amount and, where `every`, for each number that stands outside a name."""
    parts, at = [], 0
    for match in RUN.finditer(text):
        before = text[at : match.start()]
        parts += [NUMBER.sub(GAP, before) if every else before, GAP if match[1] == LRI else match[0]]
        at = match.end()
    rest = text[at:]
    return EMPTY.sub("", "".join([*parts, NUMBER.sub(GAP, rest) if every else rest]))
