"""What remains possible by monotony: at any size, without looking at every world.

Theory: a party accepts no less where a worth is higher, and no more where its reservation value is higher or it has a red
line more; so do blocs, and so does the zopa as a set. So the worlds in which somebody accepts a package, or something suits
all, form an up-set of the ordered worlds, and those in which it is refused, or nothing suits anybody, a down-set. Of an
up-set the values that one figure may have are all those from some value up: it is found with all other figures where they
favour it most, by halving. Figures that stay free together at their far ends are free each by itself, so most need one look
for many of them.

The exception: a refusal that a red line explains says nothing more, so for one whose words decide, a red line more may make
it accept more. Such lines are taken one way and the other, all combinations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from onetext.analysis.leaks.findings import Found, Remains
from onetext.analysis.leaks.unknowns import Unknown
from onetext.analysis.leaks.why import corner
from onetext.analysis.leaks.worlds import World, moved, truth
from onetext.model.acceptance import voter
from onetext.model.case import Case

MOST_BENT = 6
Holds = Callable[[World], bool | None]
"""Whether the artefact is the same in a world; None where a limit came first."""


@dataclass(slots=True)
class Ends:
    """What is known so far of the places that remain to one unknown: surely from `first` to `last`, none beyond `least` and `most`."""

    first: int
    last: int
    least: int
    most: int
    shown: dict[int, World] = field(default_factory=dict)

    def show(self, place: int, world: World) -> None:
        self.first, self.last = min(self.first, place), max(self.last, place)
        self.shown.setdefault(place, world)

    def remains(self) -> Remains:
        exact = (self.first, self.last) == (self.least, self.most)
        return Remains(self.first, self.last, self.least, self.most, self.last - self.first + 1 if exact else None, self.shown)


def bent(full: Case, unknown: Sequence[Unknown]) -> tuple[int, ...]:
    """The red lines of those whose words decide and who refused a proposal: more of them may mean that they accept more."""
    refusers = {reply.who for reply in full.replies if reply.says == "no"}
    return tuple(
        i for i, one in enumerate(unknown) if one.is_line and one.spot.party in refusers and voter(full, one.spot.party).reservation is None
    )


def modes(unknown: tuple[Unknown, ...], bits: tuple[int, ...], base: World) -> Iterator[World]:
    """A world with some red lines each way."""
    for way in product(*(range(unknown[i].count) for i in bits)):
        world = base
        for i, place in zip(bits, way, strict=True):
            world = moved(world, i, place)
        yield world


def by_corners(full: Case, unknown: tuple[Unknown, ...], holds: Holds, accepting: bool) -> Found:
    """What remains of each unknown; `accepting`: whether the artefact is kept where more is accepted, or where less is."""
    true, bits = truth(unknown), bent(full, unknown)
    many = len(bits) > MOST_BENT
    here = [Ends(true[i], true[i], one.count - 1, 0, {true[i]: true}) for i, one in enumerate(unknown)]
    if many:
        for ends, one in zip(here, unknown, strict=True):
            ends.least, ends.most = 0, one.count - 1
    base = corner(unknown, accepting)
    start = _with_true_bits(base, true, bits)
    for world in [start] if many else modes(unknown, bits, base):
        _one_mode(unknown, here, holds, world, bits)
    exact = all(ends.remains().exact for ends in here)
    why = "acceptance only grows with worths and only shrinks with reservation values and red lines: each end was found by halving"
    return Found(tuple(ends.remains() for ends in here), "solver" if exact else "bounds", why)


def _with_true_bits(base: World, true: World, bits: tuple[int, ...]) -> World:
    for i in bits:
        base = moved(base, i, true[i])
    return base


def _one_mode(unknown: tuple[Unknown, ...], here: list[Ends], holds: Holds, world: World, bits: tuple[int, ...]) -> None:
    """Add what remains where some red lines stand as in `world`, and all else favours the artefact most."""
    said = holds(world)
    if said is False:
        return
    for i, place in enumerate(world):
        if said:
            here[i].show(place, world)
        here[i].least, here[i].most = min(here[i].least, place), max(here[i].most, place)
    rest = [i for i, one in enumerate(unknown) if i not in bits and one.count > 1]
    _far(unknown, here, holds, world, rest)


def _far(unknown: tuple[Unknown, ...], here: list[Ends], holds: Holds, world: World, group: list[int]) -> None:
    """Of each of a group how far it may go from the favourable end, all else favourable."""
    if not group:
        return
    far = world
    for i in group:
        far = moved(far, i, _other_end(unknown[i], world[i]))
    said = holds(far)
    if said:
        for i in group:
            here[i].show(far[i], far)
            here[i].least, here[i].most = min(here[i].least, far[i]), max(here[i].most, far[i])
    elif len(group) == 1:
        _halve(unknown[group[0]], here[group[0]], holds, world, group[0], refused=said is False)
    else:
        _far(unknown, here, holds, world, group[: len(group) // 2])
        _far(unknown, here, holds, world, group[len(group) // 2 :])


def _other_end(one: Unknown, place: int) -> int:
    return 0 if place else one.count - 1


def _halve(one: Unknown, ends: Ends, holds: Holds, world: World, i: int, *, refused: bool) -> None:
    """Between the favourable end, where it holds, and the other, where it does not: the last place where it does."""
    good, bad = world[i], _other_end(one, world[i])
    step = 1 if bad > good else -1
    surely_bad = bad if refused else bad + step
    while refused and abs(surely_bad - good) > 1:
        middle = (good + surely_bad) // 2
        said = holds(moved(world, i, middle))
        if said is None:
            break
        if said:
            good = middle
        else:
            surely_bad = middle
    if good != world[i]:
        ends.show(good, moved(world, i, good))
    possible = surely_bad - step
    ends.least, ends.most = min(ends.least, possible), max(ends.most, possible)
