"""What is open, as data: the undecided packages that matter, and the questions that settle most."""

from __future__ import annotations

from onetext.analysis.asking.questions import Asked, Question
from onetext.model.acceptance import asked, consenters
from onetext.model.case import Case
from onetext.report import parts
from onetext.report.findings import Findings
from onetext.report.parts_open import OpenPackage
from onetext.report.say import breaking, chosen
from onetext.report.say_questions import ANSWER, question_words, settles_words
from onetext.report.text import count, name


def open_packages(found: Findings) -> tuple[OpenPackage, ...]:
    """The undecided packages to which the fewest yeses are missing; none where the verdict is not open."""
    if found.asked is None:
        return ()
    case, every = found.case, []
    for one in found.asked.open:
        needed = [party.id for party in consenters(case) if asked(case, party.id, dict(one.package))]
        every.append(OpenPackage(chosen(case, one.package), tuple(who for who in needed if who not in one.missing), one.missing))
    return tuple(every)


def open_note(found: Findings) -> str:
    """How many packages are open, and which are listed."""
    if found.asked is None or not found.asked.open:
        return ""
    zone, listed = found.zopa, len(found.asked.open)
    if zone.status != "exact":
        return f"Many packages are refused by nobody and accepted by not all. Of those found, {_which(listed)} the fewest yeses are missing."
    many = count(zone.undecided, "package")
    of = f"{many[0].upper()}{many[1:]} of the {zone.admissible:,}{breaking(found.case)} {'is' if zone.undecided == 1 else 'are'} open: "
    which = "" if listed == zone.undecided else f" To {'this' if listed == 1 else 'these'} the fewest yeses are missing."
    return f"{of}nobody is known to refuse {'it' if zone.undecided == 1 else 'them'}, and not all are known to accept.{which}"


def _which(listed: int) -> str:
    return "this is the one to which" if listed == 1 else "these are the ones to which"


def questions(found: Findings) -> list[parts.Ask]:
    """The questions that settle most, while it is open whether anything can be agreed."""
    return [] if found.asked is None else [_ask(found.case, found.asked, one) for one in found.asked.questions]


def _ask(case: Case, asked_: Asked, one: Question) -> parts.Ask:
    """The question, and what those answers would settle from which something follows."""
    told = [(ANSWER.get(each.answer, each.answer), settles_words(asked_, each)) for each in one.settles if each.answer not in ("if", "alike")]
    why = " ".join(f"{answer.capitalize()}: {words[0].lower()}{words[1:]}" for answer, words in told)
    return parts.Ask(f"{name(case.name(one.party))}: {question_words(case, one)}", one.party, why)
