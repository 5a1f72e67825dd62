"""The reading as if every public rejection were final, as data."""

from __future__ import annotations

from onetext.analysis.readings import Rejected
from onetext.model.case import Case
from onetext.report import parts_final as parts
from onetext.report.build_opening import way
from onetext.report.findings import Findings
from onetext.report.say import option_label
from onetext.report.text import count, listed, name


def if_final(found: Findings) -> parts.IfFinal | None:
    """What would be left if every rejection on record were final; None where nobody rejects anything short of that."""
    read = found.rejected
    if read is None:
        return None
    case, zone = found.case, read.zopa
    return parts.IfFinal(
        f"{_who(case, read)} {_outcome(read)}",
        tuple(way(case, opening) for opening in read.why.softenings),
        tuple(_left(case, issue, options) for issue, options in read.ground.left if 0 < len(options) < len(case.issue[issue].options)),
        _left_note(case, read),
        read.rejections,
        zone.zopa if zone.status == "exact" else None,
    )


def _who(case: Case, read: Rejected) -> str:
    said = [f"{name(case.name(who))} {count(times, 'answer')}" for who, times in read.rejections]
    return f"On record as rejected, without being called final: by {listed(said)}."


def _outcome(read: Rejected) -> str:
    within = read.ground.within if read.once is None else 0
    if within is None:
        return "If each were final, " + (
            "no package would be acceptable to all." if read.why.agreement == "no" else "some packages may be left."
        )
    if within == 0:
        return "If each were final, no package would be left that crosses no red line."
    left = f"If each were final, {count(within, 'package')} would cross no red line"
    return f"{left}, and {count(read.zopa.zopa, 'package') if read.zopa.zopa else 'none'} would be acceptable to all."


def _left(case: Case, issue_id: str, options: tuple[str, ...]) -> parts.Left:
    issue = case.issue[issue_id]
    return parts.Left(issue_id, issue.name, tuple(option_label(issue, issue.option(option)) for option in options))


def _left_note(case: Case, read: Rejected) -> str:
    if not any(0 < len(options) < len(case.issue[issue].options) for issue, options in read.ground.left):
        return ""
    if read.once is None:
        return "The answers that would then be left, of the issues on which some are gone:"
    movers = list(dict.fromkeys(name(case.name(change.party)) for change in read.once.changes if change.party))
    return f"The answers that would then be left once {listed(movers)} {'moves' if len(movers) == 1 else 'move'}, of the issues on which some are gone:"
