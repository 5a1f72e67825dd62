"""The words for two levels: what would be ratified of what the table accepts, and why somebody would not accept a package."""

from __future__ import annotations

from onetext.analysis.levels import Says
from onetext.model.acceptance import voter
from onetext.model.case import Case
from onetext.model.conditions import Package
from onetext.model.witness import why_accepts
from onetext.report.say import line_words, people
from onetext.report.text import listed, name, number
from onetext.solve.results import Levels

THEM, ALONE = ("it", "them"), ("the one package that all at the table accept", "the packages that all at the table accept")
"""What the packages that all at the table accept are called, where there is one and where there are more: in a sentence that
has just named them, and in one that stands alone."""


def ratified_words(case: Case, found: Levels, called: tuple[str, str] = THEM) -> str:
    """What would be ratified of the packages that all at the table accept, as a clause; "" where there is none."""
    answer, (one, more) = found.table.answer, called
    if answer in ("no", "unknown"):
        return ""
    if found.both.answer == "no" or (found.table.sure and found.table_only.sure == found.table.sure):
        what = f"{one} would not be ratified" if found.table.sure == 1 else f"none of {more} would be ratified"
        return f"{what}{_whom(case, found)}"
    if found.both.answer == "unknown":
        return f"whether any of {more} would be ratified was not settled in the time given"
    if answer == "depends" or found.both.answer == "depends":
        return f"whether {one if found.table.sure == 1 else f'any of {more}'} would be ratified is open"
    return _some(found, one, more)


def verdict_words(case: Case, found: Levels | None, verdict: str) -> tuple[str, str]:
    """The word of a verdict, and what it says of ratification after a semicolon; both as ever where nobody ratifies."""
    said = ratified_words(case, found) if found is not None else ""
    against = (verdict == "yes" and " would not be ratified" in said) or said.startswith("none")
    return ("at the table yes, at home no" if verdict == "yes" and against else verdict), f"; {said}" if said else ""


def _whom(case: Case, found: Levels) -> str:
    """Who would accept nothing of what the table accepts; where that is nobody alone, all who ratify together."""
    alone = [one.party for one in found.ratifiers if one.possible == 0] or [one.party for one in found.ratifiers]
    if len(alone) == 1:
        return f": {people(case, alone)} would {'accept none' if found.table.sure != 1 else 'not accept it'}"
    if not any(one.possible == 0 for one in found.ratifiers):
        return f" by {people(case, alone)} together"
    return f": neither {people(case, alone, 'nor')} would accept {'any' if found.table.sure != 1 else 'it'}"


def _some(found: Levels, one: str, more: str) -> str:
    table, both = found.table.sure, found.both.sure
    if table is None or both is None:
        rest = ", and at least one would not" if found.table_only.answer == "yes" else ""
        return f"at least one of {more} would be ratified{rest}"
    if table == both:
        return f"{one} would be ratified" if table == 1 else f"all of {more} would be ratified"
    return f"{number(both)} of {more} would be ratified"


def confirming(case: Case, found: Levels) -> str:
    """Who ratifies, and whose yes each confirms, as a sentence."""
    said = []
    for behind in dict.fromkeys(one.behind for one in found.ratifiers):
        who = [one.party for one in found.ratifiers if one.behind == behind]
        what = f"what {name(case.name(behind))} agrees to" if behind else "what the table agrees to"
        said.append(f"{people(case, who)} {'ratifies' if len(who) == 1 else 'ratify'} {what}")
    return f"{listed(said)}."


def not_ratified(case: Case, package: Package, said: tuple[Says, ...]) -> str:
    """Who would not ratify a package and why, as a fragment: `House (Reds: no to it by red line “...”)`; "" for nobody."""
    return listed([f"{name(case.name(one.party))} ({_reason(case, one, package)})" for one in said if one.answer == "no"])


def _reason(case: Case, one: Says, package: Package) -> str:
    if one.members:
        return "; ".join(f"{name(case.name(who))}: {_own(case, who, package)}" for who in one.members)
    return _own(case, one.party, package)


def _own(case: Case, who: str, package: Package) -> str:
    """Why one with a position, or a member that is a bloc, does not accept a whole package."""
    reason = why_accepts(case, who, package)
    if reason.kind == "red_line":
        return f"red line “{line_words(case, next(line for line in voter(case, who).lines if line.id == reason.id))}”"
    if reason.kind == "reply":
        return f"its reply to {name(next(p.name for p in case.proposals if p.id == reason.id))}"
    return {"reservation": "less to it than it has without an agreement", "members": "its members"}.get(reason.kind, "not said why")
