"""No yes and no no that some preference consistent with what is known contradicts: a thousand preferences drawn for each case.

Of cases whose issues are judged apart: orders, some known in part, single preferences, red lines, and true replies.
"""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from numpy.random import PCG64, Generator

from onetext.model.acceptance import Answer, accepts
from onetext.model.case import Case
from onetext.model.conditions import Among, Condition, Never, keeps
from onetext.model.issues import Issue, Option
from onetext.model.parties import Party
from onetext.model.positions import Order, Position, Preference, RedLine
from onetext.model.records import Proposal, Reply

WANTED, BATCH, MOST = 1000, 20_000, 1_500


def drawn_case(seed: int) -> Case:
    """A party with secret worths, part of which it tells truly."""
    dice = Random(seed)
    issues = tuple(Issue(f"i{n}", "", tuple(map(Option, "abcd"[: dice.choice((2, 3, 3, 4))]))) for n in range(dice.choice((2, 3, 3, 4))))
    worth = {(i.id, o.id): dice.random() for i in issues for o in i.options}
    orders, prefers = [], []
    for issue in issues:
        known = [o.id for o in issue.options if dice.random() < 0.8]
        ranked = tuple((o,) for o in sorted(known, key=lambda o: -worth[issue.id, o]))
        if dice.random() < 0.8 and len(ranked) > 1:
            orders.append(Order(issue.id, ranked))
        elif dice.random() < 0.5:
            one, other = sorted(dice.sample([o.id for o in issue.options], 2), key=lambda o: -worth[issue.id, o])
            prefers.append(Preference(((issue.id, one),), ((issue.id, other),)))
    lines = []
    for n in range(dice.choice((0, 0, 1))):
        i = dice.choice(issues)
        lines.append(RedLine(f"r{n}", Never(Condition(((i.id, Among((dice.choice(i.options).id,))),)))))
    position = Position("p", red_lines=tuple(lines), order=tuple(orders), prefers=tuple(prefers))
    bare = Case(parties=(Party("p"),), issues=issues, positions=(position,))
    every = [sum(worth[i, o] for i, o in k.items()) for k in bare.packages()]
    needed = sorted(every)[int(len(every) * dice.uniform(0.2, 0.8))]
    put = [{i.id: dice.choice(i.options).id for i in issues} for _ in range(dice.choice((1, 2, 3, 4)))]

    def truly(package: dict[str, str]) -> str:
        kept = all(keeps(line.form, bare.issue, package) for line in lines)
        return "yes" if kept and sum(worth[i, o] for i, o in package.items()) >= needed else "no"

    return Case(
        parties=bare.parties, issues=issues, positions=(position,),
        proposals=tuple(Proposal(f"d{n}", tuple(one.items())) for n, one in enumerate(put)),
        replies=tuple(Reply("p", f"d{n}", truly(one)) for n, one in enumerate(put)),  # type: ignore[arg-type]
    )  # fmt: skip


def preferences(case: Case, source: Generator) -> np.ndarray:
    """Up to WANTED preferences that fit all that the party said: for each, which packages it accepts. By trial, from scratch."""
    position, packages = case.positions[0], list(case.packages())
    columns = {key: n for n, key in enumerate((i.id, o.id) for i in case.issues for o in i.options)}
    rows = np.array([[float((i, o) in package.items()) for i, o in columns] for package in packages])
    replies = {r.to: r.says for r in case.replies}
    put = [(dict(p.package), replies[p.id]) for p in case.proposals]
    kept = np.array([all(keeps(line.form, case.issue, k) for line in position.red_lines) for k in packages])
    found: list[np.ndarray] = []
    for _ in range(MOST):
        worth = source.random((BATCH, len(columns))) * source.exponential(size=(BATCH, len(case.issues)))[:, [
            [i.id for i in case.issues].index(i) for i, _ in columns
        ]]  # fmt: skip
        fits = np.ones(BATCH, dtype=bool)
        for order in position.order:
            for (better,), (worse,) in zip(order.ranks, order.ranks[1:], strict=False):
                fits &= worth[:, columns[order.issue, better]] > worth[:, columns[order.issue, worse]]
        for one in position.prefers:
            fits &= worth[:, columns[one.rather[0]]] > worth[:, columns[one.than[0]]]
        value = worth[fits] @ rows.T
        needed = value[np.arange(len(value)), source.integers(0, len(packages), len(value))] * source.uniform(0.9, 1.1, len(value))
        accepted = (value >= needed[:, None]) & kept[None, :]
        places = [packages.index(package) for package, _ in put]
        said = np.array([says == "yes" for _, says in put])
        found.append(accepted[(accepted[:, places] == said).all(axis=1)])
        if sum(map(len, found)) >= WANTED:
            break
    return np.concatenate(found)[:WANTED]


def check(seed: int) -> int:
    """How many preferences were held against the case of a seed."""
    case = drawn_case(seed)
    answers = [accepts(case, "p", package) for package in case.packages()]
    drawn = preferences(case, Generator(PCG64(seed)))
    for place, answer in enumerate(answers):
        if answer is not Answer.DEPENDS:
            assert (drawn[:, place] == (answer is Answer.YES)).all(), (seed, list(case.packages())[place], answer)
    return len(drawn)


@pytest.mark.parametrize("seed", range(25))
def test_no_consistent_preference_contradicts_a_yes_or_a_no(seed: int) -> None:
    assert check(seed) > 0


@pytest.mark.slow
def test_no_consistent_preference_contradicts_a_yes_or_a_no_in_three_hundred_cases() -> None:
    """A thousand preferences each; and a good part of the answers are decided."""
    counts = [check(seed) for seed in range(300)]
    assert set(counts) == {WANTED}
    decided = [accepts(case, "p", k) is not Answer.DEPENDS for case in map(drawn_case, range(300)) for k in case.packages()]
    assert sum(decided) / len(decided) > 0.2


def test_the_check_can_fail() -> None:
    """A reply turned round is contradicted by preferences that fit the true one."""
    seed = next(s for s in range(50) if len(drawn_case(s).replies) == 1 and preferences(drawn_case(s), Generator(PCG64(s))).any())
    case = drawn_case(seed)
    drawn = preferences(case, Generator(PCG64(seed)))
    place = [dict(k) for k in case.packages()].index(dict(case.proposals[0].package))
    assert len(set(drawn[:, place].tolist())) == 1
