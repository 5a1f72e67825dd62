"""All worlds at once: the classes of all voters combined, and which combinations leave an artefact as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

import numpy as np

from onetext.analysis.leaks.tabled import LARGEST, Array, Classes, Look, classes, factor_of, margin, own_worlds
from onetext.analysis.leaks.unknowns import Unknown
from onetext.analysis.leaks.worlds import World
from onetext.model.acceptance import asked, broken_links, consenters
from onetext.model.artefacts import Accepts, Agreeable, Artefact, Best, Count
from onetext.model.case import Case
from onetext.model.parties import Party
from onetext.model.voting import leaves
from onetext.solve.budget import Budget
from onetext.solve.gains import sharp, weighed

MOST_PACKAGES = 20_000
MOST_OWN = 12_000_000
"""Cells of the table of one voter: its worlds times the packages."""
MOST_JOINT = 300_000_000
"""Cells of all combinations of classes times the packages."""
CHUNK = 4_000_000


@dataclass(frozen=True, slots=True)
class Counted:
    """Of each unknown which values remain possible, a world that shows each, and how many worlds there were and are."""

    remain: tuple[tuple[bool, ...], ...]
    shown: tuple[Mapping[int, World], ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """The classes of all voters that an artefact turns on, and how to tell, for combinations of them, whether it stands."""

    look: Look
    each: tuple[Classes, ...]
    stands: Callable[[Mapping[str, Array]], Array]


def admissible(case: Case) -> tuple[dict[str, str], ...]:
    return tuple(package for package in case.packages() if not broken_links(case, package))


def enumerate_worlds(full: Case, unknown: tuple[Unknown, ...], artefact: Artefact, budget: Budget) -> Counted | None:
    """Which worlds leave the artefact as it is; None where they are too many, or the budget ends."""
    joined = joined_of(full, unknown, artefact)
    return None if joined is None else kept_of(joined, unknown, budget)


def kept_of(joined: Joined, unknown: tuple[Unknown, ...], budget: Budget) -> Counted | None:
    """The worlds in which the artefact stands; None where the combinations are too many, or the budget ends."""
    sizes = [len(one) for one in joined.each]
    if prod(sizes) * max(len(joined.look.packages), 1) > MOST_JOINT:
        return None
    alive = [np.zeros(size, dtype=bool) for size in sizes]
    partner: list[dict[int, tuple[int, ...]]] = [{} for _ in sizes]
    after = 0
    for rows in _combinations(sizes, max(1, CHUNK // max(len(joined.look.packages), 1))):
        if budget.expired():
            return None
        stand = joined.stands({one.who: rows[:, n] for n, one in enumerate(joined.each)})
        kept = rows[stand]
        after += _worlds(joined.each, kept)
        for n in range(len(sizes)):
            values, first = np.unique(kept[:, n], return_index=True)
            alive[n][values] = True
            for value, at in zip(values, first, strict=True):
                partner[n].setdefault(int(value), tuple(int(one) for one in kept[at]))
    return _read(joined, unknown, alive, partner, after)


def _combinations(sizes: list[int], chunk: int) -> Iterator[Array]:
    total = prod(sizes)
    for start in range(0, total, chunk):
        flat = np.arange(start, min(total, start + chunk))
        yield np.stack(np.unravel_index(flat, sizes), axis=1) if sizes else np.zeros((1, 0), dtype=np.int64)


def _worlds(each: tuple[Classes, ...], kept: Array) -> int:
    """How many worlds some combinations of classes hold, exactly."""
    if not each:
        return len(kept)
    largest = prod(max(one.worlds, default=1) for one in each) * max(len(kept), 1)
    kind = np.int64 if largest < LARGEST else object
    weight = np.ones(len(kept), dtype=kind)
    for n, one in enumerate(each):
        weight = weight * np.array(one.worlds, dtype=kind)[kept[:, n]]
    return int(weight.sum()) if len(kept) else 0


def _read(
    joined: Joined, unknown: tuple[Unknown, ...], alive: list[Array], partner: list[dict[int, tuple[int, ...]]], after: int
) -> Counted:
    """What remains of each unknown; those on which the artefact does not turn stay as they were."""
    everything = prod(one.count for one in unknown)
    touched = prod(prod(one.sizes) for one in joined.each)
    remain: list[tuple[bool, ...]] = [(True,) * one.count for one in unknown]
    world_of = _Worlds(joined, unknown)
    shown: list[dict[int, World]] = [{} for _ in unknown]
    for n, one in enumerate(joined.each):
        for k, i in enumerate(one.at):
            there = one.occurs[k] & alive[n][:, None]
            remain[i] = tuple(bool(v) for v in there.any(axis=0))
            for value in ends(remain[i]):
                cls = int(np.flatnonzero(there[:, value])[0])
                shown[i][value] = world_of.built(partner[n][cls], n, k, value)
    return Counted(tuple(remain), tuple(shown), everything, after * (everything // touched))


def ends(remain: tuple[bool, ...]) -> tuple[int, ...]:
    """The first and the last value that remain."""
    left = [n for n, one in enumerate(remain) if one]
    return tuple(dict.fromkeys((left[0], left[-1]))) if left else ()


@dataclass(frozen=True, slots=True, eq=False)
class _Worlds:
    """Worlds written out from combinations of classes."""

    joined: Joined
    unknown: tuple[Unknown, ...]

    def built(self, combination: tuple[int, ...], n: int, k: int, value: int) -> World:
        """A world of a combination in which unknown k of the n-th voter has a value; the rest of it any of its class."""
        world = [one.truth for one in self.unknown]
        for m, one in enumerate(self.joined.each):
            if not one.at:
                continue
            rows = np.flatnonzero(one.of == combination[m])
            own = np.stack(np.unravel_index(rows, one.sizes), axis=1)
            row = own[np.flatnonzero(own[:, k] == value)[0]] if m == n else own[0]
            for i, place in zip(one.at, row, strict=True):
                world[i] = int(place)
        return tuple(world)


def joined_of(full: Case, unknown: tuple[Unknown, ...], artefact: Artefact) -> Joined | None:
    """The classes of those on whom an artefact turns; None where they are too many."""
    own = sharp(full, "middle") if isinstance(artefact, Best) else full
    who, packages = _turns_on(own, artefact)
    if packages is None or any(own_worlds(unknown, one) * max(len(packages), 1) > MOST_OWN for one in who):
        return None
    look = Look(own, packages, unknown)
    at = {one: tuple(i for i, u in enumerate(unknown) if u.spot.party == one) for one in who}
    weighs = weighed(own) if isinstance(artefact, Best) else ()
    figures = [([i for i in at[one] if not unknown[i].is_line]) for one in weighs]
    factor = factor_of(look, [(own_at, margin(look, one, own_at)) for own_at, one in zip(figures, weighs, strict=True)]) if weighs else 1
    each = tuple(classes(look, one, at[one], factor if one in weighs else None) for one in who)
    return Joined(look, each, _test(look, {one.who: one for one in each}, artefact, weighs))


def _turns_on(case: Case, artefact: Artefact) -> tuple[tuple[str, ...], tuple[dict[str, str], ...] | None]:
    """The voters whose figures may bear on an artefact, and the packages to look at (None: too many)."""
    if isinstance(artefact, Accepts):
        return leaves(case, artefact.party), (dict(artefact.package),)
    everyone = tuple(dict.fromkeys(who for party in consenters(case) for who in leaves(case, party.id)))
    if isinstance(artefact, Count) and artefact.party:
        everyone = leaves(case, artefact.party)
    if isinstance(artefact, Best):
        everyone = tuple(dict.fromkeys((*everyone, *weighed(case))))
    return everyone, admissible(case) if case.size <= MOST_PACKAGES else None


def _test(look: Look, of: Mapping[str, Classes], artefact: Artefact, weighs: tuple[str, ...]) -> Callable[[Mapping[str, Array]], Array]:
    """How to tell, of combinations of classes, in which an artefact stands."""

    def accepted(who: str, rows: Mapping[str, Array], sure: bool) -> Array:
        return party_accepts(look.full, who, lambda one: (of[one].surely if sure else of[one].possibly)[rows[one]])

    def zone(rows: Mapping[str, Array], sure: bool) -> Array:
        inside = np.ones((_length(rows), len(look.packages)), dtype=bool)
        for party in consenters(look.full):
            where = np.array([asked(look.full, party.id, package) for package in look.packages], dtype=bool)
            if where.any():
                inside &= accepted(party.id, rows, sure) | ~where[None, :]
        return inside

    match artefact:
        case Accepts(party, _, says):
            return lambda rows: np.asarray(accepted(party, rows, True)[:, 0] if says else ~accepted(party, rows, False)[:, 0])
        case Agreeable(there_is):
            return lambda rows: np.asarray(zone(rows, True).any(axis=1) if there_is else ~zone(rows, False).any(axis=1))
        case Count(number, party):
            return lambda rows: (accepted(party, rows, True) if party else zone(rows, True)).sum(axis=1) == number
        case Best(rule, package):
            at = next((n for n, one in enumerate(look.packages) if one == dict(package)), None)
            return lambda rows: first_by(rule, at, zone(rows, True), [_gains(of[one], rows[one]) for one in weighs])
    raise TypeError(f"nothing to enumerate for {artefact!r}")


def _length(rows: Mapping[str, Array]) -> int:
    return len(next(iter(rows.values()), np.zeros(1)))


def _gains(of: Classes, rows: Array) -> Array:
    assert of.gains is not None
    return of.gains[rows]


def party_accepts(case: Case, who: str, accepts: Callable[[str], Array]) -> Array:
    """Whether a party, member or bloc accepts, world by world and package by package, from what its voters do."""
    party = case.party.get(who)
    if party is None or not party.is_a("bloc"):
        return accepts(who)
    return carried(party, {member.id: party_accepts(case, member.id, accepts) for member in party.members})


def carried(bloc: Party, members: Mapping[str, Array]) -> Array:
    """Where the members that accept reach each share that a bloc's rule names."""
    weight = {member.id: member.weight for member in bloc.members}
    result: Array | None = None
    for share, counts in ((bloc.decides.weight, weight), (bloc.decides.members, dict.fromkeys(weight, Fraction(1)))):
        if share is None:
            continue
        needed = share * sum(counts.values(), Fraction(0))
        factor = lcm(needed.denominator, *(number.denominator for number in counts.values()))
        total = sum(members[who].astype(np.int64) * int(number * factor) for who, number in counts.items())
        bound = int(needed * factor)
        enough = np.asarray(total > bound if bloc.decides.more_than else total >= bound)
        result = enough if result is None else result & enough
    return np.ones_like(next(iter(members.values()))) if result is None else np.asarray(result)


# --- rules: where a package is among the first


def first_by(rule: str, at: int | None, zone: Array, gains: list[Array]) -> Array:
    """In which worlds the package at a place is in the zopa, and no package of the zopa has a larger measure by a rule."""
    if at is None:
        return np.zeros(len(zone), dtype=bool)
    if not gains:
        return np.asarray(zone[:, at])
    stacked = np.stack(gains, axis=2)
    beaten = BEATEN[rule](stacked, at, zone)
    return np.asarray(zone[:, at] & ~(beaten & zone).any(axis=1))


def _roomy(gains: Array, size: int) -> Array:
    """The same numbers, as Python integers where a product of so many might not fit."""
    largest = int(np.abs(gains).max(initial=1)) + 1
    return gains if largest**size < LARGEST else gains.astype(object)


def by_sum(gains: Array, at: int, zone: Array) -> Array:
    total = gains.sum(axis=2)
    return np.asarray(total > total[:, at, None])


def by_least(gains: Array, at: int, zone: Array) -> Array:
    least = gains.min(axis=2)
    return np.asarray(least > least[:, at, None])


def by_least_in_turn(gains: Array, at: int, zone: Array) -> Array:
    ranked = np.sort(gains, axis=2)
    mine = ranked[:, at, None, :]
    more, decided = np.zeros(gains.shape[:2], dtype=bool), np.zeros(gains.shape[:2], dtype=bool)
    for n in range(gains.shape[2]):
        more |= ~decided & (ranked[:, :, n] > mine[:, :, n]).astype(bool)
        decided |= (ranked[:, :, n] != mine[:, :, n]).astype(bool)
    return more


def by_product(gains: Array, at: int, zone: Array) -> Array:
    product = _roomy(gains, gains.shape[2]).prod(axis=2)
    return np.asarray((product > product[:, at, None]).astype(bool))


def by_least_share(gains: Array, at: int, zone: Array) -> Array:
    """Shares of the best gain within the zopa, over the product of the best gains; 1 where one cannot gain."""
    roomy = _roomy(gains, gains.shape[2] + 1)
    inside = np.where(zone[:, :, None], roomy, np.asarray(-LARGEST, dtype=roomy.dtype))
    best = inside.max(axis=1) if inside.shape[1] else np.zeros((len(gains), gains.shape[2]), dtype=roomy.dtype)
    can = (best > 0).astype(bool)
    units = np.where(can, best, np.asarray(1, dtype=roomy.dtype))
    whole = units.prod(axis=1)
    shares = np.where(can[:, None, :], roomy * (whole[:, None] // units)[:, None, :], whole[:, None, None])
    least = shares.min(axis=2)
    return np.asarray((least > least[:, at, None]).astype(bool))


BEATEN: dict[str, Callable[[Array, int, Array], Array]] = {
    "utilitarian": by_sum,
    "egalitarian": by_least,
    "leximin": by_least_in_turn,
    "nash": by_product,
    "kalai-smorodinsky": by_least_share,
}
"""By rule, in which worlds and for which packages the measure is larger than that of the package at a place."""
