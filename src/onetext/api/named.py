"""Names that a caller gives: the nearest known one for a slip, and rules that other distributions add."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from onetext.errors import UsageError
from onetext.model.rules import RULES, Rule

GROUP = "onetext.rules"


def nearest(name: str, known: Iterable[str]) -> str:
    """What to say after an unknown name: the nearest known one, and all of them."""
    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    listed = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return (f"did you mean {near[0]!r}? " if near else "") + f"known: {listed or 'none'}"


def find_rule(rule: str | Rule) -> Rule:
    """The rule of that name, ours or of the entry point `onetext.rules`; UsageError with the known ones."""
    if isinstance(rule, Rule):
        return rule
    if rule in RULES:
        return RULES[rule]
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP, name=rule):
        try:
            found: Rule = point.load()
        except (ImportError, AttributeError) as wrong:
            raise UsageError(f"rule {rule!r} of {point.value!r} does not load: {wrong}; a distribution that is whole") from None
        return found
    raise UsageError(f"no rule is called {rule!r}; {nearest(rule, [*RULES, *(point.name for point in entry_points(group=GROUP))])}")
