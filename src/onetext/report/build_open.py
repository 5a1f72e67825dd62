"""What is open, as data: the undecided packages that matter."""

from __future__ import annotations

from onetext.analysis.asking.questions import Open
from onetext.model.acceptance import asked, consenters
from onetext.report.findings import Findings
from onetext.report.parts_open import OpenPackage
from onetext.report.say import breaking, chosen
from onetext.report.text import count


def open_packages(found: Findings) -> tuple[OpenPackage, ...]:
    """The undecided packages to which the fewest yeses are missing; none where the verdict is not open."""
    return () if found.asked is None else tuple(_open(found, one) for one in found.asked.open)


def _open(found: Findings, one: Open) -> OpenPackage:
    needed = [party.id for party in consenters(found.case) if asked(found.case, party.id, dict(one.package))]
    return OpenPackage(chosen(found.case, one.package), tuple(who for who in needed if who not in one.missing), one.missing)


def open_note(found: Findings) -> str:
    """How many packages are open, and which are listed."""
    if found.asked is None or not found.asked.open:
        return ""
    zone, listed = found.zopa, len(found.asked.open)
    which = f"To {'this' if listed == 1 else 'these'} the fewest yeses are missing."
    if zone.status != "exact":
        return f"Packages are open: nobody is known to refuse them, and not all are known to accept. {which}"
    one, many = zone.undecided == 1, count(zone.undecided, "package")
    of = f"{many[0].upper()}{many[1:]} of the {zone.admissible:,}{breaking(found.case)} {'is' if one else 'are'} open:"
    why = f"nobody is known to refuse {'it' if one else 'them'}, and not all are known to accept."
    return f"{of} {why}" if listed == zone.undecided else f"{of} {why} {which}"
