"""What searches return: every answer with its witness, its method and how sure it is.

All numbers are exact. `to_dict` turns any result into the JSON that the command line prints: numbers as JSON
numbers, with their exact texts again under `"exact"`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from onetext.model import shown
from onetext.model.demands import Demand
from onetext.model.shown import Shape

Points = tuple[tuple[str, Fraction], ...]
"""Numbers by party, in file order."""

STATUSES = ("optimal", "infeasible", "infeasible_links", "feasible", "unknown")
"""optimal: proven best; infeasible: proven that no package is acceptable to all; infeasible_links: that none breaks
no link; feasible: a package, stopped by a limit before the proof; unknown: stopped with nothing."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The best package by a rule.

    `values` and `gains` are the principals' that the rule weighs, `others` the values of members and holders;
    `objective` is a number (leximin: the gains, ascending), `bound` its proven upper bound, None where there is none.
    `tied` counts the packages that reach the optimum (None: not known; then `unique` is True, False or None).
    `canonical`: the package is the first of the tied in file order. `weighed` and `left_out` name whose gains count
    and whose not; `compares_points`: the rule adds or compares points of different parties, `normalised`: after
    dividing each by its best attainable gain. `acceptable`: `all` where the package is accepted in all cases that
    intervals leave open, `some` where only in some. `ratified`: whether all who are asked later would accept it (`yes`,
    `no`, `depends`; None: nobody is asked later, or there is no package). `refined`: for a Nash product that is 0 for
    all, the product over the parties that can gain, and who cannot. `ties`: where asked for, so many of the packages that
    reach the optimum, in file order; all of them where there are as many as `tied` says.
    """

    rule: str
    status: str
    method: str
    package: tuple[tuple[str, str], ...] | None = None
    values: Points = ()
    gains: Points = ()
    others: Points = ()
    objective: Fraction | tuple[Fraction, ...] | None = None
    bound: Fraction | tuple[Fraction, ...] | None = None
    tied: int | None = None
    unique: bool | None = None
    canonical: bool = False
    best_gains: Points = ()
    weighed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    compares_points: bool = False
    normalised: bool = False
    midpoints: bool = False
    at: str = "middle"
    acceptable: str = "all"
    refined: Refined | None = None
    why_method: str = ""
    ratified: str | None = None
    ties: tuple[tuple[tuple[str, str], ...], ...] = ()

    SHAPE = Shape("onetext/solve/1")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_


@dataclass(frozen=True, slots=True)
class Refined:
    """The Nash product over the largest set of parties that can gain together, where the plain product is 0."""

    over: tuple[str, ...]
    cannot_gain: tuple[str, ...]
    objective: Fraction
    package: tuple[tuple[str, str], ...]
    tied: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the frontier: a vector of values, the first package that has it, and how many do."""

    values: Points
    package: tuple[tuple[str, str], ...]
    packages: int


@dataclass(frozen=True, slots=True)
class Frontier:
    """The efficient packages among `within` (`admissible`, `acceptable`, `zopa`), over the principals' values.

    `points` counts distinct vectors, `packages` the packages that have them; `frontier` lists points by values,
    largest first. `status`: `optimal` where complete, `feasible` where a limit cut it short, or a shorter list was asked
    for. `eps`: of a list that stands for all packages, the share of its best gain that a principal loses at most; None
    of any other; `eps_asked` the share that was asked for.
    """

    status: str
    method: str
    points: int
    packages: int
    frontier: tuple[Point, ...]
    within: str = "admissible"
    midpoints: bool = False
    at: str = "middle"
    weighed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    why_method: str = ""
    eps: Fraction | None = None
    eps_asked: Fraction | None = None

    SHAPE = Shape("onetext/frontier/1", too=("listed",), rows="frontier")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_

    @property
    def listed(self) -> int:
        return len(self.frontier)

    @property
    def as_asked(self) -> bool:
        """Whether a list that stands for all packages was asked for, and is as fine as that."""
        return self.eps is not None and self.eps_asked is not None and self.eps <= self.eps_asked


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many admissible packages one party itself accepts (`yes`) or may accept (`possible`), and, of one that is
    not always asked, for how many it is asked (`needed`). `interval` and `interval_possible`: of an estimate, the 95 %
    interval; None where the count is exact."""

    party: str
    yes: int
    possible: int
    needed: int | None = None
    interval: tuple[int, int] | None = None
    interval_possible: tuple[int, int] | None = None

    SHAPE = Shape(
        key="party",
        spread={
            "acceptable": "yes",
            "acceptable_possible": "possible",
            "needed": "needed",
            "acceptable_interval": "interval",
            "acceptable_possible_interval": "interval_possible",
        },
    )


@dataclass(frozen=True, slots=True)
class Zopa:
    """How many packages are acceptable to whom; weakly: a package worth exactly the reservation value is accepted.

    `zopa` counts the admissible packages that all whose consent they need surely accept, `zopa_possible` those that
    none surely refuses. `status` is `exact` or `estimate`; of an estimate, `interval` and `interval_possible` hold the
    95 % interval. `ratified`: how many of `zopa` each ratifier accepts too. `first` is the first package of the zopa,
    `first_undecided` the first that nobody surely refuses and somebody does not surely accept, `first_refused` the first
    admissible one that somebody whose consent it needs surely refuses: None where there is none, or none was found.
    `ratification`: what the table and those who are asked later make of the packages together; None where nobody is.
    """

    status: str
    method: str
    size: int
    admissible: int
    acceptable: tuple[Accepted, ...]
    zopa: int
    zopa_possible: int
    interval: tuple[int, int] | None = None
    interval_possible: tuple[int, int] | None = None
    admissible_interval: tuple[int, int] | None = None
    ratified: tuple[tuple[str, int], ...] = ()
    first: tuple[tuple[str, str], ...] | None = None
    first_undecided: tuple[tuple[str, str], ...] | None = None
    first_refused: tuple[tuple[str, str], ...] | None = None
    silent: tuple[str, ...] = ()
    why_method: str = ""
    ratification: Levels | None = None

    SHAPE = Shape("onetext/zopa/1", too=("agreement", "undecided", "refused"), rows="acceptable")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_

    @property
    def agreement(self) -> str:
        """`yes` where some package is surely accepted by all, `no` where none is even possibly, else `depends`."""
        return "yes" if self.zopa else "depends" if self.zopa_possible else "no"

    @property
    def examined(self) -> bool:
        """Whether every package was looked at."""
        return self.method in ("enumeration", "blocks")

    @property
    def undecided(self) -> int:
        """How many admissible packages nobody surely refuses and somebody does not surely accept."""
        return self.zopa_possible - self.zopa

    @property
    def refused(self) -> int:
        """How many admissible packages somebody whose consent they need surely refuses."""
        return max(self.admissible - self.zopa_possible, 0)


@dataclass(frozen=True, slots=True)
class Portion:
    """The admissible packages of one kind: how many are surely and how many possibly of it (None: not counted), and one.

    `first` is the first sure one in file order, or, where there is none, the first possible one (`first_sure` False); of
    a space too large to enumerate any one.
    """

    sure: int | None
    possible: int | None
    first: tuple[tuple[str, str], ...] | None = None
    first_sure: bool = False

    @property
    def answer(self) -> str:
        """`yes` where there is a sure one, `depends` where there is a possible one, `no` where there is none, else `unknown`."""
        if self.first is not None:
            return "yes" if self.first_sure else "depends"
        return "no" if self.possible == 0 else "unknown"


@dataclass(frozen=True, slots=True)
class Ratifier:
    """One who is asked later, and behind whom it stands ("" where that is not said).

    `yes`: of the packages that the table surely accepts, how many it surely accepts or is not asked about; `possible`: of
    those that the table does not surely refuse, how many it does not surely refuse. None where they are not counted.
    """

    party: str
    behind: str
    yes: int | None
    possible: int | None

    SHAPE = Shape(null=("behind",), key="party")


@dataclass(frozen=True, slots=True)
class Levels:
    """What the table accepts, what would be ratified, and what both accept, among the admissible packages.

    `table`: all at the table accept. `both`: these too would be ratified by all who are asked. `table_only`: the table
    accepts, and somebody who is asked later refuses. `ratifiers_only`: all who are asked later accept, and the table
    refuses. Of two conditions, a package meets both surely where it meets each surely, and possibly where it meets
    neither surely not. `status`: `exact` where all are counted, `proven` where there are too many to count but it is
    proven of which kinds there are any, `unknown` where a limit came first.
    """

    status: str
    method: str
    table: Portion
    both: Portion
    table_only: Portion
    ratifiers_only: Portion
    ratifiers: tuple[Ratifier, ...]

    SHAPE = Shape(too=("agreement",))

    @property
    def agreement(self) -> str:
        """Whether some package is accepted on both levels: `yes`, `no`, `depends` or `unknown`."""
        return self.both.answer


@dataclass(frozen=True, slots=True)
class Conflict:
    """A minimal set of demands that no package meets together, in the order of `model.demands.demands`.

    `members`: of each bloc in it, the members that are in the way in every package that meets the other demands.
    """

    demands: tuple[Demand, ...]
    members: tuple[tuple[str, tuple[str, ...]], ...] = ()

    SHAPE = Shape(instead="in_the_way")

    @property
    def in_the_way(self) -> tuple[Demand, ...]:
        """The demands, each bloc's with the members that are in the way."""
        named = dict(self.members)
        return tuple(replace(one, members=named.get(one.party, one.members)) if one.kind == "bloc" else one for one in self.demands)


@dataclass(frozen=True, slots=True)
class Change:
    """One part of an opening: `party` gives up a red line, misses its reservation value by `by` points of its own, or a
    link is waived; `cost` is what that asks of the party, in its own points (of a link: the sum over `who`)."""

    party: str
    kind: str
    id: str
    cost: Fraction
    by: Fraction | None = None

    SHAPE = Shape(null=("party", "id"))


@dataclass(frozen=True, slots=True)
class Softening:
    """Changes after which some package is acceptable to all; no other set asks less of every party at once.

    `costs` by party in its own points, `total` adds them up although points of different parties do not compare.
    `packages` counts those that become acceptable (None: not counted), `package` is the first of them.
    """

    total: Fraction
    costs: Points
    changes: tuple[Change, ...]
    packages: int | None
    package: tuple[tuple[str, str], ...]

    SHAPE = Shape(renamed={"total": "cost"})


@dataclass(frozen=True, slots=True)
class Nearest:
    """The packages of a set that change the fewest of a proposal's answers; open issues are free.

    `tied` counts them (None: not counted), `packages` lists at most ten, in file order; `sure` whether all those listed are
    surely acceptable to all.
    """

    changes: int
    tied: int | None
    packages: tuple[tuple[tuple[str, str], ...], ...]
    sure: bool = True
