"""The part of the brief that reads the record as if every public rejection were final; conventions as in `parts`."""

from dataclasses import dataclass

from onetext.report.parts import CountBy, Way


@dataclass(frozen=True, slots=True)
class Left:
    """The answers that are left of one issue."""

    issue: str  # issue id
    issue_label: str  # label
    options: tuple[str, ...] = ()  # labels


@dataclass(frozen=True, slots=True)
class IfFinal:
    """What would be left if every rejection on record were final."""

    text: str  # sentences
    ways: tuple[Way, ...] = ()  # what would open it then
    left: tuple[Left, ...] = ()  # the answers that the red lines would leave
    left_note: str = ""  # sentence: of which packages these are the answers
    rejections: CountBy = ()  # party id -> rejections on record
    zopa: int | None = None  # packages that all would accept; None: not counted
