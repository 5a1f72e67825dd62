"""Why a party holds a variant: `> verb: should by east: a court could order it [s12]`, below the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from onetext.formats.text.inline import BY, NAMED, SIGN, name_of
from onetext.model.text.values import Amount, Bracket, Content, Hold, Piece

FORM = "> issue: option by party: why [statement, statement]"
EVIDENCE = re.compile(r"(?<!\\)\[([^\[\]]*)\]\s*$")
ESCAPED = re.compile(r"\\(.)")


class Reason(NamedTuple):
    """Who holds which option of an issue, why, and the statements behind it."""

    issue: str
    option: str
    party: str
    why: str
    evidence: tuple[str, ...]


def read_reason(source: str) -> Reason | None:
    """A reason without its `> `; None where it is not understood."""
    names: list[str] = []
    at = 0
    for sign in (":", "by", ":"):
        found = NAMED.match(source, at)
        if found is None:
            return None
        names.append(name_of(found[1]))
        next_sign = (BY if sign == "by" else SIGN).match(source, found.end())
        if next_sign is None or (sign == ":" and next_sign[1] != ":"):
            return None
        at = next_sign.end()
    said = source[at:]
    listed = EVIDENCE.search(said)
    evidence = tuple(name_of(found[1]) for found in NAMED.finditer(listed[1])) if listed else ()
    why = ESCAPED.sub(r"\1", said[: listed.start()] if listed else said)
    return Reason(names[0], names[1], names[2], " ".join(why.split()), evidence)


def with_reason(of: Content, reason: Reason) -> Content:
    """A content in which each variant that the reason speaks of, however deep, says why its party holds it."""
    return tuple(_piece(piece, reason) for piece in of)


def _piece(piece: Piece, reason: Reason) -> Piece:
    match piece:
        case Bracket(issue, variants):
            changed = tuple(
                replace(one, content=with_reason(one.content, reason), holds=explained(one.holds, issue, one.option, reason))
                for one in variants
            )
            return Bracket(issue, changed)
        case Amount(issue, held):
            return Amount(issue, tuple(replace(one, holds=explained(one.holds, issue, one.option, reason)) for one in held))
        case _:
            return piece


def explained(holds: Iterable[Hold], issue: str, option: str, reason: Reason) -> tuple[Hold, ...]:
    """Who holds an option of an issue, with the reason where it is this one's."""
    if (issue, option) != (reason.issue, reason.option):
        return tuple(holds)
    return tuple(replace(one, why=reason.why, evidence=reason.evidence) if one.party == reason.party else one for one in holds)
