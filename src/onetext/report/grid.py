"""The issue x party table where it grows: long conditions as lettered notes, and one small table per issue for many parties."""

from dataclasses import dataclass

from onetext.report.brief import Brief, party
from onetext.report.parts import Cell, Issue, Option, Standing
from onetext.report.rows import columns
from onetext.report.text import plain, roughly
from onetext.report.words import VIEWS, cell_words, letter

WIDE = 5  # more columns than this do not fit side by side on paper
LONG = 26  # characters; what is longer stands below the issue, its letter in the cell
TOGETHER = "see its red lines"  # the cell's words where a red line needs more than one answer; `*` on the page


@dataclass(frozen=True, slots=True)
class Said:
    """A condition too long for a cell, and the letter that stands for it there."""

    letter: str
    party: str
    text: str  # sentence fragment
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One issue with a column only for those who said something that differs between its answers."""

    people: tuple[str, ...]  # party and member ids
    rows: tuple[tuple[Option, tuple[Cell | None, ...]], ...]
    unmoved: tuple[str, ...]  # who does not mind any answer
    silent: tuple[str, ...]  # who has not said anything


def is_wide(brief: Brief) -> bool:
    """Whether the table is shown issue by issue."""
    return len(brief.columns) > WIDE


def conditions(issue: Issue) -> tuple[Said, ...]:
    """The long conditions of an issue, each once, lettered in the order of the cells."""
    found = {(c.party, cell_words(c)): c for o in issue.options for c in o.cells if len(plain(cell_words(c))) > LONG}
    return tuple(Said(letter(i).lower(), c.party, text, c.evidence) for i, ((_, text), c) in enumerate(found.items()))


def in_cell(notes: tuple[Said, ...], cell: Cell) -> tuple[str, str]:
    """What stands in a cell beside its worth, and the letter of its note: (`only if`, `a`)."""
    said = cell_words(cell)
    if said == TOGETHER:
        return "", "*"
    mark = next((n.letter for n in notes if n.party == cell.party and n.text == said), "")
    return (VIEWS[cell.view] if mark else said), mark


def says(cell: Cell) -> bool:
    """Whether a cell has anything to show; without its worth, in a copy that leaves worths out, many have not."""
    return cell.worth is not None or cell.share is not None or cell.red_line or bool(cell_words(cell))


def block(brief: Brief, issue: Issue) -> Block:
    """An issue for a page of many parties."""
    told: dict[str, list[Cell]] = {}
    for option in issue.options:
        for cell in option.cells:
            told.setdefault(cell.party, []).append(cell)
    every = [key for _, ids in columns(brief) for key in ids]
    unmoved = tuple(k for k in every if k in told and all(map(_indifferent, told[k])) and len(told[k]) == len(issue.options))
    people = tuple(k for k in every if k in told and k not in unmoved)
    silent = tuple(c for c, ids in columns(brief) if not any(key in told for key in ids))
    rows = tuple((o, tuple(next((c for c in o.cells if c.party == k), None) for k in people)) for o in issue.options)
    return Block(people, rows, unmoved, silent)


def _indifferent(cell: Cell) -> bool:
    return cell.view == "indifferent" and cell.worth is None and not cell.red_line and not cell.condition


def starred(brief: Brief) -> bool:
    """Whether some cell points to a red line that takes other answers too."""
    return any(cell_words(c) == TOGETHER for i in brief.issues for o in i.options for c in o.cells)


def of_bloc(brief: Brief, key: str) -> str:
    """The bloc of a member that has no column of its own, else ""."""
    return "" if key in brief.columns else party(brief, key).of


MANY = 10_000_000  # from here on a count is shown as a share, and its total as a power of ten


def of_how_many(brief: Brief) -> str:
    """Of how many packages the parties accept theirs: `173`, `about 1.6 × 10¹⁴`; "" where not counted."""
    most = max((s.admissible or 0 for s in brief.standings), default=0)
    return (roughly(most) if most >= MANY else f"{most:,}") if most else ""


def accepted(standing: Standing) -> str:
    """How many packages a party accepts, or `4.2 %` of very many; a range where some depend: `none to 12`."""
    ends = [standing.acceptable or 0, *([] if standing.possible is None else [standing.possible])]
    if not standing.admissible or standing.admissible < MANY:
        return " to ".join(f"{n:,}" if n or len(ends) == 1 else "none" for n in ends)
    return " to ".join(dict.fromkeys(_share(n, standing.admissible) for n in ends))


def _share(part: int, whole: int) -> str:
    percent = 100 * part / whole
    if not part or part == whole:
        return "all" if part else "none"
    return "under 0.1 %" if percent < 0.1 else "over 99.9 %" if percent > 99.9 else f"{percent:.3g} %"
