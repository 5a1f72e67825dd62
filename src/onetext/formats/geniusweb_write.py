"""A case as GeniusWeb JSON: a domain, and one linear additive profile for each party.

The format knows finite decimals only: weights that add up to 1 and utilities from 0 to 1. Where a party's worths are
no products of such numbers, its profile is rounded and `exact.json` holds the worths whole (see `geniusweb_exact`).
A reservation value is held where a bid is found that is worth exactly as much.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

from onetext.errors import CannotHold
from onetext.formats.geniusweb import PROFILE
from onetext.formats.geniusweb_exact import STEM, exact_file, rounded, rounded_weights
from onetext.formats.holding import Held, bad_file_names, decimal, free_name, too_long, unheld, worths_of
from onetext.model.acceptance import worth_at
from onetext.model.case import Case
from onetext.model.issues import Grid, Issue, Option
from onetext.model.numbers import MAX_DIGITS, show
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position

NAME = "GeniusWeb JSON"
HELD: Held = {
    Case: frozenset({"title", "parties", "issues", "positions"}),
    Party: frozenset({"id", "name"}),
    Issue: frozenset({"id", "options", "grid"}),
    Grid: frozenset({"start", "stop", "step"}),
    Option: frozenset({"id", "title", "amount"}),
    Position: frozenset({"party", "reservation", "worth"}),
}
PLACES = (1, 2, 3, 4, 5)
"""How many decimal places of weights are tried, in this order."""

SUMS = 200_000
"""How many different sums of half of the issues the search for a bid looks at, at most."""

Plain = str | Fraction | Sequence["Plain"] | Mapping[str, "Plain"]
Tables = Mapping[str, IssueWorth]


def write(case: Case) -> dict[str, bytes]:
    """The files of a case. Raises CannotHold with every part that GeniusWeb has no place for."""
    parts = [*unheld(case, HELD), *bad_file_names(case, (STEM,)), *_unheld_issues(case)]
    if parts:
        raise CannotHold(NAME, parts)
    tables = {position.party: {table.issue: table for table in position.worth} for position in case.positions}
    rows = {who: [[worth.points.low for _, worth in own[issue.id].at] for issue in case.issues] for who, own in tables.items()}
    sharp = {who: _weights(own) for who, own in rows.items()}
    weights = {who: own or rounded_weights(rows[who]) for who, own in sharp.items()}
    bids = {position.party: _bid(case, tables[position.party], _reservation(position)) for position in case.positions}
    if parts := [*_unheld_numbers(case, weights, bids)]:
        raise CannotHold(NAME, parts)
    made = {party.id: _profile(case, party, tables[party.id], (weights[party.id] or [], bids[party.id] or {})) for party in case.parties}
    texts: dict[str, Plain] = {free_name(case, "domain"): _domain(case), **{who: {PROFILE: profile} for who, profile in made.items()}}
    order = [] if [f"{who}.json" for who in tables] == sorted(f"{who}.json" for who in tables) else list(tables)
    inexact = {who: own for who, own in tables.items() if sharp[who] is None}
    if order or inexact:
        texts[STEM] = exact_file(inexact, order)
    return {f"{name}.json": _emit(value).encode() for name, value in texts.items()}


def _reservation(position: Position) -> Fraction:
    return position.reservation[0].worth.points.low if isinstance(position.reservation, tuple) else Fraction(0)


def _unheld_numbers(case: Case, weights: Mapping[str, list[Fraction] | None], bids: Mapping[str, dict[str, Plain] | None]) -> Iterator[str]:
    for position in case.positions:
        who = position.party
        if weights[who] is None:
            yield f"worths of {who!r} below 0, or that add up to more than 1 at best (normalise moves and divides them)"
        if bids[who] is None:
            yield f"the reservation value {show(_reservation(position))} of {who!r}, for which no bid is found"
        if any(too_long(worth.points.low) for worth in worths_of(position)):
            yield f"worths of {who!r} of more than {MAX_DIGITS} digits"


def _unheld_issues(case: Case) -> Iterator[str]:
    for issue in case.issues:
        yield from (f"title of option {o.id!r} of issue {issue.id!r}" for o in issue.options if o.title not in ("", o.id))
        if issue.grid is not None and None in map(decimal, (issue.grid.start, issue.grid.stop, issue.grid.step)):
            yield f"numbers of issue {issue.id!r} that are no finite decimals"
    for position in case.positions:
        tables = {table.issue: [key for key, _ in table.at] for table in position.worth}
        for issue in case.issues:
            ends = [issue.options[0].id, issue.options[-1].id]
            wanted = [option.id for option in issue.options] if issue.grid is None else list(dict.fromkeys(ends))
            if tables.get(issue.id) != wanted:
                what = "of every option" if issue.grid is None else "at its two ends and nowhere else"
                yield f"worths of {position.party!r} for issue {issue.id!r}: it wants them {what}"


def _domain(case: Case) -> dict[str, Plain]:
    return {"name": case.title, "issuesValues": {issue.id: _value_set(issue) for issue in case.issues}}


def _value_set(issue: Issue) -> Plain:
    if issue.grid is None:
        return {"values": [option.id for option in issue.options]}
    return {"range": {"low": issue.grid.start, "high": issue.grid.stop, "step": issue.grid.step}}


def _profile(case: Case, party: Party, tables: Tables, found: tuple[list[Fraction], dict[str, Plain]]) -> Plain:
    """A party's profile by its weights and its reservation bid."""
    weights = {issue.id: weight for issue, weight in zip(case.issues, found[0], strict=True)}
    profile: dict[str, Plain] = {
        "name": party.name,
        "issueUtilities": {issue.id: _utilities(issue, tables[issue.id], weights[issue.id]) for issue in case.issues},
        "issueWeights": dict(weights),
        "domain": _domain(case),
    }
    return {**profile, "reservationBid": {"issuevalues": dict(found[1])}} if found[1] else profile


def _utilities(issue: Issue, table: IssueWorth, weight: Fraction) -> Plain:
    shares = {key: _share(worth.points.low, weight) for key, worth in table.at}
    if issue.grid is None:
        return {"discreteutils": {"valueUtilities": dict(shares)}}
    low, high = issue.grid.start, issue.grid.stop
    return {"numberutils": {"lowValue": low, "lowUtility": shares[show(low)], "highValue": high, "highUtility": shares[show(high)]}}


def _share(worth: Fraction, weight: Fraction) -> Fraction:
    """The utility that makes a worth with a weight, rounded where it is no finite decimal."""
    share = min(worth / weight, Fraction(1)) if weight else Fraction(0)
    return share if decimal(share) is not None else rounded(share)


def _weights(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """Finite decimals that add up to 1, one for each issue, by which its worths are finite decimals from 0 to 1."""
    if any(number < 0 for row in rows for number in row):
        return None
    tops = [max(row) for row in rows]
    if sum(tops) == 1:
        return tops if all(map(_divides, tops, rows)) else None
    for places in PLACES:
        if (found := _weights_of(rows, 10**places)) is not None:
            return found
    return None


def _divides(weight: Fraction, row: list[Fraction]) -> bool:
    if weight == 0:
        return not any(row)
    return decimal(weight) is not None and all(decimal(number / weight) is not None for number in row)


def _weights_of(rows: list[list[Fraction]], unit: int) -> list[Fraction] | None:
    """Such weights among the multiples of `1 / unit`: the bits of `sums[i]` are what the first i weights can add up to."""
    choices = [_choices(row, unit) for row in rows]
    sums, mask = [1], (1 << (unit + 1)) - 1
    for able in choices:
        before, after = sums[-1], 0
        for weight in able:
            after |= before << weight
        sums.append(after & mask)
    if not sums[-1] >> unit & 1:
        return None
    left, found = unit, []
    for able, before in zip(reversed(choices), reversed(sums[:-1]), strict=True):
        weight = next(weight for weight in able if weight <= left and before >> (left - weight) & 1)
        found.append(Fraction(weight, unit))
        left -= weight
    return found[::-1]


def _choices(row: list[Fraction], unit: int) -> list[int]:
    """The weights, in units and ascending, by which an issue's worths are finite decimals from 0 to 1.

    A quotient is a finite decimal where what the weight holds beside twos and fives divides the worth's numerator.
    """
    if not any(row):
        return list(range(unit + 1))
    if any(decimal(number) is None for number in row):
        return []
    least, common = max(max(row) * unit, Fraction(1)), gcd(*(number.numerator for number in row))
    odd = (rest for rest in range(1, unit + 1) if rest % 2 and rest % 5 and common % rest == 0)
    return sorted(weight for rest in odd for weight in _with_twos_and_fives(rest, unit) if weight >= least)


def _with_twos_and_fives(rest: int, most: int) -> Iterator[int]:
    while rest <= most:
        five = rest
        while five <= most:
            yield five
            five *= 5
        rest *= 2


def _bid(case: Case, tables: Tables, wanted: Fraction) -> dict[str, Plain] | None:
    """A bid worth exactly the reservation value, issues left out where they add nothing; None where none is found.

    The sums that each half of the issues can make are listed, in whole numbers, and two sought that make the wanted
    one; more than SUMS in one half count as none found.
    """
    rows = [{option.id: worth_at(tables[issue.id], issue, option.id).low for option in issue.options} for issue in case.issues]
    scale = lcm(wanted.denominator, *(worth.denominator for row in rows for worth in row.values()))
    steps = [{int(worth * scale): option for option, worth in reversed(row.items())} | {0: ""} for row in rows]
    total, middle = int(wanted * scale), len(steps) // 2
    first, second = _sums(steps[:middle], total), _sums(steps[middle:], total)
    if first is None or second is None:
        return None
    found = next((chosen + second[total - made] for made, chosen in first.items() if total - made in second), None)
    if found is None:
        return None
    picked = [(issue, option) for issue, option in zip(case.issues, found, strict=True) if option]
    return {issue.id: option if issue.grid is None else issue.option(option).amount or Fraction(0) for issue, option in picked}


def _sums(steps: list[dict[int, str]], most: int) -> dict[int, tuple[str, ...]] | None:
    """Each sum up to `most` that some options make, with the options ("" where an issue is left out)."""
    reached: dict[int, tuple[str, ...]] = {0: ()}
    for row in steps:
        further: dict[int, tuple[str, ...]] = {}
        for made, chosen in reached.items():
            for step, option in row.items():
                if made + step <= most:
                    further.setdefault(made + step, (*chosen, option))
        if len(further) > SUMS:
            return None
        reached = further
    return reached


def _emit(value: Plain, indent: str = "\n") -> str:
    """JSON text, with numbers as the exact decimals that they are."""
    deeper = indent + "  "
    match value:
        case Fraction():
            if (text := decimal(value)) is None:
                raise CannotHold(NAME, [f"{show(value)}, a number of more than {MAX_DIGITS} digits"])
            return text
        case str():
            return json.dumps(value, ensure_ascii=False)
        case Mapping():
            entries = (f"{deeper}{json.dumps(key, ensure_ascii=False)}: {_emit(entry, deeper)}" for key, entry in value.items())
            return "{" + ",".join(entries) + indent + "}" if value else "{}"
        case _:
            return "[" + ",".join(deeper + _emit(entry, deeper) for entry in value) + indent + "]" if value else "[]"
