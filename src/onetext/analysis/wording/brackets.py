"""Brackets and issues: variants that nobody holds, issues without wording, wording without an issue, holders that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onetext.analysis.wording.said import Finding, Said, where
from onetext.model.text.values import Alternatives, Amount, Hold
from onetext.model.text.walk import TITLE, Wording, wordings

Holders = dict[str, frozenset[str]]
PLAIN = re.compile(r"\[([^\[\]]{0,400})\]")
SIC = re.compile(r"\s*(?:sic!?|…|\.\.\.)\s*", re.IGNORECASE)
"""What an editor puts in brackets within a quotation."""
BLANK = re.compile(r"_{3,}|\.{5,}|…{2,}")
FORM = "[one wording | another]{issue: option by party; option}"


def holders(of: Wording) -> Holders:
    """Option -> who holds it at one place; of a number only what somebody holds."""
    piece = of.piece
    if isinstance(piece, Amount):
        return {one.option: _names(one.holds) for one in piece.held}
    ways = piece.ways if isinstance(piece, Alternatives) else piece.variants
    return {one.option: _names(one.holds) for one in ways}


def _names(holds: tuple[Hold, ...]) -> frozenset[str]:
    return frozenset(hold.party for hold in holds)


def _by_issue(said: Said) -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = {}
    for one in wordings(said.text):
        found.setdefault(one.issue, []).append(one)
    return found


def unheld(said: Said) -> Iterator[Finding]:
    """Options that no party holds wherever the issue has wording; of a number, that nobody holds any amount."""
    for issue, places in _by_issue(said).items():
        if said.case.issue[issue].agreed is not None:
            continue
        first = places[0]
        held = {option for one in places for option, who in holders(one).items() if who}
        if isinstance(first.piece, Amount):
            free = "any amount" if not held else ""
        else:
            free = ", ".join(repr(option) for option in holders(first) if option not in held)
        if free:
            message = f"{where(said, first.place)}: no party holds {free} of {issue!r}"
            yield Finding("unheld", first.place, message, "name who holds it, or strike the variant and the option")


def unworded(said: Said) -> Iterator[Finding]:
    """Issues of the case, not agreed, that the text has no wording for."""
    worded = {one.issue for one in wordings(said.text)}
    for issue in said.case.issues:
        if issue.id not in worded and issue.agreed is None:
            message = f"issue {issue.id!r} has no wording in the text"
            yield Finding("unworded", (TITLE,), message, f"word its options in a bracket, {FORM}, or strike the issue")


def open_wording(said: Said) -> Iterator[Finding]:
    """Square brackets and blanks that are plain words: they belong to no issue."""
    words = re.compile(said.language.open_words if said.language else r"\bTBD\b|\bTBC\b", re.IGNORECASE)
    for stretch in said.stretches:
        found = [one[0] for one in PLAIN.finditer(stretch.text) if not SIC.fullmatch(one[1])]
        taken = " ".join(found)
        found += [one[0] for form in (BLANK, words) for one in form.finditer(stretch.text) if one[0] not in taken]
        for one in found:
            shown = one if len(one) <= 60 else f"{one[:57]}..."
            message = f"{where(said, stretch.place)}: {shown!r} is open and belongs to no issue"
            yield Finding("open_wording", stretch.place, message, f"make it an issue, {FORM}, or complete it")


def held_otherwise(said: Said) -> Iterator[Finding]:
    """One issue in two places that name different holders, each of which names some."""
    for issue, places in _by_issue(said).items():
        if said.case.issue[issue].agreed is not None:
            continue
        named = [(one, found) for one in places if any((found := holders(one)).values())]
        for one, found in named[1:]:
            first, before = named[0]
            differs = _difference(said, before, found)
            if differs:
                message = f"{issue!r} in {where(said, first.place)} and {where(said, one.place)}: {differs}"
                yield Finding("held_otherwise", one.place, message, "say the same in both, or make them two issues")
                break


def _difference(said: Said, before: Holders, now: Holders) -> str:
    """What parties hold in one place and not in the other."""
    told = []
    for option in dict.fromkeys((*before, *now)):
        first, second = before.get(option, frozenset()), now.get(option, frozenset())
        if first != second:
            names = (", ".join(sorted(map(said.case.name, one))) or "nobody" for one in (first, second))
            told.append(f"{option!r} held by {' there, and here by '.join(names)}")
    return "; ".join(told)
