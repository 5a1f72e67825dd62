"""What `robust` returns: how sure the packages are, which are recommended under doubt, and how far that is proven."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onetext.model import shown
from onetext.model.shown import Shape
from onetext.solve.results import Points

Interval95 = tuple[float, float]
Package = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Doubts:
    """How many figures are in doubt, of those whose own position counts at the table.

    `intervals` and `one_of` count worths, terms and reservation values, `red_lines` those with a chance below 1,
    `guesses` the sharp figures that rest on a guess, which count for Gamma alone. `words` names those whose acceptance
    turns on words.
    """

    intervals: int
    one_of: int
    red_lines: int
    guesses: int
    words: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether some figure is in doubt, guesses that are sharp apart."""
        return bool(self.intervals or self.one_of or self.red_lines)


@dataclass(frozen=True, slots=True)
class PartyChance:
    """How likely one party accepts; `low` and `high` differ where its answer turns on words that leave it open.

    `status` is `exact` or `estimate`; of an estimate, `interval` is the 95 % interval.
    """

    party: str
    status: str
    low: Fraction
    high: Fraction
    interval: Interval95 | None = None

    SHAPE = Shape(key="party")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what a probability lies whatever depends on what (Fréchet 1935)."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class JointChance:
    """How likely all accept where the intervals together lie at most `half_widths` half-widths off their middles.

    `figures` counts the intervals. `status` is `exact`, `estimate`, or `unknown` with the reason in `method`.
    """

    half_widths: Fraction
    figures: int
    status: str
    method: str
    low: Fraction | None = None
    high: Fraction | None = None
    interval: Interval95 | None = None


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely all whose consent a package needs accept it, figures in doubt being independent of each other.

    `low` and `high` differ where somebody's answer turns on words that leave it open (`open`): all of these refuse, or
    accept. `status` is `exact` or `estimate`; of an estimate, `interval` is the 95 % interval of the whole. `frechet`:
    between what it lies where nothing is known of dependence between those who decide.
    """

    status: str
    method: str
    low: Fraction
    high: Fraction
    interval: Interval95 | None
    frechet: Bounds
    joint: JointChance | None = None
    parties: tuple[PartyChance, ...] = ()
    open: tuple[str, ...] = ()


LIMITS = ("figure", "no_limit", "never")
"""figure: the number beside it; no_limit: it stays accepted however far worths move, or whatever guesses are wrong;
never: it is not accepted in all cases, whatever worths are."""


@dataclass(frozen=True, slots=True)
class Held:
    """A package and how sure it is.

    `kind` is `proposal`, `rule` or `doubt`; `also` holds the other names of the same package. `radius`: how many points
    every worth that enters may move, in each party's own points, before somebody's acceptance breaks; negative where
    so much is missing. `share`: the same as a share of each party's spread. `radii` holds the parties that have one,
    `unmoved` those that no movement of worths brings to accept in all cases. `gamma`: how many of its guesses may be
    wrong to each party; `gammas` by party, `unmet` those that do not accept even if all guesses are right.
    """

    name: str
    kind: str
    also: tuple[str, ...]
    package: Package
    admissible: bool
    accepts: str
    chance: Chance
    radius: Fraction | None
    radius_status: str
    radius_with_reservation: Fraction | None
    share: Fraction | None
    radii: Points
    unmoved: tuple[str, ...]
    gamma: Fraction | None
    gamma_status: str
    gammas: Points
    unmet: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)


@dataclass(frozen=True, slots=True)
class Search:
    """A search for the package that is best by a criterion under doubt.

    `status`: `optimal`, `infeasible` (no package has any), `feasible` or `unknown` (stopped by a limit), `compared`
    (best of the packages listed, no search). `objective` is null where there is no limit, or no figure. `tied` counts
    the packages that reach it, null where not known.
    """

    criterion: str
    about: str
    status: str
    method: str
    package: Package | None = None
    objective: Fraction | None = None
    bound: Fraction | None = None
    tied: int | None = None
    compares_points: bool = False

    SHAPE = Shape(key="criterion")


@dataclass(frozen=True, slots=True)
class RuleUnder:
    """The best package by a rule among those that all accept with so many guesses wrong; gains are those that then remain."""

    rule: str
    package: Package
    gains: Points
    tied: int
    compares_points: bool

    SHAPE = Shape(key="rule")


@dataclass(frozen=True, slots=True)
class RobustZopa:
    """The packages that all accept although, to each party, up to `gamma` of its guesses are wrong.

    `packages` counts them, null where not counted (then `first` is one of them, if any was found).
    """

    gamma: Fraction
    status: str
    method: str
    packages: int | None
    first: Package | None = None
    rules: tuple[RuleUnder, ...] = ()


@dataclass(frozen=True, slots=True)
class Robust:
    """How sure packages are: proposals, what rules pick, and what is recommended under doubt.

    `status`: `exact`, `estimate` where some probability was sampled, `feasible` where a limit stopped a search.
    `under_doubt`: criterion to the name of the package that is best by it. `off`: by how many points a sharp figure that
    rests on a guess may be wrong, by party.
    """

    status: str
    doubts: Doubts
    packages: tuple[Held, ...]
    under_doubt: tuple[tuple[str, str], ...]
    searches: tuple[Search, ...]
    off: Points
    gamma: Fraction | None = None
    joint: Fraction | None = None
    robust_zopa: RobustZopa | None = None

    SHAPE = Shape("onetext/robust/1", rows="packages")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_
