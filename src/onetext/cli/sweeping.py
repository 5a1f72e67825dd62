"""Many cases or days: sweep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from onetext.cli.options import OPTIONS, Options
from onetext.cli.output import CUT_SHORT, OK, err, out_json, printed

if TYPE_CHECKING:
    from datetime import date

    from onetext.api.studies import Study
    from onetext.api.tasks import Sweep

Question = Literal["solve", "frontier", "zopa", "why", "ask", "robust", "window"]


@Parameter(name="*")
@dataclass(frozen=True)
class Sweeping:
    """What is asked of which days, and by how many processes."""

    ask: Question = "zopa"
    """The question to be put."""
    rule: Annotated[str, Parameter(show_default=False)] = ""
    """With `--ask solve`: the rule by which a package is best; without it, nash."""
    days: Annotated[str, Parameter(show_default=False)] = ""
    """Days at equal distance, FROM:TO:STEP, such as 2031-01-01:2031-12-31:7; without a step, every day."""
    jobs: int = 0
    """How many processes; 0: one for each processor."""


SWEEPING = Sweeping()


def sweep(*scenario: str, sweeping: Sweeping = SWEEPING, options: Options = OPTIONS) -> int:
    """Put one question to many cases, or to a case on many days, by all processors.

    Each SCENARIO is a case of its own. `--as-of` takes several days, with commas between them. `--time` is for each
    case and day, and so is the limit that ends it; what becomes of one does not touch the others.

    Parameters
    ----------
    scenario
        Case files, folders or names of bundled cases, each one scenario.
    """
    from onetext.api.many import sweep as put
    from onetext.cli.working import working

    studies = list(_studies(scenario, _days(sweeping.days, options.as_of)))
    asked: dict[str, Any] = {"rule": sweeping.rule} if sweeping.rule else {}
    with working(replace(options, time=inf)) as budget:
        found = put(studies, sweeping.ask, executor=sweeping.jobs or None, time=options.time, budget=budget, **asked)
    if options.json:
        out_json(found.to_dict())
    else:
        from onetext.cli.tables_sweep import show

        printed(lambda console: show(found, console))
    return _ended(found)


def _days(days: str, as_of: str) -> tuple[date | None, ...]:
    """The days that the options name; of one that is None, each case has its own."""
    from onetext.api.many import days as spaced
    from onetext.api.studies import a_day
    from onetext.errors import UsageError

    if days and as_of:
        raise UsageError("--days and --as-of were both given; allowed: one of them")
    if not days:
        return tuple(a_day(one.strip()) for one in as_of.split(",")) if as_of else (None,)
    first, _, rest = days.partition(":")
    last, _, step = rest.partition(":")
    if not last or (step and not step.isdecimal()):
        raise UsageError(f"no days: {days!r}; allowed: FROM:TO:STEP, such as 2031-01-01:2031-12-31:7")
    return tuple(spaced(first, last, int(step or 1)))


def _studies(scenario: tuple[str, ...], days: tuple[date | None, ...]) -> Iterator[tuple[str, Study]]:
    """Every scenario on every day, by its name as given."""
    from onetext.api.studies import load
    from onetext.errors import UsageError

    if not scenario:
        raise UsageError("no SCENARIO given; allowed: case files, folders, or names of bundled cases")
    for name in dict.fromkeys(scenario):
        study = load(name)
        for day in days:
            yield name, (study if day is None else study.on(day))


def _ended(found: Sweep) -> int:
    """The exit code: 3 where some case has no answer, or one that a limit cut short."""
    for row in found.rows:
        if row.outcome not in ("answered", "cut_short"):
            err(f"onetext: {row.name}: {row.trouble}")
    return OK if found.status == "complete" else CUT_SHORT
