"""Figures and names as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onetext.model.case import Case

PLACES = 3


def grouped(number: int) -> str:
    """A whole number in groups of three: `118,136`."""
    return f"{number:,}"


def about(number: int, estimated: bool) -> str:
    """A count; an estimate to three digits, since it says no more: `about 3,970,000`."""
    if not estimated or number < 1000:
        return grouped(number)
    step = 10 ** (len(str(number)) - 3)
    return f"about {round(number / step) * step:,}"


def amount(number: Fraction | None) -> str:
    """A number to three decimals, marked `~` where that rounds it; `-` where there is none."""
    if number is None:
        return "-"
    if number.denominator == 1:
        return grouped(number.numerator)
    rounded = round(number, PLACES)
    text = f"{float(rounded):.{PLACES}f}".rstrip("0").rstrip(".")
    return text if rounded == number else f"~{text}"


def share_text(best: object, bound: object) -> str:
    """How far the best is below its bound, in per cent; "" where that cannot be said."""
    if isinstance(best, Fraction) and isinstance(bound, Fraction) and bound:
        return f"{float((bound - best) / abs(bound)):.2%}"
    return ""


def answer_name(case: Case, issue: str, option: str) -> str:
    """An option by its title, a number with its unit."""
    one = case.issue[issue]
    unit = one.grid.unit if one.grid is not None else ""
    return f"{option} {unit}".strip() if one.grid is not None else one.option(option).name


def package_rows(case: Case, package: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], list[tuple[str, str]]]:
    """The heads and rows of a package as a table, one issue to a row."""
    return ("Issue", "Answer"), [(case.issue[issue].name, answer_name(case, issue, option)) for issue, option in package]
