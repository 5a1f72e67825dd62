"""What to ask next, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from onetext.cli.words import answer_name, grouped
from onetext.report.say import pair
from onetext.report.say_questions import ANSWER, ENDS, WAYS, needed_words, settles_words
from onetext.report.text import plain

if TYPE_CHECKING:
    from onetext.analysis.asking.questions import Asked, Open, Question, Simulated
    from onetext.model.case import Case

Table = Callable[..., None]
Say = Callable[..., None]

MOST_ANSWERS = 6


def show(case: Case, found: Asked, table: Table, say: Say) -> None:
    """Print how things stand, the questions in order, and the packages that are nearest to being agreed."""
    say(_stands(found), style="bold")
    if found.simulation is not None:
        _played(found.simulation, table, say)
        return
    for place, question in enumerate(found.questions):
        _question(case, found, question, "Ask next" if place == 0 else f"Then, as things stand now ({place + 1})", table, say)
    if not found.questions:
        say("\nNo question is known that would change this." if found.status != "unknown" else "\nStopped before a question was found.")
    if found.open:
        rows = [_open(case, one, found.open) for one in found.open]
        table(("Open packages nearest to agreement", "Yes still missing from"), rows)
    for line in _remarks(case, found):
        say(line)


def _stands(found: Asked) -> str:
    if found.verdict == "yes":
        return "A package is known that all accept."
    if found.verdict == "no":
        return "No package is acceptable to all."
    if found.verdict == "unknown":
        return "Stopped before it was known whether some package is acceptable to all."
    some = "some may be" if found.zopa_possible is None else f"{grouped(found.zopa_possible)} may be"
    return f"No package is surely acceptable to all; {some}."


def _question(case: Case, found: Asked, one: Question, title: str, table: Table, say: Say) -> None:
    say(f"\n{title}", style="bold")
    say(one.question)
    rows = [(ANSWER.get(each.answer, each.answer), settles_words(found, each)) for each in one.settles]
    table(("Answer", "What it would settle"), rows)
    note = next((each.note for each in one.settles if each.note), "")
    if note:
        say("\nNoted in the case file, here the answer " + f"“{next(ANSWER.get(e.answer, e.answer) for e in one.settles if e.note)}”:")
        say("\n".join(f"  {line}" for line in note.splitlines()), soft_wrap=True)


def _open(case: Case, one: Open, every: Sequence[Open]) -> Sequence[str]:
    packages = [dict(each.package) for each in every]
    telling = [issue for issue in packages[0] if len({package[issue] for package in packages}) > 1] or list(packages[0])
    answers = [plain(pair(case.issue[issue].name, answer_name(case, issue, option))) for issue, option in one.package if issue in telling]
    more = f"; and {len(answers) - MOST_ANSWERS} more" if len(answers) > MOST_ANSWERS else ""
    return ("; ".join(answers[:MOST_ANSWERS]) + more, ", ".join(case.name(who) for who in one.missing))


def _remarks(case: Case, found: Asked) -> list[str]:
    """What the figures rest on."""
    lines = [f"\nHow: {found.why_method}."]
    if found.chosen is not None and found.chosen.regret > 0:
        who = ", ".join(case.name(one) for one in found.chosen.weighed)
        lines.append(
            f"Regret: how far the package chosen under doubt may fall short of another, as a share of each party's range, on average over {who}. "
            f"It is at most {found.chosen.regret:.0%} now. It adds shares of different parties, and takes for granted that worths add up"
            + (" and that steps within an issue count alike." if found.steps == "equal" else ".")
        )
    if found.unfit:
        lines.append(f"No worths that add up fit all that {', '.join(case.name(one) for one in found.unfit)} said.")
    return lines


def _played(found: Simulated, table: Table, say: Say) -> None:
    runs = max((one.runs for one in found.needed), default=0)
    say(f"\n{runs} runs against true preferences drawn at random (seed {found.seed}); questions needed, median of the runs:")
    rows: list[Sequence[Any]] = []
    for to, end in ENDS.items():
        for one in (each for each in found.needed if each.to == to):
            spread = f"{one.fewest} to {one.most}" if one.fewest is not None else "-"
            rows.append((end if one.asker == "best" else "", WAYS[one.asker], plain(needed_words(one)), spread))
    table(("Questions", "Asked", "Median", "Fewest to most"), rows)
