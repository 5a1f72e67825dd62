"""Long lists of the brief made readable: what is alike is said once, and a package is shown by where it differs."""

from collections import Counter
from dataclasses import dataclass

from onetext.report.brief import Brief
from onetext.report.parts import Chosen, Evidence, Nearest, Proposal, RestsOn, Turning

LONG_SOURCE = 40  # characters; a longer label that stands behind several entries gets a letter


def differing(base: Chosen, package: Chosen) -> Chosen:
    """The answers of `package` that are not in `base`."""
    known = {(a.issue, a.option) for a in base}
    return tuple(a for a in package if (a.issue, a.option) not in known)


def nearest(proposal: Proposal) -> tuple[Nearest, ...]:
    """The packages nearest to a proposal that all accept, after each movement; the fewest changes first."""
    known = ((proposal.nearest,) if proposal.nearest else ()) + proposal.nearest_after
    return tuple(sorted(known, key=lambda n: n.changes))


def turning_groups(rests: RestsOn) -> tuple[tuple[str, tuple[Turning, ...]], ...]:
    """What the verdict would turn into -> the guesses that turn it there, in their order."""
    groups: dict[str, list[Turning]] = {}
    for turning in rests.turning:
        groups.setdefault(turning.into, []).append(turning)
    return tuple((into, tuple(found)) for into, found in groups.items())


@dataclass(frozen=True, slots=True)
class Entry:
    """Neighbours in the evidence that say the same, from the same mouth and source."""

    first: int  # number on the page
    items: tuple[Evidence, ...]

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1


def entries(brief: Brief) -> tuple[Entry, ...]:
    """The evidence in its order, alike neighbours together; a date apart keeps them apart."""
    found: list[Entry] = []
    for i, one in enumerate(brief.evidence, 1):
        last = found[-1].items[-1] if found else None
        if last is not None and _alike(last, one):
            found[-1] = Entry(found[-1].first, (*found[-1].items, one))
        else:
            found.append(Entry(i, (one,)))
    return tuple(found)


def _alike(a: Evidence, b: Evidence) -> bool:
    return (a.text, a.who, a.date, a.chain, a.grade, a.source, a.hand, a.confirmed) == (
        b.text, b.who, b.date, b.chain, b.grade, b.source, b.hand, b.confirmed
    )  # fmt: skip


def long_sources(brief: Brief) -> dict[str, str]:
    """Label of a source with a long name that stands behind several entries -> its short sign on the page, `S1`."""
    counted = Counter(label for e in entries(brief) for label in dict.fromkeys((*e.items[0].chain, e.items[0].source)) if label)
    often = [label for label, times in counted.items() if times > 2 and len(label) > LONG_SOURCE]
    return {label: f"S{i}" for i, label in enumerate(often, 1)}
