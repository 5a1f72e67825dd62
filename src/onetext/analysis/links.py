"""Links in the way: those whose lifting alone would open an agreement or make a proposal admissible."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onetext.analysis.proposals import MOST_COMPLETIONS, completions, open_size
from onetext.analysis.survey import Survey, acceptance
from onetext.model.acceptance import broken_links
from onetext.model.case import Case, Link
from onetext.model.records import Proposal


@dataclass(frozen=True, slots=True)
class LinkInTheWay:
    """A link, how many packages all would surely accept once it alone is lifted (0 where there is agreement as it is),
    and the proposals that it alone makes inadmissible.

    Where not `counted`, both numbers are the least that it opens: a limit came first.
    """

    id: str
    opens: int
    opens_possible: int
    proposals: tuple[str, ...]
    why: str = ""
    source: str = ""
    who: tuple[str, ...] = ()
    title: str = ""
    counted: bool = True


def links_in_the_way(seen: Survey) -> tuple[LinkInTheWay, ...]:
    """Every such link, soft or hard, in file order."""
    masks = acceptance(seen)
    whole = seen.whole
    agreement, maybe = bool((whole & masks.surely).any()), bool((whole & masks.possibly).any())
    found = []
    for link in seen.case.links:
        alone = _breaks_alone(seen, link)
        opens = 0 if agreement else int((alone & masks.surely).sum())
        may = 0 if maybe else int((alone & masks.possibly).sum())
        freed = tuple(p.id for p in seen.case.proposals if _frees(seen.case, link, p))
        if opens or may or freed:
            found.append(LinkInTheWay(link.id, opens, may, freed, link.why, link.source, link.who, link.title))
    return tuple(found)


def _breaks_alone(seen: Survey, link: Link) -> np.ndarray:
    """The packages that break this link and no other."""
    others = [mask for name, mask in seen.waived.items() if name != link.id]
    clean = ~np.any([np.zeros(len(seen.codes), bool), *others], axis=0)
    if link.soften:
        return clean & seen.free & seen.waived[link.id]
    return clean & (seen.only_broken == seen.hard.index(link))


def _frees(case: Case, link: Link, proposal: Proposal) -> bool:
    """Whether no completion of a proposal is admissible, and some is once the link is lifted."""
    if open_size(case, proposal) > MOST_COMPLETIONS:
        return False
    broken = [broken_links(case, package) for package in completions(case, proposal)]
    return all(broken) and any(one == (link,) for one in broken)
