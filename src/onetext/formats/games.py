"""Scored game folders: `config.txt`, a file of scores for each party, and the deal that the talks start from.

A line of `config.txt` is `name,file,role,...`: every line is a principal. In `scores_files/FILE.txt` each line holds
the points of one issue, options in order; the last line is the threshold, which is the reservation value. Issues are
lettered A, B, ..., their options A1, A2, ... `initial_deal.txt` is a proposal by the party whose role is `p1`.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import PurePosixPath
from string import ascii_uppercase

from onetext.errors import InputError, Path, Problem
from onetext.formats.places import Files, Place, built, decoded, each, number, stop_at
from onetext.model.case import Case
from onetext.model.issues import Issue, Option
from onetext.model.numbers import sharp
from onetext.model.parties import Party
from onetext.model.positions import IssueWorth, Position, Reservation, Worth
from onetext.model.records import Proposal

CONFIG, DEAL = "config.txt", "initial_deal.txt"

Scores = list[list[Fraction]]
Rows = list[tuple[Place, list[str]]]


def read(files: Files) -> Case:
    """The case of a game folder. Raises InputError with every mistake."""
    config = next(name for name in sorted(files) if PurePosixPath(name).name == CONFIG)
    folder = PurePosixPath(config).parent
    problems: list[Problem] = []
    places: dict[Path, Place] = {}
    wanted: dict[str, str] = {}
    proposer = ""
    for place, cells in _rows(config, files[config]):
        if len(cells) < 2 or not all(cells[:2]):
            problems.append(Problem("line", "a line without a name and a file", "name,file,role,...").at(*place))
            continue
        name, file = cells[0], str(folder / "scores_files" / f"{cells[1]}.txt")
        if name in wanted:
            problems.append(Problem("repeated", f"party {name!r} stands twice", "each once").at(*place))
        elif file not in files:
            problems.append(Problem("missing", f"no file {file!r} for {name!r}", "a file of scores").at(*place))
        wanted[name] = file
        places[("parties", name)] = places[("positions", name)] = place
        proposer = name if cells[2:3] == ["p1"] else proposer
    if not wanted and not problems:
        problems.append(Problem("empty", "no party", "a line name,file,role,... for each", file=config))
    stop_at(problems)
    tables = each(((file, files[file]) for file in wanted.values()), _scores)
    issues = _issues(tables)
    positions = tuple(_position(name, tables[file], issues) for name, file in wanted.items())
    deal = str(folder / DEAL)
    proposals = _deal(deal, files[deal], proposer, issues) if deal in files else ()
    parties = tuple(Party(name) for name in wanted)
    return built(lambda: Case(parties=parties, issues=issues, positions=positions, proposals=proposals), places, (config, 1, 1))


def _rows(name: str, data: bytes) -> Rows:
    """The lines that hold something, each with its place, split at commas."""
    lines = enumerate(decoded(name, data).splitlines(), 1)
    return [((name, i, 1), [cell.strip() for cell in line.split(",")]) for i, line in lines if line.strip()]


def _scores(name: str, data: bytes) -> Scores:
    """The points of each issue's options, then the threshold alone; InputError where a line holds anything else."""
    problems: list[Problem] = []
    rows = _rows(name, data)
    scores = [[number(cell, place, problems) or Fraction(0) for cell in cells] for place, cells in rows]
    if len(scores) < 2 or len(scores[-1]) != 1:
        place = rows[-1][0] if rows else (name, 1, 1)
        problems.append(Problem("threshold", "the last line is no threshold below lines of points", "one number").at(*place))
    stop_at(problems)
    return scores


def _issues(tables: dict[str, Scores]) -> tuple[Issue, ...]:
    """The issues that the first file of scores shows; InputError where another file shows others."""
    (first, scores), *others = tables.items()
    shape = [len(row) for row in scores[:-1]]
    problems = [
        Problem("shape", f"issues of {[len(row) for row in own[:-1]]} options", f"{shape}, as in {first}", file=file)
        for file, own in others
        if [len(row) for row in own[:-1]] != shape
    ]
    if len(shape) > len(ascii_uppercase):
        problems.append(Problem("issues", f"{len(shape)} issues", f"at most {len(ascii_uppercase)}", file=first))
    stop_at(problems)
    return tuple(
        Issue(letter, "", tuple(Option(f"{letter}{i}", f"{letter}{i}") for i in range(1, count + 1)))
        for letter, count in zip(ascii_uppercase, shape, strict=False)
    )


def _position(name: str, scores: Scores, issues: tuple[Issue, ...]) -> Position:
    tables = tuple(
        IssueWorth(issue.id, tuple((option.id, Worth(sharp(points))) for option, points in zip(issue.options, row, strict=True)))
        for issue, row in zip(issues, scores, strict=False)
    )
    return Position(name, reservation=(Reservation(Worth(sharp(scores[-1][0]))),), worth=tables)


def _deal(file: str, data: bytes, proposer: str, issues: tuple[Issue, ...]) -> tuple[Proposal, ...]:
    """The deal that the talks start from: options divided by commas."""
    owner = {option.id: issue.id for issue in issues for option in issue.options}
    rows = _rows(file, data)
    if not rows:
        return ()
    place, cells = rows[0]
    problems = [
        Problem("unknown", f"unknown option {cell!r}", f"known: {', '.join(owner)}").at(*place) for cell in cells if cell not in owner
    ]
    chosen = [owner[cell] for cell in cells if cell in owner]
    if len(set(chosen)) < len(chosen):
        problems.append(Problem("repeated", "two options of one issue in a deal", "one option of each issue").at(*place))
    if problems:
        raise InputError(problems)
    package = tuple(sorted((owner[cell], cell) for cell in cells))
    return (Proposal("initial_deal", package, title="Initial deal", by=proposer),)
