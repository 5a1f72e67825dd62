"""Labels: whose sealed content a result depends on, and who may therefore see it.

A label is a set of parties, and that of a result is the union of those of what went into it. A party may see what depends on nobody's
sealed content or on its own alone; the mediator sees all. It is a second net under the table of visibility: what comes out
of it with a label too high is refused, not shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from onetext.errors import OnetextError

Label = frozenset[str]
PUBLIC: Label = frozenset()


class TooMuch(OnetextError):
    """Something would have been shown to one who may not see what it depends on."""


def joined(labels: Iterable[Label]) -> Label:
    """The label of what several things went into."""
    return frozenset().union(*labels)


def check(label: Label, viewer: str, mediator: str) -> None:
    """Raise TooMuch where a viewer may not see what has this label."""
    if viewer != mediator and not label <= {viewer}:
        raise TooMuch(f"this depends on what others than {viewer!r} sealed, and is not shown")
