"""The zopa as a program that is made once and asked often, and what decides by definition whether a package is in it."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.model.acceptance import Answer, agreed, broken_links
from onetext.model.case import Case
from onetext.solve.cpsat import encoding as coded
from onetext.solve.cpsat.encoding import Encoding, Mode
from onetext.solve.space import Columns, Mask, links_kept, together

GOOD_ENOUGH: dict[Mode, tuple[Answer, ...]] = {"surely": (Answer.YES,), "possibly": (Answer.YES, Answer.DEPENDS)}


@dataclass(frozen=True, slots=True)
class Zone:
    """The admissible packages that all whose consent they need surely, or possibly, accept; searches fork `encoding`."""

    case: Case
    mode: Mode
    encoding: Encoding

    def good(self, package: dict[str, str]) -> bool:
        """Whether a package is one of them, by definition."""
        return not broken_links(self.case, package) and agreed(self.case, package) in GOOD_ENOUGH[self.mode]

    def all_good(self, cols: Columns) -> Mask:
        """Which of many packages are, in exact numbers, all at once."""
        inside = together(self.case, "table", cols, links_kept(self.case, cols))[1]
        return inside.surely if self.mode == "surely" else inside.possibly


def zone(case: Case, mode: Mode) -> Zone:
    """The zopa of a case in one of its two senses."""
    return Zone(case, mode, coded.zopa(case, mode))
