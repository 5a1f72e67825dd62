"""From a case to the brief as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal

from onetext.errors import UsageError
from onetext.model.canonical import digest
from onetext.model.case import Case
from onetext.report import build_ask as asking
from onetext.report import build_end as end
from onetext.report import build_final as final
from onetext.report import build_middle as middle
from onetext.report import build_open as undecided
from onetext.report import build_opening as opening
from onetext.report import build_record as record
from onetext.report import build_robust as sure
from onetext.report import build_table as table
from onetext.report import build_window as ahead
from onetext.report.brief import Brief
from onetext.report.build_forms import forms
from onetext.report.build_levels import two_levels
from onetext.report.build_slopes import slopes, slopes_note
from onetext.report.build_text import text_state
from onetext.report.findings import Findings, find
from onetext.report.say import breaking, chosen
from onetext.report.text import count, number
from onetext.solve.budget import UNLIMITED, Budget

AsOfFrom = Literal["case", "option", "today"]


def build(
    full: Case,
    as_of: date,
    as_of_from: AsOfFrom = "case",
    *,
    meeting: str | None = None,
    viewer: str = "mediator",
    budget: Budget = UNLIMITED,
) -> Brief:
    """The brief of a case (with all its dates) as of a day; `version` and `command` are the caller's to add.

    Raises UsageError where `meeting` names nobody.
    """
    found = find(full, as_of, meeting=meeting, budget=budget)
    if meeting is not None and meeting not in {party.id for party in table.drawn(found.case)}:
        raise UsageError(f"no party {meeting!r}; known: {', '.join(p.id for p in table.drawn(found.case))}")
    return assemble(found, as_of_from, meeting, viewer)


def assemble(found: Findings, as_of_from: AsOfFrom, meeting: str | None, viewer: str) -> Brief:
    """The brief of what was found."""
    case = found.case
    return Brief(
        title=case.title or "Untitled case",
        as_of=str(case.as_of),
        about=case.about,
        as_of_from=as_of_from,
        viewer=viewer,
        banner=case.notice,
        parties=table.drawn(case),
        columns=table.columns(case),
        notes=end.notes(found, as_of_from),
        ask=asking.ask(found, meeting),
        meeting=end.meeting(found, meeting) if meeting else None,
        digest=digest(replace(found.full, as_of=case.as_of)),  # of the whole case, as every other answer names it
        **_first_page(found),
        **_in_the_way(found),
        **_later_pages(found),
    )


Part = dict[str, Any]
"""Fields of the brief by name."""


def _first_page(found: Findings) -> Part:
    return {
        "verdict": found.why.agreement,
        "bottom_line": opening.bottom_line(found),
        "lead": opening.lead(found),
        "how": opening.how(found),
        "ways": opening.ways(found),
        "common_ground": chosen(found.case, found.ground.settled),
        "common_ground_note": _ground_note(found),
        "open": undecided.open_packages(found),
        "open_note": undecided.open_note(found),
    }


def _in_the_way(found: Findings) -> Part:
    case = found.case
    return {
        "conflicts": opening.conflicts(found),
        "conflicts_note": opening.conflicts_note(found),
        "softenings": tuple(opening.softening(case, one) for one in found.why.softenings),
        "softenings_note": opening.softenings_note(found),
        "links_in_the_way": tuple(opening.link_in_the_way(case, link) for link in found.why.links_in_the_way),
        "if_final": final.if_final(found),
        "proposals": middle.proposals(found),
        "text": text_state(found),
        "slopes": slopes(found),
        "slopes_note": slopes_note(found),
        "contradictions": tuple(record.contradiction(case, one) for one in found.why.contradictions),
        "drift": tuple(record.drift(case, one) for one in found.why.drift),
        "levels": two_levels(found),
        "forms": forms(found),
    }


def _later_pages(found: Findings) -> Part:
    return {
        "issues": table.issues(found),
        "standings": table.standings(found),
        "trades": middle.trades(found),
        "trades_note": middle.trades_note(found),
        "window": ahead.window(found),
        "window_note": ahead.window_note(found),
        "window_turns": ahead.window_turns(found),
        "window_later": ahead.window_later(found),
        "deadlines": ahead.deadlines(found),
        "rules": middle.rules(found),
        "rules_note": middle.rules_note(found),
        "sureness": sure.sureness(found),
        "sureness_note": sure.sureness_note(found),
        "evidence": end.evidence(found),
        "rests_on": end.rests_on(found),
        "tradeoffs": end.tradeoffs(found),
    }


def _ground_note(found: Findings) -> str:
    ground, case = found.ground, found.case
    if ground.within is None:
        return f"Of the packages{breaking(case)}, those that cross no red line were searched, not counted."
    if not ground.admissible:
        return ""
    one = ground.admissible == 1
    whole = f"the {'one package' if one else f'{ground.admissible:,} packages'}{breaking(case, one)}"
    if ground.within == 0:
        return f"Each of {whole} crosses a red line of somebody whose consent it needs." if not one else f"T{whole[1:]} crosses a red line."
    if ground.within == ground.admissible:
        passing = f"T{whole[1:]} crosses no red line." if one else f"None of {whole} crosses a red line."
    else:
        passing = f"Of {whole}, {number(ground.within)} {'crosses' if ground.within == 1 else 'cross'} no red line."
    if not ground.settled or ground.within == 1:
        return passing
    of = "of them" if ground.within == ground.admissible else "of these"
    has = "has" if len(ground.settled) == 1 else "have"
    return f"{passing} In all {of}, {count(len(ground.settled), 'issue')} {has} one answer left."
