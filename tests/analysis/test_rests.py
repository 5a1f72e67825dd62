"""What the verdict rests on: every figure moved by rebuilding the case, and the verdict taken by definition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import given, settings

from analysis import by_definition as direct
from analysis.drawn import blocked
from onetext.analysis.figures import step_of
from onetext.analysis.rests import rests
from onetext.model.acceptance import Answer, accepts, asked, broken_links, consenters
from onetext.model.case import Case
from onetext.model.numbers import Interval
from onetext.model.positions import Position, Worth

Rebuild = Callable[[Interval], Position]


@dataclass(frozen=True)
class Movable:
    """One guess: what it is, what it is now, and the position with another in its place (a red line: without it)."""

    key: tuple[str, str, str, str]
    now: Interval | None
    put: Rebuild


def movable(position: Position) -> Iterator[Movable]:
    """Every guess of a position: reservation value, worths, terms, red lines."""
    who = position.party
    held = position.reservation if isinstance(position.reservation, tuple) else ()
    for i, entry in enumerate(held):
        if entry.worth.origin.basis == "guess":
            yield Movable(
                (who, "reservation", "", ""),
                entry.worth.points,
                lambda to, i=i: replace(position, reservation=_with(held, i, lambda e: replace(e, worth=_at(e.worth, to)))),
            )
    for i, table in enumerate(position.worth):
        for n, (option, worth) in enumerate(table.at):
            if worth.origin.basis == "guess":
                yield Movable(
                    (who, "worth", table.issue, option),
                    worth.points,
                    lambda to, i=i, n=n: replace(
                        position,
                        worth=_with(position.worth, i, lambda t: replace(t, at=_with(t.at, n, lambda pair: (pair[0], _at(pair[1], to))))),
                    ),
                )
    for i, term in enumerate(position.terms):
        if term.worth.origin.basis == "guess":
            yield Movable(
                (who, "term", str(i), ""),
                term.worth.points,
                lambda to, i=i: replace(position, terms=_with(position.terms, i, lambda t: replace(t, worth=_at(t.worth, to)))),
            )
    for i, line in enumerate(position.red_lines):
        if line.origin.basis == "guess":
            yield Movable(
                (who, "red_line", line.id, ""),
                None,
                lambda to, i=i: replace(position, red_lines=position.red_lines[:i] + position.red_lines[i + 1 :]),
            )
    by_worth = position.has_worths and isinstance(position.reservation, tuple) and position.reservation
    for view in position.view:
        if view.origin.basis == "guess" and (not by_worth or view.says in ("never", "only_if")):
            key = (who, "view", view.issue, view.option)
            yield Movable(key, None, lambda to, view=view: replace(position, view=tuple(one for one in position.view if one != view)))


def _at(worth: Worth, to: Interval) -> Worth:
    return worth.replaced(to)


def _with(things, place, change):  # type: ignore[no-untyped-def]
    return tuple(change(one) if i == place else one for i, one in enumerate(things))


def ends(one: Movable, step: Fraction) -> list[Interval]:
    """Where a guess is moved to: one step down and up, or the ends of its interval."""
    if one.now is None:
        return [Interval(Fraction(0), Fraction(0))]
    low, high = (one.now.low - step, one.now.high + step) if one.now.sharp else (one.now.low, one.now.high)
    return [Interval(low, low), Interval(high, high)]


class Verdicts:
    """The verdict by definition of the case with one position changed; packages that others refuse are left aside."""

    def __init__(self, case: Case, who: str) -> None:
        self.case, self.who = case, who
        own = {who} | {bloc.id for bloc in case.blocs if who in direct.leaves(case, bloc.id)}
        self.own = [party.id for party in consenters(case) if party.id in own]
        rest = [party.id for party in consenters(case) if party.id not in own]
        self.near = []
        for package in (k for k in case.packages() if not broken_links(case, k)):
            answers = {accepts(case, one, package) for one in rest if asked(case, one, package)}
            if Answer.NO not in answers:
                self.near.append((package, answers))

    def of(self, position: Position) -> str:
        case = replace(self.case, positions=tuple(position if p.party == self.who else p for p in self.case.positions))
        found = set()
        for package, others in self.near:
            answers = others | {accepts(case, one, package) for one in self.own if asked(case, one, package)}
            found.add(Answer.NO if Answer.NO in answers else Answer.DEPENDS if Answer.DEPENDS in answers else Answer.YES)
        return "yes" if Answer.YES in found else "depends" if Answer.DEPENDS in found else "no"


def voters(case: Case) -> list[str]:
    return [who for party in consenters(case) for who in direct.leaves(case, party.id)]


@settings(max_examples=30)
@given(blocked())
def test_a_guess_is_listed_iff_moving_it_alone_turns_the_verdict(case: Case) -> None:
    """Each guess to each end; those listed turn to what is said, no other turns."""
    check_guesses(case)


def check_guesses(case: Case) -> None:
    found = rests(case)
    verdict = direct.verdict(case)
    assert found.verdict == verdict
    expected: set[tuple[tuple[str, str, str, str], str]] = set()
    count = 0
    for who in dict.fromkeys(voters(case)):
        if who not in case.position:
            continue
        position, verdicts = case.position[who], Verdicts(case, who)
        for one in movable(position):
            count += 1
            expected |= {(one.key, now) for to in ends(one, step_of(case, who)) if (now := verdicts.of(one.put(to))) != verdict}
    listed = {
        (
            (
                t.figure.party,
                t.figure.kind,
                str(t.figure.place) if t.figure.kind == "term" else t.figure.issue or t.figure.id,
                t.figure.option,
            ),
            t.verdict,
        )
        for t in found.turns
    }
    assert {key for key, _ in listed} == {key for key, _ in expected}
    assert listed <= expected
    assert (found.tried, found.moves, found.status) == (count, count, "exact")


@given(blocked())
def test_what_a_figure_is_moved_to_turns_the_verdict(case: Case) -> None:
    """Each turn is one step or one end away, and says where it was."""
    steps = dict(rests(case).steps)
    for turn in rests(case).turns:
        if turn.figure.points is None:
            assert (turn.was, turn.to) == ("stands", "taken away")
        elif turn.figure.points.sharp:
            assert abs(Fraction(turn.to) - Fraction(turn.was)) == steps.get(turn.figure.party, Fraction(1))
        else:
            assert Fraction(turn.to) in (turn.figure.points.low, turn.figure.points.high)
