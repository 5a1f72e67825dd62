"""The ids of contradictions, and which replies a named person has set aside.

Ids are made of what is contradicted, never of its place in a list, so that they last: `reply/east/plan-1/no/2031-01-20`.
Parts are divided by `/`; one within a part is written `%2F`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onetext.model.case import Case
    from onetext.model.records import Reply, Resolved

SIDES: dict[str, tuple[str, str]] = {
    "reply": ("reply", "figures"),
    "line": ("reply", "line"),
    "words": ("reply", "words"),
    "order": ("order", "figures"),
    "superseded": ("earlier", "later"),
}
"""The kinds of contradictions whose sides always have the same names; in the others a side is named by its statement."""
AGAINST_A_REPLY = {"reply": "figures", "line": "line", "words": "words", "superseded": "earlier"}
"""The kinds in which a reply is one side, and the side that must hold for the reply to be set aside."""
UNDATED = "undated"


def contradiction_id(kind: str, *parts: str) -> str:
    """The id of a contradiction of a kind."""
    return "/".join((kind, *(part.replace("%", "%25").replace("/", "%2F") for part in parts)))


def parts_of(key: str) -> tuple[str, ...]:
    """The kind and the parts of an id."""
    return tuple(part.replace("%2F", "/").replace("%25", "%") for part in key.split("/"))


def reply_parts(reply: Reply) -> tuple[str, str, str, str]:
    """What tells a reply from all others: who, to what, what it says, when."""
    return reply.who, reply.to, reply.says, str(reply.date or UNDATED)


def sides_of(key: str) -> tuple[str, ...]:
    """The names of the sides that a contradiction with this id may have; none where no contradiction has such an id."""
    kind, *parts = parts_of(key)
    if kind == "statements":
        return tuple(parts[:2])
    if kind == "view" and parts:
        return ("view", "line", parts[-1])
    return SIDES.get(kind, ())


def set_aside(resolved: Iterable[Resolved]) -> frozenset[tuple[str, ...]]:
    """The replies, by `reply_parts`, that do not hold as a named person resolved."""
    found = ((parts_of(one.id), one.holds) for one in resolved)
    return frozenset(parts[1:5] for parts, holds in found if AGAINST_A_REPLY.get(parts[0]) == holds)


def counted(case: Case) -> tuple[Reply, ...]:
    """The replies of a case that nobody has set aside."""
    if not case.resolved:
        return case.replies
    gone = set_aside(case.resolved)
    return tuple(reply for reply in case.replies if reply_parts(reply) not in gone)
