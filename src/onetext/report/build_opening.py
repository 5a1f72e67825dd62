"""The first page as data: the bottom line, the ways that would open an agreement, what to ask, what does not fit together."""

from __future__ import annotations

from fractions import Fraction

from onetext.analysis.links import LinkInTheWay
from onetext.model.acceptance import Answer, agreed, consenters, voter
from onetext.model.case import Case, Link
from onetext.model.demands import Demand
from onetext.model.positions import RedLine
from onetext.model.records import Proposal
from onetext.report import parts
from onetext.report.findings import Findings
from onetext.report.say import (
    MOVE,
    breaking,
    chosen,
    display,
    figure,
    figures,
    interval,
    line_words,
    link_words,
    people,
    without_line,
)
from onetext.report.say_levels import verdict_words
from onetext.report.text import amount, count, listed, name, number, roughly
from onetext.solve.results import Change, Softening

MOST_WAYS = 6


def rests_on_words(found: Findings) -> str:
    """What the bottom line begins with: the weakest support behind it."""
    rests, counts = found.rests, dict(found.rests.bases)
    if not sum(counts.values()):
        return "On what is known, which holds no figure, red line, view or reply that decides"
    if counts["guess"] == sum(counts.values()):
        if not rests.sourced:
            return "On these estimates, none with a source"
        every = "all" if rests.sourced == counts["guess"] else f"{rests.sourced:,}"
        return f"On {counts['guess']:,} estimates, {every} with a source"
    return f"On {support(found)}{'' if rests.sourced else ', none with a source'}"


def support(found: Findings) -> str:
    """What stands behind the verdict, counted by kind: `144 estimates and seven public positions`."""
    counts = dict(found.rests.bases)
    return listed([count(counts[basis], one, many) for basis, one, many in _SAID if counts.get(basis)])


_SAID = (
    ("guess", "estimate", "estimates"),
    ("statement", "public position", "public positions"),
    ("answer", "of the parties’ own answers", "of the parties’ own answers"),
)


def bottom_line(found: Findings) -> str:
    """The verdict in one or two sentences, after what it rests on."""
    return f"{rests_on_words(found)}: {_final(found)}{_verdict(found)}"


def _final(found: Findings) -> str:
    """That public refusals are taken as final, wherever the verdict turns on them."""
    case = found.case
    named = {demand.key for conflict in found.why.conflicts for demand in conflict.demands if demand.kind == "red_line"}
    public = [
        line for who, kind, line_id in named for line in voter(case, who).lines if line.id == line_id and line.origin.basis == "statement"
    ]
    return "if every red line reported in public is final, " if public else ""


def _verdict(found: Findings) -> str:
    zone, needed = found.zopa, len(consenters(found.case))
    everyone = f"all {number(needed)} whose consent is needed" if needed > 2 else "both parties" if needed == 2 else "the one party asked"
    everyone = everyone if needed else "everybody, since nobody’s consent is needed"
    everyone += " at the table" if zone.ratification is not None and needed else ""
    word, home = verdict_words(found.case, zone.ratification, found.why.agreement)
    if zone.admissible == 0 and zone.status == "exact":
        return "the links leave no package at all."
    if found.why.agreement == "yes":
        if zone.status != "exact":
            return f"{word}. Some packages are acceptable to {everyone}{home}."
        many = f"{count(zone.zopa, 'package')} of {zone.admissible:,}{breaking(found.case)}"
        return f"{word}. {many[0].upper()}{many[1:]} {'is' if zone.zopa == 1 else 'are'} acceptable to {everyone}{home}."
    if found.why.agreement == "depends":
        some = f"{count(zone.zopa_possible, 'package')} may be" if zone.status == "exact" else "some may be"
        return f"open. No package is surely acceptable to {everyone}; {some}{home}."
    return f"not yet. No package{breaking(found.case, True)} is acceptable to {everyone}."


def how(found: Findings) -> str:
    """What was examined and how, and how far the answer is from turning."""
    zone, turns = found.zopa, [turn for turn in found.rests.turns if turn.figure.points is not None]
    if zone.examined and not zone.admissible:
        return f"All {zone.size:,} packages were examined: each breaks a link."
    if zone.examined:
        some = "The one package" if zone.admissible == 1 else f"All {zone.admissible:,} packages"
        was = "was" if zone.admissible == 1 else "were"
        first = f"{some}{breaking(found.case, zone.admissible == 1)} {was} examined in exact arithmetic."
    else:
        first = f"There are {large(zone.size)} packages; the verdict is proven by exact search, counts marked as estimates are samples."
    if not turns:
        return f"{first} No single estimate, moved by its step or within its interval, turns the answer." if found.rests.tried else first
    whose = list(dict.fromkeys(turn.figure.party for turn in turns))
    places = len({turn.figure for turn in turns})
    which = "one figure" if places == 1 else f"any one of {number(places)} figures"
    return f"{first} A small change in {which} of {people(found.case, whose, 'or')} turns this answer."


def large(size: int) -> str:
    """A count of packages; beyond a thousand million, about how many."""
    return f"{size:,}" if size < 10**9 else roughly(size)


def ways(found: Findings) -> tuple[parts.Way, ...]:
    """Every way that would open an agreement: each movement, then each link lifted; never one culprit."""
    if found.why.agreement != "no":
        return ()
    moves = [way(found.case, opening) for opening in found.why.softenings]
    links = [_link_way(found.case, link) for link in found.why.links_in_the_way if link.opens or link.opens_possible]
    return (*moves[:MOST_WAYS], *links)


def way(case: Case, opening: Softening) -> parts.Way:
    """An opening as a way: who would move, and how many packages it opens."""
    who = tuple(dict.fromkeys(change.party for change in opening.changes if change.party))
    return parts.Way("movement", listed([_moving(case, change) for change in opening.changes]), who, opening.packages)


def _moving(case: Case, change: Change) -> str:
    if change.kind == "link":
        return f"waiving “{link_words(case, link_of(case, change.id))}”"
    if change.kind == "red_line":
        return f"{name(case.name(change.party))} {without_line(case, line_of(case, change))}"
    return f"{name(case.name(change.party))} accepting {_less(case, change)}"


def _less(case: Case, change: Change) -> str:
    """How far below its reservation value a party would go, in words that fit the distance."""
    reservation, by = voter(case, change.party).reservation, change.by or Fraction(0)
    low = reservation.low if reservation else Fraction(0)
    near = "about what it has without an agreement" if low and abs(by) * 20 <= abs(low) else "less than it counts on without an agreement"
    return f"{near}: {amount(display(low - by))} against {amount(display(low))}"


def _link_way(case: Case, link: LinkInTheWay) -> parts.Way:
    owner = f"set by {people(case, link.who)}" if link.who else "whose owner is not recorded"
    titles = [name(p.name) for p in _opened_by(case, link)]
    after = f", after which {titles[0]} stands as it is" if len(titles) == 1 else ""
    opens = link.opens or link.opens_possible
    least = "" if link.counted else f", which opens at least {count(opens, 'package')}"
    words = f"lifting one link, {owner}: “{link_words(case, link_of(case, link.id))}”{after}{least}"
    return parts.Way("link", words, (), opens if link.counted else None)


def _opened_by(case: Case, link: LinkInTheWay) -> list[Proposal]:
    """The whole proposals that a link alone keeps out and that all whose consent they need accept."""
    freed = [p for p in case.proposals if p.id in link.proposals and len(p.package) == len(case.issues)]
    return [p for p in freed if agreed(case, dict(p.package)) is Answer.YES]


def lead(found: Findings) -> str:
    many = len(ways(found))
    if not many:
        return ""
    left = len(found.why.softenings) - MOST_WAYS
    more = f" ({left} more in the section on what would open it)" if left > 0 else ""
    return (
        f"One way is known that would open it{more}:"
        if many == 1
        else f"{number(many).capitalize()} ways are known. Each would open it alone{more}:"
    )


# --- conflicts and openings -------------------------------------------------------------------------------------------


def demand(case: Case, one: Demand, members: tuple[str, ...] = ()) -> parts.Demand:
    """A demand in words."""
    return parts.Demand(one.kind, demand_words(case, one), one.party or None, one.id or None, one.issues, members)  # type: ignore[arg-type]


def demand_words(case: Case, one: Demand) -> str:
    if one.kind == "reservation":
        points = voter(case, one.party).reservation
        return f"at least {interval(points)}, its worth without an agreement" if points else ""
    if one.kind == "bloc":
        return "its consent, by its own rule"
    if one.kind == "link":
        return link_words(case, link_of(case, one.id))
    return line_words(case, next(line for line in voter(case, one.party).lines if line.id == one.id))


def conflicts(found: Findings) -> tuple[tuple[parts.Demand, ...], ...]:
    return tuple(
        tuple(demand(found.case, one, dict(clash.members).get(one.party, ())) for one in clash.demands) for clash in found.why.conflicts
    )


def conflicts_note(found: Findings) -> str:
    if not found.why.conflicts:
        return ""
    return "The list is complete." if "conflicts" in found.why.complete else "There may be more: the search was stopped by its limit."


def softening(case: Case, opening: Softening) -> parts.Softening:
    """An opening in words."""
    steps = tuple(parts.Change(c.kind, change_words(case, c), c.party or None, c.id or None, figure(c.cost)) for c in opening.changes)  # type: ignore[arg-type]
    as_proposed = next((p for p in case.proposals if dict(p.package) == dict(opening.package)), None)
    note = f"{name(as_proposed.name)}, as it is" if as_proposed else ""
    return parts.Softening(steps, figure(opening.total), figures(opening.costs), opening.packages, chosen(case, opening.package), note)


def change_words(case: Case, change: Change) -> str:
    """What a movement asks of a party."""
    if change.kind == "link":
        return f"Waive “{link_words(case, link_of(case, change.id))}”"
    if change.kind == "red_line":
        return without_line(case, line_of(case, change), MOVE)
    return f"Accept {_less(case, change)}"


def softenings_note(found: Findings) -> str:
    """How the list is ordered and whether it is complete; why it is empty where it is."""
    if found.why.agreement != "no":
        return ""
    if not found.why.softenings:
        if not found.why.conflicts and found.zopa.admissible == 0:
            return "No movement of a party would open it: the links leave no package."
        return "No movement on record would open it: nothing that is in the way is known to be negotiable."
    order = "Listed by the plain total of what is asked, which adds points of different parties." if len(found.why.softenings) > 1 else ""
    whole = "" if "softenings" in found.why.complete else "There may be others: the search was stopped by its limit."
    return " ".join(words for words in (order, whole) if words)


def link_in_the_way(case: Case, link: LinkInTheWay) -> parts.LinkInTheWay:
    source = next((s.title or s.id for s in case.sources if s.id == link.source), link.source)
    first = next(iter(_opened_by(case, link)), None) if link.opens else None
    return parts.LinkInTheWay(
        link.id, link_words(case, link_of(case, link.id)), link.opens, link.proposals, name(link.why) if link.why else "", source, link.who,
        chosen(case, first.package) if first else (), f"{name(first.name)}, as it is" if first else "", link.counted,
    )  # fmt: skip


def link_of(case: Case, link_id: str) -> Link:
    return next(link for link in case.links if link.id == link_id)


def line_of(case: Case, change: Change) -> RedLine:
    return next(line for line in voter(case, change.party).lines if line.id == change.id)
