"""Whether the table and those who ratify accept what is said of them, and how many packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from onetext.certify.packages import admissible, differs, read
from onetext.model.acceptance import Answer, accepts, agreed, asked, broken_links, consenters
from onetext.model.case import Case
from onetext.model.conditions import Package

Kind = Callable[[Answer, Answer], bool]
YES, NO = Answer.YES, Answer.NO

KINDS: dict[str, tuple[Kind, Kind]] = {
    "table": (lambda table, home: table is YES, lambda table, home: table is not NO),
    "both": (lambda table, home: table is home is YES, lambda table, home: NO not in (table, home)),
    "table_only": (lambda table, home: table is YES and home is NO, lambda table, home: table is not NO and home is not YES),
    "ratifiers_only": (lambda table, home: table is NO and home is YES, lambda table, home: table is not YES and home is not NO),
}
"""Of each kind of package, whether one is surely and possibly of it, by the answers at the table and at home."""


def levels(case: Case, answer: Any, limit: int) -> Iterator[str]:
    """What does not hold of a `Levels`: the packages shown at any size, the counts up to `limit` packages."""
    late = consenters(case, "ratify")
    yield from differs("who ratifies, and behind whom", [(r.party, r.behind) for r in answer.ratifiers], [(p.id, p.behind) for p in late])
    for name, kinds in KINDS.items():
        portion = getattr(answer, name)
        if portion.first is None:
            continue
        package, problems = read(case, portion.first)
        yield from problems
        if not problems and (broken_links(case, package) or not kinds[0 if portion.first_sure else 1](*_answers(case, package))):
            yield f"the first package of the kind {name!r} is not of it"
    if case.size <= limit:
        yield from _counts(case, answer)


def _answers(case: Case, package: Package) -> tuple[Answer, Answer]:
    """What all who are asked at the table and at home make of a package."""
    return agreed(case, package), agreed(case, package, "ratify")


def _counts(case: Case, answer: Any) -> Iterator[str]:
    said = [(package, *_answers(case, package)) for package in admissible(case)]
    for name, (sure, possible) in KINDS.items():
        portion = getattr(answer, name)
        surely = [package for package, table, home in said if sure(table, home)]
        possibly = [package for package, table, home in said if possible(table, home)]
        yield from _held(f"packages of the kind {name!r}", portion.sure, len(surely))
        yield from _held(f"possible packages of the kind {name!r}", portion.possible, len(possibly))
        if answer.status == "exact":
            first = next(iter(surely or possibly), None)
            yield from differs(f"first package of the kind {name!r}", dict(portion.first) if portion.first else None, first)
    for one in answer.ratifiers:
        passed = [(table, accepts(case, one.party, k) if asked(case, one.party, k) else YES) for k, table, _ in said]
        yield from _held(f"packages that {one.party} ratifies", one.yes, sum(KINDS["both"][0](*pair) for pair in passed))
        yield from _held(f"packages that {one.party} may ratify", one.possible, sum(KINDS["both"][1](*pair) for pair in passed))


def _held(what: str, said: int | None, found: int) -> Iterator[str]:
    """A count is right, or not given."""
    return differs(what, said, found) if said is not None else iter(())
