"""Why a value is excluded, in one sentence: what would be otherwise with a figure beyond what remains."""

from __future__ import annotations

from onetext.analysis.leaks.findings import Remains
from onetext.analysis.leaks.unknowns import RESERVATION, TERM, Unknown
from onetext.analysis.leaks.worlds import World, put
from onetext.model.acceptance import Answer, accepts, agreed, broken_links
from onetext.model.artefacts import Accepts, Agreeable, Artefact, Best, Count, Figure, Line
from onetext.model.case import Case
from onetext.model.day import sharpened
from onetext.model.numbers import show
from onetext.model.rules import RULES


def corner(unknown: tuple[Unknown, ...], accepting: bool) -> World:
    """The world in which all accept as much as the viewer holds possible, or as little."""
    return tuple(one.count - 1 if one.more_accepts == accepting else 0 for one in unknown)


def why_of(full: Case, unknown: tuple[Unknown, ...], i: int, artefact: Artefact, left: Remains) -> str:
    """Why something is excluded of an unknown; "" where nothing is, and where the artefact is the figure itself."""
    one = unknown[i]
    if isinstance(artefact, Figure | Line):
        return ""
    beyond = [place for place in (left.most + 1, left.least - 1) if 0 <= place < one.count]
    reasons = [f"with {_with(full, one, place, place > left.most)}, {_then(full, unknown, i, artefact, place)}" for place in beyond]
    if left.count is not None and left.count < left.last - left.first + 1:
        reasons.append("with some values between, what is shown would not be so")
    return "; ".join(reasons)


def _with(full: Case, one: Unknown, place: int, above: bool) -> str:
    name = full.name(one.spot.party)
    if one.is_line:
        return f"{'this' if place else 'no such'} red line of {name}"
    end = show(one.value(place - 1 if above else place + 1))
    if one.spot.kind == RESERVATION:
        return f"{name}'s reservation value {'above' if above else 'below'} {end}"
    what = "this combination" if one.spot.kind == TERM else "this answer"
    return f"{what} worth {'more' if above else 'less'} than {end} to {name}"


def _then(full: Case, unknown: tuple[Unknown, ...], i: int, artefact: Artefact, place: int) -> str:
    name = full.name(unknown[i].spot.party)
    more = unknown[i].more_accepts == (place > unknown[i].truth)
    match artefact:
        case Accepts(party, _, says):
            whose = "it" if party == unknown[i].spot.party else full.name(party)
            return f"{whose} {'would not' if says else 'would'} accept this package, however the rest stands"
        case Agreeable(there_is):
            return "no package would suit all" if there_is else "some package would suit all"
        case Count():
            return f"{'more' if more else 'fewer'} packages would be accepted"
        case Best(rule, package):
            world = list(corner(unknown, True))
            world[i] = place
            case_ = sharpened(put(full, unknown, tuple(world)), "middle")
            if accepts(case_, unknown[i].spot.party, dict(package)) is not Answer.YES:
                return f"this package would not suit {name}"
            if broken_links(case_, dict(package)) or agreed(case_, dict(package)) is not Answer.YES:
                return "this package would not suit all"
            return f"another package would come first by the rule “{RULES[rule].plain_name}”"
    return ""
