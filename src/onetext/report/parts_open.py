"""The parts of the brief on what is open: packages that nobody refuses and not all accept. Conventions stand in `parts`."""

from dataclasses import dataclass

from onetext.report.parts import Chosen


@dataclass(frozen=True, slots=True)
class OpenPackage:
    """An undecided package that matters: few yeses are missing."""

    package: Chosen
    accepting: tuple[str, ...] = ()  # party ids: whose yes follows from what is known
    missing: tuple[str, ...] = ()  # party ids: whose yes is still missing
