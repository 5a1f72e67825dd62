"""The zopa with guesses wrong, and its best packages, against the definition applied to each package."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from onetext.model.acceptance import broken_links
from onetext.model.case import Case
from onetext.model.day import on
from onetext.model.positions import NoNumber
from onetext.model.rules import RULES
from onetext.solve.budget import UNLIMITED
from onetext.solve.gains import weighed
from onetext.solve.guarded import Wrong, robust_zopa
from robust_by_definition import bearing, gamma_of, losses, margin_or_value, people
from spoken import spoken
from strategies import DAY, cases

GAMMAS = st.sampled_from([Fraction(n, 2) for n in range(7)] + [Fraction(1, 3), Fraction(40)])
STEPS = st.sampled_from((Fraction(0), Fraction(1), Fraction(3, 2)))


def remains(case: Case, who: str, package: dict[str, str], asked: Wrong) -> Fraction:
    """What the worst guesses leave of a margin, or of a value where there is no reservation value."""
    off = sorted(losses(case, who, package, asked.off[who]), reverse=True)
    whole = min(int(asked.gamma), len(off))
    rest = (asked.gamma - whole) * off[whole] if whole < len(off) else 0
    return margin_or_value(case, who, package) - sum(off[:whole]) - rest


@given(st.one_of(cases(), spoken()), GAMMAS, STEPS)
def test_counts_and_rules_are_those_of_the_definition(case: Case, gamma: Fraction, step: Fraction) -> None:
    """How many, the first, and by each rule the largest measure of what remains, with its ties and first package."""
    today = on(case, DAY)
    asked = Wrong(gamma, {position.party: step for position in today.positions})
    found = robust_zopa(today, asked, UNLIMITED)
    admissible = [package for package in today.packages() if not broken_links(today, package)]
    zone = [p for p in admissible if bearing(today, {w: gamma_of(today, w, p, step) for w in people(today)}, p) >= gamma]
    assert (found.packages, dict(found.first) if found.first else None) == (len(zone), zone[0] if zone else None)
    who = weighed(today)
    assert len(found.rules) == (len(RULES) if zone and who else 0)
    bases = {
        one: min((remains(today, one, p, asked) for p in admissible), default=0)
        if isinstance(today.position[one].reservation, NoNumber)
        else Fraction(0)
        for one in who
    }
    gains = [tuple(remains(today, one, p, asked) - bases[one] for one in who) for p in zone]
    tops = tuple(max(column) for column in zip(*gains, strict=True)) if zone else ()
    for one in found.rules:
        measures = [RULES[one.rule].measure(own, tops) for own in gains]
        best = max(measures)
        assert (one.tied, dict(one.package)) == (measures.count(best), zone[measures.index(best)])
        assert tuple(gain for _, gain in one.gains) == gains[measures.index(best)]
