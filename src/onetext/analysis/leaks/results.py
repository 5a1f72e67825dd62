"""What the leak check returns: for each viewer and each figure what was possible and what remains, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import log2

from onetext.model import shown
from onetext.model.artefacts import WIDTH_OF_A_PIN, Artefact
from onetext.model.numbers import Interval
from onetext.model.shown import Shape

STATUSES = ("exact", "at_most", "unknown")
"""exact: what remains is just this. at_most: all in `after` surely remains possible, and all outside `proven` is surely
excluded; what lies between is not known, so no more than `after` tells can be concluded. unknown: nothing was worked out."""
METHODS = ("direct", "enumeration", "solver", "bounds", "none")
"""direct: the artefact is the figure. enumeration: every world. solver: searches that prove, without looking at every world.
bounds: such searches, stopped or not enough for a proof. none: words, of which nothing is computed."""


NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Learned:
    """What a viewer can conclude about one figure or red line of another.

    `kind`: `reservation`, `worth`, `term` or `red_line`; `what` names it. `before`, `after`: the least and the largest value
    that were and are possible, of a red line 0 (does not hold) and 1 (holds), on a grid of `step`; `values_before`,
    `values_after`: how many values of the grid (None: not counted). `holes`: whether values between the ends are excluded.
    `proven`: all outside this interval is proven impossible; the same as `after` where `status` is `exact`. `bits`: the
    logarithm of the ratio of the counts, for display. `pinned`: one value is left, or so few, or an interval so
    short, that it is at most a tenth of what was; of a red line, that it is certain. `alone`: what would remain to one that
    knew all the rest (None: not looked at). `low_at`, `high_at`: worlds that show the ends, by figure. `why` in a sentence. `half`: where
    the party itself gave an interval, half its width; all values above are then of its middle.
    """

    party: str
    kind: str
    what: str
    before: Interval
    after: Interval
    values_before: int
    values_after: int | None
    step: str
    status: str
    issue: str = ""
    option: str = ""
    line: str = ""
    proven: Interval | None = None
    alone: Interval | None = None
    low_at: tuple[tuple[str, str], ...] = ()
    high_at: tuple[tuple[str, str], ...] = ()
    why: str = ""
    half: Fraction = NOTHING

    SHAPE = Shape(null=("issue", "option", "line"), too=("holes", "bits", "pinned", "may_be_pinned", "changed"))

    @property
    def changed(self) -> bool:
        """Whether anything can be concluded."""
        return self.after != self.before or (self.values_after is not None and self.values_after < self.values_before)

    @property
    def holes(self) -> bool | None:
        if self.values_after is None:
            return None
        width = self.after.high - self.after.low
        whole = self.before.high - self.before.low
        return self.values_after * whole < (width * (self.values_before - 1)) + whole if whole else False

    @property
    def bits(self) -> float | None:
        return None if not self.values_after else log2(self.values_before / self.values_after)

    @property
    def pinned(self) -> bool:
        """Whether the figure is pinned for sure: so little is left outside what is proven impossible."""
        within = self.proven or self.after
        few = self.values_after is not None and self.status == "exact" and (
            self.values_after == 1 or self.values_after <= WIDTH_OF_A_PIN * self.values_before
        )  # fmt: skip
        return self.changed and (few or _short(within, self.before))

    @property
    def may_be_pinned(self) -> bool:
        """Whether the figure is pinned, or it is not proven that more than so little is left."""
        return self.pinned or (self.changed and self.status != "exact" and _short(self.after, self.before))

    @property
    def certain(self) -> bool:
        """Of a red line: whether it is certain that it holds, or that it does not."""
        return self.kind == "red_line" and self.after.sharp and not self.before.sharp


def _short(after: Interval, before: Interval) -> bool:
    return after.high - after.low <= WIDTH_OF_A_PIN * (before.high - before.low)


@dataclass(frozen=True, slots=True)
class Gained:
    """What one viewer, or several that tell each other all, could conclude.

    `worlds_before`, `worlds_after`: how many ways there were and are in which all that they do not know may stand (None: not
    counted). `checked`: whether each world that shows an end was put into the case and the artefact computed from it anew.
    `not_varied`: what else they do not know, which is no figure and no red line: taken as known here.
    """

    viewers: tuple[str, ...]
    status: str
    method: str
    figures: tuple[Learned, ...]
    worlds_before: int | None = None
    worlds_after: int | None = None
    checked: bool = True
    not_varied: tuple[str, ...] = ()
    why_method: str = ""
    says: tuple[str, ...] = ()

    SHAPE = Shape(too=("bits", "needs_confirmation"))

    @property
    def bits(self) -> float | None:
        """How many bits about all figures together; None where worlds are not counted."""
        if self.worlds_before is None or not self.worlds_after:
            return None
        return log2_of(self.worlds_before) - log2_of(self.worlds_after)

    @property
    def may_pin(self) -> tuple[Learned, ...]:
        """The figures and red lines that are pinned, or may be."""
        return tuple(one for one in self.figures if one.may_be_pinned)

    @property
    def needs_confirmation(self) -> bool:
        """Whether somebody should confirm: a figure or red line is pinned, or it is not known that none is."""
        return self.status == "unknown" or not self.checked or any(one.may_be_pinned for one in self.figures)


def log2_of(number: int) -> float:
    """The logarithm of a whole number of any size."""
    shift = max(number.bit_length() - 60, 0)
    return shift + log2(number >> shift)


@dataclass(frozen=True, slots=True)
class Weaker:
    """Something weaker that might be shown instead, and what it gives away to the viewers of the check.

    `kind` names the artefact, `what` says it in words. Of the viewer that learns the most, alone or together: `pinned` counts
    the figures and red lines that are or may be pinned, `changed` those of which anything can be concluded, `bits` are those
    of all figures together (None: worlds were not counted).
    """

    artefact: Artefact
    kind: str
    pinned: int
    changed: int
    bits: float | None
    status: str
    needs_confirmation: bool
    what: str = ""

    SHAPE = Shape(hidden=("artefact",))


@dataclass(frozen=True, slots=True)
class Leaks:
    """What the viewers of an artefact could conclude, each alone and, where there are several, together.

    `kind` names the artefact, `what` says it in words. `computed`: False where the artefact is words, of which nothing can be
    computed; then somebody must read them. `apart`: how many things shown before were not put together with this one, since
    that could not be worked out; together they may tell more. `says`: all of it as lines to be read.
    """

    artefact: Artefact
    kind: str
    status: str
    gained: tuple[Gained, ...]
    computed: bool = True
    weaker: tuple[Weaker, ...] = ()
    what: str = ""
    apart: int = 0
    says: tuple[str, ...] = ()

    SHAPE = Shape("onetext/table_leaks/1", hidden=("artefact",), too=("needs_confirmation",), rows="gained")
    to_dict = shown.to_dict
    to_columns = shown.to_columns
    _repr_html_ = shown._repr_html_

    @property
    def needs_confirmation(self) -> bool:
        return not self.computed or self.apart > 0 or any(one.needs_confirmation for one in self.gained)
